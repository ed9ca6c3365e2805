package trigger

import (
	_ "embed" // the phrases are files
	"strings"
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

type entry struct {
	kind         incidents.Kind
	class        incidents.Class
	weak, strong bool
}

// noEvent is the kind of phrases that tell of no event, though words of them do: "struck a deal".
const noEvent = "none"

//go:embed en.txt
var english string

//go:embed es.txt
var spanish string

var tables = map[string]func() *phrase.Table[entry]{
	"en": sync.OnceValue(func() *phrase.Table[entry] { return compile(english, false) }),
	"es": sync.OnceValue(func() *phrase.Table[entry] { return compile(spanish, false) }),
}

// falseFriends are the phrases that tell of no event, alone.
var falseFriends = map[string]func() *phrase.Table[entry]{
	"en": sync.OnceValue(func() *phrase.Table[entry] { return compile(english, true) }),
	"es": sync.OnceValue(func() *phrase.Table[entry] { return compile(spanish, true) }),
}

// FalseFriends gives the phrases of a sentence that tell of no event, though words of them do, in order.
func FalseFriends(d *text.Document, r text.Range) []text.Range {
	var found []text.Range
	for _, m := range falseFriends[d.Lang]().Find(d.Tokens, r) {
		found = append(found, m.Range)
	}
	return found
}

// compile reads lines of a kind, a tab and a pattern, or of a class of words, a tab and its words; it panics on any other, as they are
// part of the program. Of false friends it reads those alone.
func compile(lines string, friends bool) *phrase.Table[entry] {
	t, classes := phrase.New[entry](), map[string]string{}
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		kind, pattern, ok := strings.Cut(line, "\t")
		if !ok {
			panic("line without a tab: " + line)
		}
		if kind[0] == '@' {
			classes[kind] = pattern
			continue
		}
		if !friends || kind == noEvent {
			t.Add(withClasses(pattern, classes), entryOf(kind))
		}
	}
	return t
}

// entryOf reads a kind and the mark after it.
func entryOf(kind string) entry {
	e := entry{weak: strings.HasSuffix(kind, "~"), strong: strings.HasSuffix(kind, "!")}
	e.kind = incidents.Kind(strings.TrimRight(kind, "~!"))
	if e.kind == noEvent {
		return e
	}
	info, known := incidents.LookupKind(e.kind)
	if !known {
		panic("kind that is not known: " + kind)
	}
	e.class = info.Class
	return e
}

// withClasses puts the words of classes in place of their names.
func withClasses(pattern string, classes map[string]string) string {
	words := strings.Fields(pattern)
	for i, w := range words {
		alternatives := strings.Split(strings.Trim(w, "[]"), "|")
		for k, a := range alternatives {
			if a[0] != '@' {
				continue
			}
			of, known := classes[a]
			if !known {
				panic("class that is not known: " + a)
			}
			alternatives[k] = of
		}
		all := strings.Join(alternatives, "|")
		if w[0] == '[' {
			all = "[" + all + "]"
		}
		words[i] = all
	}
	return strings.Join(words, " ")
}
