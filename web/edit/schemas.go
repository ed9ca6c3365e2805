package edit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/openapi"
)

// kindSchema is the schema of a kind: one of the table, or of the form of those that stories declare.
func kindSchema() *jsonschema.Schema {
	var all []incidents.Kind
	for _, info := range incidents.Kinds() {
		all = append(all, info.Kind)
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
		openapi.OneOf(all), {Type: "string", Pattern: incidents.KindForm(), Description: "a kind that the story declares"},
	}}
}

// typeSchemas are the schemas of types that are not told by their fields: closed lists of words, texts by
// language, geometries.
func typeSchemas() map[reflect.Type]*jsonschema.Schema {
	text := &jsonschema.Schema{Type: "object", AdditionalProperties: &jsonschema.Schema{Type: "string"}, Description: "a text by language (BCP 47)"}
	return map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[incidents.Text]():          text,
		reflect.TypeFor[time.Time]():               {Type: "string", Format: "date-time"},
		reflect.TypeFor[incidents.Kind]():          kindSchema(),
		reflect.TypeFor[incidents.Class]():         openapi.OneOf(incidents.Classes()),
		reflect.TypeFor[incidents.Workflow]():      openapi.OneOf(incidents.Workflows()),
		reflect.TypeFor[incidents.Disposition]():   openapi.OneOf(incidents.Dispositions()),
		reflect.TypeFor[incidents.MediaKind]():     openapi.OneOf(incidents.MediaKinds()),
		reflect.TypeFor[incidents.Verification]():  openapi.OneOf(incidents.Verifications()),
		reflect.TypeFor[incidents.Group]():         openapi.OneOf(incidents.Groups()),
		reflect.TypeFor[incidents.Outcome]():       openapi.OneOf(incidents.Outcomes()),
		reflect.TypeFor[incidents.SourceKind]():    openapi.OneOf(incidents.SourceKinds()),
		reflect.TypeFor[incidents.Attribution]():   openapi.OneOf(incidents.Attributions()),
		reflect.TypeFor[incidents.ColumnType]():    openapi.OneOf(incidents.ColumnTypes()),
		reflect.TypeFor[incidents.Shape]():         openapi.OneOf(incidents.Shapes()),
		reflect.TypeFor[geo.Precision]():           openapi.OneOf(geo.Precisions()),
		reflect.TypeFor[incidents.TimePrecision](): openapi.OneOf(append(append([]incidents.TimePrecision{}, incidentform.Exactness...), incidents.TimeUnknown)),
		reflect.TypeFor[incidents.RevisionKind]():  openapi.OneOf([]incidents.RevisionKind{incidents.Create, incidents.Update, incidents.Clarification, incidents.Correction, incidents.Retraction}),
		reflect.TypeFor[incidents.Disclosure]():    openapi.OneOf([]incidents.Disclosure{incidents.Open, incidents.Coarsened, incidents.Withheld}),
		reflect.TypeFor[incidents.TimeBasis]():     openapi.OneOf([]incidents.TimeBasis{incidents.EventTime, incidents.ReportedTime}),
		reflect.TypeFor[incidents.Stance]():        openapi.OneOf([]incidents.Stance{incidents.Supports, incidents.Disputes}),
		reflect.TypeFor[incidents.RelationType]():  openapi.OneOf([]incidents.RelationType{incidents.PartOf, incidents.CausedBy, incidents.RetaliationFor, incidents.DuplicateOf, incidents.Supersedes}),
		reflect.TypeFor[json.RawMessage]():         {Types: []string{"object", "null"}, Description: "a GeoJSON feature"},
		reflect.TypeFor[geojson.Geometry](): {
			Type: "object", Description: "GeoJSON (RFC 7946): longitude, latitude", Required: []string{"type"},
			Properties: map[string]*jsonschema.Schema{"type": {Type: "string"}},
		},
	}
}

