package jsonform

import "strings"

// meant are names that other formats have for fields of ours.
var meant = map[string]string{
	"date": "start", "datetime": "start", "time": "start", "when": "start", "timestamp": "start", "begin": "start",
	"timezone": "zone", "name": "title", "headline": "title", "description": "summary", "text": "summary", "body": "summary",
	"location": "geometry", "coordinates": "geometry", "lat": "geometry", "lon": "geometry", "lng": "geometry",
	"latitude": "geometry", "longitude": "geometry", "where": "geometry", "address": "place", "radius": "radius_m",
	"type": "kind", "category": "kind", "status": "workflow", "published": "publish", "deaths": "killed", "dead": "killed",
	"fatalities": "killed", "injured": "wounded", "arrested": "detained", "reason": "note", "url": "source", "link": "source",
	"properties": "extra",
}

// nearest gives the known name that a misspelt one is most like, or nothing.
func nearest(name string, known []string) string {
	plain := strings.ReplaceAll(strings.ToLower(name), "-", "_")
	best, least := "", 1+len(plain)/3
	for _, k := range known {
		if d := edits(strings.ReplaceAll(plain, "_", ""), strings.ReplaceAll(k, "_", ""), least); d < least {
			best, least = k, d
		}
	}
	if m := meant[plain]; best == "" && m != "" {
		for _, k := range known {
			if k == m {
				return m
			}
		}
	}
	return best
}

// edits counts the letters, as bytes, that are too many, too few, wrong or exchanged with
// their neighbour (the restricted Damerau-Levenshtein distance); limit when there are that
// many or more.
func edits(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			least := min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				least = min(least, rows[i-2][j-2]+1)
			}
			rows[i][j] = least
		}
	}
	return min(limit, rows[len(a)][len(b)])
}
