package i18n

import (
	"encoding/json"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/incidents/imports"
)

// saying are the rooms that give reasons in English; of the first few every error is one.
var saying = []string{
	"incidents/intake/coordinates", "incidents/intake/dates", "incidents/intake/numbers", "geo/projection", "geo/validate.go", "geo/mend.go",
	"geo/wkt", "incidents/records/geometry.go", "incidents/records/position.go", "incidents/records/arcgis.go", "incidents/records/gpx.go",
	"incidents/records/kmlshape.go", "incidents/records/kml.go", "incidents/records/feature.go", "incidents/records/geojson.go", "incidents/records/table.go", "incidents/records/jsonscan",
	"geo/geocode", "incidents/intake", "incidents/intake/columns", "incidents/intake/loader", "incidents/records", "web/edit/reading/geocode.go",
}

const erring = 17

var (
	// reasonFields are the fields and variables that hold reasons.
	reasonFields = []string{"Reason", "Action", "why", "reason", "action", "how", "where", "Text", "Detail", "detail", "text", "noSystem", "Ambiguity", "wider", "Reasons", "what"}
	// reasonCalls are the functions that take reasons, with the first argument that is one.
	reasonCalls = map[string]int{"note": 1, "noteEach": 2, "lose": 2, "bad": 1, "fail": 1, "missing": 0, "wrong": 0}
	// reasonResults are the functions that give one.
	reasonResults = []string{"nameReason", "heldReason", "letters", "displace", "ambiguity", "misplaced", "suspect", "DecideMidnight", "kindReason", "score", "damaged", "placeOf", "vagueness", "Doubt", "repeatedRow", "leftFigure", "unread", "Error"}
	// reasonCauses are types of errors with a message and what it comes from, which are said one after the other.
	reasonCauses = []string{"Error"}
	// reasonTables are variables whose texts are reasons.
	reasonTables = []string{"kindNoun", "areaNames", "mistakes", "signatures"}

	verb = regexp.MustCompile(`%[-+#0-9.]*[a-z]`)
	hole = regexp.MustCompile(`\{\d\}|<\d>`)
)

// sentences are what a room says, with {} for what is put in, and where.
type sentences struct {
	constants map[string]string
	found     map[string]token.Position
	files     *token.FileSet
}

// bare are variables of errors that are reasons, and types whose parts are.
var (
	bareErrors = regexp.MustCompile(`^err[A-Z]`)
	bareTypes  = []string{"Repair", "vague", "middle"}
)

// of gives an expression as a sentence; false for one that has no words of its own.
func (s *sentences) of(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text := verb.ReplaceAllString(constant.StringVal(constant.MakeFromLiteral(e.Value, e.Kind, 0)), "{}")
			return strings.ReplaceAll(text, "%%", "%"), true
		}
	case *ast.Ident:
		text, known := s.constants[e.Name]
		return text, known
	case *ast.BinaryExpr:
		left, a := s.of(e.X)
		right, b := s.of(e.Y)
		if !a {
			left = "{}"
		}
		if !b {
			right = "{}"
		}
		return left + right, a || b
	case *ast.CallExpr:
		switch name := nameOf(e.Fun); {
		case name == "Errorf" && len(e.Args) > 2 && isDomains(e.Fun):
			return s.of(e.Args[2]) // behind the code and the field
		case (name == "Sprintf" || name == "Errorf" || name == "New") && len(e.Args) > 0:
			return s.of(e.Args[0])
		}
	}
	return "", false
}

// refusesFile tells the error of a file that is not read: one that the domain calls invalid by a name that is not written there.
func refusesFile(n *ast.CallExpr) bool {
	if nameOf(n.Fun) != "Errorf" || !isDomains(n.Fun) || len(n.Args) < 3 || nameOf(n.Args[0]) != "EInvalid" {
		return false
	}
	_, isParameter := n.Args[1].(*ast.BasicLit)
	return !isParameter
}

