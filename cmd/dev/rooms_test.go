package main

import (
	"slices"
	"strings"
)

// module is the import path of the root.
const module = "incidentmap"

// topLevel is all that the root of the checkout may hold besides dot-files.
var topLevel = []string{"cmd", "data", "geo", "incidents", "tiles", "web", "go.mod", "go.sum", "LICENSE", "README.md"}

// room is what one package may import of ours.
type room struct {
	may   []string
	tests []string // what its tests may import besides
}

// The rooms that others are built of.
var (
	places    = []string{"geo", "geo/mercator", "geo/wkt", "geo/projection", "geo/shapes", "geo/gazetteer", "geo/geocode", "geo/geoparse"}
	domain    = []string{"incidents", "incidents/index", "incidents/format", "incidents/cql", "incidents/extract", "incidents/extract/article", "incidents/extract/offer"}
	reading   = []string{"incidents/records", "incidents/intake"}
	stores    = []string{"incidents/sqlite", "incidents/postgis"}
	rendering = []string{"tiles", "tiles/basemap", "tiles/cache", "tiles/pmtiles", "tiles/streets"}
	sending   = []string{"web/address", "web/respond", "web/limit", "web/origin", "web/i18n", "web/stories", "web/page", "web/mapview"}
	resources = []string{
		"web/assets", "web/corrections", "web/desk", "web/dictionary", "web/download", "web/edit", "web/embed", "web/feeds", "web/incidentpage",
		"web/live", "web/mapapi", "web/media", "web/ogc", "web/places", "web/signin", "web/staticmap", "web/storypage",
	}
)

// editing are the rooms of the editors' API that answer requests.
var editing = []string{
	"web/edit/call", "web/edit/importing", "web/edit/pictures", "web/edit/queue", "web/edit/revise", "web/edit/settings",
	"web/edit/streams",
}

// testSite is what only tests import, and so may import a store as they may.
const testSite = "web/webtest"

