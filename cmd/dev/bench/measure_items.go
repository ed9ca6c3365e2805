package bench

import (
	"context"
	"encoding/json"
	"fmt"

	"incidentmap/cmd/dev/load"
)

// measureItems asks for the first ten features of boxes, of which each is another or few are asked for again and
// again, and for as many as a page may hold.
func (r *run) measureItems(ctx context.Context) error {
	first, err := r.load(ctx, r.server.PID(), load.Plan{Next: load.Each(r.server.boxed(10))})
	if err != nil {
		return err
	}
	r.row(row{measure: "OGC API, first 10 features of a box, each another, gzip", figure: first.String()})
	const few = 60
	same := r.server.boxed(10)[:few]
	again, err := r.load(ctx, r.server.PID(), load.Plan{
		Workers: 8, For: r.Each, Next: func(i int) (load.Request, bool) { return same[i%few], true },
	})
	if err != nil {
		return err
	}
	r.row(row{measure: fmt.Sprintf("OGC API, first 10 features of %d boxes, again and again by 8, gzip", few), figure: again.String()})
	const most, boxes = 10_000, 40
	pages := r.server.boxed(most)[:boxes]
	for i := range pages {
		pages[i].Header = nil // plain, so that bytes are of features
	}
	whole, err := r.load(ctx, r.server.PID(), load.Plan{Next: load.Each(pages)})
	if err != nil {
		return err
	}
	features, err := r.countFeatures(ctx, pages)
	if err != nil {
		return err
	}
	figure := fmt.Sprintf("%s features/s, %s MB/s", significant(float64(features)/whole.Elapsed.Seconds()), significant(whole.MBPerSecond()))
	if seconds := whole.cpu.Seconds(); whole.cpuErr == nil && seconds > 0 {
		figure += fmt.Sprintf("; for a second of processor %s features, %s MB", significant(float64(features)/seconds), significant(float64(whole.Bytes)/1e6/seconds))
	}
	r.row(row{measure: fmt.Sprintf("OGC API, features of a box, at most 10,000, %s on average", significant(float64(features)/boxes)), figure: figure})
	return nil
}

// countFeatures asks for pages once more, to count what they hold.
func (r *run) countFeatures(ctx context.Context, pages []load.Request) (int, error) {
	total := 0
	for _, page := range pages {
		_, body, err := load.Get(ctx, r.client, page)
		if err != nil {
			return 0, err
		}
		n, err := counted(body, "numberReturned")
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// counted reads one of the numbers of a page of features, numberMatched or numberReturned
// (OGC API Features Part 1, clause 7.16).
func counted(page []byte, name string) (int, error) {
	var numbers map[string]json.RawMessage
	if err := json.Unmarshal(page, &numbers); err != nil {
		return 0, fmt.Errorf("the page of features is no JSON: %w", err)
	}
	var n int
	if err := json.Unmarshal(numbers[name], &n); err != nil {
		return 0, fmt.Errorf("the page of features has no %s", name)
	}
	return n, nil
}
