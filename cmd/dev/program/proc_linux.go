package program

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// tick is the unit of times in /proc, which is 100 Hz to programs whatever the kernel's own
// (man 5 proc_pid_stat, sysconf(_SC_CLK_TCK)).
const tick = time.Second / 100

// CPU gives the processor time that a process has used, by /proc/PID/stat.
func CPU(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	return parseStat(text)
}

// parseStat reads utime and stime, the 14th and 15th fields. The second is the program's name
// in brackets, which may hold anything.
func parseStat(text []byte) (time.Duration, error) {
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/PID/stat is %q", text)
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("/proc/PID/stat is %q", text)
	}
	return time.Duration(user+system) * tick, nil
}

// Memory gives the memory that a process has now and had at most, in bytes, by
// /proc/PID/status.
func Memory(pid int) (now, most int64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		if name != "VmRSS" && name != "VmHWM" {
			continue
		}
		kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			return 0, 0, fmt.Errorf("/proc/PID/status says %q", line)
		}
		if name == "VmRSS" {
			now = kb * 1024
		} else {
			most = kb * 1024
		}
	}
	return now, most, nil
}

// ForgetPeak lets the most memory of a process begin again at what it has now (man 5
// proc_pid_clear_refs).
func ForgetPeak(pid int) error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0)
}

// peakOf gives the most memory that an ended process had, in bytes: getrusage counts in
// kilobytes here.
func peakOf(state *os.ProcessState) int64 {
	if used, ok := state.SysUsage().(*syscall.Rusage); ok {
		return used.Maxrss * 1024
	}
	return 0
}

// loadAverage gives that of the last minute.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "not known"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// processor gives the processor's name.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "not known"
	}
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "not known"
}

// Connections counts the connections to a port of this machine that the program listening there
// has not closed, by /proc/net/tcp (man 5 proc_pid_net): established ones, and those that only
// the other side has closed.
func Connections(port int) (int, error) {
	text, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return 0, err
	}
	return countConnections(string(text), port), nil
}

// countConnections reads lines such as "0: 0100007F:1F90 0100007F:A2C4 01 …": a number, the
// address and port of this side in hexadecimal, those of the other, the state.
func countConnections(text string, port int) int {
	const established, closeWait = "01", "08"
	own := fmt.Sprintf(":%04X", port)
	n := 0
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) > 3 && strings.HasSuffix(fields[1], own) && (fields[3] == established || fields[3] == closeWait) {
			n++
		}
	}
	return n
}
