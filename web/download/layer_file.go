package download

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// layerFile answers with a layer's incidents, or their counts by area, as a file.
func (a *API) layerFile(w http.ResponseWriter, r *http.Request) error {
	file, lang, err := a.find(r, address.WithoutVersion(r.URL))
	if err != nil {
		return err
	}
	a.describe(w.Header(), file)
	write := func(ctx context.Context, w io.Writer) error { return file.Write(ctx, unflushed{w}) }
	body := respond.Representation{MediaType: file.Format.MediaType, Cache: respond.Live, Vary: lang.Vary, State: file.State(), Ranges: file.Format.Seekable}
	if file.Large() {
		body.Large = &respond.Large{Write: write, Costly: file.Costly()}
	} else {
		body.Write = func(w io.Writer) error { return write(r.Context(), w) }
	}
	return a.answers.Send(w, r, body)
}

// find gives the file that a request asks for, whose own address is below the server's root.
func (a *API) find(r *http.Request, own string) (*File, i18n.Choice, error) {
	words, err := respond.Parameters(r, append(Words(), "lang", "v")...)
	if err != nil {
		return nil, i18n.Choice{}, err
	}
	asked := mux.Vars(r)
	snap, err := a.files.stories.Of(r.Context(), asked["story"])
	if err != nil {
		return nil, i18n.Choice{}, err
	}
	lang := i18n.Choose(r, &snap.Story)
	file, err := a.files.FindIn(r.Context(), snap, FileRequest{
		Story: asked["story"], Layer: asked["layer"], Ext: asked["ext"],
		Lang: lang.Lang, Words: words, BaseURL: a.answers.BaseURL(r), Address: a.answers.BaseURL(r) + own,
	})
	return file, lang, err
}

// csvMetadata answers with what a layer's CSV is: its columns, its licence and how to cite it.
func (a *API) csvMetadata(w http.ResponseWriter, r *http.Request) error {
	own := address.OfCSVMetadata(address.WithoutVersion(r.URL))
	file, lang, err := a.find(r, own)
	if err != nil {
		return err
	}
	if file.by != "" {
		return incidents.Errorf(incidents.EInvalid, "by", "counts by area have no metadata here; %s describes their columns", address.Dictionary(file.Heading.Story.Slug))
	}
	return a.answers.Send(w, r, respond.Representation{
		MediaType: format.CSVMetadataType, Cache: respond.Live, Vary: lang.Vary, State: file.State(),
		Write: func(w io.Writer) error {
			return respond.WriteAll(w, format.CSVMetadata(&file.Heading, file.Format.Ext, file.Heading.Address))
		},
	})
}

// unflushed keeps a format from taking the answer's own buffer for its own, as bufio does,
// and emptying it at once: an early fault could then have no status.
type unflushed struct{ io.Writer }

// describe says in headers what some formats have no place for: the file's name, its own
// address, its licence, what its columns mean, and the page it is of (RFC 8288).
func (a *API) describe(h http.Header, f *File) {
	disposition := "attachment"
	if f.Format.MediaType == respond.GeoJSONType {
		disposition = "inline"
	}
	h.Set("Content-Disposition", fmt.Sprintf("%s; filename=%q", disposition, f.Name))
	story := &f.Heading.Story
	link := func(rel, address string) {
		if u, err := url.Parse(address); err == nil && address != "" {
			h.Add("Link", fmt.Sprintf("<%s>; rel=%q", u, rel))
		}
	}
	link("self", f.Heading.Address)
	link("license", i18n.WebAddress(story.Licence.URL))
	link("describedby", f.Heading.BaseURL+address.WithQuery(address.Dictionary(story.Slug), "lang", f.Heading.Lang))
	if f.Format.Delimited && f.by == "" {
		h.Add("Link", fmt.Sprintf("<%s>; rel=%q; type=%q", f.Heading.BaseURL+address.CSVMetadata(address.LayerFile(story.Slug, f.Heading.Layer, f.Format.Ext)), "describedby", format.CSVMetadataType))
	}
	link("collection", f.Heading.BaseURL+address.Story(story.Slug))
}
