package incidents

import (
	"slices"
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	s := sampleStory()
	for _, c := range [][2]string{{"Cause of Death", "cause of death"}, {"cause_of_death", "cause of death"}, {"原因", "原因"}, {strings.Repeat("x", 100), strings.Repeat("x", 100)}} {
		if !s.AddColumn(c[0], c[1], IntegerColumn) {
			t.Errorf("%q is too many", c[0])
		}
	}
	s.AddColumn("Cause of Death", "cause of death", NumberColumn)
	if s.Columns[0].Name != "x_cause_of_death" || s.Columns[0].Type != NumberColumn || s.Columns[1].Name != "x_cause_of_death_2" || s.Columns[2].Name != "x_column" || s.Columns[3].Name != "x_column_2" {
		t.Errorf("%+v", s.Columns)
	}
	if err := s.ValidateNew(); err != nil {
		t.Error(err)
	}
	s.Columns = append(s.Columns, Column{Name: "cause", Source: "Cause of Death", Type: "float"})
	if err := s.ValidateNew(); err == nil || strings.Count(err.Error(), "columns[4]") != 3 {
		t.Errorf("%v", err)
	}
	for len(s.Columns) < MaxColumns {
		s.AddColumn(strings.Repeat("y", len(s.Columns)), "y", TextColumn)
	}
	if s.AddColumn("another", "another", TextColumn) || s.Columns[MaxColumns-1].Name == "" {
		t.Error("there is no limit")
	}
}

func TestColumnTypes(t *testing.T) {
	for in, want := range map[string]ColumnType{
		"12": IntegerColumn, "-3": IntegerColumn, "0": IntegerColumn, "007": TextColumn, "1234567890123456": TextColumn, "1.5": NumberColumn, "-0.5": NumberColumn, "1,5": TextColumn, ".5": TextColumn, "1e5": TextColumn,
		"true": BooleanColumn, "False": BooleanColumn, "yes": TextColumn, "2026-02-22": DateColumn, "2026-02-30": TextColumn, "2026-02-22T00:00:00Z": TextColumn, "NaN": TextColumn,
	} {
		if got := TypeOf(in); got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
	for _, tt := range [][3]ColumnType{{"", IntegerColumn, IntegerColumn}, {IntegerColumn, NumberColumn, NumberColumn}, {IntegerColumn, BooleanColumn, TextColumn}, {DateColumn, DateColumn, DateColumn}} {
		if got := tt[0].Widen(tt[1]); got != tt[2] {
			t.Errorf("%s and %s are %s", tt[0], tt[1], got)
		}
	}
}

// What policy withholds of the place is in no column either.
func TestColumnsOfWithheldPlaces(t *testing.T) {
	s := sampleStory()
	s.AddColumn("corner", "corner", TextColumn)
	inc := Incident{Workflow: Published, Disposition: Active, Extra: map[string]string{"corner": "Callejón Escondido 7", "other": "x"}}
	if got := s.Public(&inc, Stamp{}).Attributes; len(got) != 1 || got[0].Value != "Callejón Escondido 7" {
		t.Errorf("%+v", got)
	}
	if words := s.Public(&inc, Stamp{}).SearchWords(); !slices.Contains(words, "escondido") || slices.Contains(words, "x") {
		t.Errorf("found by %q", words)
	}
	for _, d := range []Disclosure{Coarsened, Withheld} {
		inc.Disclosure = d
		if got := s.Public(&inc, Stamp{}).Attributes; got != nil {
			t.Errorf("%s: %+v", d, got)
		}
	}
	inc.Disclosure, inc.Disposition = "", Retracted
	if got := s.Public(&inc, Stamp{}).Attributes; got != nil {
		t.Errorf("retracted: %+v", got)
	}
}
