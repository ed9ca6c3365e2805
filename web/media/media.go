// Package media answers with the pictures of incidents that readers see.
//
// A picture is public as far as an incident that readers see names it, and by no other address: of one that was
// taken away, withheld or not published yet there is nothing.
package media

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/download"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	MediaFile(ctx context.Context, key incidents.MediaKey, width int) ([]byte, error)
}

// Past gives incidents as they stood.
type Past interface {
	Pin(ctx context.Context, snap *stories.Snapshot, asked string) (*download.Pin, error)
	PinnedOne(ctx context.Context, slug, id string, pin *download.Pin) (*incidents.Public, error)
}

// Files answers with files of pictures. It is safe for use by many goroutines.
type Files struct {
	Store   Store
	Stories *stories.SnapshotCache
	Answers *respond.Sender
	Past    Past
}

// Register registers the route, which pages of any origin may show.
func (f *Files) Register(r *mux.Router) {
	f.Answers.GetAnywhere(r, address.Media("{story}", "{id}", "{file}"), f.file)
}

func (f *Files) file(w http.ResponseWriter, r *http.Request) error {
	asked, err := respond.Parameters(r, "as_of", "lang")
	if err != nil {
		return err
	}
	vars := mux.Vars(r)
	hash, width, ok := incidents.ParseMediaFileName(vars["file"])
	if !ok {
		return incidents.NoMedia()
	}
	snap, err := f.Stories.Of(r.Context(), vars["story"])
	if err != nil {
		return err
	}
	pub, err := f.shown(r.Context(), snap, vars["id"], asked.Get("as_of"))
	if incidents.CodeOf(err) == incidents.ENotFound || err == nil && !pub.HasMedia(hash, width) {
		return incidents.NoMedia()
	}
	if err != nil {
		return err
	}
	key := incidents.MediaKey{Story: snap.Story.Slug, Incident: strings.ToUpper(pub.ID), Hash: hash}
	return f.Answers.Send(w, r, respond.Representation{
		MediaType: "image/jpeg", Cache: respond.Live, State: []any{hash, width},
		Write: func(w io.Writer) error {
			data, err := f.Store.MediaFile(r.Context(), key, width)
			if err != nil {
				return err
			}
			_, err = w.Write(data)
			return err
		},
	})
}

// shown gives the incident as readers see it, now or as of what is asked for.
func (f *Files) shown(ctx context.Context, snap *stories.Snapshot, id, asOf string) (*incidents.Public, error) {
	if asOf == "" {
		return snap.Public(ctx, id)
	}
	snap, err := snap.CaughtUp(ctx)
	if err != nil {
		return nil, err
	}
	pin, err := f.Past.Pin(ctx, snap, asOf)
	if err != nil {
		return nil, err
	}
	return f.Past.PinnedOne(ctx, snap.Story.Slug, id, pin)
}
