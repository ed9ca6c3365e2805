package dates

import (
	"testing"
	"time"

	"incidentmap/incidents"
)

func TestPeriods(t *testing.T) {
	for in, want := range map[string]string{
		"2024-W12":      "2024-03-18 2024-03-24 week",
		"2024W01":       "2024-01-01 2024-01-07 week",
		"2020-W53":      "2020-12-28 2021-01-03 week",
		"2024-W12-3":    "2024-03-20 2024-03-20 day",
		"2024-075":      "2024-03-15 2024-03-15 day",
		"2024-03-12/14": "2024-03-12 2024-03-14 week",
		"Q1 2024":       "2024-01-01 2024-03-31 year",
		"2024 Q4":       "2024-10-01 2024-12-31 year",
		"2024-Q2":       "2024-04-01 2024-06-30 year",
		"1T 2024":       "2024-01-01 2024-03-31 year",
		"H2 2024":       "2024-07-01 2024-12-31 year",
		"S1 de 2024":    "2024-01-01 2024-06-30 year",
		"2024-W54":      "",
		"2021-W53":      "",
		"2024-W00":      "",
		"2023-366":      "",
		"2024-000":      "",
		"H3 2024":       "",
		"Q5 2024":       "",
		"2024-03-14/12": "",
		"week 12 2024":  "",
		"FY2023/24":     "",
	} {
		r, err := Format{Order: DMY}.Parse(in)
		got := ""
		if err == nil {
			w, _ := r.Times(time.UTC, "UTC")
			got = w.Start.Format(time.DateOnly) + " " + w.End.Format(time.DateOnly) + " " + string(w.Precision)
		}
		if got != want {
			t.Errorf("%q: %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestWidened(t *testing.T) {
	r, err := Format{}.Parse("2024-03-15 10:00")
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[incidents.TimePrecision]string{
		incidents.Day: "2024-03-15 2024-03-15 minute", incidents.Week: "2024-03-12 2024-03-18 week", incidents.Month: "2024-03-01 2024-03-31 month", incidents.Year: "2024-01-01 2024-12-31 year",
	} {
		w, _ := r.Widened(p).Times(time.UTC, "UTC")
		if got := w.Start.Format(time.DateOnly) + " " + w.End.Format(time.DateOnly) + " " + string(w.Precision); got != want {
			t.Errorf("%s: %s, want %s", p, got, want)
		}
	}
}

// Points between numbers are of days before months; names of columns may say the order.
func TestOrdersThatAreSaid(t *testing.T) {
	for _, tt := range []struct {
		cells []string
		usual Order
		cell  string
		want  string
	}{
		{[]string{"03.04.2024", "05.06.2024"}, MDY, "03.04.2024", "2024-04-03"},
		{[]string{"03/04/2024", "05.06.2024"}, MDY, "05.06.2024", "2024-06-05"},
		{[]string{"03/04/2024", "05.06.2024"}, MDY, "03/04/2024", "2024-03-04"},
		{[]string{"03.04.2024", "05.16.2024"}, DMY, "03.04.2024", "2024-03-04"},
	} {
		var p Profile
		for _, c := range tt.cells {
			p.Add(c)
		}
		r, err := p.Decide(Undecided, tt.usual, time.Time{}).Format.Parse(tt.cell)
		if err != nil || r.first.date(time.UTC).Format(time.DateOnly) != tt.want {
			t.Errorf("%q in %q: %v, %v", tt.cell, tt.cells, r, err)
		}
	}
	for name, want := range map[string]Order{
		"Date (DD/MM/YYYY)": DMY, "fecha dd-mm-aaaa": DMY, "date (mm/dd/yy)": MDY, "Datum (TT.MM.JJJJ)": DMY, "date": Undecided, "summary": Undecided, "dmy": Undecided, "MM": Undecided, "Date jj/mm/aaaa": DMY,
	} {
		if got := OrderNamed(name); got != want {
			t.Errorf("%q says %s", name, got)
		}
	}
}
