package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// host is a page that frames an embed as some content system does.
type host struct {
	name    string
	query   string // of the embed's address
	attrs   string // of the frame
	take    string // what the host does with a message: sets height, or leaves it
	policy  string // of the host's own content
	follows bool
}

// hosts imitate what each system's own script does with a message m.
var hosts = []host{
	{name: "plain", follows: false},
	{name: "pym", query: "?initialWidth=328&childId=box&parentTitle=x&parentUrl=http%3A%2F%2Fh%2F", follows: true, take: `
		const parts = typeof m === 'string' ? m.split('xPYMx') : []; if (parts[0] === 'pym' && parts[1] === 'box' && parts[2] === 'height') height = parts[3]`},
	{name: "datawrapper", follows: true, take: `if (m['datawrapper-height']) for (const id in m['datawrapper-height']) height = m['datawrapper-height'][id]`},
	{name: "amp", attrs: `sandbox="allow-scripts allow-popups"`, follows: true, take: `if (m.sentinel === 'amp' && m.type === 'embed-size') height = m.height`},
	{name: "medium", follows: true, take: `
		if (typeof m === 'string' && m[0] === '{') { const said = JSON.parse(m); if (said.context === 'iframe.resize' && said.src === frame.src) height = said.height }`},
	{name: "wordpress", query: "#?secret=aB3dE", attrs: `sandbox="allow-scripts" security="restricted"`, follows: true, take: `
		if (m.secret === 'aB3dE' && m.message === 'height') height = Math.min(1000, Math.max(200, m.value)); if (m.secret === 'aB3dE' && m.message === 'link') window.link = m.value`},
	{name: "our script", follows: true, take: `window.ours = true`},
	{name: "strict", policy: "default-src 'none'; style-src 'self'; script-src 'self'; frame-src http://127.0.0.1:*", follows: true, take: `window.ours = true`},
}

// serveHost serves a host page of the embed of a map server.
func serveHost(t *testing.T, h host, r running) running {
	t.Helper()
	script := `const frame = document.getElementById('box'); addEventListener('message', ({data: m, source}) => {
		if (source !== frame.contentWindow) return; (window.said ||= []).push(m); let height; ` + h.take + `; if (height) frame.style.height = height + 'px' })`
	own := ""
	if strings.Contains(h.take, "ours") {
		own = `<script src="/embed.js"></script>`
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if h.policy != "" {
			w.Header().Set("Content-Security-Policy", h.policy)
		}
		switch q.URL.Path {
		case "/host.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, script)
		case "/embed.js": // a strict host serves it itself
			resp, err := http.Get(r.root + "/assets/embed.js") //nolint:noctx // a test's host
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadGateway)
				return
			}
			defer resp.Body.Close()
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.Copy(w, resp.Body)
		default:
			fmt.Fprintf(w, `<!doctype html><meta name="viewport" content="width=device-width"><title>host</title><link rel="icon" href="/none"><p>%s</p>
<iframe id="box" src="%s" title="map" width="100%%" height="420" frameborder="0" %s></iframe><p>%s</p><script src="/host.js"></script>%s`,
				strings.Repeat("Text. ", 200), r.root+seedPage+"/embed"+h.query, h.attrs, strings.Repeat("Text. ", 400), own)
		}
	}))
	t.Cleanup(server.Close)
	return running{root: server.URL, framed: r.root}
}

// within evaluates an expression in the page's frame.
func within[T any](p *reader, expression string) (value T) {
	p.t.Helper()
	p.do("ask the frame "+expression, func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		tree, err := cdp.Call(ctx, tab, page.GetFrameTree, cdp.Empty{})
		if err != nil || len(tree.FrameTree.ChildFrames) != 1 {
			return chromedp.Void{}, fmt.Errorf("%w: %d frames", err, len(tree.FrameTree.ChildFrames))
		}
		world, err := cdp.Call(ctx, tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: tree.FrameTree.ChildFrames[0].Frame.ID})
		if err != nil {
			return chromedp.Void{}, err
		}
		yes := true
		got, err := cdp.Call(ctx, tab, runtime.Evaluate, runtime.EvaluateParams{Expression: expression, ContextID: world.ExecutionContextID, ReturnByValue: &yes})
		if err != nil {
			return chromedp.Void{}, err
		}
		return chromedp.Void{}, json.Unmarshal([]byte(got.Result.Value), &value)
	})
	return value
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("in vain waited for %s", what)
}

const frameHeight = `Math.round(document.getElementById('box').getBoundingClientRect().height)`

