package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Bounds of the log of corrections.
const (
	correctionsAPage = 100
	// correctionsOf is how many incidents are looked through, those that changed last: the
	// store lists revisions by incident.
	correctionsOf   = 2000
	correctionBytes = 8 << 20 // of logs that are kept
)

// correctionsPage is the log, for corrections.gohtml.
type correctionsPage struct {
	page.Page
	Story          i18n.Link
	Items          []correctionItem
	Bounded        string // which incidents were looked through; empty when all were
	Previous, Next string
}

// correctionItem is an entry of the log.
type correctionItem struct {
	Kind     i18n.Label
	When     i18n.Moment
	Incident i18n.Link
	Note     i18n.Words
}

// correction is a revision that says that what stood was wrong, or could be misread.
type correction struct {
	kind  incidents.RevisionKind
	seq   incidents.Seq
	of    *incidents.Public
	state incidents.Revision
}

// correctionLog is what was corrected in a story, the newest first.
type correctionLog struct {
	all     []correction
	bounded bool
}

// size is about what a log takes of memory, in bytes.
func (l *correctionLog) size() int { return (4 << 10) * len(l.all) }

// corrections answers with the log of clarifications, corrections and retractions.
func (s *Server) corrections(w http.ResponseWriter, r *http.Request) error {
	v, err := s.views.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	number, err := partNumber(r.URL.Query())
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &v.Story)
	return s.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary,
		State: []any{v.Changed(), lang.Lang, s.answers.BaseURL(r)},
		Write: func(w io.Writer) error {
			log, err := s.corrected(r.Context(), v)
			if err != nil {
				return err
			}
			p, err := s.correctionsPage(r, v, log, number, lang.Lang)
			if err != nil {
				return err
			}
			return s.pages.Write(w, "corrections.gohtml", p)
		},
	})
}

// corrected gives the log of a state of a story, which is made once.
func (s *Server) corrected(ctx context.Context, v *stories.View) (*correctionLog, error) {
	key := fmt.Sprintf("%s %d", v.Story.Slug, v.Changed())
	return s.logs.Get(ctx, key, func(ctx context.Context) (*correctionLog, error) {
		seqs := latest(v, correctionsOf+1)
		log := &correctionLog{bounded: len(seqs) > correctionsOf}
		shown, err := v.Show(ctx, seqs[:min(len(seqs), correctionsOf)])
		if err != nil {
			return nil, err
		}
		for _, pub := range shown.Public {
			if pub.Revision == 1 {
				continue
			}
			told, err := s.publicRevisions(ctx, pub)
			if err != nil {
				return nil, err
			}
			for _, rev := range told {
				if isCorrection(rev.Kind) {
					rev.Incident = incidents.Incident{} // which may be large, and is not told
					log.all = append(log.all, correction{rev.Kind, rev.Seq, pub, rev})
				}
			}
		}
		slices.SortFunc(log.all, func(a, b correction) int { return cmp.Compare(b.seq, a.seq) })
		return log, nil
	})
}

// isCorrection reports whether a revision says that what stood was wrong, or could be misread.
func isCorrection(kind incidents.RevisionKind) bool {
	return kind == incidents.Clarification || kind == incidents.Correction || kind == incidents.Retraction
}

// latest lists the changes in force of a story's incidents, the newest first.
func latest(v *stories.View, most int) []incidents.Seq {
	// Sorting all of a large story would take longer than all else.
	newest := make([]incidents.Seq, 0, 2*most)
	least := incidents.Seq(0) // what is not after it is not among the newest
	cut := func() {
		slices.SortFunc(newest, func(a, b incidents.Seq) int { return cmp.Compare(b, a) })
		if len(newest) >= most {
			newest, least = newest[:most], newest[most-1]
		}
	}
	for _, seq := range v.View.Select(index.Query{}) {
		if seq <= least {
			continue
		}
		if newest = append(newest, seq); len(newest) == cap(newest) {
			cut()
		}
	}
	cut()
	return newest
}

func (s *Server) correctionsPage(r *http.Request, v *stories.View, log *correctionLog, number int, lang string) (correctionsPage, error) {
	p := correctionsPage{Page: s.pages.Page(r, lang)}
	title := p.Say.Words(v.Story.Title, lang)
	p.Title = p.T("corrections") + ": " + title.Text
	p.Description = title.Text + ": " + p.T("corrections.lede")
	p.Languages = s.pages.LanguageLinks(r, i18n.Readable(&v.Story), lang)
	p.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(v.Story.Slug), "lang", lang)}
	if log.bounded {
		p.Bounded = p.T("corrections.bounded", "n", correctionsOf)
	}
	pages := max(1, (len(log.all)+correctionsAPage-1)/correctionsAPage)
	if number > pages {
		return p, incidents.Errorf(incidents.ENotFound, "page", "there are %d pages, and no page %d", pages, number)
	}
	from := (number - 1) * correctionsAPage
	for _, c := range log.all[from:min(from+correctionsAPage, len(log.all))] {
		p.Items = append(p.Items, correctionItem{
			Kind:     i18n.Label{ID: string(c.kind), Text: p.T("revision." + string(c.kind))},
			When:     p.Say.Instant(c.state.Time, v.Zone),
			Incident: i18n.Link{Text: p.Say.Words(c.of.Title, lang), URL: address.WithQuery(c.of.Path(), "lang", lang)},
			Note:     p.Say.Words(c.state.Note, lang),
		})
	}
	to := func(number int) string {
		query := url.Values{"lang": {lang}, "page": {strconv.Itoa(number)}}
		return address.Corrections(v.Story.Slug) + "?" + query.Encode()
	}
	if number > 1 {
		p.Previous = to(number - 1)
	}
	if number < pages {
		p.Next = to(number + 1)
	}
	return p, nil
}
