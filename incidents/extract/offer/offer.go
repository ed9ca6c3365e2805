// Package offer is what an editor is offered of stories: the drafts of each, those of one
// thing told by several stories as one with all their figures side by side, and each as new
// or as an update of an incident that is on the map already.
//
//	documents ─ extract ─► drafts of each ─ Gather ─► offers ─ Against ─► offers that know the map ─ Writes ─► drafts to store
//
// Goals: figures of two stories are shown beside one another and never added; the same
// stories in the same order give the same offers under the same names.
//
// Non-goals: whether two things are one, which package match weighs; storing.
package offer

import (
	"fmt"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
	"incidentmap/incidents/match"
)

// Story is a document with the drafts that were read from it.
type Story struct {
	article.Document
	Name   string // of its file; empty for none
	Drafts []extract.Draft
}

// Offer is one thing that one story or several tell.
type Offer struct {
	ID string // "d1", "d2", … in the order of the stories and their texts
	// Incident is that of the first report with the sources, claims and figures of all; its
	// relations and counted_in name other offers.
	Incident incidents.Incident
	Reports  []Report
	Known    *Known  // what it is on the map already; nil for something new
	Perhaps  []Known // what it may be on the map
}

// Report is how one story tells it.
type Report struct {
	Story int // position in the list of stories
	Draft extract.Draft
	match.Weight
}

// Known is an incident that is on the map.
type Known struct {
	Incident *incidents.Incident
	match.Weight
	News []News // what the offer says besides
}

// Gather makes offers of the drafts of stories. Drafts of one story are different things, as
// their text told them apart.
func Gather(stories []Story) []Offer {
	var offers []Offer
	for s := range stories {
		before := make([]*incidents.Incident, len(offers))
		for i := range offers {
			before[i] = &offers[i].Reports[0].Draft.Incident
		}
		drafts := stories[s].Drafts
		same := make([]*match.Pair, len(drafts))
		pairs := match.Pairs(pointers(drafts), before, match.Same)
		for i := range pairs {
			same[pairs[i].A] = &pairs[i]
		}
		for i := range drafts {
			t := Report{Story: s, Draft: drafts[i]}
			if same[i] == nil {
				offers = append(offers, Offer{ID: fmt.Sprintf("d%d", len(offers)+1), Reports: []Report{t}})
				continue
			}
			t.Weight = same[i].Weight
			o := &offers[same[i].B]
			o.Reports = append(o.Reports, t)
		}
	}
	n := namesOf(offers)
	for i := range offers {
		offers[i].join(n)
	}
	return offers
}

func pointers(drafts []extract.Draft) []*incidents.Incident {
	all := make([]*incidents.Incident, len(drafts))
	for i := range drafts {
		all[i] = &drafts[i].Incident
	}
	return all
}

// Against tells each offer which of the incidents on the map it is, or may be.
func Against(offers []Offer, known []incidents.Incident) {
	mine, theirs := make([]*incidents.Incident, len(offers)), make([]*incidents.Incident, len(known))
	for i := range offers {
		mine[i] = &offers[i].Incident
	}
	for i := range known {
		theirs[i] = &known[i]
	}
	for _, p := range match.Pairs(mine, theirs, match.Same) {
		offers[p.A].Known = &Known{Incident: theirs[p.B], Weight: p.Weight, News: news(mine[p.A], theirs[p.B])}
	}
	for i := range offers {
		if offers[i].Known == nil {
			offers[i].Perhaps = perhaps(mine[i], theirs)
		}
	}
}

// perhaps gives the likeliest incidents that are not sure to be the same.
func perhaps(inc *incidents.Incident, known []*incidents.Incident) []Known {
	const most = 3
	var all []Known
	for _, k := range known {
		if w := match.Weigh(inc, k); w.Score >= match.Perhaps {
			all = append(all, Known{Incident: k, Weight: w})
		}
	}
	slices.SortStableFunc(all, func(a, b Known) int { return compareScores(b.Score, a.Score) })
	return all[:min(len(all), most)]
}

func compareScores(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