// Every host's frame follows the height of what is in it, up and down, and comes to rest.
func TestBrowserEmbedHosts(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, h := range hosts {
		t.Run(h.name, func(t *testing.T) {
			p := open(t, serveHost(t, h, r), screen{width: 360, height: 800, touch: true})
			p.visit("/")
			ask[bool](p, `(document.getElementById('box').scrollIntoView(), true)`)
			eventually(t, "the map", func() bool { return within[string](p, `document.documentElement.dataset.map`) == "ready" })
			p.shot("embed-" + h.name)
			if within[int](p, `document.documentElement.scrollWidth`) > 360 {
				t.Error("the embed scrolls sideways")
			}
			if !h.follows {
				if got := ask[int](p, frameHeight); got != 420 {
					t.Errorf("a frame that nobody sizes is %d px high", got)
				}
				if !within[bool](p, `document.querySelector('.whole').getBoundingClientRect().bottom <= innerHeight && document.getElementById('map').offsetHeight >= 140`) {
					t.Error("the map does not fit into 420 px")
				}
				return
			}
			fits := func() bool {
				return ask[int](p, frameHeight) == within[int](p, `Math.ceil(document.querySelector('.frame').scrollHeight)`) && ask[int](p, frameHeight) != 420
			}
			eventually(t, "the frame to follow", fits)
			closed := ask[int](p, frameHeight)
			if h.name != "wordpress" { // which allows no frame more than 1000 px
				within[bool](p, `(document.querySelector('.entries > summary').click(), true)`)
				eventually(t, "the list to show, which scrolls by itself", func() bool { return fits() && ask[int](p, frameHeight) > closed+100 })
				if opened := ask[int](p, frameHeight); opened > closed+250 {
					t.Errorf("a list makes the frame %d px high", opened)
				}
				within[bool](p, `(document.querySelector('.entries > summary').click(), true)`)
				eventually(t, "the frame to shrink again", func() bool { return ask[int](p, frameHeight) == closed })
			} else {
				within[bool](p, `(document.querySelector('a.whole').click(), true)`)
				p.wait("the host to be asked to open the link", `(window.link || '').endsWith('`+seedPage+`?lang=es') || (window.link || '').includes('`+seedPage+`?lang=')`)
			}
			before := ask[int](p, `window.said.length`)
			time.Sleep(time.Second)
			if more := ask[int](p, `window.said.length`) - before; more > 0 {
				t.Errorf("%d messages come with nothing changed", more)
			}
		})
	}
}

// swipe moves fingers up by 120 px over the middle of the frame.
func (p *reader) swipe(fingers int) {
	p.t.Helper()
	box := ask[[]float64](p, `(b => [b.left + b.width / 2, b.top])(document.getElementById('box').getBoundingClientRect())`)
	middle := within[float64](p, `(b => b.top + b.height / 2)(document.getElementById('map').getBoundingClientRect())`)
	at := func(dy float64) (points []*input.TouchPoint) {
		for i := range fingers {
			id := float64(i)
			points = append(points, &input.TouchPoint{X: box[0] + 80*float64(i) - 40*float64(fingers-1), Y: box[1] + middle + dy, ID: &id})
		}
		return points
	}
	send := func(kind input.DispatchTouchEventType, points []*input.TouchPoint) {
		p.do("touch", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
			return chromedp.Void{}, err
		})
		time.Sleep(16 * time.Millisecond)
	}
	send("touchStart", at(0))
	for i := range 15 {
		send("touchMove", at(-8*float64(i+1)))
	}
	send("touchEnd", []*input.TouchPoint{})
	time.Sleep(700 * time.Millisecond)
}

// One finger scrolls the page around the map, with a hint, and two move the map.
func TestBrowserEmbedTouch(t *testing.T) {
	t.Parallel()
	r := start(t)
	p := open(t, serveHost(t, hosts[0], r), screen{width: 360, height: 800, touch: true})
	p.visit("/")
	ask[bool](p, `(document.getElementById('box').scrollIntoView({block: 'center'}), true)`)
	eventually(t, "the map", func() bool { return within[string](p, `document.documentElement.dataset.map`) == "ready" })
	const pane = `document.querySelector('.leaflet-map-pane').style.transform`
	place, scrolled := within[string](p, pane), ask[float64](p, `scrollY`)
	for range 3 { // the browser loses the first touches that are sent to a new page's frame
		if p.swipe(1); ask[float64](p, `scrollY`) != scrolled {
			break
		}
	}
	if got := ask[float64](p, `scrollY`) - scrolled; got < 40 || within[string](p, pane) != place {
		t.Errorf("one finger scrolls the page by %g px, and the map from %s to %s", got, place, within[string](p, pane))
	}
	if !within[bool](p, `document.querySelector('.hint.shown') !== null`) {
		t.Error("one finger is given no hint")
	}
	ask[bool](p, `(document.getElementById('box').scrollIntoView({block: 'center'}), true)`)
	time.Sleep(500 * time.Millisecond)
	scrolled = ask[float64](p, `scrollY`)
	p.swipe(2)
	if got := ask[float64](p, `scrollY`) - scrolled; got > 20 || got < -20 || within[string](p, pane) == place {
		t.Errorf("two fingers scroll the page by %g px, and the map stays at %s", got, place)
	}
}

// Without scripts the embed has the picture and the list.
func TestBrowserEmbedWithoutScripts(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), screen{width: 360, height: 560, noScript: true})
	p.visit(seedPage + "/embed?lang=en&theme=dark")
	p.shot("embed-noscript")
	if !ask[bool](p, `document.querySelector('#map img').naturalWidth > 0 && document.querySelectorAll('.entries li.item').length > 20`) {
		t.Error("there is no picture, or no list")
	}
	if !ask[bool](p, `document.querySelector('.whole').getBoundingClientRect().bottom <= innerHeight`) {
		t.Error("it does not fit into the frame")
	}
}

// The page that makes the snippet shows at once what is chosen.
func TestBrowserShare(t *testing.T) {
	t.Parallel()
	p := open(t, start(t), desk)
	p.visit(seedPage + "/share?lang=en")
	ask[bool](p, `(e => { e.value = 'dark'; e.dispatchEvent(new Event('change', {bubbles: true})); return true })(document.getElementById('theme'))`)
	p.wait("the snippet", `document.getElementById('snippet').value.includes('theme=dark')`)
	p.wait("the preview", `document.getElementById('preview').src.includes('theme=dark')`)
	p.shot("share")
}
