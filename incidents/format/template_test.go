package format

import (
	"bytes"
	"testing"
)

// A template with an address is what would have been written with it at once, whatever a client
// names as the host.
func TestTemplatesAreCompletedByAnAddress(t *testing.T) {
	features := [][]byte{
		[]byte(`{"type":"Feature","geometry":null,"properties":{"title":"\"url\":\""}}`),
		[]byte(`{"type":"Feature","geometry":null,"properties":{}}`),
	}
	paths := []string{"/stories/jalisco/incidents/01J", `/stories/a"b/incidents/é`}
	var kept Template
	kept.Text = append(kept.Text, `{"features":[`...)
	for i, f := range features {
		if err := kept.AppendFeature(f, paths[i]); err != nil {
			t.Fatal(err)
		}
		kept.Text = append(kept.Text, '\n')
	}
	kept.Text = append(kept.Text, "]}"...)
	for _, base := range []string{"", "https://maps.example.org", `http://a"b\c`, "http://<é>"} {
		want := []byte(`before {"features":[`)
		for i, f := range features {
			var err error
			if want, err = AppendURL(want, f, base, paths[i]); err != nil {
				t.Fatal(err)
			}
			want = append(want, '\n')
		}
		want = append(want, "]}"...)
		if got := kept.Append([]byte("before "), base); !bytes.Equal(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", base, got, want)
		}
	}
	if err := kept.AppendFeature([]byte(`{"cut":`), "/"); err == nil {
		t.Error("a feature that is cut off gives no error")
	}
}
