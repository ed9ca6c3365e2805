package cql

import (
	"errors"
	"strings"
	"testing"

	"incidentmap/incidents"
)

func TestTextErrors(t *testing.T) {
	deep := strings.Repeat("(", 5000) + "name = 'a'" + strings.Repeat(")", 5000)
	tests := []struct {
		text    string
		offset  int
		message string
	}{
		{"", 0, "empty"},
		{"  ", 0, "empty"},
		{"(((", 3, "missing"},
		{"nope_nope = 1", 0, "no property"},
		{"name = 'ñ' AND nope = 1", 15, "no property"},
		{"name = 'a", 7, "closing quote"},
		{`name = 'a\'`, 7, "closing quote"},
		{`"name = 1`, 0, "closing quote"},
		{"name = 'a' -- x", 7, "takes two numbers"},
		{"name = 'a'; DROP TABLE x", 10, "no meaning"},
		{"pg_sleep(5) = 1", 0, "no function"},
		{"name = (SELECT 1)", 8, "no property"},
		{deep, MaxDepth + 1, "deep"},
		{strings.Repeat("NOT ", 60) + "value = 1", 0, "deep"},
		{"value = 1" + strings.Repeat(" + 1", 60), 206, "deep"},
		{strings.Repeat("x", MaxLength+1), 0, "limit"},
		{"name = 'a\xff'", 9, "UTF-8"},
		{"name != 'a'", 5, "<>"},
		{"name == 'a'", 6, "missing"},
		{"name = \"casa\"", 7, "no property"},
		{"name = 5", 7, "compares"},
		{"5 = name", 4, "compares"},
		{"value = '5'", 8, "compares"},
		{"updated = 'yesterday'", 10, "2026-02-22"},
		{"updated = DATE('2026-02-30')", 15, "not a date"},
		{"updated = TIMESTAMP('2026-02-22')", 20, "not a timestamp"},
		{"updated = DATE(2026)", 15, "single quotes"},
		{"geometry = geometry", 0, "cannot compare"},
		{"layers = 'a'", 0, "cannot compare"},
		{"value", 0, "condition"},
		{"'a'", 0, "condition"},
		{"value AND value = 1", 0, "AND takes"},
		{"value = 1 value = 2", 10, "left over"},
		{"value = 1 AND", 13, "missing"},
		{"value = 1)", 9, "left over"},
		{"value = 1e400", 8, "number"},
		{"value IS 1", 9, "NULL"},
		{"value NOT 1", 10, "LIKE"},
		{"value IN ()", 6, "list"},
		{"value IN (1,'a')", 12, "compares"},
		{"value BETWEEN 1", 15, "AND"},
		{"swimming_pool BETWEEN TRUE AND FALSE", 0, "cannot compare"},
		{"value LIKE '5'", 0, "LIKE takes"},
		{"name LIKE 'a'" + strings.Repeat(" OR name LIKE 'a'", 100), 1705, "more than 100"},
		{"name LIKE owner", 10, "written out"},
		{"name LIKE '" + strings.Repeat("%a", 501) + "'", 10, "1002"},
		{"CASEI(value) = 'a'", 6, "CASEI takes"},
		{"CASEI(name,name) = 'a'", 0, "has 2"},
		{"2 ^ 2 ^ 2 = 1", 6, "parentheses"},
		{"name + 1 = 2", 0, "+ takes"},
		{"AND = 'and'", 0, "double quotes"},
		{"S_INTERSECTS(geometry,POINT(90 180))", 28, "latitude"},
		{"S_INTERSECTS(geometry,POINT(190 0))", 22, "longitude"},
		{"S_INTERSECTS(geometry,POINT(1))", 29, "number"},
		{"S_INTERSECTS(geometry,POINT(1 2,3 4))", 22, "one position"},
		{"S_INTERSECTS(geometry,POINT EMPTY)", 28, "empty"},
		{"S_INTERSECTS(geometry,LINESTRING(1 2))", 22, "needs two"},
		{"S_INTERSECTS(geometry,POLYGON((0 0,1 0,1 1,0 1)))", 22, "end where it begins"},
		{"S_INTERSECTS(geometry,GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2))))", 41, "geometry such as"},
		{"S_INTERSECTS(geometry,BBOX(0,0,1))", 22, "3 numbers"},
		{"S_INTERSECTS(geometry,BBOX(0,1,1,0))", 22, "north"},
		{"S_INTERSECTS(geometry,BBOX(-181,0,1,1))", 22, "longitude"},
		{"S_INTERSECTS(geometry)", 0, "has 1"},
		{"S_INTERSECTS(geometry,name)", 22, "a string"},
		{"S_BEYOND(geometry,name)", 0, "no function"},
		{"S_TOUCHES(geometry,GEOMETRYCOLLECTION(POINT(7 49),LINESTRING(0 0,1 1)))", 19, "mixes"},
		{"T_DURING(updated,INTERVAL('..','..'))", 9, "intervals alone"},
		{"T_AFTER(name,updated)", 8, "a string"},
		{"T_AFTER(updated,INTERVAL('2026-02-23','2026-02-22'))", 16, "before it begins"},
		{"T_AFTER(updated,INTERVAL('2026','..'))", 25, "not a time"},
		{"T_AFTER(updated,INTERVAL(name,'..'))", 25, "made of"},
		{"A_CONTAINS(layers,(1))", 19, "a number"},
		{"A_CONTAINS(layers,(geometry))", 19, "a geometry"},
		{"A_CONTAINS(layers,'a')", 18, "a string"},
	}
	for _, tt := range tests {
		_, err := ParseText(tt.text, props, Options{})
		checkError(t, tt.text, err, tt.offset, tt.message)
	}
}

