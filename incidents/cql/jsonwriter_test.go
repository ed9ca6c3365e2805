package cql

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
)

// JSON writes the filter as CQL2 JSON in one canonical form, which ParseJSON reads back to
// the same tree.
func (e Expr) JSON() []byte {
	if e.root == nil {
		return []byte("true")
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// A tree holds nothing that JSON cannot: strings in UTF-8, finite numbers, booleans.
	if err := enc.Encode(e.root.json()); err != nil {
		return []byte("false")
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// operationJSON is an operation as JSON.
type operationJSON struct {
	Op   string `json:"op"`
	Args []any  `json:"args"`
}

func (n *node) json() any {
	switch n.op {
	case opLiteral:
		return n.literalJSON()
	case opProperty:
		return map[string]string{"property": n.name}
	case opInterval:
		return map[string]any{"interval": []any{intervalEndJSON(n.args[0]), intervalEndJSON(n.args[1])}}
	case opArray:
		return jsonOf(n.args)
	case opIn:
		return operationJSON{"in", []any{n.args[0].json(), jsonOf(n.args[1:])}}
	case opSpatial, opTemporal, opArrays:
		return operationJSON{n.relation, jsonOf(n.args)}
	}
	return operationJSON{operators[n.op], jsonOf(n.args)}
}

func jsonOf(nodes []*node) []any {
	all := make([]any, len(nodes))
	for i, n := range nodes {
		all[i] = n.json()
	}
	return all
}

func intervalEndJSON(n *node) any {
	switch {
	case n == nil:
		return ".."
	case n.op == opProperty:
		return n.json()
	}
	return n.value.formatInstant()
}

func (n *node) literalJSON() any {
	v := n.value
	switch {
	case n.box != nil:
		return map[string]any{"bbox": boxNumbers(*n.box)}
	case v.typ == String:
		return v.text
	case v.typ == Number:
		return v.num
	case v.typ == Boolean:
		return v.yes
	case v.typ == Date:
		return map[string]string{"date": v.formatInstant()}
	case v.typ == Timestamp:
		return map[string]string{"timestamp": v.formatInstant()}
	}
	return geojson.NewGeometry(v.geom.source)
}

func boxNumbers(b geo.BBox) []float64 { return []float64{b.West, b.South, b.East, b.North} }

// formatInstant writes what parseInstant reads.
func (v Value) formatInstant() string {
	if v.typ == Date {
		return v.time.Format(time.DateOnly)
	}
	return v.time.Format(time.RFC3339Nano)
}
