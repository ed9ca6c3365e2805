package format_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

func ExampleAppendFeature() {
	p := &incidents.Public{
		ID: "01KJ0000000000000000000001", Story: "jalisco", Class: incidents.ClassDisruption, Kind: "roadblock",
		Title: incidents.Text{"en": "Roadblock"}, Where: geo.Location{Geometry: orb.Point{-103.35, 20.67}, Precision: geo.Exact},
	}
	fmt.Printf("%.140s…\n", format.AppendFeature(nil, p, "en"))
	// Output: {"type":"Feature","id":"01KJ0000000000000000000001","geometry":{"type":"Point","coordinates":[-103.35,20.67]},"properties":{"id":"01KJ000000…
}

// Every writer takes incidents one after the other, and holds none of them.
func ExampleFormat() {
	csv, _ := format.ByExt("csv")
	none := func(func(*incidents.Public, error) bool) {}
	var file bytes.Buffer
	if err := csv.Write(context.Background(), &file, format.Heading{Lang: "en"}, none); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%s: %.40s…\n", csv.MediaType, file.String())
	// Output: text/csv; charset=utf-8: id,story,class,kind,layers,title,summary…
}
