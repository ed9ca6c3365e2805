package i18n

import (
	"fmt"
	"strings"
	"time"

	"incidentmap/incidents"
)

// When gives an incident's time in words that are no more exact than what is known: a
// clock only where the hour is known, and then with its zone. Days, weeks, months and years are
// those of the incident's own zone, in which they were meant; clocks are in the story's.
func (m Language) When(w incidents.When, story *time.Location) Moment {
	if w.Precision == incidents.TimeUnknown || w.Start.IsZero() {
		return Moment{Text: m.Text("date.unknown")}
	}
	zone := story
	clocked := w.Precision == incidents.Minute || w.Precision == incidents.Hour
	if !clocked && w.Zone != "" && w.Zone != story.String() {
		if own, err := time.LoadLocation(w.Zone); err == nil {
			zone = own
		}
	}
	start, end := w.Start.In(zone), w.End.In(zone)
	text := m.span(w.Precision, start, end)
	if w.Basis == incidents.ReportedTime {
		text = m.Text("date.reported", "when", text)
	}
	return Moment{text, machineTime(w.Precision, start)}
}

func (m Language) span(precision incidents.TimePrecision, start, end time.Time) string {
	switch precision {
	case incidents.Minute:
		return m.clockSpan("date.clock", start, end)
	case incidents.Hour:
		return m.clockSpan("date.about", start, end)
	case incidents.PartOfDay:
		return m.partOfDay(start, end)
	case incidents.Week:
		return m.Text("date.week", "day", m.Day(start))
	case incidents.Month:
		return m.fromTo(m.month(start), m.month(end), "date.span")
	case incidents.Year:
		return m.years(start, end)
	}
	return m.fromTo(m.Day(start), m.Day(end), "date.span")
}

func (m Language) fromTo(from, to, key string) string {
	if from == to {
		return from
	}
	return m.Text(key, "from", from, "to", to)
}

// clockSpan writes a moment, or a span of clock times of one day or of several.
func (m Language) clockSpan(single string, start, end time.Time) string {
	from, to := start.Format("15:04"), end.Format("15:04")
	switch {
	case m.Day(start) != m.Day(end):
		return m.Text("date.span.clock", "from", m.clock(start), "to", m.clock(end))
	case from == to:
		return m.Text(single, "day", m.Day(start), "clock", from, "zone", utcOffset(start))
	}
	return m.Text("date.between", "day", m.Day(start), "from", from, "to", to, "zone", utcOffset(start))
}

// partOfDay names the part when the span stays within one, and its clocks otherwise.
func (m Language) partOfDay(start, end time.Time) string {
	part := dayPart(start)
	if m.Day(start) != m.Day(end) || part != dayPart(end) {
		return m.clockSpan("date.about", start, end)
	}
	return m.Text("date.part."+part, "day", m.Day(start))
}

func dayPart(t time.Time) string {
	switch h := t.Hour(); {
	case h < 6:
		return "night"
	case h < 12:
		return "morning"
	case h < 19:
		return "afternoon"
	}
	return "evening"
}

// clock writes a moment to the minute, with its distance from UTC: abbreviations of
// zones are neither unique nor the same in all languages.
func (m Language) clock(t time.Time) string {
	return m.Text("date.clock", "day", m.Day(t), "clock", t.Format("15:04"), "zone", utcOffset(t))
}

// Day writes a day with its weekday, in the zone of t.
func (m Language) Day(t time.Time) string {
	return m.Text("date.day", "weekday", m.name("date.weekdays", int(t.Weekday())),
		"day", t.Format("2"), "month", m.monthName(t), "year", t.Format("2006"))
}

func (m Language) month(t time.Time) string {
	return m.Text("date.month", "month", m.monthName(t), "year", t.Format("2006"))
}

func (m Language) years(start, end time.Time) string {
	if start.Year() == end.Year() {
		return m.Text("date.year", "year", start.Format("2006"))
	}
	return m.Text("date.span", "from", start.Format("2006"), "to", end.Format("2006"))
}

func (m Language) monthName(t time.Time) string { return m.name("date.months", int(t.Month())-1) }

// name gives the i-th word of a message that is a list.
func (m Language) name(key string, i int) string {
	if names := strings.Fields(m.Text(key)); i < len(names) {
		return names[i]
	}
	return ""
}

// utcOffset writes a zone's distance from UTC: "UTC−6", "UTC+5:30".
func utcOffset(t time.Time) string {
	_, seconds := t.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	text := fmt.Sprintf("UTC%s%d", sign, seconds/3600)
	if minutes := seconds % 3600 / 60; minutes != 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

// machineTime writes a time as a valid value of the datetime attribute of <time>, with
// no more than the precision (HTML Standard, section 4.5.14).
func machineTime(precision incidents.TimePrecision, t time.Time) string {
	switch precision {
	case incidents.Minute, incidents.Hour:
		return t.Format(time.RFC3339)
	case incidents.Week:
		year, week := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	case incidents.Month:
		return t.Format("2006-01")
	case incidents.Year:
		return t.Format("2006")
	}
	return t.Format(time.DateOnly)
}

// Instant is a moment known to the minute, in a story's zone.
func (m Language) Instant(t time.Time, zone *time.Location) Moment {
	if t.IsZero() {
		return Moment{}
	}
	t = t.In(zone)
	return Moment{Text: m.clock(t), Machine: t.Format(time.RFC3339)}
}

// AsOf is up to when a story is told: a finished one to the day that its editors say, one that goes on to the minute
// of its last change.
func (m Language) AsOf(finished, updated time.Time, zone *time.Location) Moment {
	if finished.IsZero() {
		return m.Instant(updated, zone)
	}
	moment := m.Instant(finished, zone)
	moment.Text = m.Day(finished.In(zone))
	return moment
}
