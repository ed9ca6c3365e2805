package edit

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// readSources reads the list of sources, each an object or a text, and the one that "source"
// names, on which figures rest that do not say whose they are.
func (d *decoder) readSources(f *fields) {
	for i, v := range f.entries("sources") {
		s, _ := d.source(f, fmt.Sprintf("sources[%d]", i), v) // one that cannot be read keeps its place
		d.inc.Sources = append(d.inc.Sources, s)
	}
	v := f.take("source")
	if v == nil {
		return
	}
	s, ok := d.source(f, "source", v)
	if !ok {
		return
	}
	if text, isText := v.(string); isText {
		if known := d.sourceLike(text); known != "" {
			d.defaultSource = known
			return
		}
	}
	d.defaultSource = s.ID
	for _, known := range d.inc.Sources {
		if known.ID == s.ID {
			if !alike(known, s) {
				f.wrong("source", "is another than the source %s of this incident; change that one in sources", s.ID)
			}
			return
		}
	}
	d.inc.Sources = append(d.inc.Sources, s)
}

// alike reports whether two sources say the same, whatever the zones of their times.
func alike(a, b incidents.Source) bool {
	sameTimes := a.Published.Equal(b.Published) && a.Retrieved.Equal(b.Retrieved)
	a.Published, a.Retrieved, b.Published, b.Retrieved = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return sameTimes && reflect.DeepEqual(a, b)
}

// source reads one source: an address, a name, or its fields.
func (d *decoder) source(f *fields, at string, v any) (incidents.Source, bool) {
	switch v := v.(type) {
	case string:
		return d.spokenSource(v), true
	case map[string]any:
		return d.fullSource(f.below(at, v)), true
	}
	f.wrong(at, "is %s; give an address, a name or an object", typeName(v))
	return incidents.Source{}, false
}

func (d *decoder) spokenSource(s string) incidents.Source {
	if isLink(s) {
		return incidents.NewSource(d.lang, "", s)
	}
	return incidents.NewSource(d.lang, s, "")
}

func isLink(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

func (d *decoder) fullSource(f *fields) incidents.Source {
	defer f.done()
	publisher, link := f.text("publisher", d.lang), word[string](f, "url")
	name, lang := publisher.In(d.lang)
	if lang == "" {
		lang = d.lang
	}
	usual := incidents.NewSource(lang, name, link)
	if publisher == nil && link != "" {
		publisher = usual.Publisher
	}
	return incidents.Source{
		ID: wordOr(f, "id", usual.ID), Publisher: publisher, URL: link,
		Published: f.instant("published"), Retrieved: f.instant("retrieved"), Lang: word[string](f, "lang"),
		Kind: wordOr(f, "kind", usual.Kind), Attribution: wordOr(f, "attribution", usual.Attribution),
		Reason: f.text("reason", d.lang), Via: word[string](f, "via"),
		Hash: word[string](f, "hash"), Archive: word[string](f, "archive"),
	}
}

// sourceLike gives the id of the source of this incident with that id, name or address, or
// nothing.
func (d *decoder) sourceLike(s string) string {
	for _, known := range d.inc.Sources {
		if known.ID == s {
			return s
		}
	}
	for _, known := range d.inc.Sources {
		if known.URL == s && s != "" {
			return known.ID
		}
		for _, name := range known.Publisher {
			if name == s {
				return known.ID
			}
		}
	}
	return ""
}

// sourceID reads the name of a source of this incident. One that is not listed is an error;
// only in a new incident without any list it is said for the first time.
func (d *decoder) sourceID(f *fields, name string) string {
	s := word[string](f, name)
	if s == "" {
		return ""
	}
	if known := d.sourceLike(s); known != "" {
		return known
	}
	if d.base == nil && d.given["sources"] == nil && d.given["source"] == nil {
		added := d.spokenSource(s)
		d.inc.Sources = append(d.inc.Sources, added)
		return added.ID
	}
	var names []string
	for _, known := range d.inc.Sources {
		names = append(names, known.ID)
	}
	f.wrong(name, "%q is no source of this incident; its sources are [%s]", s, strings.Join(names, ", "))
	return ""
}

func (d *decoder) readClaims(f *fields) {
	for _, c := range f.objects("claims") {
		k := incidents.Claim{
			ID: word[string](c, "id"), Field: word[string](c, "field"), Value: word[string](c, "value"),
			Source: d.sourceID(c, "source"), Passage: word[string](c, "passage"),
			Paraphrase: c.text("paraphrase", d.lang), Stance: wordOr(c, "stance", incidents.Supports),
		}
		k.Start, k.End = c.offset("start"), c.offset("end")
		if k.ID == "" {
			k.ID = d.newID("k")
		}
		d.inc.Claims = append(d.inc.Claims, k)
		c.done()
	}
}

// newID gives an id of a letter and a number that no claim and no figure has, before or after.
func (d *decoder) newID(letter string) string {
	for {
		d.numbers[letter]++
		if id := letter + strconv.Itoa(d.numbers[letter]); !d.taken[id] {
			return id
		}
	}
}

func (d *decoder) readRelations(f *fields) {
	for _, r := range f.objects("relations") {
		d.inc.Relations = append(d.inc.Relations, incidents.Relation{
			Type: word[incidents.RelationType](r, "type"), Incident: word[string](r, "incident"),
		})
		r.done()
	}
}
