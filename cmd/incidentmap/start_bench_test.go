package main

import (
	"context"
	"io"
	"path/filepath"
	"testing"
)

// BenchmarkStart is the time from the command line to ready, on an empty store, which is
// seeded first, and on one that holds the seed story.
func BenchmarkStart(b *testing.B) {
	for _, c := range []struct {
		name  string
		store func(b *testing.B) string
	}{
		{"empty", func(b *testing.B) string { return filepath.Join(b.TempDir(), "new.db") }},
		{"seeded", func(b *testing.B) string {
			file := filepath.Join(b.TempDir(), "seeded.db")
			serveUntilReady(b, file)
			return file
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				file := c.store(b)
				b.StartTimer()
				serveUntilReady(b, file)
			}
		})
	}
}

// serveUntilReady starts the server and stops it as soon as it is ready.
func serveUntilReady(b *testing.B, file string) {
	b.Helper()
	ctx, stop := context.WithCancel(context.Background())
	p := &program{ctx: ctx, stdout: io.Discard, stderr: io.Discard, listening: func(string) { stop() }}
	if code := run(p, []string{"serve", "--addr=127.0.0.1:0", "--store=sqlite:" + file}); code != 0 {
		b.Fatalf("serve ended with status %d", code)
	}
}
