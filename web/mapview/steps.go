package mapview

import (
	"context"
	"net/url"
	"strings"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// Steps are the scenes in which an editor tells the story; for the template steps.
type Steps struct {
	page.Page
	All []Step
}

// Step is one of them.
type Step struct {
	Title, Text i18n.Words
	URL         string    // address of the story's page in the step's view
	Incident    i18n.Link // the one it tells of; empty where there is none that readers see
	ID          string    // of that incident
}

// Steps gives the story's scenes. An incident that readers do not see is left out of its step, whose view is
// then the story's own, unless the editor gave it another.
func (m *Maker) Steps(ctx context.Context, v *Page, snap *stories.Snapshot, lang string) (Steps, error) {
	all := Steps{Page: v.Page}
	for i := range snap.Story.Steps {
		of := &snap.Story.Steps[i]
		step := Step{Title: v.Say.Words(of.Title, lang), Text: v.Say.Words(of.Text, lang)}
		words := stepWords(of)
		words.Set("lang", lang)
		look := lookOf(of.View)
		if of.Incident != "" {
			pub, err := snap.Public(ctx, of.Incident)
			if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
				return all, err
			}
			if err == nil {
				step.ID = pub.ID
				step.Incident = i18n.Link{Text: v.Say.Words(pub.Title, lang), URL: address.WithQuery(pub.Path(), "lang", lang)}
				if box, placed := address.Around(pub.Where.Geometry); placed && look == (address.Look{}) {
					look.BBox = &box
				}
			}
		}
		if look == (address.Look{}) {
			b := snap.Story.View.BBox
			look.BBox = &geo.BBox{West: b[0], South: b[1], East: b[2], North: b[3]}
		}
		look.Put(words)
		step.URL = address.Story(snap.Story.Slug) + "?" + words.Encode()
		all.All = append(all.All, step)
	}
	return all, nil
}

// lookOf gives the look that an editor gave a step; the zero Look for none.
func lookOf(v incidents.StepViewport) (look address.Look) {
	if v.BBox != nil {
		look.BBox = &geo.BBox{West: v.BBox[0], South: v.BBox[1], East: v.BBox[2], North: v.BBox[3]}
	}
	if v.Center != nil && v.Zoom != nil {
		look.Center, look.Zoom = v.Center, *v.Zoom
	}
	return look
}

// stepWords gives what a step narrows the story to, in the words of the story's page.
func stepWords(s *incidents.Step) url.Values {
	words := url.Values{}
	if len(s.Filter.Layers) > 0 {
		words.Set("layers", strings.Join(s.Filter.Layers, ","))
	}
	end := func(t time.Time) string {
		if t.IsZero() {
			return ".."
		}
		return t.UTC().Format(time.RFC3339)
	}
	if f := s.Filter; !f.From.IsZero() || !f.To.IsZero() {
		words.Set("datetime", end(f.From)+"/"+end(f.To))
	}
	return words
}
