package records

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"incidentmap/incidents"
)

// archive is a zip archive that stays open for as long as its files are read.
type archive struct {
	source
	*zip.Reader
	high []int64 // by member: how far it was ever read
}

// openArchive opens an archive, once for all that is read of it, and counts its members. The
// error is EInvalid for one that is damaged or whose members overlap.
func (o *Opener) openArchive(ctx context.Context, src source) (*archive, error) {
	at, err := o.local(ctx, src)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(at)
	if err != nil {
		return nil, err
	}
	o.closers = append(o.closers, file.Close)
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	directory := &directory{ReaderAt: file, left: mostDirectory}
	z, err := zip.NewReader(directory, info.Size())
	switch {
	case directory.left < 0:
		return nil, incidents.Errorf(incidents.ETooLarge, src.name, "has a list of its files of more than %d bytes, the limit; split it", mostDirectory)
	case err != nil:
		return nil, &incidents.Error{Code: incidents.EInvalid, Field: src.name, Message: "is a damaged zip archive", Err: err}
	}
	directory.read = true
	if err := src.budget.enter(src.name, len(z.File)); err != nil {
		return nil, err
	}
	a := &archive{source: src, Reader: z, high: make([]int64, len(z.File))}
	return a, a.checkOverlap()
}

// directory bounds how much is read of an archive before its members are known.
type directory struct {
	io.ReaderAt
	left int64
	read bool
}

var errLongDirectory = errors.New("the list of its files is too long")

func (d *directory) ReadAt(p []byte, at int64) (int, error) {
	if !d.read {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, errLongDirectory
		}
	}
	return d.ReaderAt.ReadAt(p, at)
}

// checkOverlap refuses an archive in which bytes belong to several members, so that it unpacks
// to much more than it could hold. No program writes such ones.
func (a *archive) checkOverlap() error {
	type span struct {
		from, to int64
		name     string
	}
	spans := make([]span, 0, len(a.File))
	for _, f := range a.File {
		from, err := f.DataOffset()
		if err != nil || f.CompressedSize64 == 0 || f.CompressedSize64 > 1<<62 {
			continue // told of when it is opened
		}
		spans = append(spans, span{from, from + int64(f.CompressedSize64), f.Name})
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return incidents.Errorf(incidents.EInvalid, a.name, "holds files that overlap, %s and %s, as no archive of good faith does; it is not read",
				incidents.Quote(spans[i-1].name), incidents.Quote(spans[i].name))
		}
	}
	return nil
}

// openMember reads a member.
func (a *archive) openMember(ctx context.Context, i int, name string) (io.ReadCloser, error) {
	src, err := a.File[i].Open()
	if err != nil {
		return nil, err
	}
	return closing{Reader: &unpacked{ctx: ctx, src: src, name: name, budget: a.budget, high: &a.high[i]}, close: src.Close}, nil
}

// members lists the files in the archive, those that must not be read with the reason.
func (a *archive) members() (all []member) {
	seen := map[string]bool{}
	for i, f := range a.File {
		if f.FileInfo().IsDir() || ignored(f.Name) {
			continue
		}
		m := member{source: a.member(i, f.Name), entry: f.Name}
		why := refused(f)
		if seen[f.Name] && why == "" {
			why = "has the name of a file before it in the archive; only the first is read"
		}
		seen[f.Name] = true
		if why != "" {
			m.err = incidents.Errorf(incidents.EInvalid, m.name, "%s", why)
		}
		all = append(all, m)
	}
	return all
}

// member is the i-th file of the archive as a source of its own.
func (a *archive) member(i int, name string) source {
	shown := name
	if len(shown) > mostName {
		shown = shorten(shown)
	}
	m := source{name: a.name + "/" + shown, base: path.Base(name), budget: a.budget, copied: new(string)}
	m.open = func(ctx context.Context) (io.ReadCloser, error) { return a.openMember(ctx, i, m.name) }
	return m
}

// member is a file in an archive.
type member struct {
	source
	entry string // its name in the archive
	err   error  // why it is not to be read
}

// ignored are what systems and programs leave in archives, and what a map file shows or is drawn
// with: attachments are no data.
func ignored(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "._") || base == ".DS_Store" || base == "Thumbs.db" {
		return true
	}
	switch strings.ToLower(path.Ext(base)) {
	case ".xsl", ".xslt", ".css", ".js", ".htm", ".html", ".ttf", ".otf", ".woff", ".woff2", ".ico", ".bmp", ".tif", ".tiff", ".webp", ".mp3", ".mp4", ".mov", ".wav", ".pdf", ".doc", ".docx", ".lnk", ".url", ".lyr", ".lyrx", ".qix", ".sbn", ".sbx":
		return true
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
	case len(name) > mostName:
		return fmt.Sprintf("has a name of more than %d bytes, the limit; give it a shorter one", mostName)
	case f.Mode()&fs.ModeSymlink != 0 || !f.Mode().IsRegular():
		return "is a link, which is not followed; put the file itself into the archive"
	case strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || !fs.ValidPath(path.Clean(name)) || strings.Contains("/"+name+"/", "/../"):
		return "has a name that leads out of the archive, and is not read"
	case f.Flags&1 != 0:
		return "is encrypted; unpack it first"
	}
	return ""
}
