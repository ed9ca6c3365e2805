package ogc

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/address"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// itemsDocument is a page of items but for its features.
type itemsDocument struct {
	Type           string         `json:"type"`
	Links          []respond.Link `json:"links"`
	TimeStamp      string         `json:"timeStamp"`
	NumberMatched  int            `json:"numberMatched"`
	NumberReturned int            `json:"numberReturned"`
}

// items answers with a page of a collection's features, in the order of their ids: pages of any size
// divide the same list, and what is written between two pages neither hides an incident nor gives one twice.
func (r *request) items(w http.ResponseWriter) error {
	c, err := r.story.find(mux.Vars(r.Request)["collectionId"])
	if err != nil {
		return err
	}
	q, err := r.readItems(c)
	if err != nil {
		return err
	}
	found, err := r.story.Select(r.Context(), q.filter)
	if err != nil {
		return err
	}
	r.story = r.of(found.Snapshot) // a text search may have moved it on
	if c.dimension != nil {
		found.Query.Dimensions = c.dimension.set
	}
	head := w.Header()
	if r.form == formHTML {
		q.limit = min(q.limit, maxListed)
		return r.reply(w, func(w io.Writer) error {
			page, err := r.choose(&found, q)
			if err != nil {
				return err
			}
			shown, err := r.itemsPage(c, page, q)
			if err != nil {
				return err
			}
			shown.Map.whole(head)
			return r.pages.Write(w, "ogc_items.gohtml", shown)
		}, found.State...)
	}
	w.Header().Set("Content-Crs", "<"+q.crs.uri+">")
	// The time when the page was made is told to the minute, and is a part of its tag:
	// the same tag is always of the same bytes.
	stamp := r.now().UTC().Truncate(time.Minute).Format(time.RFC3339)
	return r.reply(w, func(w io.Writer) error {
		page, err := r.choose(&found, q)
		if err != nil {
			return err
		}
		return r.writeItems(w, page, q, stamp)
	}, append(found.State, stamp)...)
}

// itemsChosen is what a page of items shows.
type itemsChosen struct {
	matched int
	seqs    []incidents.Seq
	last    incidents.ULID // on the page, where there are more
	more    bool
}

// chosen is the page of what was found from behind q.after on.
func (q *itemsQuery) chosen(refs []index.Ref, matched int) itemsChosen {
	from := min(q.offset, len(refs))
	to := min(from+q.limit, len(refs))
	page := itemsChosen{matched: matched, seqs: seqsOf(refs[from:to]), more: to < len(refs)}
	if page.more {
		page.last = refs[to-1].ID
	}
	return page
}

// walkedFrom is how many incidents before a page make its reader one who walks through all:
// the index then would count through more and more of them for each page.
const walkedFrom = 20_000

// choose finds what matches, and of it what is on the page. What has to be found for each
// page anew is kept for the next.
func (r *request) choose(found *stories.Selection, q itemsQuery) (itemsChosen, error) {
	if len(q.exprs) == 0 && q.area == nil && q.offset < walkedFrom {
		refs, matched := found.After(q.after, q.offset+q.limit+1)
		return q.chosen(refs, matched), nil
	}
	key := r.selectionKey(mux.Vars(r.Request)["collectionId"], found.State)
	kept, known := r.walked.Get(key)
	if !known {
		var err error
		kept, err = r.walks.Do(r.Context(), key, func(ctx context.Context) (stories.List, error) {
			asked := *r
			asked.Request = r.WithContext(ctx) // which goes on while one of those who wait stays
			all, _ := found.After(incidents.ULID{}, math.MaxInt)
			refs, err := asked.matching(all, q)
			list := stories.List{Key: key, Refs: refs}
			if err == nil {
				r.walked.Put(list)
			}
			return list, err
		})
		if err != nil {
			return itemsChosen{}, err
		}
	}
	behind, _ := slices.BinarySearchFunc(kept.Refs, q.after, func(ref index.Ref, id incidents.ULID) int {
		return cmp.Or(bytes.Compare(ref.ID[:], id[:]), -1) // q.after itself is before the page
	})
	return q.chosen(kept.Refs[behind:], len(kept.Refs)), nil
}

// selectionKey names what a request selects, of which page and form it may be.
func (r *request) selectionKey(layer string, state []any) string {
	words := map[string][]string{}
	for name, values := range r.query {
		switch name {
		case "limit", "offset", "after", "f", "lang", "crs":
		default:
			words[name] = values
		}
	}
	return fmt.Sprintf("%q %q %v %q %q", r.story.Story.Slug, layer, state, r.lang.Lang, words)
}

