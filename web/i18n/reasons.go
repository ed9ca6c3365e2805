package i18n

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
)

//go:embed reasons.json
var reasonsFile []byte

// Reasons say in every language of the interface why the geocoder found a place and what an import made of a row. Both
// say it in English, which reports, stores and programs keep; of each sentence there is a row in reasons.json: its code,
// its English and its Spanish, with {1} for a part that is the same in every language and <1> for one that is a sentence
// of the table itself. A test reads the sources and fails for a sentence without its row. It is safe for use by many goroutines.
type Reasons struct {
	whole map[string]*sentence // by their English, of those without parts
	open  []*sentence          // the others: those that begin with words of their own first, and those with the most of them
	desk  Languages
}

// sentence is a row of the table.
type sentence struct {
	code  string
	texts map[string][]piece // by language
}

// piece is a text, or a part by its number.
type piece struct {
	text   string
	part   int  // 0 for a text
	spoken bool // the part is a sentence itself
}

// LoadReasons reads the table, and the words of the desk that it names options of imports by.
func LoadReasons() (*Reasons, error) {
	var table map[string]map[string]string
	if err := json.Unmarshal(reasonsFile, &table); err != nil {
		return nil, fmt.Errorf("reasons.json: %w", err)
	}
	desk, err := Load()
	if err != nil {
		return nil, err
	}
	r := &Reasons{whole: kindNames(), desk: desk}
	for code, texts := range table {
		s := &sentence{code: code, texts: map[string][]piece{}}
		for lang, text := range texts {
			s.texts[lang] = pieces(text)
		}
		if en := s.texts["en"]; len(en) == 1 && en[0].part == 0 {
			r.whole[en[0].text] = s
		} else {
			r.open = append(r.open, s)
		}
	}
	slices.SortFunc(r.open, func(a, b *sentence) int {
		return cmp.Or(a.begun()-b.begun(), b.own()-a.own(), strings.Compare(a.code, b.code))
	})
	return r, nil
}

// kindNames say the server's kinds, which reports name by their ids.
func kindNames() map[string]*sentence {
	all := map[string]*sentence{}
	for _, k := range incidents.Kinds() {
		s := &sentence{code: "kind.name." + string(k.Kind), texts: map[string][]piece{}}
		for lang, title := range k.Title {
			s.texts[lang] = []piece{{text: title}}
		}
		all[string(k.Kind)] = s
	}
	return all
}

// pieces reads a text of the table.
func pieces(text string) []piece {
	var all []piece
	for text != "" {
		at := strings.IndexAny(text, "{<")
		if at < 0 || at+2 >= len(text) {
			return append(all, piece{text: text})
		}
		n, err := strconv.Atoi(text[at+1 : at+2])
		if closing := text[at+2]; err != nil || closing != '}' && closing != '>' {
			return append(all, piece{text: text})
		}
		if at > 0 {
			all = append(all, piece{text: text[:at]})
		}
		all = append(all, piece{part: n, spoken: text[at] == '<'})
		text = text[at+3:]
	}
	return all
}

// begun is 1 for a sentence that begins with a part of it, which may be a whole that begins with words of another sentence.
func (s *sentence) begun() int { return min(s.texts["en"][0].part, 1) }

// own is how many bytes of its English are no parts.
func (s *sentence) own() int {
	n := 0
	for _, p := range s.texts["en"] {
		n += len(p.text)
	}
	return n
}

// deepest is how many sentences may be parts of one another.
const deepest = 4

// Explain gives the reason that is said so in English; in English alone and without a code where the table does not
// have it, and for no table. An option of an import that it advises, which stands there as the command's flag, is named as the
// desk names it.
func (r *Reasons) Explain(english string) incidents.Reason {
	if r == nil {
		return incidents.Reason{Words: incidents.Text{"en": english}}
	}
	why, known := r.explain(english, 0)
	if !known {
		why = incidents.Reason{Words: incidents.Text{"en": english}}
	}
	for lang, text := range why.Words {
		why.Words[lang] = r.desk[lang].atDesk(text)
	}
	return why
}

// ExplainAll does it for several.
func (r *Reasons) ExplainAll(english []string) []incidents.Reason {
	all := make([]incidents.Reason, len(english))
	for i, s := range english {
		all[i] = r.Explain(s)
	}
	return all
}

func (r *Reasons) explain(english string, depth int) (incidents.Reason, bool) {
	if s := r.whole[english]; s != nil {
		return s.say(nil), true
	}
	if depth == deepest {
		return incidents.Reason{}, false
	}
	for _, s := range r.open {
		given, fits := s.parts(english)
		if !fits {
			continue
		}
		parts := map[int]incidents.Text{}
		for _, p := range s.texts["en"] {
			if p.part == 0 {
				continue
			}
			same := given[p.part]
			parts[p.part] = incidents.Text{"en": same}
			if why, known := r.explain(same, depth+1); p.spoken && known {
				parts[p.part] = why.Words
			}
		}
		return s.say(parts), true
	}
	return incidents.Reason{}, false
}

// parts reads an English sentence as this one, and gives its parts by their numbers.
func (s *sentence) parts(english string) (map[int]string, bool) {
	given := map[int]string{}
	en := s.texts["en"]
	for i, p := range en {
		if p.part == 0 {
			rest, has := strings.CutPrefix(english, p.text)
			if !has {
				return nil, false
			}
			english = rest
			continue
		}
		end := len(english)
		switch {
		case i+2 == len(en): // before the last text
			if end = len(english) - len(en[i+1].text); end < 0 || english[end:] != en[i+1].text {
				return nil, false
			}
		case i+1 < len(en):
			end = strings.Index(english, en[i+1].text)
		}
		if end <= 0 {
			return nil, false
		}
		given[p.part], english = english[:end], english[end:]
	}
	return given, english == ""
}

// say writes the sentence in every language. A part that is not there in one is as in English.
func (s *sentence) say(parts map[int]incidents.Text) incidents.Reason {
	why := incidents.Reason{Code: s.code, Words: incidents.Text{}}
	for lang, text := range s.texts {
		var b strings.Builder
		for _, p := range text {
			b.WriteString(p.text)
			if p.part > 0 {
				said, has := parts[p.part][lang]
				if !has {
					said = parts[p.part]["en"]
				}
				b.WriteString(said)
			}
		}
		why.Words[lang] = b.String()
	}
	return why
}
