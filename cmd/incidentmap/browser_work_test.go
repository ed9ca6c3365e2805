package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// work is what a page makes a phone's main thread do until its map is drawn, in counts, which are the same on a
// machine that is busy, as times are not.
type work struct {
	objects float64 // boxes that are laid out
	layouts float64 // how often
	styles  float64 // how often styles are computed
	nodes   float64 // of all documents, pictures among them
}

// workBudgets are of a phone, somewhat above what was counted.
var workBudgets = []struct {
	address string
	most    work
}{
	{seedPage, work{objects: 1250, layouts: 25, styles: 30, nodes: 3000}},
	{seedPage + "/embed", work{objects: 880, layouts: 25, styles: 30, nodes: 2200}},
	{"/stories/thousand", work{objects: 1120, layouts: 25, styles: 30, nodes: 3200}},
}

// pagesKeepToTheirWork counts what is laid out and how often: lists and forms out of sight are not, and nothing is twice.
func pagesKeepToTheirWork(t *testing.T, g public) {
	for _, b := range workBudgets {
		t.Run(b.address, func(t *testing.T) {
			p := g.open(t, g.running, screen{width: phone.width, height: phone.height, density: 3, touch: true})
			p.do("count", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
				_, err := cdp.Call(ctx, tab, performance.Enable, performance.EnableParams{})
				return chromedp.Void{}, err
			})
			p.visitMap(b.address + "?lang=en")
			got := p.work()
			t.Logf("%+v", got)
			for _, c := range []struct {
				what      string
				got, most float64
			}{
				{"boxes are laid out", got.objects, b.most.objects},
				{"layouts", got.layouts, b.most.layouts},
				{"computations of styles", got.styles, b.most.styles},
				{"nodes", got.nodes, b.most.nodes},
			} {
				if c.got > c.most || c.got == 0 {
					t.Errorf("%g %s, at most %g", c.got, c.what, c.most)
				}
			}
		})
	}
}

// work reads the browser's counters once the page rests. They count what is alive, also what nothing needs any more, as
// the picture of the first paint: it is collected first, which else happens sooner or later.
func (p *reader) work() (w work) {
	p.t.Helper()
	const frames = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](frames, chromedp.EvalAwaitPromise)); err != nil {
		p.t.Fatalf("wait for frames: %v", err)
	}
	p.do("read the counters", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		if _, err := cdp.Call(ctx, tab, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
			return chromedp.Void{}, err
		}
		all, err := cdp.Call(ctx, tab, performance.GetMetrics, cdp.Empty{})
		if err != nil {
			return chromedp.Void{}, err
		}
		for _, m := range all.Metrics {
			switch m.Name {
			case "LayoutObjects":
				w.objects = m.Value
			case "LayoutCount":
				w.layouts = m.Value
			case "RecalcStyleCount":
				w.styles = m.Value
			case "Nodes":
				w.nodes = m.Value
			}
		}
		return chromedp.Void{}, nil
	})
	return w
}
