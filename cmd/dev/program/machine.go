package program

import (
	"fmt"
	"runtime"
	"time"
)

// Machine says what the figures were measured on.
func Machine() string {
	return fmt.Sprintf("%d cores, %s, %s/%s, load average %s before the run, %s, %s", runtime.NumCPU(), processor(),
		runtime.GOOS, runtime.GOARCH, loadAverage(), runtime.Version(), time.Now().Format(time.DateOnly))
}
