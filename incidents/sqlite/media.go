package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"incidentmap/incidents"
)

// mediaSuffix ends the name of the folder beside the file in which the files of pictures are:
// STORY/INCIDENT/HASH-WIDTH.jpg. The widest file of a picture is written last: where it is, all of them are.
const mediaSuffix = "-media"

const ownersFolder = 0o700

func (s *Store) mediaRoot() string { return s.path + mediaSuffix }

func (s *Store) mediaFolder(story, incident string) string {
	return filepath.Join(s.mediaRoot(), story, incident)
}

// PutMedia keeps the files of a picture: see incidents.MediaStore.
func (s *Store) PutMedia(ctx context.Context, u incidents.MediaUpload) error {
	if err := u.Validate(); err != nil {
		return err
	}
	usage, err := s.MediaUsage(ctx, u.Story)
	if err != nil {
		return err
	}
	s.media.Lock()
	defer s.media.Unlock()
	folder, key := s.mediaFolder(u.Story, strings.ToUpper(u.Incident)), u.Key()
	widest := filepath.Join(folder, incidents.MediaFileName(key.Hash, u.Files[len(u.Files)-1].Width))
	if _, err := os.Stat(widest); err == nil {
		now := s.now() // it is as if it had been uploaded now, so that nothing sweeps it away
		return s.mediaFault("keep a picture", os.Chtimes(widest, now, now))
	}
	if err := usage.With(&u); err != nil {
		return err
	}
	err = os.MkdirAll(folder, ownersFolder)
	for i := range u.Files {
		if err == nil {
			err = s.writeMedia(filepath.Join(folder, incidents.MediaFileName(key.Hash, u.Files[i].Width)), u.Files[i].Data)
		}
	}
	for dir := folder; err == nil && dir != filepath.Dir(s.mediaRoot()); dir = filepath.Dir(dir) {
		err = syncFolder(dir)
	}
	return s.mediaFault("keep a picture", err)
}

// writeMedia writes a file that is whole once it has its name.
func (s *Store) writeMedia(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".part-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		now := s.now()
		err = errors.Join(os.Chtimes(f.Name(), now, now), os.Rename(f.Name(), name))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it has no name that anybody reads
	}
	return err
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// MediaFile gives a picture's file: see incidents.MediaStore. The widest is held against its hash.
func (s *Store) MediaFile(_ context.Context, k incidents.MediaKey, width int) ([]byte, error) {
	name := incidents.MediaFileName(k.Hash, width)
	hash, _, ok := incidents.ParseMediaFileName(name)
	if !ok || hash != k.Hash || !incidents.ValidSlug(k.Story) || !incidents.ValidID(k.Incident) {
		return nil, incidents.NoMedia()
	}
	folder := s.mediaFolder(k.Story, strings.ToUpper(k.Incident))
	data, err := os.ReadFile(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, incidents.NoMedia()
	}
	if err != nil {
		return nil, s.mediaFault("read a picture", err)
	}
	if sum := sha256.Sum256(data); !s.hasWider(folder, k.Hash, width) && "sha256:"+hex.EncodeToString(sum[:]) != k.Hash {
		return nil, s.damaged("a picture of incident "+k.Incident, errors.New("it is not what was uploaded; restore it from a backup, or upload it again"))
	}
	return data, nil
}

// hasWider reports whether there is a wider file of a picture.
func (s *Store) hasWider(folder, hash string, width int) bool {
	found := false
	_ = s.eachMedia(folder, func(m keptFile) error { // what cannot be listed is not there
		found = found || m.hash == hash && m.width > width
		return nil
	})
	return found
}

// keptFile is a file of a picture.
type keptFile struct {
	path, story, incident, hash string
	width                       int
	size                        int64
	uploaded                    time.Time
}

// eachMedia goes through the files of pictures in and below a folder. No folder is one without files.
func (s *Store) eachMedia(folder string, do func(keptFile) error) error {
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		hash, width, ok := incidents.ParseMediaFileName(entry.Name())
		if !ok {
			return nil // one that is being written
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // taken away meanwhile
		}
		if err != nil {
			return err
		}
		dir := filepath.Dir(path)
		return do(keptFile{path, filepath.Base(filepath.Dir(dir)), filepath.Base(dir), hash, width, info.Size(), info.ModTime()})
	})
	return s.mediaFault("look through the pictures", err)
}

