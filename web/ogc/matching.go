package ogc

import (
	"context"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/cql"
	"incidentmap/incidents/index"
)

// filtersQueue is how many filters that cost much wait for others to end.
const filtersQueue = 16

// matching keeps the incidents of which the query's conditions are true. What costs little is
// done at once; what turns out to cost more waits for its turn and has the whole budget of a
// request.
func (r *request) matching(all []index.Ref, q itemsQuery) ([]index.Ref, error) {
	if len(q.exprs) == 0 && q.area == nil {
		return all, nil
	}
	if len(all) > cql.MaxSubjects {
		return nil, incidents.Errorf(incidents.EInvalid, "filter",
			"would be held against %s incidents, and a request may hold it against %s; ask for less with bbox, datetime or kind",
			geo.Thousands(len(all)), geo.Thousands(cql.MaxSubjects))
	}
	if cql.SubjectCost(len(all)) <= cql.FreeBudget {
		budget := geo.NewBudget(cql.FreeBudget)
		if kept, err := r.matchingWithin(r.Context(), budget, all, q); !budget.Exceeded() {
			return kept, err
		}
	}
	leave, err := r.filters.Enter(r.Context())
	if err != nil {
		return nil, err
	}
	defer leave()
	return r.matchingWithin(r.Context(), geo.NewBudget(cql.DefaultBudget), all, q)
}

func (r *request) matchingWithin(ctx context.Context, budget *geo.Budget, all []index.Ref, q itemsQuery) ([]index.Ref, error) {
	evaluation := cql.NewEvaluation(budget)
	var kept []index.Ref
	for p, err := range r.store.Publics(ctx, seqsOf(all)) {
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, r.story.Moved(ctx, err)
		}
		matches, err := q.matches(evaluation, p, r.story.langOf(p, r.lang.Lang))
		if err != nil {
			return nil, err
		}
		if matches {
			id, err := incidents.ParseULID(p.ID)
			if err != nil {
				return nil, incidents.Errorf(incidents.EDamaged, "", "the stored id %s: %v", incidents.Quote(p.ID), err)
			}
			kept = append(kept, index.Ref{ID: id, Seq: p.Seq})
		}
	}
	return kept, nil
}

func seqsOf(refs []index.Ref) []incidents.Seq {
	seqs := make([]incidents.Seq, len(refs))
	for i := range refs {
		seqs[i] = refs[i].Seq
	}
	return seqs
}

// matches holds an incident, as it is given in a language, against the query's conditions. What
// has no geometry is in every box.
func (q *itemsQuery) matches(e *cql.Evaluation, p *incidents.Public, lang string) (bool, error) {
	exprs := q.exprs
	if q.area != nil && p.Where.Geometry != nil {
		exprs = append(exprs[:len(exprs):len(exprs)], *q.area)
	}
	return e.Match(cql.Public(p, lang), exprs...)
}
