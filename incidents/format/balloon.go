package format

import (
	"html"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// escapeHTML makes plain text of a text for a place that is read as HTML.
func escapeHTML(s string) string { return html.EscapeString(Plain(s)) }

// balloon is a few lines of HTML on an incident: what, where, when, how many and who says
// so. Everything in it is escaped.
func balloon(h *Heading, v localized) string {
	var b strings.Builder
	line := func(tag, s string) {
		if s != "" {
			b.WriteString("<" + tag + ">" + escapeHTML(s) + "</" + tag + ">")
		}
	}
	kind, _ := h.Story.LookupKind(v.Kind)
	line("h3", v.in(v.Title))
	line("p", joined(" · ", v.in(kind.Title), v.in(v.Where.Place), span(v.When)))
	line("p", v.in(v.Summary))
	line("p", counted(v))
	line("p", publishers(v))
	line("p", v.in(v.Note))
	if v.linked {
		url := escapeHTML(v.url)
		b.WriteString(`<p><a href="` + url + `">` + url + `</a></p>`)
	}
	return b.String()
}

func joined(between string, parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, between)
}

// span is the time as exactly as it is known.
func span(w incidents.When) string {
	if w.Start.IsZero() {
		return ""
	}
	form := time.DateOnly
	switch w.Precision {
	case incidents.Minute, incidents.Hour, incidents.PartOfDay:
		form = "2006-01-02 15:04 -07:00"
	}
	from, to := w.Start.Format(form), w.End.Format(form)
	if from == to {
		return from
	}
	return from + " – " + to
}

// counted lists the figures by outcome.
func counted(v localized) string {
	var parts []string
	for _, outcome := range incidents.Outcomes() {
		if n := figure(v.Counts[outcome]); n != "" {
			parts = append(parts, v.in(outcomeTitles[outcome])+": "+n)
		}
	}
	return strings.Join(parts, "; ")
}

// figure is the best figure and its span, or the bound that is known.
func figure(c incidents.Count) string {
	low, hasLow := given(c.Low)
	best, hasBest := given(c.Best)
	high, hasHigh := given(c.High)
	switch {
	case hasBest && hasLow && hasHigh && low != high:
		return strconv.Itoa(best) + " (" + strconv.Itoa(low) + "–" + strconv.Itoa(high) + ")"
	case hasBest:
		return strconv.Itoa(best)
	case hasLow && hasHigh:
		return strconv.Itoa(low) + "–" + strconv.Itoa(high)
	case hasLow:
		return "≥ " + strconv.Itoa(low)
	case hasHigh:
		return "≤ " + strconv.Itoa(high)
	}
	return ""
}

// publishers lists who says so.
func publishers(v localized) string {
	var names []string
	for i := range v.Sources {
		names = append(names, v.in(v.Sources[i].Publisher))
	}
	if len(names) == 0 {
		return ""
	}
	return v.in(say("Sources", "Fuentes")) + ": " + joined("; ", names...)
}
