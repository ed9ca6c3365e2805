package intake

import (
	"fmt"
	"strings"
	"testing"
)

// TestRunningTotals holds that numbers which only rise from day to day at each place are no numbers of people of their own,
// and that those of incidents are.
func TestRunningTotals(t *testing.T) {
	const sign = "as running totals do"
	series := func(numbers ...[]int) string {
		var b strings.Builder
		b.WriteString("date,state,deaths\n")
		for place, all := range numbers {
			for day, n := range all {
				fmt.Fprintf(&b, "2020-03-%02d,%s,%d\n", day+1, []string{"Jalisco", "Sonora", "Colima"}[place], n)
			}
		}
		return b.String()
	}
	for _, tt := range []struct {
		name, content string
		change        func(*Options)
		running       bool
	}{
		{"two states", series([]int{1, 3, 3, 7, 9}, []int{0, 1, 2, 4, 6}), nil, true},
		{"one place", series([]int{1, 2, 4, 4, 9, 11, 20, 21}), nil, true},
		{"as was asked", series([]int{1, 2, 4, 4, 9, 11, 20, 21}), func(o *Options) { o.Map = map[string]string{"killed": "deaths"} }, false},
		{"new ones each day", series([]int{1, 3, 2, 7, 9}, []int{0, 1, 2, 0, 6}), nil, false},
		{"few days", series([]int{1, 3, 4}, []int{0, 1, 2}, []int{1, 5, 7}), nil, false},
		{"few rises", series([]int{1, 1, 1, 2, 2}, []int{0, 0, 1, 1, 1}), nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "series.csv", tt.content, tt.change)
			if err != nil {
				t.Fatal(err)
			}
			if got := says(report.Files[0], sign); got != tt.running {
				t.Errorf("is told: %v; %v", got, report.Files[0].Messages)
			}
			for _, d := range drafts {
				if len(d.Incident.Casualties) > 0 == tt.running {
					t.Errorf("row %d has %v", d.Incident.Origin.Row, d.Incident.Casualties)
				}
			}
		})
	}
}

// TestSubtotals holds that rows of an area and a figure, without a word for what happened and a day, are not published among
// rows that have both.
func TestSubtotals(t *testing.T) {
	report, drafts, err := takeFile(t, "mid.csv", "state,municipality,date,kind,killed\nJalisco,Zapopan,2024-01-01,attack,1\nJalisco,Tala,2024-01-02,attack,2\nJalisco,,,,3\nNayarit,Tepic,2024-01-03,attack,4\nNayarit,Xalisco,2024-01-04,attack,5\nNayarit,,,,9\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		if row := d.Incident.Origin.Row; d.Blank != (row == 4 || row == 7) {
			t.Errorf("row %d: %v", row, d.Blank)
		}
	}
	if !says(report.Files[0], "it may be a sum of them") {
		t.Errorf("nothing says so in %v", report.Files[0].Messages)
	}
	// Days and kinds that are often missing doubt nothing.
	_, drafts, err = takeFile(t, "open.csv", "state,municipality,date,kind,killed\nJalisco,Zapopan,2024-01-01,,1\nJalisco,Tala,,attack,2\nJalisco,,,,3\nNayarit,Tepic,2024-01-03,attack,4\n", nil)
	if err != nil || len(drafts) != 4 || drafts[2].Blank {
		t.Errorf("%v, %v", drafts, err)
	}
}
