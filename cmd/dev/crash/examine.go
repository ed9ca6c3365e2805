package crash

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"incidentmap/cmd/dev/program"
)

// findings are what runs came to.
type findings struct {
	runs, writes, lost, twice, damaged, other int
	problems                                  []string
}

func (f *findings) add(more findings) {
	f.runs += more.runs
	f.writes += more.writes
	f.lost += more.lost
	f.twice += more.twice
	f.damaged += more.damaged
	f.other += more.other
}

func (f *findings) bad() bool { return f.lost+f.twice+f.damaged+f.other > 0 }

func (f *findings) String() string {
	return fmt.Sprintf("%d writes acknowledged; %d lost, %d twice, %d stores damaged, %d other faults", f.writes, f.lost, f.twice, f.damaged, f.other)
}

func (f *findings) problem(kind *int, format string, values ...any) {
	*kind++
	f.problems = append(f.problems, fmt.Sprintf(format, values...))
}

// makeStories makes the stories that are written to.
func (r *run) makeStories(ctx context.Context) error {
	for _, story := range stories {
		body := fmt.Appendf(nil, `{"slug":%q,"title":{"es":"Invented"},"languages":["es"],"zone":"UTC","publication":"public"}`, story)
		if _, err := r.ask(ctx, http.MethodPost, "/api/v1/stories", body); err != nil {
			return err
		}
	}
	return nil
}

// reads asks for what readers ask for.
func (r *run) reads(ctx context.Context) error {
	for _, story := range stories {
		for _, path := range []string{"/stories/" + story, "/stories/" + story + "/layers/all.geojson"} {
			if _, err := r.ask(ctx, http.MethodGet, path, nil); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return nil
}

// listed is an incident as the server lists it.
type listed struct {
	ID         string            `json:"id"`
	Title      map[string]string `json:"title"`
	Workflow   string            `json:"workflow"`
	Casualties []struct {
		Outcome string `json:"outcome"`
		Best    int    `json:"best"`
	} `json:"casualties"`
}

func (l *listed) dead() int {
	for _, c := range l.Casualties {
		if c.Outcome == "killed" {
			return c.Best
		}
	}
	return 0
}

// examine sends again what has no answer, waits for what is due, and holds all that the server
// has against what was acknowledged.
func (r *run) examine(ctx context.Context, w *writers) (findings, error) {
	found := findings{runs: 1}
	for _, problem := range w.retry(ctx, r) {
		found.problem(&found.lost, "%s", problem)
	}
	for _, problem := range w.twice {
		found.problem(&found.twice, "%s", problem)
	}
	w.twice = nil
	all, err := r.settled(ctx, w.records)
	if err != nil {
		return found, err
	}
	judge(&found, w.records, all)
	if err := r.reads(ctx); err != nil {
		found.problem(&found.other, "%v", err)
	}
	if _, err := program.Finish(ctx, filepath.Join(filepath.Dir(r.log), "check.log"), r.binary, "check", "--store", "sqlite:"+r.store); err != nil {
		found.problem(&found.damaged, "%v", err)
	}
	return found, nil
}

// longestDue is how long after its time an incident must be public.
const longestDue = 30 * time.Second

// settled lists all incidents when what waited for its time is published, or ought to be.
func (r *run) settled(ctx context.Context, records []*record) ([]listed, error) {
	var last time.Time
	for _, rec := range records {
		if rec.due.After(last) {
			last = rec.due
		}
	}
	tick := time.NewTicker(100 * time.Millisecond) //nolint:mnd // between two looks
	defer tick.Stop()
	for {
		all, err := r.list(ctx)
		waiting := slices.ContainsFunc(all, func(inc listed) bool { return inc.Workflow != "published" })
		if err != nil || !waiting || time.Since(last) > longestDue {
			return all, err
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-tick.C:
		}
	}
}

// list gives all incidents of both stories, page by page.
func (r *run) list(ctx context.Context) ([]listed, error) {
	var all []listed
	for _, story := range stories {
		for after := ""; ; {
			var page struct {
				Incidents []listed `json:"incidents"`
				Next      string   `json:"next"`
			}
			query := url.Values{"limit": {"200"}}
			if after != "" {
				query.Set("after", after)
			}
			text, err := r.ask(ctx, http.MethodGet, storyPath(story)+"/incidents?"+query.Encode(), nil)
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(text, &page); err != nil {
				return nil, err
			}
			all = append(all, page.Incidents...)
			if after = page.Next; after == "" {
				break
			}
		}
	}
	return all, nil
}

// judge holds what is there against what was acknowledged.
func judge(found *findings, records []*record, all []listed) {
	there := map[string][]listed{}
	for _, inc := range all {
		mark := inc.Title["es"]
		there[mark] = append(there[mark], inc)
	}
	for _, rec := range records {
		same := there[rec.mark]
		delete(there, rec.mark)
		switch {
		case rec.id == "": // was said when it was sent again
		case len(same) == 0:
			found.problem(&found.lost, "%s (%s) is not there", rec.mark, rec.id)
		case len(same) > 1:
			found.problem(&found.twice, "%s is there %d times", rec.mark, len(same))
		case same[0].ID != rec.id:
			found.problem(&found.other, "%s is %s, and was acknowledged as %s", rec.mark, same[0].ID, rec.id)
		case same[0].dead() != rec.dead:
			found.problem(&found.lost, "%s has %d dead, and %d were acknowledged", rec.mark, same[0].dead(), rec.dead)
		case same[0].Workflow != "published":
			found.problem(&found.other, "%s is not published: %s", rec.mark, same[0].Workflow)
		}
	}
	for mark := range there {
		found.problem(&found.other, "%q is there, and nobody wrote it", mark)
	}
}