// rooms is the plan of the house: every package there may be, and the arrows between
// them, cmd → web → tiles → incidents → geo. A room that is not built yet may stand
// here; a package that does not stand here is refused.
var rooms = map[string]room{
	"geo":            {tests: []string{"geo/geotest"}},
	"geo/geotest":    {},
	"geo/mercator":   {},
	"geo/hexgrid":    {may: []string{"geo/mercator"}},
	"geo/wkt":        {may: []string{"geo"}},
	"geo/projection": {},
	"geo/shapes":     {may: []string{"geo"}},
	"geo/gazetteer":  {may: []string{"geo"}, tests: []string{"geo/shapes"}},
	"geo/geocode":    {may: []string{"geo", "geo/gazetteer"}},
	"geo/geoparse":   {may: []string{"geo", "geo/gazetteer", "geo/geocode"}},

	"incidents":           {may: []string{"geo"}},
	"incidents/storetest": {may: []string{"geo", "incidents"}},
	"incidents/index":     {may: []string{"geo", "geo/hexgrid", "geo/mercator", "incidents"}, tests: []string{"geo/geotest"}},
	"incidents/format":    {may: []string{"geo", "incidents"}},
	"incidents/cql":       {may: []string{"geo", "geo/wkt", "incidents"}, tests: []string{"geo/geotest"}},
	"incidents/intake": {may: []string{
		"geo", "geo/geocode", "geo/projection", "incidents", "incidents/records", "incidents/records/jsonscan", "incidents/intake/columns",
		"incidents/intake/coordinates", "incidents/intake/dates", "incidents/intake/kinds", "incidents/records/markup", "incidents/intake/numbers", "incidents/intake/words",
	}, tests: []string{"geo/gazetteer", "incidents/format"}},
	"incidents/intake/loader":      {may: []string{"geo", "incidents", "incidents/imports", "incidents/intake", "incidents/records"}},
	"incidents/imports":            {may: []string{"incidents"}},
	"incidents/intake/columns":     {may: []string{"incidents", "incidents/intake/words", "incidents/intake/numbers", "incidents/intake/dates", "incidents/intake/coordinates", "incidents/intake/kinds"}},
	"incidents/intake/coordinates": {may: []string{"geo/wkt", "geo", "geo/projection", "incidents", "incidents/intake/words", "incidents/intake/numbers"}, tests: []string{"geo/geotest"}},
	"incidents/intake/dates":       {may: []string{"incidents", "incidents/intake/words", "incidents/intake/numbers"}},
	"incidents/intake/kinds":       {may: []string{"incidents", "incidents/extract/text", "incidents/extract/trigger", "incidents/intake/words"}},
	"incidents/intake/numbers":     {may: []string{"incidents", "incidents/intake/words"}},
	"incidents/intake/words":       {},
	"incidents/picture":            {may: []string{"incidents"}},
	"incidents/records":            {may: []string{"geo", "geo/projection", "incidents", "incidents/records/charset", "incidents/records/delimited", "incidents/records/jsonscan", "incidents/records/markup", "incidents/records/pages", "incidents/records/xmlscan", "incidents/records/chunks", "incidents/format"}, tests: []string{"geo/geotest"}},
	"incidents/records/charset":    {},
	"incidents/records/chunks":     {},
	"incidents/records/delimited":  {may: []string{"incidents/records/charset"}},
	"incidents/records/xmlscan":    {},
	"incidents/records/pages":      {},
	"incidents/records/markup":     {},
	"incidents/records/jsonscan":   {},
	"incidents/match":              {may: []string{"geo", "incidents"}},
	"incidents/document":           {may: []string{"geo", "incidents"}, tests: []string{"incidents/storetest"}},
	"incidents/extract": {may: []string{
		"geo", "geo/geocode", "geo/geoparse", "incidents", "incidents/extract/attribution", "incidents/extract/phrase", "incidents/extract/quantity",
		"incidents/extract/text", "incidents/extract/timex", "incidents/extract/toll", "incidents/extract/trigger",
	}, tests: []string{"data", "geo/gazetteer", "geo/shapes"}},
	"incidents/extract/article":     {may: []string{"incidents", "incidents/extract/text", "incidents/records/charset"}},
	"incidents/extract/attribution": {may: []string{"incidents", "incidents/extract/phrase", "incidents/extract/text"}},
	"incidents/extract/offer":       {may: []string{"geo", "incidents", "incidents/extract", "incidents/extract/article", "incidents/match"}},
	"incidents/extract/phrase":      {may: []string{"incidents/extract/text"}},
	"incidents/extract/quantity":    {may: []string{"incidents/extract/text"}},
	"incidents/extract/text":        {},
	"incidents/extract/timex":       {may: []string{"incidents", "incidents/extract/quantity", "incidents/extract/text"}},
	"incidents/extract/toll":        {may: []string{"incidents", "incidents/extract/phrase", "incidents/extract/quantity", "incidents/extract/text", "incidents/extract/trigger"}},
	"incidents/extract/trigger":     {may: []string{"incidents", "incidents/extract/phrase", "incidents/extract/text"}},
	"incidents/postgis":             {may: []string{"incidents/revisions", "geo", "incidents", "incidents/document"}, tests: []string{"incidents/storetest", "incidents/format", "incidents/postgis/postgistest"}},
	"incidents/revisions":           {may: []string{"incidents", "incidents/document"}, tests: []string{"incidents/storetest"}},
	"incidents/sqlite":              {may: []string{"incidents/revisions", "geo", "incidents", "incidents/document"}, tests: []string{"incidents/storetest", "incidents/format"}},
	"incidents/stale":               {may: []string{"incidents"}, tests: []string{"geo"}},
	"tiles":                         {may: []string{"geo/mercator", "geo", "incidents", "incidents/index", "tiles/cache"}, tests: []string{"geo/geotest"}},
	"tiles/basemap":                 {may: []string{"geo/mercator", "geo", "geo/shapes", "tiles/cache"}},
	"tiles/cache":                   {},
	"web":                           {tests: []string{"geo", "incidents/format", "web/embed", "web/ui", "web/webtest"}, may: join([]string{"incidents", "incidents/imports", "incidents/index", "tiles/basemap", "web/edit/openapi", "web/edit/reading"}, sending, resources)},
	"tiles/pmtiles":                 {may: []string{"tiles/cache"}, tests: []string{"geo/mercator", "tiles/streets/streetstest"}},
	"tiles/streets":                 {may: []string{"tiles/cache"}, tests: []string{"geo/mercator", "tiles/pmtiles", "tiles/streets/streetstest"}},
	"tiles/streets/streetstest":     {may: []string{"geo/mercator"}},

	// What all resources are made of.
	"web/address":   {may: []string{"geo"}},
	"web/calendar":  {},
	"web/i18n":      {may: []string{"geo", "incidents", "incidents/imports"}, tests: []string{"web/ui"}},
	"web/limit":     {may: []string{"incidents"}},
	"web/origin":    {may: []string{"incidents", "web/address"}},
	"web/georss":    {may: []string{"geo"}, tests: []string{"geo/geotest"}},
	"web/page":      {may: []string{"incidents", "incidents/format", "web/address", "web/i18n", "web/origin"}, tests: []string{"geo", "web/ui"}},
	"web/respond":   {may: []string{"incidents", "tiles/cache", "web/address", "web/limit", "web/origin", "web/spool"}, tests: []string{"web/webtest"}},
	"web/schemaorg": {may: []string{"incidents", "web/address", "web/i18n", "web/georss"}},
	"web/spool":     {may: []string{"incidents"}, tests: []string{"web/limit"}},
	"web/stories":   {may: []string{"incidents", "incidents/index", "tiles/cache", "web/limit"}, tests: []string{"web/webtest"}},

	// Resources, each of which registers its own routes, and what several of them show alike.
	"web/assets":            {may: []string{"incidents", "web/address", "web/respond"}, tests: []string{"web/ui", "web/webtest"}},
	"web/corrections":       {may: []string{"incidents", "tiles/cache", "web/address", "web/i18n", "web/page", "web/respond", "web/stories"}, tests: []string{"web/webtest"}},
	"web/density":           {may: []string{"geo", "geo/hexgrid", "incidents", "incidents/index"}},
	"web/desk":              {may: []string{"geo", "incidents", "incidents/intake/columns", "web/address", "web/i18n", "web/mapview", "web/page", "web/respond"}, tests: []string{"web/origin", "web/ui"}},
	"web/dictionary":        {may: []string{"geo", "incidents", "incidents/format", "web/address", "web/download", "web/i18n", "web/page", "web/respond", "web/stories"}, tests: []string{"web/webtest"}},
	"web/download":          {may: []string{"geo", "incidents", "incidents/format", "incidents/index", "web/address", "web/i18n", "web/limit", "web/respond", "web/stories"}, tests: []string{"web", "web/webtest"}},
	"web/edit":              {may: join([]string{"geo", "incidents", "incidents/imports", "web/address", "web/edit/incidentform", "web/edit/openapi", "web/i18n", "web/limit", "web/respond"}, editing), tests: []string{"incidents/extract", "incidents/extract/article", "incidents/extract/offer", "incidents/intake/loader", "geo/geoparse", "web/edit/edittest", "web/edit/reading"}},
	"web/edit/call":         {may: []string{"incidents", "web/address", "web/edit/jsonform", "web/edit/openapi", "web/respond"}},
	"web/edit/edittest":     {may: []string{"geo", "geo/geocode", "incidents"}},
	"web/edit/importing":    {may: []string{"incidents", "incidents/imports", "web/address", "web/edit/call", "web/edit/incidentform", "web/edit/jsonform", "web/edit/openapi", "web/i18n", "web/limit", "web/respond"}},
	"web/edit/incidentform": {may: []string{"geo", "geo/geocode", "incidents", "incidents/intake/dates", "web/edit/jsonform"}, tests: []string{"geo/geotest", "web/edit/edittest"}},
	"web/edit/jsonform":     {may: []string{"geo", "incidents", "incidents/records/jsonscan"}, tests: []string{"geo/geotest"}},
	"web/edit/openapi":      {},
	"web/edit/pictures":     {may: []string{"incidents", "incidents/picture", "web/address", "web/edit/call", "web/edit/openapi", "web/limit", "web/respond"}},
	"web/edit/presence":     {may: []string{"incidents"}},
	"web/edit/queue":        {may: []string{"incidents", "web/address", "web/edit/call", "web/edit/incidentform", "web/edit/openapi", "web/limit", "web/respond"}},
	"web/edit/reading":      {may: []string{"geo", "geo/geocode", "geo/geoparse", "incidents", "incidents/extract", "incidents/extract/article", "incidents/extract/offer", "web/address", "web/edit/call", "web/edit/incidentform", "web/edit/jsonform", "web/edit/openapi", "web/i18n", "web/limit", "web/respond"}},
	"web/edit/revise":       {may: []string{"incidents", "incidents/format", "incidents/match", "incidents/picture", "incidents/stale", "web/address", "web/edit/call", "web/edit/incidentform", "web/edit/jsonform", "web/edit/openapi", "web/limit", "web/respond"}},
	"web/edit/settings":     {may: []string{"incidents", "web/address", "web/edit/call", "web/edit/jsonform", "web/edit/openapi"}},
	"web/edit/streams":      {may: []string{"incidents", "web/address", "web/edit/call", "web/edit/jsonform", "web/edit/openapi", "web/edit/presence", "web/limit", "web/respond"}},
	"web/embed":             {may: []string{"geo", "incidents", "web/address", "web/corrections", "web/download", "web/filter", "web/i18n", "web/mapview", "web/page", "web/respond", "web/staticmap", "web/stories"}, tests: []string{"web", "web/ui", "web/webtest"}},
	"web/feeds":             {may: []string{"incidents", "web/address", "web/i18n", "web/georss", "web/respond", "web/stories"}, tests: []string{"web", "web/webtest"}},
	"web/filter":            {may: []string{"incidents", "incidents/index", "web/address", "web/calendar", "web/i18n", "web/page", "web/stories"}, tests: []string{"geo"}},
	"web/incidentpage":      {may: []string{"incidents", "incidents/index", "web/address", "web/corrections", "web/download", "web/i18n", "web/page", "web/respond", "web/schemaorg", "web/staticmap", "web/stories"}},
	"web/live":              {may: []string{"incidents", "incidents/format", "incidents/index", "tiles/cache", "web/address", "web/i18n", "web/limit", "web/respond", "web/stories"}, tests: []string{"web/webtest"}},
	"web/mapapi":            {may: []string{"geo/hexgrid", "geo/mercator", "geo", "incidents", "incidents/format", "incidents/index", "tiles", "tiles/cache", "web/address", "web/calendar", "web/density", "web/i18n", "web/limit", "web/respond", "web/stories"}},
	"web/mapview":           {may: []string{"geo", "incidents", "web/address", "web/i18n", "web/page", "web/respond", "web/stories"}},
	"web/media":             {may: []string{"incidents", "web/address", "web/download", "web/respond", "web/stories"}, tests: []string{"web", "web/webtest"}},
	"web/ogc":               {may: []string{"geo/mercator", "geo", "geo/projection", "incidents", "incidents/cql", "incidents/format", "incidents/index", "tiles/cache", "web/address", "web/i18n", "web/limit", "web/mapapi", "web/page", "web/respond", "web/stories"}, tests: []string{"geo/geotest", "web", "web/webtest"}},
	"web/signin":            {may: []string{"incidents", "web/address", "web/edit/openapi", "web/i18n", "web/limit", "web/origin", "web/page", "web/respond"}, tests: []string{"geo", "geo/geocode", "geo/geoparse", "incidents/extract", "incidents/extract/article", "incidents/extract/offer", "incidents/format", "incidents/imports", "incidents/match", "incidents/sqlite", "web/edit", "web/edit/reading", "web/ui"}},
	"web/places":            {may: []string{"geo/geocode", "incidents", "web/address", "web/i18n", "web/limit", "web/respond", "web/stories"}, tests: []string{"web/edit/reading", "web", "web/webtest"}},
	"web/staticmap":         {may: []string{"geo/mercator", "geo", "incidents", "incidents/index", "tiles/cache", "web/address", "web/density", "web/i18n", "web/limit", "web/respond", "web/stories", "web/staticmap/layout"}, tests: []string{"geo/geotest", "data", "tiles/basemap", "web", "web/ui", "web/webtest"}},
	"web/staticmap/layout":  {},
	"web/storypage":         {may: []string{"incidents", "incidents/index", "web/address", "web/download", "web/filter", "web/i18n", "web/mapview", "web/page", "web/respond", "web/schemaorg", "web/staticmap", "web/stories"}, tests: []string{"geo", "web", "web/ui", "web/webtest"}},

	"web/publish": {may: []string{"geo", "geo/mercator", "incidents", "incidents/format", "web/address", "web/download"}, tests: []string{"web", "web/webtest"}},
	"web/ui":      {},
	testSite:      {may: []string{"geo", "incidents", "incidents/format", "incidents/index", "incidents/sqlite", "tiles/basemap", "web", "web/ui"}},

	"data":                          {tests: join(places, []string{"incidents", "incidents/format"})},
	"cmd/dev":                       {may: join(places, domain, stores, rendering, []string{"data", "cmd/dev/bench", "cmd/dev/crash", "cmd/dev/derive", "cmd/dev/extraction", "cmd/dev/hostile", "cmd/dev/program", "cmd/dev/synthetic"})},
	"cmd/incidentmap":               {tests: []string{"incidents/imports", "incidents/storetest", "incidents/postgis/postgistest", "tiles/streets/streetstest"}, may: join(places, domain, reading, stores, rendering, []string{"incidents/intake/loader", "web", "web/respond", "web/origin", "web/download", "web/edit", "web/publish", "web/stories", "web/ui", "data"})},
	"cmd/dev/bench":                 {may: []string{"cmd/dev/load", "cmd/dev/program", "cmd/dev/synthetic"}},
	"cmd/dev/crash":                 {may: []string{"cmd/dev/program"}},
	"cmd/dev/extraction":            {may: []string{"incidents/extract", "incidents/extract/article", "incidents/extract/offer"}, tests: []string{"geo", "incidents"}},
	"cmd/dev/hostile":               {may: []string{"cmd/dev/load", "cmd/dev/program", "cmd/dev/synthetic", "incidents/format"}},
	"cmd/dev/program":               {},
	"cmd/dev/load":                  {},
	"cmd/dev/synthetic":             {tests: []string{"incidents/intake/kinds"}},
	"cmd/dev/derive/topology":       {},
	"cmd/dev/derive":                {may: join(places, domain, stores, rendering, []string{"data", "cmd/dev/derive/topology"})},
	"incidents/postgis/postgistest": {},
}

