//go:build unix

package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// Variables that make this test binary, run again as a process of its own, do a part.
const (
	partVariable = "INCIDENTMAP_TEST_PART"
	fileVariable = "INCIDENTMAP_TEST_FILE"
)

// TestMain runs the tests, or the part that the parent process asks for.
func TestMain(m *testing.M) {
	path := os.Getenv(fileVariable)
	switch os.Getenv(partVariable) {
	case "writer":
		writeUntilKilled(path)
	case "reader":
		readAndTryToWrite(path)
	default:
		m.Run()
	}
}

// process prepares this binary to do a part on a file.
func process(t *testing.T, part, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" {
		self = "/proc/self/exe" // may be run by those who may not enter its folder
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), partVariable+"="+part, fileVariable+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

// writers is how many writes the process that is killed has under way.
const writers = 4

// writeUntilKilled says what it was told is on disk.
func writeUntilKilled(path string) {
	ctx := context.Background()
	s, err := Open(ctx, path, storetest.Encode)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var say sync.Mutex
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for {
				revisions, err := s.Write(ctx, batch(2)...)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				say.Lock()
				for _, rev := range revisions {
					fmt.Printf("ack %d %s\n", rev.Seq, rev.Incident.ID)
				}
				say.Unlock()
			}
		})
	}
	group.Wait()
}

// TestKilledWhileWriting kills a writing process again and again. Nothing that it was told
// is on disk may be lost, and nothing may be there that nobody wrote.
func TestKilledWhileWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	fill(t, open(t, path), 1)
	acknowledged := map[incidents.Seq]string{}
	for round := range 4 {
		cmd := process(t, "writer", path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// What is in the pipe when the process dies was said before.
		for lines, n := bufio.NewScanner(out), 0; lines.Scan(); n++ {
			var seq incidents.Seq
			var id string
			if _, err := fmt.Sscanf(lines.Text(), "ack %d %s", &seq, &id); err != nil {
				continue // the last line may be cut
			}
			if acknowledged[seq] != "" {
				t.Errorf("number %d was given twice", seq)
			}
			acknowledged[seq] = id
			if n == 30+17*round {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		_ = cmd.Wait() // it was killed
		isWhole(t, path, acknowledged, 2*writers*(round+1))
	}
}

// isWhole holds the store against what was acknowledged; up to unsaid more may be there.
func isWhole(t *testing.T, path string, acknowledged map[incidents.Seq]string, unsaid int) {
	t.Helper()
	s, err := Open(t.Context(), path, storetest.Encode)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it is only read
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	there := map[incidents.Seq]string{}
	for c, err := range s.Changes(t.Context(), 2) {
		if err != nil {
			t.Fatal(err)
		}
		there[c.Seq] = c.Incident.String()
	}
	for seq, id := range acknowledged {
		if there[seq] != id {
			t.Errorf("number %d was of %s and is of %q", seq, id, there[seq])
		}
	}
	if n := len(there) - len(acknowledged); n > unsaid || len(acknowledged) == 0 {
		t.Errorf("%d incidents are there, %d were acknowledged", len(there), len(acknowledged))
	}
}

// readAndTryToWrite says how that goes.
func readAndTryToWrite(path string) {
	ctx := context.Background()
	s, err := Open(ctx, path, storetest.Encode)
	if err != nil {
		fmt.Printf("open: %s: %v\n", incidents.CodeOf(err), err)
		return
	}
	changes := 0
	for _, err := range s.Changes(ctx, 0) {
		if err != nil {
			fmt.Printf("read: %s: %v\n", incidents.CodeOf(err), err)
			return
		}
		changes++
	}
	found, err := s.Search(ctx, "a", "roadblock")
	fmt.Printf("read: %d changes, %d found, %v\n", changes, len(found), err)
	_, err = s.Write(ctx, batch(1)...)
	fmt.Printf("write: %s: %v\n", incidents.CodeOf(err), err)
}

func TestWhatMayNotBeWritten(t *testing.T) {
	const reads = "read: 4 changes, 3 found, <nil>\nwrite: unavailable: store: cannot"
	for _, tt := range []struct {
		name         string
		folder, file os.FileMode
		stays        bool // whether another process has it open
		none         bool // whether there is no file
		want         string
	}{
		{name: "a folder and a file", folder: 0o555, file: 0o444, want: reads},
		{name: "a folder", folder: 0o555, file: 0o666, want: reads},
		{name: "a file", folder: 0o777, file: 0o444, want: reads},
		{name: "a store that is in use", folder: 0o555, file: 0o444, stays: true, want: reads},
		{name: "a folder without a store", folder: 0o555, none: true, want: "open: unavailable: store: "},
		{name: "a file that may not even be read", folder: 0o777, file: 0, want: "open: unavailable: store: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			chmod(t, filepath.Dir(dir), 0o755) // which is else its owner's alone
			path := filepath.Join(dir, "store.db")
			if !tt.none {
				s := open(t, path)
				fill(t, s, 3)
				if !tt.stays {
					if err := s.Close(); err != nil {
						t.Fatal(err)
					}
				}
				chmod(t, path, tt.file)
				if tt.stays { // as somebody does who lets others read along
					chmod(t, path+"-wal", 0o644)
					chmod(t, path+"-shm", 0o644)
				}
			}
			chmod(t, dir, tt.folder)
			defer chmod(t, dir, 0o755)
			cmd := process(t, "reader", path)
			if os.Getuid() == 0 {
				// Root may write anything; nobody may not.
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			}
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if !strings.Contains(string(out), tt.want) || strings.Contains(string(out), dir) {
				t.Errorf("got\n%s\nwant\n%s", out, tt.want)
			}
		})
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
