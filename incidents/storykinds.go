package incidents

import (
	"slices"
	"strconv"
	"strings"
)

// MaxKinds is how many kinds a story may declare.
const MaxKinds = 40

// maxKindCode bounds a code of another scheme, in bytes.
const maxKindCode = 100

// maxKindTitle bounds the name of a kind in a language, in bytes: it stands in legends and on cards.
const maxKindTitle = 100

// KindID gives the id of a kind that a story declares, from words in small letters without accents: "toma de caseta"
// is x_toma_de_caseta. No kind of the table begins so, now or later.
func KindID(words string) Kind { return Kind(ColumnName(words)) }

// IsOwn reports whether the id has the form of one that a story declares.
func (k Kind) IsOwn() bool { return IsColumnName(string(k)) }

// KindForm describes the ids of kinds that stories declare, as a regular expression.
func KindForm() string { return columnForm.String() }

// LookupKind finds a kind among the story's own and in the table. Of a kind that is in neither, as of one that the story
// declared before, it gives false with a row in which the id stands for the title. A nil story has none of its own.
func (s *Story) LookupKind(k Kind) (KindInfo, bool) {
	if info, known := LookupKind(k); known {
		return info, true
	}
	if s != nil {
		if i := slices.IndexFunc(s.Kinds, func(info KindInfo) bool { return info.Kind == k }); i >= 0 {
			return s.Kinds[i], true
		}
	}
	return KindInfo{Kind: k, Class: ClassIncident, Title: Text{noLanguage: string(k)}, Shape: Circle}, false
}

// noLanguage is BCP 47's tag of what is not in any language.
const noLanguage = "zxx"

// AllKinds lists the table of kinds and behind it those that the story declares; of a nil story the table.
func (s *Story) AllKinds() []KindInfo {
	if s == nil {
		return kinds
	}
	return slices.Concat(kinds, s.Kinds)
}

// hasKind reports whether incidents of the story may be of a kind.
func (s *Story) hasKind(k Kind) bool {
	_, known := s.LookupKind(k)
	return known
}

// CheckKind gives EInvalid, which names the field, for a kind that is none of the story's.
func (s *Story) CheckKind(field string, k Kind) error {
	var p Problems
	s.checkKind(&p, field, k)
	return p.Err()
}

func (s *Story) checkKind(p *Problems, field string, k Kind) {
	if checkKind(p, field, k) && !s.hasKind(k) {
		p.Add(field, "%q is not among the kinds that the story %q declares; add it to them first", k, s.Slug)
	}
}

// checkKind notes what is neither a kind of the table nor of the form of those that stories declare, and gives false.
func checkKind(p *Problems, field string, k Kind) bool {
	if _, known := LookupKind(k); known || k.IsOwn() {
		return true
	}
	ids := make([]Kind, len(kinds))
	for i := range kinds {
		ids[i] = kinds[i].Kind
	}
	p.Add(field, "%s is not known; use one of %v, or one that the story declares, such as x_toma_de_caseta", Quote(string(k)), ids)
	return false
}

func (s *Story) validateKinds(p *Problems) {
	if len(s.Kinds) > MaxKinds {
		p.Add("kinds", "has %d entries; the limit is %d", len(s.Kinds), MaxKinds)
		return
	}
	seen, names := map[Kind]bool{}, map[string]bool{}
	for i := range s.Kinds {
		k, at := &s.Kinds[i], "kinds["+strconv.Itoa(i)+"]"
		if !k.Kind.IsOwn() || seen[k.Kind] {
			p.Add(at+".id", "%s is not a new id of at most %d characters such as x_toma_de_caseta", Quote(string(k.Kind)), maxColumnName)
		}
		seen[k.Kind] = true
		if k.Title.isEmpty() {
			p.Add(at+".title", "is empty; give it in one language at least")
		}
		k.Title.validate(p, at+".title", maxKindTitle)
		for _, lang := range k.Title.Langs() {
			name := lang + " " + strings.ToLower(strings.TrimSpace(k.Title[lang]))
			if names[name] {
				p.Add(at+".title."+lang, "%s is the name of another of these kinds too", Quote(k.Title[lang]))
			}
			names[name] = true
		}
		oneOf(p, at+".class", k.Class, Classes())
		oneOf(p, at+".shape", k.Shape, Shapes())
		for _, c := range k.codes() {
			if len(*c.value) > maxKindCode {
				p.Add(at+"."+c.name, "has %d bytes; the limit is %d", len(*c.value), maxKindCode)
			}
		}
	}
}

// kindCode is the code of a kind in another scheme.
type kindCode struct {
	name  string // of the field
	value *string
}

func (k *KindInfo) codes() []kindCode {
	return []kindCode{
		{"acled_event", &k.ACLEDEvent},
		{"acled_sub_event", &k.ACLEDSubEvent},
		{"cameo", &k.CAMEO},
		{"iptc", &k.IPTC},
		{"ucdp", &k.UCDP},
		{"emdat", &k.EMDAT},
		{"glide", &k.GLIDE},
	}
}

func (k *KindInfo) checkNew(p *Problems, at string) {
	k.Title.checkNew(p, at+".title")
	for _, c := range k.codes() {
		checkNew(p, at+"."+c.name, "", *c.value)
	}
}