// MediaUsage gives how much is kept of a story: see incidents.MediaStore.
func (s *Store) MediaUsage(ctx context.Context, story string) (u incidents.MediaUsage, err error) {
	if _, err := s.Story(ctx, story); err != nil {
		return u, err
	}
	type picture struct{ incident, hash string }
	seen := map[picture]bool{}
	err = s.eachMedia(filepath.Join(s.mediaRoot(), story), func(m keptFile) error {
		seen[picture{m.incident, m.hash}] = true
		u.Bytes += m.size
		return nil
	})
	u.Pictures = len(seen)
	return u, err
}

// SweepMedia takes pictures away that nothing names: see incidents.MediaStore.
func (s *Store) SweepMedia(ctx context.Context, before time.Time) (int, error) {
	young, files := map[incidents.MediaKey]bool{}, map[incidents.MediaKey][]string{}
	err := s.eachMedia(s.mediaRoot(), func(m keptFile) error {
		key := incidents.MediaKey{Story: m.story, Incident: m.incident, Hash: m.hash}
		young[key] = young[key] || !m.uploaded.Before(before)
		files[key] = append(files[key], m.path)
		return nil
	})
	swept, named := 0, map[string]map[string]bool{}
	for key, paths := range files {
		if err != nil || ctx.Err() != nil {
			break
		}
		if young[key] {
			continue
		}
		if named[key.Incident] == nil {
			if named[key.Incident], err = incidents.MediaNamed(ctx, s, key.Story, key.Incident); err != nil {
				break
			}
		}
		if !named[key.Incident][key.Hash] {
			swept++
			err = s.removeMedia(paths)
		}
	}
	return swept, errors.Join(err, ctx.Err())
}

// mediaDrop are pictures of an incident that are to be taken away; all of it for no hashes.
type mediaDrop struct {
	story    string
	incident incidents.ULID
	hashes   map[string]bool
}

// DropMedia notes that the files of pictures are to be taken away, once what names them is.
func (w *writing) DropMedia(_ context.Context, story string, id incidents.ULID, hashes []string) error {
	d := mediaDrop{story: story, incident: id}
	if hashes != nil {
		d.hashes = map[string]bool{}
	}
	for _, h := range hashes {
		d.hashes[h] = true
	}
	w.dropped = append(w.dropped, d)
	return nil
}

// dropMedia takes files away for good. Where that cannot be done the error says that the rest is done.
func (s *Store) dropMedia(drops []mediaDrop) error {
	for _, d := range drops {
		var paths []string
		folder := s.mediaFolder(d.story, d.incident.String())
		err := s.eachMedia(folder, func(m keptFile) error {
			if d.hashes == nil || d.hashes[m.hash] {
				paths = append(paths, m.path)
			}
			return nil
		})
		if err == nil {
			err = s.removeMedia(paths)
		}
		if err != nil {
			return incidents.Errorf(incidents.EUnavailable, "media",
				"the words are taken away, and no page shows the picture; its file in the folder beside the store could not be removed: remove it by hand (%v)", err)
		}
		_ = os.Remove(folder) // where it is empty
	}
	return nil
}

// removeMedia writes over files, and removes them.
func (s *Store) removeMedia(paths []string) error {
	s.media.Lock()
	defer s.media.Unlock()
	for _, path := range paths {
		if err := overwrite(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return s.mediaFault("remove a picture", err)
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return s.mediaFault("remove a picture", err)
		}
	}
	return nil
}

func overwrite(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	zeros := make([]byte, 1<<20)
	for at := int64(0); err == nil && at < info.Size(); at += int64(len(zeros)) {
		_, err = f.WriteAt(zeros[:min(int64(len(zeros)), info.Size()-at)], at)
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// mediaFault is a fault of the folder of pictures, without its path.
func (s *Store) mediaFault(doing string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &path):
		err = incidents.Because(err, path.Op+": "+path.Err.Error())
	case errors.As(err, &link):
		err = incidents.Because(err, link.Op+": "+link.Err.Error())
	}
	return s.fault(doing, err)
}

// backupMedia copies the pictures into the folder beside a backup. One that is uploaded meanwhile may be in it.
func (s *Store) backupMedia(ctx context.Context, file string) error {
	return s.eachMedia(s.mediaRoot(), func(m keptFile) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := os.ReadFile(m.path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // taken away meanwhile
		}
		if err != nil {
			return err
		}
		folder := filepath.Join(file+mediaSuffix, m.story, m.incident)
		if err := os.MkdirAll(folder, ownersFolder); err != nil {
			return err
		}
		return s.writeMedia(filepath.Join(folder, filepath.Base(m.path)), data)
	})
}
