package hostile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	slowClients = 1000
	// slowTime is after how long a stalled connection must be gone: 15 s, and some for a busy
	// machine.
	slowTime = 19 * time.Second
	dripTime = time.Second // between two bytes of a slow sender
	// turnsTaken is how many who never read may be there after slowTime: those whose turn came late.
	turnsTaken = 64
)

func slowAttacks() []attack {
	return []attack{
		{name: "heads", why: "1,000 clients that send a head byte by byte, 1,000 that stop in it", want: []int{0, 400, 408, 431, 503}, send: func(ctx context.Context, t *target) tally {
			head := "GET " + base + " HTTP/1.1\r\nHost: " + t.addr + "\r\nX-Slow: "
			return t.slowSenders(ctx, head, "X-")
		}},
		{name: "bodies", why: "1,000 editors that send a body byte by byte, 1,000 that stop in it", want: []int{0, 400, 401, 408, 413, 503}, send: func(ctx context.Context, t *target) tally {
			head := "POST /api/v1" + base + "/incidents HTTP/1.1\r\nHost: " + t.addr + "\r\nAuthorization: Bearer " + t.token +
				"\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{\"kind\":"
			return t.slowSenders(ctx, head, " ")
		}},
		{name: "bodies-refused", why: "the same without a token, and where no body is wanted", want: []int{0, 200, 400, 401, 405, 408, 413, 503}, send: func(ctx context.Context, t *target) tally {
			head := "POST " + base + " HTTP/1.1\r\nHost: " + t.addr + "\r\nContent-Length: 1000000\r\n\r\nx"
			return t.slowSenders(ctx, head, " ")
		}},
		{name: "readers", why: "1,000 clients that ask for a whole layer and never read", gate: layerFiles, large: true, send: func(ctx context.Context, t *target) tally {
			return t.stalledReaders(ctx, "identity")
		}},
		{name: "readers-br", why: "the same, packed on the way", gate: layerFiles, large: true, send: func(ctx context.Context, t *target) tally {
			return t.stalledReaders(ctx, "br")
		}},
		{name: "phones", why: "a slow download that moves goes on beside 1,000 that hardly do", gate: layerFiles, large: true, send: phones},
		{name: "idle", why: "1,000 connections that ask once and stay", send: idle},
	}
}

// dial opens a connection with a small window, so that little is under way to who does not read.
func (t *target) dial(ctx context.Context) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(ctx, "tcp", t.addr)
	if err != nil {
		return nil, err
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetReadBuffer(4096) // the system's own size will do
	}
	return conn, nil
}

// slowSenders opens connections that send a start, and then one drip after the other or nothing,
// and counts those that the server has not closed in time.
func (t *target) slowSenders(ctx context.Context, start, drip string) tally {
	ctx, end := context.WithTimeout(ctx, slowTime)
	defer end()
	sum := tally{together: true}
	var mu sync.Mutex
	var all sync.WaitGroup
	var open [2]atomic.Int64
	for i := range 2 * slowClients {
		all.Go(func() {
			status, closed := t.slowSender(ctx, start, drip, i%2 == 0)
			if !closed {
				open[i%2].Add(1)
			}
			mu.Lock()
			defer mu.Unlock()
			sum.add(answer{status: status})
		})
	}
	all.Wait()
	sum.said = fmt.Sprintf("%d dripping and %d stalled were open after %.0f s", open[0].Load(), open[1].Load(), slowTime.Seconds())
	if n := open[0].Load() + open[1].Load(); n > 0 && !t.over() {
		sum.fault("%d connections were there after %.0f s", n, slowTime.Seconds())
	}
	sum.noRetry = 0 // headers are not read here
	return sum
}

