package staticmap

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/tiles/cache"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// Sizes of pictures in pixels.
const (
	Width   = 1200 // where none is asked for: that of cards of links
	Height  = 630  // the same
	MinSide = 100
	MaxSide = 2400
)

// Bounds of what waits to be done and of what is kept. Drawing keeps a processor busy, and a
// picture takes up to 60 MB meanwhile.
const (
	waiting   = 16       // pictures; and as many first paints, which do not wait behind pictures
	keptBytes = 16 << 20 // of both
)

// Config is what pictures are made of.
type Config struct {
	Basemap     Basemap
	MaxZoom     int
	Attribution string  // HTML that names the makers of the basemap's data
	Counts      Counter // by area and by hexagon; nil for none
	Say         i18n.Languages
	Stories     *stories.SnapshotCache
	Answers     *respond.Sender
}

// Stills answers with pictures. It is safe for use by many goroutines.
type Stills struct {
	config Config
	fonts  fonts
	credit string
	kept   *cache.Cache[[]byte]
	// Pages wait for their first paint, and pictures are larger: each kind has its own gate.
	pictures, paints *limit.Gate
}

// New makes the pictures of stories.
func New(c Config) (*Stills, error) {
	f, err := loadFonts()
	if err != nil {
		return nil, err
	}
	return &Stills{
		config: c, fonts: f, credit: plainText(c.Attribution),
		kept:     cache.New(keptBytes, func(b []byte) int { return len(b) }),
		pictures: limit.NewGate("drawing pictures", limit.Processors(), waiting),
		paints:   limit.NewGate("drawing the first paint of maps", limit.Processors(), waiting),
	}, nil
}

// words gives the language of a picture of a story in a language.
func (s *Stills) words(lang string) words { return words{lang, s.config.Say.Nearest(lang)} }

// Register registers the routes, which pages of any origin may read.
func (s *Stills) Register(r *mux.Router) {
	s.config.Answers.GetAnywhere(r, address.Still("{story}"), s.still)
}

// pictureRequest is which picture is wanted.
type pictureRequest struct {
	width, height int
	box           geo.BBox
	layers        []string // ids, sorted; none means all
	lang, theme   string
	// How counts are drawn where that is asked for; empty for the story's own choice.
	show    incidents.MapShow
	measure incidents.MapMeasure
	size    incidents.MapSize
}

// scale is that of marks and letters, so that a picture twice as wide is the same twice as fine.
func (w *pictureRequest) scale() float64 {
	return min(max(min(float64(w.width)/Width, float64(w.height)/Height), 0.7), 2.5)
}

// chosen puts what was asked for over what editors chose.
func (w *pictureRequest) chosen(m incidents.MapSettings) incidents.MapSettings {
	m.Show, m.Measure, m.Size = cmp.Or(w.show, m.Show), cmp.Or(w.measure, m.Measure), cmp.Or(w.size, m.Size)
	return m
}

// still answers with a picture.
func (s *Stills) still(w http.ResponseWriter, r *http.Request) error {
	wanted, err := readPictureRequest(r)
	if err != nil {
		return err
	}
	snap, err := s.config.Stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	for _, id := range wanted.layers {
		if !snap.Story.HasLayer(id) {
			return incidents.Errorf(incidents.EInvalid, "layers", "story %q has no layer %q; %s lists them", snap.Story.Slug, id, address.Layers(snap.Story.Slug))
		}
	}
	if !r.URL.Query().Has("bbox") {
		b := snap.Story.View.BBox
		wanted.box = geo.BBox{West: b[0], South: b[1], East: b[2], North: b[3]}
	}
	lang := i18n.Choose(r, &snap.Story)
	wanted.lang = lang.Lang
	if len(lang.Vary) > 0 {
		w.Header().Set("Vary", strings.Join(lang.Vary, ", "))
	}
	return s.config.Answers.Send(w, r, respond.Representation{
		MediaType: "image/png", Cache: respond.Live, State: []any{snap.Changed(), lang.Lang},
		Write: func(out io.Writer) error {
			picture, err := s.Picture(r.Context(), snap, wanted)
			if err != nil {
				return err
			}
			return respond.WriteAll(out, picture)
		},
	})
}

