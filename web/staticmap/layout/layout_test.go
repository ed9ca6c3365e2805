package layout

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// caseFile is the cases to which the page's layout is held as well (ui/src/arrange/arrangecases.test.ts writes them anew).
type caseFile struct {
	Cases []struct {
		Name     string
		Width    float64
		Height   float64
		Marks    []caseMark
		Captions []struct {
			Place string
			Sizes [][2]float64
		}
		Spots   []string
		Written []string
	}
}

type caseMark struct {
	ID, Place     string
	Weight        float64
	Width, Height float64
	At            [][3]float64
}

// TestSharedCases holds the layout of pictures to what the page's own finds.
func TestSharedCases(t *testing.T) {
	text, err := os.ReadFile("testdata/arrange.json")
	if err != nil {
		t.Fatal(err)
	}
	var file caseFile
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 5 {
		t.Fatalf("only %d cases", len(file.Cases))
	}
	for _, c := range file.Cases {
		var marks []Mark
		for _, m := range c.Marks {
			mark := Mark{Size: Size{m.Width, m.Height}, ID: m.ID, Place: m.Place, Weight: m.Weight}
			for _, at := range m.At {
				mark.Candidates = append(mark.Candidates, Candidate{orb.Point{at[0], at[1]}, at[2]})
			}
			marks = append(marks, mark)
		}
		var captions []Caption
		for _, x := range c.Captions {
			caption := Caption{Place: x.Place}
			for _, s := range x.Sizes {
				caption.Sizes = append(caption.Sizes, Size{s[0], s[1]})
			}
			captions = append(captions, caption)
		}
		frame := Frame{View: orb.Bound{Max: orb.Point{c.Width, c.Height}}, Boxes: []orb.Bound{{Min: orb.Point{10, 10}, Max: orb.Point{54, 196}}}}
		spots, written := Arrange(marks, captions, frame, nil)
		if got := told(spots); !slices.Equal(got, c.Spots) {
			t.Errorf("%s: spots %v, the page has %v", c.Name, got, c.Spots)
		}
		if got := toldCaptions(written); !slices.Equal(got, c.Written) {
			t.Errorf("%s: captions %v, the page has %v", c.Name, got, c.Written)
		}
	}
}

// told and toldCaptions write what is found as the cases have it, to a hundredth of a pixel.
func told(spots []*Spot) []string {
	all := []string{}
	for _, s := range spots {
		text := fmt.Sprintf("%v %.2f %.2f %.2f %t", s.IDs, s.At[0], s.At[1], s.Width, s.Narrow)
		for _, l := range s.Leaders {
			text += fmt.Sprintf(" %.2f,%.2f", l[0], l[1])
		}
		all = append(all, text)
	}
	return all
}

func toldCaptions(written []Placed) []string {
	all := []string{}
	for _, w := range written {
		all = append(all, fmt.Sprintf("%s %d %.2f %.2f %t", w.Place, w.Size, w.Box.Min[0], w.Box.Min[1], w.Line != nil))
	}
	return all
}

// Whatever the places, nothing covers anything, no mark is lost, and none is far from its place.
func TestNothingCoversAnything(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	frame := Frame{View: orb.Bound{Max: orb.Point{390, 420}}, Boxes: []orb.Bound{{Min: orb.Point{10, 10}, Max: orb.Point{54, 196}}}}
	for round := range 100 {
		var marks []Mark
		var captions []Caption
		places := map[string]bool{}
		for i := range 1 + random.IntN(80) {
			at := orb.Point{float64(random.IntN(20) * 20), float64(random.IntN(200) * 2)}
			place := fmt.Sprint(at)
			size := []float64{24, 26, 28, 34}[random.IntN(4)]
			marks = append(marks, Mark{Size: Size{size, size}, ID: fmt.Sprint(i), Place: place, Weight: size, Candidates: []Candidate{{At: at}}})
			if !places[place] {
				places[place] = true
				captions = append(captions, Caption{place, []Size{{140, 41}, {float64(30 + random.IntN(80)), 11}}})
			}
		}
		spots, written := Arrange(marks, captions, frame, nil)
		var boxes []orb.Bound
		var ids []string
		for _, s := range spots {
			boxes, ids = append(boxes, s.Box()), append(ids, s.IDs...)
			if s.Width > s.Height && isCut(frame.View, s.Box()) {
				t.Fatalf("round %d: the edge cuts a tag at %v", round, s.Box())
			}
			for _, l := range s.Leaders {
				if far(s.At, l) > Reach+1e-6 {
					t.Fatalf("round %d: a mark stands %.1f from its place", round, far(s.At, l))
				}
			}
		}
		for _, w := range written {
			boxes = append(boxes, w.Box)
			if isCut(frame.View, w.Box) {
				t.Fatalf("round %d: the edge cuts a text at %v", round, w.Box)
			}
		}
		for i, a := range boxes {
			for _, b := range boxes[:i] {
				if a.Min[0] < b.Max[0]-1e-6 && b.Min[0] < a.Max[0]-1e-6 && a.Min[1] < b.Max[1]-1e-6 && b.Min[1] < a.Max[1]-1e-6 {
					t.Fatalf("round %d: %v and %v cover one another", round, a, b)
				}
			}
		}
		slices.Sort(ids)
		if n := len(slices.Compact(ids)); n != len(marks) {
			t.Fatalf("round %d: %d marks became %d", round, len(marks), n)
		}
	}
}