// library is an outside package, or one of the standard library's, that only some rooms
// may import, so that it can be exchanged by changing those.
type library struct {
	path      string   // it and all below it
	homes     []string // rooms; nil for every room
	testsOnly bool
}

// libraries gives each outside library its home. One that does not stand here is
// refused, so that a dependency is a decision. The depguard rules in .golangci.yml are
// written from this table.
var libraries = []library{
	{path: "codeberg.org/readeck/go-readability", homes: []string{"incidents/extract/article"}},
	{path: "github.com/alecthomas/kong", homes: []string{"cmd/incidentmap", "cmd/dev"}},
	{path: "github.com/andybalholm/brotli", homes: []string{"web/respond", "incidents/records/chunks", "cmd/dev"}},
	{path: "github.com/chromedp/cdproto", homes: []string{"cmd/incidentmap"}, testsOnly: true},
	{path: "github.com/chromedp/chromedp", homes: []string{"cmd/incidentmap"}, testsOnly: true},
	{path: "github.com/coreos/go-oidc", homes: []string{"web/signin"}},
	{path: "github.com/go-fonts/dejavu", homes: []string{"web/staticmap"}},
	{path: "github.com/go-text/typesetting", homes: []string{"web/staticmap"}},
	{path: "github.com/google/flatbuffers", homes: []string{"incidents/format"}},
	{path: "github.com/google/go-cmp", testsOnly: true},
	{path: "github.com/google/jsonschema-go", homes: []string{"web/edit", "web/edit/openapi", "web/signin"}},
	{path: "github.com/gorilla/mux", homes: join([]string{"web", "web/edit/call", "web/respond"}, resources)},
	{path: "github.com/hashicorp/golang-lru", homes: []string{"tiles/cache", "web/limit", "web/stories"}},
	{path: "github.com/jackc/pgx", homes: []string{"incidents/postgis", "incidents/postgis/postgistest"}},
	{path: "github.com/klauspost/compress", homes: []string{"incidents/records/chunks", "web/respond", "tiles", "tiles/pmtiles", "geo/shapes", "geo/gazetteer", "cmd/dev/derive"}},
	{path: "github.com/oklog/ulid", homes: []string{"incidents"}},
	{path: "github.com/parquet-go/parquet-go", homes: []string{"incidents/format", "incidents/records"}},
	{path: "github.com/paulmach/orb"},
	{path: "github.com/pquerna/otp", homes: []string{"web/signin"}},
	{path: "github.com/santhosh-tekuri/jsonschema", testsOnly: true},
	{path: "github.com/twpayne/go-geom", homes: []string{"geo", "incidents/format", "incidents/postgis"}},
	{path: "github.com/twpayne/go-kml", homes: []string{"geo", "incidents/format"}},
	{path: "github.com/zitadel/oidc", homes: []string{"web/signin"}, testsOnly: true},
	{path: "golang.org/x/crypto", homes: []string{"web/signin"}},
	{path: "golang.org/x/image", homes: []string{"incidents/picture", "web/staticmap"}},
	{path: "golang.org/x/net", homes: []string{"incidents/extract/article", "web/publish"}},
	{path: "golang.org/x/oauth2", homes: []string{"web/signin"}},
	{path: "golang.org/x/sync"},
	{path: "golang.org/x/text"},
	{path: "golang.org/x/time", homes: []string{"web/limit", "web/respond"}},
	{path: "modernc.org/sqlite", homes: []string{"incidents/format", "incidents/records", "cmd/dev/hostile"}},
	{path: "zombiezen.com/go/sqlite", homes: []string{"incidents/sqlite"}},
	{path: "net/http", homes: join([]string{
		"web", "web/respond", "web/i18n", "web/page", "web/mapview", "web/webtest", "web/ui", "web/publish", "web/origin", "tiles", "tiles/pmtiles",
		"cmd/incidentmap", "cmd/dev", "cmd/dev/derive", "cmd/dev/bench", "cmd/dev/crash", "cmd/dev/hostile", "cmd/dev/load", "cmd/dev/program",
	}, resources, editing, []string{"web/edit/reading"})},
}

// nameless are package names that say nothing of what is inside.
var nameless = []string{"utils", "util", "common", "helpers", "helper", "models", "misc", "shared"}

func join(lists ...[]string) []string { return slices.Concat(lists...) }

// within tells whether an import path is a package or below it.
func within(path, parent string) bool {
	return path == parent || strings.HasPrefix(path, parent+"/")
}
