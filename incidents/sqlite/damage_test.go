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

// page is the size of a page in bytes.
const page = 16384

// storeFile gives the bytes of a closed store with some incidents and their past.
func storeFile(t testing.TB) []byte {
	t.Helper()
	s, _ := filled(t, 12)
	writes := batch(5)
	for i := range writes {
		writes[i].Incident.Workflow = incidents.DraftStage
	}
	if _, err := s.Write(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	for i := range writes {
		writes[i].Base, writes[i].Incident.Workflow = 1, incidents.Published
	}
	if _, err := s.Write(t.Context(), writes...); err != nil {
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
	clear(hole[8*page : 9*page])
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
		{"the first page alone", good[:page], incidents.EDamaged, "damaged"},
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
		if incidents.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, class %s; want class %s, %q and not the file's name", tt.name, err, incidents.CodeOf(err), tt.code, tt.says)
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
		if incidents.CodeOf(err) != incidents.EUnavailable || strings.Contains(fmt.Sprint(err), path) {
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
		if c.OfStory() {
			continue
		}
		revisions, err := s.Revisions(t.Context(), c.Story, c.Incident.String())
		if err != nil {
			return "", err
		}
		said = append(said, revisions)
		if c.Entry == nil {
			continue
		}
		said = append(said, c.Entry.AppendTo(nil))
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
	for n := range len(good) / page {
		b := bytes.Clone(good)
		for i := range page {
			b[n*page+i] = byte(rng.Uint32())
		}
		spoilt[fmt.Sprint("page ", n)] = b
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

func TestReadingNoticesAChangedByte(t *testing.T) {
	s, seqs := filled(t, 2)
	inc, err := s.Incident(t.Context(), "a", idAt(t, s, seqs[1]))
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{
		`UPDATE written SET data = CAST(substr(data, 1, length(data) - 9) || x'5a' || substr(data, -8) AS BLOB)`,
		`UPDATE feed SET data = CAST(substr(data, 1, length(data) - 9) || x'5a' || substr(data, -8) AS BLOB)`,
		`UPDATE story_revision SET document = replace(document, 'roads', 'rails')`,
	} {
		execute(t, s, change)
	}
	s = open(t, s.path) // which has nothing in memory
	_, err = s.Incident(t.Context(), "a", inc.Incident.ID)
	errs := map[string]error{"Incident": err}
	_, errs["Story"] = s.Story(t.Context(), "a")
	for _, errs["Features"] = range s.Features(t.Context(), seqs, "en") {
	}
	for _, errs["Changes"] = range s.Changes(t.Context(), 0) {
	}
	errs["Check"] = s.Check(t.Context())
	for name, err := range errs {
		if incidents.CodeOf(err) != incidents.EDamaged || strings.Contains(fmt.Sprint(err), s.path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFileCutBeneathAReader holds that a file that another program cuts while it is read is
// told as damaged, and that the program lives on.
func TestFileCutBeneathAReader(t *testing.T) {
	s, seqs := filled(t, 3000)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), s.path, storetest.Encode)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it is damaged
	if err := os.Truncate(s.path, 2*page); err != nil {
		t.Fatal(err)
	}
	for range 20 { // more than there are connections
		for _, err := range s.Features(t.Context(), seqs, "en") {
			if incidents.CodeOf(err) != incidents.EDamaged || strings.Contains(err.Error(), s.path) {
				t.Fatalf("%v of class %s", err, incidents.CodeOf(err))
			}
		}
	}
}

// idAt gives the id of the incident that is in force under a number.
func idAt(t testing.TB, s *Store, seq incidents.Seq) string {
	t.Helper()
	for c, err := range s.Changes(t.Context(), seq-1) {
		if err != nil || c.Seq == seq {
			return c.Incident.String()
		}
	}
	return ""
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
