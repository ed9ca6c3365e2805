package synthetic

import (
	"fmt"
	"iter"
	"strconv"
	"time"
)

// Incident is one row.
type Incident struct {
	ID                    string
	TitleES, TitleEN      string
	Category              string // a word of files, such as Bloqueo
	Kind                  string // what the project calls it, such as roadblock
	At                    time.Time
	Lon, Lat              float64 // degrees, six digits
	City, Region, Country string  // empty where the place has none
	Fatalities, Injured   int
	Verified              bool
	Precision             string
	Source                string // an address below example.org, which nobody has
}

// Incidents invents n incidents.
func Incidents(n int, seed uint64) iter.Seq[Incident] {
	return func(yield func(Incident) bool) {
		r := newRandom(seed)
		places, times := newAtlas(r), newClock(r)
		sorts := weigh(len(events), func(i int) float64 { return events[i].weight })
		precise := weigh(len(precisions), func(i int) float64 { return precisionWeights[i] })
		for i := range n {
			e, s := events[r.pick(sorts)], places.place()
			inc := Incident{
				ID: "S" + strconv.Itoa(i+1), Category: e.category, Kind: e.kind, At: times.when(),
				Lon: s.lon, Lat: s.lat, City: s.city, Region: s.region, Country: s.country,
				Fatalities: r.deaths(e), Verified: r.chance(0.6), Precision: precisions[r.pick(precise)],
				Source: "https://example.org/notas/" + strconv.Itoa(i+1),
			}
			inc.Injured = r.injuries(inc.Fatalities)
			inc.title(e, quarters[r.below(len(quarters))], endings[r.below(len(endings))])
			if !yield(inc) {
				return
			}
		}
	}
}

func (inc *Incident) title(e event, quarter string, ending [2]string) {
	where, there := "carretera", "a road"
	if inc.City != "" {
		where = quarter + ", " + inc.City
		there = where
	}
	inc.TitleES = fmt.Sprintf("%s en %s%s", e.es, where, ending[0])
	inc.TitleEN = fmt.Sprintf("%s in %s%s", e.en, there, ending[1])
}
