package corrections

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/incidents"
	"incidentmap/web/i18n"
)

// Change is a field that was corrected, as readers saw it before and after; empty for nothing.
type Change struct {
	Field    i18n.Label
	Old, New string
}

// labels are the messages that name fields. What is not there goes by the name that the story's columns have; of the
// disposition the kind of the correction tells.
var labels = map[string]string{
	"title": "claim.title", "summary": "claim.summary", "kind": "claim.kind", "time": "when", "place": "claim.where", "geometry": "claim.where",
	"precision": "claim.where", "verification": "verification", "sources": "sources", "media": "pictures",
}

// Changes tells differences in words.
func Changes(say i18n.Language, fields []incidents.Difference, in i18n.Texts) []Change {
	var all []Change
	for _, f := range fields {
		key := labels[f.Field]
		if isOutcome(f.Field) {
			key = "outcome." + f.Field
		}
		label := i18n.Label{ID: f.Field, Text: f.Field}
		if key != "" {
			label.Text = say.Text(key)
		}
		c := Change{label, said(say, f.Field, f.Old, in), said(say, f.Field, f.New, in)}
		if f.Field == "disposition" || f.Field == "class" || c.Old == c.New {
			continue
		}
		all = append(all, c)
	}
	return all
}

func isOutcome(field string) bool {
	for _, o := range incidents.Outcomes() {
		if string(o) == field {
			return true
		}
	}
	return false
}

// said tells a value in words, nothing for one that is not there, or is no word.
func said(say i18n.Language, field string, value any, in i18n.Texts) string {
	switch v := value.(type) {
	case incidents.Text:
		return say.Words(v, in.Lang).Text
	case incidents.Figure:
		return figure(say, v)
	case incidents.Period:
		return say.When(incidents.When{Start: v.Start, End: v.End, Precision: v.Precision}, in.Zone).Text
	case []incidents.Text:
		names := make([]string, len(v))
		for i := range v {
			names[i] = say.Words(v[i], in.Lang).Text
		}
		return strings.Join(names, ", ")
	case *geojson.Geometry:
		if at, isPoint := v.Geometry().(orb.Point); isPoint {
			return fmt.Sprintf("%.4f, %.4f", at.Lat(), at.Lon())
		}
	case string:
		return word(say, field, v, in)
	}
	return ""
}

func word(say i18n.Language, field, v string, in i18n.Texts) string {
	switch field {
	case "kind":
		info, _ := in.Story.LookupKind(incidents.Kind(v))
		return say.Words(info.Title, in.Lang).Text
	case "verification", "precision":
		return say.Text(field + "." + v)
	}
	return v
}

// figure writes a count: the span where sources or a source give one, else the figure.
func figure(say i18n.Language, f incidents.Figure) string {
	number := func(n *int) string {
		if n == nil {
			return "?"
		}
		return say.Number(*n)
	}
	switch {
	case f.Low != nil && f.High != nil && *f.Low == *f.High:
		return number(f.Low)
	case f.Low == nil && f.High == nil && f.Best == nil:
		return ""
	case f.Low == nil && f.High == nil:
		return number(f.Best)
	}
	return number(f.Low) + "–" + number(f.High)
}

// sequence writes a number of the log.
func sequence(seq incidents.Seq) string { return strconv.FormatInt(int64(seq), 10) }
