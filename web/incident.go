package web

import (
	"context"
	"io"
	"net/http"
	"slices"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/answer"
)

func (s *Server) registerIncidents(r *mux.Router) {
	s.get(r, address.Incident("{story}", "{id}"), s.incident)
}

// incident shows one incident. One that was retracted is shown as such; one that readers
// may not see is not there.
func (s *Server) incident(w http.ResponseWriter, r *http.Request) error {
	t, err := s.tales.of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	id := mux.Vars(r)["id"]
	public, ok := t.byID[id]
	if !ok {
		return incidents.Errorf(incidents.ENotFound, "", "there is no incident %q in this story", id)
	}
	lang := chooseLanguage(r, &t.story)
	return s.answers.Send(w, r, answer.Representation{
		MediaType: answer.HTMLType, Cache: answer.Live, Vary: lang.vary,
		State: []any{t.seq, lang.lang, s.answers.BaseURL(r)},
		Write: func(w io.Writer) error {
			v := s.incidentPage(r, t, public, lang.lang)
			if v.History, err = s.history(r.Context(), v.page, t, public); err != nil {
				return err
			}
			return s.pages.execute(w, "incident.gohtml", v)
		},
	})
}

// incidentPage makes the view of an incident in a language of its story's texts.
func (s *Server) incidentPage(r *http.Request, t *tale, pub *incidents.Public, lang string) incidentPage {
	v := incidentPage{page: s.pages.page(r, lang)}
	in := storyText{lang, t.zone}
	v.Item = v.item(t, pub, in)
	v.Title = v.Item.Title.Text
	v.Languages = s.pages.languageLinks(r, readableLanguages(&t.story), lang)
	v.Story = link{v.Say.words(t.story.Title, lang), address.WithQuery(address.Story(t.story.Slug), "lang", lang)}
	v.OnMap = address.WithQuery(address.Story(t.story.Slug), "lang", lang, "incident", pub.ID)
	v.Note = v.Say.words(pub.Note, lang)
	if v.Item.Retracted {
		v.Tomb = &tomb{v.Note, v.Say.instant(pub.Updated, t.zone)}
	}
	v.Meaning = v.T("verification." + string(pub.Verification) + ".meaning")
	v.Location = v.Say.location(pub)
	if pub.When.Basis == incidents.ReportedTime {
		v.Basis = v.T("basis.reported")
	}
	v.Rows = v.Item.Figures
	v.Claims = v.claims(pub, in)
	for _, src := range pub.Sources {
		v.Sources = append(v.Sources, v.Say.source(src, pub, in))
	}
	v.Related = v.related(t, pub, in)
	return v
}

func (v *incidentPage) claims(pub *incidents.Public, in storyText) []claim {
	var all []claim
	for _, c := range pub.Claims {
		src, _ := sourceByID(pub.Sources, c.Source)
		field := v.Say.optional("claim." + c.Field)
		if field == "" {
			field = c.Field
		}
		view := claim{
			Field: label{c.Field, field}, Value: c.Value,
			Text:    v.Say.words(c.Paraphrase, in.lang),
			Dispute: c.Stance == incidents.Disputes,
			Who:     v.Say.attribution(src, pub.Sources, in.lang),
		}
		if c.Passage != "" {
			view.Quoted, view.Text = true, v.Say.words(incidents.Text{src.Lang: c.Passage}, in.lang)
		}
		all = append(all, view)
	}
	return all
}

// related lists the ties to incidents that readers may see; the others stay untold.
func (v *incidentPage) related(t *tale, pub *incidents.Public, in storyText) []relation {
	var all []relation
	for _, rel := range pub.Relations {
		if other, ok := t.byID[rel.Incident]; ok {
			all = append(all, relation{
				label{string(rel.Type), v.T("relation." + string(rel.Type))},
				link{v.Say.words(other.Title, in.lang), address.WithQuery(other.Path(), "lang", in.lang)},
			})
		}
	}
	return all
}

// history lists the states that readers could see, the newest first, up to the one that
// the page shows. Of each it tells no more than its kind, its time and its public note.
func (s *Server) history(ctx context.Context, p page, t *tale, pub *incidents.Public) ([]revision, error) {
	all, err := s.store.Revisions(ctx, pub.Story, pub.ID)
	if err != nil {
		return nil, err
	}
	var seen []revision
	for _, rev := range all {
		if !rev.Incident.IsPublic() || rev.Number > pub.Revision {
			continue
		}
		kind := rev.Kind
		if len(seen) == 0 {
			kind = incidents.Create // to readers, what came before was not there
		}
		seen = append(seen, revision{
			Number: rev.Number, Kind: label{string(kind), p.T("revision." + string(kind))},
			When: p.Say.instant(rev.Time, t.zone), Note: p.Say.words(rev.Note, p.Lang),
		})
	}
	slices.Reverse(seen)
	return seen, nil
}
