package program

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestParseStat(t *testing.T) {
	const line = "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 9 0 100 1000 10 18446744073709551615"
	if got, err := parseStat([]byte(line)); err != nil || got != 3*time.Second {
		t.Errorf("%s, %v", got, err)
	}
	for _, bad := range []string{"", "42 (a) S 1", "42 (a) S 1 2 3 4 5 6 7 8 9 10 x y"} {
		if _, err := parseStat([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// This process has memory, has used the processor, and uses more by working.
func TestThisProcess(t *testing.T) {
	pid := os.Getpid()
	now, most, err := Memory(pid)
	if err != nil || now < 1<<20 || most < now/2 {
		t.Errorf("%d bytes, at most %d, %v", now, most, err)
	}
	before, err := CPU(pid)
	if err != nil {
		t.Fatal(err)
	}
	for { // work, until it is seen
		if after, err := CPU(pid); err != nil {
			t.Fatal(err)
		} else if after > before {
			return
		}
	}
}

func TestPeakOf(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "version")
	if err := cmd.Run(); err != nil {
		t.Skip(err)
	}
	if peak := peakOf(cmd.ProcessState); peak < 1<<20 || peak > 1<<32 {
		t.Errorf("go version took %d bytes", peak)
	}
}

// TestCountConnections holds that the connections that are counted are of the server's side and not those of its clients, nor those that are over.
func TestCountConnections(t *testing.T) {
	const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
   1: 0100007F:1F90 0100007F:A2C4 01 00000000:00000000 00:00000000 00000000     0        0 2 1
   2: 0100007F:A2C4 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 3 1
   3: 0100007F:1F90 0100007F:A2C6 08 00000000:00000000 00:00000000 00000000     0        0 4 1
   4: 0100007F:1F90 0100007F:A2C8 06 00000000:00000000 00:00000000 00000000     0        0 5 1
   5: 0100007F:1F91 0100007F:A2CA 01 00000000:00000000 00:00000000 00000000     0        0 6 1
`
	if n := countConnections(table, 8080); n != 2 {
		t.Errorf("%d connections, want 2", n)
	}
}
