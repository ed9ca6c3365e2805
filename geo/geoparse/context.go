package geoparse

import (
	"strings"

	"incidentmap/geo/gazetteer"
)

// All words here are in normalised form (gazetteer.Normalize), English and Spanish.

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

// abbreviations are words whose full stop does not end a sentence.
var abbreviations = set(`mr mrs ms dr sr sra dra srta lic ing gov gob sen rep gen gral lt col sgt capt cmdr maj pres prof rev hon
	st saint ft fort mt mount jr vs no num av ave blvd rd hwy jan feb mar apr jun jul aug sept sep oct nov dec
	ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
	ags camp chis chih coah dgo gto gro hgo jal mex mor nay oax pue qro sin son tab tamps tlax ver yuc zac cd ciudad edo estado mpio municipio
	inc corp co ltd bros dept univ assn`)

// sentenceWords begin sentences and no names.
var sentenceWords = set(`the a an this that these those he she it they we you i in on at but and or if when while as after before
	el la los las un una en por para pero y o si cuando mientras como segun tras este esta`)

// functionWords never bear a name by themselves, and end a person's name.
var functionWords = set(`the a an this that these those he she it they we you i his her its their our your my him them us me
	and or but nor so yet if when while as after before because since although though until unless
	in on at by of for from to with without into onto over under about against between among through during near
	is are was were be been being has have had do does did will would can could may might must shall should not no
	who whom whose which what where why how there here then than too very also just only even more most some any all both each few many much other such
	el la los las un una unos unas lo le les se su sus mi tu nos me te y e o u ni pero sino si que quien cual cuyo donde cuando como
	en de del al a por para con sin sobre entre hacia hasta desde segun tras ante bajo contra durante mediante
	es son fue fueron era eran ha han habia sera seran esta estan este esta estos estas ese esa esos esas aquel aquella no ya muy mas menos
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`)

// locatives stand before a place more than before anything else.
var locatives = set(`in at near from to into across outside inside throughout toward towards around via within beyond through onto off
	en desde hacia hasta`)

// weakLocatives stand before places and many other things.
var weakLocatives = set(`of for and between over on by with de del para y entre por a al e`)

// assaults are what is done to places, and in headlines right before their names.
var assaults = set("attack attacks attacked strike strikes struck shell shells shelled shelling bomb bombs bombed bombing hit hits raid raids raided storm stormed besiege besieged")

// directionWords before a name make it a place.
var directionWords = set(`north south east west northern southern eastern western central northeast northwest southeast southwest
	northeastern northwestern southeastern southwestern upper lower downtown uptown suburban rural nearby greater mainland metro metropolitan midtown
	occidental oriental septentrional meridional orientale occidentale
	norte sur este oeste oriente poniente noreste noroeste sureste suroeste sudeste sudoeste centro`)

// placeNouns before "of" or "de", or right before a name, make it a place.
var placeNouns = set(`city town village state province county municipality district region island capital suburb port border coast outskirts
	streets mayor governor people republic kingdom prefecture parish borough township hamlet community residents citizens
	ciudad pueblo villa poblado comunidad localidad municipio estado provincia departamento distrito region isla capital puerto frontera costa
	afueras alcaldia delegacion colonia barrio vereda corregimiento alcalde alcaldesa gobernador gobernadora habitantes vecinos republica reino aeropuerto
	carretera autopista penal carcel zona municipios estados ciudades provincias departamentos`)

// placeFollowers after a name make it a place: "Salem police", "Ohio residents".
var placeFollowers = set(`police resident residents man woman men women native area mayor city county town village township state province region district
	island islands river valley border coast authorities officials government governor senator lawmakers voters metro airport
	suburb downtown schools officers prosecutors firefighters sheriff family families couple teen teenager boy girl mother father student students
	neighborhood neighbourhood headquarters embassy office bureau capital direction community camp camps territory`)

// personTitles stand before a person's name.
var personTitles = set(`mr mrs ms miss dr sir lord lady president presidente presidenta prime minister senator sen rep representative congressman congresswoman
	gov governor gobernador gobernadora mayor alcalde alcaldesa judge justice juez jueza chief sheriff deputy officer detective sgt sergeant lt lieutenant capt captain
	col colonel gen general gral maj major cpl corporal pvt private admiral commander prof professor rev reverend father padre fray sister brother bishop archbishop
	cardinal pope papa king queen prince princess rey reina coach manager director secretary secretario secretaria spokesman spokeswoman spokesperson
	attorney analyst actor actress singer author writer artist senor senora sr sra srta don dona lic licenciado ing doctor doctora maestro maestra
	vocero vocera fiscal comandante capitan teniente sargento coronel diputado diputada regidor regidora quarterback pitcher guard forward defender striker
	founder ceo chairman chairwoman chair owner reporter editor correspondent rookie outfielder midfielder goalkeeper alias nicknamed named called`)

// speech follows persons, and of places only countries.
var speech = set(`said says told added asked noted explained recalled wrote writes testified joked insisted replied thinks believes smiled laughed
	dijo afirmo senalo agrego explico comento declaro aseguro indico sostuvo`)

// organisationHeads after a name make the whole an organisation's name, in which the name
// is still a place's.
var organisationHeads = set(`university college school schools high middle elementary hospital medical police fire department sheriff sheriffs county city state
	times post news herald tribune journal gazette star daily chronicle press observer bank council court district chamber church cathedral airport
	international regional national public park stadium theatre theater center centre museum library institute club united association authority
	commission office house senate legislature assembly government ministry embassy army navy air guard team league conference zoo street avenue road
	universidad hospital policia aeropuerto`)

// organisationStarts before "of" or "de" make what follows part of an organisation's
// name, in which the name is still a place's.
var organisationStarts = set(`university bank college institute museum church diocese archdiocese chamber council port republic state city people
	universidad banco colegio instituto museo iglesia diocesis arquidiocesis camara puerto republica estado ciudad fiscalia gobierno congreso`)

// local words after a name say that it is a town or county, and no country or state.
var local = set(`elementary middle high school schools independent police fire mayor council councilman councilwoman councilmember man woman
	resident residents native township city county sheriff ems hospital memorial chamber ymca library volunteer firefighters selectmen public parks superintendent
	alcalde alcaldesa policia`)

// national words after a name say that it is a country.
var national = set(`president government army troops embassy minister ambassador parliament forces military regime invasion border
	presidente gobierno ejercito embajada`)

// localCue is what a local or national word says, in natural logarithms of odds.
const localCue = 4.0

// kindOf is the kind of place that a word beside a name says it is.
var kindOf = map[string]gazetteer.Kind{
	"state": gazetteer.Admin1, "province": gazetteer.Admin1, "estado": gazetteer.Admin1, "provincia": gazetteer.Admin1, "departamento": gazetteer.Admin1,
	"county": gazetteer.Admin2, "counties": gazetteer.Admin2, "municipality": gazetteer.Admin2, "municipio": gazetteer.Admin2, "district": gazetteer.Admin2,
	"alcaldia": gazetteer.Admin2,
	"city":     gazetteer.Populated, "town": gazetteer.Populated, "village": gazetteer.Populated, "ciudad": gazetteer.Populated, "pueblo": gazetteer.Populated,
	"republic": gazetteer.Country, "kingdom": gazetteer.Country, "republica": gazetteer.Country,
}

// diseases are named after places, and are not there.
var diseases = set("virus fever flu influenza disease syndrome encephalitis measles strain variant fiebre gripe enfermedad")

// airlines, too.
var airlines = set("airways airlines airline aerolineas")
