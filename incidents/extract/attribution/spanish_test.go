package attribution

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

// How Spanish reports say who tells, by construction.
func TestSpanishSpeakers(t *testing.T) {
	for s, want := range map[string][]string{
		"Murieron tres personas, informó a los medios el director de Protección Civil, Juan Pérez Soto.":                      {"director de Protección Civil, Juan Pérez Soto (named, official)"},
		"Murieron tres personas, detalló este martes el secretario de Seguridad Ciudadana, Omar García.":                      {"secretario de Seguridad Ciudadana, Omar García (named, official)"},
		"Murieron tres personas, precisó ayer por la tarde la Fiscalía General del Estado (FGE).":                             {"Fiscalía General del Estado (institution, official)"},
		"Murieron tres personas, de acuerdo con un comunicado de la Secretaría de Marina.":                                    {"comunicado de la Secretaría de Marina (institution, official)"},
		"Murieron tres personas, según el parte de la Policía Nacional Civil (PNC).":                                          {"parte de la Policía Nacional Civil (institution, official)"},
		"Murieron tres personas, según dijeron fuentes policiales.":                                                           {"fuentes policiales (anonymous, official)"},
		"Según testigos, murieron tres personas.":                                                                             {"testigos (anonymous, witness)"},
		"Vecinos del sector relataron que murieron tres personas.":                                                            {"Vecinos del sector (anonymous, witness)"},
		"La policía, a través de su cuenta de X, indicó que murieron tres personas.":                                          {"policía (institution, official)", "policía (institution, official)"},
		"A través de un comunicado, la Secretaría de Seguridad Pública dio a conocer que murieron tres personas.":             {"Secretaría de Seguridad Pública (institution, official)"},
		"Mediante un boletín, el Ejército Nacional informó que murieron tres.":                                                {"Ejército Nacional (institution, official)"},
		"En conferencia de prensa, el gobernador Alfonso Durazo aseguró que murieron tres.":                                   {"gobernador Alfonso Durazo (named, official)"},
		"\"Son tres muertos\", dijo a la prensa el comandante del cuerpo de bomberos, Luis Ortiz.":                            {"comandante del cuerpo de bomberos, Luis Ortiz (named, official)"},
		"\"Son tres muertos\", afirmó en rueda de prensa la alcaldesa de la ciudad, María Elena Ríos.":                        {"alcaldesa de la ciudad, María Elena Ríos (named, official)"},
		"El coronel Jaime Fuentes, jefe de la Policía de Cali, sostuvo que murieron tres.":                                    {"Jaime Fuentes (named, official)"},
		"Murieron tres, explicó a Efe Marta Ruiz, portavoz de la Cruz Roja.":                                                  {"Marta Ruiz (named, official)"},
		"Murieron tres, dijo a Radio Caracol el general William Salamanca.":                                                   {"general William Salamanca (named, official)"},
		"Murieron tres, confirmaron a AFP fuentes de la Fiscalía.":                                                            {"fuentes de la Fiscalía (anonymous, official)"},
		"Murieron tres, confirmó la Cruz Roja.":                                                                               {"Cruz Roja (institution, official)"},
		"Murieron tres, confirmó Carabineros.":                                                                                {"Carabineros (institution, official)"},
		"Murieron tres, reportó el Instituto Nacional de Defensa Civil (Indeci).":                                             {"Instituto Nacional de Defensa Civil (institution, official)"},
		"Murieron tres, dijo un portavoz de la Guardia Civil.":                                                                {"portavoz de la Guardia Civil (institution, official)"},
		"Murieron tres, han informado fuentes de la Guardia Civil.":                                                           {"fuentes de la Guardia Civil (anonymous, official)"},
		"Murieron tres, ha informado el 112.":                                                                                 {"112 (institution, official)"},
		"El 112 ha informado de que murieron tres.":                                                                           {"112 (institution, official)"},
		"La Fiscalía informó que murieron tres. El organismo agregó que hay dos heridos.":                                     {"Fiscalía (institution, official)", "Fiscalía (institution, official)"},
		"El alcalde Juan Mora dijo que murieron tres. El funcionario agregó que hay dos heridos. Añadió que hay un detenido.": {"alcalde Juan Mora (named, official)", "alcalde Juan Mora (named, official)", "alcalde Juan Mora (named, official)"},
		"La Secretaría de Salud reportó tres muertos. La dependencia señaló que hay dos heridos.":                             {"Secretaría de Salud (institution, official)", "Secretaría de Salud (institution, official)"},
		"El médico forense Carlos Díaz, quien realizó las autopsias, indicó que murieron por asfixia.":                        {"médico forense Carlos Díaz (named, official)"},
		"Autoridades locales no han confirmado la cifra.":                                                                     {},
		"La gobernadora Delfina Gómez lamentó los hechos y confirmó que murieron tres.":                                       {"gobernadora Delfina Gómez (named, official)", "gobernadora Delfina Gómez (named, official)"},
		"Así lo confirmó el ministro de Defensa, Iván Velásquez.":                                                             {"ministro de Defensa, Iván Velásquez (named, official)"},
		"Así lo informó la Secretaría de Seguridad.":                                                                          {"Secretaría de Seguridad (institution, official)"},
		"De esto dio cuenta la Secretaría de Seguridad.":                                                                      {"Secretaría de Seguridad (institution, official)"},
		"Un agente que participó en el operativo dijo, bajo condición de anonimato, que murieron tres.":                       {"agente (anonymous, official): bajo condición de anonimato"},
		"El obispo de Apatzingán, Cristóbal Ascencio, denunció que murieron tres.":                                            {"obispo de Apatzingán, Cristóbal Ascencio (named, official)"},
		"La ONG Human Rights Watch denunció que murieron tres.":                                                               {"ONG Human Rights Watch (institution, official)"},
		"El Observatorio Venezolano de Violencia contabilizó tres muertos.":                                                   {"Observatorio Venezolano de Violencia (institution, official)"},
		"La empresa Pemex informó que murieron tres.":                                                                         {"empresa Pemex (institution, official)"},
		"Pemex informó que murieron tres.":                                                                                    {"Pemex (institution, official)"},
		"El hospital reportó que recibió a ocho lesionados.":                                                                  {"hospital (institution, official)"},
		"En su reporte, Tránsito del Estado asentó que murieron tres.":                                                        {"Tránsito del Estado (institution, official)"},
		"El informe preliminar señala que murieron tres.":                                                                     {"informe preliminar (institution, official)"},
		"El dirigente de la CNTE, Pedro Gómez Bámaca, elevó a tres la cifra de muertos.":                                      {"dirigente de la CNTE, Pedro Gómez Bámaca (named, official)"},
		"Los bomberos dijeron que murieron tres.":                                                                             {"bomberos (institution, official)"},
		"Rescatistas reportaron tres muertos.":                                                                                {"Rescatistas (anonymous, official)"},
		"Familiares de las víctimas aseguraron que son cinco.":                                                                {"Familiares de las víctimas (anonymous, witness)"},
		"El padre de la joven, Raúl Sosa, denunció que fue secuestrada.":                                                      {"Raúl Sosa (named, official)"},
		"Murieron tres, apuntó por su parte el presidente municipal.":                                                         {"presidente municipal (institution, official)"},
		"Por su parte, el presidente municipal apuntó que murieron tres.":                                                     {"presidente municipal (institution, official)"},
		"En tanto, la presidenta municipal de Jerez, Rosa Torres, expuso que murieron tres.":                                  {"presidenta municipal de Jerez, Rosa Torres (named, official)"},
		"Medios locales reportaron que murieron tres.":                                                                        {"Medios locales (institution, official)"},
		"De acuerdo con medios locales, murieron tres.":                                                                       {"medios locales (institution, official)"},
		"Usuarios de redes sociales difundieron videos del ataque.":                                                           {"Usuarios de redes sociales (anonymous, witness)"},
		"Murieron tres, según cifras oficiales.":                                                                              {"cifras oficiales (institution, official)"},
		"Murieron tres, según el último balance oficial.":                                                                     {"último balance oficial (institution, official)"},
		"Murieron tres, según el último balance de la Protección Civil.":                                                      {"último balance de la Protección Civil (institution, official)"},
		"Murieron tres, según lo informado por el Ministerio del Interior.":                                                   {"Ministerio del Interior (institution, official)"},
		"Murieron tres, según informó en su cuenta de Twitter el presidente Gustavo Petro.":                                   {"presidente Gustavo Petro (named, official)"},
		"El presidente Gustavo Petro escribió en X que murieron tres.":                                                        {"presidente Gustavo Petro (named, official)"},
		"El titular de la SSP, Juan Díaz, negó que haya muertos.":                                                             {"titular de la SSP, Juan Díaz (named, official)"},
		"La Policía Nacional del Perú (PNP) informó que capturó a tres.":                                                      {"Policía Nacional del Perú (institution, official)"},
		"Murieron tres, de acuerdo con el vocero de la institución, teniente Luis Paz.":                                       {"vocero de la institución, Luis Paz (named, official)"},
		"El vocero de la FGR en Sonora, quien pidió el anonimato, dijo que murieron tres.":                                    {"vocero de la FGR en Sonora (anonymous, official): anonimato"},
		"Personal de la Cruz Roja confirmó que murieron tres.":                                                                {"Personal de la Cruz Roja (institution, official)"},
		"Paramédicos que acudieron al lugar confirmaron que murieron tres.":                                                   {"Paramédicos (institution, official)"},
		"Elementos de la Guardia Nacional informaron que murieron tres.":                                                      {"Elementos de la Guardia Nacional (institution, official)"},
	} {
		d := text.Read(s, "es")
		got := []string{}
		for _, sentence := range Read(d) {
			for _, st := range sentence {
				words := fmt.Sprintf("%s (%s, %s)", st.Speaker.Name, st.Speaker.Attribution, st.Speaker.Kind)
				if st.Speaker.Reason != "" {
					words += ": " + st.Speaker.Reason
				}
				got = append(got, words)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: speakers differ (-want +got):\n%s", s, diff)
		}
	}
}
