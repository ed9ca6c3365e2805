package settings

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
)

// listStories answers with the stories that who asks may read.
func (a *API) listStories(w http.ResponseWriter, c *call.Call) error {
	stories, err := a.store.Stories(c.Context())
	if err != nil {
		return err
	}
	stories = slices.DeleteFunc(stories, func(s incidents.Story) bool { return !c.Actor.Sees(s.Slug) })
	if stories == nil {
		stories = []incidents.Story{}
	}
	return call.Send(w, c, http.StatusOK, storyList{stories})
}

// storyList is the stories that somebody may read.
type storyList struct {
	Stories []incidents.Story `json:"stories"`
}

// getStory answers with a story in the form that it may be sent back in.
func (a *API) getStory(w http.ResponseWriter, c *call.Call) error {
	story, err := a.store.Story(c.Context(), c.Story())
	if err != nil {
		return err
	}
	return sendStory(w, c, http.StatusOK, &story)
}

func sendStory(w http.ResponseWriter, c *call.Call, status int, s *incidents.Story) error {
	tag, err := storyTag(s)
	if err != nil {
		return err
	}
	w.Header().Set("ETag", tag)
	return call.Send(w, c, status, s)
}

// storyTag is the entity tag of a story, which has no revisions: a hash of what it says.
func storyTag(s *incidents.Story) (string, error) {
	b, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return `"` + hex.EncodeToString(sum[:12]) + `"`, nil
}

// createStory makes a story that is not there yet.
func (a *API) createStory(w http.ResponseWriter, c *call.Call) error {
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	story, err := readStory(b.Tree, "", incidents.WithFirstIncident)
	if err != nil {
		return err
	}
	a.writing.Lock()
	defer a.writing.Unlock()
	before, err := a.store.Story(c.Context(), story.Slug)
	switch {
	case err == nil && same(&before, &story): // sent again
	case err == nil:
		return incidents.Errorf(incidents.EConflict, "slug", "there is a story %s already; replace it with PUT and If-Match", incidents.Quote(story.Slug))
	case incidents.CodeOf(err) != incidents.ENotFound:
		return err
	default:
		story.Version = incidents.NoVersion // another server may make it meanwhile
		if _, err := a.store.PutStory(c.Context(), story); err != nil {
			return err
		}
	}
	w.Header().Set("Location", c.Base()+address.APIStory(story.Slug))
	return sendStory(w, c, http.StatusCreated, &story)
}

func same(a, b *incidents.Story) bool {
	left, errLeft := storyTag(a)
	right, errRight := storyTag(b)
	return errLeft == nil && errRight == nil && left == right
}

// putStory puts a story in place of the one that the sender saw.
func (a *API) putStory(w http.ResponseWriter, c *call.Call) error {
	return a.replaceStory(w, c, func(tree map[string]any, before *incidents.Story) (incidents.Story, error) {
		return readStory(tree, before.Slug, before.Publication)
	})
}

