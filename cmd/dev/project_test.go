package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// members tells of a file or folder, by its slash-separated path in the checkout, whether it
// belongs to the project.
type members func(name string) bool

// everything takes all that is there for the project.
func everything(string) bool { return true }

// projectFiles asks git what belongs to the project: what it tracks, and what it would track of
// the folders of the top level, so that a new source file is held to the rules before it is
// added. What else a person keeps in the clone is theirs: README's commands leave a store, a
// published site and downloads there.
//
// Where git cannot tell (there is none, or the checkout is an unpacked archive), all in the
// folders of the top level counts, and the error says why.
func projectFiles(ctx context.Context, root string) (members, error) {
	inHouse := func(name string) bool {
		top, _, _ := strings.Cut(name, "/")
		return slices.Contains(topLevel, top)
	}
	// An archive unpacked within somebody's repository is none of it.
	top, err := git(ctx, root, "rev-parse", "--show-toplevel")
	if err != nil {
		return inHouse, err
	}
	if !sameFolder(strings.TrimSpace(top), root) {
		return inHouse, fmt.Errorf("%s is not the top of a git checkout", root)
	}
	tracked, err := git(ctx, root, "ls-files", "-z", "--cached")
	if err != nil {
		return inHouse, err
	}
	untracked, err := git(ctx, root, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return inHouse, err
	}
	files := strings.Split(tracked, "\x00")
	for name := range strings.SplitSeq(untracked, "\x00") {
		if inHouse(name) {
			files = append(files, name)
		}
	}
	project := map[string]bool{}
	for _, name := range files {
		for ; name != "." && !project[name]; name = path.Dir(name) {
			project[name] = true
		}
	}
	return func(name string) bool { return project[name] }, nil
}

func sameFolder(a, b string) bool {
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, other)
}

// git gives what a git command prints.
func git(ctx context.Context, root string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = root
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") }) // of a hook that runs this
	out, err := cmd.Output()
	if err != nil {
		return "", commandError(cmd.Args, err)
	}
	return string(out), nil
}

// leftBehind is what README's commands, and those of who works on the project, leave in a clone.
var leftBehind = []string{
	"incidentmap.db", "incidentmap.db-wal", "incidentmap.db-shm", "incidentmap", "web.test", "cpu.prof",
	"incidents.csv", "incidents.xlsx", "report.json", "settings.json",
	"deaths.gpkg", "out.gpkg", "out.gpkg-journal", "t.mvt", "all.pmtiles",
	"site/index.html", "site/publish.json", "site/assets/map.css", "site/assets/map.js", "my-story/notes.txt",
	"web/ui/node_modules/x/a.go", "cmd/incidentmap/incidentmap.db",
}

// TestWhatUsersLeaveBehind holds that a clone in which README's commands were run passes, with
// git, without it, and as an archive within another repository; and that what somebody adds to
// the project does not.
func TestWhatUsersLeaveBehind(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(t *testing.T, root string)
		files   []string
		add     bool   // the files to the repository
		asked   bool   // git can be
		fault   string // part of the one fault; empty if there must be none
	}{
		{name: "clone", prepare: clone, files: leftBehind, asked: true},
		{name: "archive", files: leftBehind},
		{name: "archive in a repository", prepare: inRepository, files: leftBehind},
		{name: "no git", prepare: withoutGit, files: leftBehind},
		{name: "new package in a clone", prepare: clone, files: []string{"geo/magic/a.go"}, asked: true, fault: "geo/magic/a.go"},
		{name: "new package in an archive", files: []string{"geo/magic/a.go"}, fault: "geo/magic/a.go"},
		{name: "added folder", prepare: clone, files: []string{"internal/a.txt"}, add: true, asked: true, fault: "internal: may not stand"},
		{name: "added file that is ignored", prepare: clone, files: []string{"incidentmap.db"}, add: true, asked: true, fault: "incidentmap.db: may not stand"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, root, "go.mod", "module incidentmap\n")
			write(t, root, "geo/a.go", "package geo\n")
			write(t, root, ".gitignore", readGitignore(t))
			if test.prepare != nil {
				test.prepare(t, root)
			}
			for _, name := range test.files {
				write(t, root, name, "package utils\n")
			}
			if test.add {
				gitFor(t, root, "add", "--force", ".")
			}
			project, err := projectFiles(t.Context(), root)
			if (err == nil) != test.asked {
				t.Fatalf("git was asked: %v", err)
			}
			found, err := survey(os.DirFS(root), project)
			if err != nil {
				t.Fatal(err)
			}
			all := strings.Join(found.faults, "\n")
			if (all == "") != (test.fault == "") || !strings.Contains(all, test.fault) {
				t.Errorf("faults %q, want one with %q", all, test.fault)
			}
			if found.goFiles == 0 {
				t.Error("no Go file was read")
			}
		})
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readGitignore(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// gitFor runs a git command that has to succeed; without git there is nothing to prove.
func gitFor(t *testing.T, root string, args ...string) {
	t.Helper()
	if !onPath("git") {
		t.Skip("there is no git here")
	}
	if _, err := git(t.Context(), root, args...); err != nil {
		t.Fatal(err)
	}
}

func clone(t *testing.T, root string) {
	t.Helper()
	gitFor(t, root, "init", "--quiet")
	gitFor(t, root, "add", ".")
}

// inRepository puts a repository around the folder.
func inRepository(t *testing.T, root string) {
	t.Helper()
	gitFor(t, filepath.Dir(root), "init", "--quiet") // the folder of the test's temporary folders
}

func withoutGit(t *testing.T, root string) {
	t.Helper()
	clone(t, root)
	t.Setenv("PATH", t.TempDir())
}
