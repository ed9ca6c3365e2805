package sqlite

import (
	"context"
	"encoding/json"

	"incidentmap/incidents"
)

// record names a record that an incident came from.
type record struct{ story, key string }

// Known gives what a story holds of records that came before, by their keys: see
// incidents.Store.
func (s *Store) Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error) {
	if _, err := s.Story(ctx, story); err != nil {
		return nil, err
	}
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	known := make(map[string]incidents.Known, len(keys))
	err = s.each(ctx, s.reader, "look up known records", `SELECT asked.value, `+revisionColumns+`
		FROM json_each(?1) asked
		LEFT JOIN origin o ON o.story = ?2 AND o.key = asked.value
		JOIN incident i ON i.story = ?2 AND i.id = coalesce(o.incident, iif(asked.value LIKE 'id:%', substr(asked.value, 4), NULL))
		JOIN revision r ON r.seq = i.revision`,
		[]any{string(list), story}, func(row scanner) error {
			var key string
			var r revisionRow
			if err := row.Scan(append([]any{&key}, r.columns()...)...); err != nil {
				return err
			}
			rev, err := s.revisionOf(&r)
			known[key] = incidents.Known{Incident: rev.Incident.ID, Revision: rev.Number, Hash: rev.Incident.Origin.Hash}
			return err
		})
	if err != nil {
		return nil, err
	}
	return known, nil
}

// owners reads which incidents came from the records that the wishes name.
func (w *writing) owners(ctx context.Context, wishes []wish) error {
	keys := map[string][]string{}
	for i := range wishes {
		if inc := &wishes[i].Incident; inc.Origin.Key != "" {
			keys[inc.Story] = append(keys[inc.Story], inc.Origin.Key)
		}
	}
	for story, asked := range keys {
		list, err := json.Marshal(asked)
		if err != nil {
			return err
		}
		err = w.each(ctx, w.tx, "look up known records", `SELECT o.key, o.incident
			FROM json_each(?1) asked CROSS JOIN origin o ON o.story = ?2 AND o.key = asked.value`,
			[]any{string(list), story}, func(row scanner) error {
				var key, id string
				err := row.Scan(&key, &id)
				w.owner[record{story, key}] = id
				return err
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// takeRecord notes that the incident comes from the record that the wish names, and no
// longer from the one it was said to come from before.
func (w *writing) takeRecord(st *standing, wish *wish) error {
	inc := &wish.Incident
	if st.origin == inc.Origin.Key {
		return nil
	}
	if st.origin != "" {
		w.owner[record{st.story, st.origin}] = ""
		w.released, st.recorded = append(w.released, record{st.story, st.origin}), ""
	}
	if inc.Origin.Key == "" {
		return nil
	}
	r := record{inc.Story, inc.Origin.Key}
	if owner := w.owner[r]; owner != "" && owner != inc.ID {
		return incidents.Errorf(incidents.EConflict, wish.at+"origin.key",
			"the incident %s of the story %q came from the record %q; write a revision of it", owner, r.story, r.key)
	}
	w.owner[r] = inc.ID
	return nil
}
