package offer

import (
	"fmt"
	"slices"

	"incidentmap/incidents"
)

// draftID names a draft among those of several stories, and rowID one of its figures.
type (
	draftID struct {
		story int
		draft string
	}
	rowID struct {
		draftID
		row string
	}
)

// names are the ids that drafts and their figures have in offers.
type names struct {
	offers map[draftID]string
	rows   map[rowID]string
}

// namesOf numbers the figures of each offer through all its reports.
func namesOf(offers []Offer) names {
	n := names{map[draftID]string{}, map[rowID]string{}}
	for i := range offers {
		rows := 0
		for _, t := range offers[i].Reports {
			draft := draftID{t.Story, t.Draft.Incident.ID}
			n.offers[draft] = offers[i].ID
			for _, r := range t.Draft.Incident.Casualties {
				rows++
				n.rows[rowID{draft, r.ID}] = fmt.Sprintf("c%d", rows)
			}
		}
	}
	return n
}

// join makes one incident of what all stories tell of it.
func (o *Offer) join(n names) {
	j := joiner{names: n}
	for i := range o.Reports {
		j.add(&o.Reports[i])
	}
	o.Incident = j.incident
	o.Incident.ID = o.ID
}

// joiner gathers the evidence of reports, under ids that are one's own in the joined incident.
type joiner struct {
	names    names
	incident incidents.Incident
}

func (j *joiner) add(t *Report) {
	inc := t.Draft.Incident
	own := draftID{t.Story, inc.ID}
	if j.incident.ID == "" {
		j.incident = inc
		j.incident.Sources, j.incident.Claims, j.incident.Casualties, j.incident.Relations = nil, nil, nil, nil
	}
	sources, claims := map[string]string{}, map[string]string{}
	for _, s := range inc.Sources {
		sources[s.ID] = j.source(s)
	}
	for _, s := range inc.Sources {
		if i := j.sourceAt(sources[s.ID]); s.Via != "" && i >= 0 {
			j.incident.Sources[i].Via = sources[s.Via]
		}
	}
	for _, c := range inc.Claims {
		id := fmt.Sprintf("k%d", len(j.incident.Claims)+1)
		claims[c.ID], c.ID, c.Source = id, id, sources[c.Source]
		j.incident.Claims = append(j.incident.Claims, c)
	}
	for _, r := range inc.Casualties {
		r.ID = j.names.rows[rowID{own, r.ID}]
		r.Claim = claims[r.Claim]
		r.CountedIn = j.counted(t.Story, r.CountedIn)
		j.incident.Casualties = append(j.incident.Casualties, r)
	}
	for _, r := range inc.Relations {
		other := j.names.offers[draftID{t.Story, r.Incident}]
		r.Incident = other
		if other != "" && !slices.Contains(j.incident.Relations, r) {
			j.incident.Relations = append(j.incident.Relations, r)
		}
	}
}

// source adds a source unless it is there, and gives its id.
func (j *joiner) source(s incidents.Source) string {
	for n := 2; ; n++ {
		i := j.sourceAt(s.ID)
		if i < 0 {
			break
		}
		if sameSource(&j.incident.Sources[i], &s) {
			return s.ID
		}
		s.ID = fmt.Sprintf("%s_%d", s.ID, n)
	}
	j.incident.Sources = append(j.incident.Sources, s)
	return s.ID
}

func (j *joiner) sourceAt(id string) int {
	return slices.IndexFunc(j.incident.Sources, func(s incidents.Source) bool { return s.ID == id })
}

func sameSource(a, b *incidents.Source) bool {
	p, _ := a.Publisher.In()
	q, _ := b.Publisher.In()
	return p == q && a.Attribution == b.Attribution && a.URL == b.URL
}

// counted names the row of an offer that already holds the people; nil where the draft named none.
func (j *joiner) counted(story int, ref *incidents.CasualtyRef) *incidents.CasualtyRef {
	if ref == nil {
		return nil
	}
	draft := draftID{story, ref.Incident}
	return &incidents.CasualtyRef{Incident: j.names.offers[draft], Casualty: j.names.rows[rowID{draft, ref.Casualty}]}
}

// News is a field of which an offer says something that the map does not have.
type News struct {
	Field string `json:"field"`
	Was   string `json:"was,omitempty"` // what the map has; empty for nothing
	Now   string `json:"now"`
}

// news tells what an offer says besides what is known: figures, and sources.
func news(inc, known *incidents.Incident) []News {
	var all []News
	was, now := incidents.CountRows(known.Casualties), incidents.CountRows(inc.Casualties)
	for _, outcome := range incidents.Outcomes() {
		n, says := now[outcome]
		if !says {
			continue
		}
		before := figureWords(was[outcome])
		if words := figureWords(n); words != before {
			all = append(all, News{string(outcome), before, words})
		}
	}
	for _, s := range inc.Sources {
		p, _ := s.Publisher.In()
		has := slices.ContainsFunc(known.Sources, func(k incidents.Source) bool {
			q, _ := k.Publisher.In()
			return p == q
		})
		if !has && p != "" {
			all = append(all, News{Field: "sources", Now: p})
		}
	}
	return all
}

// figureWords writes a figure: "4", "3–5", "≥20"; nothing for none.
func figureWords(c incidents.Count) string {
	switch {
	case c.Low != nil && c.High != nil && *c.Low != *c.High:
		return fmt.Sprintf("%d–%d", *c.Low, *c.High)
	case c.Best != nil && c.Low != nil && c.High == nil:
		return fmt.Sprintf("≥%d", *c.Best)
	case c.Best != nil:
		return fmt.Sprint(*c.Best)
	case c.Low != nil:
		return fmt.Sprintf("≥%d", *c.Low)
	case c.High != nil:
		return fmt.Sprintf("≤%d", *c.High)
	}
	return ""
}
