package storypage

import (
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/stories"
)

// today says that the page shows what stands now, where its address asks for another state. Then leads to a map of that
// state; it is empty where there is none.
type today struct{ Text, Then string }

// today looks at as_of, which embeds and files go by and this page does not.
func (s *Pages) today(r *http.Request, snap *stories.Snapshot, lang string) (today, error) {
	if !r.URL.Query().Has("as_of") {
		return today{}, nil
	}
	asked := download.ReadAsOf(r.URL.Query())
	say := s.Pages.Say(lang)
	snap, err := snap.CaughtUp(r.Context())
	if err != nil {
		return today{}, err
	}
	_, err = s.Past.Pin(r.Context(), snap, asked)
	switch {
	case incidents.CodeOf(err) == incidents.EInvalid:
		return today{Text: say.Text("as_of.unread", "asked", asked)}, nil
	case err != nil:
		return today{}, err
	}
	return today{
		Text: say.Text("as_of.now", "asked", asked),
		Then: address.WithQuery(address.Embed(snap.Story.Slug), "as_of", asked, "lang", lang),
	}, nil
}
