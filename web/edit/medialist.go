package edit

import "incidentmap/incidents"

// readMedia reads the list of pictures. How large one is, and that it is there at all, the store tells: see checkMedia.
func (d *decoder) readMedia(f *fields) {
	for _, m := range f.objects("media") {
		one := incidents.Media{
			ID: word[string](m, "id"), Kind: wordOr(m, "kind", incidents.Picture), Hash: word[string](m, "hash"), Link: word[string](m, "link"),
			Alt: m.text("alt", d.lang), Credit: m.text("credit", d.lang), Warning: m.text("warning", d.lang),
		}
		if n := m.count("width"); n != nil {
			one.Width = *n
		}
		if n := m.count("height"); n != nil {
			one.Height = *n
		}
		if l := m.object("licence"); l != nil {
			one.Licence = incidents.Licence{Name: word[string](l, "name"), URL: word[string](l, "url")}
			l.done()
		}
		if placeless := m.flag("shows_no_place"); placeless != nil {
			one.ShowsNoPlace = *placeless
		}
		if one.ID == "" {
			one.ID = d.newID("m")
		}
		d.inc.Media = append(d.inc.Media, one)
		m.done()
	}
}
