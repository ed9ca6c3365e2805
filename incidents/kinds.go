package incidents

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
	{
		Kind: "security_operation", Class: ClassIncident, Title: Text{"en": "Security operation", "es": "Operativo de seguridad"}, Shape: Star, CAMEO: "190", IPTC: iptcLawEnforcement,
		Number: 1, Family: familyViolence, Rank: 110, Deadly: true, Alike: likeOperation,
	},
	{
		Kind: "armed_clash", Class: ClassIncident, Title: Text{"en": "Armed clash", "es": "Enfrentamiento armado"}, Shape: Star, ACLEDEvent: acledBattles, ACLEDSubEvent: "Armed clash", CAMEO: "193", IPTC: iptcArmedConflict,
		Number: 2, Family: familyViolence, Rank: 70, Deadly: true, Alike: likeAttack | likeOperation,
	},
	{
		Kind: "attack", Class: ClassIncident, Title: Text{"en": "Attack", "es": "Ataque"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Attack", CAMEO: "180", IPTC: iptcCrime, UCDP: "3",
		Number: 3, Family: familyViolence, Rank: 90, Deadly: true, Alike: likeAttack | likeBlast,
	},
	{
		Kind: "killing", Class: ClassIncident, Title: Text{"en": "Killing", "es": "Homicidio"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Attack", CAMEO: "180", IPTC: iptcCrime, UCDP: "3",
		Number: 4, Family: familyViolence, Rank: 80, Deadly: true, Alike: likeAttack | likeOperation,
	},
	{
		Kind: "deaths", Class: ClassIncident, Title: Text{"en": "Deaths", "es": "Muertes"}, Shape: Cross,
		Number: 5, Family: familyViolence, Rank: 140, Deadly: true, Alike: likeAttack,
	},
	{
		Kind: "prison_riot", Class: ClassIncident, Title: Text{"en": "Prison riot", "es": "Motín en prisión"}, Shape: Pentagon, ACLEDEvent: "Riots", ACLEDSubEvent: "Violent demonstration", CAMEO: "145", IPTC: iptcCivilUnrest,
		Number: 6, Family: familyViolence, Rank: 20, Deadly: true, Alike: likeUnrest,
	},
	{
		Kind: "protest", Class: ClassIncident, Title: Text{"en": "Protest", "es": "Protesta"}, Shape: Pentagon, ACLEDEvent: "Protests", ACLEDSubEvent: "Peaceful protest", CAMEO: "141", IPTC: iptcCivilUnrest,
		Number: 7, Family: familyUnrest, Rank: 200, Deadly: true, Alike: likeBlockade | likeUnrest,
	},
	{
		Kind: "roadblock", Class: ClassIncident, Title: Text{"en": "Roadblock", "es": "Bloqueo carretero"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: "Other", CAMEO: "144", IPTC: iptcCrime,
		Number: 8, Family: familyBlockade, Rank: 170, Deadly: true, Alike: likeBlockade,
	},
	{
		Kind: "vehicle_arson", Class: ClassIncident, Title: Text{"en": "Vehicle burned", "es": "Vehículo incendiado"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: acledDestruction, CAMEO: "1712", IPTC: iptcCrime,
		Number: 9, Family: familyBlockade, Rank: 180, Deadly: true, Alike: likeBlockade | likeArson,
	},
	{
		Kind: "property_attack", Class: ClassIncident, Title: Text{"en": "Attack on property", "es": "Ataque a bienes"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: acledDestruction, CAMEO: "1712", IPTC: iptcCrime,
		Number: 10, Rank: 380, Deadly: true, Alike: likeBlockade | likeArson,
	},
	{
		Kind: "explosion", Class: ClassIncident, Title: Text{"en": "Explosion", "es": "Explosión"}, Shape: Star, ACLEDEvent: acledRemote, ACLEDSubEvent: "Remote explosive/landmine/IED", CAMEO: "183", IPTC: iptcCrime,
		Number: 11, Family: familyViolence, Rank: 60, Deadly: true, Alike: likeBlast,
	},
	{
		Kind: "arrest", Class: ClassIncident, Title: Text{"en": "Arrest", "es": "Detención"}, Shape: Hexagon, ACLEDEvent: acledStrategic, ACLEDSubEvent: "Arrests", CAMEO: "173", IPTC: iptcLawEnforcement,
		Number: 12, Family: familyViolence, Rank: 130, Deadly: true, Alike: likeOperation | likeDrugs,
	},
	{
		Kind: "seizure", Class: ClassIncident, Title: Text{"en": "Seizure", "es": "Decomiso"}, Shape: Hexagon, ACLEDEvent: acledStrategic, ACLEDSubEvent: "Disrupted weapons use", CAMEO: "1711", IPTC: iptcLawEnforcement,
		Number: 13, Family: familyViolence, Rank: 120, Deadly: true, Alike: likeOperation | likeDrugs,
	},
	{
		Kind: "abduction", Class: ClassIncident, Title: Text{"en": "Abduction or disappearance", "es": "Secuestro o desaparición"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Abduction/forced disappearance", CAMEO: "181", IPTC: iptcCrime,
		Number: 14, Family: familyAbduction, Rank: 150, Deadly: true, Alike: likeDisappearance,
	},
	{
		Kind: "fire_or_smoke", Class: ClassIncident, Title: Text{"en": "Fire or smoke", "es": "Fuego o humo"}, Shape: Triangle, IPTC: iptcAccident, EMDAT: "Fire (Miscellaneous)", GLIDE: "FR",
		Number: 15, Family: familyFire, Rank: 230, Deadly: true, Accident: true, Alike: likeBlast | likeArson,
	},
	{
		Kind: "panic", Class: ClassIncident, Title: Text{"en": "Panic", "es": "Pánico"}, Shape: Diamond,
		Number: 16, Rank: 370, Deadly: true,
	},
	{
		Kind: "robbery", Class: ClassIncident, Title: Text{"en": "Robbery", "es": "Robo con violencia"}, Shape: Square, IPTC: iptcCrime,
		Number: 26, Rank: 10, Deadly: true, Alike: likeTheft,
	},
	{
		Kind: "burglary", Class: ClassIncident, Title: Text{"en": "Burglary", "es": "Robo a vivienda o local"}, Shape: Square, IPTC: iptcCrime,
		Number: 27, Rank: 400, Alike: likeTheft,
	},
	{
		Kind: "theft", Class: ClassIncident, Title: Text{"en": "Theft", "es": "Robo sin violencia"}, Shape: Square, IPTC: iptcCrime,
		Number: 28, Rank: 410, Alike: likeTheft,
	},
	{
		Kind: "vandalism", Class: ClassIncident, Title: Text{"en": "Vandalism", "es": "Vandalismo"}, Shape: Square, ACLEDEvent: acledStrategic, ACLEDSubEvent: acledDestruction, IPTC: iptcCrime,
		Number: 29, Family: familyUnrest, Rank: 210, Deadly: true, Alike: likeArson,
	},
	{
		Kind: "extortion", Class: ClassIncident, Title: Text{"en": "Extortion", "es": "Extorsión"}, Shape: Hexagon, IPTC: iptcCrime,
		Number: 30, Rank: 420,
	},
	{
		Kind: "drug_offence", Class: ClassIncident, Title: Text{"en": "Drug offence", "es": "Delito de drogas"}, Shape: Hexagon, IPTC: iptcCrime,
		Number: 31, Rank: 430, Alike: likeDrugs,
	},
	{
		Kind: "sexual_violence", Class: ClassIncident, Title: Text{"en": "Sexual violence", "es": "Violencia sexual"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Sexual violence", CAMEO: "1821", IPTC: iptcCrime,
		Number: 32, Rank: 440,
	},
	{
		Kind: "femicide", Class: ClassIncident, Title: Text{"en": "Femicide", "es": "Feminicidio"}, Shape: Cross, ACLEDEvent: acledCivilians, ACLEDSubEvent: "Attack", CAMEO: "180", IPTC: iptcCrime, UCDP: "3",
		Number: 33, Family: familyViolence, Rank: 30, Deadly: true, Alike: likeAttack,
	},
	{
		Kind: "missing_person", Class: ClassIncident, Title: Text{"en": "Missing person", "es": "Persona desaparecida"}, Shape: Circle, IPTC: iptcCrime,
		Number: 34, Family: familyAbduction, Rank: 160, Deadly: true, Alike: likeDisappearance,
	},
	{
		Kind: "police_shooting", Class: ClassIncident, Title: Text{"en": "Police shooting", "es": "Disparos de la policía"}, Shape: Cross, IPTC: iptcLawEnforcement,
		Number: 35, Family: familyViolence, Rank: 100, Deadly: true, Alike: likeAttack,
	},
	{
		Kind: "airstrike", Class: ClassIncident, Title: Text{"en": "Air strike", "es": "Ataque aéreo"}, Shape: Star, ACLEDEvent: acledRemote, ACLEDSubEvent: "Air/drone strike", CAMEO: "195", IPTC: iptcArmedConflict,
		Number: 36, Family: familyViolence, Rank: 50, Deadly: true, Alike: likeBlast,
	},
	{
		Kind: "drone_attack", Class: ClassIncident, Title: Text{"en": "Drone attack", "es": "Ataque con drones"}, Shape: Star, ACLEDEvent: acledRemote, ACLEDSubEvent: "Air/drone strike", CAMEO: "195", IPTC: iptcArmedConflict,
		Number: 37, Family: familyViolence, Rank: 40, Deadly: true, Alike: likeBlast,
	},
	{
		Kind: "riot", Class: ClassIncident, Title: Text{"en": "Riot", "es": "Disturbios"}, Shape: Pentagon, ACLEDEvent: "Riots", ACLEDSubEvent: "Mob violence", CAMEO: "145", IPTC: iptcCivilUnrest,
		Number: 38, Family: familyUnrest, Rank: 190, Deadly: true, Alike: likeUnrest,
	},
	{
		Kind: "traffic_collision", Class: ClassIncident, Title: Text{"en": "Traffic collision", "es": "Accidente de tránsito"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Road", GLIDE: "AC",
		Number: 39, Rank: 290, Deadly: true, Accident: true,
	},
	{
		Kind: "rail_accident", Class: ClassIncident, Title: Text{"en": "Rail accident", "es": "Accidente ferroviario"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Rail", GLIDE: "AC",
		Number: 40, Rank: 300, Deadly: true, Accident: true,
	},
	{
		Kind: "air_accident", Class: ClassIncident, Title: Text{"en": "Aircraft accident", "es": "Accidente aéreo"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Air", GLIDE: "AC",
		Number: 41, Rank: 310, Deadly: true, Accident: true,
	},
	{
		Kind: "shipwreck", Class: ClassIncident, Title: Text{"en": "Shipwreck", "es": "Naufragio"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Water", GLIDE: "AC",
		Number: 42, Rank: 320, Deadly: true, Accident: true,
	},
	{
		Kind: "industrial_accident", Class: ClassIncident, Title: Text{"en": "Industrial accident", "es": "Accidente industrial"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Industrial accident (General)", GLIDE: "AC",
		Number: 43, Rank: 330, Deadly: true, Accident: true, Alike: likeBlast,
	},
	{
		Kind: "building_collapse", Class: ClassIncident, Title: Text{"en": "Building collapse", "es": "Derrumbe de edificio"}, Shape: Diamond, IPTC: iptcAccident, EMDAT: "Collapse (Miscellaneous)", GLIDE: "AC",
		Number: 44, Family: familyCollapse, Rank: 260, Deadly: true, Accident: true,
	},
	{
		Kind: "earthquake", Class: ClassIncident, Title: Text{"en": "Earthquake", "es": "Sismo"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Earthquake", GLIDE: "EQ",
		Number: 45, Family: familyCollapse, Rank: 240, Deadly: true, Accident: true,
	},
	{
		Kind: "volcanic_eruption", Class: ClassIncident, Title: Text{"en": "Volcanic eruption", "es": "Erupción volcánica"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Volcanic activity", GLIDE: "VO",
		Number: 46, Rank: 340, Deadly: true, Accident: true,
	},
	{
		Kind: "wildfire", Class: ClassIncident, Title: Text{"en": "Wildfire", "es": "Incendio forestal"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Wildfire", GLIDE: "WF",
		Number: 47, Family: familyFire, Rank: 220, Deadly: true, Accident: true,
	},
	{
		Kind: "flood", Class: ClassIncident, Title: Text{"en": "Flood", "es": "Inundación"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Flood", GLIDE: "FL",
		Number: 48, Family: familyWeather, Rank: 280, Deadly: true, Accident: true, Alike: likeWeather,
	},
	{
		Kind: "storm", Class: ClassIncident, Title: Text{"en": "Storm", "es": "Tormenta"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Storm", GLIDE: "ST",
		Number: 49, Family: familyWeather, Rank: 270, Deadly: true, Accident: true, Alike: likeWeather,
	},
	{
		Kind: "landslide", Class: ClassIncident, Title: Text{"en": "Landslide", "es": "Deslizamiento de tierra"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Mass movement (wet)", GLIDE: "LS",
		Number: 50, Family: familyCollapse, Rank: 250, Deadly: true, Accident: true, Alike: likeWeather,
	},
	{
		Kind: "drought", Class: ClassIncident, Title: Text{"en": "Drought", "es": "Sequía"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Drought", GLIDE: "DR",
		Number: 51, Rank: 450,
	},
	{
		Kind: "extreme_temperature", Class: ClassIncident, Title: Text{"en": "Extreme temperature", "es": "Temperatura extrema"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Extreme temperature", GLIDE: "ET",
		Number: 52, Rank: 350, Deadly: true, Accident: true,
	},
	{
		Kind: "epidemic", Class: ClassIncident, Title: Text{"en": "Epidemic", "es": "Epidemia"}, Shape: Triangle, IPTC: iptcDisaster, EMDAT: "Epidemic", GLIDE: "EP",
		Number: 53, Rank: 360, Deadly: true,
	},
	{
		Kind: "other_incident", Class: ClassIncident, Title: Text{"en": "Other incident", "es": "Otro incidente"}, Shape: Circle,
		Number: 17, Rank: 390, Deadly: true,
	},
	{
		Kind: "flight_disruption", Class: ClassDisruption, Title: Text{"en": "Flights disrupted", "es": "Vuelos afectados"}, Shape: Diamond,
		Number: 18,
	},
	{
		Kind: "transport_suspension", Class: ClassDisruption, Title: Text{"en": "Transport suspended", "es": "Transporte suspendido"}, Shape: Diamond,
		Number: 19,
	},
	{
		Kind: "school_closure", Class: ClassDisruption, Title: Text{"en": "Schools closed", "es": "Clases suspendidas"}, Shape: Diamond,
		Number: 20,
	},
	{
		Kind: "business_closure", Class: ClassDisruption, Title: Text{"en": "Businesses closed", "es": "Comercios cerrados"}, Shape: Diamond,
		Number: 21,
	},
	{
		Kind: "service_outage", Class: ClassDisruption, Title: Text{"en": "Service outage", "es": "Servicio interrumpido"}, Shape: Diamond,
		Number: 22,
	},
	{
		Kind: "shelter_advisory", Class: ClassAdvisory, Title: Text{"en": "Advice to shelter", "es": "Aviso de resguardo"}, Shape: Wedge,
		Number: 23, Alike: likeAdvice,
	},
	{
		Kind: "travel_advisory", Class: ClassAdvisory, Title: Text{"en": "Travel advice", "es": "Aviso a viajeros"}, Shape: Wedge,
		Number: 24, Alike: likeAdvice,
	},
	{
		Kind: "curfew", Class: ClassAdvisory, Title: Text{"en": "Curfew", "es": "Toque de queda"}, Shape: Wedge, CAMEO: "1723",
		Number: 25, Alike: likeAdvice,
	},
}
