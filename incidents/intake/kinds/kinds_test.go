package kinds

import (
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

func TestFind(t *testing.T) {
	for in, want := range map[string]incidents.Kind{
		"roadblock": "roadblock", "Bloqueo carretero": "roadblock", "NARCOBLOQUEO": "roadblock", "Homicidio": "killing", "homicidios": "killing", "Explosión": "explosion",
		"Armed clash": "armed_clash", "vehicle_arson": "vehicle_arson", "Quema de vehículo": "vehicle_arson", "Wildfire": "wildfire", "Violence against civilians": "attack",
		"earthquake": "earthquake", "Feminicidio": "femicide", "Officer-involved shooting": "police_shooting", "Air/drone strike": "airstrike",
	} {
		if got, ok := Find(in); !ok || got != want {
			t.Errorf("%q: %s, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "FALTAS ADMINISTRATIVAS", "3"} {
		if got, ok := Find(in); ok {
			t.Errorf("%q is %s", in, got)
		}
	}
}

// Every code of a crosswalk is read as a kind that has it.
func TestCrosswalks(t *testing.T) {
	for _, info := range incidents.Kinds() {
		for _, code := range []string{info.ACLEDSubEvent, info.EMDAT} {
			if code == "" || code == "Other" {
				continue
			}
			got, ok := Read(code)
			row, _ := incidents.LookupKind(got.Kind)
			if !ok || row.ACLEDSubEvent != code && row.EMDAT != code && row.Class != info.Class {
				t.Errorf("%q of %s is read as %s, %v", code, info.Kind, got.Kind, ok)
			}
		}
	}
}

// Cells of several words: the first kind that they name, the others told.
func TestRead(t *testing.T) {
	for in, want := range map[string]incidents.Kind{
		"Bombing, Suicide": "explosion", "Armed Attack, Kidnapping": "attack", "MURDER/MANSLAUGHTER": "killing", "Kidnapping; Robbery": "abduction",
		"Robo | Lesiones": "robbery", "ROBO CASA HABITACION": "burglary", "AGRESION FISICA HACIA LAS PERSONAS": "attack", "Shot - Wounded/Injured||Gang involvement": "attack",
		"Hostage Taking (Kidnapping)": "abduction", "Facility/Infrastructure Attack": "attack", "Violence and sexual offences": "sexual_violence", "Other; Flood": "flood", "Mass movement (wet)": "landslide",
		"ROBO NEGOCIO CON SEGURIDAD PRIVADA": "robbery", "Second degree murder": "killing", "ATENTADOS AL PUDOR": "sexual_violence",
		"Robbery; threats": "robbery", "Wildfire, evacuation warning": "wildfire", "Homicidio | Alerta Amber": "killing", "Shooting (not fatal)": "attack", "Amenazas/Robo": "robbery", "Murder trial; Robbery": "robbery", "Flood warning, Wildfire": "wildfire",
		"Colisão traseira": "traffic_collision", "Atropelamento de Pedestre": "traffic_collision",
	} {
		if got, ok := Read(in); !ok || got.Kind != want {
			t.Errorf("%q: %+v, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "VIOLACION LEY GENERAL DE SALUD", "PORTACION DE ARMA DE FUEGO", "TRIPULAR VEHICULO CON REPORTE DE ROBO", "Fire department", "Anti-social behaviour", "no explosion", "Not an attack", "Foiled bombing", "Drill: earthquake", "Flood warning", "Tsunami warning", "Explosion (drill)", "Explosion, drill", "Robbery - foiled", "Explosion; false alarm", "Wildfire (warning)", "Tornado, watch", "Incendio: alerta", "Robbery (not a robbery), hoax", "Not a robbery; not a murder", "Explosion (threat)", "Murder trial", "Kidnapping victim released", "Falsa alarma de incendio", "Simulacro de sismo", "FALTAS ADMINISTRATIVAS", "una larga frase que no es un tipo de nada sino un texto con explosion dentro de ella"} {
		if got, ok := Read(in); ok {
			t.Errorf("%q is %+v", in, got)
		}
	}
	if got, ok := Read("Water"); !ok || got.Kind != "shipwreck" || got.Score >= scoreWithin {
		t.Errorf("a word of a code book is taken for sure: %+v", got)
	}
	if got, _ := Read("Armed Attack, Kidnapping"); len(got.Others) != 1 || got.Others[0] != "abduction" || got.Score >= 1 {
		t.Errorf("what else the cell names: %+v", got)
	}
}

func TestOfName(t *testing.T) {
	for in, want := range map[string]incidents.Kind{
		"fatal-police-shootings-data": "police_shooting", "wildfires": "wildfire", "earthquakes_2018": "earthquake", "sat_fires": "fire_or_smoke",
		"fire stations": "", "flood_shelters": "", "incidents": "", "MissingMigrants-Global-2020": "", "table": "", "": "",
	} {
		if got, ok := OfName(in); got != want && ok {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// Running text: a proposal by its words.
func TestPropose(t *testing.T) {
	for in, want := range map[string]incidents.Kind{
		"Apartment block hit by missile":                     "explosion",
		"A man was stabbed to death in the market":           "killing",
		"Hombres armados bloquearon la carretera":            "roadblock",
		"Inundaciones dejan tres muertos en Tabasco":         "flood",
		"Un autobús chocó contra un tráiler; cinco heridos":  "traffic_collision",
		"Rubber boat capsized off Lampedusa":                 "shipwreck",
		"Hallan el cuerpo sin vida de un joven":              "deaths",
		"Police shot a man in his car":                       "police_shooting",
		"Vecinos protestaron frente al palacio de gobierno.": "protest",
		"Shelling near a market.":                            "explosion",
		"Balacera Zapopan":                                   "armed_clash", // no word tells its language
		"Gunmen opened fire and a bus was set on fire":       "vehicle_arson",
		"Vecinos hallan a un hombre muerto a balazos":        "killing",
		"Casa habitación: robo a casa":                       "burglary",
		"A man was found dead in a canal":                    "deaths",
		"Fosa clandestina en Tala":                           "deaths",
		"Stolen car found":                                   "theft",
		"Classes were canceled in several states":            "school_closure",
		"ESTALLA MINA ANTIPERSONAL AL PASO DE UNA PATRULLA":  "explosion",
	} {
		if got, ok := Propose(in); !ok || got.Kind != want || got.Score <= 0 || got.Score > 1 {
			t.Errorf("%q: %+v, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{
		"",
		"Meeting of the council about schools",
		"No explosion was heard",
		"Oficina de correos",
		"Police warned of attacks",
		"The mayor denied that there was an explosion",
		"Simulacro para evitar incendios",
		"He was convicted of the murder of his wife",
	} {
		if got, ok := Propose(in); ok {
			t.Errorf("%q is %+v", in, got)
		}
	}
}

// No phrase means two kinds, and every kind of the table is one of the domain's.
func TestPhrases(t *testing.T) {
	seen := map[string]incidents.Kind{}
	for kind, list := range phrases {
		if _, ok := incidents.LookupKind(kind); !ok {
			t.Errorf("%s is no kind", kind)
		}
		for _, p := range strings.Split(list, ",") {
			key := words.Key(p)
			if other, ok := seen[key]; ok && other != kind {
				t.Errorf("%q means %s and %s", key, kind, other)
			}
			seen[key] = kind
		}
	}
	for kind := range sureness {
		if _, ok := incidents.LookupKind(kind); !ok {
			t.Errorf("%s is no kind", kind)
		}
	}
	for _, info := range incidents.Kinds() {
		if _, ok := phrases[info.Kind]; !ok {
			t.Errorf("no words for %s", info.Kind)
		}
	}
}
