package download

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/stories"
)

// Store is what files are made of; see incidents.Store for its promises.
type Store interface {
	stories.Store
	Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error]
	AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error]
	PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error)
}

// Files makes the files of stories' layers. It is safe for use by many goroutines.
type Files struct {
	store    Store
	stories  *stories.SnapshotCache
	areas    Areas
	messages i18n.Languages
	pasts    *limit.Gate // of pages that show a large story as it stood, for which all of it is read
}

// Bounds of pages that show a large story as it stood.
const (
	pastsAtOnce = 1
	pastsQueue  = 8
)

// New makes files of what a store holds. snapshots are of the same store. areas may be nil: counts by
// area then have no outlines.
func New(store Store, snapshots *stories.SnapshotCache, areas Areas) (*Files, error) {
	all, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	return &Files{store, snapshots, areas, all, limit.NewGate("reading stories as they stood", pastsAtOnce, pastsQueue)}, nil
}

// Places gives what is known of areas, for rows to be joined by.
func (d *Files) Places() format.Places {
	if d.areas == nil {
		return nil
	}
	return places{d.areas, d.messages}
}

// places are areas whose countries have names in the interface's languages.
type places struct {
	Areas
	messages i18n.Languages
}

// CountryName names a country in a language, or in the one that stands in for it.
func (p places) CountryName(code, lang string) string { return p.messages.Nearest(lang).Country(code) }

// FileRequest says which file is wanted.
type FileRequest struct {
	Story, Layer string
	Ext          string     // the format, by its extension
	Lang         string     // BCP 47; empty for the story's own
	Words        url.Values // of Words
	BaseURL      string     // "https://maps.example.org"
	Address      string     // of the file itself; may be empty
	// Pages says where pages are where that is not at the server's own paths; nil else.
	Pages *format.Pages
}

// Words lists the words of a request: those of filters but for the layer, and
//
//	as_of  a sequence number or an RFC 3339 time: the layer as it stood, under the rules of today
//	by     adm1, adm2 or country: counts by area and not the incidents; GeoJSON and CSV alone
//	bom    1: CSV begins with a byte order mark
func Words() []string {
	var words []string
	for _, word := range incidents.FilterWords() {
		if word != "layer" {
			words = append(words, word)
		}
	}
	return append(words, "as_of", "by", "bom")
}

// File is a file that can be made.
type File struct {
	Name    string // of the file: "jalisco-all-en-12.csv"
	Format  format.Format
	Heading format.Heading

	from   *Files
	snap   *stories.Snapshot
	filter incidents.Filter
	by     Level
	found  stories.Selection // unless past
	past   *past             // nil for the layer as it stands
}

// Find gives the file of a request. ENotFound if there is no such story, layer or format;
// EInvalid, naming the word, if the request cannot be read.
func (d *Files) Find(ctx context.Context, o FileRequest) (*File, error) {
	snap, err := d.stories.Of(ctx, o.Story)
	if err != nil {
		return nil, err
	}
	return d.FindIn(ctx, snap, o)
}

// FindIn gives the file of a request, whose story is the snapshot's; see Find.
func (d *Files) FindIn(ctx context.Context, snap *stories.Snapshot, o FileRequest) (*File, error) {
	if !snap.Story.HasLayer(o.Layer) {
		return nil, incidents.Errorf(incidents.ENotFound, "", "story %q has no layer %q; %s lists them",
			snap.Story.Slug, o.Layer, address.Layers(snap.Story.Slug))
	}
	f, known := format.ByExt(o.Ext)
	if !known {
		return nil, incidents.Errorf(incidents.ENotFound, "", "layers are not given as %q, but as %s",
			o.Ext, strings.Join(format.Extensions(), ", "))
	}
	filter, err := incidents.ParseFilter(o.Words)
	if err != nil {
		return nil, err
	}
	filter.Layers = []string{o.Layer}
	file := &File{Format: f, from: d, snap: snap, filter: filter}
	if err := file.shape(o.Words); err != nil {
		return nil, err
	}
	if err := file.place(ctx, o.Words); err != nil {
		return nil, err
	}
	if err := file.head(ctx, o); err != nil {
		return nil, err
	}
	file.Name = file.name()
	return file, nil
}

