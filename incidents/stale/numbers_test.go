package stale

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// inEnglish writes a number to 999 in words, as British and American papers do.
func inEnglish(n int) []string {
	units := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	below := func(n int) []string {
		switch {
		case n < 20:
			return []string{units[n]}
		case n%10 == 0:
			return []string{tens[n/10]}
		}
		return []string{tens[n/10] + "-" + units[n%10], tens[n/10] + " " + units[n%10]}
	}
	if n < 100 {
		return below(n)
	}
	head := units[n/100] + " hundred"
	if n%100 == 0 {
		if n == 100 {
			return []string{head, "a hundred"}
		}
		return []string{head}
	}
	var all []string
	for _, rest := range below(n % 100) {
		all = append(all, head+" "+rest, head+" and "+rest)
	}
	return all
}

// inSpanish writes a number to 999 in words, before men, before women, and alone.
func inSpanish(n int) []string {
	units := strings.Fields("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve " +
		"veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve")
	tens := strings.Fields("- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa")
	hundreds := strings.Fields("- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")
	var word string
	switch rest := n % 100; {
	case n == 100:
		return []string{"cien"}
	case n >= 100 && rest == 0:
		word = ""
	case rest < 30:
		word = units[rest]
	case rest%10 == 0:
		word = tens[rest/10]
	default:
		word = tens[rest/10] + " y " + units[rest%10]
	}
	if n >= 100 {
		word = strings.TrimSpace(hundreds[n/100] + " " + word)
	}
	all := []string{word, strings.ReplaceAll(word, "cientos", "cientas")}
	if head, one := strings.CutSuffix(word, "veintiuno"); one {
		all = append(all, head+"veintiún", head+"veintiuna")
	} else if head, one := strings.CutSuffix(word, "uno"); one {
		all = append(all, head+"un", head+"una")
	}
	return all
}

func TestEveryNumber(t *testing.T) {
	frames := map[string][]string{
		"en": {"%s", "%s people were killed.", "Officials said that %s died, among them a guard", "Dead: %s", "(%s)"},
		"es": {"%s", "%s personas murieron.", "Las autoridades dijeron que %s murieron", "Muertos: %s", "¡%s!"},
	}
	written := map[string]func(int) []string{"en": inEnglish, "es": inSpanish}
	for lang, in := range written {
		for n := range 1000 {
			for _, word := range append(in(n), fmt.Sprint(n)) {
				for _, form := range []string{word, strings.ToUpper(word), strings.ToUpper(word[:1]) + word[1:]} {
					for _, frame := range frames[lang] {
						text := fmt.Sprintf(frame, form)
						got := Numbers(text, lang)
						if len(got) != 1 || got[0].Value != n || got[0].Words != form {
							t.Fatalf("%s: %q gives %+v, want %d", lang, text, got, n)
						}
						if runes := []rune(text); string(runes[got[0].Start:got[0].End]) != form {
							t.Fatalf("%s: %q stands at %d to %d of %q", lang, form, got[0].Start, got[0].End, text)
						}
					}
				}
			}
		}
	}
}

// Two numbers side by side are two, and neither is taken for the sum.
func TestNumbersSideBySide(t *testing.T) {
	for n := 1; n < 1000; n += 37 {
		for m := 1; m < 1000; m += 41 {
			for lang, text := range map[string]string{
				"en": inEnglish(n)[0] + " killed and " + inEnglish(m)[0] + " wounded",
				"es": inSpanish(n)[0] + " muertos y " + inSpanish(m)[0] + " heridos",
			} {
				if got := Numbers(text, lang); len(got) != 2 || got[0].Value != n || got[1].Value != m {
					t.Fatalf("%s: %q gives %+v", lang, text, got)
				}
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		lang, text string
		want       []int
	}{
		{"en", "Half a dozen men, a dozen women, two dozen cars", []int{6, 12, 24}},
		{"es", "Media docena de hombres, una docena de mujeres, dos docenas de autos, una decena de casas", []int{6, 12, 24, 10}},
		{"en", "a thousand, two thousand three hundred and six", []int{1000, 2306}},
		{"es", "mil seis, dos mil, cien mil", []int{1006, 2000, 100_000}},
		{"en", "1,200 and 12,345", []int{1200, 12345}},
		{"es", "1.200, 1\u00a0200 y 12.345", []int{1200, 1200, 12345}},
		{"en", "4-6 killed, 4–6 wounded", []int{4, 6, 4, 6}},
		{"en", "the sixth, the 6th, sixes, a sixpack, route MX6, 6.5 km, 6:30, 6 %, 6%, 6/2/2026", nil},
		{"es", "el sexto, la sexta, el 6.º, 6ª, 6to, seises, 6,5 km, 6:30, 6 %", nil},
		{"en", "February 6, 6 February, the 6 of May", nil},
		{"es", "el 6 de febrero y el seis de mayo", nil},
		{"en", "6 million, six million", nil},
		{"es", "6 millones, un millón", nil},
		{"es", "dieciséis, seiscientos, sesenta y seis", []int{16, 600, 66}},
		{"en", "sixteen, six hundred, sixty-six", []int{16, 600, 66}},
		{"en", "dozens, hundreds and thousands", nil},
		{"es", "decenas, cientos y miles", nil},
		{"de", "6 und sechs", []int{6}},
		{"en", "one and two, three, four", []int{1, 2, 3, 4}},
		{"es", "dos y tres; cinco", []int{2, 3, 5}},
		{"en", "99999999999999999999", nil},
		{"en", "", nil},
	} {
		var got []int
		for _, n := range Numbers(tt.text, tt.lang) {
			got = append(got, n.Value)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %v, want %v", tt.lang, tt.text, got, tt.want)
		}
	}
}

// Ordinals are no figures.
func TestOrdinals(t *testing.T) {
	en := "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth twentieth thirtieth hundredth"
	es := "primero primera segundo segunda tercero tercera cuarto quinta sexto séptimo octava noveno décimo undécimo duodécimo vigésimo centésimo"
	for lang, list := range map[string]string{"en": en, "es": es} {
		for word := range strings.FieldsSeq(list) {
			if got := Numbers("the "+word+" man", lang); len(got) > 0 {
				t.Errorf("%s: %q gives %+v", lang, word, got)
			}
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, seed := range []string{"half a dozen", "mil seis y", "1,200.5", "a a half dozen hundred", "treinta y", "6.º"} {
		f.Add(seed, "es")
		f.Add(seed, "en")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		end, runes := 0, []rune(text)
		for _, n := range Numbers(text, lang) {
			if n.Start < end || n.End <= n.Start || n.End > len(runes) || n.Value < 0 || string(runes[n.Start:n.End]) != n.Words {
				t.Errorf("%q gives %+v", text, n)
			}
			end = n.End
		}
	})
}
