// Package extraction measures how well stories are read: drafts are held against those that
// a person would make of the same text.
//
//	gold (*.json + *.txt, *.jsonl) ─► texts ─ Reader ─► drafts ─ pair, count ─► Measures ─► table
//
// There are three kinds of gold. Of a story, all drafts with their figures, sources, days and
// passages, and traps: passages and figures of which no draft may be made. Of an alert or a
// headline, one event. Of the Message Understanding Conferences' texts (MUC-4), the
// incidents of their answer keys.
//
// Goals: each measure is defined in one place, beside the code that counts it; a text
// without drafts counts as one.
//
// Non-goals: judging titles and summaries.
package extraction

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"incidentmap/incidents/extract/article"
)

// Figure is a number of people with its bounds; a null High is open.
type Figure struct {
	Low    int  `json:"low"`
	Best   int  `json:"best"`
	High   *int `json:"high"`
	Approx bool `json:"approx"` // the best number alone is asked for
}

// Draft is what a person would make of one thing that a story tells. Lists give what is
// accepted besides.
type Draft struct {
	Class      string     `json:"class"`
	Classes    []string   `json:"classes"`
	Kind       string     `json:"kind"`
	Kinds      []string   `json:"kinds"`
	Place      string     `json:"place"`
	Names      []string   `json:"names"`
	Areas      []string   `json:"areas"`
	Lat        *float64   `json:"lat"`
	Lon        *float64   `json:"lon"`
	Precision  string     `json:"precision"`
	Precisions []string   `json:"precisions"`
	Start      string     `json:"start"` // days
	End        string     `json:"end"`
	Dates      [][]string `json:"dates"`
	Killed     *Figure    `json:"killed"`
	DiedLater  *Figure    `json:"died_later"`
	Wounded    *Figure    `json:"wounded"`
	Detained   *Figure    `json:"detained"`
	Missing    *Figure    `json:"missing"`
	CountedIn  any        `json:"counted_in"`
	Source     []string   `json:"source"`
	By         string     `json:"attribution"`
	Reason     []string   `json:"reason"`
	Passage    string     `json:"passage"`
	Optional   bool       `json:"optional"`
}

// Trap is what no draft may be made of: a passage, or a figure.
type Trap struct {
	What    string   `json:"what"`
	Passage string   `json:"passage"`
	Outcome string   `json:"outcome"`
	Best    int      `json:"best"`
	Kinds   []string `json:"kinds"`
}

// Text is a text with what is to be read from it: Drafts and Traps of a story, the rest of a
// single event.
type Text struct {
	ID   string `json:"id"`
	Lang string `json:"lang"`
	Date string `json:"date"`
	Text string `json:"text"`
	Case string `json:"case"` // of MUC-4: mixed, upper
	Gold struct {
		Dead   *int    `json:"dead"`
		Drafts []Draft `json:"drafts"`
		Traps  []Trap  `json:"traps"`
		Single
	} `json:"gold"`
	Incidents []Incident `json:"incidents"` // of MUC-4
}

// Single is the one event of an alert; Kinds is empty where there is none, and nil where it is
// not told.
type Single struct {
	Kinds         []string `json:"kinds"`
	Lat           *float64 `json:"lat"`
	Lon           *float64 `json:"lon"`
	Date          string   `json:"date"`
	Killed        *Figure  `json:"killed"`
	Wounded       *Figure  `json:"wounded"`
	Detained      *Figure  `json:"detained"`
	KilledHard    bool     `json:"killed_hard"`    // other numbers stand beside
	KilledSupport string   `json:"killed_support"` // "zero-trap": words of death, and nobody died
}

// Set is texts that are measured together.
type Set struct {
	Name  string
	Texts []Text
}

// story reads the text of a story, or a saved page as an editor gives it, beside its gold.
func story(stem string, gold []byte) (Text, error) {
	body, err := os.ReadFile(stem + ".txt")
	if errors.Is(err, os.ErrNotExist) {
		body, err = os.ReadFile(stem + ".html")
	}
	if err != nil {
		return Text{}, fmt.Errorf("read the story: %w", err)
	}
	document, err := article.Read(body)
	if err != nil {
		return Text{}, fmt.Errorf("read the story: %w", err)
	}
	var t Text
	if err := json.Unmarshal(gold, &t); err != nil {
		return Text{}, fmt.Errorf("read its gold: %w", err)
	}
	t.Text = document.Text
	return t, nil
}

// Load reads all gold of a folder: stories in NAME.json with their text in NAME.txt or
// their page in NAME.html, and files
// of a text a line (*.jsonl). Sets are parted by language, and MUC-4 by case.
func Load(dir, prefix string) ([]Set, error) {
	sets := map[string]*Set{}
	add := func(file string, t Text) {
		name := prefix + file + ", " + cmp.Or(t.Case, t.Lang)
		if sets[name] == nil {
			sets[name] = &Set{Name: name}
		}
		sets[name].Texts = append(sets[name].Texts, t)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json*"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: there is no gold (*.json, *.jsonl) in it: %w", dir, cmp.Or(err, os.ErrNotExist))
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read gold: %w", err)
		}
		base, _, _ := strings.Cut(filepath.Base(file), ".")
		if stem, isStory := strings.CutSuffix(file, ".json"); isStory {
			t, err := story(stem, content)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			add("stories", t)
			continue
		}
		for n, line := range strings.Split(string(content), "\n") {
			var t Text
			if strings.TrimSpace(line) == "" {
				continue
			}
			if err := json.Unmarshal([]byte(line), &t); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", file, n+1, err)
			}
			if len(t.Gold.Drafts) == 0 && t.Gold.Kinds == nil && t.Case == "" && t.Incidents == nil {
				continue // of another kind of corpus
			}
			add(base, t)
		}
	}
	all := make([]Set, 0, len(sets))
	for _, s := range sets {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Set) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}
