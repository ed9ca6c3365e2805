package gazetteer_test

import (
	"fmt"
	"os"

	"incidentmap/geo/gazetteer"
)

func ExampleGazetteer_Exact() {
	b, err := os.ReadFile("../../data/places.gaz")
	if err != nil {
		fmt.Println(err)
		return
	}
	places, err := gazetteer.Open(b)
	if err != nil {
		fmt.Println(err)
		return
	}
	places.Exact(gazetteer.Normalize("Zapopán"), func(m gazetteer.Match) bool {
		e := places.Entry(m.Ref)
		fmt.Println(e.Name, e.Kind, places.Admin(m.Ref).Admin1Name)
		return true
	})
	// Output:
	// Zapopan place Jalisco
	// Zapopan adm2 Jalisco
}