// isDomains tells incidents.Errorf from fmt.Errorf.
func isDomains(e ast.Expr) bool {
	of, ok := e.(*ast.SelectorExpr)
	return ok && nameOf(of.X) == "incidents"
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func (s *sentences) add(all ...ast.Expr) {
	for _, e := range all {
		switch e := e.(type) {
		case *ast.CompositeLit:
			s.add(e.Elts...)
		case *ast.CallExpr:
			if nameOf(e.Fun) == "append" {
				s.add(e.Args...)
			}
		}
		text, known := s.of(e)
		if known && strings.Contains(text, " ") && !strings.Contains(text, "\x00") && strings.Trim(text, "{};: ") != "" {
			s.found[text] = s.files.Position(e.Pos())
		}
	}
}

// addCause notes what an error with a cause says: its message, and behind it the cause.
func (s *sentences) addCause(n *ast.CompositeLit) {
	said := map[string]ast.Expr{}
	for _, e := range n.Elts {
		if of, isPair := e.(*ast.KeyValueExpr); isPair {
			said[nameOf(of.Key)] = of.Value
		}
	}
	if text, known := s.of(said["Message"]); known && said["Err"] != nil {
		s.found[text+": {}"] = s.files.Position(n.Pos())
	}
}

// visit notes the reasons of a file; errors reports whether its errors are reasons, too.
func (s *sentences) visit(errors bool) func(ast.Node) bool {
	return func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if slices.Contains(reasonFields, nameOf(n.Key)) {
				s.add(n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				switch {
				case i >= len(n.Rhs) || !slices.Contains(reasonFields, nameOf(left)):
				case n.Tok == token.ADD_ASSIGN: // what was said, and more
					s.add(&ast.BinaryExpr{X: left, Y: n.Rhs[i], OpPos: n.TokPos})
				default:
					s.add(n.Rhs[i])
				}
			}
		case *ast.CompositeLit:
			if slices.Contains(bareTypes, nameOf(n.Type)) {
				s.add(n.Elts...)
			}
			if slices.Contains(reasonCauses, nameOf(n.Type)) {
				s.addCause(n)
			}
		case *ast.ValueSpec:
			if slices.Contains(reasonTables, n.Names[0].Name) {
				ast.Inspect(n, func(in ast.Node) bool {
					switch text := in.(type) {
					case *ast.BasicLit:
						s.add(text)
					case *ast.Ident:
						s.add(text)
					}
					return true
				})
			}
			if bareErrors.MatchString(n.Names[0].Name) || errors && nameOf(n.Type) == "Doubt" {
				s.add(n.Values...)
			}
		case *ast.FuncDecl:
			if slices.Contains(reasonResults, n.Name.Name) {
				ast.Inspect(n, func(in ast.Node) bool {
					if r, isReturn := in.(*ast.ReturnStmt); isReturn {
						s.add(r.Results...)
					}
					return true
				})
			}
		case *ast.CallExpr:
			name := nameOf(n.Fun)
			if from, takes := reasonCalls[name]; takes {
				s.add(n.Args[min(from, len(n.Args)):]...)
			}
			if name == "append" && strings.HasSuffix(strings.ToLower(nameOf(n.Args[0])), "reasons") {
				s.add(n.Args[1:]...)
			}
			if errors && (name == "New" || name == "Errorf") || refusesFile(n) {
				s.add(n)
			} else if text, known := s.of(n); known && name == "Errorf" && strings.Contains(text, "--") {
				s.add(n) // it advises an option
			}
		}
		return true
	}
}

// sentencesOf reads the sources of a room.
func sentencesOf(t *testing.T, room string, errors bool) map[string]token.Position {
	t.Helper()
	s := &sentences{map[string]string{}, map[string]token.Position{}, token.NewFileSet()}
	pattern := filepath.Join("..", "..", filepath.FromSlash(room))
	if !strings.HasSuffix(room, ".go") {
		pattern = filepath.Join(pattern, "*.go")
	}
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s has no sources: %v", room, err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "summary.go") { // which writes for a terminal
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(s.files, name, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		for _, d := range file.Decls {
			group, isGroup := d.(*ast.GenDecl)
			if !isGroup || group.Tok != token.CONST {
				continue
			}
			for _, spec := range group.Specs {
				v := spec.(*ast.ValueSpec)
				for i := range v.Values {
					if text, known := s.of(v.Values[i]); known {
						s.constants[v.Names[i].Name] = text
					}
				}
			}
		}
	}
	for _, file := range files {
		ast.Inspect(file, s.visit(errors))
	}
	return s.found
}

func reasonTable(t *testing.T) map[string]map[string]string {
	t.Helper()
	var table map[string]map[string]string
	if err := json.Unmarshal(reasonsFile, &table); err != nil {
		t.Fatal(err)
	}
	return table
}

