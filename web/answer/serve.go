package answer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Limits of a connection. No phase of one lasts for ever; a slow download goes on for as
// long as the client keeps taking a piece within stallTime.
const (
	headerTime   = 10 * time.Second
	readTime     = 15 * time.Second
	stallTime    = 30 * time.Second
	idleTime     = 90 * time.Second
	shutdownTime = 10 * time.Second
	headerBytes  = 32 << 10
	// socketBuffer is what the kernel holds for one client that does not read.
	socketBuffer = 64 << 10
	// pieceBytes are what a client must take within stallTime, about 550 bytes a second.
	pieceBytes = 16 << 10
)

// Serve answers on the listener until the context is done, and then lets requests under
// way finish for some seconds. It closes the listener. The error is nil after such an end.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      stallTime, // until the first piece; writeInTime moves it on
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnContext:       withSmallBuffer,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		_ = server.Close() // what did not finish in time is broken off
		return fmt.Errorf("requests did not end within %s: %w", shutdownTime, err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", listener.Addr(), err)
	}
	return nil
}

// withSmallBuffer bounds the memory of the kernel for one connection.
func withSmallBuffer(ctx context.Context, conn net.Conn) context.Context {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(socketBuffer) // the system's own size will do
	}
	return ctx
}

// writeInTime writes b piece by piece and gives the client some time for each.
func writeInTime(w http.ResponseWriter, b []byte, patience time.Duration) (int, error) {
	control := http.NewResponseController(w)
	written := 0
	for {
		piece := b[written:min(written+pieceBytes, len(b))]
		// A writer without deadlines, as in tests, has none to move.
		if err := control.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return written, err
		}
		n, err := w.Write(piece)
		written += n
		if err != nil || written == len(b) {
			return written, err
		}
	}
}
