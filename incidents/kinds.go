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

// Kind is what happened: one of the closed list that Kinds gives, or one that a story declares (see Story.Kinds).
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

// KindInfo is a row of the table of kinds, or a kind that a story declares.
type KindInfo struct {
	Kind  Kind  `json:"id"`
	Class Class `json:"class"` // the class an incident of this kind has unless its editor says otherwise
	Title Text  `json:"title"`
	Shape Shape `json:"shape"`
	// Codes of other schemes, empty where nothing fits.
	ACLEDEvent    string `json:"acled_event,omitempty"` // ACLED Codebook, event and sub-event types
	ACLEDSubEvent string `json:"acled_sub_event,omitempty"`
	CAMEO         string `json:"cameo,omitempty"` // CAMEO event codes, Schrodt 2012
	IPTC          string `json:"iptc,omitempty"`  // IPTC Media Topics
	UCDP          string `json:"ucdp,omitempty"`  // UCDP GED Codebook, type_of_violence
	EMDAT         string `json:"emdat,omitempty"` // EM-DAT, disaster type
	GLIDE         string `json:"glide,omitempty"` // GLIDE, hazard code
}

const (
	iptcCrime          = "medtop:20000082"
	iptcArmedConflict  = "medtop:20000056"
	iptcCivilUnrest    = "medtop:20000065"
	iptcLawEnforcement = "medtop:20000129"
	iptcAccident       = "medtop:20000139"
	iptcDisaster       = "medtop:03000000"

	acledBattles     = "Battles"
	acledCivilians   = "Violence against civilians"
	acledRemote      = "Explosions/Remote violence"
	acledStrategic   = "Strategic developments"
	acledDestruction = "Looting/property destruction"
)

