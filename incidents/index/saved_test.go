package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// saved gives an index as it is saved.
func saved(t testing.TB, x *Index) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Save(&b, x.Seq(), []byte("mark")); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// loaded gives the index that a file holds.
func loaded(ctx context.Context, file []byte, feed Feed) (*Index, error) {
	x := New()
	err := x.Load(ctx, bytes.NewReader(file), int64(len(file)), feed, func(at incidents.Seq, mark []byte) error {
		if string(mark) != "mark" {
			return fmt.Errorf("the mark of change %d came back as %q", at, mark)
		}
		return nil
	})
	return x, err
}

// TestSavedIndexGoesOn holds an index that goes on from a saved one to brute force, and to one that was built anew: over
// random stories with writes, withdrawals and new layers before and after it was saved.
func TestSavedIndexGoesOn(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 12
	}
	for seed := range uint64(rounds) {
		r, m, x := newSource(seed), newModel(), New()
		write := func(n int) {
			for range n {
				f := r.fact(pick(r, "a", "b"), 1+r.IntN(400))
				if past := m.facts[f.id]; len(past) > 0 { // an incident stays in its story
					f.story = past[0].story
				}
				if r.IntN(6) == 0 {
					f.entry = nil
				}
				m.put(f)
				if r.IntN(100) == 0 {
					m.tell(f.story, "x", "y", "z")
				}
			}
		}
		m.tell("a", "x", "y", "z")
		m.tell("b", "x")
		for range 1 + r.IntN(4) {
			write(pick(r, 0, 3, 40, 500))
			sync1(t, x, m)
		}
		file := saved(t, x)
		write(pick(r, 0, 1, 40, 500))
		y, err := loaded(t.Context(), file, m)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if y.Seq() != x.Seq() {
			t.Fatalf("seed %d: it is loaded at change %d and was saved at %d", seed, y.Seq(), x.Seq())
		}
		anew := New()
		sync1(t, y, m)
		sync1(t, anew, m)
		for _, slug := range []string{"a", "b"} {
			check(t, r, m, y.Story(slug), slug)
			if got, want := y.Story(slug).Changed(), anew.Story(slug).Changed(); got != want {
				t.Errorf("seed %d: story %s was changed last at %d, and %d in a new index", seed, slug, got, want)
			}
			q := r.query(m)
			same(t, "Select of both", q, anew.Story(slug).Select(q), y.Story(slug).Select(q))
		}
	}
}

// TestLargeSavedIndex holds a saved index with bitmaps, several parts and dead rows to the one that was saved.
func TestLargeSavedIndex(t *testing.T) {
	r, m, x := newSource(2), newModel(), New()
	m.tell("a", "x", "y", "z")
	for n := range bitmapRows + 100 {
		m.put(r.fact("a", n+1))
	}
	sync1(t, x, m)
	for n := range 50 {
		m.put(r.fact("a", n+1))
	}
	sync1(t, x, m)
	y, err := loaded(t.Context(), saved(t, x), m)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Story("a").parts) < 2 || x.Story("a").parts[0].bits == nil || len(x.Story("a").parts[0].deadRows) == 0 {
		t.Fatal("the index has one part, no bitmaps or no dead rows")
	}
	for range 20 {
		q := r.query(m)
		same(t, "Select", q, x.Story("a").Select(q), y.Story("a").Select(q))
		same(t, "Summary", q, x.Story("a").Summary(q), y.Story("a").Summary(q))
		same(t, "Clusters", q, x.Story("a").Clusters(q, 6, nil), y.Story("a").Clusters(q, 6, nil))
	}
	if a, b := x.Story("a").Bytes(), y.Story("a").Bytes(); b > a+a/8 {
		t.Errorf("a loaded index takes %d bytes, and took %d", b, a)
	}
}

