package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/program"
)

func TestChoose(t *testing.T) {
	all, err := choose(nil)
	if err != nil || len(all) != len(Measures()) {
		t.Errorf("%d measures, %v", len(all), err)
	}
	some, err := choose([]string{"writes", "import"})
	if err != nil || len(some) != 2 || some[0].name != "import" || some[1].name != "writes" {
		t.Errorf("%v, %v", some, err)
	}
	if _, err := choose([]string{"tiles", "speed"}); err == nil || !strings.Contains(err.Error(), `"speed"`) {
		t.Errorf("the error is %v", err)
	}
}

// What is made is made once, and a file that could not be made whole is not there.
func TestKept(t *testing.T) {
	r := &run{Options: Options{Dir: t.TempDir(), Incidents: 3}}
	times := 0
	write := func(w io.Writer) error {
		times++
		_, err := io.WriteString(w, "x")
		return err
	}
	for range 2 {
		name, err := r.kept(".csv", write)
		if err != nil || filepath.Base(name) != "incidents-3.csv" {
			t.Fatal(name, err)
		}
	}
	if times != 1 {
		t.Errorf("it was made %d times", times)
	}
	if _, err := r.kept(".bad", func(io.Writer) error { return errors.New("disk full") }); err == nil {
		t.Error("no error")
	}
	names, err := os.ReadDir(r.Dir)
	if err != nil || len(names) != 1 {
		t.Errorf("left behind: %v, %v", names, err)
	}
}

// Every address of a measure is another, so that no cache answers; all are of the story.
func TestAsksDiffer(t *testing.T) {
	s := &server{Server: &program.Server{Root: "http://127.0.0.1:1"}}
	for name, all := range map[string][]load.Request{
		"tiles": s.coldTiles(), "filtered": s.filteredTiles(), "items": s.boxed(10), "clusters": s.clusters(), "histogram": s.histograms(),
	} {
		seen := map[string]bool{}
		for _, request := range all {
			seen[request.URL] = true
			if !strings.HasPrefix(request.URL, "http://127.0.0.1:1/stories/bench/") {
				t.Fatalf("%s asks for %s", name, request.URL)
			}
		}
		if len(all) < asked || len(seen) < len(all)*99/100 {
			t.Errorf("%s: %d of %d addresses differ", name, len(seen), len(all))
		}
	}
	if !json.Valid(newIncident(1, -103.35, 20.67)) {
		t.Error("what is written is no JSON")
	}
}

func TestCounted(t *testing.T) {
	const page = `{"type":"FeatureCollection","features":[],"numberMatched":12,"numberReturned":3}`
	if n, err := counted([]byte(page), "numberMatched"); n != 12 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for _, bad := range []string{`{}`, `{"numberMatched":"x"}`, `not json`} {
		if _, err := counted([]byte(bad), "numberMatched"); err == nil {
			t.Errorf("%s is counted", bad)
		}
	}
}

// The bare server gives the bytes and the header that it was told, and ends with its context.
func TestServeBare(t *testing.T) {
	file := filepath.Join(t.TempDir(), "answer.json")
	text, err := json.Marshal(canned{http.Header{"Etag": {`"7"`}, "Content-Encoding": {"gzip"}}, []byte{1, 2, 3}})
	if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	said, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- ServeBare(ctx, file, out) }()
	var root string
	if _, err := fmt.Fscanln(said, &root); err != nil {
		t.Fatal(err)
	}
	header, body, err := load.Get(context.Background(), load.Client(1), load.Request{URL: root + "/any", Header: zipped})
	if err != nil || !slices.Equal(body, []byte{1, 2, 3}) || header.Get("ETag") != `"7"` || header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v %v %v", header, body, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// answering is a server within the test.
type answering func(r *http.Request) string

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(a(r))), Request: r}, nil
}

// The delay is from the answer to a write until another answer is not what it was before.
func TestDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const late = 50 * time.Millisecond
		var written time.Time
		r := &run{client: &http.Client{Transport: answering(func(r *http.Request) string {
			time.Sleep(time.Millisecond)
			switch {
			case r.Method == http.MethodPost:
				written = time.Now()
			case !written.IsZero() && time.Since(written) > late:
				return `{"numberMatched":1}`
			}
			return `{"numberMatched":0}`
		})}}
		const root = "http://a"
		d, err := r.delay(t.Context(), load.Request{Method: http.MethodPost, URL: root}, load.Request{URL: root}, number("numberMatched"))
		if err != nil || d < late || d > late+5*time.Millisecond {
			t.Errorf("the delay is %s, %v", d, err)
		}
	})
}

func TestMedian(t *testing.T) {
	number := func(i int) float64 { return float64(i) }
	for _, c := range []struct {
		all  []int
		want int
	}{{[]int{3, 1, 2}, 2}, {[]int{7}, 7}, {[]int{4, 1, 3, 2}, 3}, {[]int{9, 9, 1}, 9}} {
		if got := median(c.all, number); got != c.want {
			t.Errorf("the median of %v is %d, want %d", c.all, got, c.want)
		}
	}
}

func TestReadExplained(t *testing.T) {
	each, bytes, err := readExplained("20000\nAggregate (actual rows=1 loops=1)\nPlanning Time: 0.1 ms\nExecution Time: 8002 ms")
	if err != nil || each != 2000500*time.Nanosecond || bytes != 5 {
		t.Errorf("%s, %g, %v", each, bytes, err)
	}
	if _, _, err := readExplained("ERROR"); err == nil {
		t.Error("no error")
	}
}
