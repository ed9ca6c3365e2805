package sqlite

import (
	"reflect"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// revisionOfWrite gives the first revision that a write comes to.
func revisionOfWrite(w *incidents.Write) *incidents.Revision {
	return &incidents.Revision{Number: 1, Seq: 1, Kind: w.Kind, Author: w.Author, Note: w.Note, Incident: w.Incident}
}

func deltaBaseRow() written {
	return written{
		seq: 9000, incident: incidents.ULID{1, 2, 3}, story: 7, revision: 9000, hidden: []incidents.ULID{{4}, {5}},
		number: 3, previous: 8000, time: 1_771_718_645_678, published: unseen, kind: incidents.Correction, author: "ana",
		note: new(document.Encoder).EncodeTexts(incidents.Text{"en": "Note"}), document: deltaText{base: 5, code: []byte("document")},
		features: []feature{{"es", deltaText{base: 6, code: []byte("one")}}, {"en", deltaText{code: []byte("two")}}},
	}
}

func TestWritten(t *testing.T) {
	revision, first, again := deltaBaseRow(), deltaBaseRow(), deltaBaseRow()
	first.number, first.previous, first.published = 1, 0, first.time
	again = written{seq: again.seq, incident: again.incident, story: 7, revision: 8999, features: again.features}
	for _, want := range []written{revision, first, again} {
		data := want.append(nil)
		var got written
		if err := got.parse(want.seq, data); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, want)
		}
		for i := range data {
			if got.parse(want.seq, data[:i]) == nil {
				t.Fatalf("the first %d bytes of %d were read", i, len(data))
			}
			data[i] ^= 4
			if got.parse(want.seq, data) == nil {
				t.Fatalf("a change of byte %d was not noticed", i)
			}
			data[i] ^= 4
		}
		if got.parse(want.seq+1, data) == nil {
			t.Error("a row in the place of another was read")
		}
	}
}

// FuzzWritten holds that a row of any content is read or refused, and that what was read can
// be written and read again.
func FuzzWritten(f *testing.F) {
	row := deltaBaseRow()
	data := row.append(nil)
	f.Add(data[:len(data)-sumSize])
	f.Add([]byte{writtenVersion})
	f.Fuzz(func(t *testing.T, body []byte) {
		const seq = 9000
		var w written
		if w.parse(seq, seal(rowKey(seq), body)) != nil {
			return
		}
		var again written
		if err := again.parse(seq, w.append(nil)); err != nil || !reflect.DeepEqual(w, again) {
			t.Errorf("%+v was read, and its own form as %+v, %v", w, again, err)
		}
		_, _ = document.DecodeTexts(w.note)
	})
}

// FuzzFeedRow holds that a row of the feed of any content is read or refused.
func FuzzFeedRow(f *testing.F) {
	c := fedChange{seq: 12, story: 3, incident: incidents.ULID{1, 2}}
	f.Add(c.append(nil, 10))
	f.Fuzz(func(t *testing.T, body []byte) {
		var again []byte
		n := 0
		err := fedRow(10, seal(rowKey(10), body), func(c fedChange) bool {
			again = c.append(again, 10)
			n++
			return true
		})
		if err != nil {
			return
		}
		err = fedRow(10, seal(rowKey(10), again), func(fedChange) bool { n--; return true })
		if err != nil || n != 0 {
			t.Errorf("%x was read, and its own form was not: %v, %d", body, err, n)
		}
	})
}

// FuzzToken holds that a token of any content is read or refused.
func FuzzToken(f *testing.F) {
	hash := incidents.HashToken("one")
	data := encodeToken(incidents.Token{Hash: hash, Name: "one", Scope: incidents.ScopeRead})
	f.Add(data[:len(data)-sumSize])
	f.Fuzz(func(t *testing.T, body []byte) {
		tok, err := decodeToken(hash[:], seal(hash[:], body))
		if err != nil {
			return
		}
		if again, err := decodeToken(hash[:], encodeToken(tok)); err != nil || !reflect.DeepEqual(again, tok) {
			t.Errorf("%+v reads %+v, %v", tok, again, err)
		}
	})
}
