package ogc

import (
	"net/http"
	"time"

	"github.com/gorilla/mux"
	"github.com/paulmach/orb"

	"incidentmap/web/mapapi"
	"incidentmap/web/respond"
)

// collectionsDocument is the list of collections (OGC API Features Part 1, clause 7.13).
type collectionsDocument struct {
	Links       []respond.Link       `json:"links"`
	Collections []collectionDocument `json:"collections"`
}

// collectionDocument describes a collection (Part 1, clause 7.14, and Part 2, clause 6.2).
type collectionDocument struct {
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Attribution string         `json:"attribution,omitempty"`
	Extent      *extent        `json:"extent,omitempty"`
	ItemType    string         `json:"itemType"`
	CRS         []string       `json:"crs"`
	StorageCRS  string         `json:"storageCrs"`
	Links       []respond.Link `json:"links"`
}

type extent struct {
	Spatial  *spatial  `json:"spatial,omitempty"`
	Temporal *temporal `json:"temporal,omitempty"`
}

type spatial struct {
	BBox [][4]float64 `json:"bbox"`
	CRS  string       `json:"crs"`
}

type temporal struct {
	Interval [][2]*string `json:"interval"` // null is open
	TRS      string       `json:"trs"`
}

func (r *request) collections(w http.ResponseWriter) error {
	return r.replyWith(w, func() any {
		doc := collectionsDocument{Links: append(r.ownLinks(), r.licenceLink()...)}
		for _, c := range r.story.all() {
			doc.Collections = append(doc.Collections, r.collectionDocument(c, nil))
		}
		return doc
	}, "ogc_collections.gohtml", func() any { return r.newCollectionsPage() })
}

func (r *request) collection(w http.ResponseWriter) error {
	c, err := r.story.find(mux.Vars(r.Request)["collectionId"])
	if err != nil {
		return err
	}
	return r.replyWith(w,
		func() any { return r.collectionDocument(c, r.ownLinks()) },
		"ogc_collection.gohtml", func() any { return r.newCollectionPage(c) })
}

// collectionDocument describes a collection; own are the links of the document to itself.
func (r *request) collectionDocument(c *collection, own []respond.Link) collectionDocument {
	doc := collectionDocument{
		ID: c.id, Title: r.titleOf(c), ItemType: "feature",
		Extent: c.extent(), CRS: crsURIs(c.crs()), StorageCRS: crs84URI,
	}
	doc.Description, _ = r.story.Story.Summary.In(r.lang.Lang)
	doc.Attribution, _ = r.story.Story.Credit.In(r.lang.Lang)
	if own == nil {
		own = []respond.Link{{Rel: "self", Type: respond.JSONType, Href: r.to(collectionPath(c.id))}}
	}
	doc.Links = append(append(own,
		respond.Link{Rel: "items", Type: formGeoJSON.linkType(), Href: r.to(collectionPath(c.id) + "/items")},
		respond.Link{Rel: "items", Type: formHTML.linkType(), Href: r.to(collectionPath(c.id)+"/items", "f", "html")},
		respond.Link{Rel: relQueryables, Type: formSchema.linkType(), Href: r.to(collectionPath(c.id) + "/queryables")},
		respond.Link{Rel: mapapi.TilesetsRelation, Type: respond.JSONType, Href: r.to(collectionPath(c.layerID()) + "/tiles")},
		respond.Link{Rel: relSchema, Type: formSchema.linkType(), Href: r.to(collectionPath(c.id) + "/schema")},
	), r.licenceLink()...)
	return doc
}

// titleOf gives the title of a collection.
func (r *request) titleOf(c *collection) string {
	say := r.pages.Say(r.lang.Lang)
	title, _ := c.layer.Title.In(r.lang.Lang)
	if title == "" {
		title = say.Text("layer.all")
	}
	if c.dimension != nil {
		title += ": " + say.Text("ogc.dimension"+c.dimension.suffix)
	}
	return title
}

// extent gives where and when all of the collection's incidents are; nil when none is
// anywhere or at any time that is known.
func (c *collection) extent() *extent {
	sum, bound := c.sum(), c.bound()
	timed := !sum.Start.IsZero() || !sum.End.IsZero()
	if bound == nil && !timed {
		return nil
	}
	e := &extent{}
	if bound != nil {
		e.Spatial = &spatial{[][4]float64{degrees(*bound)}, crs84URI}
	}
	if timed {
		e.Temporal = &temporal{
			[][2]*string{{openInstant(sum.Start), openInstant(sum.End)}},
			"http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
		}
	}
	return e
}

// degrees gives a box as west, south, east and north.
func degrees(b orb.Bound) [4]float64 { return [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} }

// openInstant gives a time by RFC 3339 in UTC, or nil for none.
func openInstant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}
