package synthetic

import (
	"encoding/csv"
	"io"
	"strconv"
	"time"
)

// regions are states of Mexico as a table names them. The first are advised against in the seed
// story; a row that names none is of the whole country.
var regions = []string{"Jalisco", "Tamaulipas", "Michoacán", "Guerrero", "Nuevo León", "", "Sinaloa", "Colima"}

// WriteAreas writes a table of n incidents that have no coordinates: each is known by a state of
// Mexico, or by the country alone, as an advisory is.
func WriteAreas(w io.Writer, n int, seed uint64) error {
	r := newRandom(seed)
	times := newClock(r)
	table := csv.NewWriter(w)
	if err := table.Write([]string{"id", "title_es", "category", "occurred_at", "region", "country", "source"}); err != nil {
		return err
	}
	for i := range n {
		e := events[r.below(len(events))]
		id := "A" + strconv.Itoa(i+1)
		err := table.Write([]string{
			id, e.es + " " + id, e.category, times.when().Format(time.RFC3339), regions[i%len(regions)], "México",
			"https://example.org/avisos/" + id,
		})
		if err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}
