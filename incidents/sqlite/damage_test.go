package sqlite

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// storeFile gives the bytes of a closed store with some incidents and their past.
func storeFile(t testing.TB) []byte {
	t.Helper()
	s, _ := filled(t, 12)
	wishes := batch(5)
	for i := range wishes {
		wishes[i].Incident.Workflow = incidents.DraftStage
	}
	if _, err := s.Write(t.Context(), wishes...); err != nil {
		t.Fatal(err)
	}
	for i := range wishes {
		wishes[i].Base, wishes[i].Incident.Workflow = 1, incidents.Published
	}
	if _, err := s.Write(t.Context(), wishes...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func saved(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenRefuses(t *testing.T) {
	good := storeFile(t)
	version := func(n byte) []byte {
		b := bytes.Clone(good)
		b[63] = n // the low byte of user_version, file format section 1.3.15
		return b
	}
	other := bytes.Clone(good)
	copy(other[68:72], "ELSE") // application_id, section 1.3.16
	hole := bytes.Clone(good)
	clear(hole[8*4096 : 9*4096])
	for _, tt := range []struct {
		name string
		data []byte
		code incidents.Code
		says string
	}{
		{"text", []byte("id,title\n1,One\n"), incidents.EDamaged, "not a SQLite database"},
		{"one byte", []byte{0}, incidents.EDamaged, "not a SQLite database"},
		{"noise", bytes.Repeat([]byte{0xa5, 0x17}, 5000), incidents.EDamaged, "not a SQLite database"},
		{"a header alone", good[:100], incidents.EDamaged, "damaged"},
		{"the first page alone", good[:4096], incidents.EDamaged, "damaged"},
		{"cut in half", good[:len(good)/2], incidents.EDamaged, "damaged"},
		{"cut in a page", good[:len(good)-1000], incidents.EDamaged, "damaged"},
		{"a page of zeros", hole, incidents.EDamaged, "damaged"},
		{"a newer version", version(99), incidents.EUnavailable, "version 99"},
		{"another program's", other, incidents.EInvalid, "another program"},
	} {
		path := saved(t, tt.data)
		s, err := Open(t.Context(), path, storetest.Encode)
		if err == nil {
			t.Errorf("%s: opened", tt.name)
			_ = s.Close()
			continue
		}
		if incidents.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, class %s; want class %s, %q and the file's name", tt.name, err, incidents.CodeOf(err), tt.code, tt.says)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, tt.data) {
			t.Errorf("%s: the file was changed (%v)", tt.name, err)
		}
	}
}

func TestOpenTakesAnEmptyFile(t *testing.T) {
	s := open(t, saved(t, nil))
	if seq, err := s.Seq(t.Context()); err != nil || seq != 0 {
		t.Errorf("Seq gave %d, %v", seq, err)
	}
}

func TestOpenWhereNothingCanBe(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "nowhere", "store.db")} {
		_, err := Open(t.Context(), path, storetest.Encode)
		if incidents.CodeOf(err) != incidents.EUnavailable || !strings.Contains(fmt.Sprint(err), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// state is all that a store says, but for searches and its newest number.
func state(t *testing.T, s *Store) (string, error) {
	t.Helper()
	var said []any
	stories, err := s.Stories(t.Context())
	if err != nil {
		return "", err
	}
	said = append(said, stories)
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			return "", err
		}
		said = append(said, c)
		if c.Incident == "" {
			continue
		}
		revisions, err := s.Revisions(t.Context(), c.Story, c.Incident)
		if err != nil {
			return "", err
		}
		said = append(said, revisions)
		for _, lang := range []string{"en", "es"} {
			for f, err := range s.Features(t.Context(), []incidents.Seq{c.Seq}, lang) {
				if err != nil {
					return "", err
				}
				said = append(said, string(f.JSON))
			}
		}
	}
	b, err := json.Marshal(said)
	return string(b), err
}

// TestDamageIsNoticed spoils a store in many places and holds that opening it, or the
// check, says so, unless all it says is as before.
func TestDamageIsNoticed(t *testing.T) {
	good := storeFile(t)
	s := open(t, saved(t, good))
	before, err := state(t, s)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	spoilt := map[string][]byte{}
	for page := 0; page < len(good)/4096; page += 3 {
		b := bytes.Clone(good)
		for i := range 4096 {
			b[page*4096+i] = byte(rng.Uint32())
		}
		spoilt[fmt.Sprint("page ", page)] = b
	}
	for range 40 {
		b := bytes.Clone(good)
		i := 100 + rng.IntN(len(b)-100)
		b[i] ^= 1 << rng.IntN(8)
		spoilt[fmt.Sprint("byte ", i)] = b
	}
	noticed := 0
	for where, data := range spoilt {
		if fault := examine(t, data, before); fault != nil {
			noticed++
			if incidents.CodeOf(fault) != incidents.EDamaged && incidents.CodeOf(fault) != incidents.EInvalid {
				t.Errorf("%s: %v has class %s", where, fault, incidents.CodeOf(fault))
			}
		}
	}
	if noticed < len(spoilt)/4 {
		t.Errorf("only %d of %d damages were noticed", noticed, len(spoilt))
	}
}

// examine gives the damage that is noticed, and errs the test when there is damage that
// is not.
func examine(t *testing.T, data []byte, before string) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, storetest.Encode)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // it may well be damaged
	after, reading := state(t, s)
	if err := s.Check(t.Context()); err != nil {
		return err
	}
	if reading != nil || after != before {
		t.Errorf("a damage was not noticed: %v", reading)
	}
	return nil
}

