package mapapi_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"

	"incidentmap/web/respond"
)

// BenchmarkColdTile draws and codes a tile that was not asked for before.
func BenchmarkColdTile(b *testing.B) {
	s := serve(b, newMemory("UTC").fill(50_000))
	b.ResetTimer()
	for i := range b.N {
		if got := s.get(b, fmt.Sprintf("/stories/many/tiles/all/3/2/3.mvt?datetime=../%d-01-01", 2027+i%7900), "Accept-Encoding", "gzip"); got.Code != http.StatusOK {
			b.Fatal(got.Code)
		} else {
			b.ReportMetric(float64(got.Body.Len()), "bytes")
		}
	}
}

// BenchmarkCachedTile asks for one tile over the network, of a bare handler with the same
// bytes and of the server.
func BenchmarkCachedTile(b *testing.B) {
	s := serve(b, newMemory("UTC").fill(50_000))
	const address = "/stories/many/tiles/all/3/2/3.mvt"
	known := s.get(b, address, "Accept-Encoding", "gzip")
	body := known.Body.Bytes()
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", respond.TileType)
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	})
	for _, bench := range []struct {
		name    string
		handler http.Handler
	}{{"bare", bare}, {"server", s}} {
		b.Run(bench.name, func(b *testing.B) {
			listener, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				b.Fatal(err)
			}
			server := &http.Server{Handler: bench.handler}
			go func() { _ = server.Serve(listener) }()
			defer server.Close()
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8, DisableCompression: true}}
			url := "http://" + listener.Addr().String() + address
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
					if err != nil {
						b.Error(err)
						return
					}
					r.Header.Set("Accept-Encoding", "gzip")
					got, err := client.Do(r)
					if err != nil {
						b.Error(err)
						return
					}
					n, _ := io.Copy(io.Discard, got.Body)
					_ = got.Body.Close()
					if got.StatusCode != http.StatusOK || int(n) != len(body) {
						b.Errorf("%d, %d bytes", got.StatusCode, n)
					}
				}
			})
		})
	}
}

// BenchmarkClusters makes a view that was not asked for before.
func BenchmarkClusters(b *testing.B) {
	s := serve(b, newMemory("UTC").fill(50_000))
	for _, zoom := range []int{2, 6} {
		b.Run(fmt.Sprintf("zoom=%d", zoom), func(b *testing.B) {
			for i := range b.N {
				got := s.get(b, fmt.Sprintf("/stories/many/clusters?zoom=%d&bbox=%.6f,-60,40,60", zoom, -110-float64(i)/1e6))
				b.ReportMetric(float64(got.Body.Len()), "bytes")
				if got.Code != http.StatusOK {
					b.Fatal(got.Code)
				}
			}
		})
	}
}

// BenchmarkHistogram makes one that was not asked for before.
func BenchmarkHistogram(b *testing.B) {
	s := serve(b, newMemory("UTC").fill(50_000))
	b.ResetTimer()
	for i := range b.N {
		if got := s.get(b, fmt.Sprintf("/stories/many/histogram?bbox=-180,-90,180,%.6f", 89-float64(i)/1e6)); got.Code != http.StatusOK {
			b.Fatal(got.Code)
		}
	}
}
