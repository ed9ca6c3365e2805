package intake

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/kinds"
	"incidentmap/incidents/intake/words"
)

// kindWord is what a word for a kind was read as.
type kindWord struct {
	kinds.Reading
	known bool
}

const maxCache = 1 << 14 // entries of a worker's caches, which begin anew when they are full

// otherKind is the kind of incidents of which no kind is known.
const otherKind incidents.Kind = "other_incident"

// decideKinds finds the columns that say the kind: those that name it more exactly come first.
func (pl *plan) decideKinds() {
	pl.kind = pl.column(columns.Kind)
	for i, d := range pl.fields {
		if d.Field == columns.Kind {
			pl.kinds = append(pl.kinds, i)
		}
	}
	slices.SortStableFunc(pl.kinds, func(a, b int) int { return detail(pl.names[b]) - detail(pl.names[a]) })
	if pl.kind >= 0 && len(pl.kinds) > 1 {
		pl.kind = pl.kinds[len(pl.kinds)-1]
		pl.note(pl.kind, "several columns say the kind: "+quoted(pl.columnNames(pl.kinds)), "the first of them whose word is known decides")
	}
	if pl.kind < 0 {
		for i, d := range pl.fields {
			if d.Field == columns.Tags && (words.Key(pl.names[i]) == "folder" || words.Key(pl.names[i]) == "layer") {
				pl.folder = i + 1
			}
		}
	}
}

// detail tells the names of columns that divide the kinds of another further.
func detail(name string) int {
	key := words.Key(name)
	for i, sign := range []string{"group", "main", "primary"} {
		if strings.Contains(key, sign) && !strings.Contains(key, "sub"+sign) {
			return -1 - i
		}
	}
	switch {
	case strings.Contains(key, "subsub"):
		return 2
	case strings.Contains(key, "subgroup"):
		return 0
	case strings.HasPrefix(key, "sub"), strings.Contains(key, " sub"), strings.Contains(key, "detail"), strings.Contains(key, "modalid"), strings.Contains(key, "modality"):
		return 1
	}
	return 0
}

func (pl *plan) columnNames(all []int) []string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = pl.names[c]
	}
	return names
}

// readWord reads a word for a kind. Words come again, and are remembered.
func (c *converter) readWord(column int, word string) kindWord {
	if k, ok := c.kindWords[word]; ok {
		return k
	}
	var k kindWord
	k.Reading, k.known = c.words.Read(word)
	if key := words.Key(c.names[column]); kinds.Coded(key) {
		k.Kind, k.known = kinds.Code(key, word)
		k.Score = 1
	}
	if len(c.kindWords) >= maxCache {
		clear(c.kindWords)
	}
	c.kindWords[strings.Clone(word)] = k
	return k
}

// readKind gives the incident its kind: what its columns say, what the user said, or what the words of
// its texts speak for.
func (c *converter) readKind() {
	c.noIncident = false
	kind, said := c.kindOfColumns()
	if kind == "" && c.folder > 0 {
		if k := c.readWord(c.folder-1, c.value(c.folder-1)); k.known {
			kind = k.Kind
			c.noteEach(c.folder-1, c.value(c.folder-1), "the folder is read as the kind "+string(kind), "look at it; --kind decides otherwise")
		}
	}
	c.says = said || kind != "" || c.Kind != ""
	if kind == "" {
		kind = c.Kind
	}
	if kind == "" && !said {
		kind = c.proposed()
	}
	if kind == "" {
		kind = otherKind
	}
	c.inc.Kind = kind
	if info, ok := c.Story.LookupKind(kind); ok {
		c.inc.Class = info.Class
	}
	if c.aggregate {
		c.inc.Class = incidents.ClassAggregate
	}
	if v := c.value(c.class); v != "" {
		c.readClass(v)
	}
}

// kindOfColumns reads the columns of kinds. said tells that some word is there, known or not.
func (c *converter) kindOfColumns() (kind incidents.Kind, said bool) {
	unknown, unknownIn := "", -1
	for _, column := range c.kinds {
		word := c.value(column)
		if word == "" {
			continue
		}
		if !c.own {
			c.keep(column)
		}
		if c.isMissing(word) {
			continue
		}
		k := c.readWord(column, word)
		if !k.known && kinds.Coded(words.Key(c.names[column])) {
			c.noteEach(column, word, "is a code for no kind of incident", "the code is kept")
			c.noIncident = true
			continue
		}
		said = true
		switch {
		case !k.known:
			unknown, unknownIn = word, column
		case kind == "" || kind == otherKind:
			kind = k.Kind
			if k.Score < 1 {
				c.noteEach(column, word, c.kindReason(k), "look at it; --kind decides otherwise, and the words are kept")
			}
		}
	}
	if kind == "" && unknownIn >= 0 {
		action := "the kind is other_incident, and the word is kept"
		if c.Kind != "" {
			action = "the kind is " + string(c.Kind) + ", as was asked, and the word is kept"
		}
		c.noteEach(unknownIn, unknown, "no kind of incident is known by this word", action)
		c.messages[len(c.messages)-1].kind = true
	}
	return kind, said
}

