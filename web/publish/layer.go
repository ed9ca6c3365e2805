package publish

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/download"
)

// layerFile gives the request of a layer's file; false for other files.
func (r *run) layerFile(w wanted) (download.FileRequest, bool) {
	u, err := url.Parse(w.addr)
	if err != nil {
		return download.FileRequest{}, false
	}
	name, is := strings.CutPrefix(u.Path, address.Layers(r.layout.Story)+"/")
	if !is {
		return download.FileRequest{}, false
	}
	layer, ext := format.SplitExt(name)
	if _, known := format.ByExt(ext); !known { // what describes a file, such as its columns
		return download.FileRequest{}, false
	}
	words := u.Query()
	words.Del("lang")
	return download.FileRequest{
		Story: r.layout.Story, Layer: layer, Ext: ext,
		Lang: r.langOf(u), Words: words, BaseURL: origin,
	}, true
}

// writeLayer writes a layer's file, whose addresses get their places while it is made. It is written after all pages,
// and so knows which incidents have one.
func (r *run) writeLayer(ctx context.Context, w wanted, request download.FileRequest) error {
	l := &linker{r.layout, w.file, r.written}
	if r.layout.Base != "" {
		request.Address = Place{File: w.file}.Absolute(r.layout.Base)
	}
	slug, lang := request.Story, request.Lang
	whole, _ := l.link(origin + address.WithQuery(address.Story(slug), "lang", lang))
	request.Pages = &format.Pages{Map: whole, Incident: func(id string) string {
		link, ok := l.link(origin + address.WithQuery(address.Incident(slug, id), "lang", lang))
		if !ok { // it is nowhere else than on the map
			link, _ = l.link(origin + address.WithQuery(address.Story(slug), "lang", lang, "incident", id))
		}
		return link
	}}
	file, err := r.server.Files().Find(ctx, request)
	if err != nil {
		return fmt.Errorf("%s: %w", w.addr, err)
	}
	d := r.folder.draft()
	if err := file.Write(ctx, d); err != nil {
		return fmt.Errorf("%s: %w", w.addr, errors.Join(err, d.drop()))
	}
	if err := d.keep(w.file, mediaType(file.Format.MediaType)); err != nil {
		return fmt.Errorf("%s: %w", w.file, err)
	}
	return nil
}

// written gives where what has a place is written, once all pages are; false for an incident that is written on none.
func (r *run) written(p Place, _ string) (Place, bool) {
	if id := p.incident(); id != "" {
		return r.pages.find(p, id)
	}
	return p, true
}
