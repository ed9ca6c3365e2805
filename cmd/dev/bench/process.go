package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// usage is what a process took from its start to its end.
type usage struct {
	wall, cpu time.Duration
	peak      int64 // most memory, in bytes; zero where that is not told
}

// finish runs a program to its end. What it says goes to a file, whose end is in the error
// when it fails.
func (r *run) finish(ctx context.Context, name string, args ...string) (usage, error) {
	cmd := child(ctx, name, args...)
	log, err := os.Create(filepath.Join(r.Dir, "last-output.log"))
	if err != nil {
		return usage{}, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, tail(log.Name()))
	}
	return usage{wall: time.Since(began), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak: peakOf(cmd.ProcessState)}, nil
}

// child is a program that is interrupted with the context, and killed if that does not help.
func child(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// tail gives the last of what a program said.
func tail(name string) string {
	const most = 2000
	f, err := os.Open(name)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if size, err := f.Seek(0, io.SeekEnd); err == nil {
		_, err = f.Seek(max(0, size-most), io.SeekStart)
		if err != nil {
			return err.Error()
		}
	}
	text, _ := io.ReadAll(f) // what can be read will do
	return string(text)
}

// build builds the program as a user would.
func (r *run) build(ctx context.Context) error {
	r.program = filepath.Join(r.Dir, "incidentmap-program")
	cmd := child(ctx, "go", "build", "-o", r.program, "./cmd/incidentmap")
	cmd.Dir, cmd.Stdout, cmd.Stderr = r.Source, r.Log, r.Log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("cannot build ./cmd/incidentmap: %w", err)
	}
	return nil
}

// running is a process that goes on until it is stopped.
type running struct {
	cmd   *exec.Cmd
	ended chan error // of Wait; holds one
}

// launch starts a program that goes on.
func launch(cmd *exec.Cmd) (*running, error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &running{cmd: cmd, ended: make(chan error, 1)}
	go func() { p.ended <- cmd.Wait() }()
	return p, nil
}

func (p *running) pid() int { return p.cmd.Process.Pid }

// stop interrupts the process, and kills it when that does not end it.
func (p *running) stop() error {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-p.ended:
		if errors.Is(err, context.Canceled) {
			return nil // the context had interrupted it before
		}
		return err
	case <-time.After(20 * time.Second):
		err := p.cmd.Process.Kill()
		return errors.Join(errors.New("it did not end when it was interrupted, and was killed"), err, <-p.ended)
	}
}
