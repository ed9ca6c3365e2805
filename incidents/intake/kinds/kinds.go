// Package kinds finds the kind of an incident, one of the project's closed list, in the
// words that files have for it in Spanish and English.
//
// Goals: a word that is not known is told of and kept; none is forced into a kind.
//
// Non-goals: finding kinds in running text.
package kinds

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// phrases are the words for each kind, in the form of words.Key.
var phrases = map[incidents.Kind]string{
	"security_operation":   `operativo, operativo policial, operativo militar, operacion militar, military operation, police operation, raid, redada, cateo, operation, security operation, despliegue`,
	"armed_clash":          `enfrentamiento, clash, battle, armed clash, battles, combate, tiroteo, balacera, shootout, gun battle, firefight, choque armado, enfrentamientos, gunfight, fuego cruzado, armed conflict`,
	"attack":               `ataque, agresion, assault, violence against civilians, ataque armado, armed attack, agresion armada, emboscada, ambush, shooting, officer involved shooting, mass shooting, stabbing, apunalamiento, lesiones, agresiones, sexual violence, terrorism, terrorist attack, attempted murder`,
	"killing":              `homicidio, homicide, murder, asesinato, killed, ejecucion, execution, feminicidio, femicide, homicidio doloso, multihomicidio, massacre, masacre, manslaughter, homicidios, lynching, linchamiento, assassination`,
	"deaths":               `death, muerte, deaths, muertes, drowning, ahogamiento, fallecimiento, fosa, fosa clandestina, mass grave, clandestine grave, body found, hallazgo de cuerpo, cuerpo hallado, restos humanos, human remains, fatality, overdose`,
	"prison_riot":          `motin, riot in prison, prison riot, motin carcelario, rina en penal, jailbreak, fuga`,
	"protest":              `protesta, protest, demonstration, manifestacion, marcha, march, protests, peaceful protest, plantón, planton, rally, mitin, huelga, strike, riot, riots, disturbios, civil unrest, mob violence, violent demonstration, protest with intervention, excessive force against protesters`,
	"roadblock":            `bloqueo, blockade, road block, narcobloqueo, bloqueo carretero, road blockade, barricade, barricada, bloqueos, bloqueo vial, road closure, cierre carretero, roadblocks, cierre de via`,
	"vehicle_arson":        `quema de vehiculo, vehicle fire, vehiculo incendiado, quema de vehiculos, car burned, vehicle arson, vehicle burned, vehicle set on fire, incendio de vehiculo, burned vehicle, torched vehicle`,
	"property_attack":      `danos, vandalism, vandalismo, looting, saqueo, arson, property destruction, looting property destruction, dano en propiedad, dano a propiedad, criminal damage, rapiña, rapina, saqueos, quema de negocio, ataque a inmueble, damage to property`,
	"explosion":            `explosion, blast, bombing, bomb, explosiones, explosivo, bomba, car bomb, coche bomba, explosions remote violence, explosion o violencia remota, ied, remote explosive landmine ied, shelling artillery missile attack, air drone strike, grenade, granada, detonacion, quarry blast, airstrike`,
	"arrest":               `detencion, arrest, arrests, captura, aprehension, detenciones, detenido, arresto, detained, detention`,
	"seizure":              `decomiso, seizure, aseguramiento, incautacion, confiscation, drug seizure, disrupted weapons use, decomiso de drogas, decomiso de armas`,
	"abduction":            `secuestro, kidnapping, kidnap, abduction, levanton, desaparicion, disappearance, abduction forced disappearance, desaparicion forzada, missing person, forced disappearance, privacion de la libertad, persona desaparecida`,
	"fire_or_smoke":        `incendio, fire, wildfire, humo, smoke, incendio forestal, forest fire, structure fire, brush fire, wf, incendios, fuego, quema, rx, prescribed fire, prescribed burn, wildland fire, fires`,
	"panic":                `panico, panic, estampida, stampede, evacuacion, evacuation`,
	"other_incident":       `otro, other, otros, otro incidente, others, miscellaneous, otra`,
	"flight_disruption":    `vuelo cancelado, flight cancelled, vuelos cancelados, flights cancelled, airport closure, cierre de aeropuerto, flights suspended, flight delay`,
	"transport_suspension": `transporte suspendido, suspension de transporte, transport suspended, suspension del transporte publico, bus service suspended`,
	"school_closure":       `cierre de escuelas, school closed, clases suspendidas, suspension de clases, schools closed, school closure`,
	"business_closure":     `cierre de negocios, cierre de comercios, comercio cerrado, shops closed, business closed, store closure`,
	"service_outage":       `apagon, outage, power outage, blackout, corte de luz, falla electrica, corte de agua, water outage, service interruption`,
	"shelter_advisory":     `resguardo, shelter in place, shelter, alerta de resguardo, stay at home`,
	"travel_advisory":      `alerta de viaje, travel alert, travel warning, aviso a viajeros, travel advisory`,
	"curfew":               `toque de queda, curfew`,
}

// table is the phrases by their words; it is built once and never changed.
var table = build()

func build() map[string]incidents.Kind {
	t := map[string]incidents.Kind{}
	for kind, list := range phrases {
		for _, p := range strings.Split(list, ",") {
			t[words.Key(p)] = kind
		}
	}
	for _, info := range incidents.Kinds() {
		t[words.Key(string(info.Kind))] = info.Kind
		for _, title := range info.Title {
			t[words.Key(title)] = info.Kind
		}
	}
	return t
}

// Find gives the kind that a text names, and false when it names none that is known.
func Find(text string) (incidents.Kind, bool) {
	key := words.Key(text)
	if k, ok := table[key]; ok {
		return k, true
	}
	if one, ok := strings.CutSuffix(key, "s"); ok {
		if k, ok := table[one]; ok {
			return k, true
		}
	}
	k, ok := table[strings.TrimSuffix(key, " with violence")]
	return k, ok
}
