package staticmap

import (
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/paulmach/orb"
)

// Runs stand from the left to the right of the line: those of a text that begins at the right the other way round.
func TestRunsOf(t *testing.T) {
	const left, right = di.DirectionLTR, di.DirectionRTL
	for _, c := range []struct {
		text string
		want []textRun
	}{
		{"Jalisco", []textRun{{"Jalisco", left}}},
		{"خاليسكو", []textRun{{"خاليسكو", right}}},
		{"حلب 2026", []textRun{{"2026", left}, {"حلب ", right}}},
		{"חדשות CNN היום", []textRun{{" היום", right}, {"CNN", left}, {"חדשות ", right}}},
		{"The word שלום here", []textRun{{"The word ", left}, {"שלום", right}, {" here", left}}},
	} {
		got := runsOf(c.text)
		if len(got) != len(c.want) {
			t.Errorf("%q: %q", c.text, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%q: run %d is %q, want %q", c.text, i, got[i], c.want[i])
			}
		}
	}
}

// Letters of other scripts are set: Arabic ones are joined, which makes a word narrower than its letters apart, and what no
// font has is not set at all.
func TestOtherScripts(t *testing.T) {
	p := testPen(t)
	face := typeface{size: 20}
	for text, can := range map[string]bool{"Γιαννιτσά": true, "Москва": true, "خاليسكو": true, "ירושלים": true, "Երևան": true, "東京": false, "दिल्ली": false, "\u2068Tapalpa\u2069": true} {
		if got := p.can(text); got != can {
			t.Errorf("%q can be written: %t", text, got)
		}
		if !can {
			continue
		}
		letters, width := p.set(text, face, orb.Point{})
		if len(letters) < 4 || width < 30 || width > 200 {
			t.Errorf("%q: %d rings, %g wide", text, len(letters), width)
		}
	}
	_, word := p.set("سلام", face, orb.Point{})
	apart := 0.0
	for _, r := range "سلام" {
		_, w := p.set(string(r), face, orb.Point{})
		apart += w
	}
	if word >= apart*0.95 {
		t.Errorf("the letters of a word are not joined: %g wide, %g apart", word, apart)
	}
	if !rightToLeft("«حلب» 2026") || rightToLeft("2026 Aleppo حلب") {
		t.Error("a text begins at the wrong end")
	}
}
