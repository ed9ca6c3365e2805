package format

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The same incidents under the same heading are the same bytes, in every format, and
// those that were blessed.
func TestGoldenFiles(t *testing.T) {
	for _, f := range Formats() {
		t.Run(f.Ext, func(t *testing.T) {
			got := written(t, f.Ext, heading())
			if !bytes.Equal(got, written(t, f.Ext, heading())) {
				t.Error("a second time gives other bytes")
			}
			path := filepath.Join("testdata", "sample."+f.Ext)
			if os.Getenv("BLESS") != "" {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; if the change is meant, bless it", path)
			}
		})
	}
}