// readPictureRequest reads a request for a picture. EInvalid if it asks for what is not understood.
func readPictureRequest(r *http.Request) (*pictureRequest, error) {
	words, err := respond.Parameters(r, "width", "height", "bbox", "layers", "lang", "theme", "show", "measure", "size", "v")
	if err != nil {
		return nil, err
	}
	var problems incidents.Problems
	for _, name := range []string{"width", "height", "bbox", "lang", "theme", "show", "measure", "size", "v"} {
		if n := len(words[name]); n > 1 {
			problems.Add(name, "is given %d times; give it once", n)
		}
	}
	side := func(name string, fallback int) int {
		if !words.Has(name) {
			return fallback
		}
		n, err := strconv.Atoi(words.Get(name))
		if err != nil || n < MinSide || n > MaxSide {
			problems.Add(name, "%q is not a whole number of pixels from %d to %d", words.Get(name), MinSide, MaxSide)
		}
		return n
	}
	w := &pictureRequest{width: side("width", Width), height: side("height", Height), theme: Themes()[0]}
	if words.Has("theme") {
		if w.theme = words.Get("theme"); !slices.Contains(Themes(), w.theme) {
			problems.Add("theme", "%q is not a theme; there are %s", w.theme, strings.Join(Themes(), " and "))
		}
	}
	w.show = oneOf(words, "show", incidents.MapShows(), &problems)
	w.measure = oneOf(words, "measure", incidents.MapMeasures(), &problems)
	w.size = oneOf(words, "size", incidents.MapSizes(), &problems)
	if words.Has("bbox") {
		if w.box, err = geo.ParseBBox(words.Get("bbox")); err != nil {
			problems.Add("bbox", "%v", err)
		}
	}
	named, _ := incidents.SplitLists(words["layers"], "layers", incidents.MostLayers, &problems)
	w.layers = slices.DeleteFunc(named, func(id string) bool { return id == "" })
	slices.Sort(w.layers)
	return w, problems.Err()
}

// CountWords gives, of the words of a page, how counts are drawn, as a picture of the page understands it. What is not known
// is left out.
func CountWords(of url.Values) url.Values {
	kept, none := url.Values{}, &incidents.Problems{}
	for name, word := range map[string]string{
		"show":    string(oneOf(of, "show", incidents.MapShows(), none)),
		"measure": string(oneOf(of, "measure", incidents.MapMeasures(), none)),
		"size":    string(oneOf(of, "size", incidents.MapSizes(), none)),
	} {
		if word != "" {
			kept.Set(name, word)
		}
	}
	return kept
}

// oneOf reads a word that is one of a few; empty where it is not given.
func oneOf[T ~string](words url.Values, name string, all []T, problems *incidents.Problems) T {
	word := T(words.Get(name))
	if words.Has(name) && !slices.Contains(all, word) {
		problems.Add(name, "%s is not one of %s", incidents.Quote(string(word)), fmt.Sprint(all))
		return ""
	}
	return word
}

// Picture gives a PNG of a story. It is made once for all who ask for the same of a state.
func (s *Stills) Picture(ctx context.Context, snap *stories.Snapshot, w *pictureRequest) ([]byte, error) {
	key := fmt.Sprintf("%q %d %d %d %s %q %s %s %s %s %s", snap.Story.Slug, snap.Changed(), w.width, w.height, w.box, w.layers, w.lang, w.theme, w.show, w.measure, w.size)
	return s.kept.Get(ctx, key, func(ctx context.Context) ([]byte, error) {
		leave, err := s.pictures.Enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		sc, sh, err := s.compose(ctx, snap, w)
		if err != nil {
			return nil, err
		}
		return s.drawn(ctx, sc, w, sh)
	})
}

// longestTitle is how many letters a layer's title has in the legend.
const longestTitle = 32

// layerRows tells the symbols of the layers that are shown and hold anything.
func layerRows(snap *stories.Snapshot, w *pictureRequest) []legendRow {
	var rows []legendRow
	for _, l := range snap.Story.Layers {
		on := len(w.layers) == 0 || slices.Contains(w.layers, l.ID) || slices.Contains(w.layers, incidents.LayerAll)
		if !on || snap.Count(wanted([]string{l.ID})) == 0 {
			continue
		}
		title, _ := l.Title.In(w.lang)
		if letters := []rune(title); len(letters) > longestTitle {
			title = string(letters[:longestTitle-1]) + "…"
		}
		rows = append(rows, legendRow{look{l.Symbol.Shape, rgb(l.Symbol.Color)}, title, ofLayer})
	}
	return rows
}
