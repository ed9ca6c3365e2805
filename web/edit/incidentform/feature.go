package incidentform

import (
	"time"

	"incidentmap/incidents"
)

// FeatureOf gives a revision as the GeoJSON feature that could have been posted for it: in
// the short words of a form where they say all, and the full form's where they do not.
func FeatureOf(rev *incidents.Revision, url, lang string) (map[string]any, error) {
	p, err := TreeOf(rev, url)
	if err != nil {
		return nil, err
	}
	inc := &rev.Incident
	short := func(name string, t incidents.Text) {
		if text, alone := t[lang]; alone && len(t) == 1 {
			p[name] = text
		}
	}
	short("title", inc.Title)
	short("summary", inc.Summary)
	if word := whenWord(inc.When); word != "" {
		p["start"] = word
		delete(p, "end")
	}
	if inc.Workflow == incidents.Published {
		p["publish"] = true
		delete(p, "workflow")
	}
	geometry := p["geometry"]
	delete(p, "geometry")
	return map[string]any{"type": "Feature", "id": inc.ID, "geometry": geometry, "properties": p}, nil
}

// whenWord gives the one word that says all of a time: an instant in UTC, or a day, month or
// year of its zone; empty when there is none.
func whenWord(w incidents.When) string {
	if w.Start.IsZero() {
		return ""
	}
	zone := zoneOf(w)
	if zone == nil {
		zone = time.UTC
	}
	start := w.Start.In(zone)
	layout, end := "", start
	switch w.Precision {
	case incidents.Minute:
		if !w.End.Equal(w.Start) {
			return ""
		}
		return w.Start.UTC().Format(time.RFC3339Nano)
	case incidents.Day:
		layout, end = time.DateOnly, start.AddDate(0, 0, 1)
	case incidents.Month:
		layout, end = "2006-01", start.AddDate(0, 1, 0)
	case incidents.Year:
		layout, end = "2006", start.AddDate(1, 0, 0)
	default:
		return ""
	}
	word := start.Format(layout)
	first, err := time.ParseInLocation(layout, word, zone)
	if err != nil || !first.Equal(start) || !w.End.Equal(end.Add(-time.Second)) {
		return ""
	}
	return word
}
