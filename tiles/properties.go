package tiles

import (
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// property is one of the properties of features, in the order in which they are written.
type property uint8

// The properties.
const (
	propCount property = iota
	propKilled
	propKilledLow
	propKilledHigh
	propDiedLater
	propDiedLaterLow
	propDiedLaterHigh
	propWounded
	propWoundedLow
	propWoundedHigh
	propDetained
	propDetainedLow
	propDetainedHigh
	propMissing
	propMissingLow
	propMissingHigh
	propKinds
	propStart
	propEnd
	propSplitsAt
	propID
	propKind
	propClass
	propVerification
	propDisposition
	propPrecision
	propLayers
	propSeq
	propMore
	propPartOf
	properties // how many there are
)

// propertyInfo names and explains the properties, for TileJSON.
var propertyInfo = [properties]struct {
	name, about   string
	points, areas bool // which layer has it
}{
	propCount:         {"count", "Number. How many incidents this stands for", true, true},
	propKilled:        {"killed", "Number. What one source counts in all, or all that speak of it alike: figures of different sources are never added. Absent when they differ, when it is not known, and when it is nobody", true, true},
	propKilledLow:     {"killed_low", "Number. The least that a source counts; absent when it is killed, or not known", true, true},
	propKilledHigh:    {"killed_high", "Number. The most that a source counts; absent when it is killed, or not known", true, true},
	propDiedLater:     {"died_later", "Number. As killed", true, true},
	propDiedLaterLow:  {"died_later_low", "Number. As killed_low", true, true},
	propDiedLaterHigh: {"died_later_high", "Number. As killed_high", true, true},
	propWounded:       {"wounded", "Number. As killed", true, true},
	propWoundedLow:    {"wounded_low", "Number. As killed_low", true, true},
	propWoundedHigh:   {"wounded_high", "Number. As killed_high", true, true},
	propDetained:      {"detained", "Number. As killed", true, true},
	propDetainedLow:   {"detained_low", "Number. As killed_low", true, true},
	propDetainedHigh:  {"detained_high", "Number. As killed_high", true, true},
	propMissing:       {"missing", "Number. As killed", true, true},
	propMissingLow:    {"missing_low", "Number. As killed_low", true, true},
	propMissingHigh:   {"missing_high", "Number. As killed_high", true, true},
	propKinds:         {"kinds", "String. The three most frequent kinds, as kind:count,kind:count", true, true},
	propStart:         {"start", "String. Earliest known time, UTC: RFC 3339, or its date (YYYY-MM-DD) where many incidents span more than a week", true, true},
	propEnd:           {"end", "String. Latest known time, as start", true, true},
	propSplitsAt:      {"splits_at", "Number. Zoom at which a cluster breaks up; absent when none does", true, false},
	propID:            {"id", "String. Incident's id, when it is alone", true, true},
	propKind:          {"kind", "String. Incident's kind", true, true},
	propClass:         {"class", "String. Incident's class", true, true},
	propVerification:  {"verification", "String. Incident's state of verification", true, true},
	propDisposition:   {"disposition", "String. Incident's disposition, when not active", true, true},
	propPrecision:     {"precision", "String. How exactly the place is known", true, true},
	propLayers:        {"layers", "String. Ids of the layers that hold the incident, divided by commas", true, true},
	propSeq:           {"seq", "Number. Sequence number of the incident's last change", true, true},
	propMore:          {"more", "Number. How many small areas this one stands for", false, true},
	propPartOf:        {"part_of", "Number. Feature id of the geometry collection this is a part of", false, true},
}

// sink takes the properties of a feature. It does not keep the text.
type sink interface {
	number(p property, n uint64)
	text(p property, s []byte)
}

// describer says what there is to say of clusters, areas and incidents.
type describer struct {
	scratch []byte
	// days are the dates that were written last as start and as end: those of a tile are mostly the same few.
	days [2]writtenDay
}

// writtenDay is a date in UTC and its text.
type writtenDay struct {
	day  int64 // since 1970
	text []byte
}

// topKinds is how many kinds are named.
const topKinds = 3

func (d *describer) sums(s *index.Sums, to sink) {
	to.number(propCount, uint64(s.Count))
	d.figures(&s.Figures, to)
	b := d.scratch[:0]
	for i, k := range s.Kinds[:min(len(s.Kinds), topKinds)] {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, k.Kind...), ':')
		b = strconv.AppendInt(b, int64(k.Count), 10)
	}
	if len(b) > 0 {
		to.text(propKinds, b)
	}
	d.scratch = b
	if s.End.Sub(s.Start) <= exactSpan {
		d.times(s.Start, s.End, to)
		return
	}
	d.day(propStart, s.Start, to)
	d.day(propEnd, s.End, to)
}

