package dates

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	for _, tt := range []struct {
		in    string
		short bool
		want  time.Duration
	}{
		{"10:25", false, 10*time.Hour + 25*time.Minute},
		{"1025", false, 10*time.Hour + 25*time.Minute},
		{"0018", false, 18 * time.Minute},
		{"18", true, 18 * time.Minute},
		{"925", true, 9*time.Hour + 25*time.Minute},
		{"10:25:30", false, 10*time.Hour + 25*time.Minute + 30*time.Second},
		{"10:25 PM", false, 22*time.Hour + 25*time.Minute},
		{"12:05 a. m.", false, 5 * time.Minute},
		{"22h15", false, 22*time.Hour + 15*time.Minute},
		{"22:15 hrs", false, 22*time.Hour + 15*time.Minute},
		{"9:05", false, 9*time.Hour + 5*time.Minute},
	} {
		got, err := ParseTime(tt.in, tt.short)
		if err != nil || got.first != int64(tt.want) || got.last != got.first {
			t.Errorf("%q: %+v, %v; want %s", tt.in, got, err, tt.want)
		}
	}
	for _, s := range []string{"25:00", "10:61", "hello", "13:00 am", "24:00", "10:25 nowhere", "1"} {
		if got, err := ParseTime(s, false); err == nil {
			t.Errorf("%q was read as %+v", s, got)
		}
	}
}

// No day moves, in whatever zone, whatever its clocks do.
func TestDaysStay(t *testing.T) {
	for _, name := range []string{
		"UTC", "America/Mexico_City", "Asia/Beirut", "America/Santiago", "America/Havana", "America/Sao_Paulo",
		"Pacific/Auckland", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo",
	} {
		zone := mustZone(name)
		for day := 7000; day < 21000; day++ {
			start, end, _ := wholeDay(day).In(zone)
			y, m, d := civil(day)
			if sy, sm, sd := start.Date(); sy != y || sm != m || sd != d {
				t.Fatalf("%s: %d-%d-%d begins at %s", name, y, m, d, start)
			}
			if ey, em, ed := end.Date(); ey != y || em != m || ed != d || end.Before(start) {
				t.Fatalf("%s: %d-%d-%d ends at %s", name, y, m, d, end)
			}
			if before := start.Add(-time.Second); before.Day() == d {
				t.Fatalf("%s: %d-%d-%d has begun before %s", name, y, m, d, start)
			}
		}
	}
}

func TestClockChanges(t *testing.T) {
	for _, tt := range []struct {
		in, zone   string
		doubt      Doubt
		start, end string
	}{
		{"2026-03-08 02:30", "America/New_York", Gap, "2026-03-08T07:30:00Z", "2026-03-08T07:30:00Z"},
		{"2026-03-08 01:59", "America/New_York", Sure, "2026-03-08T06:59:00Z", "2026-03-08T06:59:00Z"},
		{"2026-03-08 03:00", "America/New_York", Sure, "2026-03-08T07:00:00Z", "2026-03-08T07:00:00Z"},
		{"2026-11-01 01:30", "America/New_York", Fold, "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"},
		{"2026-11-01 00:59", "America/New_York", Sure, "2026-11-01T04:59:00Z", "2026-11-01T04:59:00Z"},
		{"2026-11-01 02:00", "America/New_York", Sure, "2026-11-01T07:00:00Z", "2026-11-01T07:00:00Z"},
		{"2026-11-01T01:30-05:00", "America/New_York", Sure, "2026-11-01T06:30:00Z", "2026-11-01T06:30:00Z"},
		{"2022-10-30 01:30", "America/Mexico_City", Fold, "2022-10-30T06:30:00Z", "2022-10-30T07:30:00Z"},
	} {
		r, err := Format{}.Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		start, end, doubt := r.In(mustZone(tt.zone))
		if doubt != tt.doubt || start.UTC().Format(time.RFC3339) != tt.start || end.UTC().Format(time.RFC3339) != tt.end {
			t.Errorf("%s in %s: %s to %s, %q", tt.in, tt.zone, start.UTC(), end.UTC(), doubt)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-02-22T10:25:00Z", "21/01/2014 10:25", "13-Jan-20", "noche del domingo", "2026211 1200", "41645.5", "22-23 Feb 2026", "mid-2014", "a/b"} {
		f.Add(s, 1, int64(0))
	}
	zones := []*time.Location{time.UTC, mexico, mustZone("Asia/Beirut"), mustZone("Pacific/Apia")}
	f.Fuzz(func(t *testing.T, s string, order int, unit int64) {
		format := Format{Order: Order(((order % 3) + 3) % 3), Mixed: order > 9, Epoch: time.Duration(unit), Serial: order > 90, Today: today}
		if unit != 1 && unit != int64(time.Second) && unit != int64(time.Millisecond) {
			format.Epoch = 0
		}
		r, err := format.Parse(s)
		if err != nil {
			return
		}
		for _, z := range zones {
			start, end, _ := r.In(z)
			if end.Before(start) || start.Year() < 0 || end.Year() > 10000 {
				t.Errorf("%q gave %s to %s", s, start, end)
			}
		}
	})
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"10:25", "22h15", "10 pm", "1025", "noche", "10:25:30.5 +02:00"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, short bool) {
		if r, err := ParseTime(s, short); err == nil && (r.first < 0 || r.last < r.first || r.last >= aDay) {
			t.Errorf("%q gave %+v", s, r)
		}
	})
}
