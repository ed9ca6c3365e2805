package calendar

import (
	"testing"
	"time"
)

func TestUnitFor(t *testing.T) {
	from := time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		span time.Duration
		want string
	}{
		{time.Microsecond, "PT1M"},
		{2 * time.Hour, "PT1M"},
		{2*time.Hour + time.Second, "PT5M"},
		{day, "PT15M"},
		{5 * day, "PT1H"},
		{30 * day, "PT6H"},
		{120 * day, "P1D"},
		{121 * day, "P7D"},
		{1000 * day, "P1M"},
		{4000 * day, "P3M"},
		{40000 * day, "P1Y"},
	} {
		if got := UnitFor(from, from.Add(test.span), 120, 0); got.Name != test.want {
			t.Errorf("%s: %s, want %s", test.span, got.Name, test.want)
		}
	}
	if got := UnitFor(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), 120, 0); got.Name != "P100Y" {
		t.Errorf("all time: %s", got.Name)
	}
}

func TestUnitIsNotFinerThanAsked(t *testing.T) {
	from := time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)
	if got := UnitFor(from, from.Add(48*time.Hour), 60, 24*time.Hour); got.Name != "P1D" {
		t.Errorf("two days known to the day: %s", got.Name)
	}
	if got := UnitFor(from, from.Add(48*time.Hour), 60, 0); got.Name != "PT1H" {
		t.Errorf("two days: %s", got.Name)
	}
}

// Units begin where people begin them, whatever is done to clocks.
func TestEdges(t *testing.T) {
	byName := map[string]Unit{}
	for _, u := range units() {
		byName[u.Name] = u
	}
	for _, test := range []struct {
		unit, zone, from, to string
		want                 []string // and the end
	}{
		{"PT15M", "Asia/Kathmandu", "2026-02-22T10:07:00Z", "2026-02-22T10:31:00Z", []string{"2026-02-22T15:45:00+05:45", "2026-02-22T16:00:00+05:45", "2026-02-22T16:15:00+05:45", "2026-02-22T16:30:00+05:45"}},
		{"PT6H", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", []string{"2026-03-29T00:00:00+01:00", "2026-03-29T07:00:00+02:00", "2026-03-29T13:00:00+02:00", "2026-03-29T19:00:00+02:00", "2026-03-30T00:00:00+02:00"}},
		{"P1D", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", []string{"2026-03-28T00:00:00+01:00", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2026-03-31T00:00:00+02:00"}},
		{"P1D", "America/Sao_Paulo", "2018-11-03T12:00:00Z", "2018-11-05T12:00:00Z", []string{"2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00", "2018-11-06T00:00:00-02:00"}},
		{"P1D", "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-31T12:00:00Z", []string{"2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00", "2012-01-01T00:00:00+14:00", "2012-01-02T00:00:00+14:00"}},
		{"P7D", "UTC", "2026-02-22T00:00:00Z", "2026-02-24T00:00:00Z", []string{"2026-02-16T00:00:00Z", "2026-02-23T00:00:00Z", "2026-03-02T00:00:00Z"}},
		{"P1M", "America/Mexico_City", "2026-01-31T12:00:00Z", "2026-03-01T12:00:00Z", []string{"2026-01-01T00:00:00-06:00", "2026-02-01T00:00:00-06:00", "2026-03-01T00:00:00-06:00", "2026-04-01T00:00:00-06:00"}},
		{"P3M", "UTC", "2026-06-30T00:00:00Z", "2026-07-02T00:00:00Z", []string{"2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z", "2026-10-01T00:00:00Z"}},
		{"P10Y", "UTC", "2019-06-30T00:00:00Z", "2021-07-02T00:00:00Z", []string{"2010-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"}},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		starts, end := byName[test.unit].Edges(parsed(t, test.from), parsed(t, test.to), zone)
		all := append(starts, end)
		for i, e := range all {
			if i >= len(test.want) || e.In(zone).Format(time.RFC3339) != test.want[i] {
				t.Errorf("%s in %s: edge %d is %s, want %v", test.unit, test.zone, i, e.In(zone), test.want)
			}
		}
		if len(all) != len(test.want) {
			t.Errorf("%s in %s: %d edges, want %d", test.unit, test.zone, len(all), len(test.want))
		}
	}
}

func parsed(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