func checkError(t *testing.T, source string, err error, offset int, message string) {
	t.Helper()
	if len(source) > 80 {
		source = source[:80] + "…"
	}
	var e *Error
	switch {
	case !errors.As(err, &e):
		t.Errorf("%s: the error is %v", source, err)
	case e.Offset != offset || !strings.Contains(e.Message, message):
		t.Errorf("%s: got %v; want offset %d and %q", source, err, offset, message)
	case incidents.CodeOf(err) != incidents.EInvalid:
		t.Errorf("%s: the error's class is %v", source, incidents.CodeOf(err))
	}
}

func TestJSONErrors(t *testing.T) {
	deep := strings.Repeat(`{"op":"not","args":[`, 1000)
	tests := []struct {
		json    string
		offset  int
		message string
	}{
		{``, 0, "ends before"},
		{`{"op":"="`, 9, "ends before"},
		{`{"op":"=",}`, 10, "not JSON"},
		{`{"op":"=","args":[{"property":"name"},"ñ"]} x`, 44, "follows"},
		{`{"op":"=","args":[{"property":"nope"},1]}`, 30, "no property"},
		{`{"op":"=","args":["ñ",{"property":"nope"}]}`, 34, "no property"},
		{`{"op":"like","args":[{"property":"name"},{"property":"name"}]}`, 53, "written out"},
		{`{"op":"nope","args":[]}`, 6, "no operator"},
		{`{"op":"=","args":[1]}`, 6, "has 1"},
		{`{"op":"="}`, 0, "args"},
		{`{"op":3,"args":[]}`, 6, "string"},
		{`{"op":"=","op":"<>","args":[1,2]}`, 10, "twice"},
		{`{"op":"=","property":"x","args":[1,2]}`, 0, "has 2 of them"},
		{`{}`, 0, "has 0 of them"},
		{`{"op":"=","args":[{"property":"value"},null]}`, 39, "isNull"},
		{`{"op":"=","args":[{"property":"value"},[1]]}`, 39, "array"},
		{`{"op":"in","args":[{"property":"value"},1]}`, 0, "an array"},
		{`{"op":"=","args":[{"property":"value"},1e999]}`, 39, "number"},
		{`[1]`, 0, "array"},
		{`3`, 0, "condition"},
		{`{"op":"s_within","args":[{"property":"geometry"},{"type":"Circle","coordinates":[1,2]}]}`, 57, "Circle"},
		{`{"op":"s_within","args":[{"property":"geometry"},{"type":"Point"}]}`, 49, "coordinates"},
		{`{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,"a"]}]}`, 82, "number"},
		{`{"op":"s_within","args":[{"property":"geometry"},{"bbox":[1,2]}]}`, 49, "2 numbers"},
		{`{"op":"t_after","args":[{"property":"start"},{"interval":["2026-02-22"]}]}`, 45, "two ends"},
		{deep, 0, "deep"},
	}
	for _, tt := range tests {
		_, err := ParseJSON([]byte(tt.json), props, Options{})
		if tt.message == "deep" {
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(e.Message, "deep") {
				t.Errorf("deep nesting: %v", err)
			}
			continue
		}
		checkError(t, tt.json, err, tt.offset, tt.message)
	}
}