// Every reason that the geocoder and imports give in English has its row, and every row is of a reason that is given.
func TestEveryReasonHasItsWords(t *testing.T) {
	codes := map[string]string{}
	for code, texts := range reasonTable(t) {
		english := hole.ReplaceAllString(texts["en"], "{}")
		if other := codes[english]; other != "" {
			t.Errorf("%s and %s say the same", code, other)
		}
		codes[english] = code
	}
	given := map[string]bool{}
	for i, room := range saying {
		for text, at := range sentencesOf(t, room, i < erring) {
			if codes[text] == "" {
				t.Errorf("%s: reasons.json has no row for %q", at, text)
			}
			given[codes[text]] = true
		}
	}
	if len(given) < 200 {
		t.Errorf("only %d reasons were found in the sources", len(given))
	}
	for _, code := range codes {
		if !given[code] {
			t.Errorf("%s is said by nothing", code)
		}
	}
}

// A row has a text in every language, with the same parts.
func TestReasonsSayTheSameInEveryLanguage(t *testing.T) {
	for code, texts := range reasonTable(t) {
		want := hole.FindAllString(texts["en"], -1)
		slices.Sort(want)
		for _, l := range interfaceLanguages() {
			got := hole.FindAllString(texts[l.lang], -1)
			slices.Sort(got)
			if texts[l.lang] == "" || !slices.Equal(got, want) {
				t.Errorf("%s in %s: %q; its parts are %v", code, l.lang, texts[l.lang], want)
			}
		}
	}
}

