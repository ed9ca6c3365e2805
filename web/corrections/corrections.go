// Package corrections lists what was corrected in a story: the public log of clarifications,
// corrections and retractions, and the newest of it, for embeds.
package corrections

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/tiles/cache"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Bounds of the log of corrections.
const (
	aPage = 100
	// lookedThrough is how many incidents are looked through, those that changed last: the
	// store lists revisions by incident.
	lookedThrough = 2000
	keptBytes     = 8 << 20 // of logs that are kept
)

// API answers with the logs of corrections. It is safe for use by many goroutines.
type API struct {
	stories *stories.SnapshotCache
	answers *respond.Sender
	pages   *page.Maker
	logs    *cache.Cache[*log]
}

// New makes the logs of stories.
func New(snapshots *stories.SnapshotCache, answers *respond.Sender, pages *page.Maker) *API {
	return &API{snapshots, answers, pages, cache.New(keptBytes, (*log).size)}
}

// Register registers the routes.
func (a *API) Register(r *mux.Router) {
	a.answers.Get(r, address.Corrections("{story}"), a.corrections)
	a.answers.Get(r, address.Corrections("{story}")+".json", a.data(respond.JSONType, writeJSON))
	a.answers.Get(r, address.Corrections("{story}")+".atom", a.data("application/atom+xml; charset=utf-8", writeAtom))
}

// logPage is a part of the log, for corrections.gohtml.
type logPage struct {
	page.Page
	Story          i18n.Link
	Items          []Item
	Bounded        string // which incidents were looked through; empty when all were
	Previous, Next string
	Atom, JSON     string // addresses of the log for programs
}

// Item is an entry of the log as a page shows it.
type Item struct {
	Kind     i18n.Label
	When     i18n.Moment
	Incident i18n.Link
	Note     i18n.Words
	Changes  []Change
}

// Correction is a revision that says that what stood was wrong, or could be misread.
type Correction struct {
	Kind incidents.RevisionKind
	Seq  incidents.Seq
	Of   *incidents.Public
	// Fields are what readers saw before and after, as far as they may see it today.
	Fields []incidents.Difference
	time   time.Time
	note   incidents.Text
}

// Item says a correction on a page; of is the incident as that page shows it.
func (c *Correction) Item(p page.Page, of *incidents.Public, in i18n.Texts) Item {
	return Item{
		Kind:     i18n.Label{ID: string(c.Kind), Text: p.T("revision." + string(c.Kind))},
		When:     p.Say.Instant(c.time, in.Zone),
		Incident: i18n.Link{Text: p.Say.Words(of.Title, in.Lang), URL: address.WithQuery(of.Path(), "lang", in.Lang)},
		Note:     p.Say.Words(c.note, in.Lang),
		Changes:  Changes(p.Say, c.Fields, in),
	}
}

// log is what was corrected in a story, the newest first.
type log struct {
	all     []Correction
	bounded bool
}

// size is about what a log takes of memory, in bytes.
func (l *log) size() int { return (4 << 10) * len(l.all) }

// corrections answers with the log of clarifications, corrections and retractions.
func (a *API) corrections(w http.ResponseWriter, r *http.Request) error {
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	number, err := page.Number(r.URL.Query())
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary,
		State: []any{snap.Changed(), lang.Lang, a.answers.BaseURL(r)},
		Write: func(w io.Writer) error {
			all, err := a.log(r.Context(), snap)
			if err != nil {
				return err
			}
			p, err := a.page(r, snap, all, number, lang.Lang)
			if err != nil {
				return err
			}
			return a.pages.Write(w, "corrections.gohtml", p)
		},
	})
}

// log gives the log of a state of a story, which is made once.
func (a *API) log(ctx context.Context, snap *stories.Snapshot) (*log, error) {
	key := fmt.Sprintf("%s %d", snap.Story.Slug, snap.Changed())
	return a.logs.Get(ctx, key, func(ctx context.Context) (*log, error) {
		seqs := snap.Latest(lookedThrough + 1)
		found := &log{bounded: len(seqs) > lookedThrough}
		shown, err := snap.Show(ctx, seqs[:min(len(seqs), lookedThrough)])
		if err != nil {
			return nil, err
		}
		for _, pub := range shown.Public {
			if pub.Revision == 1 {
				continue
			}
			corrected, err := snap.Corrections(ctx, pub)
			if err != nil {
				return nil, err
			}
			for _, rev := range corrected {
				found.all = append(found.all, Correction{rev.Kind, rev.Seq, pub, rev.Fields, rev.Time, rev.Note})
			}
		}
		slices.SortFunc(found.all, func(a, b Correction) int { return cmp.Compare(b.Seq, a.Seq) })
		return found, nil
	})
}

func (a *API) page(r *http.Request, snap *stories.Snapshot, found *log, number int, lang string) (logPage, error) {
	p := logPage{Page: a.pages.Page(r, lang)}
	title := p.Say.Words(snap.Story.Title, lang)
	p.Title = p.T("corrections") + ": " + title.Text
	p.Description = title.Text + ": " + p.T("corrections.lede")
	p.Languages = a.pages.LanguageLinks(r, i18n.Readable(&snap.Story), lang)
	p.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(snap.Story.Slug), "lang", lang)}
	if found.bounded {
		p.Bounded = p.T("corrections.bounded", "n", lookedThrough)
	}
	p.Atom = address.WithQuery(address.Corrections(snap.Story.Slug)+".atom", "lang", lang)
	p.JSON = address.WithQuery(address.Corrections(snap.Story.Slug)+".json", "lang", lang)
	pages := max(1, (len(found.all)+aPage-1)/aPage)
	if number > pages {
		return p, incidents.Errorf(incidents.ENotFound, "page", "there are %d pages, and no page %d", pages, number)
	}
	in := i18n.Texts{Lang: lang, Zone: snap.Zone, Story: &snap.Story}
	from := (number - 1) * aPage
	for _, c := range found.all[from:min(from+aPage, len(found.all))] {
		p.Items = append(p.Items, c.Item(p.Page, c.Of, in))
	}
	to := func(number int) string {
		query := url.Values{"lang": {lang}, "page": {strconv.Itoa(number)}}
		return address.Corrections(snap.Story.Slug) + "?" + query.Encode()
	}
	if number > 1 {
		p.Previous = to(number - 1)
	}
	if number < pages {
		p.Next = to(number + 1)
	}
	return p, nil
}

// Newest gives the newest correction or retraction of a story up to a change, nil for none, and
// whether there is one after it.
func (a *API) Newest(ctx context.Context, snap *stories.Snapshot, upTo incidents.Seq) (newest *Correction, later bool, err error) {
	found, err := a.log(ctx, snap)
	if err != nil {
		return nil, false, err
	}
	for i := range found.all {
		switch c := &found.all[i]; {
		case c.Kind == incidents.Clarification:
		case c.Seq > upTo:
			later = true
		default:
			return c, later, nil
		}
	}
	return nil, later, nil
}
