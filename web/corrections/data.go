package corrections

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// record is the log of a story for programs: the newest corrections, the newest first.
type record struct {
	story      *incidents.Story
	in         i18n.Texts
	say        i18n.Language
	base, self string
	all        []Correction
}

// data answers with the log in a form for programs.
func (a *API) data(mediaType string, write func(io.Writer, *record) error) respond.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := respond.Parameters(r, "lang", "v"); err != nil {
			return err
		}
		snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
		if err != nil {
			return err
		}
		lang, base := i18n.Choose(r, &snap.Story), a.answers.BaseURL(r)
		return a.answers.Send(w, r, respond.Representation{
			MediaType: mediaType, Cache: respond.Live, Vary: lang.Vary, State: []any{snap.Changed(), lang.Lang, base},
			Write: func(w io.Writer) error {
				found, err := a.log(r.Context(), snap)
				if err != nil {
					return err
				}
				return write(w, a.record(r, snap, found, lang.Lang, base))
			},
		})
	}
}

func (a *API) record(r *http.Request, snap *stories.Snapshot, found *log, lang, base string) *record {
	return &record{
		&snap.Story,
		i18n.Texts{Lang: lang, Zone: snap.Zone, Story: &snap.Story},
		a.pages.Page(r, lang).Say, base, base + address.WithQuery(r.URL.Path, "lang", lang),
		found.all[:min(len(found.all), aPage)],
	}
}

// entry is a correction in JSON.
type entry struct {
	Seq      incidents.Seq          `json:"seq"`
	Time     time.Time              `json:"time"`
	Kind     incidents.RevisionKind `json:"kind"`
	Note     incidents.Text         `json:"note"`
	Incident entryIncident          `json:"incident"`
	Fields   []incidents.Difference `json:"fields"`
}

type entryIncident struct {
	ID    string         `json:"id"`
	Title incidents.Text `json:"title"`
	URL   string         `json:"url"`
}

func writeJSON(w io.Writer, rec *record) error {
	doc := struct {
		Story       string  `json:"story"`
		Corrections []entry `json:"corrections"`
	}{rec.story.Slug, make([]entry, len(rec.all))}
	for i := range rec.all {
		c := &rec.all[i]
		doc.Corrections[i] = entry{
			c.Seq, c.time.UTC(), c.Kind, c.note, entryIncident{c.Of.ID, c.Of.Title, rec.base + c.Of.Path()}, append([]incidents.Difference{}, c.Fields...),
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(doc)
}

// atomLog is Atom 1.0 (RFC 4287).
type atomLog struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Content string   `xml:"summary"`
}

// writeAtom writes the log as Atom: each correction is an entry that never changes its id.
func writeAtom(w io.Writer, rec *record) error {
	id := "tag:incidentmap,2026:" + rec.story.Slug + "/corrections"
	title := rec.say.Words(rec.story.Title, rec.in.Lang).Text
	doc := atomLog{
		Lang: rec.in.Lang, ID: id, Title: rec.say.Text("corrections") + ": " + title, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Author: rec.say.Words(rec.story.Credit, rec.in.Lang).Text,
		Links: []atomLink{
			{"self", rec.self}, {"alternate", rec.base + address.WithQuery(address.Corrections(rec.story.Slug), "lang", rec.in.Lang)},
		},
	}
	if doc.Author == "" {
		doc.Author = title // Atom asks for one
	}
	for i := range rec.all {
		c := &rec.all[i]
		at := c.time.UTC().Format(time.RFC3339)
		if i == 0 {
			doc.Updated = at
		}
		lines := []string{rec.say.Words(c.note, rec.in.Lang).Text}
		for _, change := range Changes(rec.say, c.Fields, rec.in) {
			lines = append(lines, rec.say.Text("corrections.change", "field", change.Field.Text, "old", orNothing(rec.say, change.Old), "new", orNothing(rec.say, change.New)))
		}
		doc.Entries = append(doc.Entries, atomEntry{
			ID: id + "/" + sequence(c.Seq), Updated: at,
			Title:   rec.say.Text("revision."+string(c.Kind)) + ": " + rec.say.Words(c.Of.Title, rec.in.Lang).Text,
			Link:    atomLink{"alternate", rec.base + address.WithQuery(c.Of.Path(), "lang", rec.in.Lang)},
			Content: strings.TrimSpace(strings.Join(lines, "\n")),
		})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(doc)
}

func orNothing(say i18n.Language, text string) string {
	if text == "" {
		return say.Text("corrections.nothing")
	}
	return text
}
