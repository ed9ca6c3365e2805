package intake

import (
	"context"
	"hash/maphash"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/numbers"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// sampleRows is how many rows are looked at in every column, and sampleBytes how many bytes of
// them; after them only the columns that may hold dates, times or coordinates are.
const (
	sampleRows  = 2000
	sampleBytes = 16 << 20
)

// profile is what a file's rows tell together.
type profile struct {
	rows      int
	samples   []*columns.Sample
	dates     []*dates.Profile
	times     []timeProfile
	fields    []columns.Field    // what the columns are taken for, once the sample is read
	decided   []columns.Decision // why
	watched   []int              // columns that all rows are looked at in
	backlog   [][]string         // the rows of the sample
	kept      int                // bytes of them
	last      []string           // what the row before said
	seed      maphash.Seed
	seen      map[uint64]bool        // rows of the sample, by what they say
	beginning [][]string             // the first of them, to look up their places
	types     []incidents.ColumnType // of columns that are kept as they are; empty for no values
	grouped   []grouped              // by column: how numbers of those are written
	typed     []int                  // those of them whose type may still widen

	first, second int         // by column: the two of a pair of coordinates; -1 for none
	named         hemispheres // of the pair
	letters       [2]int      // the columns of the letters of its hemispheres; -1 for none
	pairs         pairProfile
	geometries    int
	tags          map[string]string // of the Humanitarian Exchange Language, by column
	ids           int               // records with an identifier of their own
	extent        extent
}

// timeProfile is what a column of times of day holds.
type timeProfile struct {
	cells, digits, hours int // all, those of digits alone, those of digits that can be hours
	midnights            int
	half                 dates.HalfDays
}

// pairProfile is what pairs of coordinates can be.
type pairProfile struct {
	pairs     int
	asWritten int // the first can be a latitude and the second a longitude
	exchanged int // only the other way round
	either    int // as it stands, and the other way round as well
	large     int // neither: too large for degrees
	low, high orb.Point
}

// profile reads all rows of a file.
func (s *settings) profile(ctx context.Context, in *input) (*profile, error) {
	p := &profile{first: -1, second: -1, seed: maphash.MakeSeed(), seen: map[uint64]bool{}, tags: in.tags}
	for rec, err := range in.records(ctx) {
		if err != nil {
			if ctx.Err() != nil {
				return p, ctx.Err()
			}
			return p, err
		}
		p.rows++
		if s.Progress != nil && p.rows%4096 == 0 {
			s.Progress(Progress{File: in.name, Rows: p.rows})
		}
		if rec.Err != nil || p.isLast(&rec) {
			continue
		}
		if rec.Geometry != nil {
			p.geometries++
			if at := rec.Geometry.Bound().Center(); misplaced(at) != halfZero {
				p.extent.add(at)
			}
		}
		if rec.ID != "" {
			p.ids++
		}
		switch {
		case p.fields != nil:
			p.watch(rec.Values)
		default:
			p.sample(rec)
			if len(p.backlog) >= sampleRows || p.kept >= sampleBytes {
				s.settle(p, in.columns())
			}
		}
	}
	s.settle(p, in.columns())
	return p, nil
}

// isLast tells a record that says the same as the one before it: it tells nothing new of the columns.
func (p *profile) isLast(rec *records.Record) bool {
	if rec.Geometry == nil && rec.ID == "" && slices.Equal(rec.Values, p.last) {
		return true
	}
	p.last = append(p.last[:0], rec.Values...)
	return false
}

// sample takes a row of the file's beginning. One that is equal to one before it tells nothing
// new of the columns.
func (p *profile) sample(rec records.Record) {
	var h maphash.Hash
	h.SetSeed(p.seed)
	for _, v := range rec.Values {
		_, _ = h.WriteString(v)
		_ = h.WriteByte(0)
	}
	if p.seen[h.Sum64()] {
		return
	}
	p.seen[h.Sum64()] = true
	for len(p.samples) < len(rec.Values) {
		p.samples = append(p.samples, columns.NewSample(len(p.backlog)))
	}
	for i := range p.samples {
		p.samples[i].Add(cell(rec.Values, i))
	}
	p.backlog = append(p.backlog, append([]string(nil), rec.Values...))
	p.kept += sizeOf(&rec)
}

// settle decides which columns to watch, and looks at the rows of the sample in those.
func (s *settings) settle(p *profile, names []string) {
	if p.fields != nil {
		return
	}
	for len(p.samples) < len(names) {
		p.samples = append(p.samples, &columns.Sample{})
	}
	p.dates = make([]*dates.Profile, len(p.samples))
	p.times = make([]timeProfile, len(p.samples))
	p.fields = make([]columns.Field, len(p.samples))
	p.decided = s.assign(names, p)
	p.types = make([]incidents.ColumnType, len(p.samples))
	p.grouped = make([]grouped, len(p.samples))
	s.preferPositions(p, names)
	for i, d := range p.decided {
		p.fields[i] = d.Field
		if d.Field == columns.ID && len(p.samples[i].Cells()) > 0 {
			p.types[i] = incidents.TextColumn // an identifier of digits is no number
			continue
		}
		if isKept(d.Field) || isDroppable(d.Field) {
			p.typed = append(p.typed, i)
		}
		switch d.Field {
		case columns.Date, columns.Start, columns.End:
			p.dates[i] = &dates.Profile{}
			p.watched = append(p.watched, i)
		case columns.Time, columns.LatLon:
			p.watched = append(p.watched, i)
		}
	}
	p.first, p.second = p.index(columns.Lat), p.index(columns.Lon)
	if p.first >= 0 && p.second >= 0 {
		p.named.south, p.named.west = columns.Negative(names[p.first], names[p.second])
	}
	p.letters = [2]int{-1, -1}
	if p.first < 0 || p.second < 0 {
		p.first, p.second = p.index(columns.Y), p.index(columns.X)
	} else {
		p.letters[0], p.letters[1] = columns.Letters(names, p.samples)
	}
	for _, row := range p.backlog {
		p.watch(row)
	}
	p.beginning, p.backlog, p.seen = p.backlog[:min(len(p.backlog), askedPlaces)], nil, nil
}

// index gives the column of a field, or -1.
func (p *profile) index(f columns.Field) int {
	for i, of := range p.fields {
		if of == f {
			return i
		}
	}
	return -1
}

func (s *settings) assign(names []string, p *profile) []columns.Decision {
	all := make([]columns.Column, len(names))
	for i, n := range names {
		all[i] = columns.Column{Name: n, Tag: p.tags[n]}
		if i < len(p.samples) {
			all[i].Sample = p.samples[i]
		}
	}
	decisions := columns.Assign(all, s.given)
	for i, n := range names {
		if hasColumn(s.kept, n) {
			decisions[i] = columns.Decision{}
		}
	}
	return decisions
}

func hasColumn(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// isKept tells the fields whose cells are kept as they are and public under the column's own name.
func isKept(f columns.Field) bool {
	return f == "" || f == columns.Tags || f == columns.Kind || f == columns.ID
}

// isDroppable tells the fields that a column may turn out not to be, when all rows are known.
func isDroppable(f columns.Field) bool {
	return f == columns.X || f == columns.Y || f == columns.Time
}

// widen finds the types of columns that are kept.
func (p *profile) widen(row []string) {
	for k := 0; k < len(p.typed); k++ {
		i := p.typed[k]
		v := cell(row, i)
		if v == "" {
			continue
		}
		t := p.types[i]
		if t != "" {
			if _, ok := t.Read(v); ok {
				p.group(i, v)
				continue
			}
		}
		if words.Missing(words.Plain(v)) {
			continue
		}
		p.types[i] = t.Widen(incidents.TypeOf(v))
		p.group(i, v)
		if p.types[i] == incidents.TextColumn {
			p.typed = append(p.typed[:k], p.typed[k+1:]...)
			k--
		}
	}
}

// group looks at how the numbers of a column that is kept are written, until that is known.
func (p *profile) group(column int, v string) {
	if t := p.types[column]; t != incidents.NumberColumn && t != incidents.IntegerColumn || p.grouped[column].sure {
		return
	}
	p.grouped[column].add(v)
}

// watch looks at a row in the columns that need all rows.
func (p *profile) watch(row []string) {
	p.widen(row)
	for _, i := range p.watched {
		v := cell(row, i)
		if v == "" {
			continue
		}
		switch p.fields[i] {
		case columns.Time:
			p.times[i].add(v)
		case columns.LatLon:
			if pair, err := coordinates.ParsePair(v); err == nil {
				p.pairs.add(pair.First, pair.Second)
				p.place(pair.First, pair.Second)
			}
		default:
			p.dates[i].Add(v)
		}
	}
	if p.first < 0 || p.second < 0 {
		return
	}
	first, second := cell(row, p.first), cell(row, p.second)
	if p.letters[0] >= 0 {
		first = lettered(first, columns.Letter(columns.Lat, cell(row, p.letters[0])))
		second = lettered(second, columns.Letter(columns.Lon, cell(row, p.letters[1])))
	}
	a, errA := angle(first)
	b, errB := angle(second)
	if errA == nil && errB == nil {
		a, b = p.named.apply(a, b)
		p.pairs.add(a, b)
		p.place(a, b)
	}
}

// angle reads a coordinate in degrees or metres.
func angle(s string) (coordinates.Angle, error) {
	a, err := coordinates.ParseAngle(s)
	if err != nil {
		v, err2 := numbers.Decimal(s, false)
		return coordinates.Angle{Degrees: v}, err2
	}
	return a, nil
}

// place adds a pair to the extent where it is one of latitude and longitude, and none of them may stand for one that is not
// known.
func (p *profile) place(lat, lon coordinates.Angle) {
	at := orb.Point{lon.Degrees, lat.Degrees}
	if math.Abs(at[1]) <= 90 && math.Abs(at[0]) <= 180 && at != (orb.Point{}) && misplaced(at) != halfZero {
		p.extent.add(at)
	}
}

// isMidnight tells that all times are midnight.
func (t *timeProfile) isMidnight() bool { return t.cells >= 3 && t.midnights == t.cells }

func (t *timeProfile) add(v string) {
	t.cells++
	t.half.Add(v)
	if strings.Trim(v, "0:. ") == "" && strings.Contains(v, ":") {
		t.midnights++
	}
	if len(v) > 4 {
		return
	}
	n := 0
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return
		}
		n = n*10 + int(v[i]-'0')
	}
	t.digits++
	if n < 24 && len(v) <= 2 {
		t.hours++
	}
}

// short tells that digits alone are hours and minutes of which zeros may be lost; where
// all can be hours they are taken as hours by nobody.
func (t *timeProfile) short() bool { return t.digits > 0 && t.hours < t.digits }

func (q *pairProfile) add(first, second coordinates.Angle) {
	a, b := first.Degrees, second.Degrees
	if a == 0 && b == 0 {
		return
	}
	q.pairs++
	if q.pairs == 1 {
		q.low, q.high = orb.Point{b, a}, orb.Point{b, a}
	}
	q.low = orb.Point{min(q.low[0], b), min(q.low[1], a)}
	q.high = orb.Point{max(q.high[0], b), max(q.high[1], a)}
	switch fits := math.Abs(a) <= 90 && math.Abs(b) <= 180; {
	case fits && first.Axis != coordinates.Lon && second.Axis != coordinates.Lat:
		q.asWritten++
		if math.Abs(b) <= 90 && first.Axis == coordinates.Unsaid && second.Axis == coordinates.Unsaid {
			q.either++
		}
	case math.Abs(b) <= 90 && math.Abs(a) <= 180:
		q.exchanged++
	default:
		q.large++
	}
}
