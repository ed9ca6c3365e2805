package main

import (
	"context"
	"errors"
	"log"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// reader is a person at a browser, who notices requests to other hosts, errors on the
// console and cookies, each of which fails the test.
type reader struct {
	t    *testing.T
	ctx  context.Context
	root string
	also string // another server that the page may ask, "http://127.0.0.1:41235"
}

// screen is what a reader sees the page on, and what the reader's system asks of pages.
type screen struct {
	width, height int64
	density       float64 // device pixels in a CSS pixel; 0 is 1
	touch         bool
	dark          bool
	still         bool // prefers reduced motion
	contrast      bool // prefers more contrast
	forced        bool // has colours of its own, which pages must do with
	paper         bool
	noScript      bool
}

// media is the screen as style sheets ask for it.
func (s screen) media() emulation.SetEmulatedMediaParams {
	var media emulation.SetEmulatedMediaParams
	if s.paper {
		media.Media = "print"
	}
	for _, write := range []struct {
		asked       bool
		name, value string
	}{
		{s.dark, "prefers-color-scheme", "dark"},
		{s.still, "prefers-reduced-motion", "reduce"},
		{s.contrast, "prefers-contrast", "more"},
		{s.forced, "forced-colors", "active"},
	} {
		if write.asked {
			media.Features = append(media.Features, &emulation.MediaFeature{Name: write.name, Value: write.value})
		}
	}
	return media
}

var (
	desk  = screen{width: 1280, height: 800}
	phone = screen{width: 360, height: 800}
)

// chromium gives the browser's path or skips the test; where the browser is required,
// a missing one fails it.
func chromium(t *testing.T) string {
	t.Helper()
	path := os.Getenv("INCIDENTMAP_CHROMIUM")
	if path != "" {
		return path
	}
	if os.Getenv("INCIDENTMAP_BROWSER") == "required" || os.Getenv("CI") == "true" {
		t.Fatal("a browser is required: set INCIDENTMAP_CHROMIUM to Chromium's path")
	}
	t.Skip("no browser: set INCIDENTMAP_CHROMIUM to Chromium's path, or use go run ./cmd/dev test")
	return ""
}

// browser is a Chromium that several readers use, each with a profile of their own.
type browser struct{ ctx context.Context }

// sharedBrowser is the one browser of all tests: to start one takes longer than most of what is asked of it.
var sharedBrowser struct {
	sync.Mutex

	browser browser
	quit    func()
}

// TestMain ends the browser that the tests used.
func TestMain(m *testing.M) {
	code := m.Run()
	if sharedBrowser.quit != nil {
		sharedBrowser.quit()
	}
	os.Exit(code)
}

// startBrowser starts the browser, if no test did before. It finds no host but this machine.
func startBrowser(t *testing.T) browser {
	t.Helper()
	path := chromium(t)
	sharedBrowser.Lock()
	defer sharedBrowser.Unlock()
	if sharedBrowser.quit != nil {
		return sharedBrowser.browser
	}
	dir, err := os.MkdirTemp("", "incidentmap-browser-")
	if err != nil {
		t.Fatal(err)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(filepath.Join(dir, "profile")),
		chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		// A sandboxed frame is then of the same process, so that what is in it can be asked.
		chromedp.Flag("disable-features", "IsolateSandboxedIframes"),
		chromedp.Env("HOME="+dir),
	)
	ctx, quit := chromedp.NewContext(alloc)
	sharedBrowser.browser = browser{ctx}
	sharedBrowser.quit = func() {
		quit()
		stop()
		if err := os.RemoveAll(dir); err != nil {
			log.Print(err)
		}
	}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return sharedBrowser.browser
}

// open opens a window of the browser with an empty profile on a screen.
func open(t *testing.T, r running, s screen) *reader {
	t.Helper()
	return startBrowser(t).open(t, r, s)
}

// open opens a window with an empty profile on a screen.
func (b browser) open(t *testing.T, r running, s screen) *reader {
	t.Helper()
	return b.openFor(t, r, s, 90*time.Second)
}

// openFor opens a window in which all is done within a time.
func (b browser) openFor(t *testing.T, r running, s screen, longest time.Duration) *reader {
	t.Helper()
	ctx, quit := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(quit)
	ctx, expire := context.WithTimeout(ctx, longest)
	t.Cleanup(expire)
	p := &reader{t: t, ctx: ctx, root: r.root, also: r.framed}
	p.watch()
	p.set(s)
	t.Cleanup(p.noCookies)
	return p
}

// set puts the reader before another screen.
func (p *reader) set(s screen) {
	p.t.Helper()
	size := []chromedp.EmulateViewportOption{chromedp.EmulateScale(max(s.density, 1))}
	if s.touch {
		size = append(size, chromedp.EmulateTouch, chromedp.EmulateMobile)
	}
	p.do("set up the screen", chromedp.EmulateViewport(s.width, s.height, size...), func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		if _, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, s.media()); err != nil {
			return chromedp.Void{}, err
		}
		off := emulation.SetScriptExecutionDisabledParams{Value: s.noScript}
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, off)
		return chromedp.Void{}, err
	})
}

