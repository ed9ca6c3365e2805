// Package incidentpage answers with the page of an incident: what is known, who says so, and what was
// said before.
package incidentpage

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/corrections"
	"incidentmap/web/download"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/schemaorg"
	"incidentmap/web/staticmap"
	"incidentmap/web/stories"
)

// Past gives incidents as they stood.
type Past interface {
	Pin(ctx context.Context, snap *stories.Snapshot, asked string) (*download.Pin, error)
	PinnedOne(ctx context.Context, slug, id string, pin *download.Pin) (*incidents.Public, error)
}

// Pages answers with pages. It is safe for use by many goroutines.
type Pages struct {
	Stories *stories.SnapshotCache
	Answers *respond.Sender
	Pages   *page.Maker
	Past    Past
}

// Register registers the route.
func (s *Pages) Register(r *mux.Router) {
	s.Answers.Get(r, address.Incident("{story}", "{id}"), s.incident)
}

// incident shows one incident. One that was retracted is shown as such; one that readers
// may not see is not there.
func (s *Pages) incident(w http.ResponseWriter, r *http.Request) error {
	snap, err := s.Stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	id := mux.Vars(r)["id"]
	respond.ToAnyOrigin(w.Header()) // an embed that is sandboxed has an origin of its own
	snap, pin, err := s.incidentPin(r, snap)
	if err != nil {
		return err
	}
	public, err := snap.Public(r.Context(), id)
	if incidents.CodeOf(err) == incidents.ENotFound {
		return incidents.Errorf(incidents.ENotFound, "", "there is no incident %q in this story", id)
	}
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	state := []any{snap.Changed(), lang.Lang, s.Answers.BaseURL(r), public.Seq}
	if pin != nil {
		state = append(state, "as of", pin.Seq) // of what stood then nothing is read before it is needed
	}
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary, State: state,
		Write: func(w io.Writer) error {
			t, public, err := s.incidentAsOf(r.Context(), snap, public, pin)
			if err != nil {
				return err
			}
			v := s.incidentPage(r, t, public, lang.Lang)
			if pin == nil && r.URL.Query().Has("as_of") {
				v.Unread = v.Say.Text("as_of.unread", "asked", download.ReadAsOf(r.URL.Query()))
			}
			if v.History, err = history(r.Context(), v.Page, t, public); err != nil {
				return err
			}
			return s.Pages.Write(w, "incident.gohtml", v)
		},
	})
}

// incidentAsOf shows an incident as it stands, or as of a pin.
func (s *Pages) incidentAsOf(ctx context.Context, snap *stories.Snapshot, public *incidents.Public, pin *download.Pin) (*stories.IncidentSet, *incidents.Public, error) {
	if pin == nil {
		t, err := snap.ShowOne(ctx, public.ID)
		return t, public, err
	}
	then, err := s.Past.PinnedOne(ctx, snap.Story.Slug, public.ID, pin)
	if err != nil {
		return nil, nil, err
	}
	return snap.ShowThese([]*incidents.Public{then}), then, nil
}

// incidentPin gives the state that an incident is asked for as of; nil for what stands, and
// where as_of cannot be read. The snapshot is then one that has all that the store has.
func (s *Pages) incidentPin(r *http.Request, snap *stories.Snapshot) (*stories.Snapshot, *download.Pin, error) {
	asked := download.ReadAsOf(r.URL.Query())
	if asked == "" {
		return snap, nil, nil
	}
	snap, err := snap.CaughtUp(r.Context())
	if err != nil {
		return nil, nil, err
	}
	pin, err := s.Past.Pin(r.Context(), snap, asked)
	if incidents.CodeOf(err) == incidents.EInvalid {
		return snap, nil, nil
	}
	return snap, pin, err
}

// asOf gives the state that a page is of as the query of what it shows; empty for today's.
func asOf(r *http.Request) string {
	asked := download.ReadAsOf(r.URL.Query())
	if asked == "" {
		return ""
	}
	return url.Values{"as_of": {asked}}.Encode()
}

