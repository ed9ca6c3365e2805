package mapapi

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles"
	"incidentmap/tiles/cache"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
)

// Bounds of a layer's tiles in one file.
const (
	// MaxFileTiles is how many tiles may be looked at for a file.
	MaxFileTiles = 50_000
	// MaxFileBytes is how large a file may grow.
	MaxFileBytes = 256 << 20
	// FileZoom is the last zoom of a file unless another is asked for, up to MaxFileZoom.
	FileZoom    = 10
	MaxFileZoom = 14
	// maxFiles is how many files are kept, for those who read them piece by piece.
	maxFiles = 4
)

// pmtilesType is the media type of PMTiles (https://www.iana.org/assignments/media-types/application/vnd.pmtiles).
const pmtilesType = "application/vnd.pmtiles"

// tileFile answers with a layer's tiles as PMTiles, whole or the ranges that are asked for.
func (m *Maps) tileFile(w http.ResponseWriter, r *http.Request) error {
	a, err := m.read(r, "maxzoom")
	if err != nil {
		return err
	}
	maxZoom := FileZoom
	if a.words.Has("maxzoom") {
		maxZoom, err = strconv.Atoi(a.words.Get("maxzoom"))
		if err != nil || maxZoom < 0 || maxZoom > MaxFileZoom {
			return incidents.Errorf(incidents.EInvalid, "maxzoom", "%s is not one of 0 to %d", incidents.Quote(a.words.Get("maxzoom")), MaxFileZoom)
		}
	}
	snap := a.found.Snapshot
	doc := m.describe(a)
	key := fmt.Sprintf("%s %d %q %s %d", snap.Story.Slug, snap.Changed(), canonical(&a.found), a.lang.Lang, maxZoom)
	tag := fmt.Sprintf("\"%s-%x\"", m.answers.Version(snap.Changed()), sha256.Sum256([]byte(key)))
	if r.Header.Get("If-None-Match") == tag { // for which no file need be there
		w.Header().Set("ETag", tag)
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	file, err := m.files.get(r.Context(), key, func(ctx context.Context, w io.WriteSeeker) error {
		return writeFile(ctx, w, snap.Snapshot, a.found.Query, doc, maxZoom)
	})
	if err != nil {
		return err
	}
	defer file.release()
	h := w.Header()
	h.Set("Content-Type", pmtilesType)
	h.Set("Cache-Control", respond.Live)
	h.Set("ETag", tag)
	h.Set("Content-Disposition", fmt.Sprintf("inline; filename=%q", fmt.Sprintf("%s-%s-%d.pmtiles", snap.Story.Slug, a.layer, snap.Changed())))
	if a.lang.Vary != nil {
		h["Vary"] = a.lang.Vary
	}
	http.ServeContent(w, r, "", time.Time{}, io.NewSectionReader(file.temp, 0, file.size))
	return nil
}

// writeFile writes the archive, within the bounds. ETooLarge if it does not fit in them, which of its tiles is known
// before any is drawn.
func writeFile(ctx context.Context, w io.WriteSeeker, snap *index.Snapshot, q index.Query, doc tiles.TileJSON, maxZoom int) error {
	tooMuch := func(what string) error {
		return incidents.Errorf(incidents.ETooLarge, "maxzoom",
			"the tiles up to zoom %d are more than %s; ask for a lower zoom or with a narrower filter", maxZoom, what)
	}
	fits, err := tiles.FitsPMTiles(ctx, snap, q, maxZoom, MaxFileTiles)
	if err != nil {
		return err
	}
	if !fits {
		return tooMuch(fmt.Sprintf("%d tiles", MaxFileTiles))
	}
	out := &boundedWriter{WriteSeeker: w, full: tooMuch(fmt.Sprintf("%d MB", MaxFileBytes>>20))}
	return tiles.WritePMTiles(ctx, out, snap, q, doc, 0, maxZoom)
}

// boundedWriter fails when more is written than a file may hold.
type boundedWriter struct {
	io.WriteSeeker
	written int64
	full    error
}

// Write writes b, if there is room.
func (w *boundedWriter) Write(b []byte) (int, error) {
	if w.written += int64(len(b)); w.written > MaxFileBytes {
		return 0, w.full
	}
	return w.WriteSeeker.Write(b)
}

// files keeps the files that were lately asked for, in the system's folder for what is
// temporary. One is made at a time.
type files struct {
	gate   *limit.Gate
	flight cache.Flight[struct{}]

	mu   sync.Mutex
	kept []*file // the latest asked for last
}

// file is a temporary file, which goes when it is no more kept nor read, or what stands in its
// way: that it would be too large costs as much to find out.
type file struct {
	key  string
	err  error
	temp *os.File
	size int64
	uses atomic.Int32
}

func newFiles() *files {
	return &files{gate: limit.NewGate("making files of tiles", 1, filesWaiting)}
}

// get gives the file of a key, made when it is not kept, once for all who ask for it meanwhile and for as long as one
// of them waits. Who gets it must release it.
func (f *files) get(ctx context.Context, key string, write func(context.Context, io.WriteSeeker) error) (*file, error) {
	for {
		if kept := f.find(key); kept != nil {
			return kept, kept.err
		}
		_, err := f.flight.Do(ctx, key, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, f.fill(ctx, key, write)
		})
		if err != nil {
			return nil, err
		}
	}
}

// fill makes the file of a key and keeps it.
func (f *files) fill(ctx context.Context, key string, write func(context.Context, io.WriteSeeker) error) error {
	leave, err := f.gate.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if kept := f.find(key); kept != nil {
		kept.release()
		return nil
	}
	made, err := newFile(ctx, key, write)
	if incidents.CodeOf(err) == incidents.ETooLarge {
		made = &file{key: key, err: err}
	} else if err != nil {
		return err
	}
	f.keep(made)
	return nil
}

func (f *files) find(key string) *file {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.IndexFunc(f.kept, func(k *file) bool { return k.key == key })
	if i < 0 {
		return nil
	}
	found := f.kept[i]
	f.kept = append(slices.Delete(f.kept, i, i+1), found)
	found.uses.Add(1)
	return found
}

func (f *files) keep(made *file) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept = append(f.kept, made)
	if len(f.kept) > maxFiles {
		f.kept[0].release()
		f.kept = slices.Delete(f.kept, 0, 1)
	}
}

// Close removes the files that nobody reads.
func (m *Maps) Close() {
	m.files.mu.Lock()
	defer m.files.mu.Unlock()
	for _, kept := range m.files.kept {
		kept.release()
	}
	m.files.kept = nil
}

// newFile makes a file that is in use once: as one that is kept.
func newFile(ctx context.Context, key string, write func(context.Context, io.WriteSeeker) error) (*file, error) {
	temp, err := os.CreateTemp("", "incidentmap-*.pmtiles")
	if err != nil {
		return nil, fmt.Errorf("file of tiles: %w", err)
	}
	// Where the system lets it, the file goes with the program, however that ends.
	_ = os.Remove(temp.Name())
	made := &file{key: key, temp: temp}
	made.uses.Store(1)
	if err = write(ctx, temp); err == nil {
		made.size, err = temp.Seek(0, io.SeekEnd)
	}
	if err != nil {
		made.release()
		return nil, err
	}
	return made, nil
}

// release lets go of the file once.
func (f *file) release() {
	if f.uses.Add(-1) > 0 || f.temp == nil {
		return
	}
	_ = f.temp.Close()
	// Systems that keep the name of an open file remove it only now.
	if err := os.Remove(f.temp.Name()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return
	}
}
