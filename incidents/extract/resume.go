package extract

import "incidentmap/incidents/extract/text"

// resumed are Spanish nouns with which a sentence goes on to tell of what was told before: "El vehículo se salió de la vía".
var resumed = text.WordSet(`hecho hechos suceso incidente siniestro percance tragedia vehiculo autobus bus omnibus colectivo camion camioneta unidad automotor tren avion avioneta aeronave
	helicoptero embarcacion lancha bote llamas fuego supervivientes sobrevivientes victima victimas fallecidos muertos heridos lesionados cuerpos cadaveres restos occiso occisos atacantes agresores sicarios pistoleros
	asaltantes responsables balacera tiroteo explosion deflagracion onda`)

// goesOnWith reports whether a sentence begins with such a noun and its article.
func (r *reading) goesOnWith(l *line) bool {
	if r.d.Lang != "es" || r.d.Loud || l.First == 0 || !resumed[r.token(l.First+1)] {
		return false
	}
	switch r.token(l.First) {
	case "el", "la", "los", "las", "dicho", "dicha", "dichos", "dichas":
		return true
	}
	return false
}

// boats are what collides on the water, and boatReach is how far after the word for it they stand, in words.
var boats = text.WordSet(`embarcacion embarcaciones lancha lanchas bote botes barco barcos buque buques yate deslizador deslizadores catamaran ferry ferri panga pangas canoa canoas`)

const boatReach = 6
