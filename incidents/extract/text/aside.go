package text

import "regexp"

// longestAside is the length, in bytes, of the longest line that is taken for no part of a report.
const longestAside = 300

// leads are how lines begin, after a mark or none, that only lead to other pages.
var leads = regexp.MustCompile(`(?i)^[\W\d]*(read (more|also|next)|also read|more on this|more from|related( stor(y|ies)| coverage| articles?)?:|see also|recommended|sign up|subscribe|click here|follow us|watch:|` +
	`don't miss|most read|trending|(advertisement|publicidad)$|copyright|all rights reserved|(todos los )?derechos reservados|` +
	`l(e|é)a? (también|tambien|más|mas|además)|lee (también|tambien|más|mas|además)|te (puede|podría|podria|recomendamos)|te interesa|también (lee|te puede|puedes leer)|ver también|` +
	`más información:|mas informacion:|nota relacionada|notas relacionadas|relacionad[oa]s?:|lo más leído|no te pierdas|mira (también|tambien|el video|aquí)|checa (también|tambien|el video|aquí)|` +
	`suscríbe|suscribe|síguenos|siguenos|únete a|unete a|haz clic|da clic|entra al canal|con información de redacción)`)

// captions are how the captions and credits of pictures begin, and how lines end that credit one.
var captions = regexp.MustCompile(`(?i)^[\W\d]*((file |archive )?(photo|picture|image)s?( by|:|/| credit| courtesy)|foto(s|graf[ií]a|graf[ií]as)?( de| del)? ?(archivo|:|/|cortes[ií]a|ilustrativa|especial)|imagen(es)?( de archivo| ilustrativa|:)|v[ií]deo:|cr[eé]ditos?:|pie de foto|` +
	`reporting by|editing by|writing by|additional reporting|con información de)|\(((ap|afp|efe|reuters|getty|cuartoscuro|notimex) (photo|foto|images)[^)]*|staff|archivo|cortes[ií]a)\)\s*$|\[foto[^\]]*\]\s*$`)

// LeadsElsewhere reports whether a line only leads to another page: "Read more: …", "Te puede interesar: …".
func LeadsElsewhere(line string) bool { return len(line) <= longestAside && leads.MatchString(line) }

// IsCaption reports whether a line is the caption of a picture, or says who made it or the report.
func IsCaption(line string) bool { return len(line) <= longestAside && captions.MatchString(line) }

// markAsides marks the sentences of lines that are no part of the report; of one line alone nothing is an aside.
func (d *Document) markAsides() {
	for i := 0; i < len(d.Sentences); {
		j := i + 1
		for j < len(d.Sentences) && d.Sentences[j].Paragraph == d.Sentences[i].Paragraph {
			j++
		}
		if i == 0 && j == len(d.Sentences) {
			return
		}
		start, end := d.Tokens[d.Sentences[i].First].Start, d.Tokens[d.Sentences[j-1].Last-1].End
		if end-start <= longestAside {
			if line := d.Slice(start, end); LeadsElsewhere(line) || IsCaption(line) {
				for k := i; k < j; k++ {
					d.Sentences[k].Aside = true
				}
			}
		}
		i = j
	}
}
