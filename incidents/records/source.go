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
	// budget is that of the file that was given, which this one is or lies in.
	budget *budget
	// copied is where it was put on disk, when something had to be.
	copied *string
}

func onDisk(path string, limits Limits) (source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return source{}, &incidents.Error{Code: incidents.ENotFound, Field: path, Message: "cannot be opened", Err: err}
	}
	if !info.Mode().IsRegular() {
		return source{}, incidents.Errorf(incidents.EInvalid, path, "is not a file")
	}
	name := filepath.Base(path)
	return source{
		name: name, base: name, path: path,
		open:   func(context.Context) (io.ReadCloser, error) { return os.Open(path) },
		budget: &budget{limits: limits, name: name, size: info.Size()},
	}, nil
}

// local gives the path of the source on disk, where it is put once if it is not there.
func (o *Opener) local(ctx context.Context, s source) (path string, err error) {
	switch {
	case s.path != "":
		return s.path, nil
	case *s.copied != "":
		return *s.copied, nil
	}
	src, err := s.open(ctx)
	if err != nil {
		return "", err
	}
	defer src.Close()
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "incidentmap-*"); err != nil {
			return "", fmt.Errorf("cannot unpack %s: %w", s.name, err)
		}
	}
	to, err := os.CreateTemp(o.dir, "*")
	if err != nil {
		return "", fmt.Errorf("cannot unpack %s: %w", s.name, err)
	}
	_, err = io.Copy(to, untilDone{ctx, src})
	if err = errors.Join(err, to.Close()); err != nil {
		return "", errors.Join(err, os.Remove(to.Name()))
	}
	*s.copied = to.Name()
	return to.Name(), nil
}

// gunzipped is the source without its gzip.
func (s source) gunzipped() source {
	out := s
	out.path, out.copied = "", new(string)
	out.base = strings.TrimSuffix(s.base, filepath.Ext(s.base))
	high := new(int64)
	out.open = func(ctx context.Context) (io.ReadCloser, error) {
		src, err := s.open(ctx)
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(src)
		if err != nil {
			return nil, errors.Join(err, src.Close())
		}
		return closing{Reader: &unpacked{ctx: ctx, src: z, name: s.name, budget: s.budget, high: high}, close: src.Close}, nil
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
