package ogc

// schemas are the schemas of the documents that the API answers with.
func schemas() jsonObject {
	links := arrayOf(reference("schemas", "link"))
	text := jsonObject{"type": "string"}
	geometry := jsonObject{"type": "object", "nullable": true, "description": "A geometry of GeoJSON (RFC 7946, section 3.1)"}
	return jsonObject{
		"page":   text,
		"object": jsonObject{"type": "object"},
		"schema": jsonObject{"type": "object", "description": "A JSON Schema (draft 2020-12)"},
		"link": objectOf(jsonObject{
			"href": jsonObject{"type": "string", "format": "uri"}, "rel": text, "type": text,
		}, "href", "rel"),
		"problem": objectOf(jsonObject{
			"type": text, "title": text, "status": jsonObject{"type": "integer"}, "detail": text, "instance": text,
			"code":   text,
			"errors": arrayOf(objectOf(jsonObject{"parameter": text, "detail": text}, "parameter", "detail")),
		}, "type", "title", "status", "code"),
		"landingPage": objectOf(jsonObject{"title": text, "description": text, "attribution": text, "links": links}, "title", "links"),
		"conformance": objectOf(jsonObject{"links": links, "conformsTo": arrayOf(text)}, "conformsTo"),
		"collections": objectOf(jsonObject{"links": links, "collections": arrayOf(reference("schemas", "collection"))}, "links", "collections"),
		"collection": objectOf(jsonObject{
			"id": text, "title": text, "description": text, "attribution": text, "itemType": text,
			"crs": arrayOf(text), "storageCrs": text, "links": links, "extent": reference("schemas", "extent"),
		}, "id", "links"),
		"extent": objectOf(jsonObject{
			"spatial": objectOf(jsonObject{
				"bbox": arrayOf(jsonObject{"type": "array", "minItems": 4, "maxItems": 4, "items": jsonObject{"type": "number"}}), "crs": text,
			}),
			"temporal": objectOf(jsonObject{
				"interval": arrayOf(jsonObject{"type": "array", "minItems": 2, "maxItems": 2, "items": jsonObject{
					"type": "string", "format": "date-time", "nullable": true,
				}}), "trs": text,
			}),
		}),
		"featureCollection": objectOf(jsonObject{
			"type": jsonObject{"type": "string", "enum": []string{"FeatureCollection"}}, "links": links,
			"timeStamp":     jsonObject{"type": "string", "format": "date-time"},
			"numberMatched": wholeNumber(), "numberReturned": wholeNumber(),
			"features": arrayOf(reference("schemas", "feature")),
		}, "type", "features"),
		"feature": objectOf(jsonObject{
			"type": jsonObject{"type": "string", "enum": []string{"Feature"}}, "id": text,
			"geometry": geometry, "properties": jsonObject{"type": "object", "description": "As the collection's schema has them"}, "links": links,
		}, "type", "id", "geometry", "properties"),
	}
}

func arrayOf(items jsonObject) jsonObject { return jsonObject{"type": "array", "items": items} }

func wholeNumber() jsonObject { return jsonObject{"type": "integer", "minimum": 0} }

// objectOf is an object with the members that it may have, and those that it always has.
func objectOf(members jsonObject, required ...string) jsonObject {
	schema := jsonObject{"type": "object", "properties": members}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}
