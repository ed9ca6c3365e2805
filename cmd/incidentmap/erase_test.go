package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"incidentmap/incidents/postgis/postgistest"
)

// command runs the program to its end.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs lockedBuffer
	code = run(&program{ctx: context.WithoutCancel(t.Context()), stdout: &out, stderr: &errs}, args)
	return code, out.String(), errs.String()
}

// plantedStore makes a store with incidents of an import, of which each row has a word of its own.
func plantedStore(t *testing.T, setting string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "rows.csv")
	rows := "id,title,kind,date,lat,lon,source\n" +
		"1,Brimstonely,attack,2026-02-22,20.1,-103.1,vexingdwarf\n" +
		"2,Quickfjords,attack,2026-02-22,20.2,-103.2,jumpyzebuhk\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := command(t, "import", "--store="+setting, "--story=planted", "--publish", file); code != 0 {
		t.Fatalf("import: status %d: %s%s", code, stdout, stderr)
	}
}

// inFiles lists the files of a pattern that hold a word.
func inFiles(t *testing.T, pattern, word string) (found []string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	for _, name := range files {
		all, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(all, []byte(word)) {
			found = append(found, filepath.Base(name))
		}
	}
	return found
}

func TestEraseCheckAndBackup(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "store.db")
	plantedStore(t, "sqlite:"+file)
	if len(inFiles(t, file+"*", "Brimstonely")) == 0 {
		t.Fatal("the word is not in the store")
	}
	exported := filepath.Join(dir, "all.csv")
	if code, _, stderr := command(t, "export", "--store=sqlite:"+file, "--story=planted", "--layer=all", "--format=csv", "-o", exported); code != 0 {
		t.Fatalf("export: status %d: %s", code, stderr)
	}
	text, err := os.ReadFile(exported)
	if err != nil {
		t.Fatal(err)
	}
	id := ""
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "Brimstonely") {
			id = line[strings.Index(line, "01"):][:26]
		}
	}
	for name, args := range map[string][]string{
		"an unknown story":    {"--story=none"},
		"an unknown incident": {"--story=planted", "--incident=01KJ0000000000000000000001"},
		"another store":       {"--story=planted", "--store=sqlite:" + file + ".none"},
	} {
		if code, _, stderr := command(t, append([]string{"erase", "--store=sqlite:" + file}, args...)...); code != 1 || stderr == "" {
			t.Errorf("%s: status %d: %s", name, code, stderr)
		}
	}
	if code, _, stderr := command(t, "erase", "--store=sqlite:"+file, "--story=planted", "--incident="+id); code != 0 {
		t.Fatalf("erase: status %d: %s", code, stderr)
	}
	backup := filepath.Join(dir, "backup.db")
	if code, _, stderr := command(t, "backup", "--store=sqlite:"+file, backup); code != 0 {
		t.Fatalf("backup: status %d: %s", code, stderr)
	}
	for _, word := range []string{"Brimstonely", "vexingdwarf"} {
		if found := inFiles(t, filepath.Join(dir, "*.db*"), word); len(found) > 0 {
			t.Errorf("%q is in %q", word, found)
		}
	}
	if found := inFiles(t, backup, "Quickfjords"); len(found) == 0 {
		t.Error("what was not erased is not in the backup")
	}
	if code, _, _ := command(t, "backup", "--store=sqlite:"+file, backup); code != 1 {
		t.Errorf("a backup over another: status %d", code)
	}
	if code, _, stderr := command(t, "erase", "--store=sqlite:"+file, "--story=planted"); code != 0 || len(inFiles(t, file+"*", "Quickfjords")) > 0 {
		t.Errorf("erase all: status %d, %s; still in %q", code, stderr, inFiles(t, file+"*", "Quickfjords"))
	}
	for _, name := range []string{file, backup} {
		if code, stdout, stderr := command(t, "check", "--store=sqlite:"+name); code != 0 || !strings.Contains(stdout, "nothing is damaged") {
			t.Errorf("check: status %d: %s%s", code, stdout, stderr)
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	plantedStore(t, "sqlite:"+file)
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(all, []byte("Brimstonely"))
	if at < 0 {
		t.Fatal("the word is not in the file")
	}
	all[at] ^= 1
	if err := os.WriteFile(file, all, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := command(t, "check", "--store=sqlite:"+file); code != 1 || stderr == "" || stdout != "" {
		t.Errorf("status %d: %s%s", code, stdout, stderr)
	}
	if code, _, stderr := command(t, "backup", "--store=sqlite:"+file, file+".backup"); code != 1 || !strings.Contains(stderr, "there is no backup") {
		t.Errorf("a backup of it: status %d: %s", code, stderr)
	}
}

func TestBackupOfPostgreSQL(t *testing.T) {
	setting := postgistest.Setting(t)
	plantedStore(t, setting)
	file := filepath.Join(t.TempDir(), "store.dump")
	if code, _, stderr := command(t, "backup", "--store="+setting, file); code != 0 {
		t.Fatalf("status %d: %s", code, stderr)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
		t.Errorf("%v, %v", info, err)
	}
	if code, _, stderr := command(t, "backup", "--store=postgres://nobody:secretword@127.0.0.1:1/none", file+".2"); code != 1 || strings.Contains(stderr, "secretword") {
		t.Errorf("no server: status %d: %s", code, stderr)
	}
}

func TestDumpAddressHasNoPassword(t *testing.T) {
	for setting, want := range map[string]string{
		"postgres://me:secret@db/x?replica=postgres://me:secret@other/x&sslmode=require": "postgres://me@db/x?sslmode=require",
		"postgres://db/x?pool_max_conns=3":                                               "postgres://db/x",
	} {
		address, env, err := (&program{}).dumpAddress(setting)
		if err != nil || address != want || strings.Contains(setting, "secret") != (len(env) == 1) {
			t.Errorf("%s: %q, %q, %v", setting, address, env, err)
		}
	}
}
