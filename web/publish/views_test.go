package publish_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"incidentmap/web/publish"
	"incidentmap/web/webtest"
)

// part is a file of the pyramid.
type part struct {
	Features []struct {
		ID         string
		Properties struct {
			Cluster bool
			Count   int
			URL     string
		}
	}
}

func readPart(t *testing.T, files map[string]string, name string) (p part) {
	t.Helper()
	if err := json.Unmarshal([]byte(files[name]), &p); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

func (p part) count() int {
	n := 0
	for _, f := range p.Features {
		if f.Properties.Cluster {
			n += f.Properties.Count
		} else {
			n++
		}
	}
	return n
}

// At every zoom, the files that a map of the whole world takes hold every incident once, whether
// the bound cuts the pyramid off or not; and no file is there that none takes.
func TestViewsHoldEveryIncidentOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	const n = 2500
	for _, most := range []int{2000, 30} {
		bounds := few
		bounds.Views = most
		_, files := mustRun(t, webtest.NewInvented(n+1), publish.Config{Dir: t.TempDir(), Bounds: bounds, Formats: []string{"csv"}})
		var tree struct {
			First int
			Below string
		}
		if err := json.Unmarshal([]byte(files["views/tree.json"]), &tree); err != nil {
			t.Fatal(err)
		}
		areas := readPart(t, files, "views/areas/2.json").count()
		taken, pages, singles := map[string]bool{}, 0, 0
		// Below the first zoom the world is smaller than a square.
		for zoom := range tree.First {
			name := fmt.Sprintf("views/%d/0/0.json", zoom)
			taken[name] = true
			if sum := readPart(t, files, name).count() + readPart(t, files, "views/areas/0.json").count(); sum != n {
				t.Errorf("a map of zoom %d shows %d of %d incidents", zoom, sum, n)
			}
		}
		settled := areas // in files that nothing lies below
		level := [][2]int{{0, 0}}
		digits := tree.Below
		for zoom := tree.First; len(level) > 0; zoom++ {
			sum := settled
			var next [][2]int
			for _, at := range level {
				name := fmt.Sprintf("views/%d/%d/%d.json", zoom, at[0], at[1])
				p := readPart(t, files, name)
				taken[name] = true
				sum += p.count()
				below := strings.IndexByte("0123456789abcdef", digits[0])
				digits = digits[1:]
				if below == 0 {
					settled += p.count()
				}
				for corner := range 4 {
					if below>>corner&1 == 1 {
						next = append(next, [2]int{2*at[0] + corner%2, 2*at[1] + corner/2})
					}
				}
				for _, f := range p.Features {
					if !f.Properties.Cluster {
						singles++
						if strings.Contains(f.Properties.URL, "/incidents/") {
							pages++
						}
					}
				}
			}
			if sum != n {
				t.Errorf("with %d files, a map of zoom %d shows %d of %d incidents", most, zoom, sum, n)
			}
			level = next
		}
		if digits != "" {
			t.Errorf("the tree names %d squares more", len(digits))
		}
		if len(taken) > most {
			t.Errorf("%d files, at most %d are wanted", len(taken), most)
		}
		if most == 2000 && (singles < 1000 || pages == 0) {
			t.Errorf("%d single incidents, of which %d have pages", singles, pages)
		}
		for name := range files {
			if strings.HasPrefix(name, "views/") && !strings.HasPrefix(name, "views/areas/") && name != "views/tree.json" && !taken[name] {
				t.Errorf("nothing takes %s", name)
			}
		}
	}
}
