package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserSignIn goes the way of somebody invited, on a phone: by the link to a password, a second step, out and in
// again. No page of it has a script, breaks a rule of axe, or is wider than the phone.
func TestBrowserSignIn(t *testing.T) {
	t.Parallel()
	source := axeSource(t)
	r := start(t)
	p := open(t, r, phone)
	link, log, code := users(t, r.store, "add", "ana@example.org", "--name=Ana", "--role=jalisco-2026-02-22=editor", "--public-url="+r.root)
	if code != 0 {
		t.Fatal(log)
	}
	look := func(name string) {
		t.Helper()
		if ask[bool](p, `document.documentElement.scrollWidth > innerWidth || document.scripts.length > 0`) {
			t.Errorf("%s is wider than the phone or has a script", name)
		}
		if small := ask[string](p, `[...document.querySelectorAll('button, input:not([type=hidden])')].filter(e => e.getBoundingClientRect().height < 44).map(e => e.name || e.textContent).join()`); small != "" {
			t.Errorf("%s: too small to press: %s", name, small)
		}
		for _, dark := range []bool{true, false} {
			p.set(screen{width: phone.width, height: phone.height, dark: dark})
			for _, found := range p.axe(source) {
				t.Errorf("%s, dark %t: %s", name, dark, found)
			}
		}
		p.shot("signin-" + name)
	}
	send := func(form string, fields ...string) {
		t.Helper()
		for i := 0; i+1 < len(fields); i += 2 {
			p.do("type "+fields[i], chromedp.SetValue(fields[i], fields[i+1]))
		}
		if _, err := chromedp.RunResponse(p.ctx, chromedp.Click(form+" button")); err != nil {
			t.Fatalf("send %s: %v", form, err)
		}
	}
	at := func(path string) {
		t.Helper()
		if got := ask[string](p, `location.pathname`); got != path {
			t.Fatalf("it came to %s and not to %s", got, path)
		}
	}
	const password = "caballo grapa correcta"

	p.visit(strings.TrimPrefix(strings.TrimSpace(link), r.root) + "&lang=es")
	look("welcome")
	send("form", "#password", password)
	at("/edit")
	p.visit("/edit/account?lang=es")
	look("account")
	send("form[action*=start]", "#confirm", password)
	at("/edit/account/second-factor")
	look("factor")
	send("form[action*=second-factor]", "#code", "000000")
	look("factor-wrong")

	p.visit("/edit/account?lang=en")
	send("form[action*=sign-out]:not([action*=everywhere])")
	at("/edit/sign-in")
	look("signin")
	send("form", "#login", "ana@example.org", "#password", "wrong")
	if told := ask[string](p, `document.querySelector('[role=alert]').textContent`); !strings.HasPrefix(told, "That is not right") {
		t.Errorf("it tells %q", told)
	}
	look("wrong")
	p.visit("/edit?lang=es")
	at("/edit/sign-in")
	send("form", "#login", "ana@example.org", "#password", password)
	at("/edit")
}
