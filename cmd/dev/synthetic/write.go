package synthetic

import (
	"bufio"
	"encoding/binary"
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"time"
)

// columns are the header of the table.
var columns = []string{
	"id", "title_es", "title_en", "category", "occurred_at", "lon", "lat", "city", "region", "country",
	"fatalities", "injured", "verified", "precision", "source",
}

// Summary is what an import of the table must find again.
type Summary struct {
	Rows, Fatalities, Injured, Verified int
	Kinds                               map[string]int
}

// WriteCSV writes n incidents as a table.
func WriteCSV(w io.Writer, n int, seed uint64) (Summary, error) {
	sum := Summary{Kinds: map[string]int{}}
	table := csv.NewWriter(w)
	if err := table.Write(columns); err != nil {
		return sum, err
	}
	for inc := range Incidents(n, seed) {
		if err := table.Write(row(&inc)); err != nil {
			return sum, err
		}
		sum.add(&inc)
	}
	table.Flush()
	return sum, table.Error()
}

func row(inc *Incident) []string {
	return []string{
		inc.ID, inc.TitleES, inc.TitleEN, inc.Category, inc.At.Format(time.RFC3339), degrees(inc.Lon), degrees(inc.Lat),
		inc.City, inc.Region, inc.Country, strconv.Itoa(inc.Fatalities), strconv.Itoa(inc.Injured),
		strconv.FormatBool(inc.Verified), inc.Precision, inc.Source,
	}
}

func degrees(d float64) string { return strconv.FormatFloat(d, 'f', 6, 64) }

func (s *Summary) add(inc *Incident) {
	s.Rows++
	s.Fatalities += inc.Fatalities
	s.Injured += inc.Injured
	s.Kinds[inc.Kind]++
	if inc.Verified {
		s.Verified++
	}
}

// WritePoints writes the positions alone: longitude and latitude in degrees, each eight bytes
// (IEEE 754), the lowest first.
func WritePoints(w io.Writer, n int, seed uint64) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var pair [16]byte
	for inc := range Incidents(n, seed) {
		binary.LittleEndian.PutUint64(pair[:8], math.Float64bits(inc.Lon))
		binary.LittleEndian.PutUint64(pair[8:], math.Float64bits(inc.Lat))
		if _, err := out.Write(pair[:]); err != nil {
			return err
		}
	}
	return out.Flush()
}
