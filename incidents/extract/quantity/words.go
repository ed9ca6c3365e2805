package quantity

import (
	"strings"

	"incidentmap/incidents/extract/text"
)

// units are the words for numbers that add up: "veintidos", "thirty".
var units = numbers(`zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13
	fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
	eighty 80 ninety 90
	cero 0 uno 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15
	dieciseis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiun 21 veintiuno 21 veintiuna 21 veintidos 22 veintitres 23
	veinticuatro 24 veinticinco 25 veintiseis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50
	sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300
	cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos 800 ochocientas 800 novecientos 900 novecientas 900`)

// scales multiply what stands before them.
var scales = numbers(`hundred 100 thousand 1000 mil 1000`)

// abouts are words for about as many.
var abouts = numbers(`decena 10 docena 12 trecena 13 quincena 15 veintena 20 treintena 30 cuarentena 40 cincuentena 50 sesentena 60 centena 100 centenar 100 dozen 12 pair 2 couple 2 twin 2 par 2 trio 3`)

// plenties are words for at least as many.
var plenties = numbers(`dozens 24 decenas 20 docenas 24 hundreds 200 cientos 200 centenares 200 thousands 2000 miles 2000 scores 40 several 3 varios 3 varias 3`)

func numbers(list string) map[string]int {
	m := map[string]int{}
	fields := strings.Fields(list)
	for i := 0; i+1 < len(fields); i += 2 {
		n := 0
		for _, c := range fields[i+1] {
			n = n*10 + int(c-'0')
		}
		m[fields[i]] = n
	}
	return m
}

// modifier is what words before a number make of it.
type modifier uint8

const (
	exactly modifier = iota
	atLeast
	atMost
	about
)

// modifiers are the words before numbers, the longest first where one begins another.
var modifiers = []struct {
	words string
	means modifier
}{
	{"at least", atLeast},
	{"more than", atLeast},
	{"no fewer than", atLeast},
	{"no less than", atLeast},
	{"not less than", atLeast},
	{"over", atLeast},
	{"a minimum of", atLeast},
	{"upwards of", atLeast},
	{"as many as", atMost},
	{"up to", atMost},
	{"nearly", about},
	{"almost", about},
	{"about", about},
	{"around", about},
	{"some", about},
	{"approximately", about},
	{"roughly", about},
	{"close to", about},
	{"al menos", atLeast},
	{"por lo menos", atLeast},
	{"cuando menos", atLeast},
	{"mas de", atLeast},
	{"no menos de", atLeast},
	{"un minimo de", atLeast},
	{"hasta", atMost},
	{"casi", about},
	{"unos", about},
	{"unas", about},
	{"alrededor de", about},
	{"cerca de", about},
	{"aproximadamente", about},
	{"poco mas de", atLeast},
	{"como minimo", atLeast},
	{"a lo menos", atLeast},
	{"por arriba de", atLeast},
	{"arriba de", atLeast},
	{"ni mas ni menos que", exactly},
	{"ni menos de", atLeast},
	{"poco menos de", about},
	{"un poco menos de", about},
	{"en torno a", about},
	{"como unos", about},
	{"algo mas de", atLeast},
	{"un maximo de", atMost},
	{"cosa de", about},
}

// bound is a modifier with its words.
type bound struct {
	words []string
	means modifier
}

// bounds are the modifiers by their first word.
var bounds = boundTable()

func boundTable() map[string][]bound {
	t := map[string][]bound{}
	for _, m := range modifiers {
		words := strings.Fields(m.words)
		t[words[0]] = append(t[words[0]], bound{words, m.means})
	}
	return t
}

var (
	articles  = text.WordSet(`a an un una`)
	definites = text.WordSet(`the los las these those estos estas ambos ambas both`)
	boths     = text.WordSet(`both ambos ambas`)
	before    = text.WordSet(`other another additional otro otra otros otras`)
	after     = text.WordSet(`other others more additional mas otros otras`)

	// ordinals count one besides those who were counted: "a fourth", "un tercer hombre".
	ordinals = text.WordSet(`second third fourth fifth sixth seventh eighth ninth tenth segundo segunda tercer tercero tercera cuarto cuarta quinto quinta sexto sexta septimo septima octavo octava noveno novena`)
)
