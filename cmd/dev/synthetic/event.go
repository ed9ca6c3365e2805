package synthetic

import "math"

// event is a sort of incident.
type event struct {
	category string // as a file has it
	kind     string // what the project calls it
	weight   float64
	fatal    float64 // the share with deaths
	tail     float64 // exponent of the number of deaths: the smaller, the more now and then
	es, en   string  // beginnings of titles
}

var events = []event{
	{"Homicidio", "killing", 210, 1, 2.8, "Homicidio", "Homicide"},
	{"Agresión armada", "attack", 190, 0.15, 2.4, "Ataque armado", "Armed attack"},
	{"Bloqueo", "roadblock", 120, 0.01, 3, "Bloqueo carretero", "Road blocked"},
	{"Protesta", "protest", 95, 0.004, 3, "Marcha y plantón", "March and sit-in"},
	{"Enfrentamiento", "armed_clash", 80, 0.5, 1.7, "Enfrentamiento", "Armed clash"},
	{"Quema de vehículos", "vehicle_arson", 75, 0.02, 3, "Queman vehículos", "Vehicles set on fire"},
	{"Desaparición", "missing_person", 60, 0, 3, "Reportan desaparición", "Disappearance reported"},
	{"Detención", "arrest", 50, 0, 3, "Detienen a sospechosos", "Suspects arrested"},
	{"Incendio", "fire_or_smoke", 45, 0.03, 2.5, "Incendio", "Fire"},
	{"Decomiso", "seizure", 30, 0, 3, "Decomiso de armas", "Weapons seized"},
	{"Explosión", "explosion", 25, 0.2, 1.5, "Explosión", "Explosion"},
	{"Saqueo", "property_attack", 20, 0.01, 3, "Saqueo de comercios", "Shops looted"},
}

var quarters = []string{"Centro", "La Estación", "San Juan", "Las Flores", "El Mirador", "Industrial", "Santa Cruz", "Lomas", "Del Valle", "Obrera"}

// endings close titles; some hold what a table must quote.
var endings = [][2]string{
	{"", ""},
	{"", ""},
	{"", ""},
	{", según vecinos", ", neighbours say"},
	{`; piden "paz"`, `; they ask for "peace"`},
	{" (sin confirmar)", " (unconfirmed)"},
	{": cierran la vía", ": road closed"},
}

var (
	precisions       = []string{"exact", "street", "city"}
	precisionWeights = []float64{60, 28, 12}
)

// deaths draws how many died: none, mostly one, rarely many.
func (r random) deaths(e event) int {
	if !r.chance(e.fatal) {
		return 0
	}
	return min(int(math.Pow(1-r.share(), -1/e.tail)), 300)
}

// injuries draws how many were hurt, more where people died.
func (r random) injuries(deaths int) int {
	if !r.chance(0.3) {
		return 0
	}
	return int(-math.Log(1-r.share()) * float64(2+deaths))
}
