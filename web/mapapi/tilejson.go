package mapapi

import (
	"net/http"
	"net/url"

	"incidentmap/tiles"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// tileJSON answers with the document that tells a map of a layer's tiles. The addresses in it
// carry the filter's words, and the state, by which a tile is kept for ever.
func (m *Maps) tileJSON(w http.ResponseWriter, r *http.Request) error {
	a, err := m.read(r)
	if err != nil {
		return err
	}
	return m.send(w, a, respond.JSONType, a.lang.Vary, func() ([]byte, error) {
		return respond.Marshal(m.describe(a))
	})
}

// describe makes the document of what was asked for.
func (m *Maps) describe(a *asked) tiles.TileJSON {
	story := &a.found.Snapshot.Story
	path := address.Tile(story.Slug, a.layer, "{z}", "{x}", "{y}")
	return tiles.Describe(story, a.layer, a.lang.Lang, a.found.Snapshot.Snapshot.Summary(a.found.Query), m.withWords(a, path))
}

// withWords makes a path the absolute address of what the request's filter finds, and of its
// state where that is named by a number alone.
func (m *Maps) withWords(a *asked, path string) string {
	query := a.filterQuery()
	if a.found.Settled() {
		query.Set("v", m.answers.Version(a.found.Snapshot.Changed()))
	}
	return m.answers.BaseURL(a.Request) + path + encoded(query)
}

// unversioned makes a path the absolute address of what the request's filter finds at any time.
func (m *Maps) unversioned(a *asked, path string) string {
	query := a.filterQuery()
	if a.words.Has("lang") {
		query.Set("lang", a.words.Get("lang"))
	}
	return m.answers.BaseURL(a.Request) + path + encoded(query)
}

// filterQuery gives the filter's words as they were asked.
func (a *asked) filterQuery() url.Values {
	query := url.Values{}
	for _, word := range a.filterWords() {
		if a.words.Has(word) {
			query[word] = a.words[word]
		}
	}
	return query
}

func encoded(query url.Values) string {
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}
