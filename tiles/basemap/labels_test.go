package basemap

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

func someLabels(n int) []Label {
	rng := rand.New(rand.NewPCG(7, 8))
	all := make([]Label, n)
	for i := range all {
		all[i] = Label{
			Point: orb.Point{360*rng.Float64() - 180, 170*rng.Float64() - 85},
			Class: Class(rng.IntN(6)), MinZoom: uint8(rng.IntN(13)), Rank: i, Name: fmt.Sprintf("Ñ %d", i),
		}
		if i%3 == 0 {
			all[i].NameEN = "en " + all[i].Name
		}
		if i%5 == 0 {
			all[i].NameES = "es " + all[i].Name
		}
	}
	return all
}

func labelsOf(t testing.TB, labels []Label) *labelFile {
	t.Helper()
	var b bytes.Buffer
	if err := WriteLabels(&b, labels); err != nil {
		t.Fatal(err)
	}
	f, err := openLabels(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLabelsInTileAgainstBruteForce(t *testing.T) {
	all := someLabels(600)
	f := labelsOf(t, all)
	for _, z := range []maptile.Zoom{0, 1, 2, 5} {
		for x := range uint32(1) << z {
			for y := range uint32(1) << z {
				tile := maptile.New(x, y, z)
				got, err := f.in(tile)
				if err != nil {
					t.Fatal(err)
				}
				var want []Label
				for _, l := range all {
					if l.MinZoom <= uint8(z) && (l.Class > State || uint8(z) < l.MinZoom+areaZooms) && maptile.At(l.Point, z) == tile {
						want = append(want, l)
					}
				}
				near := cmp.Comparer(func(a, b orb.Point) bool {
					return math.Abs(a[0]-b[0]) < 2e-5 && math.Abs(a[1]-b[1]) < 2e-5
				})
				if diff := cmp.Diff(want, got, near); diff != "" {
					t.Fatalf("tile %v: %.1000s", tile, diff)
				}
			}
		}
	}
}

func TestEdgesOfTheWorldHaveATile(t *testing.T) {
	all := []Label{
		{Point: orb.Point{180, 0}, Name: "east"},
		{Point: orb.Point{-180, 0}, Name: "west"},
		{Point: orb.Point{0, 90}, Name: "north"},
		{Point: orb.Point{0, -90}, Name: "south"},
	}
	got, err := labelsOf(t, all).in(maptile.New(0, 0, 0))
	if err != nil || len(got) != len(all) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestWriteLabelsRefuses(t *testing.T) {
	for _, l := range []Label{{Name: "a\x00b"}, {Name: "a", Rank: -1}} {
		if err := WriteLabels(&bytes.Buffer{}, []Label{l}); err == nil {
			t.Errorf("%q of rank %d was written", l.Name, l.Rank)
		}
	}
}

func TestLabelBytesDoNotDependOnTheOrder(t *testing.T) {
	all := someLabels(50)
	a := labelsOf(t, all).b
	slices.Reverse(all)
	if !bytes.Equal(a, labelsOf(t, all).b) {
		t.Error("the bytes differ")
	}
}

func TestClassNames(t *testing.T) {
	if got := Village.String(); got != "village" {
		t.Error(got)
	}
	if got := Class(99).String(); !strings.Contains(got, "99") {
		t.Error(got)
	}
}

func FuzzLabels(f *testing.F) {
	f.Add(labelsOf(f, nil).b)
	f.Add(labelsOf(f, someLabels(20)).b)
	f.Fuzz(func(_ *testing.T, b []byte) {
		file, err := openLabels(b)
		if err != nil {
			return
		}
		for z := maptile.Zoom(0); z <= MaxZoom; z += 7 {
			_, _ = file.in(maptile.New(0, 0, z))
		}
	})
}
