package ogc

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
	"incidentmap/incidents"
	"incidentmap/incidents/cql"
	"incidentmap/incidents/index"
	"incidentmap/web/limit"
	"incidentmap/web/stories"
)

// sameEach is a store in which all incidents are alike, and counts those that are read.
type sameEach struct {
	Store
	public *incidents.Public
	read   int
}

func (s *sameEach) Publics(_ context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		for _, seq := range seqs {
			p := *s.public
			p.Seq = seq
			s.read++
			if !yield(&p, nil) {
				return
			}
		}
	}
}

// TestFiltersHaveABudget: what a filter may cost is counted, so that the same request has the same
// outcome; what costs more than a little waits for its turn.
func TestFiltersHaveABudget(t *testing.T) {
	coast := orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)}
	within := "S_WITHIN(geometry,BBOX(-1,-1,1,1))"
	for _, tt := range []struct {
		name, filter string
		g            orb.Geometry
		n            int
		read         int    // incidents, at most
		err          string // a piece of it, empty for none
		gate         bool   // whether it passes the gate
	}{
		{"few", "kind='protest'", orb.Point{1, 1}, 1000, 1000, "", false},
		{"many", "kind='protest'", orb.Point{1, 1}, 110_000, 110_000, "", true},
		{"too many", "kind='protest'", orb.Point{1, 1}, 1_000_001, 0, "would be held against 1,000,001 incidents, and a request may hold it against 1,000,000", false},
		{"a large area", within, coast, 3, 3, "", false},
		{"large areas", within, coast, 30, 45, "", true},
		{"too many large areas", within, coast, 1000, 180, "costs more than one request may", true},
	} {
		expr, err := cql.ParseText(tt.filter, cql.PublicProperties(), cql.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := &incidents.Public{ID: "01KJ0000000000000000000001", Kind: "protest", Title: incidents.Text{"es": "x"}, Where: geo.Location{Geometry: tt.g}}
		store := &sameEach{public: p}
		gate := limit.NewGate("filters", 1, 0)
		r := &request{API: &API{store: store, filters: gate}, story: &story{Snapshot: &stories.Snapshot{}}}
		r.Request = httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		all := make([]index.Ref, tt.n)
		_, err = r.matching(all, itemsQuery{exprs: []cql.Expr{expr}})
		if tt.err == "" && err != nil || tt.err != "" && (incidents.CodeOf(err) != incidents.EInvalid || !strings.Contains(err.Error(), tt.err)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
		}
		if store.read > tt.read {
			t.Errorf("%s: %d incidents were read", tt.name, store.read)
		}
		leave, err := gate.Enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.matching(all, itemsQuery{exprs: []cql.Expr{expr}})
		if busy := incidents.CodeOf(err) == incidents.EUnavailable; busy != tt.gate {
			t.Errorf("%s, when others are at it: %v", tt.name, err)
		}
		leave()
		left, cancel := context.WithCancel(t.Context())
		cancel()
		r.Request = r.WithContext(left)
		if _, err = r.matching(all, itemsQuery{exprs: []cql.Expr{expr}}); tt.read > 0 && !errors.Is(err, context.Canceled) {
			t.Errorf("%s, when nobody waits for it: %v", tt.name, err)
		}
	}
}
