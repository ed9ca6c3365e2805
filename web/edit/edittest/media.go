package edittest

import (
	"context"

	"incidentmap/incidents"
)

// PutMedia keeps a picture.
func (m *Memory) PutMedia(ctx context.Context, u incidents.MediaUpload) error {
	if _, err := m.Story(ctx, u.Story); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.media[u.Key()] = u
	return u.Validate()
}

// MediaFile gives a file of a picture.
func (m *Memory) MediaFile(_ context.Context, key incidents.MediaKey, width int) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range m.media[key].Files {
		if f.Width == width {
			return f.Data, nil
		}
	}
	return nil, incidents.NoMedia()
}

// MediaUsage counts what is kept of a story.
func (m *Memory) MediaUsage(ctx context.Context, story string) (u incidents.MediaUsage, err error) {
	if _, err := m.Story(ctx, story); err != nil {
		return u, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for key, kept := range m.media {
		if key.Story == story {
			u.Pictures++
			u.Bytes += kept.Bytes()
		}
	}
	return u, nil
}
