package edit

import (
	"net/http"

	"incidentmap/incidents"
)

// putMap puts what editors choose of the map in place of what the sender saw of the story, and answers with the story.
// It takes the right to publish, and not that to change the rest of a story's settings.
func (a *settingsAPI) putMap(w http.ResponseWriter, c *call) error {
	if ifMatch(c) == "" { // before the body is read
		return noCondition()
	}
	b, err := readBody(w, c, typeJSON)
	if err != nil {
		return err
	}
	a.writing.Lock()
	defer a.writing.Unlock()
	before, err := a.store.Story(c.Context(), c.story())
	if err != nil {
		return err
	}
	f := newFields(map[string]any{"map": b.tree})
	story := before
	story.Map = mapSettings(f.object("map"), story.Lang(""))
	f.addUntouched(story.ValidateNew())
	err = f.err()
	if err == nil {
		err = checkSeen(c, &before)
	}
	if err != nil {
		return err
	}
	return a.replaceStory(w, c, &before, story)
}

// mapSettings reads what editors choose of the map; nothing for nil.
func mapSettings(o *fields, lang string) (m incidents.MapSettings) {
	if o == nil {
		return m
	}
	defer o.done()
	m.Leads = words[string](o, "leads")
	m.Show, m.Measure, m.Size = word[incidents.MapShow](o, "show"), word[incidents.MapMeasure](o, "measure"), word[incidents.MapSize](o, "size")
	if captions := o.object("captions"); captions != nil {
		m.Captions = map[string]incidents.Text{}
		for id := range captions.members {
			if text := captions.text(id, lang); text != nil {
				m.Captions[id] = text
			}
		}
	}
	if labels := o.object("labels"); labels != nil {
		m.Labels = map[string]incidents.LabelRule{}
		for name := range labels.members {
			m.Labels[name] = word[incidents.LabelRule](labels, name)
		}
	}
	return m
}
