package incidentform

import (
	"incidentmap/incidents"
	"incidentmap/web/edit/jsonform"
)

// readMedia reads the list of pictures. How large one is, and that it is there at all, the store tells: see checkMedia.
func (d *Decoder) readMedia(f *jsonform.Fields) {
	for _, m := range f.Objects("media") {
		one := incidents.Media{
			ID: jsonform.Word[string](m, "id"), Kind: jsonform.WordOr(m, "kind", incidents.Picture), Hash: jsonform.Word[string](m, "hash"), Link: jsonform.Word[string](m, "link"),
			Alt: m.Text("alt", d.Lang), Credit: m.Text("credit", d.Lang), Warning: m.Text("warning", d.Lang),
		}
		if n := m.Count("width"); n != nil {
			one.Width = *n
		}
		if n := m.Count("height"); n != nil {
			one.Height = *n
		}
		if l := m.Object("licence"); l != nil {
			one.Licence = incidents.Licence{Name: jsonform.Word[string](l, "name"), URL: jsonform.Word[string](l, "url")}
			l.Done()
		}
		if placeless := m.Flag("shows_no_place"); placeless != nil {
			one.ShowsNoPlace = *placeless
		}
		if one.ID == "" {
			one.ID = d.newID("m")
		}
		d.inc.Media = append(d.inc.Media, one)
		m.Done()
	}
}