// schemas are all schemas of the API: those of the types of answers, by their names, and those of forms. A type of an answer is
// told where another holds it by its name.
func schemas(named map[string]reflect.Type) (openapi.Schemas, error) {
	all, options := openapi.Schemas{}, &jsonschema.ForOptions{TypeSchemas: typeSchemas()}
	for name, t := range named {
		inside := &jsonschema.ForOptions{TypeSchemas: typeSchemas()}
		for other, u := range named {
			if u != t && u.Kind() == reflect.Struct {
				inside.TypeSchemas[u] = openapi.Ref(other)
			}
		}
		s, err := jsonschema.ForType(t, inside)
		if err != nil {
			return nil, fmt.Errorf("the schema of %s: %w", name, err)
		}
		all[name] = s
	}
	toponyms := &jsonschema.Schema{Type: "object", Required: []string{"toponyms"}, Properties: map[string]*jsonschema.Schema{
		"toponyms": {Types: []string{"array", "null"}, Items: &jsonschema.Schema{Type: "object"}},
	}}
	all["Toponyms"] = toponyms
	all["Drafts"] = &jsonschema.Schema{Type: "object", Required: []string{"stories"}, Properties: map[string]*jsonschema.Schema{
		"stories": {Type: "array", Items: &jsonschema.Schema{Type: "object"}}, "drafts": {Type: "array", Items: &jsonschema.Schema{Type: "object"}},
	}}
	all["Stories"] = &jsonschema.Schema{Type: "object", Required: []string{"stories"}, Properties: map[string]*jsonschema.Schema{
		"stories": {Type: "array", Items: &jsonschema.Schema{Type: "object"}},
	}}
	all["Created"] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{openapi.Ref("Written"), openapi.Ref("WrittenList")}}
	all["Note"] = noteForm(nil)
	all["Merge"] = noteForm(map[string]*jsonschema.Schema{"into": {Type: "string", Description: "the id of the other incident"}}, "into")
	all["Restore"] = noteForm(map[string]*jsonschema.Schema{"revision": {Type: "integer"}, "revision_kind": {Type: "string"}}, "revision")
	all["Redaction"] = noteForm(map[string]*jsonschema.Schema{
		"fields":    {Type: "array", Items: &jsonschema.Schema{Type: "string"}},
		"revisions": {Type: "array", Items: &jsonschema.Schema{Type: "integer"}},
		"reason":    {Type: "string"},
	}, "reason", "note")
	all["Erasure"] = noteForm(map[string]*jsonschema.Schema{"source": {Type: "string", Description: "the id of a source, whose words alone are erased"}, "reason": {Type: "string"}}, "reason", "note")
	all["PresenceForm"] = &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{"incident": {Types: []string{"string", "null"}}}}
	return all, addForms(all, options)
}

func noteForm(more map[string]*jsonschema.Schema, required ...string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{"note": anyText()}, Required: required, AdditionalProperties: no()}
	for name, m := range more {
		s.Properties[name] = m
	}
	return s
}

// no is the schema that nothing holds to.
func no() *jsonschema.Schema { return &jsonschema.Schema{Not: &jsonschema.Schema{}} }

// anyText is a text in the story's first language, or by language.
func anyText() *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
		{Type: "string", Description: "in the story's first language"},
		{Type: "object", AdditionalProperties: &jsonschema.Schema{Types: []string{"string", "null"}}, Description: "by language (BCP 47)"},
		{Type: "null"},
	}}
}

