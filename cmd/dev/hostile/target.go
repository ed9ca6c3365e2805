package hostile

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"incidentmap/cmd/dev/program"
)

// target is a server that is attacked, and what the attacks know of it.
type target struct {
	root, addr string // "http://127.0.0.1:41234" and "127.0.0.1:41234"
	client     *http.Client
	meter      meter
	reader     *reader
	window     time.Duration // of looking whether it is at rest
	atRest     int64         // its memory, in bytes
	readCost   time.Duration // its processor time for a request of the reader
	rested     bool
	large      bool          // whether what is asked for now may be long
	gated      bool          // whether it is costly by nature
	patience   time.Duration // after which a client leaves
	server     process
	longest    time.Duration // it is waited for to come to rest
	killed     atomic.Bool   // for its memory

	program, store, dir, token string
	ids                        []string // of some incidents
	area                       string   // the id of the incident whose polygon has so many corners
}

// process is the server's, as far as it is looked after.
type process interface {
	Ended() (bool, error)
	Kill() error
	Stop() error
}

// over tells whether the server has ended.
func (t *target) over() bool { return t.why() != "" }

// why says why the server has ended, or nothing while it goes on.
func (t *target) why() string {
	ended, err := t.server.Ended()
	switch {
	case !ended:
		return ""
	case t.killed.Load():
		return fmt.Sprintf("killed at %d MB, for the sake of this machine", memoryKilled>>20)
	case err != nil:
		return err.Error()
	}
	return "it ended"
}

// memoryKilled is how much memory a server may take before it is killed: whoever runs this has
// other work on the machine.
const memoryKilled = 3 << 30

// watch kills the server when it takes too much memory, and returns when it has ended.
func (t *target) watch() {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		now, _, err := t.meter.memory()
		if ended, _ := t.server.Ended(); ended || err != nil {
			return
		}
		if now > memoryKilled {
			t.killed.Store(true)
			_ = t.server.Kill() // it may have ended by itself
		}
	}
}

// start starts a server of the kind, in place of the one before it.
func (r *run) start(ctx context.Context, kind serverKind) error {
	if err := r.stop(); err != nil {
		fmt.Fprintf(r.Log, "the server before: %v\n", err)
	}
	s, err := program.Serve(ctx, filepath.Join(r.Dir, "server.log"), r.program, "sqlite:"+r.store, kind.arguments()...)
	if err != nil {
		return err
	}
	addr := strings.TrimPrefix(s.Root, "http://")
	_, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return errors.Join(err, s.Stop())
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return errors.Join(err, s.Stop())
	}
	t := &target{
		root: s.Root, addr: addr, client: newClient(), meter: processMeter{s.PID(), port}, reader: r.reader, window: restWindow, longest: restLongest,
		rested: true, server: s, program: r.program, store: r.store, dir: r.Dir, token: r.token,
	}
	go t.watch()
	r.target, r.kind = t, kind
	return r.settle(ctx, t)
}

func newClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// settling is how long the reader is watched on a server that does nothing else, and settleMost
// how often until what it costs does not fall any more.
const (
	settling   = 2 * time.Second
	settleMost = 6
)

// watchReader gives the server's processor time for a request of the reader, over a while.
func (t *target) watchReader(ctx context.Context) (time.Duration, error) {
	before, err := t.moment()
	if err != nil {
		return 0, err
	}
	select {
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	case <-time.After(settling):
	}
	after, err := t.moment()
	if err != nil || after.reads == before.reads {
		return 0, err
	}
	return (after.cpu - before.cpu) / time.Duration(after.reads-before.reads), nil
}

// settle asks for all that the reader asks for, so that it is kept, and notes what the server
// takes then.
func (r *run) settle(ctx context.Context, t *target) error {
	if r.kind == plain && r.reader.rate > 0 {
		for _, path := range r.reader.paths {
			t.send(ctx, get(path).with("Accept-Encoding", "gzip"), time.Minute)
		}
		t.client.CloseIdleConnections()
		r.reader.turnTo(t.root)
	}
	for n := range settleMost {
		cost, err := t.watchReader(ctx)
		if err != nil {
			return err
		}
		if n > 0 && cost >= t.readCost*9/10 {
			break // the least is the reader's own; before, the server was still at other work
		}
		t.readCost = cost
	}
	now, _, err := t.meter.memory()
	t.atRest = now
	fmt.Fprintf(r.Log, "a server at rest: %d MB, %s of processor for a request of the reader\n", now>>20, t.readCost.Round(10*time.Microsecond))
	return err
}

// idText finds ids in what lists incidents; a document may be too long to be kept whole.
var idText = regexp.MustCompile(`"id": ?"([0-9A-HJKMNP-TV-Z]{26})"`)

// learn asks for what the attacks name: ids of incidents. What was learnt is not asked for again.
func (t *target) learn(ctx context.Context) error {
	if len(t.ids) > 0 {
		return nil
	}
	ids := func(query ...string) []string {
		var all []string
		for _, match := range idText.FindAllSubmatch(t.send(ctx, get(items, query...), time.Minute).text, -1) {
			all = append(all, string(match[1]))
		}
		return all
	}
	if found := ids("kind", areaKind, "limit", "1"); len(found) > 0 {
		t.area = found[0]
	}
	if t.ids = ids("limit", "20", "kind", "roadblock"); len(t.ids) == 0 {
		return fmt.Errorf("%s%s lists no incident of the story that is to be attacked", t.root, items)
	}
	return nil
}

// unknownFlag gives the flag that a kind of server wants and the program does not know.
func (r *run) unknownFlag(kind serverKind) string {
	for _, word := range kind.arguments() {
		if strings.HasPrefix(word, "--") && !strings.Contains(r.help, word+"=") {
			return word
		}
	}
	return ""
}

// stop stops the server, if there is one.
func (r *run) stop() error {
	if r.target == nil {
		return nil
	}
	t := r.target
	r.target = nil
	r.reader.turnTo("")
	t.client.CloseIdleConnections()
	over := t.over()
	err := t.server.Stop()
	log, readErr := os.ReadFile(filepath.Join(r.Dir, "server.log"))
	if readErr != nil {
		return errors.Join(err, readErr)
	}
	r.table.log(log)
	if over { // how it ended stands in the table, and why in what it said
		return os.WriteFile(filepath.Join(r.Dir, "dead-server.log"), log, 0o644)
	}
	return err
}
