package dates

import (
	"errors"
	"testing"
	"time"
)

func TestParts(t *testing.T) {
	for _, tt := range []struct {
		parts Parts
		want  string // beginning, end and precision
		used  int
		fault int // the part that cannot be read; -1 for none
	}{
		{Parts{"2015", "2", "23", "14", "30"}, "2015-02-23 14:30 2015-02-23 14:30 minute", 5, -1},
		{Parts{"2015", "2", "23", "0", "0"}, "2015-02-23 00:00 2015-02-23 00:00 minute", 5, -1},
		{Parts{"2015", "February", "23", "14", ""}, "2015-02-23 14:00 2015-02-23 14:59 hour", 4, -1},
		{Parts{"2015.0", "02", "23.0", "", ""}, "2015-02-23 00:00 2015-02-23 23:59 day", 3, -1},
		{Parts{"2015", "fevereiro", "0", "", ""}, "2015-02-01 00:00 2015-02-28 23:59 month", 2, -1},
		{Parts{"2015", "0", "0", "", ""}, "2015-01-01 00:00 2015-12-31 23:59 year", 1, -1},
		{Parts{"201502", "", "23", "1430", ""}, "2015-02-23 14:30 2015-02-23 14:30 minute", 4, -1},
		{Parts{"2015", "2", "30", "", ""}, "2015-02-01 00:00 2015-02-28 23:59 month", 2, 2},
		{Parts{"2015", "13", "3", "", ""}, "2015-01-01 00:00 2015-12-31 23:59 year", 1, 1},
		{Parts{"2015", "3", "3", "33", ""}, "2015-03-03 00:00 2015-03-03 23:59 day", 3, 3},
		{Parts{"15", "3", "3", "", ""}, "", 0, 0},
	} {
		r, used, err := tt.parts.Read()
		fault := -1
		var part *PartError
		if errors.As(err, &part) {
			fault = part.Part
		}
		n := 0
		for _, u := range used {
			if u {
				n++
			}
		}
		got := ""
		if n > 0 {
			w, _ := r.Times(time.UTC, "UTC")
			got = w.Start.Format("2006-01-02 15:04") + " " + w.End.Format("2006-01-02 15:04") + " " + string(w.Precision)
		}
		if got != tt.want || n != tt.used || fault != tt.fault {
			t.Errorf("%+v: %s, %d used, fault %d; want %s, %d, %d", tt.parts, got, n, fault, tt.want, tt.used, tt.fault)
		}
	}
	if _, _, err := (Parts{Month: "2"}).Read(); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

// Midnights that programs write are days, in the zone in which they are midnight; others are times.
func TestMidnights(t *testing.T) {
	mexico, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		cells []string
		want  string // of the first
	}{
		{[]string{"2022-12-24T00:00:00.000Z", "2022-12-25T00:00:00.000Z"}, "2022-12-24 day"},
		{[]string{"2022-12-24 00:00:00"}, "2022-12-24 day"},
		{[]string{"24/12/2022 0:00", "25/12/2022 0:00"}, "2022-12-24 day"},
		{[]string{"12/24/2022 12:00:00 AM", "12/25/2022 12:00:00 AM"}, "2022-12-24 day"},
		{[]string{"2022-12-24T06:00:00Z", "2022-07-25T05:00:00Z", "2022-12-26T06:00:00Z"}, "2022-12-24 day"},
		{[]string{"1671840000000", "1671926400000"}, "2022-12-24 day"},
		{[]string{"1671861600000", "1671948000000"}, "2022-12-24 day"},
		{[]string{"2022-12-24T00:00:00Z", "2022-12-25T13:20:00Z", "2022-12-25T14:20:00Z"}, "2022-12-23 minute"},
		{[]string{"2022-12-24T00:00:00Z", "2022-12-25T00:00:00Z", "2022-12-26T00:00:00Z", "2022-12-25T14:20:00Z"}, "2022-12-24 day"},
		{[]string{"2022-12-24T08:00:00Z", "2022-12-25T08:00:00Z"}, "2022-12-24 minute"},
	} {
		var p Profile
		for _, c := range tt.cells {
			p.Add(c)
		}
		d := p.Decide(Undecided, DMY, time.Time{})
		_ = p.DecideMidnight(&d.Format, mexico)
		r, err := d.Format.Parse(tt.cells[0])
		if err != nil {
			t.Errorf("%q: %v", tt.cells, err)
			continue
		}
		w, _ := r.Times(mexico, "America/Mexico_City")
		if got := w.Start.Format(time.DateOnly) + " " + string(w.Precision); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.cells, got, tt.want)
		}
	}
}
