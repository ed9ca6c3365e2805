package extraction

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/paulmach/orb"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/article"
	"incidentmap/incidents/extract/offer"
)

// found is a draft that was read, in the form in which it is held against gold.
type found struct {
	class, kind, precision string
	where, sources, reason string
	attributions           []string
	start, end             string // days
	point                  *orb.Point
	figures                map[string]*offer.Figure
	passages               []offer.Passage
}

// outcomes are those of figures, in the order of the domain.
var outcomes = []string{"killed", "died_later", "wounded", "detained", "missing"}

// read reads one text as the command extract does.
func read(ctx context.Context, r *offer.Reader, t *Text) ([]found, error) {
	o := extract.Options{Lang: t.Lang}
	if t.Date != "" {
		day, err := time.Parse(time.DateOnly, t.Date)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.ID, err)
		}
		o.Date = day
	}
	stories, offers, err := r.Read(ctx, []article.Document{{Text: t.Text}}, []string{t.ID}, o, "")
	if err != nil {
		return nil, err
	}
	answer := offer.NewAnswer(stories, offers)
	all := make([]found, len(answer.Drafts))
	for i := range answer.Drafts {
		all[i] = foundOf(&answer.Drafts[i])
	}
	return all, nil
}

func foundOf(v *offer.DraftJSON) found {
	f := found{
		class: string(v.Class), kind: string(v.Kind), precision: string(v.Precision), passages: v.Passages,
		where: strings.Join([]string{v.Place, v.Admin2, v.Admin1, v.Country}, " | "), start: day(v.Start), end: day(v.End),
		figures: map[string]*offer.Figure{"killed": v.Killed, "died_later": v.DiedLater, "wounded": v.Wounded, "detained": v.Detained, "missing": v.Missing},
	}
	for _, s := range v.Sources {
		for _, words := range s.Publisher {
			f.sources += words + " | "
		}
		for _, words := range s.Reason {
			f.reason += words + " | "
		}
		f.attributions = append(f.attributions, string(s.Attribution))
	}
	if v.Lat != nil && v.Lon != nil {
		f.point = &orb.Point{*v.Lon, *v.Lat}
	} else if b, ok := v.Bound(); ok {
		center := b.Center()
		f.point = &center
	}
	return f
}

func day(s string) string { return s[:min(len(s), len(time.DateOnly))] }

// best is the best number of an outcome, 0 for none.
func (f *found) best(outcome string) int {
	switch g := f.figures[outcome]; {
	case g == nil:
		return 0
	case g.Best != nil:
		return *g.Best
	case g.Low != nil:
		return *g.Low
	case g.High != nil:
		return *g.High
	}
	return 0
}

// total adds up outcomes over drafts of class incident.
func total(all []found, of ...string) int {
	n := 0
	for i := range all {
		for _, outcome := range of {
			n += all[i].best(outcome)
		}
	}
	return n
}

func incidentsOf(all []found) []found {
	var kept []found
	for _, f := range all {
		if f.class == "incident" {
			kept = append(kept, f)
		}
	}
	return kept
}

// fold gives a text without accents and capitals.
func fold(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))), strings.ToLower(s))
	if err != nil {
		return s
	}
	return plain
}

// words gives a text's words between single spaces.
func words(s string) string {
	parts := strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
	return " " + strings.Join(parts, " ") + " "
}

// has reports whether a text has a name in it, word by word; names of fewer than three letters say nothing.
func has(text, name string) bool {
	const least = 5 // with the spaces
	w := words(name)
	return len([]rune(w)) >= least && strings.Contains(words(text), w)
}
