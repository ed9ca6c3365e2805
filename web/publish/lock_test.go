package publish

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// Two runs that put their files into one folder would leave files of both: the second is refused, and leaves what the
// first has gathered.
func TestTwoRunsAtOnce(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("locks are looked at on Linux")
	}
	dir := t.TempDir()
	first, err := openFolder(dir, "s")
	if err != nil {
		t.Fatal(err)
	}
	d := first.draft()
	if _, err := d.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := d.keep("a.txt", "text/plain"); err != nil {
		t.Fatal(err)
	}
	if _, err := openFolder(dir, "s"); incidents.CodeOf(err) != incidents.EConflict || !strings.Contains(err.Error(), "another run") {
		t.Errorf("a second run: %v", err)
	}
	if err := first.commit(t.Context(), manifest{Story: "s"}); err != nil {
		t.Error(err)
	}
	if err := first.close(); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(dir + "/a.txt"); string(got) != "x" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	after, err := openFolder(dir, "s")
	if err != nil {
		t.Fatalf("the next run: %v", err)
	}
	if err := after.close(); err != nil {
		t.Error(err)
	}
}
