package cql_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/cql"
)

func ExampleParseText() {
	filter, err := cql.ParseText("kind = 'roadblock' AND S_INTERSECTS(geometry,BBOX(-104,20,-103,21))", cql.PublicProperties(), cql.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	roadblock := &incidents.Public{Kind: "roadblock", Where: geo.Location{Geometry: orb.Point{-103.35, 20.67}}}
	evaluation := cql.NewEvaluation(geo.NewBudget(cql.DefaultBudget))
	fmt.Println(evaluation.Match(cql.Public(roadblock, "en"), filter))
	fmt.Println(filter.Narrow().Kinds) // what an index can leave out before

	_, err = cql.ParseText("kind = 'roadblock' AND place =", cql.PublicProperties(), cql.Options{})
	fmt.Println(err)
	// Output:
	// true <nil>
	// [roadblock]
	// at offset 30: a property, a value or a function is missing; there is the end
}
