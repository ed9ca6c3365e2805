package postgis

import (
	"testing"

	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// TestErasedFromTheTables looks for words that were erased in every column that may hold any.
func TestErasedFromTheTables(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	words := storetest.Erased(t, s, func() {
		if err := s.indexAll(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	words = append(words, storetest.ErasedStory(t, s)...)
	for column, table := range map[string]string{
		"document || note || author": "revision", "json": "feature", "key": "origin", "key || request": "receipt", "form": "redaction",
		"name": "run", "entry": "change", "document": "story_revision", "convert_to(words::text, 'UTF8')": "search",
		"convert_to(audit::text, 'UTF8')": "audit", "form || ''": "held",
	} {
		for _, word := range words {
			var n int
			err := s.primary.QueryRow(t.Context(), `SELECT count(*) FROM `+table+` WHERE position($1::bytea IN `+column+`) > 0`, []byte(word)).Scan(&n)
			if err != nil || n > 0 {
				t.Errorf("%q is in %d rows of %s, %v", word, n, column, err)
			}
		}
	}
}