// slowSender tells the status that it was answered with, if any, and whether the server closed
// the connection before the context ended.
func (t *target) slowSender(ctx context.Context, start, drip string, dripping bool) (status int, closed bool) {
	conn, err := t.dial(ctx)
	if err != nil {
		return 0, true
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	if _, err := io.WriteString(conn, start); err != nil {
		return 0, true
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for dripping {
			select {
			case <-ctx.Done():
				return
			case <-time.After(dripTime):
			}
			if _, err := io.WriteString(conn, drip); err != nil {
				return
			}
		}
	}()
	text, _ := io.ReadAll(conn) // what came before the end
	closed = ctx.Err() == nil
	_ = conn.Close()
	if !dripping {
		<-gone
	}
	return statusOf(text), closed
}

// statusOf reads the status of an answer's beginning, 0 when there is none.
func statusOf(text []byte) int {
	var major, minor, status int
	if _, err := fmt.Fscanf(bytes.NewReader(text), "HTTP/%d.%d %d", &major, &minor, &status); err != nil {
		return 0
	}
	return status
}

// stalledReaders asks for a layer over many connections, reads nothing, and looks how many of
// them the server still holds after some time, and what each was answered with.
func (t *target) stalledReaders(ctx context.Context, coding string) tally {
	sum := tally{together: true}
	var mu sync.Mutex
	var all sync.WaitGroup
	release := make(chan struct{})
	for i := range slowClients {
		all.Go(func() {
			conn, err := t.dial(ctx)
			if err != nil {
				return
			}
			defer conn.Close()
			fmt.Fprintf(conn, "GET %s/layers/all.geojson?datetime=2019-01-01T00:00:%02dZ/.. HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: %s\r\nConnection: close\r\n\r\n", base, i%60, t.addr, coding)
			<-release
			_ = conn.SetReadDeadline(time.Now().Add(time.Second)) // else reading waits for ever
			start := make([]byte, 2<<10)                          // a head has less
			n, _ := io.ReadAtLeast(conn, start, 1<<10)
			mu.Lock()
			defer mu.Unlock()
			a := answer{status: statusOf(start[:n]), header: map[string][]string{}}
			if bytes.Contains(bytes.ToLower(start[:n]), []byte("\r\nretry-after:")) {
				a.header.Set("Retry-After", "yes")
			}
			sum.add(a)
		})
	}
	awaitFor(ctx, slowTime, func() { <-ctx.Done() })
	held, err := t.meter.connections()
	close(release)
	all.Wait()
	if held -= t.reader.connections(); held > turnsTaken && err == nil && !t.over() {
		sum.fault("%d connections of clients that read nothing were there after %.0f s", held, slowTime.Seconds())
	}
	return sum
}

// phones lets three clients download slowly but steadily, and many others hardly at all beside.
func phones(ctx context.Context, t *target) tally {
	ctx, end := context.WithTimeout(ctx, slowTime)
	defer end()
	const (
		steady  = 3
		piece   = 2048
		steadyN = 16 << 10 // bytes a second of a phone
	)
	sum := tally{together: true}
	var mu sync.Mutex
	var all sync.WaitGroup
	download := func(bytesASecond int, must bool) {
		conn, err := t.dial(ctx)
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprintf(conn, "GET %s/layers/all.geojson HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", base, t.addr)
		room := make([]byte, piece)
		var text []byte
		cut := false
		for ctx.Err() == nil {
			_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
			n, err := io.ReadFull(conn, room)
			if len(text) < piece {
				text = append(text, room[:n]...)
			}
			if err != nil {
				cut = ctx.Err() == nil
				break
			}
			select {
			case <-ctx.Done():
			case <-time.After(time.Second * piece / time.Duration(bytesASecond)):
			}
		}
		mu.Lock()
		defer mu.Unlock()
		a := answer{status: statusOf(text), header: map[string][]string{}}
		if strings.Contains(strings.ToLower(string(text)), "\r\nretry-after:") {
			a.header.Set("Retry-After", "yes")
		}
		sum.add(a)
		if must && (cut || a.status != 200) && !t.over() {
			sum.fault("a download of %d kB a second was cut off", bytesASecond>>10)
		}
	}
	for range steady {
		all.Go(func() { download(steadyN, true) })
	}
	awaitFor(ctx, time.Second, func() { <-ctx.Done() }) // they are here first
	for range slowClients {
		all.Go(func() { download(1<<10, false) })
	}
	all.Wait()
	return sum
}

// idle opens connections that ask for one small thing each and stay.
func idle(ctx context.Context, t *target) tally {
	sum := tally{together: true}
	var conns []net.Conn
	for range slowClients {
		conn, err := t.dial(ctx)
		if err != nil {
			sum.fault("connection %d: %v", len(conns), err)
			break
		}
		conns = append(conns, conn)
		fmt.Fprintf(conn, "GET /robots.txt HTTP/1.1\r\nHost: %s\r\n\r\n", t.addr)
		start := make([]byte, 64)
		_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		n, _ := io.ReadAtLeast(conn, start, 16)
		sum.add(answer{status: statusOf(start[:n])})
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	return sum
}
