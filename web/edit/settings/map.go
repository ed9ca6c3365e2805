package settings

import (
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
)

// putMap puts what editors choose of the map in place of what the sender saw of the story, and answers with the story.
// It takes the right to publish, and not that to change the rest of a story's settings.
func (a *API) putMap(w http.ResponseWriter, c *call.Call) error {
	return a.replaceStory(w, c, func(tree map[string]any, before *incidents.Story) (incidents.Story, error) {
		f := jsonform.New(map[string]any{"map": tree})
		story := *before
		story.Map = mapSettings(f.Object("map"), story.Lang(""))
		f.AddUntouched(story.ValidateNew())
		return story, f.Err()
	})
}

// mapSettings reads what editors choose of the map; nothing for nil.
func mapSettings(o *jsonform.Fields, lang string) (m incidents.MapSettings) {
	if o == nil {
		return m
	}
	defer o.Done()
	m.Leads = jsonform.Words[string](o, "leads")
	m.Show, m.Measure, m.Size = jsonform.Word[incidents.MapShow](o, "show"), jsonform.Word[incidents.MapMeasure](o, "measure"), jsonform.Word[incidents.MapSize](o, "size")
	if captions := o.Object("captions"); captions != nil {
		m.Captions = map[string]incidents.Text{}
		for id := range captions.Members {
			if text := captions.Text(id, lang); text != nil {
				m.Captions[id] = text
			}
		}
	}
	if labels := o.Object("labels"); labels != nil {
		m.Labels = map[string]incidents.LabelRule{}
		for name := range labels.Members {
			m.Labels[name] = jsonform.Word[incidents.LabelRule](labels, name)
		}
	}
	return m
}
