package records

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// domains are what codes in columns stand for, as a file itself says: by the column's name in the file, and the code.
type domains map[string]map[string]string

// mostCodes is how many codes the domains of a file may have.
const mostCodes = 100_000

// arcGISDomains reads the coded values of a list of fields (ArcGIS REST API, "Domain objects"). What cannot be read gives
// none: the codes then stay.
func arcGISDomains(fields []byte) domains {
	var list []struct {
		Name   string `json:"name"`
		Domain *struct {
			CodedValues []struct {
				Name string `json:"name"`
				Code any    `json:"code"`
			} `json:"codedValues"`
		} `json:"domain"`
	}
	d := json.NewDecoder(strings.NewReader(string(fields)))
	d.UseNumber()
	if d.Decode(&list) != nil {
		return nil
	}
	all, n := domains{}, 0
	for _, f := range list {
		if f.Domain == nil || len(f.Domain.CodedValues) == 0 {
			continue
		}
		names := map[string]string{}
		for _, c := range f.Domain.CodedValues {
			if n++; n > mostCodes {
				return nil
			}
			names[fmt.Sprint(c.Code)] = c.Name
		}
		all[f.Name] = names
	}
	return all
}

// written gives what a code of a column stands for, and the value itself where it is none.
func (d domains) written(column, value string) (name string, unknown bool) {
	names, ok := d[column]
	if !ok || value == "" {
		return value, false
	}
	name, ok = names[value]
	if !ok || name == "" {
		return value, true
	}
	return name, false
}

// unknownCode tells of a code that the file has no name for.
func unknownCode(column, value string) Repair {
	return Repair{What: ColumnNamed, Column: column, Value: shorten(value), Detail: "is a code that the file gives no name for, and is kept as it is"}
}

// noteDomains tells of the columns whose codes are written out.
func (f *File) noteDomains(d domains) {
	for _, c := range f.columns.keys {
		if len(d[c]) > 0 {
			f.Notes = append(f.Notes, Repair{What: Coded, Column: f.columns.names[f.columns.index[c]], Detail: fmt.Sprintf("its cells are codes, of which the file names %d: each is written as what it stands for", len(d[c]))})
		}
	}
}

// Names of coded values are no longer, in characters and words; what goes on further describes them.
const longestName, mostNameWords = 60, 6

// isDescription tells a description that says what a value means, and is no name for it, as a sentence does.
func isDescription(text string) bool {
	return utf8.RuneCountInString(text) > longestName || len(strings.Fields(text)) > mostNameWords || strings.HasSuffix(text, ".") && strings.Contains(text, " ")
}

// isWord tells a value that is a word and no code.
func isWord(value string) bool {
	letters := 0
	for _, r := range value {
		if unicode.IsDigit(r) {
			return false
		}
		if unicode.IsLower(r) {
			letters++
		}
	}
	return letters >= 4
}

// domains gives the codes of the columns of each table, by its name in small letters, that the GeoPackage names (OGC
// 12-128r18, annex F.9, the schema extension).
func (d *database) domains(ctx context.Context) (map[string]domains, error) {
	names := map[string]map[string]string{} // by constraint
	err := d.list(ctx, "gpkg_data_column_constraints", []string{"constraint_name", "constraint_type", "value", "description"}, false, func(v []string) {
		if v[1] != "enum" || v[3] == "" {
			return
		}
		name := v[3]
		if isWord(v[2]) && isDescription(name) {
			name = v[2] // which says it already
		}
		key := strings.ToLower(v[0])
		if names[key] == nil {
			names[key] = map[string]string{}
		}
		names[key][v[2]] = name
	})
	if err != nil || len(names) == 0 {
		return nil, err
	}
	all := map[string]domains{}
	err = d.list(ctx, "gpkg_data_columns", []string{"table_name", "column_name", "constraint_name"}, false, func(v []string) {
		table := strings.ToLower(v[0])
		if codes := names[strings.ToLower(v[2])]; len(codes) > 0 {
			if all[table] == nil {
				all[table] = domains{}
			}
			all[table][v[1]] = codes
		}
	})
	return all, err
}