// writeItems copies the features as they are stored; only their times and, in another
// system, their positions are written anew.
func (r *request) writeItems(w io.Writer, page itemsChosen, q itemsQuery, stamp string) error {
	head, err := respond.Marshal(itemsDocument{
		Type: "FeatureCollection", Links: append(r.ownLinks(), r.pageLinks(page, q)...), TimeStamp: stamp,
		NumberMatched: page.matched, NumberReturned: len(page.seqs),
	})
	if err != nil {
		return err
	}
	// The features go in as the last member of the head's object.
	if err := respond.WriteAll(w, bytes.TrimSuffix(head, []byte("}")), []byte(`,"features":[`)); err != nil {
		return err
	}
	base, folder := r.answers.BaseURL(r.Request), address.Incident(r.story.Story.Slug, "")
	between := "\n"
	room := r.featureRoom()
	defer room.release()
	for feature, err := range r.store.Features(r.Context(), page.seqs, r.lang.Lang) {
		if err != nil {
			return r.story.Moved(r.Context(), err)
		}
		head, tail, err := room.feature(feature, base, folder, q.crs)
		if err != nil {
			return err
		}
		if err := respond.WriteAll(w, []byte(between), head, tail); err != nil {
			return err
		}
		between = ",\n"
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// featureRoom is where features are put together, each in the place of the one before: what comes of their properties, step by
// step from one half to the other, and in another system what comes before them.
type featureRoom struct {
	here, there, head []byte
	joiner            *format.Joiner // of the page
}

// keptRoom is how many bytes of a room stay with it for another page: a geometry may have a megabyte, which would else stay for
// as long as there are pages.
const keptRoom = 256 << 10

// featureRoom takes a room for features with all that they may be joined by.
func (r *request) featureRoom() *featureRoom {
	room, _ := featureRooms.Get().(*featureRoom)
	room.joiner = r.joiner(true)
	return room
}

func (b *featureRoom) release() {
	b.joiner = nil
	if cap(b.here)+cap(b.there)+cap(b.head) > keptRoom {
		*b = featureRoom{}
	}
	featureRooms.Put(b)
}

var featureRooms = sync.Pool{New: func() any { return new(featureRoom) }}

// feature gives a stored feature as items have it, in two parts, until the next is asked for.
func (b *featureRoom) feature(f incidents.Feature, base, folder string, to system) (head, tail []byte, err error) {
	if head, tail, err = cutFeature(f.JSON); err != nil {
		return nil, nil, err
	}
	if b.here, err = format.AppendComplete(b.here[:0], tail); err != nil {
		return nil, nil, err
	}
	if b.there, err = b.joiner.AppendURL(b.there[:0], b.here, base, folder+f.ID); err != nil {
		return nil, nil, err
	}
	b.here = appendUTC(b.here[:0], b.there)
	if to.isStored() {
		return head, b.here, nil
	}
	b.head, err = appendHead(b.head[:0], head, to)
	return b.head, b.here, err
}

// pageLinks lead to the pages before and after. They keep every parameter of the request.
func (r *request) pageLinks(page itemsChosen, q itemsQuery) []respond.Link {
	var links []respond.Link
	to := func(rel string, words ...string) {
		links = append(links, respond.Link{Rel: rel, Type: r.form.linkType(), Href: r.here(append(words, "limit", strconv.Itoa(q.limit))...)})
	}
	switch {
	case !page.more:
	case r.form == formHTML: // which says how far through one is
		to("next", "offset", strconv.Itoa(q.offset+len(page.seqs)))
	default:
		to("next", "after", page.last.String(), "offset", "")
	}
	if q.offset > 0 {
		to("prev", "offset", strconv.Itoa(max(0, min(q.offset, page.matched)-q.limit)))
	}
	return append(links, respond.Link{Rel: "collection", Type: respond.JSONType, Href: r.to(collectionPath(mux.Vars(r.Request)["collectionId"]))})
}

// item answers with one feature.
func (r *request) item(w http.ResponseWriter) error {
	c, err := r.story.find(mux.Vars(r.Request)["collectionId"])
	if err != nil {
		return err
	}
	crs, err := r.crs("crs", c)
	if err != nil {
		return err
	}
	id := mux.Vars(r.Request)["featureId"]
	p, err := r.story.Public(r.Context(), id)
	if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
		return err
	}
	if err != nil || !c.holds(p) {
		return incidents.Errorf(incidents.ENotFound, "", "there is no feature %q in the collection %q", id, c.id)
	}
	head := w.Header()
	if r.form == formHTML {
		return r.reply(w, func(w io.Writer) error {
			shown, err := r.itemPage(c, p)
			if err != nil {
				return err
			}
			shown.Map.whole(head)
			return r.pages.Write(w, "ogc_item.gohtml", shown)
		})
	}
	w.Header().Set("Content-Crs", "<"+crs.uri+">")
	return r.reply(w, func(w io.Writer) error { return r.writeItem(w, c, p, crs) })
}

// writeItem writes one incident just as it stands among items.
func (r *request) writeItem(w io.Writer, c *collection, p *incidents.Public, crs system) error {
	stored := incidents.Feature{ID: p.ID, JSON: format.AppendFeature(nil, p, r.story.langOf(p, r.lang.Lang))}
	room := r.featureRoom()
	defer room.release()
	head, tail, err := room.feature(stored, r.answers.BaseURL(r.Request), address.Incident(r.story.Story.Slug, ""), crs)
	if err != nil {
		return err
	}
	links, err := respond.Marshal(append(r.ownLinks(), respond.Link{Rel: "collection", Type: respond.JSONType, Href: r.to(collectionPath(c.id))}))
	if err != nil {
		return err
	}
	return respond.WriteAll(w, head, bytes.TrimSuffix(tail, []byte("}")), []byte(`,"links":`), links, []byte("}\n"))
}

// joiner finds what the request's features may be joined by.
func (r *request) joiner(complete bool) *format.Joiner {
	return format.NewJoiner(&r.story.Story, r.places, r.lang.Lang, complete)
}

// properties gives those properties of an incident that have a value, as the encoder writes them.
func (r *request) properties(p *incidents.Public) (map[string]json.RawMessage, error) {
	encoded, err := r.joiner(false).AppendURL(nil, format.AppendFeature(nil, p, r.story.langOf(p, r.lang.Lang)), r.answers.BaseURL(r.Request), p.Path())
	encoded = appendUTC(nil, encoded)
	if err != nil {
		return nil, err
	}
	var feature struct{ Properties map[string]json.RawMessage }
	if err := json.Unmarshal(encoded, &feature); err != nil {
		return nil, errors.Join(incidents.Errorf(incidents.EDamaged, "", "the feature of incident %s cannot be read", p.ID), err)
	}
	return feature.Properties, nil
}
