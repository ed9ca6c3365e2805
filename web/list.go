package web

import (
	"cmp"
	"context"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/filter"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// partItems is how many incidents a part of a list has.
const partItems = 50

// listPage is a part of a list by itself, for list.gohtml.
type listPage struct {
	page.Page
	Story i18n.Link
	Part  *listPart
	// Filters is of what is listed; nil for a list by ids.
	Filters *filter.Form
	Whole   *storyPage // what else the story's page says of its incidents, for a list by ids; nil where it has a part too
}

// listPart is a part of the list of a selection.
type listPart struct {
	Range    string    // "1 to 100 of 1,000,000"
	Sections []section // by class in reading order; their counts are of the whole selection
	Previous string    // address of the part before; empty when there is none
	Next     string
}

// list answers with the list of what filter words want, part by part. The map's client puts
// its section #list in place of the one that the story's page has.
func (s *Server) list(w http.ResponseWriter, r *http.Request) error {
	respond.ToAnyOrigin(w.Header()) // an embed that is sandboxed has an origin of its own
	words, err := respond.Parameters(r, append(incidents.FilterWords(), "ids", "page", "lang", "v")...)
	if err != nil {
		return err
	}
	wanted, err := incidents.ParseFilter(words)
	if err != nil {
		return err
	}
	view, err := s.views.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	if err := view.CheckLayers(&wanted); err != nil {
		return err
	}
	ids := words.Has("ids")
	found, err := s.selectList(r.Context(), view, wanted, words)
	if err != nil {
		return err
	}
	cache := respond.Live
	if ids || found.Settled() {
		cache = s.answers.CacheFor(r, found.View.Changed())
	}
	lang := i18n.Choose(r, &view.Story)
	return s.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: cache, Vary: lang.Vary,
		State: append(found.State, lang.Lang, s.answers.BaseURL(r)),
		Write: func(w io.Writer) error {
			v := listPage{Page: s.pages.Page(r, lang.Lang)}
			title := v.Say.Words(found.View.Story.Title, lang.Lang)
			v.Title = v.T("list") + ": " + title.Text
			v.Description = page.Excerpt(cmp.Or(v.Say.Words(found.View.Story.Summary, lang.Lang).Text, v.Title))
			v.Languages = s.pages.LanguageLinks(r, i18n.Readable(&found.View.Story), lang.Lang)
			v.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(found.View.Story.Slug), "lang", lang.Lang)}
			if v.Part, err = s.listPart(r, v.Page, found, i18n.Texts{Lang: lang.Lang, Zone: found.View.Zone}); err != nil {
				return err
			}
			if !ids {
				criteria := filter.Of(wanted, words)
				if v.Filters, err = filter.NewForm(r.Context(), v.Page, found, &criteria, &filter.Counter{View: found.View}, lang.Lang, ""); err != nil {
					return err
				}
			}
			if ids && found.View.Count(index.Query{}) <= stories.Whole {
				whole, err := s.storyPage(r, found.View, lang.Lang)
				if err != nil {
					return err
				}
				v.Whole = &whole
			}
			return s.pages.Write(w, "list.gohtml", v)
		},
	})
}

// selectList finds what filter words want, or of these the incidents that ids= names, which
// are divided by commas. One that readers do not see is not in the list.
func (s *Server) selectList(ctx context.Context, view *stories.View, filter incidents.Filter, words url.Values) (stories.Selection, error) {
	if !words.Has("ids") {
		return view.Select(ctx, filter)
	}
	var problems incidents.Problems
	ids, ok := incidents.SplitLists(words["ids"], "ids", partItems, &problems)
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
		p, err := view.Public(ctx, id)
		if incidents.CodeOf(err) == incidents.ENotFound {
			continue
		}
		if err != nil {
			return stories.Selection{}, err
		}
		q.Among = append(q.Among, p.Seq)
	}
	slices.Sort(q.Among)
	return stories.Selection{View: view, Query: q, State: []any{view.Changed()}}, problems.Err()
}

// listPart makes the part of a list that the request's page= names.
func (s *Server) listPart(r *http.Request, p page.Page, found stories.Selection, in i18n.Texts) (*listPart, error) {
	number, err := partNumber(r.URL.Query())
	if err != nil {
		return nil, err
	}
	from := (number - 1) * partItems
	seqs, matched := found.Page(from, partItems)
	if len(seqs) == 0 && number > 1 {
		return nil, incidents.Errorf(incidents.ENotFound, "page", "there are %d pages, and no page %d", (matched+partItems-1)/partItems, number)
	}
	shown, err := found.View.Show(r.Context(), seqs)
	if err != nil {
		return nil, err
	}
	part := &listPart{Range: p.Say.Text("list_range", "n", matched, "from", min(from+1, matched), "to", from+len(seqs))}
	for _, pub := range shown.Public {
		last := len(part.Sections) - 1
		if last < 0 || part.Sections[last].Class.ID != string(pub.Class) {
			part.Sections = append(part.Sections, classSection(p, found, pub.Class))
			last++
		}
		part.Sections[last].Items = append(part.Sections[last].Items, p.ListItem(shown, pub, in))
	}
	to := func(number int) string {
		query := r.URL.Query()
		query.Set("page", strconv.Itoa(number))
		return r.URL.EscapedPath() + "?" + query.Encode()
	}
	if number > 1 {
		part.Previous = to(number - 1)
	}
	if from+len(seqs) < matched {
		part.Next = to(number + 1)
	}
	return part, nil
}

// classSection begins a section, with how many of its class there are in all.
func classSection(p page.Page, found stories.Selection, class incidents.Class) section {
	q := found.Query
	q.Classes = []incidents.Class{class}
	heading := p.T("class." + string(class) + ".heading")
	if class == incidents.ClassBackground {
		heading = p.T("background")
	}
	return section{Class: i18n.Label{ID: string(class), Text: heading}, Count: found.View.Count(q)}
}

// partNumber reads page=, of which the first is 1.
func partNumber(words url.Values) (int, error) {
	if !words.Has("page") {
		return 1, nil
	}
	n, err := strconv.Atoi(words.Get("page"))
	if err != nil || n < 1 || n > math.MaxInt32/partItems {
		return 0, incidents.Errorf(incidents.EInvalid, "page", "%q is not the number of a page; the first is 1", words.Get("page"))
	}
	return n, nil
}
