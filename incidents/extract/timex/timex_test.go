package timex

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

func TestRead(t *testing.T) {
	// A Sunday.
	base := time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"It happened Sunday in Tapalpa.", []string{"2026-02-22T00 2026-02-22T23 day"}},
		{"It happened on Friday.", []string{"2026-02-20T00 2026-02-20T23 day"}},
		{"School was canceled Monday.", []string{"2026-02-23T00 2026-02-23T23 day"}},
		{"Flights will resume Tuesday.", []string{"2026-02-24T00 2026-02-24T23 day"}},
		{"He spoke Saturday night.", []string{"2026-02-21T18 2026-02-21T23 part_of_day"}},
		{"Shots were heard overnight.", []string{"2026-02-21T18 2026-02-22T05 part_of_day"}},
		{"la madrugada del domingo", []string{"2026-02-22T00 2026-02-22T05 part_of_day"}},
		{"el sábado por la noche", []string{"2026-02-21T18 2026-02-21T23 part_of_day"}},
		{"ayer por la tarde", []string{"2026-02-21T12 2026-02-21T18 part_of_day"}},
		{"el domingo pasado", []string{"2026-02-15T00 2026-02-15T23 day"}},
		{"last Sunday", []string{"2026-02-15T00 2026-02-15T23 day"}},
		{"la medianoche del sábado", []string{"2026-02-21T00 2026-02-21T00 part_of_day"}},
		{"entre el viernes y este domingo", []string{"2026-02-20T00 2026-02-22T23 week"}},
		{"from Friday to Sunday", []string{"2026-02-20T00 2026-02-22T23 week"}},
		{"en la víspera", []string{"2026-02-21T00 2026-02-21T23 day"}},
		{"la víspera de las elecciones", nil},
		{"estalló de madrugada", []string{"2026-02-22T00 2026-02-22T05 part_of_day"}},
		{"el 17 del presente", []string{"2026-02-17T00 2026-02-17T23 day"}},
		{"anoche", []string{"2026-02-21T18 2026-02-21T23 part_of_day"}},
		{"In 2020, it attacked.", []string{"2020-01-01T00 2020-12-31T23 year"}},
		{"a 2016 peace deal", []string{"2016-01-01T00 2016-12-31T23 year"}},
		{"on April 5, 2022", []string{"2022-04-05T00 2022-04-05T23 day"}},
		{"el 5 de diciembre", []string{"2025-12-05T00 2025-12-05T23 day"}},
		{"en la colonia 20 de Noviembre, el 5 de febrero", []string{"2026-02-05T00 2026-02-05T23 day"}},
		{"el día 15 del actual", []string{"2026-02-15T00 2026-02-15T23 day"}},
		{"del 8 al 14 de febrero del presente año", []string{"2026-02-08T00 2026-02-14T23 week"}},
		{"in February 2025", []string{"2025-02-01T00 2025-02-28T23 month"}},
		{"Last year, people searched.", []string{"2025-01-01T00 2025-12-31T23 year"}},
		{"hace tres días", []string{"2026-02-19T00 2026-02-19T23 day"}},
		{"2026-02-20", []string{"2026-02-20T00 2026-02-20T23 day"}},
		{"El sábado alrededor de las 22:00 horas en un bar", []string{"2026-02-21T22 2026-02-21T22 minute"}},
		{"It exploded at 3 p.m. on Tuesday.", []string{"2026-02-17T15 2026-02-17T15 hour"}},
		{"el domingo a las seis de la mañana", []string{"2026-02-22T06 2026-02-22T06 hour"}},
		{"on Saturday night, around 9:15", []string{"2026-02-21T21 2026-02-21T21 minute"}},
		{"a curfew from 10 p.m. to 5 a.m. on Sunday", []string{"2026-02-22T00 2026-02-22T23 day"}},
		{"a las 6:00 horas", nil},
		{"closed until Friday", []string{"2026-02-27T00 2026-02-27T23 day"}},
		{"It came a month after clashes.", []string{"2026-01-01T00 2026-01-31T23 month"}},
		{"dos semanas después de la masacre", []string{"2026-02-05T00 2026-02-11T23 week"}},
		{"Floods killed many between March and May 2024.", []string{"2024-05-01T00 2024-05-31T23 month"}},
		{"over the Memorial Day weekend", []string{"2026-02-21T00 2026-02-23T23 week"}},
		{"the 400 of unit 31 marched", nil},
	} {
		d := text.Read(c.text, "")
		var got []string
		for _, e := range Read(d.Tokens, text.Range{Last: len(d.Tokens)}, base) {
			const hours = "2006-01-02T15"
			got = append(got, e.Start.Format(hours)+" "+e.End.Format(hours)+" "+string(e.Precision))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: times differ (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestDatesWithoutADayOfTheReport(t *testing.T) {
	d := text.Read("LIMA, 9 JAN 90: it happened on Sunday, yesterday, in May", "en")
	found := Read(d.Tokens, text.Range{Last: len(d.Tokens)}, time.Time{})
	if len(found) != 1 || !found[0].Start.Equal(time.Date(1990, 1, 9, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("found %v, want the ninth of January 1990 alone", found)
	}
}
