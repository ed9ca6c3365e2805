package extract

import (
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/trigger"
)

// goods are what is seized and counted or measured.
var goods = text.WordSet(`arma armas fusil fusiles rifle rifles pistola pistolas granada granadas lanzagranadas cargador cargadores cartucho cartuchos municiones explosivos chaleco chalecos
	vehiculo vehiculos camioneta camionetas tractocamion tractocamiones auto autos motocicleta motocicletas aeronave avioneta lancha lanchas
	kilo kilos kilogramo kilogramos gramo gramos tonelada toneladas litro litros dosis paquete paquetes envoltorio envoltorios bolsa bolsas costales pastillas plantas plantios
	laboratorio laboratorios campamento campamentos inmueble inmuebles toma tomas pesos dolares
	arms weapon weapons gun guns pistols handgun handguns grenade grenades launcher launchers magazines rounds ammunition explosives vests vehicle vehicles truck trucks car cars
	kilogram kilograms pound pounds ton tons tonne tonnes liters litres gallons packages bricks pills plants labs laboratory laboratories dollars`)

// mostGoods bounds the claims of what was seized that one sentence makes.
const mostGoods = 12

// seized gives what a sentence about a seizure counts: "26 armas largas", "3 toneladas de marihuana".
func (r *reading) seized(l *line) []text.Range {
	from := -1
	for i := range l.triggers {
		if t := &l.triggers[i]; t.Kind == "seizure" && t.Modality == trigger.Actual {
			from = t.First
			break
		}
	}
	if from < 0 || l.background {
		return nil
	}
	var found []text.Range
	for _, n := range quantity.Read(r.d.Tokens, text.Range{First: max(l.First, from-goodsReach), Last: l.Last}, r.d.Lang) {
		last := r.goodsEnd(l, n.Last)
		switch k := len(found) - 1; {
		case last == 0:
		case k >= 0 && found[k].Last == n.First:
			found[k].Last = last // "two kilos 125 grams"
		case len(found) < mostGoods:
			found = append(found, text.Range{First: n.First, Last: last})
		}
	}
	if len(found) == 0 {
		found = r.uncounted(l, from)
	}
	return found
}

// uncounted gives the goods of a sentence about a seizure that are told of in the plural, without numbers: "rocket launchers".
func (r *reading) uncounted(l *line, from int) []text.Range {
	var found []text.Range
	for i := max(l.First, from-2*goodsReach); i < l.Last && len(found) < mostGoods; i++ {
		w := r.token(i)
		if !goods[w] || w[len(w)-1] != 's' {
			continue
		}
		first := i
		if i > l.First && r.d.Tokens[i-1].Shape != text.Mark && r.d.Tokens[i-1].Shape != text.Number && !quantityLeads[r.token(i-1)] {
			first--
		}
		found = append(found, text.Range{First: first, Last: i + 1})
	}
	return found
}

// quantityLeads are small words before goods that are no part of their name.
var quantityLeads = text.WordSet(`and y e or o of de the los las el la other otros otras seized aseguro aseguraron decomiso decomisaron incauto with con en in`)

// goodsReach is how far before the word for a seizure what was seized may begin: "nueve armas fueron aseguradas".
const goodsReach = 6

// goodsEnd gives the end of the goods that a number before a token counts, with what they are of; 0 where it counts none.
func (r *reading) goodsEnd(l *line, i int) int {
	const adjectives = 2
	for j := i; j < min(l.Last, i+adjectives+1); j++ {
		if r.d.Tokens[j].Shape == text.Mark {
			return 0
		}
		if !goods[r.token(j)] {
			continue
		}
		end := j + 1
		switch w := r.token(end); {
		case (w == "de" || w == "of") && end+1 < l.Last && r.d.Tokens[end+1].Shape != text.Mark:
			return end + 2
		case w == "largas" || w == "cortas" || w == "clandestinos" || w == "blindados" || w == "blindadas":
			return end + 1
		}
		return end
	}
	return 0
}
