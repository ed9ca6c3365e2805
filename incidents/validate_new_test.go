package incidents

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestTextsThatAreNone puts into each text of a write what none may have, and holds that it is refused
// by its name, and that what was kept before is not.
func TestTextsThatAreNone(t *testing.T) {
	for name, bad := range map[string]string{
		"a zero": "a\x00b", "an escape": "a\x1b[2Jb", "a C1 control": "a\u009bb", "delete": "a\x7fb", "no UTF-8": "a\xffb",
		"half a character, as some write it": "a\xed\xa0\x80b", "an override": "a\u202eb",
	} {
		for _, tt := range []struct {
			field string
			set   func(*Write)
		}{
			{"title.en", func(w *Write) { w.Incident.Title["en"] = bad }},
			{"summary.en", func(w *Write) { w.Incident.Summary = Text{"en": bad} }},
			{"where.place.en", func(w *Write) { w.Incident.Where.Place = map[string]string{"en": bad} }},
			{"where.admin1_name", func(w *Write) { w.Incident.Where.Admin.Admin1Name = bad }},
			{"where.admin2_name", func(w *Write) { w.Incident.Where.Admin.Admin2Name = bad }},
			{"extra.column", func(w *Write) { w.Incident.Extra = map[string]string{"column": bad} }},
			{"extra", func(w *Write) { w.Incident.Extra = map[string]string{bad: "x"} }},
			{"origin.file", func(w *Write) { w.Incident.Origin.File = bad }},
			{"sources[0].publisher.en", func(w *Write) { w.Incident.Sources[0].Publisher["en"] = bad }},
			{"sources[0].reason.en", func(w *Write) { w.Incident.Sources[0].Reason = Text{"en": bad} }},
			{"sources[0].id", func(w *Write) { w.Incident.Sources[0].ID = bad }},
			{"claims[0].value", func(w *Write) { w.Incident.Claims = []Claim{{ID: "k1", Field: "x", Value: bad}} }},
			{"claims[0].passage", func(w *Write) { w.Incident.Claims = []Claim{{ID: "k1", Field: "x", Passage: bad}} }},
			{"revision.note.en", func(w *Write) { w.Note = Text{"en": bad} }},
			{"revision.author", func(w *Write) { w.Author = bad }},
		} {
			w := Write{Kind: Create, Incident: Incident{
				ID: NewID(time.Now()), Story: "a", Title: Text{"en": "x"},
				Sources: []Source{{ID: "s1", Publisher: Text{"en": "x"}}},
			}}
			tt.set(&w)
			if problems := problemsOf(w.Validate()); !strings.Contains(problems, tt.field+": has ") {
				t.Errorf("%s in %s: %s", name, tt.field, problems)
			}
			if problems := problemsOf(w.Incident.Validate()); strings.Contains(problems, "control") || strings.Contains(problems, "UTF-8") {
				t.Errorf("%s in %s, kept before: %s", name, tt.field, problems)
			}
		}
		s := Story{Slug: "a", Title: Text{"en": bad}}
		if problems := problemsOf(s.ValidateNew()); !strings.Contains(problems, "title.en: has ") {
			t.Errorf("%s in a story: %s", name, problems)
		}
	}
}

func problemsOf(err error) string {
	var all Problems
	if errors.As(err, &all) {
		return all.Error()
	}
	return fmt.Sprint(err)
}

// TestTextsThatAreGood holds that what people write is taken, whatever the script is.
func TestTextsThatAreGood(t *testing.T) {
	for _, s := range []string{
		"", "Niños\tcaminan\nhacia Ñuñoa\r\n", "שלום, \u200fעולם", "\u202bمرحبا\u202c بالعالم", "\u2067עברית\u2069", "日本語 👩‍👩‍👧", "\ufffd",
	} {
		if wrong := fault(s); wrong != "" {
			t.Errorf("%q %s", s, wrong)
		}
	}
}

// TestLanguagesOfAText holds that a text has 20 languages and no more.
func TestLanguagesOfAText(t *testing.T) {
	text := Text{}
	for i := range maxLanguages + 1 {
		var p Problems
		if text.checkNew(&p, "title"); len(p) > 0 {
			t.Errorf("%d languages: %v", len(text), p)
		}
		text[fmt.Sprintf("%c%c", 'a'+i/26, 'a'+i%26)] = "x"
	}
	var p Problems
	if text.checkNew(&p, "title"); len(p) != 1 || !reflect.DeepEqual(p[0].Code, EInvalid) {
		t.Errorf("%d languages: %v", len(text), p)
	}
}
