package incidents_test

import (
	"fmt"
	"net/url"

	"incidentmap/incidents"
)

// Rows of one group and outcome are figures for the same people; what another incident holds is left out.
func ExampleCountRows() {
	figure := func(n int) *int { return &n }
	counts := incidents.CountRows([]incidents.Casualty{
		{Group: "civilian", Outcome: incidents.Killed, Best: figure(3)},
		{Group: "civilian", Outcome: incidents.Killed, Low: figure(2), High: figure(5)}, // another source's
		{Group: "police", Outcome: incidents.Killed, Best: figure(1)},
		{Group: "civilian", Outcome: incidents.Killed, Best: figure(9), CountedIn: &incidents.CasualtyRef{Incident: "another"}},
	})
	killed := counts[incidents.Killed]
	fmt.Println(*killed.Low, "to", *killed.High, "killed, probably", *killed.Best)
	// Output: 3 to 6 killed, probably 4
}

func ExampleParseFilter() {
	f, err := incidents.ParseFilter(url.Values{"kind": {"roadblock,arrest"}, "bbox": {"-104,20,-103,21"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Kinds, f.BBox)
	_, err = incidents.ParseFilter(url.Values{"datetime": {"yesterday"}})
	fmt.Println(err)
	// Output:
	// [roadblock arrest] -104,20,-103,21
	// datetime: "yesterday" is not an RFC 3339 instant; write 2026-02-22 or 2026-02-22T18:00:00Z
}

func ExampleFilter_Matches() {
	f := incidents.Filter{Kinds: []incidents.Kind{"roadblock"}, Verifications: []incidents.Verification{incidents.Confirmed}}
	fmt.Println(f.Matches(&incidents.Public{Kind: "roadblock", Verification: incidents.Confirmed}))
	fmt.Println(f.Matches(&incidents.Public{Kind: "roadblock", Verification: incidents.Disputed}))
	// Output:
	// true
	// false
}
