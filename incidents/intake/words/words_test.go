package words

import "testing"

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"abc": "abc", "  Más   DE 3 ": "mas de 3", "Ñandú": "nandu", "": "", " ": "", "a b": "a b", "a  b": "a b", "x\ty": "x y", "ﬁn": "fin",
	} {
		if got := Plain(in); got != want {
			t.Errorf("Plain(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	for in, want := range map[string]string{
		"Fecha_Inicio": "fecha inicio", "fechaInicio": "fecha inicio", "FECHA-INICIO": "fecha inicio", "Fecha de la Nota (día)": "fecha de la nota dia",
		"IrwinID": "irwin id", "FireDiscoveryDateTime": "fire discovery date time", "POOState": "poo state", "End_": "end", "año": "ano", "": "", "x": "x",
	} {
		if got := Key(in); got != want {
			t.Errorf("Key(%q) is %q, want %q", in, got, want)
		}
	}
}

func FuzzForms(f *testing.F) {
	for _, s := range []string{"Fecha_Inicio", "ÑÁ", "\xff\xfe", "aB", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p := Plain(s); isASCII(p) && Plain(p) != p {
			t.Errorf("Plain(%q) is %q, which is %q", s, p, Plain(p))
		}
		_ = Key(s)
	})
}

func TestWithoutFootnote(t *testing.T) {
	for in, want := range map[string]string{
		"12": "12", "12*": "12", "12 **": "12", "12¹": "12", "12[3]": "12", "12[n 1][b]": "12", "12 [note 2]": "12", "Zapopan†": "Zapopan",
		"[3]": "[3]", "x[unknown]": "x[unknown]", "List [20.5, -103.5]": "List [20.5, -103.5]", "León": "León", "": "", "ñ": "ñ",
	} {
		if got := WithoutFootnote(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
