package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"

	"incidentmap/incidents"
)

const (
	// manifestName is the file that says what a publication is of.
	manifestName = "publish.json"
	// staging is the folder in which a run gathers what it will change.
	staging = ".incidentmap-publish"
	// inMemory is how much of a file is held before it goes to the disk, in bytes.
	inMemory = 1 << 20
)

// folder is where a publication stands. Nothing of what readers see changes before commit.
type folder struct {
	root *os.Root
	held *os.File        // the folder itself, which no other run has meanwhile
	name string          // for messages
	ours map[string]bool // files that earlier runs wrote

	now    []File
	staged []stagedFile
	report Report
	// pending tells that files may stand in place that only the list in the staging folder names.
	pending bool
	// step is called before each change of the folder; nil for nothing.
	step func(what string)
}

// stagedFile is a file that is not the same as what stands in its place.
type stagedFile struct{ from, to string }

// openFolder opens a folder, which is made if it is not there, for a story. EConflict for one
// that holds other things, or into which another run publishes.
func openFolder(name, story string) (*folder, error) {
	if err := os.MkdirAll(name, 0o755); err != nil {
		return nil, fmt.Errorf("cannot make the folder: %w", err)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("cannot open the folder: %w", err)
	}
	held, err := root.Open(".")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot open the folder: %w", err), root.Close())
	}
	f := &folder{root: root, held: held, name: name, ours: map[string]bool{}}
	if !lock(held) {
		err = incidents.Errorf(incidents.EConflict, "", "another run publishes into %s now; try again when it has ended", name)
	} else {
		err = f.begin(story)
	}
	if err != nil {
		return nil, errors.Join(err, held.Close(), root.Close())
	}
	return f, nil
}

// begin reads what earlier runs left, and makes room for this one.
func (f *folder) begin(story string) error {
	found, err := f.known(manifestName, story)
	if err != nil {
		return err
	}
	// A run that was ended while it put files in place left a list of them.
	begun, err := f.known(path.Join(staging, manifestName), story)
	if err != nil {
		return err
	}
	if found.Story == "" && begun.Story == "" {
		if err := f.mustBeEmpty(); err != nil {
			return err
		}
	}
	f.pending = begun.Story != ""
	if err := f.clear(); err != nil {
		return fmt.Errorf("cannot remove what an earlier run left: %w", err)
	}
	if err := f.root.MkdirAll(staging, 0o755); err != nil {
		return fmt.Errorf("cannot write into the folder: %w", err)
	}
	return nil
}

// clear empties the staging folder, and removes it. The list of a run that was ended while it put files in place stays
// until all that it names is settled: nothing else says that these files are ours.
func (f *folder) clear() error {
	if !f.pending {
		return f.root.RemoveAll(staging)
	}
	entries, err := fs.ReadDir(f.root.FS(), staging)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != manifestName {
			err = errors.Join(err, f.root.RemoveAll(path.Join(staging, e.Name())))
		}
	}
	return err
}

// known reads a manifest, whose files are then ours. No story where there is none.
func (f *folder) known(name, story string) (manifest, error) {
	raw, err := f.root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, fmt.Errorf("cannot read %s: %w", name, err)
	}
	m, err := readManifest(raw)
	if err != nil {
		return manifest{}, incidents.Errorf(incidents.EConflict, "",
			"%s/%s is not the manifest of a publication (%v); publish into another folder", f.name, name, err)
	}
	if m.Story != story {
		return manifest{}, incidents.Errorf(incidents.EConflict, "",
			"%s holds the publication of the story %q; publish %q into another folder", f.name, m.Story, story)
	}
	for _, file := range m.Files {
		f.ours[file.Path] = true
	}
	return m, nil
}

func (f *folder) mustBeEmpty() error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return fmt.Errorf("cannot read the folder: %w", err)
	}
	for _, e := range entries {
		if e.Name() != staging {
			return incidents.Errorf(incidents.EConflict, "",
				"%s is not empty (it holds %q) and no publication: it has no %s; publish into an empty or a new folder", f.name, e.Name(), manifestName)
		}
	}
	return nil
}

// close lets go of the folder, and of what was gathered and not put in place.
func (f *folder) close() error {
	return errors.Join(f.clear(), f.held.Close(), f.root.Close())
}

// steps tells of a change that comes next.
func (f *folder) steps(what string) {
	if f.step != nil {
		f.step(what)
	}
}

// draft is a file in the making: in memory, and from some size on in the staging folder.
type draft struct {
	in    *folder
	kept  bytes.Buffer
	file  *os.File
	hash  hash.Hash
	bytes int64
}

func (f *folder) draft() *draft { return &draft{in: f, hash: sha256.New()} }

// Write takes more of the file.
func (d *draft) Write(b []byte) (int, error) {
	d.hash.Write(b)
	d.bytes += int64(len(b))
	if d.file == nil && d.kept.Len()+len(b) <= inMemory {
		return d.kept.Write(b)
	}
	if err := d.spill(); err != nil {
		return 0, err
	}
	return d.file.Write(b)
}

