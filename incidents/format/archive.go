package format

import (
	"archive/zip"
	"compress/flate"
	"io"
	"time"
)

// archive is a zip file that is written as it comes, for the formats that are one.
type archive struct {
	*zip.Writer
	modified time.Time
}

// newArchive dates all files of the archive by what they show, so that the same incidents
// give the same bytes. Compression is the quickest: the speed of a download is bound by it.
func newArchive(w io.Writer, h *Heading) *archive {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	return &archive{z, h.AsOf.UTC()}
}

// create begins the next file.
func (a *archive) create(name string) (io.Writer, error) {
	return a.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.modified})
}

// add writes a small file.
func (a *archive) add(name, content string) error {
	w, err := a.create(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, content)
	return err
}
