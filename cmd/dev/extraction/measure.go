package extraction

import (
	"context"
	"fmt"
	"strings"

	"incidentmap/incidents/extract/offer"
)

// ratio is precision and recall of one thing.
type ratio struct{ right, found, gold int }

func (r ratio) f1() float64 { return 2 * float64(r.right) / float64(max(1, r.found+r.gold)) }

// share is how many of some are so.
type share struct{ are, of int }

func (s *share) add(is bool) {
	s.of++
	s.are += count(is)
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Measure is a named number; Of is how many things it is of.
type Measure struct {
	Name  string
	Value float64
	Of    int
}

// Result is what a set says of the reading.
type Result struct {
	Set      string
	Texts    int
	Measures []Measure
}

// Run reads all texts of a set and measures.
func Run(ctx context.Context, r *offer.Reader, s *Set) (Result, error) {
	var stories storyCount
	var singles singleCount
	var muc mucCount
	kind := &s.Texts[0]
	for i := range s.Texts {
		t := &s.Texts[i]
		drafts, err := read(ctx, r, t)
		if err != nil {
			return Result{}, err
		}
		switch {
		case kind.Case != "":
			muc.add(t, drafts)
		case len(kind.Gold.Drafts) > 0:
			stories.add(t, drafts)
		default:
			singles.add(t, drafts)
		}
	}
	result := Result{Set: s.Name, Texts: len(s.Texts)}
	switch {
	case kind.Case != "":
		result.Measures = muc.measures()
	case len(kind.Gold.Drafts) > 0:
		result.Measures = stories.measures()
	default:
		result.Measures = singles.measures()
	}
	return result, nil
}

func of(name string, r ratio) Measure { return Measure{name + " F1", r.f1(), r.gold} }

func part(name string, s share) Measure {
	return Measure{name, float64(s.are) / float64(max(1, s.of)), s.of}
}

func (c *storyCount) measures() []Measure {
	return []Measure{
		of("drafts", c.drafts), of("drafts, place left out", c.loose), of("figures", c.figures), part("all dead exact", c.dead), part("source recall", c.source),
		part("attribution", c.by), part("reason for anonymity", c.reason), part("days", c.days), part("precision", c.precision), part("areas named", c.area),
		part("right passage", c.right), part("passages found", c.quoted), part("traps fallen into", c.traps),
		{"to mend by hand, in each", float64(c.mends) / float64(max(1, c.stories)), c.stories},
	}
}

func (c *singleCount) measures() []Measure {
	return []Measure{
		part("drafted", c.drafted), part("quiet", c.quiet), part("kind best", c.best), part("kind accepted", c.accepted), part("place within 25 km", c.near), part("day", c.day),
		part("killed exact", c.killed), part("killed exact, hard", c.hard), part("killed false", c.killedFalse), part("killed false, traps", c.trapped),
		part("wounded exact", c.wounded), part("detained exact", c.detained),
	}
}

func (c *mucCount) measures() []Measure {
	return []Measure{
		part("relevant drafted", c.drafted), part("irrelevant quiet", c.quiet), of("incidents", c.incidents), of("incidents with place", c.placed), of("killed", c.killed), of("injured", c.injured),
	}
}

// Table writes results as Markdown: a row for each set, its measures in words. What a set has
// nothing of is left out.
func Table(all []Result) string {
	var b strings.Builder
	b.WriteString("| texts | number | measures |\n|---|---|---|\n")
	for _, r := range all {
		var words []string
		for _, m := range r.Measures {
			if m.Of > 0 {
				words = append(words, fmt.Sprintf("%s %.2f", m.Name, m.Value))
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %s |\n", r.Set, r.Texts, strings.Join(words, "; "))
	}
	return b.String()
}
