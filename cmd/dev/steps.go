package main

import (
	"context"
	"fmt"
	"io"
	"time"
)

// step is one named part of a task.
type step struct {
	name string
	run  func(context.Context) error
}

// runSteps runs the steps in order and stops at the first that fails.
//
// A step's line gives the time since the first began, before the step runs rather than
// after it, so that what a test runner prints last stays the last of the output.
func runSteps(ctx context.Context, out io.Writer, steps []step) error {
	began := time.Now()
	for i, s := range steps {
		fmt.Fprintf(out, "\n== %d/%d %s (%.1f s so far)\n", i+1, len(steps), s.name, time.Since(began).Seconds())
		stepBegan := time.Now()
		if err := s.run(ctx); err != nil {
			return fmt.Errorf("step %q failed after %.1f s: %w", s.name, time.Since(stepBegan).Seconds(), err)
		}
	}
	return nil
}
