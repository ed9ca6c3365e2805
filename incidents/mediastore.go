package incidents

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// MediaStore keeps the files of pictures, each for the incident that it was uploaded for: what is taken
// away of one leaves those of others. Store.Redact takes a picture's files away when no revision of the incident
// names it any more, and Store.Erase all that were uploaded for what it erases.
type MediaStore interface {
	// PutMedia keeps the files of a picture, all or none, once they are on disk. The same picture again changes
	// nothing. ENotFound if there is no such story; EInvalid if the upload is not whole; ETooLarge when the story
	// would have more than MostStoryMedia pictures or MostStoryMediaBytes.
	PutMedia(ctx context.Context, u MediaUpload) error

	// MediaFile gives a picture's file of a width. ENotFound if there is none.
	MediaFile(ctx context.Context, key MediaKey, width int) ([]byte, error)

	// MediaUsage gives how much is kept of a story. ENotFound as Story.
	MediaUsage(ctx context.Context, story string) (MediaUsage, error)

	// SweepMedia takes pictures away that were uploaded before a time and that no revision of their incident names, and
	// gives how many they were.
	SweepMedia(ctx context.Context, before time.Time) (int, error)
}

// MediaKey names a picture of a store.
type MediaKey struct {
	Story    string
	Incident string // id; the incident need not be there yet
	Hash     string // "sha256:…" of the widest file
}

// MediaFile is a picture in a width, as JPEG.
type MediaFile struct {
	Width, Height int // pixels
	Data          []byte
}

// MediaUpload is a picture that is to be kept.
type MediaUpload struct {
	Story, Incident string
	Files           []MediaFile // the narrowest first, in the widths of MediaWidths
}

// MediaUsage is how much a store keeps of a story.
type MediaUsage struct {
	Pictures int   `json:"pictures"`
	Bytes    int64 `json:"bytes"`
}

// Bounds of what is kept of a story.
const (
	MostStoryMedia      = 5000
	MostStoryMediaBytes = 4 << 30
	maxMediaFile        = 4 << 20 // bytes
	// MediaLife is how long a picture is kept that no incident names yet.
	MediaLife = 24 * time.Hour
)

// Key gives the name under which the picture is kept.
func (u *MediaUpload) Key() MediaKey {
	key := MediaKey{Story: u.Story, Incident: u.Incident}
	if n := len(u.Files); n > 0 {
		sum := sha256.Sum256(u.Files[n-1].Data)
		key.Hash = hashPrefix + hex.EncodeToString(sum[:])
	}
	return key
}

// Bytes gives how many bytes the files have together.
func (u *MediaUpload) Bytes() int64 {
	var n int64
	for i := range u.Files {
		n += int64(len(u.Files[i].Data))
	}
	return n
}

// Validate holds the upload against the rules and gives Problems, or nil.
func (u *MediaUpload) Validate() error {
	var p Problems
	if !isSlug(u.Story) {
		p.Add("story", "%q is not a story's slug", u.Story)
	}
	if !ValidID(u.Incident) {
		p.Add("incident", "%q is not a ULID", u.Incident)
	}
	if len(u.Files) == 0 {
		p.Add("files", "is empty")
		return p.Err()
	}
	widths := MediaWidths(u.Files[len(u.Files)-1].Width)
	if len(widths) != len(u.Files) {
		p.Add("files", "has %d entries; a picture of this width has %d", len(u.Files), len(widths))
		return p.Err()
	}
	for i := range u.Files {
		f := &u.Files[i]
		if f.Width != widths[i] || f.Width < 1 || f.Width > MaxMediaSide || f.Height < 1 || f.Height > MaxMediaSide {
			p.Add("files", "%d by %d pixels is none of its sizes", f.Width, f.Height)
		}
		if len(f.Data) == 0 || len(f.Data) > maxMediaFile {
			p.Add("files", "has a file of %d bytes; the limit is %d", len(f.Data), maxMediaFile)
		}
	}
	return p.Err()
}

// With gives the usage with an upload, ETooLarge where that is more than a story may have.
func (m MediaUsage) With(u *MediaUpload) error {
	if m.Pictures+1 > MostStoryMedia || m.Bytes+u.Bytes() > MostStoryMediaBytes {
		return Errorf(ETooLarge, "media", "the story has %d pictures of %d bytes; the limits are %d and %d: redact some that are not needed",
			m.Pictures, m.Bytes, MostStoryMedia, int64(MostStoryMediaBytes))
	}
	return nil
}

// NoMedia is the error of a picture that is not there, or that readers may not see.
func NoMedia() error { return Errorf(ENotFound, "media", "there is no such picture of this incident") }

// MediaNamed gives the hashes of pictures that any revision of an incident names, nothing for one that is not there.
func MediaNamed(ctx context.Context, s interface {
	Revisions(ctx context.Context, story, id string) ([]Revision, error)
}, story, id string,
) (map[string]bool, error) {
	named := map[string]bool{}
	all, err := s.Revisions(ctx, story, id)
	if err != nil && CodeOf(err) != ENotFound {
		return nil, err
	}
	for i := range all {
		for _, h := range all[i].Incident.MediaHashes() {
			named[h] = true
		}
	}
	return named, nil
}
