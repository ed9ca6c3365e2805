package storypage

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// listPage is a part of a list by itself, for list.gohtml.
type listPage struct {
	page.Page
	Story i18n.Link
	Part  *mapview.Part
	// Filters is of what is listed; nil for a list by ids.
	Filters *filter.Form
	Ledger  *ledger // of what is listed; nil for a list by ids
	Newest  []page.Item
	Whole   *storyPage // what else the story's page says of its incidents, for a list by ids; nil where it has a part too
}

// list answers with the list of what filter words want, part by part. The map's client puts
// its section #list in place of the one that the story's page has.
func (s *Pages) list(w http.ResponseWriter, r *http.Request) error {
	respond.ToAnyOrigin(w.Header()) // an embed that is sandboxed has an origin of its own
	words, err := respond.ReaderParameters(r, append(incidents.FilterWords(), "ids", "page", "after", "lang", "v")...)
	if err != nil {
		return err
	}
	wanted, err := incidents.ParseFilter(words)
	if err != nil {
		return err
	}
	snap, err := s.Stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	if err := snap.CheckLayers(&wanted); err != nil {
		return err
	}
	ids := words.Has("ids")
	found, err := s.selectList(r.Context(), snap, wanted, words)
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary,
		State: append(found.State, lang.Lang, s.Answers.BaseURL(r)),
		Write: func(w io.Writer) error {
			v := listPage{Page: s.Pages.Page(r, lang.Lang)}
			title := v.Say.Words(found.Snapshot.Story.Title, lang.Lang)
			v.Title = v.T("list") + ": " + title.Text
			v.Description = page.Excerpt(cmp.Or(v.Say.Words(found.Snapshot.Story.Summary, lang.Lang).Text, v.Title))
			v.Languages = s.Pages.LanguageLinks(r, i18n.Readable(&found.Snapshot.Story), lang.Lang)
			v.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(found.Snapshot.Story.Slug), "lang", lang.Lang)}
			if v.Part, err = mapview.NewPart(r, v.Page, found, i18n.Texts{Lang: lang.Lang, Zone: found.Snapshot.Zone}); err != nil {
				return err
			}
			if !ids {
				if err := s.tell(r, &v, found, filter.Of(wanted, words), i18n.Texts{Lang: lang.Lang, Zone: found.Snapshot.Zone}); err != nil {
					return err
				}
			}
			if ids && found.Snapshot.Count(index.Query{}) <= stories.Whole {
				whole, err := s.storyPage(r, found.Snapshot, lang.Lang)
				if err != nil {
					return err
				}
				v.Whole = &whole
			}
			return s.Pages.Write(w, "list.gohtml", v)
		},
	})
}

// tell says of what a list by filter words holds what the story's page says of it: the choices, the figures, the newest.
func (s *Pages) tell(r *http.Request, v *listPage, found stories.Selection, criteria filter.Criteria, in i18n.Texts) error {
	counter := &filter.Counter{Snapshot: found.Snapshot}
	if found.Snapshot.Count(index.Query{}) <= stories.Whole { // where what was retracted is left out of counts
		all, err := found.Snapshot.Show(r.Context(), found.Snapshot.Snapshot.Select(index.Query{}))
		if err != nil {
			return err
		}
		counter.Whole = all.Public
	}
	var err error
	if v.Filters, err = filter.NewForm(r.Context(), v.Page, found, &criteria, counter, in.Lang, ""); err != nil {
		return err
	}
	figures, err := newLedger(r.Context(), found, v.Filters, in)
	if err != nil {
		return err
	}
	v.Ledger = &figures
	v.Newest, err = newest(r.Context(), v.Page, found, in)
	return err
}

// selectList finds what filter words want, or of these the incidents that ids= names, which
// are divided by commas. One that readers do not see is not in the list.
func (s *Pages) selectList(ctx context.Context, snap *stories.Snapshot, filter incidents.Filter, words url.Values) (stories.Selection, error) {
	if !words.Has("ids") {
		return snap.Select(ctx, filter)
	}
	var problems incidents.Problems
	ids, ok := incidents.SplitLists(words["ids"], "ids", mapview.PartItems, &problems)
	if !ok {
		return stories.Selection{}, problems.Err()
	}
	if filter.Query != "" {
		return stories.Selection{}, incidents.Errorf(incidents.EInvalid, "ids", "is not possible together with q; leave one of them out")
	}
	q := index.Query{Filter: filter, Narrowed: true}
	for _, id := range ids {
		if _, err := incidents.ParseULID(id); err != nil {
			problems.Add("ids", "%q is not the id of an incident", id)
			continue
		}
		p, err := snap.Public(ctx, id)
		if incidents.CodeOf(err) == incidents.ENotFound {
			continue
		}
		if err != nil {
			return stories.Selection{}, err
		}
		q.Among = append(q.Among, p.Seq)
	}
	slices.Sort(q.Among)
	return stories.Selection{Snapshot: snap, Query: q, State: []any{snap.Changed()}}, problems.Err()
}