// addForms adds the schemas of what is sent: see the package's comment for what the fields mean.
func addForms(all openapi.Schemas, options *jsonschema.ForOptions) error {
	inner := map[string]*jsonschema.Schema{}
	for name, t := range map[string]reflect.Type{
		"source": reflect.TypeFor[incidents.Source](), "casualty": reflect.TypeFor[incidents.Casualty](), "claim": reflect.TypeFor[incidents.Claim](), "media": reflect.TypeFor[incidents.Media](),
	} {
		s, err := jsonschema.ForType(t, options)
		if err != nil {
			return err
		}
		inner[name] = openapi.Form(s, nil, nil)
	}
	texts := anyText()
	for _, name := range []string{"publisher", "reason"} {
		inner["source"].Properties[name] = texts
	}
	inner["claim"].Properties["paraphrase"] = texts
	for _, name := range []string{"alt", "credit", "warning"} {
		inner["media"].Properties[name] = texts
	}
	source := &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "string", Description: "an address or a name"}, inner["source"], {Type: "null"}}}
	figure := inner["casualty"]
	figure.Properties["source"] = source
	number := &jsonschema.Schema{Types: []string{"integer", "object", "null"}}
	own := map[string]*jsonschema.Schema{
		"title": texts, "summary": texts, "note": texts, "place": texts, "start": nullText(), "end": nullText(), "zone": nullText(),
		"source": source, "sources": nullList(source), "casualties": nullList(figure), "claims": nullList(inner["claim"]), "media": nullList(inner["media"]),
		"publish":       {Types: []string{"boolean", "null"}},
		"revision_kind": openapi.OneOf([]incidents.RevisionKind{incidents.Update, incidents.Clarification, incidents.Correction}),
		"extra":         {Types: []string{"object", "null"}, AdditionalProperties: &jsonschema.Schema{Types: []string{"string", "number", "boolean", "null"}}},
	}
	for _, o := range incidents.Outcomes() {
		own[string(o)] = number
	}
	form := openapi.Form(all["Incident"], incidentform.ReadOnly, own)
	patch := openapi.Form(all["Incident"], incidentform.ReadOnly, own)
	for name, s := range patch.Properties {
		patch.Properties[name] = openapi.Nullable(s)
	}
	feature := &jsonschema.Schema{
		Type: "object", Required: []string{"type", "properties"},
		Properties: map[string]*jsonschema.Schema{
			"type": openapi.OneOf([]string{"Feature"}), "properties": openapi.Ref("IncidentForm"), "geometry": {Types: []string{"object", "null"}},
			"id": {Type: "string"}, "bbox": {Type: "array"},
		},
	}
	all["IncidentForm"], all["IncidentPatch"], all["IncidentFeature"] = form, patch, feature
	all["IncidentForms"] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
		openapi.Ref("IncidentForm"), openapi.Ref("IncidentFeatures"),
		{Type: "object", Required: []string{"incidents"}, Properties: map[string]*jsonschema.Schema{"incidents": {Type: "array", Items: openapi.Ref("IncidentForm")}}},
	}}
	all["IncidentFeatures"] = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
		openapi.Ref("IncidentFeature"),
		{Type: "object", Required: []string{"type", "features"}, Properties: map[string]*jsonschema.Schema{"features": {Type: "array", Items: openapi.Ref("IncidentFeature")}}},
	}}
	all["BulkForm"] = noteForm(map[string]*jsonschema.Schema{
		"ids": {Type: "array", Items: &jsonschema.Schema{Type: "string"}}, "patch": openapi.Ref("IncidentPatch"), "preview": {Type: "boolean"},
		"revision_kind": own["revision_kind"], "revisions": {Type: "object", AdditionalProperties: &jsonschema.Schema{Type: "integer"}},
	}, "ids", "patch")
	return addStoryForms(all, options)
}

// addStoryForms adds those of stories.
func addStoryForms(all openapi.Schemas, options *jsonschema.ForOptions) error {
	texts := anyText()
	storyMap, err := jsonschema.ForType(reflect.TypeFor[incidents.MapSettings](), options)
	if err != nil {
		return err
	}
	all["StoryMap"] = openapi.Form(storyMap, nil, map[string]*jsonschema.Schema{"captions": {Types: []string{"object", "null"}, AdditionalProperties: texts}})
	all["StoryForm"] = openapi.Form(all["Story"], nil, map[string]*jsonschema.Schema{"title": texts, "summary": texts, "credit": texts})
	return nil
}

func nullText() *jsonschema.Schema { return &jsonschema.Schema{Types: []string{"string", "null"}} }

func nullList(of *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"array", "null"}, Items: of}
}