// spill brings what is held in memory to the disk.
func (d *draft) spill() error {
	if d.file != nil {
		return nil
	}
	var err error
	if d.file, err = d.in.root.OpenFile(d.in.nextStaged(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644); err != nil {
		return err
	}
	_, err = d.file.Write(d.kept.Bytes())
	d.kept = bytes.Buffer{}
	return err
}

func (f *folder) nextStaged() string { return path.Join(staging, strconv.Itoa(len(f.staged))) }

// drop forgets the draft.
func (d *draft) drop() error {
	if d.file == nil {
		return nil
	}
	return errors.Join(d.file.Close(), d.in.root.Remove(d.in.nextStaged()))
}

// keep makes the draft the file of a path. One that stands there already with the same bytes is
// left as it is.
func (d *draft) keep(name, mediaType string) error {
	f := d.in
	made := File{Path: name, Size: d.bytes, SHA256: hex.EncodeToString(d.hash.Sum(nil)), MediaType: mediaType}
	f.now = append(f.now, made)
	f.report.Bytes += d.bytes
	same, err := f.stands(made)
	if err != nil {
		return errors.Join(err, d.drop())
	}
	if same {
		return d.drop()
	}
	f.steps("keep " + name)
	if err := d.spill(); err != nil {
		return err
	}
	from := f.nextStaged()
	f.staged = append(f.staged, stagedFile{from, name})
	return d.file.Close()
}

// stands reports whether the file is there with these bytes. EConflict if another is there that
// no run wrote.
func (f *folder) stands(made File) (bool, error) {
	file, err := f.root.Open(made.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("cannot compare with what stands there: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() && info.Size() == made.Size {
		h := sha256.New()
		if _, err := io.Copy(h, file); err != nil {
			return false, fmt.Errorf("cannot compare with what stands there: %w", err)
		}
		if hex.EncodeToString(h.Sum(nil)) == made.SHA256 {
			return true, nil
		}
	}
	if err == nil && !f.ours[made.Path] {
		err = incidents.Errorf(incidents.EConflict, "",
			"%s/%s would be written, but is there and not of a publication; move it away", f.name, made.Path)
	}
	return false, err
}

// commit puts the files in place, lists them in the manifest, and removes those that are no
// longer part. Until it begins the old publication is untouched; while it runs, every file is
// either old or new, and nothing that an old page leads to is gone yet.
func (f *folder) commit(ctx context.Context, m manifest) error {
	m.setFiles(f.now)
	text, err := m.append(nil)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err // what is not begun need not be ended
	}
	if err := f.claim(m); err != nil {
		return err
	}
	for _, s := range f.staged {
		f.steps("place " + s.to)
		if err := f.root.MkdirAll(path.Dir(s.to), 0o755); err != nil {
			return fmt.Errorf("cannot make a folder for %s: %w", s.to, err)
		}
		if err := f.root.Rename(s.from, s.to); err != nil {
			return fmt.Errorf("cannot put %s in place: %w", s.to, err)
		}
	}
	if err := f.writeManifest(text); err != nil {
		return err
	}
	f.report.Files, f.report.Written = len(f.now), len(f.staged)
	if err := f.prune(m); err != nil {
		return err
	}
	f.steps("settle")
	f.pending = false
	return nil
}

// claim notes which files are ours from now on, for the run after one that is ended meanwhile.
func (f *folder) claim(m manifest) error {
	for _, file := range m.Files {
		f.ours[file.Path] = true
	}
	all := make([]File, 0, len(f.ours))
	for name := range f.ours {
		all = append(all, File{Path: name})
	}
	m.setFiles(all)
	text, err := m.append(nil)
	if err != nil {
		return err
	}
	f.steps("claim")
	f.pending = true
	return f.replace(path.Join(staging, manifestName), text)
}

// replace writes a manifest in place of another at once, so that whoever reads it has one of the two, whole.
func (f *folder) replace(name string, text []byte) error {
	partial := path.Join(staging, "manifest")
	file, err := f.root.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close()) // a name must not be on the disk before what it names
	if err == nil {
		err = f.root.Rename(partial, name)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	return nil
}

// writeManifest writes the manifest, unless it stands there already.
func (f *folder) writeManifest(text []byte) error {
	if old, err := f.root.ReadFile(manifestName); err == nil && bytes.Equal(old, text) {
		return nil
	}
	f.steps("manifest")
	return f.replace(manifestName, text)
}

// prune removes the files that earlier runs wrote and this did not, and folders that are then empty.
func (f *folder) prune(m manifest) error {
	part := map[string]bool{}
	for _, file := range m.Files {
		part[file.Path] = true
	}
	for name := range f.ours {
		if part[name] {
			continue
		}
		f.steps("remove " + name)
		err := f.root.Remove(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("cannot remove %s, which is no longer part: %w", name, err)
		}
		if err == nil {
			f.report.Removed++
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if f.root.Remove(dir) != nil {
				break // it holds something
			}
		}
	}
	return nil
}
