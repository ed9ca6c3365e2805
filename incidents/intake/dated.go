package intake

import (
	"fmt"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/dates"
	"incidentmap/incidents/intake/words"
)

// decideDates decides how the columns of times are read.
func (pl *plan) decideDates(p *profile, from1904 bool) {
	pl.formats = make([]dates.Decision, len(pl.names))
	pl.short = make([]bool, len(pl.names))
	pl.when = whenColumns{
		start: pl.column(columns.Start), end: pl.column(columns.End), date: pl.column(columns.Date),
		clock: pl.column(columns.Time), zone: pl.column(columns.Zone),
	}
	for i := range partFields {
		pl.when.parts[i], pl.when.endParts[i] = pl.column(partFields[i]), pl.column(endFields[i])
	}
	if i := pl.when.date; i >= 0 {
		pl.when.reported = pl.fields[i].Reported
	}
	pl.years = make([]*dates.Years, len(pl.names))
	for _, i := range []int{pl.when.start, pl.when.end, pl.when.date} {
		if i >= 0 && i < len(p.dates) {
			pl.decideFormat(p, i, from1904)
		}
	}
	for _, i := range []int{pl.when.parts[0], pl.when.endParts[0]} {
		if i >= 0 && i < len(p.samples) {
			pl.years[i] = &dates.Years{}
			for _, c := range p.samples[i].Cells() {
				if r, _, err := (dates.Parts{Year: c}).Read(); err == nil {
					pl.years[i].Add(r)
				}
			}
		}
	}
	if i := pl.when.clock; i >= 0 && i < len(p.times) {
		pl.short[i] = p.times[i].short()
		if p.times[i].isMidnight() {
			pl.note(i, "all of its times are midnight, as programs write a day without a time of day", "it is not read")
			pl.drop(columns.Time, "kept: all of its times are midnight")
			pl.when.clock = -1
		}
	}
	pl.decideBesides(p)
	pl.decideHalfDays(p)
	pl.decideOffset()
	pl.decideUTC()
	pl.noteClocks(p)
	pl.noteZone(p)
	pl.decideExactness()
	pl.decideBasis()
}

// decideBasis tells times at which something was reported from those of events.
func (pl *plan) decideBasis() {
	pl.basis = incidents.EventTime
	switch w := &pl.when; {
	case w.start >= 0 || w.parts[0] >= 0:
	case w.date >= 0 && w.reported:
		pl.basis = incidents.ReportedTime
		pl.note(w.date, "says when it was reported and not when it happened", "the time is marked so")
	case w.date < 0 && w.end < 0 && !pl.own:
		pl.note(-1, "no column holds a date", "the time is left open; name a column with --map date=COLUMN")
	}
}

// decideFormat decides how the dates of a column are read.
func (pl *plan) decideFormat(p *profile, column int, from1904 bool) {
	seen := pl.datesOf(p, column)
	d := seen.Decide(pl.order, pl.usualOrder(), pl.Today)
	if order, of := pl.orderBeside(p, column); pl.order == dates.Undecided && seen.IsAmbiguous() && order != dates.Undecided {
		d = seen.Decide(order, order, pl.Today)
		d.Reason = fmt.Sprintf("every date can be read both ways; %s as those of %s, which can be read in one way alone", order, incidents.Quote(pl.names[of]))
	}
	if order := dates.OrderNamed(pl.names[column]); pl.order == dates.Undecided && seen.IsAmbiguous() && order != dates.Undecided {
		d = seen.Decide(order, order, pl.Today)
		d.Reason = fmt.Sprintf("every date can be read both ways; %s as its name says", order)
	}
	if from1904 {
		d.CountFrom1904()
	}
	if reason := seen.DecideMidnight(&d.Format, pl.zone); reason != "" {
		pl.note(column, reason, "its days are read as they are written, without a time of day")
	}
	if !pl.isAsked(column) && seen.DecideHalfDays(&d.Format) {
		pl.note(column, halfDays, "its days are read, and times of day are left open; --map "+string(pl.fields[column].Field)+"=COLUMN takes them as they are written")
	}
	pl.formats[column], pl.years[column] = d, &dates.Years{}
	for _, c := range p.samples[column].Cells() {
		if r, err := d.Format.Parse(c); err == nil {
			pl.years[column].Add(r)
		}
	}
	if d.Reason != "" {
		action := "dates are read so"
		if d.Doubtful {
			action = "look at it; --dates dmy or --dates mdy decides otherwise"
		}
		pl.note(column, d.Reason, action)
	}
}

// usualOrder is the order of day and month that is usual in the language of the columns' names, or else in that of the story.
func (pl *plan) usualOrder() dates.Order {
	if columns.AreForeign(pl.names) {
		return dates.DMY
	}
	return pl.usual()
}

// datesOf gives what the cells of a column of dates tell together.
func (pl *plan) datesOf(p *profile, column int) *dates.Profile {
	if seen := p.dates[column]; seen != nil {
		return seen
	}
	seen := &dates.Profile{}
	for _, c := range p.samples[column].Cells() {
		seen.Add(c)
	}
	return seen
}

// orderBeside gives the order of day and month that another column of dates tells, as all of a file are written alike, and
// which it is.
func (pl *plan) orderBeside(p *profile, column int) (dates.Order, int) {
	for _, i := range []int{pl.when.start, pl.when.end, pl.when.date} {
		if i < 0 || i >= len(p.dates) || i == column {
			continue
		}
		if order := pl.datesOf(p, i).TellsOrder(); order != dates.Undecided {
			return order, i
		}
	}
	return dates.Undecided, -1
}

// partFields and endFields are the parts of the date of the beginning and of the end, from year to
// minute.
var (
	partFields = [5]columns.Field{columns.YearPart, columns.MonthPart, columns.DayPart, columns.HourPart, columns.MinutePart}
	endFields  = [5]columns.Field{columns.EndYear, columns.EndMonth, columns.EndDay, columns.EndHour, columns.EndMinute}
)

// decideUTC finds columns whose names say that their times are in UTC, as NASA's fire
// detections do by theirs (FIRMS attributes: acq_date and acq_time are UTC).
func (pl *plan) decideUTC() {
	for _, i := range []int{pl.when.clock, pl.when.start, pl.when.date} {
		if i < 0 {
			continue
		}
		key := " " + words.Key(pl.names[i]) + " "
		for _, sign := range []string{" utc ", " gmt ", " zulu ", " acq time "} {
			if strings.Contains(key, sign) && pl.when.zone < 0 {
				pl.utc = true
				pl.note(i, "its name says that the times are in UTC", "they are read so")
				return
			}
		}
	}
}
