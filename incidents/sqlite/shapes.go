package sqlite

import (
	"context"
	"crypto/sha256"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// Shapes gives the geometries that entries name: see incidents.Store.
func (s *Store) Shapes(ctx context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	all := make(map[incidents.ShapeID]orb.Geometry, len(ids))
	err := s.read(ctx, "read shapes", func(c *sqlite.Conn) error {
		for _, id := range ids {
			if all[id] != nil {
				continue
			}
			err := each(c, func(st *sqlite.Stmt) (err error) {
				all[id], err = shapeOf(id, blob(st, 0))
				return s.damage(err, "shape %x", id)
			}, `SELECT wkb FROM shape WHERE id = ?`, id[:])
			if err != nil {
				return err
			}
			if all[id] == nil {
				return incidents.Errorf(incidents.ENotFound, "shape", "there is no shape %x", id)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// shapeOf reads a shape; its name is its checksum.
func shapeOf(id incidents.ShapeID, form []byte) (orb.Geometry, error) {
	sum := sha256.Sum256(form)
	if incidents.ShapeID(sum[:len(id)]) != id {
		return nil, errRow
	}
	return wkb.Unmarshal(form)
}
