package program

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Usage is what a process took from its start to its end.
type Usage struct {
	Wall, CPU time.Duration
	Peak      int64 // most memory, in bytes; zero where that is not known
}

// Finish runs a program to its end and gives what it took, also when it fails. What it says goes
// to a file, whose end is in the error.
func Finish(ctx context.Context, log, name string, args ...string) (Usage, error) {
	cmd := Command(ctx, name, args...)
	file, err := os.Create(log)
	if err != nil {
		return Usage{}, err
	}
	defer file.Close()
	cmd.Stdout, cmd.Stderr = file, file
	began := time.Now()
	err = cmd.Run()
	used := Usage{Wall: time.Since(began)}
	if state := cmd.ProcessState; state != nil {
		used.CPU, used.Peak = state.UserTime()+state.SystemTime(), peakOf(state)
	}
	if err != nil {
		return used, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, Tail(log))
	}
	return used, nil
}

// Command is a program that is interrupted with the context, and killed if that does not help.
func Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// Tail gives the last of what a program said.
func Tail(name string) string {
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

// Build builds the program from a checkout as a user would.
func Build(ctx context.Context, source, into string, log io.Writer) error {
	cmd := Command(ctx, "go", "build", "-o", into, "./cmd/incidentmap")
	cmd.Dir, cmd.Stdout, cmd.Stderr = source, log, log
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("cannot build ./cmd/incidentmap: %w", err)
	}
	return nil
}

// WriteToken makes a token that may write to a store, which is given as for --store.
func WriteToken(ctx context.Context, name, store string) (string, error) {
	cmd := Command(ctx, name, "token", "create", "--scope", "write", "--store", store)
	text, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return "", fmt.Errorf("token create: %w\n%s", err, exit.Stderr)
		}
		return "", err
	}
	return strings.TrimSpace(string(text)), nil
}

// Running is a process that goes on until it is stopped.
type Running struct {
	cmd   *exec.Cmd
	ended chan error // of Wait; holds one
}

// Launch starts a program that goes on.
func Launch(cmd *exec.Cmd) (*Running, error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return Watch(cmd), nil
}

// Watch takes on a program that has been started and goes on.
func Watch(cmd *exec.Cmd) *Running {
	p := &Running{cmd: cmd, ended: make(chan error, 1)}
	go func() { p.ended <- cmd.Wait() }()
	return p
}

// PID is the number of the process.
func (p *Running) PID() int { return p.cmd.Process.Pid }

// Ended tells whether the process has ended by itself, and how.
func (p *Running) Ended() (bool, error) {
	select {
	case err := <-p.ended:
		p.ended <- err // for whoever stops it
		return true, err
	default:
		return false, nil
	}
}

// Kill ends the process at once; it is still to be stopped.
func (p *Running) Kill() error { return p.cmd.Process.Kill() }

// Stop interrupts the process, and kills it when that does not end it.
func (p *Running) Stop() error {
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

// ErrMemory tells that a program was ended because it took more memory than it was given.
var ErrMemory = errors.New("it took more memory than it was given")

// FinishBelow is Finish for a program that may take no more than so many bytes of memory: it is
// killed when it does, which is ErrMemory. Its peak is looked at every 20 ms.
func FinishBelow(ctx context.Context, most int64, log, name string, args ...string) (Usage, error) {
	cmd := Command(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Kill() } // what it writes is not wanted
	file, err := os.Create(log)
	if err != nil {
		return Usage{}, err
	}
	defer file.Close()
	cmd.Stdout, cmd.Stderr = file, file
	began := time.Now()
	p, err := Launch(cmd)
	if err != nil {
		return Usage{}, err
	}
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	var used Usage
	var killed error
	for {
		select {
		case err = <-p.ended:
			used.Wall, used.CPU = time.Since(began), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
			return used, errors.Join(err, killed)
		case <-tick.C:
		}
		// What the system tells of an ended process counts what its parent had when it began.
		now, peak, err := Memory(p.PID())
		if err != nil {
			continue // it is ending
		}
		used.Peak = max(used.Peak, peak)
		if now > most && killed == nil {
			killed = ErrMemory
			_ = p.Kill() // it may have ended by itself
		}
	}
}
