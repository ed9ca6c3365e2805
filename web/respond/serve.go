package respond

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
// long as the client keeps taking a piece within stallTime, and a slow upload for as long as it sends one.
const (
	headerTime   = 10 * time.Second
	stallTime    = 15 * time.Second
	idleTime     = 90 * time.Second
	shutdownTime = 10 * time.Second
	headerBytes  = 32 << 10
	// socketBuffer is what the kernel holds for one client that does not read.
	socketBuffer = 64 << 10
	// pieceBytes are what a client must take, or send, within stallTime: about a kilobyte a second.
	pieceBytes = 16 << 10
	// bodyTime is how long a body may take to arrive in all: 8 MiB in a minute need 1.1 Mbit/s.
	bodyTime = time.Minute
)

// Serve answers on the listener until the context is done, and then lets requests under
// way finish for some seconds. It closes the listener. The error is nil after such an end.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := newServer(ctx, handler, log)
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

// newServer makes a server none of whose connections can be held without progress.
func newServer(ctx context.Context, handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       stallTime, // until the first piece of a body; pacedBody moves it on
		WriteTimeout:      stallTime, // until the first piece; writeInTime moves it on
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnContext:       withSmallBuffer,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
}

// withSmallBuffer bounds the memory of the kernel for one connection, which the context then names.
func withSmallBuffer(ctx context.Context, conn net.Conn) context.Context {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(socketBuffer) // the system's own size will do
	}
	return context.WithValue(ctx, connKey{}, conn)
}

type connKey struct{}
