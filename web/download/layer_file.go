package download

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// layerFile answers with a layer's incidents, or their counts by area, as a file.
func (a *API) layerFile(w http.ResponseWriter, r *http.Request) error {
	words, err := respond.Parameters(r, append(Words(), "lang", "v")...)
	if err != nil {
		return err
	}
	asked := mux.Vars(r)
	v, err := a.files.stories.Of(r.Context(), asked["story"])
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &v.Story)
	request := FileRequest{
		Story: asked["story"], Layer: asked["layer"], Ext: asked["ext"],
		Lang: lang.Lang, Words: words, BaseURL: a.answers.BaseURL(r), Address: a.answers.BaseURL(r) + address.WithoutVersion(r.URL),
	}
	file, err := a.files.FindIn(r.Context(), v, request)
	if err != nil {
		return err
	}
	a.describe(w.Header(), file)
	write := func(ctx context.Context, w io.Writer) error { return file.Write(ctx, unflushed{w}) }
	body := respond.Representation{MediaType: file.Format.MediaType, Cache: respond.Live, Vary: lang.Vary, State: file.State(), Ranges: file.Format.InParts()}
	if file.Large() {
		body.Large = &respond.Large{Write: write, Costly: file.Costly()}
	} else {
		body.Write = func(w io.Writer) error { return write(r.Context(), w) }
	}
	return a.answers.Send(w, r, body)
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
	link("collection", f.Heading.BaseURL+address.Story(story.Slug))
}
