//go:build !linux

package program

import (
	"errors"
	"os"
	"time"
)

// errNoProc is all that other systems say of a running process.
var errNoProc = errors.New("memory and processor time of a running server are read from /proc, which only Linux has")

// CPU, Memory, ForgetPeak and Connections are known on Linux alone.
func CPU(int) (time.Duration, error)          { return 0, errNoProc }
func Memory(int) (now, most int64, err error) { return 0, 0, errNoProc }
func ForgetPeak(int) error                    { return errNoProc }
func Connections(int) (int, error)            { return 0, errNoProc }
func peakOf(*os.ProcessState) int64           { return 0 }
func loadAverage() string                     { return "not known" }
func processor() string                       { return "not known" }
