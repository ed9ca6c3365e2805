package geocode_test

import (
	"fmt"
	"os"

	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
)

func ExampleGeocoder_Geocode() {
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
	best := geocode.New(places, nil).Geocode("Tapalpa, Jalisco", geocode.Context{Lang: "en"}).Candidates[0]
	fmt.Println(best.Label, best.Kind, best.Location.Precision)
	// Output: Tapalpa, Jalisco, Mexico place locality
}
