package cql

import "testing"

func FuzzParseText(f *testing.F) {
	for _, c := range filters {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := ParseText(text, props, Options{})
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		match(e, house)
		if len(e.JSON()) < MaxLength && len(e.Text()) < MaxLength {
			roundTrip(t, e, props)
		}
	})
}

func FuzzParseJSON(f *testing.F) {
	for _, c := range filters {
		if e, err := ParseText(c.text, props, Options{}); err == nil {
			f.Add(e.JSON())
		}
	}
	f.Fuzz(func(t *testing.T, js []byte) {
		e, err := ParseJSON(js, props, Options{})
		if err != nil {
			return
		}
		match(e, house)
		if len(e.JSON()) < MaxLength && len(e.Text()) < MaxLength {
			roundTrip(t, e, props)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	for _, text := range []string{
		"kind = 'roadblock'",
		"CASEI(title) LIKE CASEI('%zapopan%')",
		"killed >= 1 AND (verification <> 'debunked' OR NOT disposition = 'retracted')",
		"T_DURING(INTERVAL(start,end),INTERVAL('2026-02-22','2026-02-23'))",
		"S_INTERSECTS(geometry,BBOX(-104,20,-103,21))",
		"S_WITHIN(geometry,POLYGON((-104 20,-103 20,-103 21,-103.5 21.2,-104 21,-104 20)))",
	} {
		e, err := ParseText(text, PublicProperties(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		p := roadblock()
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !match(e, Public(p, "en")) {
					b.Fatal("does not match")
				}
			}
		})
	}
}

func BenchmarkParseText(b *testing.B) {
	const text = "killed >= 1 AND (verification <> 'debunked' OR CASEI(title) LIKE CASEI('%zapopan%')) " +
		"AND S_WITHIN(geometry,POLYGON((-104 20,-103 20,-103 21,-103.5 21.2,-104 21,-104 20)))"
	for b.Loop() {
		if _, err := ParseText(text, PublicProperties(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
