package storetest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
)

// receipt is one of a key, for a request of the key's own.
func receipt(key string) incidents.Receipt {
	return incidents.Receipt{Key: key, Request: sha256.Sum256([]byte(key))}
}

func writeOnce(t *testing.T, s incidents.Store, r incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool) {
	t.Helper()
	revisions, known, err := s.WriteOnce(t.Context(), r, writes...)
	if err != nil {
		t.Fatalf("WriteOnce: %v", err)
	}
	return revisions, known
}

func testWriteOnce(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc, other := Incident("a", "One"), draft("a", "Other")
	writes := []incidents.Write{create(inc), create(other), update(inc, 1)}
	writes[0].Note = incidents.Text{"en": "A note"}
	first, known := writeOnce(t, s, receipt("one"), writes...)
	if known || len(first) != 3 {
		t.Fatalf("%d revisions, known before: %t", len(first), known)
	}
	write(t, s, update(inc, 2)) // what came after takes nothing from the receipt
	last := newest(t, s)
	for range 3 {
		again, known := writeOnce(t, s, receipt("one"), writes...)
		if !known {
			t.Error("the second time is told as the first")
		}
		same(t, "the second time", again, first)
	}
	for range 2 { // a request that asks for nothing is one
		if nothing, _ := writeOnce(t, s, receipt("nothing")); len(nothing) != 0 {
			t.Errorf("nothing gave %d revisions", len(nothing))
		}
	}
	another := receipt("one")
	another.Request[31]++
	revisions, known, err := s.WriteOnce(t.Context(), another, create(Incident("a", "Another")))
	isCode(t, "another request under the key", err, incidents.EConflict)
	if known || len(revisions) != 0 {
		t.Errorf("another request gave %d revisions", len(revisions))
	}
	for name, key := range map[string]string{"no key": "", "a long key": strings.Repeat("k", 256)} {
		_, _, err := s.WriteOnce(t.Context(), receipt(key), create(Incident("a", "Another")))
		isCode(t, name, err, incidents.EInvalid)
	}
	if newest(t, s) != last {
		t.Error("something was written")
	}
	if _, known := writeOnce(t, s, receipt(strings.Repeat("k", 255)), create(Incident("a", "Two"))); known {
		t.Error("another key is told as known")
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// testWriteOnceFails holds that a write that failed leaves its key free.
func testWriteOnceFails(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "One")
	_, _, err := s.WriteOnce(t.Context(), receipt("one"), create(Incident("a", "Good")), update(inc, 1))
	isCode(t, "a wrong base", err, incidents.EConflict)
	_, _, err = s.WriteOnce(t.Context(), receipt("one"), create(Incident("nowhere", "Lost")))
	isCode(t, "no story", err, incidents.ENotFound)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = s.WriteOnce(gone, receipt("one"), create(inc))
	isCode(t, "given up", err, incidents.EUnavailable)
	if _, known := writeOnce(t, s, receipt("one"), create(inc)); known {
		t.Error("a write that failed is told as done")
	}
	if got := len(changes(t, s, 1)); got != 1 {
		t.Errorf("%d changes", got)
	}
}

// ReceiptsEnd holds that receipts end after their life, and not before, in a store whose clock the
// test sets on.
func ReceiptsEnd(t *testing.T, s incidents.Store, advance func(time.Duration)) {
	put(t, s, Story("a"))
	old := make([]incidents.Incident, 100)
	for i := range old {
		old[i] = Incident("a", fmt.Sprint("Old ", i))
		writeOnce(t, s, receipt(fmt.Sprint("old ", i)), create(old[i]))
	}
	advance(incidents.ReceiptLife - time.Hour)
	young := Incident("a", "Young")
	writeOnce(t, s, receipt("young"), create(young))
	if _, known := writeOnce(t, s, receipt("old 0"), create(old[0])); !known {
		t.Error("a receipt ended before its life")
	}
	advance(2 * time.Hour)
	for i := range 3 { // each forgets some
		writeOnce(t, s, receipt(fmt.Sprint("later ", i)), create(Incident("a", "Later")))
	}
	for i := range old {
		_, _, err := s.WriteOnce(t.Context(), receipt(fmt.Sprint("old ", i)), create(old[i]))
		isCode(t, "a write repeated after its receipt's life", err, incidents.EConflict) // it is written again, and is there
	}
	if _, known := writeOnce(t, s, receipt("young"), create(young)); !known {
		t.Error("a receipt ended with older ones")
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testWriteOnceTogether(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	const keys, each = 4, 8
	var mu sync.Mutex
	wrote, gave := map[string]int{}, map[string]map[string]bool{}
	var group sync.WaitGroup
	for k := range keys {
		key := fmt.Sprint("key ", k)
		inc := Incident("a", key)
		mu.Lock()
		gave[key] = map[string]bool{}
		mu.Unlock()
		for range each {
			group.Go(func() {
				revisions, known, err := s.WriteOnce(t.Context(), receipt(key), create(inc))
				if err != nil {
					t.Errorf("WriteOnce: %v", err)
					return
				}
				mu.Lock()
				defer mu.Unlock()
				gave[key][asJSON(revisions)] = true
				if !known {
					wrote[key]++
				}
			})
		}
	}
	group.Wait()
	for key := range gave {
		if wrote[key] != 1 || len(gave[key]) != 1 {
			t.Errorf("%s was written %d times, and %d things were told of it", key, wrote[key], len(gave[key]))
		}
	}
	if got := len(changes(t, s, 1)); got != keys {
		t.Errorf("%d changes of %d keys", got, keys)
	}
}

// token gives one made so many hours after the start of a day.
func token(name string, hours int) incidents.Token {
	return incidents.Token{
		Hash: incidents.HashToken(name), Name: name, Scope: incidents.ScopeRead,
		Created: time.Date(2026, 2, 22, hours, 4, 5, 678_000_000, time.UTC),
	}
}

func putToken(t *testing.T, s incidents.Store, tok incidents.Token) {
	t.Helper()
	if err := s.PutToken(t.Context(), tok); err != nil {
		t.Fatalf("PutToken: %v", err)
	}
}

func tokens(t *testing.T, s incidents.Store) []incidents.Token {
	t.Helper()
	all, err := s.Tokens(t.Context())
	if err != nil {
		t.Fatalf("Tokens: %v", err)
	}
	return all
}

func testTokens(t *testing.T, s incidents.Store) {
	if all := tokens(t, s); len(all) != 0 {
		t.Errorf("an empty store has the tokens %v", all)
	}
	young, old := token("young ñ", 9), token("old", 3)
	young.Scope, young.Expires = incidents.ScopeWrite, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	putToken(t, s, young)
	putToken(t, s, old)
	want := []incidents.Token{old, young}
	same(t, "the oldest first", tokens(t, s), want)

	old.Revoked = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	putToken(t, s, old)
	want[0] = old
	same(t, "revoked", tokens(t, s), want)
	for _, w := range want {
		got, err := s.Token(t.Context(), w.Hash)
		if err != nil {
			t.Errorf("the token: %v", err)
		}
		same(t, "the token", got, w)
	}
	testTokensUsed(t, s, young)
	_, err := s.Token(t.Context(), incidents.HashToken("nobody's"))
	isCode(t, "a token that is not there", err, incidents.ENotFound)
	if newest(t, s) != 0 {
		t.Error("a token took a sequence number")
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// testTokensUsed holds that it is kept to the minute when a token was used, that this undoes
// nothing else, and which stories it is for.
func testTokensUsed(t *testing.T, s incidents.Store, tok incidents.Token) {
	t.Helper()
	tok.Stories = []string{"a", "jalisco"}
	putToken(t, s, tok)
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name      string
		at, want  time.Time
		revokedBy bool
	}{
		{"the first time", noon, noon, false},
		{"at once", noon.Add(time.Second), noon, false},
		{"within the minute", noon.Add(59 * time.Second), noon, false},
		{"before it", noon.Add(-time.Hour), noon, false},
		{"a minute after", noon.Add(time.Minute), noon.Add(time.Minute), false},
		{"as it is revoked", noon.Add(time.Hour), noon.Add(time.Hour), true},
	} {
		if tt.revokedBy {
			tok.Revoked = noon
			putToken(t, s, tok) // by one who read it before it was used at all
		}
		if err := s.UseToken(t.Context(), tok.Hash, tt.at); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		got, err := s.Token(t.Context(), tok.Hash)
		if err != nil {
			t.Fatal(err)
		}
		want := tok
		want.Used = tt.want
		same(t, tt.name, got, want)
	}
	if err := s.UseToken(t.Context(), incidents.HashToken("nobody's"), noon); err != nil {
		t.Errorf("a token that is not there: %v", err)
	}
	if n := len(tokens(t, s)); n != 2 {
		t.Errorf("there are %d tokens", n)
	}
}
