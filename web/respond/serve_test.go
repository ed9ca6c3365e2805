package respond

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// listen gives a listener at a free port of this machine.
func listen(t *testing.T) net.Listener {
	t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func dial(t *testing.T, l net.Listener) net.Conn {
	t.Helper()
	var dialer net.Dialer
	conn, err := dialer.DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func TestServeLetsRequestsFinish(t *testing.T) {
	l := listen(t)
	entered, leave := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-leave
		if r.Context().Err() != nil {
			t.Error("the end of serving cancelled a request under way")
		}
		_, _ = io.WriteString(w, "done")
	})
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, l, handler, slog.New(slog.DiscardHandler)) }()

	answered := make(chan string, 1)
	go func() {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String(), nil)
		if err != nil {
			answered <- err.Error()
			return
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		answered <- string(body)
	}()
	<-entered
	stop()
	close(leave)
	if got := <-answered; got != "done" {
		t.Errorf("answer %q", got)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
	var dialer net.Dialer
	if conn, err := dialer.DialContext(t.Context(), "tcp", l.Addr().String()); err == nil {
		_ = conn.Close()
		t.Error("the listener is still open")
	}
}

func TestServeTellsThatItCannot(t *testing.T) {
	l := listen(t)
	_ = l.Close()
	if err := Serve(t.Context(), l, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err == nil {
		t.Error("serving on a closed listener ended well")
	}
}

func TestServeRefusesLargeHeaders(t *testing.T) {
	l := listen(t)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, l, http.NotFoundHandler(), slog.New(slog.DiscardHandler)) }()
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	conn := dial(t, l)
	go func() {
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\nX: "+strings.Repeat("x", 2*headerBytes)+"\r\n\r\n")
	}()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", resp.StatusCode)
	}
}

// A client that stops reading is let go; one that reads slowly gets all. The clock is that of a
// bubble: it advances when everyone waits, however busy the machine is.
func TestStalledAndSlowClients(t *testing.T) { synctest.Test(t, testStalledAndSlowClients) }

func testStalledAndSlowClients(t *testing.T) {
	const patience = 100 * time.Millisecond
	const size = 8 << 20
	l := &pipes{accepted: make(chan net.Conn), closed: make(chan struct{})}
	done := make(chan error, 2)
	server := &http.Server{
		ReadHeaderTimeout: time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			rec := &recorder{ResponseWriter: w, patience: patience}
			_, err := rec.Write(make([]byte, size))
			done <- err
		}),
	}
	go func() { _ = server.Serve(l) }()
	defer server.Close()

	stalled := l.dial()
	defer stalled.Close()
	begun := time.Now()
	if _, err := io.WriteString(stalled, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	var timeout net.Error
	if err := <-done; !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("a stalled client ended with %v, want a timeout", err)
	}
	if took := time.Since(begun); took != patience {
		t.Errorf("a stalled client was served for %s, want %s", took, patience)
	}

	slow := l.dial()
	defer slow.Close()
	if _, err := io.WriteString(slow, "GET / HTTP/1.0\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	begun = time.Now()
	received, buffer := 0, make([]byte, size/20)
	for {
		n, err := io.ReadFull(slow, buffer)
		received += n
		if err != nil {
			break
		}
		time.Sleep(patience / 2)
	}
	if err := <-done; err != nil || received < size {
		t.Errorf("a slow client got %d bytes in %s, error %v", received, time.Since(begun), err)
	}
	if time.Since(begun) < 5*patience {
		t.Error("the client was too quick to tell")
	}
}

// pipes is a listener whose connections stay within the test.
type pipes struct {
	accepted chan net.Conn
	closed   chan struct{}
	once     sync.Once
}

func (p *pipes) dial() net.Conn {
	client, server := net.Pipe()
	p.accepted <- server
	return client
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.accepted:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func TestPanicBecomesAProblem(t *testing.T) {
	l := listen(t)
	var logged strings.Builder
	s := New(Config{
		Log:       slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
		ForPeople: func(*http.Request) bool { return false },
	})
	handler := s.Logged(s.Recovered(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/assets/late" {
			_, _ = io.WriteString(w, "half an answer")
		}
		panic("a nil map")
	})))
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Second, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	go func() { _ = server.Serve(l) }()
	defer server.Close()

	resp, err := ask(t, "http://"+l.Addr().String()+"/assets/early")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 500 || resp.Header.Get("Content-Type") != "application/problem+json" || strings.Contains(string(body), "nil map") {
		t.Errorf("status %d, %s, error %v", resp.StatusCode, body, err)
	}
	if late, err := ask(t, "http://"+l.Addr().String()+"/assets/late"); err == nil {
		defer late.Body.Close()
		if body, err := io.ReadAll(late.Body); err == nil {
			t.Errorf("half an answer looks whole: %q", body)
		}
	}
	_ = server.Shutdown(t.Context())
	for _, want := range []string{"a nil map", "status=500", "path=/assets/early", "method=GET", "duration="} {
		if !strings.Contains(logged.String(), want) {
			t.Errorf("no %q in the log: %s", want, logged.String())
		}
	}
}

func ask(t *testing.T, address string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return http.DefaultClient.Do(r)
}
