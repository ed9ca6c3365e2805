package markup

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, in, want, images string }{
		{"a picture and line breaks", `<img src="https://example.org/a.jpg" height="200" width="auto" /><br><br>Fecha: 22/02/2026<br>Vehículos: 2`, "Fecha: 22/02/2026\nVehículos: 2", "https://example.org/a.jpg"},
		{"a table", `<table><tr><td>NAME</td><td>Block A</td></tr><tr><td>DEAD</td><td>2</td></tr></table>`, "NAME: Block A\nDEAD: 2", ""},
		{"paragraphs", "<p>One &amp; two</p>\n<p>Three</p>", "One & two\nThree", ""},
		{"a list", "<ul><li>a</li><li>b</li></ul>", "a\nb", ""},
		{"a link", `see <a href="https://example.org/x">the report</a>.`, "see the report (https://example.org/x).", ""},
		{"a link of itself", `<a href="https://example.org/x">https://example.org/x</a>`, "https://example.org/x", ""},
		{"script and style", `<style>p {color: red}</style>a<script>alert("<b>")</script>b`, "ab", ""},
		{"signs of less", "x <5 km and y > 3 <b>z</b>", "x <5 km and y > 3 z", ""},
		{"a comment", "a<!-- <b> -->b", "ab", ""},
		{"never closed", "<div><b>a", "a", ""},
		{"a nested table", `<html><body><table><tr><td>Title</td></tr><tr><td><table><tr><td>A</td><td>1</td></tr></table></td></tr></table></body></html>`, "Title\nA: 1", ""},
		{"characters by name", "caf&eacute; &#225;", "café á", ""},
	} {
		got := Read(tt.in)
		if got.Text != tt.want || strings.Join(got.Images, " ") != tt.images {
			t.Errorf("%s: %q %q, want %q", tt.name, got.Text, got.Images, tt.want)
		}
		if !Has(tt.in) {
			t.Errorf("%s: no markup is seen", tt.name)
		}
	}
	for _, in := range []string{"", "a < b", "x <5 km", "AT&T", "<unknown>", "a & b; c", "R&D;"} {
		if Has(in) {
			t.Errorf("%q has markup", in)
		}
	}
}

// Whatever is read, no tag of those that browsers act on is left.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", "<img src=x onerror=alert(1)>", "<table><tr><td>", "&lt;b&gt;", "<a href='http://x'>y", "<<b>>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Read(s)
		if strings.Contains(strings.ToLower(got.Text), "<script>") && !strings.Contains(s, "&") && !strings.Contains(s, "<<") && !strings.Contains(s, "<s") {
			t.Errorf("%q became %q", s, got.Text)
		}
		_ = Has(s)
	})
}
