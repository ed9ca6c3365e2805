package match

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func day(d int) incidents.When {
	start := time.Date(2026, 3, d, 6, 0, 0, 0, time.UTC)
	return incidents.When{Start: start, End: start.Add(24*time.Hour - time.Second), Zone: "America/Mexico_City", Precision: incidents.Day}
}

func at(id string, lon, lat float64) geo.Location {
	return geo.Location{Geometry: orb.Point{lon, lat}, Precision: geo.Locality, GazetteerID: id, RadiusM: 2000, Admin: geo.Admin{Country: "MX", Admin1: "MX.14"}}
}

func state(code string, west float64) geo.Location {
	return geo.Location{Geometry: orb.Bound{Min: orb.Point{west, 19}, Max: orb.Point{west + 3, 22}}.ToPolygon(), Precision: geo.Admin1, GazetteerID: "area:" + code, Admin: geo.Admin{Country: "MX", Admin1: code}}
}

func killed(g incidents.Group, n int) []incidents.Casualty {
	return []incidents.Casualty{{ID: "c1", Group: g, Outcome: incidents.Killed, Best: &n}}
}

func TestWeigh(t *testing.T) {
	zapopan, guadalajara := at("geonames:1", -103.39, 20.72), at("geonames:2", -103.35, 20.67)
	attack := incidents.Incident{Class: "incident", Kind: "attack", When: day(8), Where: zapopan, Casualties: killed("police", 4)}
	with := func(change func(*incidents.Incident)) incidents.Incident {
		b := attack
		change(&b)
		return b
	}
	cases := []struct {
		name string
		b    incidents.Incident
		want string // same, perhaps, new
	}{
		{"itself", attack, "same"},
		{"a toll that rose", with(func(b *incidents.Incident) { b.Casualties = killed("police", 6) }), "same"},
		{"a kind that may name it too", with(func(b *incidents.Incident) { b.Kind = "killing" }), "same"},
		{"another kind", with(func(b *incidents.Incident) { b.Kind = "flood" }), "new"},
		{"the next day, without figures", with(func(b *incidents.Incident) { b.When = day(9); b.Casualties = nil }), "same"},
		{"the next week", with(func(b *incidents.Incident) { b.When = day(15) }), "new"},
		{"the city beside it, as many dead", with(func(b *incidents.Incident) { b.Where = guadalajara }), "same"},
		{"the city beside it, other dead", with(func(b *incidents.Incident) { b.Where = guadalajara; b.Casualties = killed("prosecutor", 1) }), "new"},
		{"the city beside it, no figures", with(func(b *incidents.Incident) { b.Where = guadalajara; b.Casualties = nil }), "perhaps"},
		{"a town far away", with(func(b *incidents.Incident) { b.Where = at("geonames:3", -105.2, 20.6) }), "new"},
		{"its state, as many dead", with(func(b *incidents.Incident) { b.Where = state("MX.14", -105) }), "same"},
		{"another state", with(func(b *incidents.Incident) { b.Where = state("MX.16", -103.5) }), "new"},
		{"no place, no figures", with(func(b *incidents.Incident) {
			b.Where = geo.Location{Precision: geo.Unlocated}
			b.Casualties = nil
		}), "perhaps"},
		{"an advisory there", with(func(b *incidents.Incident) { b.Class, b.Kind = "advisory", "shelter_advisory" }), "new"},
	}
	for _, c := range cases {
		w := Weigh(&attack, &c.b)
		got := "new"
		switch {
		case w.Score >= Same:
			got = "same"
		case w.Score >= Perhaps:
			got = "perhaps"
		}
		if got != c.want {
			t.Errorf("%s: %s (%.2f, %v), want %s", c.name, got, w.Score, w.Reasons, c.want)
		}
		if back := Weigh(&c.b, &attack); back.Score != w.Score {
			t.Errorf("%s: %v in one order and %v in the other", c.name, w.Score, back.Score)
		}
	}
}

// The weight is the same in either order, within 0 to 1, and every reason has its words.
func TestWeighIsSymmetric(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := func() incidents.Incident {
		all := incidents.Kinds()
		k := all[r.IntN(8)]
		where := []geo.Location{{Precision: geo.Unlocated}, at("a", -103, 20), at("b", -103.1, 20.1), state("MX.14", -105), state("MX.16", -104), {Precision: geo.Country, Geometry: orb.Bound{Min: orb.Point{-118, 14}, Max: orb.Point{-86, 33}}.ToPolygon(), Admin: geo.Admin{Country: "MX"}}}[r.IntN(6)]
		when := []incidents.When{day(1), day(2), day(3), {}}[r.IntN(4)]
		return incidents.Incident{Class: k.Class, Kind: k.Kind, When: when, Where: where, Casualties: killed(incidents.Groups()[r.IntN(3)], r.IntN(3))}
	}
	for range 5000 {
		a, b := some(), some()
		w, back := Weigh(&a, &b), Weigh(&b, &a)
		if w.Score != back.Score || w.Score < 0 || w.Score > 1 || len(w.Reasons) == 0 {
			t.Fatalf("%+v and %+v: %v, %v", a, b, w, back)
		}
		for _, why := range w.Reasons {
			if why.Words["en"] == "" || why.Words["es"] == "" {
				t.Fatalf("%s has no words", why.Code)
			}
		}
	}
}

func TestPairs(t *testing.T) {
	one := incidents.Incident{Class: "incident", Kind: "attack", When: day(8), Where: at("a", -103, 20), Casualties: killed("police", 4)}
	two := one
	two.Casualties = killed("police", 7)
	far := one
	far.Where = at("z", -99, 19)
	pairs := Pairs([]*incidents.Incident{&far, &two, &one}, []*incidents.Incident{&one, &two}, Same)
	if len(pairs) != 2 || pairs[0].A != 1 || pairs[0].B != 1 || pairs[1].A != 2 || pairs[1].B != 0 {
		t.Errorf("%+v", pairs)
	}
}
