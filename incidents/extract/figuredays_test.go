package extract_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A figure alone, at no place of its own, is of what was told just before, of whatever day it is; told of another place, or weeks after, it is of
// another thing.
func TestDayOfAFigure(t *testing.T) {
	for story, want := range map[string][]string{
		"KIRKUK, Iraq (Reuters) - A truck bomb exploded at a market in Kirkuk on Friday, killing nine people, police said. On Saturday a doctor said 31 people were wounded.":                                                 {"explosion Kirkuk 03-06 9"},
		"MANILA (AFP) - A ferry capsized off Basilan on Thursday, killing 18 people, the coast guard said. By Sunday 27 were dead, and the search went on.":                                                                   {"shipwreck City of Isabela 03-05 27"},
		"QUITO (EFE).- Un alud sepultó el viernes tres casas en Alausí, Ecuador, y mató a siete personas, informó Bomberos. El domingo fallecieron otras dos.":                                                                {"landslide Alausí 03-06 9"},
		"LIMA (EFE).- Un autobús cayó el jueves a un abismo en Huaraz y dejó once muertos, informó la Policía.\n\nLas víctimas eran comerciantes.\n\nEl sábado murió una niña de seis años, indicó el hospital.":              {"traffic_collision Huaraz 03-05 12"},
		"KANO, Nigeria (AFP) - Gunmen attacked a church in Kano on Thursday, killing 14 people, police said. Three more people died on Saturday.":                                                                             {"attack Kano 03-05 17"},
		"KANO, Nigeria (AFP) - Gunmen attacked a church in Kano on Thursday, killing 14 people, police said. In Jos, six people were killed on Saturday.":                                                                     {"attack Kano 03-05 14", "killing Jos 03-07 6"},
		"QUITO (EFE).- Un alud sepultó el viernes tres casas en Alausí, Ecuador, y mató a siete personas, informó Bomberos. Dos hombres fueron asesinados a tiros el domingo en Guayaquil.":                                   {"landslide Alausí 03-06 7", "killing Guayaquil 03-08 2"},
		"KANO, Nigeria (AFP) - Gunmen attacked a church in Kano on Thursday, killing 14 people, police said.\n\nThe governor visited the town.\n\nHe promised help.\n\nA bus crashed into a lorry on Saturday, killing five.": {"attack Kano 03-05 14", "traffic_collision Kano 03-07 5"},
		"KANO, Nigeria (AFP) - Gunmen attacked a church in Kano on Thursday, killing three people, police said. On Saturday, five people were killed.":                                                                        {"attack Kano 03-05 3", "killing Kano 03-07 5"},
		"MORELIA, Mich.- Hombres armados mataron el jueves a tres personas en Uruapan, informó la Fiscalía. El sábado fueron asesinadas cinco personas.":                                                                      {"killing Uruapan 03-05 3", "killing Uruapan 03-07 5"},
	} {
		slices.Sort(want)
		if diff := cmp.Diff(want, deadBy(t, story, "2026-03-10")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}

// The comma after an area beside a town's name begins no clause: what follows is of the same event. One after a list or a person does.
func TestCommaAfterAnArea(t *testing.T) {
	for story, want := range map[string][]string{
		"A landslide buried three houses in Alausi, Ecuador, and killed seven people on Sunday.":                                    {"landslide Alausí 03-08 7"},
		"QUITO (EFE).- Un alud sepultó el viernes tres casas en Alausí, Ecuador, y mató a siete personas.":                          {"landslide Alausí 03-06 7"},
		"LIMA (EFE).- Un huaico arrasó el domingo un puente en Chosica, Lima, y mató a dos obreros.":                                {"landslide Chosica, Lima 03-08 2"},
		"An avalanche hit a camp near Gilgit, Pakistan, and killed four climbers on Sunday.":                                        {"landslide Gilgit 03-08 4"},
		"MANAGUA (EFE).- Un deslave cubrió el domingo la carretera en Matagalpa, Nicaragua, y mató a un camionero y a su hijo.":     {"landslide Matagalpa 03-08 2"},
		"A flood swept away a bridge in Alausi on Sunday, and gunmen killed seven people in Guayaquil.":                             {"flood Alausí 03-08 0", "attack Guayaquil 03-08 7"},
		"QUITO (EFE).- Un alud sepultó el domingo tres casas en Alausí, y sicarios mataron a siete personas en Guayaquil, Ecuador.": {"landslide Alausí 03-08 0", "killing Guayaquil 03-08 7"},
		"A landslide buried three houses in Alausi, Ecuador; gunmen killed seven people in Guayaquil on Sunday.":                    {"landslide Alausí 03-08 0", "attack Guayaquil 03-08 7"},
	} {
		slices.Sort(want)
		if diff := cmp.Diff(want, deadBy(t, story, "2026-03-10")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}

// What a disaster hits is no attack; what somebody hits is.
func TestBlowOfADisaster(t *testing.T) {
	for story, want := range map[string][]string{
		"A magnitude 6.1 earthquake hit a village near Herat on Sunday and killed 12 people.":                           {"earthquake Herāt 03-08 12"},
		"A tornado struck a trailer park in Tulsa, Oklahoma, on Sunday, killing three people.":                          {"storm Tulsa 03-08 3"},
		"An avalanche struck a camp near Gilgit on Sunday, killing four climbers.":                                      {"landslide Gilgit 03-08 4"},
		"A typhoon hits a fishing town in Samar, Philippines, on Sunday, killing five people.":                          {"storm Samar, Philippines 03-08 5"},
		"Gunmen hit a police post in Kano on Sunday, killing four officers.":                                            {"attack Kano 03-08 4"},
		"A storm killed two people in Tampa on Sunday. Gunmen struck a bank in Miami on Sunday, killing a guard.":       {"storm Tampa 03-08 2", "attack Miami 03-08 1"},
		"A wildfire near Athens killed two people on Sunday while a drone hit a depot in Odesa, killing three workers.": {"wildfire Athens 03-08 2", "drone_attack Odesa 03-08 3"},
	} {
		slices.Sort(want)
		if diff := cmp.Diff(want, deadBy(t, story, "2026-03-10")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}