// figures says what the sources say together.
func (d *describer) figures(f *index.Figures, to sink) {
	totals := f.Totals()
	for i := range totals.Outcomes {
		sum := &totals.Outcomes[i]
		if !sum.Somebody() {
			continue
		}
		first := propKilled + property(3*i) // and its low and high behind it
		best, agreed := sum.Best()
		if agreed {
			to.number(first, best)
		}
		if low, known := sum.Low(); known && (!agreed || low != best) {
			to.number(first+1, low)
		}
		if high, known := sum.High(); known && (!agreed || high != best) {
			to.number(first+2, high)
		}
	}
}

// exactSpan is the longest span of many incidents that is given to the second. Of a longer one
// nobody asks the hours, days are half as long, and more of them are the same in a tile.
const exactSpan = 7 * 24 * time.Hour

func (d *describer) place(p *index.Place, f *index.Figures, to sink) {
	to.number(propCount, 1)
	d.figures(f, to)
	d.times(p.Start, p.End, to)
	d.word(propID, p.ID.String(), to)
	d.word(propKind, string(p.Kind()), to)
	d.word(propClass, string(p.Class()), to)
	d.word(propVerification, string(p.Verification()), to)
	if p.Disposition() != incidents.Active {
		d.word(propDisposition, string(p.Disposition()), to)
	}
	d.word(propPrecision, string(p.Precision()), to)
	b := d.scratch[:0]
	for i, l := range p.Layers {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, l...)
	}
	if len(b) > 0 {
		to.text(propLayers, b)
	}
	d.scratch = b
	to.number(propSeq, uint64(p.Seq))
}

func (d *describer) times(start, end time.Time, to sink) {
	if !start.IsZero() {
		d.scratch = start.UTC().AppendFormat(d.scratch[:0], time.RFC3339)
		to.text(propStart, d.scratch)
	}
	if !end.IsZero() {
		d.scratch = end.UTC().AppendFormat(d.scratch[:0], time.RFC3339)
		to.text(propEnd, d.scratch)
	}
}

// day writes the date of a time in UTC (RFC 3339, full-date), or the time itself when its year
// does not have four digits.
func (d *describer) day(p property, t time.Time, to sink) {
	w := &d.days[p-propStart]
	if day := floorDay(t); day != w.day || len(w.text) != len(time.DateOnly) { // a text of another length is not of a day
		w.day, w.text = day, appendDay(w.text[:0], t)
	}
	to.text(p, w.text)
}

// floorDay gives the days from 1970 to that of a time in UTC.
func floorDay(t time.Time) int64 {
	const day = 24 * 60 * 60
	s := t.Unix()
	return (s - (s%day+day)%day) / day
}

func appendDay(b []byte, t time.Time) []byte {
	year, month, day := t.UTC().Date()
	if year < 0 || year > 9999 {
		return t.UTC().AppendFormat(b, time.RFC3339)
	}
	digit := func(n int) byte { return '0' + byte(n%10) }
	return append(b, digit(year/1000), digit(year/100), digit(year/10), digit(year),
		'-', digit(int(month)/10), digit(int(month)), '-', digit(day/10), digit(day))
}

func (d *describer) word(p property, s string, to sink) {
	if s != "" {
		d.scratch = append(d.scratch[:0], s...)
		to.text(p, d.scratch)
	}
}