func TestReadingNoticesAChangedDigit(t *testing.T) {
	s, _ := filled(t, 1)
	var id string
	if err := s.reader.QueryRowContext(t.Context(), `SELECT id FROM incident`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{
		`UPDATE revision SET document = unhex(replace(hex(document), hex('Roadblock'), hex('Roadbloc?')))`,
		`UPDATE feature SET json = CAST(replace(CAST(json AS TEXT), '20.67', '20.76') AS BLOB)`,
		`UPDATE story_revision SET document = replace(document, 'roads', 'rails')`,
	} {
		if _, err := s.writer.ExecContext(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.Incident(t.Context(), "a", id)
	errs := map[string]error{"Incident": err}
	_, errs["Story"] = s.Story(t.Context(), "a")
	for _, errs["Features"] = range s.Features(t.Context(), []incidents.Seq{2}, "en") {
	}
	for _, errs["Changes"] = range s.Changes(t.Context(), 0) {
	}
	errs["Check"] = s.Check(t.Context())
	for name, err := range errs {
		if incidents.CodeOf(err) != incidents.EDamaged || !strings.Contains(fmt.Sprint(err), s.path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzRevision holds that a revision row of any content is read or refused, and that what
// was read can be written and read again.
func FuzzRevision(f *testing.F) {
	f.Add("2026-02-22T00:00:00.000Z", `{"en":"Note"}`, documentOf(f, storetest.Incident("a", "One")))
	f.Add("", "null", documentOf(f, everything()))
	f.Add("2026-02-22", "[]", "\x01\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, written, note, doc string) {
		inc, err := decodeIncident(doc)
		if err != nil {
			inc = incidents.Incident{}
		}
		row := revisionRow{
			seq: 1, number: 1, story: inc.Story, incident: inc.ID, time: written, kind: "create", note: note, document: doc,
		}
		if _, err := row.revision(); err == nil {
			t.Error("a row without its checksum was read")
		}
		row.sum = checksum(row.story, row.incident, row.time, row.kind, row.author, row.note, row.document)
		rev, err := row.revision()
		if err != nil {
			return
		}
		again, err := encodeIncident(&rev.Incident)
		if err != nil {
			return // such as a number that is not finite
		}
		if _, err := decodeIncident(again); err != nil {
			t.Errorf("%q was read, and its own form was not: %v", doc, err)
		}
	})
}

// FuzzSearch holds that no words a reader types make the search fail.
func FuzzSearch(f *testing.F) {
	for _, q := range []string{"roadblock", `"`, "a OR b", "NEAR(a b, 2)", "words:a*", "\x00", "a\u0301", "^a -b + c"} {
		f.Add(q)
	}
	s, _ := filled(f, 3)
	f.Fuzz(func(t *testing.T, q string) {
		var e *incidents.Error
		_, err := s.Search(t.Context(), "a", q)
		if err != nil && (!errors.As(err, &e) || e.Code != incidents.EInvalid || e.Field != "q") {
			t.Errorf("%q: %v", q, err)
		}
	})
}
