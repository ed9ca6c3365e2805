package streams

import "net/http"

// nowhere is for what would be said to who may not listen any more.
type nowhere struct{}

func (nowhere) Header() http.Header { return http.Header{} }

func (nowhere) Write(b []byte) (int, error) { return len(b), nil }

func (nowhere) WriteHeader(int) {}
