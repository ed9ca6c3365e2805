package reading

import (
	"context"
	"net/http"
	"reflect"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error)
	Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error)
}

// API reads words: for places, and for what stories of news tell. It is safe for use by many goroutines.
type API struct {
	store      Store
	geocoder   Geocoder
	geoparser  Geoparser
	reader     StoryReader
	reasons    *i18n.Reasons
	now        func() time.Time
	lookups    *limit.Gate // of places in the gazetteer
	extracting *limit.Gate // stories that are read
}

// Config is what it is made of.
type Config struct {
	Store     Store
	Geocoder  Geocoder         // nil where no words are looked up
	Geoparser Geoparser        // nil where no texts are read for places
	Reader    StoryReader      // nil where no stories are read
	Reasons   *i18n.Reasons    // nil where reasons are told in English alone
	Now       func() time.Time // time.Now when nil
}

// New makes it.
func New(c Config) *API {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &API{
		store: c.Store, geocoder: c.Geocoder, geoparser: c.Geoparser, reader: c.Reader, reasons: c.Reasons, now: c.Now,
		lookups:    limit.NewGate("looking up places", limit.Processors(), 16),
		extracting: limit.NewGate("reading stories", limit.Processors(), extractWaiting),
	}
}

// Routes are the addresses of what reads words.
func (a *API) Routes() []call.Route {
	return []call.Route{
		{Operation: openapi.Operation{Method: http.MethodGet, Path: address.APIGeocode, Name: "geocode", Summary: "places that words may mean, with reasons, or the areas that a point lies in", Status: 200, Answer: "Places", Query: []openapi.Parameter{
			{Name: "q", Description: "the words; or at"},
			{Name: "at", Description: "longitude,latitude of a point whose areas are wanted; or q"},
			{Name: "story", Description: "whose surroundings and language are looked at"},
			{Name: "near", Description: "longitude,latitude"},
			{Name: "lang", Description: "of names"},
		}}, Right: incidents.ActRead, Answer: a.geocode},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: address.APIReasons, Name: "explainReasons", Summary: "codes of reasons, and their words in each language of the interface", Status: 200, Answer: "Reasons", Query: []openapi.Parameter{
			{Name: "reason", Description: "as the method of a place, a candidate or a report has it; may be given again"},
		}}, Right: incidents.ActRead, Answer: a.explainReasons},
		{Operation: openapi.Operation{
			Method: http.MethodPost, Path: address.Extract("{story}"), Name: "extractStories", Summary: "drafts of what stories of news tell, each with its passages; with store=1 they are stored", Status: 200, Answer: "Drafts",
			Body: []openapi.Body{{Media: typeText}, {Media: typeHTML}, {Media: call.TypeJSON, Schema: "Stories"}}, Query: []openapi.Parameter{
				{Name: "date", Description: "the day they were written"},
				{Name: "lang", Description: "en or es"},
				{Name: "zone", Description: "IANA zone of their days"},
				{Name: "near", Description: "latitude,longitude"},
				{Name: "format", Description: "geojson for a FeatureCollection"},
				{Name: "store", Description: "1 stores the drafts"},
				{Name: "only", Description: "ids of those to store, with commas between"},
				{Name: "name", Description: "of the story"},
			},
		}, Right: incidents.ActRead, Answer: a.extractStories}, // storing asks for more
		{Operation: openapi.Operation{Method: http.MethodGet, Path: address.APIGeoparse, Name: "geoparse", Summary: "the places of a text", Status: 200, Answer: "Toponyms", Query: []openapi.Parameter{
			{Name: "text", Description: "up to 64 KiB", Required: true},
			{Name: "near", Description: "latitude,longitude"},
			{Name: "adjectivals", Description: "off leaves out adjectives of places"},
			{Name: "why", Description: "1 gives reasons"},
		}}, Right: incidents.ActRead, Answer: a.geoparse},
	}
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{"Places": reflect.TypeFor[placeList](), "Reasons": reflect.TypeFor[reasonList]()}
}
