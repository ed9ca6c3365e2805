package main

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestFindLongTests(t *testing.T) {
	const long = "package a\nfunc TestLong(t *testing.T) { if testing.Short() { t.Skip() } }\nfunc TestQuick(t *testing.T) {}\n"
	names, packages, err := findLongTests(fstest.MapFS{
		"geo/a_test.go":                 {Data: []byte(long)},
		"geo/b_test.go":                 {Data: []byte("package a\nfunc TestOther(t *testing.T) {\n\trounds := 3\n\tif testing.Short() {\n\t\trounds = 1\n\t}\n}\n")},
		"web/a_test.go":                 {Data: []byte(long)},
		"web/quick_test.go":             {Data: []byte("package a\nfunc TestQuick(t *testing.T) {}\n")},
		"tiles/a_test.go":               {Data: []byte("package a\n// testing.Short() is for others.\nfunc TestQuick(t *testing.T) {}\n")},
		"web/ui/node_modules/a_test.go": {Data: []byte(long)},
	})
	if err != nil || !slices.Equal(names, []string{"TestLong", "TestOther"}) || !slices.Equal(packages, []string{"./geo", "./web"}) {
		t.Errorf("found %q in %q, %v", names, packages, err)
	}
	if names, _, err := findLongTests(fstest.MapFS{"geo/a_test.go": {Data: []byte("package geo")}}); err == nil {
		t.Errorf("found %q and no error where there are none", names)
	}
}
