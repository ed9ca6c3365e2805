package records

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"incidentmap/incidents"
)

// source is a file that can be read several times: one on disk, or one inside of others.
type source struct {
	name string // for people, with all that it lies in
	base string // its own name
	open func(context.Context) (io.ReadCloser, error)
	path string // where it lies on disk as it is; empty inside of archives
}

func onDisk(path string) (source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return source{}, &incidents.Error{Code: incidents.ENotFound, Field: path, Message: "cannot be opened", Err: err}
	}
	if !info.Mode().IsRegular() {
		return source{}, incidents.Errorf(incidents.EInvalid, path, "is not a file")
	}
	return source{
		name: filepath.Base(path), base: filepath.Base(path), path: path,
		open: func(context.Context) (io.ReadCloser, error) { return os.Open(path) },
	}, nil
}

// local gives the path of the source on disk, where it is put if it is not there, and a
// function that removes it again.
func (s source) local(ctx context.Context) (path string, remove func(), err error) {
	if s.path != "" {
		return s.path, func() {}, nil
	}
	src, err := s.open(ctx)
	if err != nil {
		return "", nil, err
	}
	defer src.Close()
	to, err := os.CreateTemp("", "incidentmap-*"+filepath.Ext(filepath.Base(s.base)))
	if err != nil {
		return "", nil, fmt.Errorf("cannot unpack %s: %w", s.name, err)
	}
	remove = func() { _ = os.Remove(to.Name()) }
	_, err = io.Copy(to, untilDone{ctx, src})
	if err = errors.Join(err, to.Close()); err != nil {
		remove()
		return "", nil, err
	}
	return to.Name(), remove, nil
}

// gunzipped is the source without its gzip.
func (s source) gunzipped(limits Limits) source {
	out := s
	out.path = ""
	out.base = strings.TrimSuffix(s.base, filepath.Ext(s.base))
	out.open = func(ctx context.Context) (io.ReadCloser, error) {
		src, err := s.open(ctx)
		if err != nil {
			return nil, err
		}
		packed := &counted{src: src}
		z, err := gzip.NewReader(packed)
		if err != nil {
			return nil, errors.Join(err, src.Close())
		}
		u := &unpacked{src: z, name: s.name, limits: limits, packed: func() int64 { return packed.n }}
		return closing{Reader: u, close: src.Close}, nil
	}
	return out
}

// closing is a reader with what has to be closed behind it.
type closing struct {
	io.Reader
	close func() error
}

func (c closing) Close() error { return c.close() }

// untilDone reads until its context ends.
type untilDone struct {
	ctx context.Context
	src io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.src.Read(p)
}

// beginning reads the first bytes of a source; whole tells that there are no more.
func (s source) beginning(ctx context.Context, most int) (text []byte, whole bool, err error) {
	src, err := s.open(ctx)
	if err != nil {
		return nil, false, err
	}
	defer src.Close()
	text = make([]byte, most)
	n, err := io.ReadFull(src, text)
	switch {
	case err == nil:
		return text, false, nil
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		// A gzip that was cut ends so, too: what is there is read, and the cut told then.
		return text[:n], true, nil
	case n > 0:
		return text[:n], false, nil
	}
	return nil, false, err
}
