package incidentform

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// readSources reads the list of sources, each an object or a text, and the one that "source"
// names, on which figures rest that do not say whose they are.
func (d *Decoder) readSources(f *jsonform.Fields) {
	for i, v := range f.Entries("sources") {
		s, _ := d.source(f, fmt.Sprintf("sources[%d]", i), v) // one that cannot be read keeps its place
		d.inc.Sources = append(d.inc.Sources, s)
	}
	v := f.Take("source")
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
				f.Wrong("source", "is another than the source %s of this incident; change that one in sources", s.ID)
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
func (d *Decoder) source(f *jsonform.Fields, at string, v any) (incidents.Source, bool) {
	switch v := v.(type) {
	case string:
		return d.spokenSource(v), true
	case map[string]any:
		return d.fullSource(f.Below(at, v)), true
	}
	f.Wrong(at, "is %s; give an address, a name or an object", jsonform.TypeName(v))
	return incidents.Source{}, false
}

func (d *Decoder) spokenSource(s string) incidents.Source {
	if isLink(s) {
		return incidents.NewSource(d.Lang, "", s)
	}
	return incidents.NewSource(d.Lang, s, "")
}

func isLink(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

func (d *Decoder) fullSource(f *jsonform.Fields) incidents.Source {
	defer f.Done()
	publisher, link := f.Text("publisher", d.Lang), jsonform.Word[string](f, "url")
	name, lang := publisher.In(d.Lang)
	if lang == "" {
		lang = d.Lang
	}
	usual := incidents.NewSource(lang, name, link)
	if publisher == nil && link != "" {
		publisher = usual.Publisher
	}
	return incidents.Source{
		ID: jsonform.WordOr(f, "id", usual.ID), Publisher: publisher, URL: link,
		Published: f.Instant("published"), Retrieved: f.Instant("retrieved"), Lang: jsonform.Word[string](f, "lang"),
		Kind: jsonform.WordOr(f, "kind", usual.Kind), Attribution: jsonform.WordOr(f, "attribution", usual.Attribution),
		Reason: f.Text("reason", d.Lang), Via: jsonform.Word[string](f, "via"),
		Hash: jsonform.Word[string](f, "hash"), Archive: jsonform.Word[string](f, "archive"),
	}
}

// sourceLike gives the id of the source of this incident with that id, name or address, or
// nothing.
func (d *Decoder) sourceLike(s string) string {
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
func (d *Decoder) sourceID(f *jsonform.Fields, name string) string {
	s := jsonform.Word[string](f, name)
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
	f.Wrong(name, "%q is no source of this incident; its sources are [%s]", s, strings.Join(names, ", "))
	return ""
}

func (d *Decoder) readClaims(f *jsonform.Fields) {
	for _, c := range f.Objects("claims") {
		k := incidents.Claim{
			ID: jsonform.Word[string](c, "id"), Field: jsonform.Word[string](c, "field"), Value: jsonform.Word[string](c, "value"),
			Source: d.sourceID(c, "source"), Passage: jsonform.Word[string](c, "passage"),
			Paraphrase: c.Text("paraphrase", d.Lang), Stance: jsonform.WordOr(c, "stance", incidents.Supports),
		}
		k.Start, k.End = c.Offset("start"), c.Offset("end")
		if k.ID == "" {
			k.ID = d.newID("k")
		}
		d.inc.Claims = append(d.inc.Claims, k)
		c.Done()
	}
}

// newID gives an id of a letter and a number that no claim and no figure has, before or after.
func (d *Decoder) newID(letter string) string {
	for {
		d.numbers[letter]++
		if id := letter + strconv.Itoa(d.numbers[letter]); !d.taken[id] {
			return id
		}
	}
}

func (d *Decoder) readRelations(f *jsonform.Fields) {
	for _, r := range f.Objects("relations") {
		d.inc.Relations = append(d.inc.Relations, incidents.Relation{
			Type: jsonform.Word[incidents.RelationType](r, "type"), Incident: jsonform.Word[string](r, "incident"),
		})
		r.Done()
	}
}