// kinds is the one table of kinds. Ids are stable once released.
var kinds = []KindInfo{
	{Kind: "security_operation", Class: ClassIncident, Title: Text{"en": "Security operation", "es": "Operativo de seguridad"}, Shape: Star, CAMEO: "190", IPTC: iptcLawEnforcement},
	{Kind: "armed_clash", Class: ClassIncident, Title: Text{"en": "Armed clash", "es": "Enfrentamiento armado"}, Shape: Star, ACLEDEvent: acledBattles, ACLEDSubEvent: "Armed clash", CAMEO: "193", IPTC: iptcArmedConflict},
	{Kind: "attack", Class: ClassIncident, Title: Text{"en": "Attack", "es": "Ataque"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Attack", CAMEO: "180", IPTC: iptcCrime, UCDP: "3"},
	{Kind: "killing", Class: ClassIncident, Title: Text{"en": "Killing", "es": "Homicidio"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Attack", CAMEO: "180", IPTC: iptcCrime, UCDP: "3"},
	{Kind: "deaths", Class: ClassIncident, Title: Text{"en": "Deaths", "es": "Muertes"}, Shape: Cross},
	{Kind: "prison_riot", Class: ClassIncident, Title: Text{"en": "Prison riot", "es": "Motín en prisión"}, Shape: Pentagon, ACLEDEvent: "Riots", ACLEDSubEvent: "Violent demonstration", CAMEO: "145", IPTC: iptcCivilUnrest},
	{Kind: "protest", Class: ClassIncident, Title: Text{"en": "Protest", "es": "Protesta"}, Shape: Pentagon, ACLEDEvent: "Protests", ACLEDSubEvent: "Peaceful protest", CAMEO: "141", IPTC: iptcCivilUnrest},
	{Kind: "roadblock", Class: ClassIncident, Title: Text{"en": "Roadblock", "es": "Bloqueo carretero"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: "Other", CAMEO: "144", IPTC: iptcCrime},
	{Kind: "vehicle_arson", Class: ClassIncident, Title: Text{"en": "Vehicle burned", "es": "Vehículo incendiado"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: acledDestruction, CAMEO: "1712", IPTC: iptcCrime},
	{Kind: "property_attack", Class: ClassIncident, Title: Text{"en": "Attack on property", "es": "Ataque a bienes"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: acledDestruction, CAMEO: "1712", IPTC: iptcCrime},
	{Kind: "explosion", Class: ClassIncident, Title: Text{"en": "Explosion", "es": "Explosión"}, Shape: Star, ACLEDEvent: acledRemote, ACLEDSubEvent: "Remote explosive/landmine/IED", CAMEO: "183", IPTC: iptcCrime},
	{Kind: "arrest", Class: ClassIncident, Title: Text{"en": "Arrest", "es": "Detención"}, Shape: Hexagon, ACLEDEvent: acledStrategic, ACLEDSubEvent: "Arrests", CAMEO: "173", IPTC: iptcLawEnforcement},
	{Kind: "seizure", Class: ClassIncident, Title: Text{"en": "Seizure", "es": "Decomiso"}, Shape: Hexagon, ACLEDEvent: acledStrategic, ACLEDSubEvent: "Disrupted weapons use", CAMEO: "1711", IPTC: iptcLawEnforcement},
	{Kind: "abduction", Class: ClassIncident, Title: Text{"en": "Abduction or disappearance", "es": "Secuestro o desaparición"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Abduction/forced disappearance", CAMEO: "181", IPTC: iptcCrime},
	{Kind: "fire_or_smoke", Class: ClassIncident, Title: Text{"en": "Fire or smoke", "es": "Fuego o humo"}, Shape: Triangle, IPTC: iptcAccident, EMDAT: "Fire (Miscellaneous)", GLIDE: "FR"},
	{Kind: "panic", Class: ClassIncident, Title: Text{"en": "Panic", "es": "Pánico"}, Shape: Diamond},
	{Kind: "robbery", Class: ClassIncident, Title: Text{"en": "Robbery", "es": "Robo con violencia"}, Shape: Square, IPTC: iptcCrime},
	{Kind: "burglary", Class: ClassIncident, Title: Text{"en": "Burglary", "es": "Robo a vivienda o local"}, Shape: Square, IPTC: iptcCrime},
	{Kind: "theft", Class: ClassIncident, Title: Text{"en": "Theft", "es": "Robo sin violencia"}, Shape: Square, IPTC: iptcCrime},
	{Kind: "vandalism", Class: ClassIncident, Title: Text{"en": "Vandalism", "es": "Vandalismo"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: acledDestruction, IPTC: iptcCrime},
	{Kind: "extortion", Class: ClassIncident, Title: Text{"en": "Extortion", "es": "Extorsión"}, Shape: Hexagon, IPTC: iptcCrime},
	{Kind: "drug_offence", Class: ClassIncident, Title: Text{"en": "Drug offence", "es": "Delito de drogas"}, Shape: Hexagon, IPTC: iptcCrime},
	{Kind: "sexual_violence", Class: ClassIncident, Title: Text{"en": "Sexual violence", "es": "Violencia sexual"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Sexual violence", CAMEO: "1821", IPTC: iptcCrime},
	{Kind: "femicide", Class: ClassIncident, Title: Text{"en": "Femicide", "es": "Feminicidio"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Attack", CAMEO: "180", IPTC: iptcCrime, UCDP: "3"},
	{Kind: "missing_person", Class: ClassIncident, Title: Text{"en": "Missing person", "es": "Persona desaparecida"}, Shape: Circle, IPTC: iptcCrime},
	{Kind: "police_shooting", Class: ClassIncident, Title: Text{"en": "Police shooting", "es": "Disparos de la policía"}, Shape: Cross, IPTC: iptcLawEnforcement},
	{Kind: "airstrike", Class: ClassIncident, Title: Text{"en": "Air strike", "es": "Ataque aéreo"}, Shape: Star, ACLEDEvent: acledRemote, ACLEDSubEvent: "Air/drone strike", CAMEO: "195", IPTC: iptcArmedConflict},
	{Kind: "drone_attack", Class: ClassIncident, Title: Text{"en": "Drone attack", "es": "Ataque con drones"}, Shape: Star, ACLEDEvent: acledRemote, ACLEDSubEvent: "Air/drone strike", CAMEO: "195", IPTC: iptcArmedConflict},
	{Kind: "riot", Class: ClassIncident, Title: Text{"en": "Riot", "es": "Disturbios"}, Shape: Pentagon, ACLEDEvent: "Riots", ACLEDSubEvent: "Mob violence", CAMEO: "145", IPTC: iptcCivilUnrest},
	{Kind: "traffic_collision", Class: ClassIncident, Title: Text{"en": "Traffic collision", "es": "Accidente de tránsito"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Road", GLIDE: "AC"},
	{Kind: "rail_accident", Class: ClassIncident, Title: Text{"en": "Rail accident", "es": "Accidente ferroviario"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Rail", GLIDE: "AC"},
	{Kind: "air_accident", Class: ClassIncident, Title: Text{"en": "Aircraft accident", "es": "Accidente aéreo"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Air", GLIDE: "AC"},
	{Kind: "shipwreck", Class: ClassIncident, Title: Text{"en": "Shipwreck", "es": "Naufragio"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Water", GLIDE: "AC"},
	{Kind: "industrial_accident", Class: ClassIncident, Title: Text{"en": "Industrial accident", "es": "Accidente industrial"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Industrial accident (General)", GLIDE: "AC"},
	{Kind: "building_collapse", Class: ClassIncident, Title: Text{"en": "Building collapse", "es": "Derrumbe de edificio"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Collapse (Miscellaneous)", GLIDE: "AC"},
	{Kind: "earthquake", Class: ClassIncident, Title: Text{"en": "Earthquake", "es": "Sismo"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Earthquake", GLIDE: "EQ"},
	{Kind: "volcanic_eruption", Class: ClassIncident, Title: Text{"en": "Volcanic eruption", "es": "Erupción volcánica"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Volcanic activity", GLIDE: "VO"},
	{Kind: "wildfire", Class: ClassIncident, Title: Text{"en": "Wildfire", "es": "Incendio forestal"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Wildfire", GLIDE: "WF"},
	{Kind: "flood", Class: ClassIncident, Title: Text{"en": "Flood", "es": "Inundación"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Flood", GLIDE: "FL"},
	{Kind: "storm", Class: ClassIncident, Title: Text{"en": "Storm", "es": "Tormenta"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Storm", GLIDE: "ST"},
	{Kind: "landslide", Class: ClassIncident, Title: Text{"en": "Landslide", "es": "Deslizamiento de tierra"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Mass movement (wet)", GLIDE: "LS"},
	{Kind: "drought", Class: ClassIncident, Title: Text{"en": "Drought", "es": "Sequía"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Drought", GLIDE: "DR"},
	{Kind: "extreme_temperature", Class: ClassIncident, Title: Text{"en": "Extreme temperature", "es": "Temperatura extrema"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Extreme temperature", GLIDE: "ET"},
	{Kind: "epidemic", Class: ClassIncident, Title: Text{"en": "Epidemic", "es": "Epidemia"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Epidemic", GLIDE: "EP"},
	{Kind: "other_incident", Class: ClassIncident, Title: Text{"en": "Other incident", "es": "Otro incidente"}, Shape: Circle},
	{Kind: "flight_disruption", Class: ClassDisruption, Title: Text{"en": "Flights disrupted", "es": "Vuelos afectados"}, Shape: Diamond},
	{Kind: "transport_suspension", Class: ClassDisruption, Title: Text{"en": "Transport suspended", "es": "Transporte suspendido"}, Shape: Diamond},
	{Kind: "school_closure", Class: ClassDisruption, Title: Text{"en": "Schools closed", "es": "Clases suspendidas"}, Shape: Diamond},
	{Kind: "business_closure", Class: ClassDisruption, Title: Text{"en": "Businesses closed", "es": "Comercios cerrados"}, Shape: Diamond},
	{Kind: "service_outage", Class: ClassDisruption, Title: Text{"en": "Service outage", "es": "Servicio interrumpido"}, Shape: Diamond},
	{Kind: "shelter_advisory", Class: ClassAdvisory, Title: Text{"en": "Advice to shelter", "es": "Aviso de resguardo"}, Shape: Wedge},
	{Kind: "travel_advisory", Class: ClassAdvisory, Title: Text{"en": "Travel advice", "es": "Aviso a viajeros"}, Shape: Wedge},
	{Kind: "curfew", Class: ClassAdvisory, Title: Text{"en": "Curfew", "es": "Toque de queda"}, Shape: Wedge, CAMEO: "1723"},
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
