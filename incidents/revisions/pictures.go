package revisions

import (
	"context"
	"slices"

	"incidentmap/incidents"
)

// pictureNames are the hashes of the pictures that revisions of an incident name, before and after a redaction.
type pictureNames struct{ was, is []string }

func (n *pictureNames) before(inc *incidents.Incident) { n.was = append(n.was, inc.MediaHashes()...) }

func (n *pictureNames) after(inc *incidents.Incident) { n.is = append(n.is, inc.MediaHashes()...) }

// gone lists those that no revision names any more, each once.
func (n *pictureNames) gone() []string {
	var gone []string
	for _, h := range n.was {
		if !slices.Contains(n.is, h) && !slices.Contains(gone, h) {
			gone = append(gone, h)
		}
	}
	return gone
}

// dropPictures takes the files of pictures away that a redaction left without a name; of an incident that is erased whole
// all, those among them that were uploaded and never named.
func (p *Plan) dropPictures(ctx context.Context, story string, id incidents.ULID, names *pictureNames, whole bool) error {
	if whole {
		return p.tx.DropMedia(ctx, story, id, nil)
	}
	gone := names.gone()
	if len(gone) == 0 {
		return nil
	}
	return p.tx.DropMedia(ctx, story, id, gone)
}
