package dates

import (
	"errors"
	"testing"
	"time"

	"incidentmap/incidents"
)

var mexico = mustZone("America/Mexico_City")

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// today is Tuesday, 24 February 2026.
var today = time.Date(2026, 2, 24, 12, 0, 0, 0, mexico)

func TestParse(t *testing.T) {
	day := Format{Order: DMY, Today: today}
	us := Format{Order: MDY, Today: today}
	damaged := Format{Order: MDY, Mixed: true, Today: today}
	for _, tt := range []struct {
		in         string
		f          Format
		start, end string // in Mexico City, without the offset; end empty: the same
		p          incidents.TimePrecision
	}{
		{"2026-02-22", day, "2026-02-22 00:00:00", "2026-02-22 23:59:59", incidents.Day},
		{"2026-02-22T18:03:06", day, "2026-02-22 18:03:06", "", incidents.Minute},
		{"2026-02-22 18:03", day, "2026-02-22 18:03:00", "", incidents.Minute},
		{"2026-02-22T18:03:06Z", day, "2026-02-22 12:03:06", "", incidents.Minute},
		{"2026-02-22T18:03:06.5+01:00", day, "2026-02-22 11:03:06", "", incidents.Minute},
		{"2026-02-22T18:03:06 -0600", day, "2026-02-22 18:03:06", "", incidents.Minute},
		{"2019/10/13", day, "2019-10-13 00:00:00", "2019-10-13 23:59:59", incidents.Day},
		{"21/01/2014", day, "2014-01-21 00:00:00", "2014-01-21 23:59:59", incidents.Day},
		{"01/02/2014", day, "2014-02-01 00:00:00", "2014-02-01 23:59:59", incidents.Day},
		{"01/02/2014", us, "2014-01-02 00:00:00", "2014-01-02 23:59:59", incidents.Day},
		{"01/02/2014", damaged, "2014-01-02 00:00:00", "2014-01-02 23:59:59", incidents.Day},
		{"21/01/2014", damaged, "2014-01-21 00:00:00", "2014-01-21 23:59:59", incidents.Day},
		{"1.2.14", day, "2014-02-01 00:00:00", "2014-02-01 23:59:59", incidents.Day},
		{"1-2-92", day, "1992-02-01 00:00:00", "1992-02-01 23:59:59", incidents.Day},
		{"13-Jan-20", day, "2020-01-13 00:00:00", "2020-01-13 23:59:59", incidents.Day},
		{"3-ene-2020", day, "2020-01-03 00:00:00", "2020-01-03 23:59:59", incidents.Day},
		{"Jan 13, 2020", us, "2020-01-13 00:00:00", "2020-01-13 23:59:59", incidents.Day},
		{"Sunday, 22nd of February 2026", us, "2026-02-22 00:00:00", "2026-02-22 23:59:59", incidents.Day},
		{"domingo 22 de febrero de 2026", day, "2026-02-22 00:00:00", "2026-02-22 23:59:59", incidents.Day},
		{"22 de Febrero del 2026 a las 10:25 p.m.", day, "2026-02-22 22:25:00", "", incidents.Minute},
		{"February 22, 2026 at 10:25 PM", day, "2026-02-22 22:25:00", "", incidents.Minute},
		{"22 Feb 2026 10:25 UTC", day, "2026-02-22 04:25:00", "", incidents.Minute},
		{"22 Feb 2026, 10 am", day, "2026-02-22 10:00:00", "2026-02-22 10:59:59", incidents.Hour},
		{"22/02/2026 10:25", day, "2026-02-22 10:25:00", "", incidents.Minute},
		{"02/22/2026 10:25:30 PM", us, "2026-02-22 22:25:30", "", incidents.Minute},
		{"20260222", day, "2026-02-22 00:00:00", "2026-02-22 23:59:59", incidents.Day},
		{"2026211 1200", day, "2026-07-30 06:00:00", "", incidents.Minute},
		{"2014", day, "2014-01-01 00:00:00", "2014-12-31 23:59:59", incidents.Year},
		{"2014-05", day, "2014-05-01 00:00:00", "2014-05-31 23:59:59", incidents.Month},
		{"05/2014", day, "2014-05-01 00:00:00", "2014-05-31 23:59:59", incidents.Month},
		{"mayo de 2014", day, "2014-05-01 00:00:00", "2014-05-31 23:59:59", incidents.Month},
		{"Jan-20", day, "2020-01-01 00:00:00", "2020-01-31 23:59:59", incidents.Month},
		{"early November", day, "2025-11-01 00:00:00", "2025-11-10 23:59:59", incidents.Month},
		{"principios de noviembre de 2024", day, "2024-11-01 00:00:00", "2024-11-10 23:59:59", incidents.Month},
		{"late Feb 2024", day, "2024-02-21 00:00:00", "2024-02-29 23:59:59", incidents.Month},
		{"mid-2014", day, "2014-05-01 00:00:00", "2014-08-31 23:59:59", incidents.Year},
		{"Sunday night", day, "2026-02-22 18:00:00", "2026-02-22 23:59:59", incidents.PartOfDay},
		{"noche del domingo", day, "2026-02-22 18:00:00", "2026-02-22 23:59:59", incidents.PartOfDay},
		{"madrugada del lunes", day, "2026-02-23 00:00:00", "2026-02-23 05:59:59", incidents.PartOfDay},
		{"yesterday", day, "2026-02-23 00:00:00", "2026-02-23 23:59:59", incidents.Day},
		{"ayer por la noche", day, "2026-02-23 18:00:00", "2026-02-23 23:59:59", incidents.PartOfDay},
		{"22 de febrero", day, "2026-02-22 00:00:00", "2026-02-22 23:59:59", incidents.Day},
		{"week of 22 February 2026", day, "2026-02-16 00:00:00", "2026-02-22 23:59:59", incidents.Week},
		{"22-23 Feb 2026", day, "2026-02-22 00:00:00", "2026-02-23 23:59:59", incidents.Week},
		{"February 22–24, 2026", us, "2026-02-22 00:00:00", "2026-02-24 23:59:59", incidents.Week},
		{"Feb 20-22", us, "2026-02-20 00:00:00", "2026-02-22 23:59:59", incidents.Week},
		{"20-22 feb", day, "2026-02-20 00:00:00", "2026-02-22 23:59:59", incidents.Week},
		{"Feb-20-26", us, "2026-02-20 00:00:00", "2026-02-20 23:59:59", incidents.Day},
		{"30 Dec – 2 Jan 2026", day, "2025-12-30 00:00:00", "2026-01-02 23:59:59", incidents.Week},
		{"about 22 Feb 2026", day, "2026-02-19 00:00:00", "2026-02-25 23:59:59", incidents.Week},
		{"circa 2014", day, "2014-01-01 00:00:00", "2014-12-31 23:59:59", incidents.Year},
		{"26-02-22", Format{Order: YMD, Today: today}, "2026-02-22 00:00:00", "2026-02-22 23:59:59", incidents.Day},
		{"2019-20", Format{Order: YearPairs}, "2019-01-01 00:00:00", "2020-12-31 23:59:59", incidents.Year},
		{"/Date(1517966773840)/", day, "2018-02-06 19:26:13", "", incidents.Minute},
		{"del 22 al 23 de febrero de 2026", day, "2026-02-22 00:00:00", "2026-02-23 23:59:59", incidents.Week},
		{"2026-02-22/2026-02-23", day, "2026-02-22 00:00:00", "2026-02-23 23:59:59", incidents.Week},
		{"41645", Format{Serial: true}, "2014-01-06 00:00:00", "2014-01-06 23:59:59", incidents.Day},
		{"41645.75", Format{Serial: true}, "2014-01-06 18:00:00", "", incidents.Minute},
		{"1517966773840", Format{Epoch: time.Millisecond}, "2018-02-06 19:26:13", "", incidents.Minute},
		{"1517966773", Format{Epoch: time.Second}, "2018-02-06 19:26:13", "", incidents.Minute},
	} {
		r, err := tt.f.Parse(tt.in)
		if err != nil {
			t.Errorf("%q: %v", tt.in, err)
			continue
		}
		start, end, doubt := r.In(mexico)
		if tt.end == "" {
			tt.end = tt.start
		}
		const form = "2006-01-02 15:04:05"
		if start.Format(form) != tt.start || end.Format(form) != tt.end || r.Precision != tt.p || doubt != Sure {
			t.Errorf("%q: %s to %s, %s; want %s to %s, %s", tt.in, start.Format(form), end.Format(form), r.Precision, tt.start, tt.end, tt.p)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	f := Format{Order: DMY}
	for _, s := range []string{
		"31/02/2014", "01/13/2014", "2014-13-01", "2023-02-29", "99/99/9999", "hello", "Guadalajara", "12", "12345678901", "2026-02-30",
		"22 February", "Sunday night", "noche", "25:61", "1/2/3", "0000-00-00", "2026-02-22T25:00:00", "NaN", "1e400", "32 Jan 2020",
	} {
		if r, err := f.Parse(s); err == nil {
			t.Errorf("%q was read as %+v", s, r)
		}
	}
	for _, s := range []string{"", "-", "n/a", "Unknown", "s/d", " "} {
		if _, err := f.Parse(s); !errors.Is(err, ErrMissing) {
			t.Errorf("%q: %v, want ErrMissing", s, err)
		}
	}
}