// replaceStory puts what is read of a request in place of the story that its sender saw, and answers with it.
func (a *API) replaceStory(w http.ResponseWriter, c *call.Call, read func(tree map[string]any, before *incidents.Story) (incidents.Story, error)) error {
	if ifMatch(c) == "" { // before the body is read
		return noCondition()
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	a.writing.Lock()
	defer a.writing.Unlock()
	before, err := a.store.Story(c.Context(), c.Story())
	if err != nil {
		return err
	}
	story, err := read(b.Tree, &before)
	if err == nil {
		err = checkSeen(c, &before)
	}
	if err != nil {
		return err
	}
	story.Version = before.Version // another server may write it meanwhile
	if _, err := a.store.PutStory(c.Context(), story); err != nil {
		if incidents.CodeOf(err) == incidents.EConflict {
			return staleStory()
		}
		return err
	}
	return sendStory(w, c, http.StatusOK, &story)
}

// checkSeen refuses a request whose If-Match does not name the story as it is.
func checkSeen(c *call.Call, now *incidents.Story) error {
	tag, err := storyTag(now)
	if err == nil && !call.HasTag(ifMatch(c), tag) {
		err = staleStory()
	}
	return err
}

func ifMatch(c *call.Call) string {
	return strings.TrimSpace(strings.Join(c.Header.Values("If-Match"), ","))
}

func noCondition() error {
	return call.Refuse(http.StatusPreconditionRequired, call.CodeNoCondition, "If-Match", "is missing; send the ETag of the story that you saw")
}

func staleStory() error {
	return call.Refuse(http.StatusPreconditionFailed, call.CodeStale, "If-Match", "the story was changed since; read it and try again")
}

// readStory reads the form of a story. The slug is that of the address, when there is one. Where the form says nothing
// of its publication, that is the usual one: a form that leaves it out publishes nothing.
func readStory(tree map[string]any, slug string, usual incidents.Publication) (incidents.Story, error) {
	f := jsonform.New(tree)
	s := incidents.Story{Slug: jsonform.WordOr(f, "slug", slug), Languages: jsonform.Words[string](f, "languages"), Zone: jsonform.Word[string](f, "zone")}
	if slug != "" && s.Slug != slug {
		f.Wrong("slug", "%q is not that of the address, %q; a story keeps its slug", s.Slug, slug)
	}
	lang := s.Lang("")
	s.Title, s.Summary, s.Credit = f.Text("title", lang), f.Text("summary", lang), f.Text("credit", lang)
	s.View.BBox = view(f)
	if l := f.Object("licence"); l != nil {
		s.Licence = incidents.Licence{Name: jsonform.Word[string](l, "name"), URL: jsonform.Word[string](l, "url")}
		l.Done()
	}
	s.Layers, s.Kinds, s.Steps = layers(f, lang), kinds(f, lang), steps(f, lang)
	s.Policy, s.Map = policy(f), mapSettings(f.Object("map"), lang)
	if s.Publication = jsonform.WordOr(f, "publication", usual); s.Publication == incidents.PublicStory {
		s.Publication = ""
	}
	s.AsOf, s.Columns = f.Instant("as_of"), columns(f)
	f.Done()
	f.AddUntouched(s.ValidateNew())
	return s, f.Err()
}

// policy reads what a story lets out, and when.
func policy(f *jsonform.Fields) (policy incidents.Policy) {
	p := f.Object("policy")
	if p == nil {
		return policy
	}
	defer p.Done()
	policy.Disclosure = jsonform.Word[incidents.Disclosure](p, "disclosure")
	policy.GridM, _ = p.Number("grid_m")
	if kinds := p.Object("kinds"); kinds != nil {
		policy.Kinds = map[incidents.Kind]incidents.KindPolicy{}
		for name := range kinds.Members {
			if k := kinds.Object(name); k != nil {
				own := incidents.KindPolicy{Disclosure: jsonform.Word[incidents.Disclosure](k, "disclosure")}
				own.GridM, _ = k.Number("grid_m")
				policy.Kinds[incidents.Kind(name)] = own
				k.Done()
			}
		}
	}
	if n := p.Count("delay_minutes"); n != nil {
		policy.DelayMinutes = *n
	}
	if delays := p.Object("delay_kinds"); delays != nil {
		policy.DelayKinds = map[incidents.Kind]int{}
		for name := range delays.Members {
			if n := delays.Count(name); n != nil {
				policy.DelayKinds[incidents.Kind(name)] = *n
			}
		}
	}
	policy.EmbargoUntil = p.Instant("embargo_until")
	for name, flag := range map[string]*bool{"second_approver": &policy.SecondApprover, "explain_changes": &policy.ExplainChanges} {
		if v := p.Flag(name); v != nil {
			*flag = *v
		}
	}
	return policy
}

// columns reads the columns of imported files that the story keeps.
func columns(f *jsonform.Fields) []incidents.Column {
	var all []incidents.Column
	for _, o := range f.Objects("columns") {
		c := incidents.Column{Name: jsonform.Word[string](o, "name"), Source: jsonform.Word[string](o, "source"), Type: jsonform.WordOr(o, "type", incidents.TextColumn)}
		for name, flag := range map[string]*bool{"shown": &c.Shown, "private": &c.Private, "unpublished": &c.Unpublished} {
			if v := o.Flag(name); v != nil {
				*flag = *v
			}
		}
		o.Done()
		all = append(all, c)
	}
	return all
}

func view(f *jsonform.Fields) [4]float64 {
	v := f.Object("view")
	if v == nil {
		return incidents.World
	}
	defer v.Done()
	var box [4]float64
	if !v.Degrees("bbox", box[:], "[west, south, east, north]") {
		return incidents.World
	}
	return box
}

// kinds reads the kinds that the story declares. Without a class one is of incidents, and without a shape a circle.
func kinds(f *jsonform.Fields, lang string) []incidents.KindInfo {
	var all []incidents.KindInfo
	for _, o := range f.Objects("kinds") {
		all = append(all, incidents.KindInfo{
			Kind: jsonform.Word[incidents.Kind](o, "id"), Title: o.Text("title", lang),
			Class: jsonform.WordOr(o, "class", incidents.ClassIncident), Shape: jsonform.WordOr(o, "shape", incidents.Circle),
			ACLEDEvent: jsonform.Word[string](o, "acled_event"), ACLEDSubEvent: jsonform.Word[string](o, "acled_sub_event"), CAMEO: jsonform.Word[string](o, "cameo"),
			IPTC: jsonform.Word[string](o, "iptc"), UCDP: jsonform.Word[string](o, "ucdp"), EMDAT: jsonform.Word[string](o, "emdat"), GLIDE: jsonform.Word[string](o, "glide"),
		})
		o.Done()
	}
	return all
}

func layers(f *jsonform.Fields, lang string) []incidents.Layer {
	all := []incidents.Layer{}
	for _, o := range f.Objects("layers") {
		l := incidents.Layer{ID: jsonform.Word[string](o, "id"), Title: o.Text("title", lang)}
		if s := o.Object("symbol"); s != nil {
			l.Symbol = incidents.Symbol{Shape: jsonform.Word[incidents.Shape](s, "shape"), Color: jsonform.Word[string](s, "color")}
			s.Done()
		}
		if w := o.Object("filter"); w != nil {
			l.Filter = incidents.LayerFilter{
				Classes: jsonform.Words[incidents.Class](w, "classes"), Kinds: jsonform.Words[incidents.Kind](w, "kinds"), Outcomes: jsonform.Words[incidents.Outcome](w, "outcomes"),
			}
			w.Done()
		}
		o.Done()
		all = append(all, l)
	}
	return all
}
