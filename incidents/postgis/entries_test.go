package postgis

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// entriesOf gives the entries of all changes, by their numbers, also of those that ended.
func entriesOf(ctx context.Context, s *Store) (map[incidents.Seq]incidents.Entry, error) {
	all := map[incidents.Seq]incidents.Entry{}
	var r changeScan
	var e incidents.Entry
	err := s.each(ctx, s.reader, "test", `SELECT `+changeColumns+` FROM change WHERE entry IS NOT NULL`, nil, func(row scanner) error {
		if err := row.Scan(r.columns()...); err != nil {
			return err
		}
		_, err := s.entryOf(&r, &e)
		all[r.seq] = e
		return err
	})
	return all, err
}

func TestUpgradeMakesEntriesAnew(t *testing.T) {
	dsn := postgistest.Setting(t)
	s, err := Open(t.Context(), dsn, storetest.Encode)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	rich(t, s)
	var writes []incidents.Write
	for i := range 600 {
		inc := storetest.Incident("a", "Roadblock")
		inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &i}}
		writes = append(writes, incidents.Write{Incident: inc, Kind: incidents.Create})
	}
	if _, err := s.Write(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	want, err := entriesOf(t.Context(), s)
	if err != nil || len(want) <= len(writes) {
		t.Fatalf("%d entries, %v", len(want), err)
	}
	// Entries of version 1 had other figures; what they said is not looked at.
	postgistest.SQL(t, dsn, fmt.Sprintf(`UPDATE change SET entry = set_byte(entry, 0, %d) WHERE entry IS NOT NULL;
		DROP TABLE held, queue, audit, media, presence, person, session;
		UPDATE incidentmap_schema SET version = 3`, incidents.EntryVersion-1))
	if _, err := entriesOf(t.Context(), s); incidents.CodeOf(err) != incidents.EDamaged {
		t.Fatalf("entries of version 1 gave %v", err)
	}
	for range 2 { // the second time it has nothing to do
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = Open(t.Context(), dsn, storetest.Encode); err != nil {
			t.Fatal(err)
		}
		if got, err := entriesOf(t.Context(), s); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("after the upgrade there are %d entries of %d, %v, or they differ", len(got), len(want), err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// What an older encoder wrote of places that are hidden is encoded anew by the step of the schema that is for it.
func TestUpgradeEncodesHiddenPlacesAnew(t *testing.T) {
	type seqs = []incidents.Seq
	for name, tt := range map[string]struct {
		older string // makes the schema one of before the step
		fill  func(*testing.T, incidents.Store) (hidden, others seqs)
		hold  func(t *testing.T, s incidents.Store, hidden, others seqs)
	}{
		"all":      {`DROP TABLE held, queue, audit, media, presence; UPDATE incidentmap_schema SET version = 5`, storetest.HiddenAndOpen, storetest.EncodedAnew},
		"pictures": {`UPDATE incidentmap_schema SET version = 9`, storetest.PicturesHiddenAndOpen, storetest.PicturesEncodedAnew},
	} {
		t.Run(name, func(t *testing.T) {
			dsn := postgistest.Setting(t)
			leaky := func(dst []byte, p *incidents.Public, lang string) []byte {
				dst = storetest.Encode(dst, p, lang)
				return append(dst[:len(dst)-1], `,"secret":"house 7"}`...)
			}
			s, err := Open(t.Context(), dsn, leaky)
			if err != nil {
				t.Fatal(err)
			}
			hidden, others := tt.fill(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			postgistest.SQL(t, dsn, tt.older)
			tt.hold(t, open(t, dsn), hidden, others)
		})
	}
}
