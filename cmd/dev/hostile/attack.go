package hostile

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// attack is one case: requests of one kind, and what may come of them.
type attack struct {
	name string // "commas/clusters"; --only chooses by it and the theme's
	why  string
	// gate names the kind of costly work that this is by nature, and that passes a gate, such as
	// "layer files". Without it no request may take more than a second of processor.
	gate   string
	large  bool       // a long answer is what was asked for
	want   []int      // statuses; without them any success, redirect or refusal
	server serverKind // how the server has been started
	fresh  bool       // wants a server that has just been started
	// background says that the request starts work that no client waits for, as indexing the words
	// of an import, and that goes on after the answer.
	background bool
	send       func(ctx context.Context, t *target) tally
}

// serverKind says how a server is started.
type serverKind int

const (
	plain   serverKind = iota // on loopback, nothing set
	proxied                   // behind a proxy on this machine that it trusts
	named                     // with the public address publicHost
)

// publicHost is the name of the server that has a public address.
const publicHost = "maps.example.org"

// arguments are what a server of the kind is started with besides its store and address.
func (k serverKind) arguments() []string {
	switch k {
	case proxied:
		return []string{"--trusted-proxies", "127.0.0.1"}
	case named:
		return []string{"--public-url", "http://" + publicHost}
	}
	return nil
}

// theme is a group of attacks, in a file of its own.
type theme struct {
	name    string
	attacks func() []attack
}

func themes() []theme {
	return []theme{
		{"filters", filterAttacks},
		{"geometry", geometryAttacks},
		{"downloads", downloadAttacks},
		{"caches", cacheAttacks},
		{"requests", requestAttacks},
		{"streams", streamAttacks},
		{"slow", slowAttacks},
		{"edits", editAttacks},
		{"imports", importAttacks},
		{"hosts", hostAttacks},
		{"desk", deskAttacks},
	}
}

// wanted tells whether a status may come back: by default a success, a redirect, or a refusal
// that blames the request. A server that names itself busy is another matter, for the gate.
func (a *attack) wanted(status int) bool {
	if len(a.want) == 0 {
		return status >= 200 && status < 500 && status != http.StatusTooManyRequests || status == http.StatusNotImplemented
	}
	return slices.Contains(a.want, status)
}

// busy tells of statuses by which a gate or a limit turns a request away.
func busy(status int) bool {
	return status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests
}

// Bounds of what is sent and waited for.
const (
	longQuery = 15_000           // bytes; an address may have 16 KiB
	longHead  = 28_000           // bytes; the head of a request may have 32 KiB
	patience  = 20 * time.Second // after which a client leaves
	crowdTime = 6 * time.Second  // after which a crowd leaves
	// gatedPatience is after how long the client leaves what is costly by nature: its work must end
	// with that.
	gatedPatience = 6 * time.Second
	readLimit     = 1 << 20 // bytes of an answer that was not asked to be long
)
