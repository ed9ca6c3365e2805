package article

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func page(head, body string) string {
	return "<!DOCTYPE html><html lang=\"es-MX\"><head><title>Queman dos autobuses en Tonalá</title>" + head + "</head><body>" + body + "</body></html>"
}

const (
	first  = "TONALÁ, Jal., 3 de mayo.- Dos autobuses fueron quemados la noche del sábado en la avenida Tonaltecas, informó la policía municipal, que cerró la vía durante más de tres horas, y no hubo lesionados."
	second = "Un testigo, que pidió no dar su nombre, dijo que los atacantes huyeron en una camioneta blanca hacia Zapotlanejo, y que los pasajeros bajaron antes de que el fuego creciera, según contó a este medio."
	third  = "La policía agregó que investiga si el hecho tiene relación con la detención, horas antes, de un presunto distribuidor de droga en la misma colonia; ninguna autoridad lo ha confirmado hasta ahora."
)

func TestReadPages(t *testing.T) {
	paragraphs := "<p>" + first + "</p><p>" + second + "</p><p>" + third + "</p>"
	cases := []struct {
		name, page     string
		url, published string
		left           map[Why]string
	}{
		{
			"an article between menus, with a caption and a line that leads off",
			page(`<link rel="canonical" href="https://diario.example/tonala"><meta property="article:published_time" content="2026-05-03T09:30:00-06:00"><meta name="author" content="Ana Ruiz">`,
				`<nav><ul><li><a href="/">Inicio</a></li><li><a href="/d">Deportes</a></li></ul></nav><article><h1>Queman dos autobuses en Tonalá</h1><figure><img src="a.jpg"><figcaption>Foto: un camión en llamas en 2019</figcaption></figure><p>`+
					first+`</p><p>`+second+`</p><p><a href="/otra">Lee también: Muere policía en Zapopan</a></p><p>`+third+`</p></article><footer><p>Derechos reservados</p></footer>`),
			"https://diario.example/tonala", "2026-05-03",
			map[Why]string{Caption: "Foto: un camión", LeadsOff: "Lee también"},
		},
		{
			"divs without an article, a saved page",
			"<!-- saved from url=(0031)https://nota.example/seguridad/7 -->\n" + page(`<meta property="og:site_name" content="La Nota">`, `<div class="top">Menú</div><div class="content"><div class="text">`+paragraphs+`</div></div><div class="sidebar"><a href="/x">Lo más leído</a></div>`),
			"https://nota.example/seguridad/7", "", nil,
		},
		{
			"line breaks in place of paragraphs, JSON-LD",
			page(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Queman dos autobuses en Tonalá","datePublished":"2026-05-03T10:00:00Z","author":{"name":"Ana Ruiz"}}</script><meta property="og:url" content="https://tercero.example/a">`,
				`<main><div id="story">`+first+`<br><br>`+second+`<br><br>`+third+`</div></main>`),
			"https://tercero.example/a", "2026-05-03", nil,
		},
	}
	for _, c := range cases {
		d, err := Read([]byte(c.page))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d.URL != c.url || c.published != "" && d.Published.Format("2006-01-02") != c.published {
			t.Errorf("%s: address %q, published %v", c.name, d.URL, d.Published)
		}
		if want := "Queman dos autobuses en Tonalá\n\n" + first + "\n\n" + second + "\n\n" + third; d.Text != want {
			t.Errorf("%s: text\n%s\nwant\n%s", c.name, d.Text, want)
		}
		for why, words := range c.left {
			found := false
			for _, l := range d.LeftOut {
				found = found || l.Why == why && strings.HasPrefix(l.Words, words)
			}
			if !found {
				t.Errorf("%s: %s %q is not told of: %v", c.name, why, words, d.LeftOut)
			}
		}
	}
}

func TestReadTexts(t *testing.T) {
	latin := []byte("Mataron a un hombre en Le\xf3n, Guanajuato")
	cases := []struct {
		name  string
		bytes []byte
		text  string
		fails string
	}{
		{"as it is", []byte("Dos muertos en León.\n\nLee también: otra"), "Dos muertos en León.\n\nLee también: otra", ""},
		{"Windows-1252", latin, "Mataron a un hombre en León, Guanajuato", ""},
		{"a page in Windows-1252 that says so", append([]byte(`<html><meta charset="windows-1252"><body><p>`), latin...), "Mataron a un hombre en León, Guanajuato", ""},
		{"nothing", []byte(" \n"), "", "no text"},
		{"a page of nothing", []byte("<html><body></body></html>"), "", "no text"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "", "no text"},
		{"nested to do harm", []byte("<html>" + strings.Repeat("<div>", 400) + strings.Repeat("<p>Dos muertos", 8000)), "", "nested"},
		{"too long", make([]byte, MaxBytes+1), "", "at most"},
	}
	for _, c := range cases {
		d, err := Read(c.bytes)
		if c.fails != "" {
			if err == nil || !strings.Contains(err.Error(), c.fails) {
				t.Errorf("%s: %v, want an error with %q", c.name, err, c.fails)
			}
			continue
		}
		if err != nil || d.Text != c.text {
			t.Errorf("%s: %q %v, want %q", c.name, d.Text, err, c.text)
		}
	}
}

// FuzzRead: any bytes are a document or an error, and its text is UTF-8.
func FuzzRead(f *testing.F) {
	f.Add([]byte(page("", "<p>"+first+"</p>")))
	f.Add([]byte("<html><p>a<p>b<table><p>c</table></html>"))
	f.Add([]byte("<!--"))
	f.Add([]byte("plain"))
	f.Add([]byte(strings.Repeat("<div>", 600) + "x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read(b)
		if err == nil && (d.Text == "" || !utf8.ValidString(d.Text)) {
			t.Fatalf("%q gives the text %q", b, d.Text)
		}
	})
}
