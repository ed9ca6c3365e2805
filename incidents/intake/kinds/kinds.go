// Package kinds finds the kind of an incident, one of the project's closed list, in the
// words that files have for it, in Spanish and English above all.
//
//	a cell that names a kind ─ Read ─► the kind, and how surely the words mean it
//	running text ─ Propose ─► a kind to look at, by the words that speak for it, with a score
//
// Goals: a word that is not known is told of and kept; none is forced into a kind; what is
// found in running text is a proposal and never more.
//
// Non-goals: several incidents in one text.
package kinds

import (
	"maps"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// table is the phrases by their words; it is built once and never changed.
var table, longest = build()

// build gives the phrases, and how many words the longest has.
func build() (t map[string]incidents.Kind, longest int) {
	t = map[string]incidents.Kind{}
	add := func(phrase string, kind incidents.Kind) {
		key := words.Key(phrase)
		t[key] = kind
		longest = max(longest, strings.Count(key, " ")+1)
	}
	for kind, list := range phrases {
		for _, p := range strings.Split(list, ",") {
			add(p, kind)
		}
	}
	for _, info := range incidents.Kinds() {
		add(string(info.Kind), info.Kind)
		for _, title := range info.Title {
			add(title, info.Kind)
		}
		if info.EMDAT != "" {
			if key := words.Key(info.EMDAT); t[key] == "" {
				add(info.EMDAT, info.Kind)
			}
		}
	}
	return t, longest
}

// Find gives the kind that a text names, and false when it names none that is known.
func Find(text string) (incidents.Kind, bool) { return find(words.Key(text)) }

func find(key string) (incidents.Kind, bool) {
	if key == "" {
		return "", false
	}
	if k, ok := table[key]; ok {
		return k, true
	}
	for _, ending := range []string{"s", "es"} {
		if one, ok := strings.CutSuffix(key, ending); ok {
			if k, ok := table[one]; ok {
				return k, true
			}
		}
	}
	k, ok := table[strings.TrimSuffix(key, " with violence")]
	return k, ok
}

// Reading is what the words of a cell were read as.
type Reading struct {
	Kind incidents.Kind
	// Score is how surely the words mean the kind, from 0 to 1: 1 where they are its name.
	Score float64
	// Words are those that mean it, where the cell has others besides.
	Words string
	// Others are further kinds that the cell names.
	Others []incidents.Kind
}

// How surely a part of a cell tells the kind of the whole.
const (
	scoreListed = 0.95 // one of several that signs part
	scoreWithin = 0.8  // a phrase within other words
	// scoreAmbiguous is for a word that code books have for a kind, and others for other things.
	scoreAmbiguous = 0.7
)

// longCell is the number of words above which a cell is running text.
const longCell = 12

// Read gives the kind that a cell names: by all its words, by one of several that signs part
// ("Armed Attack, Kidnapping"), or by the longest known words within it. Of several kinds the first
// is taken, and one that says more than "other" before one that does not.
func Read(cell string) (Reading, bool) {
	if key := words.Key(cell); ambiguous[key] {
		k, ok := find(key)
		return Reading{Kind: k, Score: scoreAmbiguous, Words: cell}, ok
	}
	if k, ok := Find(cell); ok {
		return Reading{Kind: k, Score: 1}, true
	}
	var r Reading
	all := segments(cell)
	if slices.ContainsFunc(all, isUnreal) {
		return r, false
	}
	for _, part := range realParts(all) {
		key := words.Key(part)
		k, ok := find(key)
		score, said := scoreListed, part
		if !ok {
			if k, said, ok = within(key); !ok {
				continue
			}
			score = scoreWithin
		}
		r.add(k, score, said)
	}
	if r.Kind == "" && !hasWord(words.Key(cell), otherwise) { // the signs may stand within a name: "Wounded/Injured"
		if k, said, ok := within(words.Key(cell)); ok {
			r.add(k, scoreWithin, said)
		}
	}
	return r, r.Kind != ""
}

// unreal are words by which what a whole cell names did not happen, or not now: what was exercised, prevented, planned,
// remembered or made up.
var unreal = set(`drill drills exercise simulacro simulacros ejercicio foiled averted prevented thwarted frustrado frustrada planned planeado planeada anniversary aniversario memorial false falsa falso hoax fake rumour rumor rumors rumours
	prevention prevencion`)

// otherwise are those and words that make of a kind beside them another thing: what was denied, warned of, threatened, tried
// in court or over.
var otherwise = with(unreal, `not warning warnings watch alert alerta alertas threat threats amenaza amenazas trial juicio released freed liberado liberada`)

// ofOwn are those of them that name a thing of its own where they stand alone in a list: "Robbery; threats".
var ofOwn = set(`threat threats amenaza amenazas`)

// isUnreal tells one of several things of a cell by which the others are none that happened: it is said to be unreal, or
// is nothing but such a word ("Tornado, warning").
func isUnreal(segment string) bool {
	key := words.Key(segment)
	return hasWord(key, unreal) || otherwise[key] && !ofOwn[key]
}

// realParts gives the parts of the things of a cell that name what happened. What is in brackets or behind a dash says
// something of what is before it; a denial there denies its own words alone: "Shooting (not fatal)".
func realParts(all []string) []string {
	var kept []string
	for _, segment := range all {
		own := parts(segment)
		kept = append(kept, slices.DeleteFunc(own, func(p string) bool {
			return slices.Contains(strings.Fields(words.Key(p)), "not") || slices.ContainsFunc(own, func(p string) bool {
				return hasWord(strings.ReplaceAll(" "+words.Key(p)+" ", " not ", " "), otherwise)
			})
		})...)
	}
	return kept
}

func hasWord(key string, of map[string]bool) bool {
	return slices.ContainsFunc(strings.Fields(key), func(w string) bool { return of[w] })
}

func (r *Reading) add(k incidents.Kind, score float64, said string) {
	switch {
	case r.Kind == k || slices.Contains(r.Others, k):
	case r.Kind == "":
		r.Kind, r.Score, r.Words = k, score, strings.TrimSpace(said)
	case r.Kind == "other_incident" || score > r.Score:
		r.Others = append(r.Others, r.Kind)
		r.Kind, r.Score, r.Words = k, score, strings.TrimSpace(said)
	default:
		r.Others = append(r.Others, k)
	}
}

// segments divides a cell into the things that it lists.
func segments(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;/|+&\n", r) })
}

// allParts divides a cell as far as it goes.
func allParts(cell string) []string {
	var all []string
	for _, segment := range segments(cell) {
		all = append(all, parts(segment)...)
	}
	return all
}

// parts divides one of them at the signs behind which something is said of it.
func parts(segment string) []string {
	all := strings.FieldsFunc(segment, func(r rune) bool { return strings.ContainsRune("()[]:", r) })
	var out []string
	for _, p := range all {
		for _, sign := range []string{" - ", " – ", " — ", "--"} {
			p = strings.ReplaceAll(p, sign, "\x00")
		}
		out = append(out, strings.Split(p, "\x00")...)
	}
	return out
}

// within finds the longest known phrase among the words of a key, the first of equals.
func within(key string) (incidents.Kind, string, bool) {
	all := strings.Fields(key)
	if len(all) < 2 || len(all) > longCell {
		return "", "", false
	}
	for n := min(len(all)-1, longest); n >= 1; n-- {
		for from := 0; from+n <= len(all); from++ {
			phrase := strings.Join(all[from:from+n], " ")
			if n == 1 && !leads(all, from) || denied(all, from) {
				continue
			}
			if k, ok := find(phrase); ok && k != "other_incident" {
				return k, phrase, true
			}
		}
	}
	return "", "", false
}

// leads tells that one word says what the whole is: the first, as in Spanish ("robo a negocio"), or the
// last that no preposition stands before, as in English ("second degree murder"). Words that mean
// something else in other company ("arma de fuego", "violación a la ley") never do.
func leads(all []string, at int) bool {
	if len(all[at]) < 4 || aloneOnly[all[at]] || at > 0 && at < len(all)-1 {
		return false
	}
	if at == 0 {
		return true
	}
	switch all[at-1] {
	case "de", "del", "of", "con", "por", "a", "al", "for", "by", "with", "to", "da", "do", "di", "du", "en", "in", "on", "la", "el", "y", "and", "or":
		return false
	}
	return true
}

// aloneOnly are words that are a kind only where they stand alone.
var aloneOnly = set(`violacion fuego fuga choque mina mines water air road rail strike paro shell wind heat hail seca viol vol crash fight operation march marcha rally fraude threats missing atentado atentados quema eruption
	collapse colapso death deaths fatality bomb rocket missile drone drones drugs protest dron accidente incidente accident storm panic mobile protesta temblor seismo sinking evacuation incident outbreak brote shelter fire fires riot`)

// ambiguous are words that mean a kind in the code books they are from, and may mean another thing elsewhere.
var ambiguous = set(`road rail air water mines mina wind heat hail shell strike paro missing accidente accident choque fuga seca march marcha rally operation operacion collapse colapso evacuation evacuacion vol viol violacion huelga fight crash eruption sinking rapina brand manifestation scomparsa scossa`)

// with gives a set and more words.
func with(words map[string]bool, more string) map[string]bool {
	all := set(more)
	maps.Copy(all, words)
	return all
}

func set(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// fillers are words of names of files that say nothing of what is in them.
var fillers = set(`data dataset datos list lista table tabla export all the of in and de del la el los las y map mapa incidents incidentes records registros report reports reportes csv final version clean raw sat satellite week weekly month monthly year yearly daily latest current active recent`)

// OfName gives the kind that the name of a file means, with nothing else in it than fillers and numbers:
// "fatal-police-shootings-data" is one of police shootings, "fire stations" none of fires.
func OfName(name string) (incidents.Kind, bool) {
	var kept []string
	for _, w := range strings.Fields(words.Key(name)) {
		if !fillers[w] && strings.Trim(w, "0123456789") != "" {
			kept = append(kept, w)
		}
	}
	k, ok := find(strings.Join(kept, " "))
	return k, ok && k != "other_incident"
}

// denied tells that the word before says that it was not so: "no explosion", "sin incendio".
func denied(all []string, at int) bool {
	if at == 0 {
		return false
	}
	switch all[at-1] {
	case "no", "not", "non", "without", "sin", "anti", "counter", "contra", "against", "never", "nunca", "ni":
		return true
	}
	return false
}
