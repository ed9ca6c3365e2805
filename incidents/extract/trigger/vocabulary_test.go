package trigger

import (
	"slices"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// What English newspapers say of each kind, in breadth.
func TestEnglishVocabulary(t *testing.T) {
	for s, want := range map[string]incidents.Kind{
		"Troops neutralised eleven bandits in a gun duel.":                      "armed_clash",
		"Rival gangs clashed in the port.":                                      "armed_clash",
		"The army wrested back the town.":                                       "armed_clash",
		"Gunmen on motorcycles opened fire.":                                    "attack",
		"Their vehicles were under sustained fire.":                             "attack",
		"The assailants fell upon a camp.":                                      "attack",
		"Raiders invaded the hamlet.":                                           "attack",
		"They slit the throats of some.":                                        "attack",
		"A roadside bomb tore through a convoy.":                                "explosion",
		"Shells landed on a market.":                                            "attack",
		"A gas cylinder blew up in a van.":                                      "explosion",
		"Russia launched a wave of missiles.":                                   "airstrike",
		"Debris from a downed drone fell on a depot.":                           "drone_attack",
		"A driver was found slumped in his car.":                                "killing",
		"The thief was lynched; it was jungle justice.":                         "killing",
		"Police shot dead three protesters.":                                    "police_shooting",
		"Inmates overpowered the guards.":                                       "prison_riot",
		"The kidnappers whisked away five pupils.":                              "abduction",
		"Seven farmers were seized.":                                            "abduction",
		"Robbers made off with the cash.":                                       "robbery",
		"Cattle rustlers struck again.":                                         "robbery",
		"Aviation workers downed tools.":                                        "protest",
		"Traders observed a shutter-down strike.":                               "business_closure",
		"Youths pelted police with stones.":                                     "riot",
		"Residents barricaded the highway.":                                     "roadblock",
		"Two buses were set alight.":                                            "vehicle_arson",
		"Settlers torched two homes.":                                           "property_attack",
		"Police made 53 arrests.":                                               "arrest",
		"Agents impounded a boat.":                                              "seizure",
		"Flames raced through a block.":                                         "fire_or_smoke",
		"The depot went up in flames.":                                          "fire_or_smoke",
		"Pilgrims died in a crush at a temple.":                                 "panic",
		"A bus skidded off a mountain road.":                                    "traffic_collision",
		"A car mounted the pavement.":                                           "traffic_collision",
		"A train plowed into a truck.":                                          "rail_accident",
		"A light aircraft came down in a field.":                                "air_accident",
		"The boat foundered off the coast.":                                     "shipwreck",
		"A canoe overturned on the lake.":                                       "shipwreck",
		"Methane gas filled the mine.":                                          "industrial_accident",
		"A building under construction caved in.":                               "building_collapse",
		"Floodwaters carried off a car.":                                        "flood",
		"A tree came down on her car.":                                          "storm",
		"A slope came crashing down, entombing houses.":                         "landslide",
		"Cholera has claimed 18 lives.":                                         "epidemic",
		"A surfer was mauled by a shark.":                                       "other_incident",
		"The airline scrapped its flights.":                                     "flight_disruption",
		"The operator pulled all trains.":                                       "transport_suspension",
		"Classes at all levels are suspended.":                                  "school_closure",
		"A fault plunged the town into darkness.":                               "service_outage",
		"Residents were ordered to evacuate.":                                   "shelter_advisory",
		"Americans were told to reconsider travel, with a travel advisory out.": "travel_advisory",
		"The state clamped a dusk-to-dawn curfew.":                              "curfew",
	} {
		d := text.Read(s, "en")
		var kinds []incidents.Kind
		for _, tr := range Find(d, d.Sentences[0].Range) {
			kinds = append(kinds, tr.Kind)
		}
		if !slices.Contains(kinds, want) {
			t.Errorf("%q tells of %v, want %s", s, kinds, want)
		}
	}
}

// Sentences of politics, sports and business tell of no event, though words of them do.
func TestFalseFriends(t *testing.T) {
	for _, s := range []string{
		"Senators killed the bill after a long debate.", "The crew shot a film in the old town.", "The two sides struck a deal on Friday.", "The company fired its chief executive.",
		"The striker hit a record high of 30 goals.", "The race ended in a dead heat.", "The governor won in a landslide.", "The team came under fire from critics.", "The talks collapsed on Tuesday.",
		"The minister fired off an angry letter.", "The band took the city by storm.", "The office was flooded with complaints.", "She battled cancer for years.", "The league clash ends 2-2.",
		"The captain has a knee injury.", "The house fell silent.", "The plan was shot down by lawmakers.", "The market crash wiped out savings.", "The bomb squad trained at the airport.",
		"The riot police wore new gear.", "The fire department bought two trucks.", "The coal mines reopened.", "He suffered a heart attack.", "The actor captured the imagination of a generation.",
		"The party's campaign rallies drew crowds.", "The court upheld the death penalty.", "The company seized the opportunity.", "A fire drill was held at the factory.", "The office gave a toll of five.",
		"The storm of protest surprised the party.", "The soldiers marched through the town.", "He collapsed in laughter.", "Police held a news conference.", "The union gave the government a week.",
	} {
		d := text.Read(s, "en")
		for _, tr := range Find(d, d.Sentences[0].Range) {
			if tr.Modality == Actual && !tr.Weak {
				t.Errorf("%q tells of %s: %q", s, tr.Kind, d.Words(tr.Range))
			}
		}
	}
}
