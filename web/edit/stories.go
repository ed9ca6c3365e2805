package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// listStories answers with the stories that who asks may read.
func (a *settingsAPI) listStories(w http.ResponseWriter, c *call) error {
	stories, err := a.store.Stories(c.Context())
	if err != nil {
		return err
	}
	stories = slices.DeleteFunc(stories, func(s incidents.Story) bool { return !c.actor.Sees(s.Slug) })
	if stories == nil {
		stories = []incidents.Story{}
	}
	return send(w, c, http.StatusOK, storyList{stories})
}

// storyList is the stories that somebody may read.
type storyList struct {
	Stories []incidents.Story `json:"stories"`
}

// getStory answers with a story in the form that it may be sent back in.
func (a *settingsAPI) getStory(w http.ResponseWriter, c *call) error {
	story, err := a.store.Story(c.Context(), c.story())
	if err != nil {
		return err
	}
	return sendStory(w, c, http.StatusOK, &story)
}

func sendStory(w http.ResponseWriter, c *call, status int, s *incidents.Story) error {
	tag, err := storyTag(s)
	if err != nil {
		return err
	}
	w.Header().Set("ETag", tag)
	return send(w, c, status, s)
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
func (a *settingsAPI) createStory(w http.ResponseWriter, c *call) error {
	b, err := readBody(w, c, typeJSON)
	if err != nil {
		return err
	}
	story, err := readStory(b.tree, "", incidents.WithFirstIncident)
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
	w.Header().Set("Location", c.base()+address.APIStory(story.Slug))
	return sendStory(w, c, http.StatusCreated, &story)
}

func same(a, b *incidents.Story) bool {
	left, errLeft := storyTag(a)
	right, errRight := storyTag(b)
	return errLeft == nil && errRight == nil && left == right
}

// putStory puts a story in place of the one that the sender saw.
func (a *settingsAPI) putStory(w http.ResponseWriter, c *call) error {
	if ifMatch(c) == "" { // before the body is read
		return noCondition()
	}
	b, err := readBody(w, c, typeJSON)
	if err != nil {
		return err
	}
	a.writing.Lock()
	defer a.writing.Unlock()
	before, err := a.store.Story(c.Context(), c.story())
	if err != nil {
		return err
	}
	story, err := readStory(b.tree, before.Slug, before.Publication)
	if err == nil {
		err = checkSeen(c, &before)
	}
	if err != nil {
		return err
	}
	return a.replaceStory(w, c, &before, story)
}

// replaceStory writes a story in place of one that was read, and answers with it.
func (a *settingsAPI) replaceStory(w http.ResponseWriter, c *call, before *incidents.Story, story incidents.Story) error {
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
func checkSeen(c *call, now *incidents.Story) error {
	tag, err := storyTag(now)
	if err == nil && !names(ifMatch(c), tag) {
		err = staleStory()
	}
	return err
}

func ifMatch(c *call) string {
	return strings.TrimSpace(strings.Join(c.Header.Values("If-Match"), ","))
}

func noCondition() error {
	return refuse(http.StatusPreconditionRequired, codeNoCondition, "If-Match", "is missing; send the ETag of the story that you saw")
}

func staleStory() error {
	return refuse(http.StatusPreconditionFailed, codeStale, "If-Match", "the story was changed since; read it and try again")
}

// readStory reads the form of a story. The slug is that of the address, when there is one. Where the form says nothing
// of its publication, that is the usual one: a form that leaves it out publishes nothing.
func readStory(tree map[string]any, slug string, usual incidents.Publication) (incidents.Story, error) {
	f := newFields(tree)
	s := incidents.Story{Slug: wordOr(f, "slug", slug), Languages: words[string](f, "languages"), Zone: word[string](f, "zone")}
	if slug != "" && s.Slug != slug {
		f.wrong("slug", "%q is not that of the address, %q; a story keeps its slug", s.Slug, slug)
	}
	lang := s.Lang("")
	s.Title, s.Summary, s.Credit = f.text("title", lang), f.text("summary", lang), f.text("credit", lang)
	s.View.BBox = view(f)
	if l := f.object("licence"); l != nil {
		s.Licence = incidents.Licence{Name: word[string](l, "name"), URL: word[string](l, "url")}
		l.done()
	}
	s.Layers, s.Kinds, s.Steps = layers(f, lang), kinds(f, lang), steps(f, lang)
	s.Policy, s.Map = policy(f), mapSettings(f.object("map"), lang)
	if s.Publication = wordOr(f, "publication", usual); s.Publication == incidents.PublicStory {
		s.Publication = ""
	}
	s.AsOf, s.Columns = f.instant("as_of"), columns(f)
	f.done()
	f.addUntouched(s.ValidateNew())
	return s, f.err()
}

// policy reads what a story lets out, and when.
func policy(f *fields) (policy incidents.Policy) {
	p := f.object("policy")
	if p == nil {
		return policy
	}
	defer p.done()
	policy.Disclosure = word[incidents.Disclosure](p, "disclosure")
	policy.GridM, _ = p.number("grid_m")
	if kinds := p.object("kinds"); kinds != nil {
		policy.Kinds = map[incidents.Kind]incidents.KindPolicy{}
		for name := range kinds.members {
			if k := kinds.object(name); k != nil {
				own := incidents.KindPolicy{Disclosure: word[incidents.Disclosure](k, "disclosure")}
				own.GridM, _ = k.number("grid_m")
				policy.Kinds[incidents.Kind(name)] = own
				k.done()
			}
		}
	}
	if n := p.count("delay_minutes"); n != nil {
		policy.DelayMinutes = *n
	}
	if delays := p.object("delay_kinds"); delays != nil {
		policy.DelayKinds = map[incidents.Kind]int{}
		for name := range delays.members {
			if n := delays.count(name); n != nil {
				policy.DelayKinds[incidents.Kind(name)] = *n
			}
		}
	}
	policy.EmbargoUntil = p.instant("embargo_until")
	for name, flag := range map[string]*bool{"second_approver": &policy.SecondApprover, "explain_changes": &policy.ExplainChanges} {
		if v := p.flag(name); v != nil {
			*flag = *v
		}
	}
	return policy
}

// columns reads the columns of imported files that the story keeps.
func columns(f *fields) []incidents.Column {
	var all []incidents.Column
	for _, o := range f.objects("columns") {
		c := incidents.Column{Name: word[string](o, "name"), Source: word[string](o, "source"), Type: wordOr(o, "type", incidents.TextColumn)}
		for name, flag := range map[string]*bool{"shown": &c.Shown, "private": &c.Private} {
			if v := o.flag(name); v != nil {
				*flag = *v
			}
		}
		o.done()
		all = append(all, c)
	}
	return all
}

func view(f *fields) [4]float64 {
	v := f.object("view")
	if v == nil {
		return incidents.World
	}
	defer v.done()
	var box [4]float64
	if !v.degrees("bbox", box[:], "[west, south, east, north]") {
		return incidents.World
	}
	return box
}

// kinds reads the kinds that the story declares. Without a class one is of incidents, and without a shape a circle.
func kinds(f *fields, lang string) []incidents.KindInfo {
	var all []incidents.KindInfo
	for _, o := range f.objects("kinds") {
		all = append(all, incidents.KindInfo{
			Kind: word[incidents.Kind](o, "id"), Title: o.text("title", lang),
			Class: wordOr(o, "class", incidents.ClassIncident), Shape: wordOr(o, "shape", incidents.Circle),
			ACLEDEvent: word[string](o, "acled_event"), ACLEDSubEvent: word[string](o, "acled_sub_event"), CAMEO: word[string](o, "cameo"),
			IPTC: word[string](o, "iptc"), UCDP: word[string](o, "ucdp"), EMDAT: word[string](o, "emdat"), GLIDE: word[string](o, "glide"),
		})
		o.done()
	}
	return all
}

func layers(f *fields, lang string) []incidents.Layer {
	all := []incidents.Layer{}
	for _, o := range f.objects("layers") {
		l := incidents.Layer{ID: word[string](o, "id"), Title: o.text("title", lang)}
		if s := o.object("symbol"); s != nil {
			l.Symbol = incidents.Symbol{Shape: word[incidents.Shape](s, "shape"), Color: word[string](s, "color")}
			s.done()
		}
		if w := o.object("filter"); w != nil {
			l.Filter = incidents.LayerFilter{
				Classes: words[incidents.Class](w, "classes"), Kinds: words[incidents.Kind](w, "kinds"), Outcomes: words[incidents.Outcome](w, "outcomes"),
			}
			w.done()
		}
		o.done()
		all = append(all, l)
	}
	return all
}
