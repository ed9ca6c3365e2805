package incidents

import "slices"

// Class says what sort of statement an incident is.
type Class string

// The classes.
const (
	ClassIncident   Class = "incident"   // something that happened at a place
	ClassDisruption Class = "disruption" // something that stopped working
	ClassAdvisory   Class = "advisory"   // what people were told to do
	ClassAggregate  Class = "aggregate"  // a claim about many incidents that are not listed one by one
	ClassBackground Class = "background" // context, not an event of the story's time
)

// Classes lists the classes in the order in which people read them.
func Classes() []Class {
	return []Class{ClassIncident, ClassDisruption, ClassAdvisory, ClassAggregate, ClassBackground}
}

// ClassesOfTheDay lists all classes but background, which is no event and kept off maps and counts.
func ClassesOfTheDay() []Class {
	return slices.DeleteFunc(Classes(), func(c Class) bool { return c == ClassBackground })
}

// ClassTitle names a class for people.
func ClassTitle(c Class) Text { return classTitles[c] }

var classTitles = map[Class]Text{
	ClassIncident:   {"en": "Incident", "es": "Incidente"},
	ClassDisruption: {"en": "Disruption", "es": "Interrupción"},
	ClassAdvisory:   {"en": "Advisory", "es": "Aviso"},
	ClassAggregate:  {"en": "Summary claim", "es": "Afirmación global"},
	ClassBackground: {"en": "Background", "es": "Antecedente"},
}

// Kind is what happened, one of the closed list that Kinds gives.
type Kind string

// Shape is a symbol's outline: kinds are told apart by shape, never by colour alone.
type Shape string

// The shapes.
const (
	Circle   Shape = "circle"
	Square   Shape = "square"
	Diamond  Shape = "diamond"
	Triangle Shape = "triangle"
	Wedge    Shape = "wedge" // a triangle that points down
	Pentagon Shape = "pentagon"
	Hexagon  Shape = "hexagon"
	Star     Shape = "star"
	Cross    Shape = "cross"
)

// Shapes lists the shapes.
func Shapes() []Shape {
	return []Shape{Circle, Square, Diamond, Triangle, Wedge, Pentagon, Hexagon, Star, Cross}
}

// KindInfo is a row of the table of kinds.
type KindInfo struct {
	Kind  Kind
	Class Class // the class an incident of this kind has unless its editor says otherwise
	Title Text
	Shape Shape
	// Codes of other schemes, empty where nothing fits.
	ACLEDEvent, ACLEDSubEvent string // ACLED Codebook, event and sub-event types
	CAMEO                     string // CAMEO event codes, Schrodt 2012
	IPTC                      string // IPTC Media Topics
}

const (
	iptcCrime          = "medtop:20000082"
	iptcArmedConflict  = "medtop:20000056"
	iptcCivilUnrest    = "medtop:20000065"
	iptcLawEnforcement = "medtop:20000129"
	iptcAccident       = "medtop:20000139"

	acledBattles     = "Battles"
	acledCivilians   = "Violence against civilians"
	acledStrategic   = "Strategic developments"
	acledDestruction = "Looting/property destruction"
)

// kinds is the one table of kinds. Ids are stable once released.
var kinds = []KindInfo{
	{"security_operation", ClassIncident, Text{"en": "Security operation", "es": "Operativo de seguridad"}, Star, "", "", "190", iptcLawEnforcement},
	{"armed_clash", ClassIncident, Text{"en": "Armed clash", "es": "Enfrentamiento armado"}, Star, acledBattles, "Armed clash", "193", iptcArmedConflict},
	{"attack", ClassIncident, Text{"en": "Attack", "es": "Ataque"}, Cross, acledCivilians, "Attack", "180", iptcCrime},
	{"killing", ClassIncident, Text{"en": "Killing", "es": "Homicidio"}, Cross, acledCivilians, "Attack", "180", iptcCrime},
	{"deaths", ClassIncident, Text{"en": "Deaths, how is not said", "es": "Muertes, sin decir cómo"}, Cross, "", "", "", ""},
	{"prison_riot", ClassIncident, Text{"en": "Prison riot", "es": "Motín en prisión"}, Pentagon, "Riots", "Violent demonstration", "145", iptcCivilUnrest},
	{"protest", ClassIncident, Text{"en": "Protest", "es": "Protesta"}, Pentagon, "Protests", "Peaceful protest", "141", iptcCivilUnrest},
	{"roadblock", ClassIncident, Text{"en": "Roadblock", "es": "Bloqueo carretero"}, Square, acledStrategic, "Other", "144", iptcCrime},
	{"vehicle_arson", ClassIncident, Text{"en": "Vehicle burned", "es": "Vehículo incendiado"}, Square, acledStrategic, acledDestruction, "1712", iptcCrime},
	{"property_attack", ClassIncident, Text{"en": "Attack on property", "es": "Ataque a bienes"}, Square, acledStrategic, acledDestruction, "1712", iptcCrime},
	{"explosion", ClassIncident, Text{"en": "Explosion", "es": "Explosión"}, Star, "Explosions/Remote violence", "Remote explosive/landmine/IED", "183", iptcCrime},
	{"arrest", ClassIncident, Text{"en": "Arrest", "es": "Detención"}, Hexagon, acledStrategic, "Arrests", "173", iptcLawEnforcement},
	{"seizure", ClassIncident, Text{"en": "Seizure", "es": "Decomiso"}, Hexagon, acledStrategic, "Disrupted weapons use", "1711", iptcLawEnforcement},
	{"abduction", ClassIncident, Text{"en": "Abduction", "es": "Secuestro"}, Cross, acledCivilians, "Abduction/forced disappearance", "181", iptcCrime},
	{"fire_or_smoke", ClassIncident, Text{"en": "Fire or smoke", "es": "Fuego o humo"}, Triangle, "", "", "", iptcAccident},
	{"panic", ClassIncident, Text{"en": "Panic", "es": "Pánico"}, Diamond, "", "", "", ""},
	{"other_incident", ClassIncident, Text{"en": "Other incident", "es": "Otro incidente"}, Circle, "", "", "", ""},
	{"flight_disruption", ClassDisruption, Text{"en": "Flights disrupted", "es": "Vuelos afectados"}, Diamond, "", "", "", ""},
	{"transport_suspension", ClassDisruption, Text{"en": "Transport suspended", "es": "Transporte suspendido"}, Diamond, "", "", "", ""},
	{"school_closure", ClassDisruption, Text{"en": "Schools closed", "es": "Clases suspendidas"}, Diamond, "", "", "", ""},
	{"business_closure", ClassDisruption, Text{"en": "Businesses closed", "es": "Comercios cerrados"}, Diamond, "", "", "", ""},
	{"service_outage", ClassDisruption, Text{"en": "Service outage", "es": "Servicio interrumpido"}, Diamond, "", "", "", ""},
	{"shelter_advisory", ClassAdvisory, Text{"en": "Advice to shelter", "es": "Aviso de resguardo"}, Wedge, "", "", "", ""},
	{"travel_advisory", ClassAdvisory, Text{"en": "Travel advice", "es": "Aviso a viajeros"}, Wedge, "", "", "", ""},
	{"curfew", ClassAdvisory, Text{"en": "Curfew", "es": "Toque de queda"}, Wedge, "", "", "1723", ""},
}

// Kinds lists the table of kinds in its order; the caller must not change it.
func Kinds() []KindInfo { return kinds }

// LookupKind finds a kind's row.
func LookupKind(k Kind) (KindInfo, bool) {
	for _, info := range kinds {
		if info.Kind == k {
			return info, true
		}
	}
	return KindInfo{}, false
}
