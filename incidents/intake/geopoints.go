package intake

import (
	"slices"
	"strconv"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/words"
)

// decideGeopoint finds the column of the accuracy, in metres, that programs for forms write beside a point, as they write its
// altitude (ODK XForms specification, geopoint): "place_latitude", "place_altitude", "place_precision".
func (pl *plan) decideGeopoint(p *profile) {
	if pl.own {
		return
	}
	keys := make([]string, len(pl.names))
	for i, n := range pl.names {
		keys[i] = words.Key(n)
	}
	for i, key := range keys {
		stem, ok := strings.CutSuffix(key, "precision")
		if !ok {
			stem, ok = strings.CutSuffix(key, "accuracy")
		}
		free := pl.fields[i].Field == "" && pl.where.precis < 0 && !hasColumn(pl.kept, pl.names[i]) || pl.where.precis == i
		if !ok || !free || i >= len(p.samples) || !slices.Contains(keys, stem+"altitude") || !all(p.samples[i].Cells(), isMetres) {
			continue
		}
		pl.where.precis, pl.metres = i, true
		pl.fields[i] = columns.Decision{Field: columns.Precise, Score: 1, Reason: "the accuracy in metres that forms write beside a point"}
		pl.at[columns.Precise] = i
		return
	}
}

func isMetres(s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	return err == nil && v >= 0
}

// inMetres reads the accuracy of a form's point. 0 is that of a point which was set on a map: nothing is known of it.
func inMetres(v string) (geo.Precision, float64, bool) {
	switch metres, err := strconv.ParseFloat(v, 64); {
	case err != nil || metres < 0 || metres > 2e7:
		return "", 0, false
	case metres == 0:
		return geo.AsGiven, 0, true
	case metres <= exactM:
		return geo.Exact, metres, true
	default:
		return geo.Near, metres, true
	}
}
