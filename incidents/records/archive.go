package records

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"incidentmap/incidents"
)

// members lists the files in a zip archive, those that must not be read with the reason.
func (s source) members(ctx context.Context, limits Limits) (all []member, err error) {
	err = s.withZip(ctx, func(z *zip.Reader) error {
		if len(z.File) > limits.Entries {
			return incidents.Errorf(incidents.ETooLarge, s.name, "holds %d files, more than the limit of %d; split it", len(z.File), limits.Entries)
		}
		for i, f := range z.File {
			if f.FileInfo().IsDir() || ignored(f.Name) {
				continue
			}
			m := member{source: s.member(i, f.Name, limits), entry: f.Name}
			if why := refused(f); why != "" {
				m.err = incidents.Errorf(incidents.EInvalid, m.name, "%s", why)
			}
			all = append(all, m)
		}
		return nil
	})
	return all, err
}

// member is a file in an archive.
type member struct {
	source
	entry string // its name in the archive
	err   error  // why it is not to be read
}

// ignored are what systems and programs leave in archives, and what a map file shows.
func ignored(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "._") || base == ".DS_Store" || base == "Thumbs.db" {
		return true
	}
	switch strings.ToLower(path.Ext(base)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".dae", ".qgz", ".qgs", ".qml", ".sld":
		return true
	}
	return false
}

// refused tells why a member is not read. Nothing is ever written under a member's name;
// but one that leads out of the archive was made to do harm.
func refused(f *zip.File) string {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	switch {
	case f.Mode()&fs.ModeSymlink != 0 || !f.Mode().IsRegular():
		return "is a link, which is not followed; put the file itself into the archive"
	case strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || !fs.ValidPath(path.Clean(name)) || strings.Contains("/"+name+"/", "/../"):
		return "has a name that leads out of the archive, and is not read"
	case f.Flags&1 != 0:
		return "is encrypted; unpack it first"
	}
	return ""
}

// withZip opens the archive for as long as use takes.
func (s source) withZip(ctx context.Context, use func(*zip.Reader) error) error {
	at, remove, err := s.local(ctx)
	if err != nil {
		return err
	}
	defer remove()
	z, err := zip.OpenReader(at)
	if err != nil {
		return &incidents.Error{Code: incidents.EInvalid, Field: s.name, Message: "is a damaged zip archive", Err: err}
	}
	defer z.Close()
	return use(&z.Reader)
}

// member is the i-th file of the archive as a source of its own.
func (s source) member(i int, name string, limits Limits) source {
	m := source{name: s.name + "/" + name, base: path.Base(name)}
	m.open = func(ctx context.Context) (io.ReadCloser, error) {
		at, remove, err := s.local(ctx)
		if err != nil {
			return nil, err
		}
		z, err := zip.OpenReader(at)
		if err != nil {
			remove()
			return nil, fmt.Errorf("cannot open %s: %w", s.name, err)
		}
		closeAll := func() error { defer remove(); return z.Close() }
		if i >= len(z.File) || z.File[i].Name != name {
			return nil, errors.Join(fmt.Errorf("%s has changed while it was read", s.name), closeAll())
		}
		src, err := z.File[i].Open()
		if err != nil {
			return nil, errors.Join(err, closeAll())
		}
		packed := int64(z.File[i].CompressedSize64)
		u := &unpacked{src: src, name: m.name, limits: limits, packed: func() int64 { return packed }}
		return closing{Reader: u, close: func() error { return errors.Join(src.Close(), closeAll()) }}, nil
	}
	return m
}