// watch fails the test on a request to another host, on an exception, and on an error
// in the console.
func (p *reader) watch() {
	home, err := url.Parse(p.root)
	if err != nil {
		p.t.Fatal(err)
	}
	err = chromedp.Listen(p.ctx, func(ev any) {
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			p.checkHost(home.Host, ev.Request.URL)
		case *runtime.EventExceptionThrown:
			what := ev.ExceptionDetails.Text
			if thrown := ev.ExceptionDetails.Exception; thrown != nil {
				what += ": " + thrown.Description
			}
			p.t.Errorf("the page threw: %s", what)
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *reader) checkHost(home, address string) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "data" && u.Scheme != "blob" && u.Host != home && (p.also == "" || "http://"+u.Host != p.also)) {
		p.t.Errorf("the page asked another host: %s", address)
	}
}

func (p *reader) noCookies() {
	if p.ctx.Err() != nil {
		return
	}
	stored, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.cookie + Object.keys(localStorage) + Object.keys(sessionStorage)`))
	if err == nil && stored != "" {
		p.t.Errorf("the page stored something: %q", stored)
	}
}

func (p *reader) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// visit opens an address below the server's root.
func (p *reader) visit(address string) {
	p.t.Helper()
	p.do("visit "+address, chromedp.Navigate(p.root+address))
}

// visitMap opens a map and waits until its first view is drawn.
func (p *reader) visitMap(address string) {
	p.t.Helper()
	p.visit(address)
	p.wait("the map to be drawn", `document.documentElement.dataset.map === 'ready'`)
}

// wait waits until an expression holds in the page, or in the page that it goes to meanwhile. It asks anew each second:
// a page that the browser keeps for the way back answers no more.
func (p *reader) wait(what, expression string) {
	p.t.Helper()
	err := errors.New("the page goes on to others")
	for range 20 {
		_, err = chromedp.Run(p.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(time.Second)))
		if err == nil || !wentOn(err) && !errors.Is(err, chromedp.ErrPollingTimeout) {
			break
		}
	}
	if err != nil {
		p.shot("failed-" + strings.ReplaceAll(p.t.Name(), "/", "-"))
		p.t.Fatalf("waiting for %s (%s): %v", what, expression, err)
	}
}

// wentOn tells the errors of a page that is gone, as another took its place.
func wentOn(err error) bool {
	return slices.ContainsFunc([]string{"navigated or closed", "context was destroyed", "Cannot find context"}, func(words string) bool {
		return strings.Contains(err.Error(), words)
	})
}

// ask evaluates an expression in the page.
func ask[T any](p *reader, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("asking %s: %v", expression, err)
	}
	return v
}

// press presses keys, as a person without a mouse.
func (p *reader) press(keys string) {
	p.t.Helper()
	p.do("press a key", chromedp.KeyEvent(keys))
}

// shot saves what is on the screen when INCIDENTMAP_SHOTS names a folder.
func (p *reader) shot(name string) {
	p.t.Helper()
	if os.Getenv("INCIDENTMAP_SHOTS") == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatalf("screenshot: %v", err)
	}
	p.keep(name+".png", png)
}

// keep saves a file when INCIDENTMAP_SHOTS names a folder.
func (p *reader) keep(name string, file []byte) {
	p.t.Helper()
	dir := os.Getenv("INCIDENTMAP_SHOTS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), file, 0o600); err != nil {
		p.t.Fatal(err)
	}
}