// incidentPage makes the page of an incident in a language of its story's texts.
func (s *Pages) incidentPage(r *http.Request, t *stories.IncidentSet, pub *incidents.Public, lang string) incidentPage {
	v := incidentPage{Page: s.Pages.Page(r, lang)}
	in := i18n.Texts{Lang: lang, Zone: t.Zone, Story: &t.Story}
	v.Item = v.ListItem(&t.Story, t, pub, in)
	v.Title = v.Item.Title.Text
	v.Languages = s.Pages.LanguageLinks(r, i18n.Readable(&t.Story), lang)
	v.Story = i18n.Link{Text: v.Say.Words(t.Story.Title, lang), URL: address.WithQuery(address.Story(t.Story.Slug), "lang", lang)}
	v.OnMap = onMap(t, pub, lang)
	v.Note = v.Say.Words(pub.Note, lang)
	if v.Item.Retracted {
		v.Tomb = &tomb{v.Note, v.Say.Instant(pub.Updated, t.Zone)}
	}
	v.Meaning = v.T("verification." + string(pub.Verification) + ".meaning")
	v.Location = v.Say.Location(pub)
	if pub.When.Basis == incidents.ReportedTime {
		v.Basis = v.T("basis.reported")
	}
	v.setFigures(pub, in)
	for _, src := range pub.Sources {
		v.Sources = append(v.Sources, v.Say.Source(src, pub, in))
	}
	for _, a := range pub.Attributes {
		if c := t.Story.ColumnNamed(a.Name); c.Shown {
			v.Columns = append(v.Columns, fact{c.Source, page.Excerpt(a.Value)})
		}
	}
	v.Pictures = v.Page.Pictures(pub, in, asOf(r))
	v.Related = v.related(t, pub, in)
	s.card(r, &v, t, pub, lang)
	return v
}

// setFigures puts together the rows of the same fate of the same group, each with the claim it rests on,
// and keeps the other claims apart.
func (v *incidentPage) setFigures(pub *incidents.Public, in i18n.Texts) {
	v.Claims = v.claims(pub, in)
	used := map[string]bool{}
	for i, row := range pub.Casualties {
		said := figureRow{Casualty: v.Item.Figures[i]}
		for j := range v.Claims {
			if c := v.Claims[j]; c.ID == row.Claim && c.ID != "" {
				said.Claim = &c
				used[c.ID] = true
			}
		}
		same := func(f figure) bool { return f.Outcome.ID == string(row.Outcome) && f.Group.ID == string(row.Group) }
		at := slices.IndexFunc(v.Figures, same)
		if at < 0 {
			at = len(v.Figures)
			v.Figures = append(v.Figures, figure{Outcome: said.Outcome, Group: said.Group})
		}
		v.Figures[at].Rows = append(v.Figures[at].Rows, said)
	}
	v.Claims = slices.DeleteFunc(v.Claims, func(c claim) bool { return used[c.ID] })
}

func (v *incidentPage) claims(pub *incidents.Public, in i18n.Texts) []claim {
	var all []claim
	for _, c := range pub.Claims {
		src, _ := i18n.SourceByID(pub.Sources, c.Source)
		field := v.Say.Optional("claim." + c.Field)
		if field == "" {
			field = c.Field
		}
		view := claim{
			ID:    c.ID,
			Field: i18n.Label{ID: c.Field, Text: field}, Value: c.Value,
			Text:    v.Say.Words(c.Paraphrase, in.Lang),
			Dispute: c.Stance == incidents.Disputes,
			Who:     v.Say.Attribution(src, pub.Sources, in.Lang),
		}
		if c.Passage != "" {
			view.Quoted, view.Text = true, v.Say.Words(incidents.Text{src.Lang: c.Passage}, in.Lang)
		}
		all = append(all, view)
	}
	return all
}

