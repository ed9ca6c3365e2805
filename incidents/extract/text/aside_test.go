package text

import "testing"

func TestAsides(t *testing.T) {
	for line, want := range map[string]bool{
		"Read more: How to prepare for an outage":                                 true,
		"Te puede interesar: Hallan nueve cuerpos en una fosa en Ahome":           true,
		"PHOTO: A crew clears branches in Holland, Mich. (Staff)":                 true,
		"[Foto: Elementos de la Guardia Nacional vigilan el acceso. Archivo]":     true,
		"Foto de archivo de un operativo en Celaya":                               true,
		"(Reporting by Ana Sur; Editing by Tom Hale)":                             true,
		"Soldiers guard a street in Tepic, Mexico, on Monday. (AP Photo/Ann Lee)": true,
		"Photos of the dead were shown to relatives in Tepic, prosecutors said.":  false,
		"Fotógrafo asesinado en Tijuana":                                          false,
		"Murieron tres policías en Jerez. (EFE)":                                  false,
		"Videos on social media showed smoke over Tepic.":                         false,
		"Reporter killed in Tijuana":                                              false,
	} {
		d := Read("Two died in Tepic on Monday, police said.\n\n"+line, "")
		if got := d.Sentences[len(d.Sentences)-1].Aside; got != want {
			t.Errorf("%q: an aside %v, want %v", line, got, want)
		}
		if alone := Read(line, ""); alone.Sentences[0].Aside {
			t.Errorf("%q: a text of one line is an aside", line)
		}
	}
}
