package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
)

// users runs a command of user over a store and gives what it says, and its exit status.
func users(t *testing.T, store string, args ...string) (out, log string, code int) {
	t.Helper()
	var stdout, stderr lockedBuffer
	p := &program{ctx: t.Context(), stdout: &stdout, stderr: &stderr}
	code = run(p, append(append([]string{"user"}, args...), "--store=sqlite:"+store))
	return stdout.String(), stderr.String(), code
}

func TestUsers(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	store := filepath.Join(t.TempDir(), "a.db")
	p := &program{ctx: t.Context(), stdout: &lockedBuffer{}, stderr: &lockedBuffer{}}
	err := p.withStore("sqlite:"+store, func(s incidents.Store) error {
		story := incidents.Story{
			Slug: "jalisco", Title: incidents.Text{"en": "x"}, Languages: []string{"en"}, Zone: "UTC",
			View: incidents.Viewport{BBox: [4]float64{-110, 10, -90, 30}}, Layers: []incidents.Layer{},
		}
		_, err := s.PutStory(t.Context(), story)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`^https://maps\.example\.org/map/edit/welcome\?key=\w{26}\.\w{52}\n$`)
	const site = "--public-url=https://maps.example.org/map/"
	for _, tt := range []struct {
		args []string
		want string // of what it says; "link" for a link; or of the error when it begins with !
	}{
		{[]string{"add", "Ana@Example.org", "--name=Ana Ñ", "--admin", site}, "link"},
		{[]string{"add", "bea", "--role=jalisco=editor", site}, "link"},
		{[]string{"add", "BEA", site}, "!another person signs in with"},
		{[]string{"add", "eve", "--role=jalisco=king"}, "!is no role"},
		{[]string{"add", "eve", "--role=nowhere=editor"}, "!there is no story"},
		{[]string{"list"}, "ana@example.org  invited  no    everything      Ana Ñ\nbea              invited  no    jalisco=editor  bea\n"},
		{[]string{"role", "bea", "jalisco", "--role=reporter"}, "bea: jalisco=reporter\n"},
		{[]string{"role", "bea", "--role=admin"}, "bea: everything\n"},
		{[]string{"role", "bea", "--role=none"}, "bea: jalisco=reporter\n"},
		{[]string{"role", "bea", "jalisco", "--role=none"}, "bea: none\n"},
		{[]string{"role", "bea", "--role=editor"}, "!is one of a story"},
		{[]string{"role", "nobody", "--role=admin"}, "!nobody signs in as"},
		{[]string{"disable", "bea"}, ""},
		{[]string{"password-link", "bea"}, "!is shut out"},
		{[]string{"list"}, "bea              disabled  no    none        bea\n"},
		{[]string{"disable", "bea", "--undo"}, ""},
		{[]string{"password-link", "bea", "--without-code", site}, "link"},
	} {
		out, log, code := users(t, store, tt.args...)
		wrong, failing := strings.CutPrefix(tt.want, "!")
		switch {
		case failing && (code != 1 || !strings.Contains(log, wrong)), !failing && code != 0:
			t.Errorf("%v: status %d, %s", tt.args, code, log)
		case tt.want == "link" && !link.MatchString(out), tt.want != "link" && !failing && !strings.Contains(out, tt.want):
			t.Errorf("%v says\n%s", tt.args, out)
		case strings.Contains(log, "key="):
			t.Errorf("%v: a link's key is in the log: %s", tt.args, log)
		}
	}
}

// TestFirstAdmin holds that the link is made anew at each start until somebody can sign in, and then no more.
func TestFirstAdmin(t *testing.T) {
	p := &program{ctx: t.Context(), stdout: &lockedBuffer{}, stderr: &lockedBuffer{}}
	err := p.withStore("sqlite:"+filepath.Join(t.TempDir(), "a.db"), func(store incidents.Store) error {
		var keys []string
		for range 2 {
			key, err := firstAdmin(t.Context(), store, joinedAt)
			if err != nil {
				return err
			}
			keys = append(keys, key)
		}
		all, err := store.People(t.Context())
		if err != nil || len(all) != 1 || !all[0].Admin || !all[0].Opens(keys[1], joinedAt) || all[0].Opens(keys[0], joinedAt) {
			t.Errorf("the people are %+v, %v", all, err)
			return err
		}
		all[0].Password = "$argon2id$…"
		if _, err := store.PutPerson(t.Context(), all[0]); err != nil {
			return err
		}
		if key, err := firstAdmin(t.Context(), store, joinedAt); key != "" || err != nil {
			t.Errorf("with somebody who can sign in: %q, %v", key, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

var joinedAt = time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
