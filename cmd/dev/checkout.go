package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// checkout is the source tree that the tasks work on, and where their output goes.
type checkout struct {
	root           string // holds go.mod
	stdout, stderr io.Writer
}

// moduleLine is what tells our go.mod from that of a module around or inside it.
var moduleLine = regexp.MustCompile(`(?m)^module incidentmap$`)

// findCheckout looks for the project's go.mod in the working directory and above it.
func findCheckout(stdout, stderr io.Writer) (checkout, error) {
	start, err := os.Getwd()
	if err != nil {
		return checkout{}, fmt.Errorf("cannot find the checkout: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && moduleLine.Match(text) {
			return checkout{root: dir, stdout: stdout, stderr: stderr}, nil
		}
		if dir == filepath.Dir(dir) {
			return checkout{}, fmt.Errorf("no go.mod of module incidentmap in %s or above it: run this inside the checkout", start)
		}
	}
}

// path turns a slash-separated path inside the checkout into a file name.
func (c checkout) path(name string) string {
	return filepath.Join(c.root, filepath.FromSlash(name))
}

// command is one program to run.
type command struct {
	dir  string   // inside the checkout, slash-separated; empty for its root
	env  []string // KEY=value, besides the environment of this process
	args []string
}

// run runs a program to its end, its output passed on as it comes.
func (c checkout) run(ctx context.Context, cmd command) error {
	p := exec.CommandContext(ctx, cmd.args[0], cmd.args[1:]...)
	p.Dir = c.path(cmd.dir)
	p.Env = append(os.Environ(), cmd.env...)
	p.Stdout, p.Stderr = c.stdout, c.stderr
	p.Cancel = func() error { return p.Process.Signal(os.Interrupt) }
	p.WaitDelay = 10 * time.Second
	if err := p.Run(); err != nil {
		return commandError(cmd.args, err)
	}
	return nil
}

// goTool runs the go command at the root.
func (c checkout) goTool(ctx context.Context, args ...string) error {
	return c.run(ctx, command{args: append([]string{"go"}, args...)})
}

func commandError(args []string, err error) error {
	line := strings.Join(args, " ")
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("cannot run %q: %s is not installed", line, args[0])
	}
	return fmt.Errorf("%q: %w", line, err)
}
