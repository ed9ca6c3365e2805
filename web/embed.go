package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/embed"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

func (s *Server) registerEmbeds(r *mux.Router) {
	s.get(r, address.Embed("{story}"), s.embed)
	s.get(r, address.Share("{story}"), s.share)
}

// frameAncestors reads which pages may frame the embeds. This server's own always may: the
// page that makes the snippet shows it.
func frameAncestors(setting string) (string, error) {
	sources := strings.Fields(setting)
	switch {
	case len(sources) == 0 || len(sources) == 1 && sources[0] == "*":
		return "*", nil
	case len(sources) == 1 && sources[0] == "'none'":
		return "'self'", nil
	}
	for _, source := range sources {
		if source == "'self'" {
			continue
		}
		host := strings.TrimPrefix(strings.TrimPrefix(source, "https://"), "http://")
		if host == "" || strings.Trim(strings.ToLower(host), "abcdefghijklmnopqrstuvwxyz0123456789-.*:[]") != "" {
			return "", incidents.Errorf(incidents.EInvalid, "frame-ancestors",
				"%q is not an origin such as https://paper.example or https://*.paper.example; divide several by spaces", source)
		}
	}
	return strings.Join(append([]string{"'self'"}, sources...), " "), nil
}

// embedded is what an embed shows.
type embedded struct {
	options embed.Options
	found   stories.Selection // as it stands
	pin     *download.Pin     // the state that is shown in its place; nil for what stands
	tooMany bool              // more stood then than a page that is pinned can show
}

// embed shows the map without anything around it, for a frame in another page.
func (s *Server) embed(w http.ResponseWriter, r *http.Request) error {
	head := w.Header()
	respond.Framed(head, s.ancestors)
	view, err := s.views.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	e, err := s.embedded(r.Context(), view, r.URL.Query())
	if err != nil {
		return err
	}
	view = e.found.View
	lang := i18n.Choose(r, &view.Story)
	respond.AllowStyle(head, string(s.assets.style("frame.css")))
	state := append([]any{lang.Lang, s.answers.BaseURL(r)}, e.found.State...)
	if e.pin != nil {
		state = append(state, e.pin.Seq, e.pin.Time.Format(time.RFC3339))
	}
	return s.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary, State: state,
		Write: func(w io.Writer) error {
			page, err := s.embedPage(r, &e, lang.Lang)
			if err != nil {
				return err
			}
			page.Config.below(s.answers.Rooted(r, ""))
			if page.Partial {
				respond.Partial(head)
			}
			return s.pages.Write(w, "embed.gohtml", page)
		},
	})
}

// embedded finds what a query asks for. A state that cannot be read is as if it were not asked for.
func (s *Server) embedded(ctx context.Context, view *stories.View, words url.Values) (embedded, error) {
	e := embedded{options: embed.Read(words, &view.Story, view.Zone)}
	var err error
	if e.options.AsOf != "" {
		if view, err = view.CaughtUp(ctx); err != nil {
			return e, err
		}
		e.pin, err = s.downloads.Pin(ctx, view, e.options.AsOf)
		if incidents.CodeOf(err) == incidents.EInvalid {
			e.options.AsOf, err = "", nil
		}
		if err != nil {
			return e, err
		}
	}
	if e.pin != nil {
		e.options.Criteria.Without("q") // which searches what stands now
	}
	// Layers are switched in the page.
	all := e.options.Criteria
	all.Visible = nil
	e.found, err = all.In(ctx, view)
	return e, err
}

// shown gives the incidents of an embed, nil where there are too many to be shown one by one.
func (s *Server) shown(ctx context.Context, e *embedded) (*stories.IncidentSet, error) {
	view := e.found.View
	if e.pin != nil {
		all, err := s.downloads.Pinned(ctx, view, e.pin, e.found.Query.Filter, stories.Whole)
		if incidents.CodeOf(err) != incidents.ETooLarge {
			return view.ShowThese(all), err
		}
		e.pin, e.tooMany, e.options.AsOf = nil, true, ""
	}
	if view.Count(e.found.Query) > stories.Whole {
		return nil, nil
	}
	return view.Show(ctx, e.found.Seqs())
}

// newestCorrection gives the newest correction or retraction of a story up to a change, nil for
// none, and whether there is one after it.
func (s *Server) newestCorrection(ctx context.Context, v *stories.View, upTo incidents.Seq) (newest *correction, later bool, err error) {
	log, err := s.corrected(ctx, v)
	if err != nil {
		return nil, false, err
	}
	for i, c := range log.all {
		switch {
		case c.kind == incidents.Clarification:
		case c.seq > upTo:
			later = true
		default:
			return &log.all[i], later, nil
		}
	}
	return nil, later, nil
}

// countOf counts what an embed finds in a layer, background left out.
func countOf(found stories.Selection) func(layer string) int {
	return func(layer string) int {
		q := found.Query
		q.Layers, q.Classes = []string{layer}, incidents.ClassesOfTheDay()
		return found.View.Count(q)
	}
}

// narrowed reports whether an embed shows less than its story has.
func (e *embedded) narrowed() bool { return len(e.options.Criteria.Standard()) > 0 }
