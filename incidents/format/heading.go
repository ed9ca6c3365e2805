package format

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// Heading is what a file says of itself: what it holds, as of when, and how to cite it.
type Heading struct {
	Story      incidents.Story
	Layer      string         // the layer's id; incidents.LayerAll for all
	LayerTitle incidents.Text // may be empty for the layer of all
	Lang       string         // the language asked for, BCP 47
	Filter     string         // the filter in words for people, in that language; empty for none
	Seq        incidents.Seq  // the state of the store that the file shows
	AsOf       time.Time      // when that state was written; zero for an empty story
	BaseURL    string         // "https://maps.example.org", without a slash at the end
	Address    string         // of this file; may be empty
	BOM        bool           // CSV begins with a byte order mark, by which Excel knows UTF-8
	// Pages says where pages are on a site whose paths are not the server's; nil for the server.
	Pages *Pages
	// Places knows codes and names of areas; nil where none are known.
	Places Places

	joiner *Joiner
}

// Pages says where a story's pages are on a site that is laid out in its own way.
type Pages struct {
	Map      string                 // address of the story's map
	Incident func(id string) string // address of an incident's page
}

// IncidentPage is the address of an incident's page, relative where no BaseURL is known.
func (h *Heading) IncidentPage(p *incidents.Public) string {
	if h.Pages != nil {
		return h.Pages.Incident(p.ID)
	}
	return h.BaseURL + p.Path()
}

// citation is one thing that a file says of itself.
type citation struct {
	name  string // for machines
	label incidents.Text
	value string
}

// citations lists what the file says of itself, without what is empty. Its text is plain.
func (h *Heading) citations() []citation {
	seq := ""
	if h.Seq > 0 {
		seq = strconv.FormatInt(int64(h.Seq), 10)
	}
	all := []citation{
		{"title", say("Title", "Título"), h.title()},
		{"story", say("Story", "Historia"), h.Story.Slug},
		{"layer", say("Layer", "Capa"), h.Layer},
		{"filter", say("Filter", "Filtro"), h.Filter},
		{"lang", say("Language", "Idioma"), h.Lang},
		{"as_of", say("As of", "Estado al"), h.asOf()},
		{"seq", say("Sequence number", "Número de secuencia"), seq},
		{"credit", say("Credit", "Crédito"), in(h.Story.Credit, h.Lang)},
		{"licence", say("Licence", "Licencia"), h.Story.Licence.Name},
		{"licence_url", say("Licence text", "Texto de la licencia"), h.Story.Licence.URL},
		{"page", say("Map", "Mapa"), h.page()},
		{"url", say("This file", "Este archivo"), h.Address},
	}
	kept := all[:0]
	for _, c := range all {
		if c.value = Plain(c.value); c.value != "" {
			kept = append(kept, c)
		}
	}
	return kept
}

// title names the story and, where it is not all of it, the layer.
func (h *Heading) title() string {
	title := in(h.Story.Title, h.Lang)
	if layer := h.layerTitle(); layer != "" && h.Layer != incidents.LayerAll {
		title += ": " + layer
	}
	return Plain(title)
}

func (h *Heading) layerTitle() string { return in(h.LayerTitle, h.Lang) }

// asOf is the time by RFC 3339 in UTC, or empty.
func (h *Heading) asOf() string {
	if h.AsOf.IsZero() {
		return ""
	}
	return h.AsOf.UTC().Format(time.RFC3339)
}

// page is the address of the story's map.
func (h *Heading) page() string {
	if h.Pages != nil {
		return h.Pages.Map
	}
	if h.BaseURL == "" {
		return ""
	}
	return h.BaseURL + "/stories/" + h.Story.Slug
}

// sentence is the citation but for its title as one paragraph, for formats that have a
// place for a description.
func (h *Heading) sentence() string {
	var parts []string
	for _, c := range h.citations() {
		if c.name != "title" {
			parts = append(parts, in(c.label, h.Lang)+": "+c.value)
		}
	}
	return strings.Join(parts, "; ")
}

// json is the citation as a JSON object of strings.
func (h *Heading) json() string {
	dst := []byte{'{'}
	for i, c := range h.citations() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendString(dst, c.name), ':')
		dst = appendString(dst, c.value)
	}
	return string(append(dst, '}'))
}

// localize gives the incident in the language that the store serves it in: the one asked for
// where it has it, else the first of the story's that it has.
func (h *Heading) localize(p *incidents.Public) localized {
	lang := h.Lang
	if p.Title[lang] == "" {
		for _, l := range h.Story.Languages {
			if p.Title[l] != "" {
				lang = l
				break
			}
		}
	}
	v := localized{Public: p, lang: lang, url: h.IncidentPage(p), linked: h.BaseURL != ""}
	v.lang = titleLanguage(v)
	a := &p.Where.Admin
	v.joins = &h.join().of([]byte(p.Kind), []byte(a.Country), []byte(cmp.Or(a.Admin2, a.Admin1))).joins
	return v
}

// join gives what finds the joins of the file's rows.
func (h *Heading) join() *Joiner {
	if h.joiner == nil {
		h.joiner = NewJoiner(&h.Story, h.Places, h.Lang, false)
	}
	return h.joiner
}

// symbolOf is the symbol of the file's layer, or, in a file of all layers, of the first
// layer that holds the incident.
func (h *Heading) symbolOf(p *incidents.Public) (incidents.Layer, bool) {
	wanted := h.Layer
	if wanted == incidents.LayerAll && len(p.Layers) > 0 {
		wanted = p.Layers[0]
	}
	for _, l := range h.Story.Layers {
		if l.ID == wanted {
			return l, true
		}
	}
	return incidents.Layer{}, false
}
