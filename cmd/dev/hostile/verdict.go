package hostile

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The rules. No attack has others.
const (
	mostCPU     = time.Second            // of one request outside a gate
	mostBytes   = 1 << 20                // of an answer that was not asked to be long
	mostRefusal = 32 << 10               // bytes of what refuses a request
	mostMemory  = 256 << 20              // over that of a server at rest
	mostRest    = 5 * time.Second        // until the server is at rest again
	mostDelay   = 250 * time.Millisecond // in which 99 of 100 of the reader's requests are answered
)

// blame is how much an attack must raise the memory to be told of it: what earlier ones left is
// not its doing.
const blame = 16 << 20

// enoughReads is how many of the reader's requests a percentile is taken of.
const enoughReads = 100

// judge gives the rules that an attack has broken, none when all is well.
func judge(a *attack, m *measured) []string {
	if m.skipped != "" {
		return []string{m.skipped}
	}
	var broken []string
	add := func(format string, args ...any) { broken = append(broken, fmt.Sprintf(format, args...)) }
	if m.died != "" {
		add("the server is dead: %s", m.died)
	}
	if !a.large && m.most > mostBytes {
		add("an answer of more than 1 MB was not asked for")
	}
	if each := m.cpuEach(); a.gate == "" && each > mostCPU {
		add("%.1f CPU-s for a request outside a gate", each.Seconds())
	}
	if m.memory > mostMemory && m.grown > blame {
		add("%d MB over rest", m.memory>>20)
	}
	if m.died == "" && (!m.rested || m.rest > mostRest && !a.background) {
		add("not at rest after %.0f s", m.rest.Seconds())
	}
	broken = append(broken, judgeAnswers(a, &m.tally)...)
	broken = append(broken, m.faults...)
	if m.reader.failed > 0 {
		add("the reader got %d of %d requests refused or broken: %s", m.reader.failed, m.reader.n(), m.reader.failure)
	}
	if m.reader.n() >= enoughReads && m.reader.p99() > mostDelay {
		add("the reader's p99 was %d ms", m.reader.p99().Milliseconds())
	}
	return broken
}

// judgeAnswers gives what is wrong with statuses.
func judgeAnswers(a *attack, t *tally) []string {
	var broken []string
	for _, status := range slices.Sorted(maps.Keys(t.statuses)) {
		turnedAway := status == http.StatusServiceUnavailable && a.gate != ""
		if status != 0 && !turnedAway && !a.wanted(status) {
			broken = append(broken, fmt.Sprintf("%d × status %d", t.statuses[status], status))
		}
	}
	if t.refusal > mostRefusal {
		broken = append(broken, fmt.Sprintf("%s to refuse a request", size(t.refusal)))
	}
	if t.noRetry > 0 {
		broken = append(broken, fmt.Sprintf("%d busy answers without Retry-After", t.noRetry))
	}
	if a.gate == "" && t.left > 0 {
		broken = append(broken, fmt.Sprintf("%d requests had no whole answer after %.0f s", t.left, patience.Seconds()))
	}
	return broken
}

// judgeReader gives what is wrong with the reader's requests of a theme or of the whole run.
func judgeReader(r *reading) string {
	switch {
	case r.n() >= enoughReads && r.p99() > mostDelay:
		return fmt.Sprintf("p99 of %d ms is over %d ms", r.p99().Milliseconds(), mostDelay.Milliseconds())
	case r.failed > 0:
		return fmt.Sprintf("%d of %d requests failed: %s", r.failed, r.n(), r.failure)
	}
	return ""
}

// verdict is a line of what was broken.
func verdict(broken []string) string {
	if len(broken) == 0 {
		return "ok"
	}
	return "**" + strings.Join(broken, "; ") + "**"
}
