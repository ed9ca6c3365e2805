package intake

import (
	"fmt"
	"strings"
	"testing"
)

// TestSignsOfFewRows holds that a wrong sign is told in files of few rows, too, and of more than a twentieth of them, and that
// places all over the world doubt none.
func TestSignsOfFewRows(t *testing.T) {
	table := func(points ...string) string {
		var b strings.Builder
		b.WriteString("date,type,lat,lon\n")
		for i, p := range points {
			fmt.Fprintf(&b, "2024-01-%02d,attack,%s\n", i+1, p)
		}
		return b.String()
	}
	near := []string{"19.41,-99.13", "19.52,-99.2", "19.6,-99.3", "19.7,-99.4", "20.1,-98.7", "20.2,-98.6", "19.9,-99.8"}
	for _, tt := range []struct {
		name, content, says string
		located             int
	}{
		{"eight rows", table(append(near, "19.45,99.15")...), "sign of the longitude seems to be wrong", 7},
		{"eleven rows", table(append(near, "19.45,99.15", "19.44,-99.17", "19.43,-99.19", "19.47,-99.21")...), "sign of the longitude seems to be wrong", 10},
		{"two of twelve", table(append(near, "19.45,99.15", "-19.44,-99.17", "19.43,-99.19", "19.47,-99.21", "19.48,-99.22")...), "sign of the latitude seems to be wrong", 10},
		{"exchanged", table(append(near, "-60.15,19.45")...), "", 8},
		{"all over the world", table("19.41,-99.13", "48.8,2.3", "-33.8,151.2", "35.6,139.7", "-1.2,36.8", "40.7,-74", "19.5,99.1"), "", 7},
		{"few", table("19.41,-99.13", "19.52,-99.2", "19.6,-99.3", "19.7,99.4"), "", 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "signs.csv", tt.content, nil)
			if err != nil {
				t.Fatal(err)
			}
			located := 0
			for _, d := range drafts {
				if d.Incident.Where.Geometry != nil {
					located++
				}
			}
			if located != tt.located || tt.says != "" && !says(report.Files[0], tt.says) {
				t.Errorf("%d are located; %v", located, report.Files[0].Messages)
			}
		})
	}
}

// TestPackedMinutes holds that decimals which may be minutes and seconds are told.
func TestPackedMinutes(t *testing.T) {
	content := "date,type,lat,lon\n"
	for i, p := range []string{"19.2435,-99.0812", "19.2450,-99.0859", "19.3012,-99.1000", "19.5959,-99.0001", "19.1122,-99.2233", "19.0544,-99.1542", "19.4031,-99.3350", "19.1818,-99.2727"} {
		content += fmt.Sprintf("2024-01-%02d,attack,%s\n", i+1, p)
	}
	report, _, err := takeFile(t, "packed.csv", content, nil)
	if err != nil || !says(report.Files[0], "may be minutes and seconds") {
		t.Errorf("%v, %v", report, err)
	}
	report, _, err = takeFile(t, "decimals.csv", content+"2024-01-09,attack,19.2475,-99.1611\n", nil)
	if err != nil || says(report.Files[0], "may be minutes and seconds") {
		t.Errorf("%v, %v", report, err)
	}
}