// related lists the ties to incidents that readers may see; the others are left out.
func (v *incidentPage) related(t *stories.IncidentSet, pub *incidents.Public, in i18n.Texts) []relation {
	var all []relation
	for _, rel := range pub.Relations {
		if other, ok := t.ByID(rel.Incident); ok {
			all = append(all, relation{
				i18n.Label{ID: string(rel.Type), Text: v.T("relation." + string(rel.Type))},
				i18n.Link{Text: v.Say.Words(other.Title, in.Lang), URL: address.WithQuery(other.Path(), "lang", in.Lang)},
			})
		}
	}
	return all
}

// history lists the states that readers could see, the newest first, up to the one that
// the page shows. Of each it has no more than its kind, its time and its public note.
func history(ctx context.Context, p page.Page, t *stories.IncidentSet, pub *incidents.Public) ([]revision, error) {
	all, err := t.Revisions(ctx, pub)
	if err != nil {
		return nil, err
	}
	corrected, err := t.Corrections(ctx, pub)
	if err != nil {
		return nil, err
	}
	fields := map[int][]incidents.Difference{}
	for i := range corrected {
		fields[corrected[i].Number] = corrected[i].Fields
	}
	in := i18n.Texts{Lang: p.Lang, Zone: t.Zone, Story: &t.Story}
	var seen []revision
	for _, rev := range all {
		seen = append(seen, revision{
			Number: rev.Number, Kind: i18n.Label{ID: string(rev.Kind), Text: p.T("revision." + string(rev.Kind))},
			When: p.Say.Instant(rev.Time, t.Zone), Note: p.Say.Words(rev.Note, p.Lang),
			Changes: corrections.Changes(p.Say, fields[rev.Number], in),
		})
	}
	slices.Reverse(seen)
	return seen, nil
}

// onMap gives the address of the story's map with an incident's card open; of a large story the map is that
// around it, as on the whole map it is one of many.
func onMap(t *stories.IncidentSet, pub *incidents.Public, lang string) string {
	words := []string{"lang", lang, "incident", pub.ID}
	if box, placed := address.Around(pub.Where.Geometry); placed && t.Count(index.Query{}) > stories.Whole {
		words = append(words, "bbox", box.String())
	}
	return address.WithQuery(address.Story(t.Story.Slug), words...)
}

// card says what an incident's page is.
func (s *Pages) card(r *http.Request, v *incidentPage, t *stories.IncidentSet, pub *incidents.Public, lang string) {
	base := s.Answers.BaseURL(r)
	description := v.Item.Summary.Text
	if v.Item.Retracted {
		description = v.T("retracted") + " " + v.Note.Text
	}
	if description == "" {
		description = v.Item.Title.Text + ". " + v.Item.Place.Text + ". " + v.Item.When.Text
	}
	words := []string{"lang", lang, "v", s.Answers.Version(t.Changed())}
	if box, placed := address.Around(pub.Where.Geometry); placed {
		words = append(words, "bbox", box.String())
	}
	card := page.Card{
		Description: description, Image: base + address.WithQuery(address.Still(t.Story.Slug), words...),
		Width: staticmap.Width, Height: staticmap.Height, Feeds: v.FeedLinks(&t.Story, lang),
	}
	data := schemaorg.Article(&t.Story, v.Say, lang, base)
	data["headline"], data["description"], data["image"] = v.Item.Title.Text, page.Excerpt(description), card.Image
	data["url"] = base + address.WithQuery(pub.Path(), "lang", lang)
	data["datePublished"], data["dateModified"] = schemaorg.Stamp(pub.Published), schemaorg.Stamp(pub.Updated)
	if pub.Counted() {
		data["about"] = schemaorg.Event(v.Say, pub, lang, base)
	}
	card.Data = data
	s.Pages.Carded(&v.Page, r, lang, card)
}
