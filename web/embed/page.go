package embed

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/corrections"
	"incidentmap/web/download"
	"incidentmap/web/i18n"
	"incidentmap/web/mapview"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Past gives stories as they stood.
type Past interface {
	Pin(ctx context.Context, snap *stories.Snapshot, asked string) (*download.Pin, error)
	Pinned(ctx context.Context, snap *stories.Snapshot, pin *download.Pin, f incidents.Filter, most int) ([]*incidents.Public, error)
}

// Corrections gives the newest correction of a story up to a change, and whether there is one after it.
type Corrections interface {
	Newest(ctx context.Context, snap *stories.Snapshot, upTo incidents.Seq) (newest *corrections.Correction, later bool, err error)
}

// style is the style sheet of an embed.
const style = "frame.css"

// Pages answers with embeds, with the page that makes the snippet for one, and with their oEmbed documents. It is
// safe for use by many goroutines.
type Pages struct {
	Stories     *stories.SnapshotCache
	Answers     *respond.Sender
	Pages       *page.Maker
	Maps        *mapview.Maker
	Past        Past
	Corrections Corrections
	Script      string // name of the built file that an embed runs
	Ancestors   string // which pages may frame an embed, as FrameAncestors gives it
}

// Register registers the routes of pages.
func (s *Pages) Register(r *mux.Router) {
	s.Answers.Get(r, address.Embed("{story}"), s.embed)
	s.Answers.Get(r, address.Share("{story}"), s.share)
}

// OEmbed answers as oEmbed of the same pages. It is safe for use by many goroutines.
func (s *Pages) OEmbed() *OEmbed { return &OEmbed{s} }

// embedded is what an embed shows.
type embedded struct {
	options Options
	found   stories.Selection // as it stands
	pin     *download.Pin     // the state that is shown in its place; nil for what stands
	unread  string            // the state that was asked for, where it cannot be read
	tooMany bool              // more stood then than a page that is pinned can show
}

// embed shows the map without anything around it, for a frame in another page.
func (s *Pages) embed(w http.ResponseWriter, r *http.Request) error {
	head := w.Header()
	respond.Framed(head, s.Ancestors)
	snap, err := s.Stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	e, err := s.embedded(r.Context(), snap, r.URL.Query())
	if err != nil {
		return err
	}
	snap = e.found.Snapshot
	lang := i18n.Choose(r, &snap.Story)
	respond.AllowStyle(head, string(s.Maps.Styles.Style(style)))
	state := append([]any{lang.Lang, s.Answers.BaseURL(r)}, e.found.State...)
	if e.pin != nil {
		state = append(state, e.pin.Seq, e.pin.Time.Format(time.RFC3339))
	}
	return s.Answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary, State: state,
		Write: func(w io.Writer) error {
			page, err := s.embedPage(r, &e, lang.Lang)
			if err != nil {
				return err
			}
			page.Config.Below(s.Answers.Rooted(r, ""))
			if page.Partial {
				respond.Partial(head)
			}
			return s.Pages.Write(w, "embed.gohtml", page)
		},
	})
}

// embedded finds what a query asks for. A state that cannot be read is as if it were not asked for.
func (s *Pages) embedded(ctx context.Context, snap *stories.Snapshot, words url.Values) (embedded, error) {
	e := embedded{options: Read(words, &snap.Story, snap.Zone)}
	var err error
	if e.options.AsOf != "" {
		if snap, err = snap.CaughtUp(ctx); err != nil {
			return e, err
		}
		e.pin, err = s.Past.Pin(ctx, snap, e.options.AsOf)
		if incidents.CodeOf(err) == incidents.EInvalid {
			e.unread, e.options.AsOf, err = e.options.AsOf, "", nil
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
	e.found, err = all.In(ctx, snap)
	return e, err
}

// shown gives the incidents of an embed, nil where there are too many to be shown one by one.
func (s *Pages) shown(ctx context.Context, e *embedded) (*stories.IncidentSet, error) {
	snap := e.found.Snapshot
	if e.pin != nil {
		all, err := s.Past.Pinned(ctx, snap, e.pin, e.found.Query.Filter, stories.Whole)
		if incidents.CodeOf(err) != incidents.ETooLarge {
			return snap.ShowThese(all), err
		}
		e.pin, e.tooMany, e.options.AsOf = nil, true, ""
	}
	if snap.Count(e.found.Query) > stories.Whole {
		return nil, nil
	}
	return snap.Show(ctx, e.found.Seqs())
}

// countOf counts what an embed finds in a layer, background left out.
func countOf(found stories.Selection) func(layer string) int {
	return func(layer string) int {
		q := found.Query
		q.Layers, q.Classes = []string{layer}, incidents.ClassesOfTheDay()
		return found.Snapshot.Count(q)
	}
}

// narrowed reports whether an embed shows less than its story has.
func (e *embedded) narrowed() bool { return len(e.options.Criteria.Standard()) > 0 }
