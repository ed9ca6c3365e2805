package publish

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"incidentmap/incidents"
)

// manifestVersion is raised when a manifest can no longer be read as before.
const manifestVersion = 1

// manifest says what a publication is of, and names its files: publish.json. It has no time, so
// that the same state has the same bytes.
type manifest struct {
	Version int           `json:"incidentmap_publication"`
	Story   string        `json:"story"`
	Seq     incidents.Seq `json:"seq"`      // the story's newest change
	Base    string        `json:"base_url"` // empty where it was not given
	Notes   []string      `json:"notes"`    // what is left out, and why
	Files   []File        `json:"files"`    // by path, without this one
}

// File is a file of a publication.
type File struct {
	Path      string `json:"path"` // from the folder's root
	Size      int64  `json:"size"` // bytes
	SHA256    string `json:"sha256"`
	MediaType string `json:"media_type"`
}

func (m *manifest) setFiles(files []File) {
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	m.Version, m.Files = manifestVersion, files
}

// append writes the manifest, a file to a line.
func (m *manifest) append(b []byte) ([]byte, error) {
	head := *m
	head.Files = nil
	raw, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	b = append(b, bytes.TrimSuffix(raw, []byte("null}"))...)
	for i, file := range m.Files {
		raw, err := json.Marshal(file)
		if err != nil {
			return nil, err
		}
		b = append(append(b, "[,"[min(i, 1)], '\n'), raw...)
	}
	if len(m.Files) == 0 {
		b = append(b, '[')
	}
	return append(b, "\n]}\n"...), nil
}

// readManifest reads a manifest, whose paths are within the folder.
func readManifest(raw []byte) (manifest, error) {
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, err
	}
	if m.Version != manifestVersion || m.Story == "" {
		return m, fmt.Errorf("its incidentmap_publication is %d, not %d, or it names no story", m.Version, manifestVersion)
	}
	for _, file := range m.Files {
		if !fs.ValidPath(file.Path) || file.Path == "." {
			return m, fmt.Errorf("it names the file %q", file.Path)
		}
	}
	return m, nil
}