// shape reads what the file holds besides the incidents' own records.
func (f *File) shape(words url.Values) error {
	var problems incidents.Problems
	for _, name := range []string{"as_of", "by", "bom"} {
		if len(words[name]) > 1 {
			problems.Add(name, "is given %d times; give it once", len(words[name]))
		}
	}
	switch bom := words.Get("bom"); {
	case !words.Has("bom") || bom == "0":
	case bom != "1":
		problems.Add("bom", "%q is neither 0 nor 1", bom)
	case !f.Format.Delimited:
		problems.Add("bom", "is for CSV alone, and this is %s", f.Format.Title)
	default:
		f.Heading.BOM = true
	}
	if words.Has("by") {
		f.by = Level(words.Get("by"))
		_, given := areaWriters[f.Format.Ext]
		switch {
		case !slices.Contains(Levels(), f.by):
			problems.Add("by", "%q is not known; use one of %v", string(f.by), Levels())
		case !given:
			problems.Add("by", "counts by area are given as GeoJSON and CSV, not as %s", f.Format.Title)
		}
	}
	return problems.Err()
}

// place finds the state that the file shows.
func (f *File) place(ctx context.Context, words url.Values) (err error) {
	if words.Has("as_of") {
		return f.placeInPast(ctx, words.Get("as_of"))
	}
	f.found, err = f.snap.Select(ctx, f.filter)
	f.snap = f.found.Snapshot
	return err
}

// head says what the file is of.
func (f *File) head(ctx context.Context, o FileRequest) error {
	story, lang := f.snap.Story, o.Lang
	if lang == "" {
		lang = story.Lang("")
	}
	f.Heading = format.Heading{
		Story: story, Layer: o.Layer, Lang: lang, BaseURL: o.BaseURL, Address: o.Address, Pages: o.Pages, BOM: f.Heading.BOM, Places: f.from.Places(),
		Filter: f.from.messages.Nearest(lang).Filter(&story, f.filter, o.Words.Get("datetime")),
	}
	for _, l := range story.Layers {
		if l.ID == o.Layer {
			f.Heading.LayerTitle = l.Title
		}
	}
	if f.past != nil {
		f.Heading.Seq, f.Heading.AsOf = f.past.seq, f.past.time
		return nil
	}
	var err error
	f.Heading.Seq = f.snap.Changed()
	f.Heading.AsOf, err = f.snap.Updated(ctx)
	return err
}

func (f *File) name() string {
	parts := []string{f.Heading.Story.Slug, f.Heading.Layer}
	if f.by != "" {
		parts = append(parts, "by", string(f.by))
	}
	return fmt.Sprintf("%s-%s-%d.%s", strings.Join(parts, "-"), f.Heading.Lang, f.Heading.Seq, f.Format.Ext)
}

// State is what the bytes depend on besides the request.
func (f *File) State() []any {
	return append([]any{f.snap.Changed(), f.Heading.Seq, f.Heading.AsOf.Format(time.RFC3339), f.Heading.Lang, f.Heading.BaseURL}, f.found.State...)
}

// Large reports whether the file may have megabytes, as one of more than some thousand incidents, or
// of a past or of counts for which that many are read.
func (f *File) Large() bool {
	if f.past != nil || f.by != "" {
		return f.snap.More(index.Query{}, stories.Summed)
	}
	return f.snap.More(f.found.Query, stories.Summed)
}

// Costly reports whether making the file takes much more of a processor than copying what the
// store has encoded.
func (f *File) Costly() bool {
	return f.Format.Frame == nil || f.past != nil || f.by != ""
}

// Settled gives the one change of the story that the file is of, which its version then names.
// The past is of none: what is withheld later is withheld from it too. Nor is a text search.
func (f *File) Settled() (at incidents.Seq, ok bool) {
	return f.snap.Changed(), f.past == nil && f.found.Settled()
}
