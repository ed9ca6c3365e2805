package attribution

import "testing"

// A body is called by a word of its name again, whoever spoke since; what follows a verb whose subject stands before it is its object.
func TestCalledAgain(t *testing.T) {
	checkSpeakers(t, "en", map[string]string{
		"Four drowned, the mine safety board said, while police put the number at three. The board said two were boys.": "mine safety board (institution); police (institution); mine safety board (institution)",
		"Four drowned, the port authority said. Police counted three. The authority said it had closed a pier.":         "port authority (institution); Police (institution); port authority (institution)",
		"The interior ministry said four drowned. Schools would stay shut, the education ministry said.":                "interior ministry (institution); education ministry (institution)",
		"Four drowned, said Ana Cruz, a coast guard officer.":                                                           "Ana Cruz (named)",
		"The governor, a former judge, said four drowned.":                                                              "governor (institution)",
		"Four drowned, a toll confirmed by the harbor master's office.":                                                 "harbor master's office (institution)",
		"Video verified by the agency shows two boats on fire.":                                                         "",
		"District Collector Leela Nair told reporters that four drowned.":                                               "District Collector Leela Nair (named)",
		"Harbor County police on Sunday confirmed four deaths.":                                                         "Harbor County police (institution)",
		"Four drowned, a port official told the agency, asking not to be identified.":                                   "port official (anonymous)",
	})
	checkSpeakers(t, "es", map[string]string{
		"Hubo cuatro ahogados, según la Comisión de Puertos, y tres según la Policía. La Comisión añadió que dos eran niños.": "Comisión de Puertos (institution); Policía (institution); Comisión de Puertos (institution)",
		"El Observatorio Vulcanológico situó el foco a dos kilómetros.":                                                       "Observatorio Vulcanológico (institution)",
		"El Sismológico ubicó el epicentro al sur del puerto.":                                                                "Sismológico (institution)",
		"El prefecto, Iván Rojas, pidió a la población evitar la zona.":                                                       "prefecto, Iván Rojas (named)",
		"La gobernadora Rosa Gil pidió a los empleados evitar la zona.":                                                       "gobernadora Rosa Gil (named)",
		// Near misses: who tells follows the verb where what stands before it is no subject.
		"Cuatro murieron ahogados en Tupiza, Potosí, informó la Armada.":           "Armada (institution)",
		"Así lo confirmó la alcaldesa Rosa Gil.":                                   "alcaldesa Rosa Gil (named)",
		"Cuatro se ahogaron en una laguna del municipio, informaron los bomberos.": "bomberos (institution)",
	})
}
