package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"incidentmap/cmd/dev/program"
)

// canned is an answer to give to everything.
type canned struct {
	Header http.Header `json:"header"`
	Body   []byte      `json:"body"`
}

// ServeHTTP does the least that net/http lets a handler do.
func (c *canned) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	header := w.Header()
	for name, values := range c.Header {
		header[name] = values
	}
	if _, err := w.Write(c.Body); err != nil {
		return // the client is gone
	}
}

// ServeBare answers every request with what a file holds, until the context ends. It prints
// its address first. It is the floor under any Go server: nothing but net/http.
func ServeBare(ctx context.Context, file string, out io.Writer) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	answer := &canned{}
	if err := json.Unmarshal(text, answer); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "http://%s\n", listener.Addr())
	bare := &http.Server{Handler: answer, ReadHeaderTimeout: time.Minute}
	defer context.AfterFunc(ctx, func() { _ = bare.Close() })()
	if err := bare.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// startBare starts a process that answers with a header and a body.
func (r *run) startBare(ctx context.Context, header http.Header, body []byte) (*server, error) {
	header = header.Clone()
	header.Del("Date") // each server gives its own
	header.Set("Content-Length", strconv.Itoa(len(body)))
	text, err := json.Marshal(canned{header, body})
	if err != nil {
		return nil, err
	}
	file := r.file(".answer.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return nil, err
	}
	cmd := program.Command(ctx, r.Self, BareCommand, file)
	cmd.Stderr = r.Log
	said, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	address, err := bufio.NewReader(said).ReadString('\n')
	process := program.Watch(cmd)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the bare server gave no address: %w", err), process.Stop())
	}
	return &server{Server: &program.Server{Running: process, Root: strings.TrimSpace(address)}}, nil
}
