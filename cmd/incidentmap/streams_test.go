package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// Streams, which never end by themselves, do not keep the program from ending well: start
// fails the test otherwise.
func TestStreamsEndWithTheProgram(t *testing.T) {
	var open []io.Closer
	t.Cleanup(func() { // after the program has ended, as it was begun before
		for _, body := range open {
			_ = body.Close()
		}
	})
	r := start(t)
	for range 3 {
		req, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, r.root+seedPage+"/events?lang=es", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultTransport.RoundTrip(req) //nolint:bodyclose // closed when the program has ended
		if err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(resp.Body).ReadString('\n')
		if err != nil || !strings.HasPrefix(line, "retry: ") {
			t.Errorf("a stream begins with %q, %v", line, err)
		}
		open = append(open, resp.Body)
	}
}
