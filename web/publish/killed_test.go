package publish_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/publish"
	"incidentmap/web/webtest"
)

// What a process that is killed is told by its environment: the folder, the state of the story, and before which
// change of the folder it ends.
const (
	killedDir   = "PUBLISH_KILLED_DIR"
	killedState = "PUBLISH_KILLED_STATE"
	killedAt    = "PUBLISH_KILLED_AT"
)

// anyStep is the first change, whichever it is.
const anyStep = "any"

// The states of the story: with words that are taken back later, and without them.
const (
	told  = "told"
	taken = "taken back"
)

// stateOf gives a store with the story in a state.
func stateOf(t *testing.T, state string) *webtest.Store {
	t.Helper()
	m := fixture(t)
	redacted, erased, withheld := webtest.Incidents()[0], webtest.Incidents()[2], webtest.Incidents()[3]
	redacted.Title = incidents.Text{"en": "Plantedly redacted", "es": "Plantedly redacted"}
	erased.Title, erased.Where.Place = incidents.Text{"en": "Plantedly erased"}, map[string]string{"en": "plantedlyplace"}
	withheld.Title = incidents.Text{"en": "Plantedly withdrawn", "es": "Plantedly withdrawn"}
	for _, inc := range []incidents.Incident{redacted, erased, withheld} {
		m.Write(inc, incidents.Update, nil)
	}
	if state == taken {
		m.Redact(incidents.Redaction{Story: "jalisco", Incident: redacted.ID, Fields: []string{"title"}, Reason: incidents.ForSafety, Note: incidents.Text{"en": "For safety."}})
		m.Erase(incidents.Erasure{Story: "jalisco", Incident: erased.ID, Reason: incidents.ForLaw, Note: incidents.Text{"en": "By a court."}})
		withheld.Workflow = incidents.DraftStage
		m.Write(withheld, incidents.Update, nil)
	}
	return m
}

func killedConfig(dir string) publish.Config {
	return publish.Config{Dir: dir, Base: base, Formats: []string{"csv"}, Bounds: publish.Bounds{Pages: 120, Lists: 3, Pictures: 0, Views: 30, Basemap: 6}}
}

// TestPublishingProcess is the process that TestKilledProcess kills; by itself it does nothing.
func TestPublishingProcess(t *testing.T) {
	dir, at := os.Getenv(killedDir), os.Getenv(killedAt)
	if dir == "" {
		t.Skip("it is run by TestKilledProcess")
	}
	c := killedConfig(dir)
	c.Step = func(what string) {
		if at != anyStep && what != at {
			return
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		if err != nil {
			panic(err)
		}
		select {} // until it is gone
	}
	if _, err := run(t, stateOf(t, os.Getenv(killedState)), c); err != nil {
		t.Fatal(err)
	}
}

// publishKilled publishes a state in a process of its own, which is killed before a change.
func publishKilled(t *testing.T, dir, state, at string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPublishingProcess$", "-test.count=1")
	c.Env = append(os.Environ(), killedDir+"="+dir, killedState+"="+state, killedAt+"="+at)
	out, err := c.CombinedOutput()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.Exited() {
		t.Fatalf("the process was not killed before %q: %v\n%s", at, err, out)
	}
}

// stepsOf gives the changes by which a state is published into a folder.
func stepsOf(t *testing.T, dir, state string) []string {
	t.Helper()
	var steps []string
	c := killedConfig(dir)
	c.Step = func(what string) { steps = append(steps, what) }
	if _, err := run(t, stateOf(t, state), c); err != nil {
		t.Fatal(err)
	}
	return steps
}

// points gives the first and the last change of each sort, and of those that put files in place one between.
func points(steps []string) []string {
	bySort := map[string][]string{}
	var sorts []string
	for _, s := range steps {
		sort, _, _ := strings.Cut(s, " ")
		if bySort[sort] == nil {
			sorts = append(sorts, sort)
		}
		bySort[sort] = append(bySort[sort], s)
	}
	var all []string
	for _, sort := range sorts {
		of := bySort[sort]
		all = append(all, of[0])
		if sort == "place" {
			all = append(all, of[len(of)/2])
		}
		all = append(all, of[len(of)-1])
	}
	return slices.Compact(all)
}

// without leaves out what a run gathers and readers are not led to.
func without(files map[string]string) map[string]string {
	kept := map[string]string{}
	for name, body := range files {
		if !strings.HasPrefix(name, ".incidentmap-publish/") {
			kept[name] = body
		}
	}
	return kept
}

// A process that is killed while it publishes leaves the old publication, the new one, or files of both, of which the
// next run makes the new one: nothing of what was taken back meanwhile is left, not even after a run between them
// that came to no end either.
func TestKilledProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	old := t.TempDir()
	first := stepsOf(t, old, told)
	before := contents(t, old)
	fresh := t.TempDir()
	stepsOf(t, fresh, taken)
	after := contents(t, fresh)
	copied := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(copied, os.DirFS(old)); err != nil {
		t.Fatal(err)
	}
	again := stepsOf(t, copied, taken)
	if !strings.Contains(fmt.Sprint(before), "Plantedly") || strings.Contains(fmt.Sprint(after), "Plantedly") {
		t.Fatal("the words are not planted, or are public after they were taken back")
	}
	for _, c := range []struct {
		name, state string
		onto        map[string]string // what stands before; nil for an empty folder
		to          map[string]string // what the killed run makes
		points      []string
	}{
		{"the first publication", told, nil, before, points(first)},
		{"a later one", taken, before, after, points(again)},
	} {
		for _, at := range c.points {
			t.Run(c.name+"/"+at, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "site")
				if c.onto != nil {
					if err := os.CopyFS(dir, os.DirFS(old)); err != nil {
						t.Fatal(err)
					}
				}
				publishKilled(t, dir, c.state, at)
				left := without(contents(t, dir))
				if strings.HasPrefix(at, "keep ") && !equal(left, c.onto) {
					t.Errorf("before anything was put in place the folder is not as before: %v", differing(left, c.onto))
				}
				for name, body := range left {
					if was, stood := c.onto[name]; (!stood || was != body) && c.to[name] != body {
						t.Errorf("%s is neither of the old nor of the new publication", name)
					}
				}
				// A run that gathers and is killed, too, must not forget what the first put in place.
				publishKilled(t, dir, taken, anyStep)
				if _, mended := mustRun(t, stateOf(t, taken), killedConfig(dir)); !equal(mended, after) {
					t.Errorf("the next run left %v", differing(mended, after))
				}
			})
		}
	}
}
