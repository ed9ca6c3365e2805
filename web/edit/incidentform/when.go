package incidentform

import (
	"regexp"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/dates"
	"incidentmap/web/edit/jsonform"
)

// The forms of a start and an end. A file may write its dates in many ways; a program writes
// the ones of ISO 8601 that cannot be read in another way.
var (
	instantForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$`)
	localForm   = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?)?)?$`)
)

// span is what a start or an end names: from the first to the last second of it.
type span struct {
	from, to  time.Time
	precision incidents.TimePrecision
}

// Exactness lists the precisions of time, the most exact first.
var Exactness = []incidents.TimePrecision{
	incidents.Minute, incidents.Hour, incidents.PartOfDay, incidents.Day, incidents.Week, incidents.Month, incidents.Year,
}

// when reads start, end, zone, time_precision and basis.
func (d *Decoder) when(f *jsonform.Fields) incidents.When {
	name := jsonform.Word[string](f, "zone")
	zone, known := d.zone(f, name)
	w := incidents.When{
		Zone: name, Precision: jsonform.Word[incidents.TimePrecision](f, "time_precision"),
		Basis: jsonform.WordOr(f, "basis", incidents.EventTime),
	}
	start, end := jsonform.Word[string](f, "start"), jsonform.Word[string](f, "end")
	switch {
	case start == "" && end != "":
		f.Wrong("start", "is missing, although there is an end")
		return w
	case start == "":
		if w.Precision == "" {
			w.Precision = incidents.TimeUnknown
		}
		return w
	case !known:
		return w
	}
	if d.base == nil || !instantForm.MatchString(start) {
		w.Zone = zone.String()
	}
	from, ok := readSpan(f, "start", start, zone)
	if !ok {
		return w
	}
	w.Start = from.from.In(zone)
	if end == "" {
		d.fillEnd(f, &w, from, zone)
		return w
	}
	to, ok := readSpan(f, "end", end, zone)
	if !ok {
		return w
	}
	w.End = to.to.In(zone)
	checkPrecision(f, "end", w.Precision, to)
	checkPrecision(f, "start", w.Precision, from)
	if w.Precision == "" {
		w.Precision = spanning(w.End.Sub(w.Start), from, to)
	}
	return w
}

// zone gives the zone to read times without an offset in: the named one or the story's.
func (d *Decoder) zone(f *jsonform.Fields, name string) (*time.Location, bool) {
	if name == "" {
		name = d.Story.Zone
	}
	if known := d.zones[name]; known != nil {
		return known, true
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		f.Wrong("zone", "%q is not an IANA time zone such as America/Mexico_City", name)
		return nil, false
	}
	d.zones[name] = zone // finding one reads a file
	return zone, true
}

// fillEnd gives the end, and the precision, of a start that stands alone.
func (d *Decoder) fillEnd(f *jsonform.Fields, w *incidents.When, from span, zone *time.Location) {
	checkPrecision(f, "start", w.Precision, from)
	w.End = from.to.In(zone)
	if w.Precision == "" {
		w.Precision = from.precision
	}
	if w.Precision == from.precision {
		return
	}
	day := func(layout string, days int) {
		last, ok := readSpan(f, "start", w.Start.AddDate(0, 0, days).Format(layout), zone)
		if ok {
			w.End = last.to.In(zone)
		}
	}
	switch w.Precision {
	case incidents.Hour:
		w.End = w.Start.Add(time.Hour - time.Second)
	case incidents.PartOfDay:
		f.Wrong("end", "is missing; which part of the day is meant cannot be told without it")
	case incidents.Day:
		day(time.DateOnly, 0)
	case incidents.Week:
		day(time.DateOnly, 6)
	case incidents.Month:
		day("2006-01", 0)
	case incidents.Year:
		day("2006", 0)
	}
}

// checkPrecision notes a precision that says more than the words do.
func checkPrecision(f *jsonform.Fields, name string, p incidents.TimePrecision, s span) {
	given := slices.Index(Exactness, p)
	if given >= 0 && given < slices.Index(Exactness, s.precision) {
		f.Wrong("time_precision", "%s is more exact than the %s, which names a %s", p, name, s.precision)
	}
}

// spanning gives the precision of a time that lies somewhere between a start and an end.
func spanning(length time.Duration, from, to span) incidents.TimePrecision {
	const aDay = 24*time.Hour + time.Hour // one of them in the year has 25 hours
	p := incidents.Year
	switch {
	case length == 0:
		p = incidents.Minute
	case length <= time.Hour:
		p = incidents.Hour
	case length < 24*time.Hour-time.Second:
		p = incidents.PartOfDay
	case length < aDay:
		p = incidents.Day
	case length < 7*24*time.Hour+time.Hour:
		p = incidents.Week
	case length < 31*24*time.Hour+time.Hour:
		p = incidents.Month
	}
	at := max(slices.Index(Exactness, p), slices.Index(Exactness, from.precision), slices.Index(Exactness, to.precision))
	return Exactness[at]
}

// readSpan reads a start or an end. A time on a clock that the change of clocks left out or
// showed twice is refused: only its offset can tell what is meant.
func readSpan(f *jsonform.Fields, name, s string, zone *time.Location) (span, bool) {
	if !instantForm.MatchString(s) && !localForm.MatchString(s) {
		f.Wrong(name, "%q is not an instant (2026-02-22T14:30:00-06:00) nor a day (2026-02-22), month (2026-02) or year", s)
		return span{}, false
	}
	reading, err := dates.Format{}.Parse(s)
	if err != nil {
		f.Wrong(name, "%q %v", s, err)
		return span{}, false
	}
	from, to, doubt := reading.In(zone)
	switch doubt {
	case dates.Gap:
		f.Wrong(name, "the clocks of %s went forward over %s, so it never was; give it with its offset", zone, s)
		return span{}, false
	case dates.Fold:
		f.Wrong(name, "the clocks of %s went back over %s, so it was twice; give it with its offset", zone, s)
		return span{}, false
	}
	if !jsonform.InYears(from) || !jsonform.InYears(to) {
		f.Wrong(name, "%q lies outside of the years 1 to 9999", s)
		return span{}, false
	}
	return span{from, to, reading.Precision}, true
}