// Each row is found again by its English, whatever stands for its parts.
func TestExplainFindsEveryRow(t *testing.T) {
	r, err := LoadReasons()
	if err != nil {
		t.Fatal(err)
	}
	spanish := interfaceIn(t, "es")
	for code, texts := range reasonTable(t) {
		for _, part := range []string{`"San Juan"`, "Guadalajara, Jalisco, Mexico", "12", `"in it: of"`} {
			got := r.Explain(hole.ReplaceAllString(texts["en"], part))
			if got.Code != code {
				t.Errorf("%s with %s is read as %s", code, part, got.Code)
			}
			if want := spanish.atDesk(hole.ReplaceAllString(texts["es"], part)); got.Words["es"] != want {
				t.Errorf("%s with %s: %q, want %q", code, part, got.Words["es"], want)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	r, err := LoadReasons()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ english, code, spanish string }{
		{"it lies in Jalisco, Mexico", "place.inside", "está en Jalisco, Mexico"},
		{`it stands for "San Juan": no place is known by these words`, "place.stands_for", `está en lugar de "San Juan": no se conoce ningún lugar con estas palabras`},
		{`it stands for "Xyz": it may be León, Spain or León, Mexico`, "place.stands_for", `está en lugar de "Xyz": puede ser León, Spain o León, Mexico`},
		{"it is a town or city, where the words say an airport", "place.kind_differs", "es un pueblo o una ciudad, y las palabras dicen un aeropuerto"},
		{"a town or city of 1,385,621 people", "place.people", "un pueblo o una ciudad de 1,385,621 habitantes"},
		{"the latitude is not an angle", "where.bad_lat", "la latitud no es un ángulo"},
		{`at offset 7: a number is missing; there is ")"`, "wkt.at", `en la posición 7: falta un número; ahí está ")"`},
		{"it has no line of two positions and no ring of three; the record is kept without a geometry", "geometry.without", "no tiene ninguna línea de dos posiciones ni ningún anillo de tres; el registro se conserva sin geometría"},
		{"reading stopped after 3 records: the file ends within an element; it was cut", "file.stopped", "la lectura se detuvo tras 3 registros: el archivo termina dentro de un elemento; está cortado"},
		{`feature 2 cannot be read: at byte 0: there is 'n' in place of '{', in "not json"`, "record.unread_feature", `el elemento 2 no se puede leer: en el byte 0: está 'n' en lugar de '{', en "not json"`},
		{"its Point has a position of one number: 1", "geometry.of_element", "su Point tiene una posición de un solo número: 1"},
		{"a sentence that nobody wrote", "", ""},
		{"", "", ""},
	} {
		got := r.Explain(tt.english)
		want := incidents.Reason{Code: tt.code, Words: incidents.Text{"en": tt.english}}
		if tt.spanish != "" {
			want.Words["es"] = tt.spanish
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", tt.english, diff)
		}
	}
	if got := (*Reasons)(nil).Explain("x y"); got.Words["en"] != "x y" {
		t.Errorf("without a table: %v", got)
	}
}

// Kinds that a report names by their ids are called by their names; those that a story declares, which the table does not know, stay.
func TestKindsAreCalledByTheirNames(t *testing.T) {
	r, err := LoadReasons()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range incidents.Kinds() {
		got := r.Explain("the kind is " + string(k.Kind) + ", as was asked, and the word is kept")
		want := incidents.Text{
			"en": "the kind is " + k.Title["en"] + ", as was asked, and the word is kept",
			"es": "el tipo es " + k.Title["es"] + ", como se pidió, y la palabra se conserva",
		}
		if diff := cmp.Diff(want, got.Words); diff != "" {
			t.Errorf("%s: %s", k.Kind, diff)
		}
		if k.Kind != "other_incident" {
			continue
		}
		for code, texts := range reasonTable(t) {
			if strings.Contains(texts["es"], string(k.Kind)) {
				t.Errorf("%s names a kind by its id: %s", code, texts["es"])
			}
		}
	}
	if got := r.Explain("the folder is read as the kind x_toma"); got.Words["es"] != "la carpeta se lee como el tipo x_toma" {
		t.Errorf("a kind of the story: %q", got.Words["es"])
	}
}

// Whatever a report advises, the desk names a field of its own for it, in every language, and no flag of the command.
func TestAdviceIsInTheWordsOfTheDesk(t *testing.T) {
	r, err := LoadReasons()
	if err != nil {
		t.Fatal(err)
	}
	flags := regexp.MustCompile(`--[a-z]`)
	advices := 0
	for code, texts := range reasonTable(t) {
		var inEnglish []string
		for _, l := range interfaceLanguages() {
			var named []string
			// A field of a file that stands for a part is one of those that columns may be matched to.
			imports.Retell(hole.ReplaceAllString(texts[l.lang], "killed"), func(o imports.Option, value string) string {
				of, _, _ := strings.Cut(value, "=")
				key := "desk.import.option." + o.Name
				switch {
				case o.Name == imports.Map && (of == "" || of == "FIELD"):
					key = "desk.import.in_columns"
				case o.Name == imports.Map:
					key = columnKey(of)
				}
				if m := interfaceIn(t, l.lang); m.Optional(key) == "" {
					t.Errorf("%s advises %s, and the desk has no %s", code, o.Flag(), key)
				}
				named = append(named, o.Name+" "+of)
				return ""
			})
			if l.lang == "en" {
				inEnglish = named
			}
			if !slices.Equal(named, inEnglish) {
				t.Errorf("%s advises %v in English and %v in %s", code, inEnglish, named, l.lang)
			}
			said := r.Explain(hole.ReplaceAllString(texts["en"], "killed")).Words[l.lang]
			if flags.MatchString(said) || strings.Contains(said, "COLUMN") {
				t.Errorf("%s is said with a flag in %s: %s", code, l.lang, said)
			}
		}
		if len(inEnglish) > 0 {
			advices++
		}
	}
	if advices < 25 {
		t.Errorf("only %d reasons advise an option", advices)
	}
}

func TestAtDesk(t *testing.T) {
	for _, tt := range []struct{ lang, english, want string }{
		{"en", "look at it; --crs decides otherwise", "look at it; the field “Coordinate system (EPSG number)” decides otherwise"},
		{"es", "such as --crs 32613", "such as «32613» en el campo «Sistema de coordenadas (número EPSG)»"},
		{"en", "--dates dmy or --dates mdy", "“day, month, year” in the field “Order of day and month” or “month, day, year” in the field “Order of day and month”"},
		{"es", "--unpivot makes", "la casilla «Hacer un resumen de cada conteo de una tabla cruzada» makes"},
		{"en", "--map lat=COLUMN or --map nothing=COLUMN", "the choice “Latitude” for a column or the choices of the columns"},
		{"en", "the words of a place", "the words of a place"},
	} {
		if got := interfaceIn(t, tt.lang).atDesk(tt.english); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.english, got, tt.want)
		}
	}
}
