package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// invoke runs the program with args until it ends.
func invoke(args ...string) (code int, stdout, stderr string) {
	var out, errs lockedBuffer
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // a server that starts by mistake ends at once
	code = run(&program{ctx: ctx, stdout: &out, stderr: &errs}, args)
	return code, out.String(), errs.String()
}

func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name   string
		args   []string
		code   int
		stdout string // must be in the answer
		stderr string
	}{
		{"help", []string{"--help"}, 0, "serve", ""},
		{"help of serve shows its settings", []string{"serve", "--help"}, 0, "INCIDENTMAP_", ""},
		{"no command", nil, 2, "", "serve"},
		{"unknown flag", []string{"serve", "--nonsense"}, 2, "", "--nonsense"},
		{"unknown store", []string{"serve", "--store=mongo:x"}, 1, "", "sqlite:FILE"},
		{"public address that is no web address", []string{"serve", "--public-url=javascript:alert(1)"}, 1, "", "--public-url"},
		{"damaged store", []string{"serve", "--addr=127.0.0.1:0", "--store=sqlite:" + garbage}, 1, "", "not a SQLite database"},
		{"folder that is not there", []string{"serve", "--store=sqlite:" + filepath.Join(dir, "no", "x.db")}, 1, "", "no"},
		{"place", []string{"geocode", "Tapalpa, Jalisco"}, 0, `"precision": "locality"`, ""},
		{"nothing found is an answer", []string{"geocode", "Xqzzyplugh"}, 0, `"query"`, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := invoke(c.args...)
			if code != c.code {
				t.Errorf("status %d, want %d\n%s%s", code, c.code, stdout, stderr)
			}
			if !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) {
				t.Errorf("answered\n%s\n%s\nwant %q and %q", stdout, stderr, c.stdout, c.stderr)
			}
		})
	}
}

func TestGeocodeAnswersEachPlace(t *testing.T) {
	_, stdout, _ := invoke("geocode", "GDL", "Zapopan beside Guadalajara")
	answers := json.NewDecoder(strings.NewReader(stdout))
	for _, want := range []string{"iata:GDL", "geonames:"} {
		var a struct {
			Candidates []struct {
				Location struct {
					GazetteerID string `json:"gazetteer_id"`
				} `json:"location"`
			} `json:"candidates"`
		}
		if err := answers.Decode(&a); err != nil {
			t.Fatal(err)
		}
		if len(a.Candidates) == 0 || !strings.HasPrefix(a.Candidates[0].Location.GazetteerID, want) {
			t.Errorf("the first candidate is %+v, want %s", a.Candidates, want)
		}
	}
}

// A setting comes from a flag, else from a variable, else from a file.
func TestSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings.json")
	if err := os.WriteFile(file, []byte(`{"store":"file:x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, stderr := invoke("serve", "--config="+file)
	if !strings.Contains(stderr, "file:") {
		t.Errorf("the file's setting is not used: %s", stderr)
	}
	t.Setenv("INCIDENTMAP_STORE", "variable:x")
	if _, _, stderr = invoke("serve", "--config="+file); !strings.Contains(stderr, "variable:") {
		t.Errorf("the variable does not win over the file: %s", stderr)
	}
	if _, _, stderr = invoke("serve", "--config="+file, "--store=flag:x"); !strings.Contains(stderr, "flag:") {
		t.Errorf("the flag does not win over the variable: %s", stderr)
	}
	if err := os.WriteFile(file, []byte(`{"stor":"file:x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := invoke("serve", "--config="+file); code == 0 || !strings.Contains(stderr, `"stor"`) {
		t.Errorf("a name that is no setting is passed over: status %d: %s", code, stderr)
	}
}
