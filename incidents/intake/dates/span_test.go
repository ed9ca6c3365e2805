package dates

import (
	"fmt"
	"testing"

	"incidentmap/incidents"
)

// Two times of a day are a span, and a hyphen between two times is no offset that nobody keeps.
func TestClockSpans(t *testing.T) {
	for in, want := range map[string]string{
		"10:00 - 11:00":            "600-660 hour",
		"10:00–14:00":              "600-840 part_of_day",
		"between 9 pm and 11 pm":   "1260-1439 part_of_day",
		"de las 10:00 a las 11:30": "600-690 part_of_day",
		"10h - 11h":                "600-719 part_of_day",
		"14:30-06:00":              "870-870 minute",
		"14:30 local time":         "870-870 minute",
		"14:30 IST":                "870-870 minute",
		"14:30 UTC":                "870-870 minute",
		"10:00-11:00":              "",
		"23:00-01:00":              "",
		"9:00-10:30":               "",
		"2:00 - 4:00 pm":           "",
		"11:00 - 10:00":            "",
		"around 5pm":               "",
		"10-11":                    "",
	} {
		got, err := ParseTime(in, false)
		text := ""
		if err == nil {
			text = fmt.Sprintf("%d-%d %s", got.first/aMinute, got.last/aMinute, got.Precision)
		}
		if text != want {
			t.Errorf("%q: %s, %v; want %s", in, text, err, want)
		}
	}
	for _, s := range []string{"2024-03-08 10:00-11:00", "8 March 2024 10:00-11:00", "2024-03-08 22:00-02:00"} {
		if r, err := (Format{Order: DMY}).Parse(s); err == nil && r.Precision == incidents.Minute {
			t.Errorf("%q was read as %+v", s, r)
		}
	}
	for _, s := range []string{"2024-03-08T10:00-11:00", "2024-03-08 10:00:00-11:00", "2024-03-08 14:30-06:00"} {
		if r, err := (Format{Order: DMY}).Parse(s); err != nil || !r.Zoned() {
			t.Errorf("%q was read as %+v, %v", s, r, err)
		}
	}
}

func TestHalfDays(t *testing.T) {
	for _, tt := range []struct {
		cells []string
		want  bool
	}{
		{[]string{"2:30", "11:45", "3:15", "12:05", "9:20", "1:20", "8:20", "6:20"}, true},
		{[]string{"2:30", "11:45", "3:15", "12:05", "9:20", "1:20", "8:20", "0:20"}, false},
		{[]string{"2:30", "11:45", "3:15", "12:05", "9:20", "1:20", "8:20", "14:20"}, false},
		{[]string{"2:30 PM", "11:45 AM", "3:15 PM", "12:05 PM", "9:20 AM", "1:20 PM", "8:20 PM", "6:20 PM"}, false},
		{[]string{"02:30", "11:45", "03:15", "12:05", "09:20", "01:20", "08:20", "06:20"}, false},
		{[]string{"2:30", "11:45", "3:15", "12:05", "9:20", "1:20", "8:20"}, false},
		{[]string{"2:30", "2:45", "3:15", "3:05", "2:20", "2:20", "3:20", "3:20"}, false},
	} {
		var h HalfDays
		for _, c := range tt.cells {
			h.Add(c)
		}
		if h.Doubted() != tt.want {
			t.Errorf("%q", tt.cells)
		}
	}
}