// TestDamagedSavedIndex holds that whatever is missing or changed of a file is noticed, and that the index is then empty and can
// be built.
func TestDamagedSavedIndex(t *testing.T) {
	r, m, x := newSource(5), newModel(), New()
	m.tell("a", "x")
	for n := range 60 {
		m.put(r.fact("a", n+1))
	}
	sync1(t, x, m)
	file := saved(t, x)
	if y, err := loaded(t.Context(), file, m); err != nil || y.Seq() != m.seq {
		t.Fatalf("the whole file is loaded at %d, %v", y.Seq(), err)
	}
	for n := range file {
		for _, damaged := range [][]byte{file[:n], changed(file, n)} {
			y, err := loaded(t.Context(), damaged, m)
			if err == nil {
				t.Fatalf("%d bytes, of %d, with byte %d of another value, are loaded", len(damaged), len(file), n)
			}
			if y.Seq() != 0 || len(y.now.Load().stories) != 0 {
				t.Fatalf("after the error the index is at change %d", y.Seq())
			}
		}
	}
	if _, err := loaded(t.Context(), append(bytes.Clone(file), 0), m); err == nil {
		t.Error("a file with something behind its end is loaded")
	}
	y, refused := New(), errors.New("another store's")
	err := y.Load(t.Context(), bytes.NewReader(file), int64(len(file)), m, func(incidents.Seq, []byte) error { return refused })
	if !errors.Is(err, refused) {
		t.Errorf("a mark that is refused gives %v", err)
	}
	sync1(t, y, m)
	check(t, r, m, y.Story("a"), "a")
	if err := y.Load(t.Context(), bytes.NewReader(file), int64(len(file)), m, nil); incidents.CodeOf(err) != incidents.EConflict {
		t.Errorf("a file is loaded into an index that is not empty: %v", err)
	}
	if err := x.Save(io.Discard, m.seq-1, nil); incidents.CodeOf(err) != incidents.EConflict {
		t.Errorf("an index is saved as of another change: %v", err)
	}
}

func changed(file []byte, n int) []byte {
	out := bytes.Clone(file)
	out[n] ^= 0x10
	return out
}

// TestSavedForm holds that files are told apart by what they are written by. Where this sum is another one, savedForm has to be.
func TestSavedForm(t *testing.T) {
	r, m, x := newSource(7), newModel(), New()
	r.kinds = []incidents.Kind{"killing", "roadblock", "curfew", "other_incident"} // new kinds of the table change no file
	m.tell("a", "x")
	for n := range 30 {
		m.put(r.fact("a", n+1))
	}
	sync1(t, x, m)
	if got, want := crc32.Checksum(saved(t, x)[blockHead+len(form()):], castagnoli), uint32(0x9ae05ef6); got != want {
		t.Errorf("form %d is written with the sum %#x, and was with %#x: give it the next number", savedForm, got, want)
	}
}

// FuzzLoad gives Load files whose checksums are right, so that all else has to be looked at: it gives an error, or an index
// that answers.
func FuzzLoad(f *testing.F) {
	for seed := range uint64(4) {
		r, m, x := newSource(seed), newModel(), New()
		m.tell("a", "x")
		for n := range 20 + 30*seed {
			m.put(r.fact("a", int(n)%40+1))
			if n == 15 {
				if err := x.Sync(context.Background(), m); err != nil {
					f.Fatal(err)
				}
			}
		}
		if err := x.Sync(context.Background(), m); err != nil {
			f.Fatal(err)
		}
		f.Add(saved(f, x))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		file = bytes.Clone(file)
		for rest := file; len(rest) >= blockHead; {
			n := min(binary.LittleEndian.Uint64(rest), uint64(len(rest)-blockHead))
			binary.LittleEndian.PutUint64(rest[8:], uint64(crc32.Checksum(rest[blockHead:blockHead+n], castagnoli)))
			rest = rest[blockHead+n:]
		}
		x := New()
		if x.Load(t.Context(), bytes.NewReader(file), int64(len(file)), anyShapes{newModel()}, func(incidents.Seq, []byte) error { return nil }) != nil {
			return
		}
		for slug := range x.now.Load().stories {
			snap := x.Story(slug)
			r := newSource(1)
			for range 4 {
				q := r.query(&model{})
				snap.Select(q)
				snap.Summary(q)
				snap.Clusters(q, 9, nil)
				snap.Areas(q, nil)
				snap.After(q, incidents.ULID{}, 5)
				snap.Histogram(q, r.instant(), r.instant(), 10)
			}
		}
	})
}

// anyShapes has a geometry of every name.
type anyShapes struct{ *model }

func (anyShapes) Shapes(_ context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	all := map[incidents.ShapeID]orb.Geometry{}
	for _, id := range ids {
		all[id] = orb.LineString{{0, 0}, {30, 1}}
	}
	return all, nil
}