func (c *converter) kindReason(k kindWord) string {
	reason := fmt.Sprintf("is read as the kind %s by its words %s (%s)", k.Kind, incidents.Quote(k.Words), score(k.Score))
	if len(k.Others) > 0 {
		reason += fmt.Sprintf(", of several that it names: %v", k.Others)
	}
	return reason
}

// score writes a score as people read it.
func score(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + " of 1" }

// proposedKind is the name under which editors see by which words a kind was proposed.
const proposedKind = "kind proposed by"

// proposed gives the kind that the words of the texts speak for, which is to be looked at.
func (c *converter) proposed() incidents.Kind {
	var best kinds.Proposal
	for _, list := range [][]textColumn{c.titles, c.summaries} {
		for _, t := range list {
			text := c.value(t.column)
			if k, ok := c.words.Find(text); ok && k != otherKind && best.Kind == "" {
				best = kinds.Proposal{Kind: k, Score: 0.9, Words: text}
			} else if p, ok := kinds.Propose(text); ok && p.Score > best.Score {
				best = p
			}
		}
		if best.Kind != "" {
			break // a title says what it is about
		}
	}
	if best.Kind == "" && !c.persons {
		if p, ok := kinds.Propose(c.value(c.name)); ok {
			best = p
		}
	}
	if best.Kind == "" {
		return c.fileKind
	}
	c.note(-1, best.Words, "no column says the kind: "+string(best.Kind)+" is proposed by words of the text such as this", "look at it; --kind or --map kind=COLUMN decides otherwise")
	if c.inc.Extra == nil {
		c.inc.Extra = make(map[string]string, len(c.extra)+1)
	}
	c.inc.Extra[proposedKind] = incidents.Quote(best.Words) + " (" + score(best.Score) + ")"
	return best.Kind
}

func (c *converter) readClass(v string) {
	for _, class := range incidents.Classes() {
		titles := incidents.ClassTitle(class)
		if strings.EqualFold(v, string(class)) || strings.EqualFold(v, titles["en"]) || strings.EqualFold(v, titles["es"]) {
			c.inc.Class = class
			return
		}
	}
	c.note(c.class, v, "is no class of incidents", "the class is that of the kind, and the word is kept")
	c.keep(c.class)
}

// isBlank tells an incident of which nothing says what happened, and hardly anything when and where: not
// the day, or no place. A code that stands for no incident makes it one, too. What has a day and a
// place is taken with a word.
func (c *converter) isBlank() bool {
	if !c.isUnsaid() {
		return false
	}
	switch c.inc.When.Precision {
	case incidents.Minute, incidents.Hour, incidents.PartOfDay, incidents.Day:
		if c.inc.Where.Geometry != nil && !c.noIncident {
			c.note(-1, "", "nothing says what happened: no kind, title, text or name", "it is taken as other_incident; look at it; --kind says the kind of such rows")
			return false
		}
	}
	return true
}

// isUnsaid tells an incident without a kind, title, text or name, in which nobody came to harm.
func (c *converter) isUnsaid() bool {
	if c.own || c.says || c.inc.Kind != otherKind || len(c.inc.Summary) > 0 || len(c.inc.Sources) > 0 && len(c.titles) > 0 {
		return false
	}
	for _, t := range c.titles {
		if c.value(t.column) != "" {
			return false
		}
	}
	for _, f := range c.inc.Casualties {
		for _, n := range []*int{f.Low, f.Best, f.High} {
			if n != nil && *n > 0 {
				return false
			}
		}
	}
	return c.persons || c.value(c.name) == ""
}

// decidePersons finds out whether names are of persons, which say nothing of what happened.
func (pl *plan) decidePersons() {
	if pl.name < 0 {
		return
	}
	pl.persons = pl.surname >= 0
	for _, n := range pl.names {
		switch words.Key(n) {
		case "age", "gender", "sex", "race", "edad", "sexo", "genero", "ethnicity", "nationality", "nacionalidad", "victim age", "victim sex", "ocupacion", "occupation":
			pl.persons = true
		}
	}
	if key := words.Key(pl.names[pl.name]); strings.Contains(key, "victim") || strings.Contains(key, "first") || strings.Contains(key, "full") || strings.Contains(key, "completo") {
		pl.persons = true
	}
}

// decideNamed takes the kind that the file's name means for rows that say none.
func (pl *plan) decideNamed() {
	if len(pl.kinds) > 0 || pl.Kind != "" || pl.own {
		return
	}
	name := path.Base(pl.file)
	if dot := strings.IndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	if k, ok := kinds.OfName(name); ok {
		pl.fileKind = k
		pl.note(-1, "no column says the kind, and the file's name "+incidents.Quote(name)+" means "+string(k), "rows without a word of their own are taken for that; look at it; --kind decides otherwise")
	}
}
