package geocode

import "strings"

// seas are seas and oceans. No country holds them, and towns are called like many of them.
// They have no outline here.
var seas = set(
	"mediterranean", "mediterranean sea", "mediterraneo", "mar mediterraneo", "mediterranee", "mer mediterranee", "central mediterranean", "western mediterranean", "eastern mediterranean", "mediterraneo central", "mar mediterraneo central",
	"caribbean", "caribbean sea", "caribe", "mar caribe", "mer des caraibes", "mar do caribe", "atlantic", "atlantic ocean", "north atlantic", "south atlantic", "north atlantic ocean", "south atlantic ocean", "atlantico", "oceano atlantico", "ocean atlantique",
	"pacific", "pacific ocean", "north pacific", "south pacific", "pacifico", "oceano pacifico", "ocean pacifique", "indian ocean", "oceano indico", "ocean indien", "arctic ocean", "oceano artico", "southern ocean",
	"aegean", "aegean sea", "mar egeo", "adriatic", "adriatic sea", "mar adriatico", "black sea", "mar negro", "red sea", "mar rojo", "north sea", "mar del norte", "baltic", "baltic sea", "mar baltico", "caspian sea", "mar caspio", "dead sea", "mar muerto",
	"sea of azov", "mar de azov", "ionian sea", "tyrrhenian sea", "alboran sea", "mar de alboran", "arabian sea", "mar arabigo", "andaman sea", "south china sea", "mar de china meridional", "east china sea", "sea of japan", "yellow sea", "coral sea", "tasman sea", "bering sea", "irish sea", "barents sea", "celebes sea", "sulu sea", "java sea", "timor sea",
	"persian gulf", "arabian gulf", "golfo persico", "gulf of aden", "golfo de aden", "gulf of guinea", "golfo de guinea", "gulf of mexico", "golfo de mexico", "gulf of america", "gulf of california", "sea of cortez", "mar de cortes", "golfo de california", "gulf of oman", "gulf of thailand", "gulf of sidra", "bay of bengal", "golfo de bengala", "bay of biscay",
	"english channel", "canal de la mancha", "la manche", "pas de calais", "sicily channel", "strait of sicily", "canal de sicilia", "mozambique channel", "bosphorus", "dardanelles", "strait of gibraltar", "estrecho de gibraltar", "strait of hormuz", "strait of malacca", "florida straits", "straits of florida", "bab el mandeb", "windward passage", "mona passage",
	"international waters", "aguas internacionales", "high seas", "alta mar", "at sea", "open sea", "en el mar",
)

// seaWords begin or end the names of seas that are not listed.
var seaWords = phrases("sea of", "gulf of", "bay of", "strait of", "straits of", "golfo de", "golfo do", "golfe de", "estrecho de", "oceano", "mer de", "mar de", "mar do")

// isSea reports whether a name is that of a sea: one that is listed, or one that is made like
// that of a sea and that no place bears.
func (c *Geocoder) isSea(name string) bool {
	name = strings.TrimPrefix(name, "the ")
	if seas[name] {
		return true
	}
	if name == "" || c.g.Has(name) {
		return false
	}
	words := strings.Fields(name)
	for _, p := range seaWords {
		if startsWith(words, p) {
			return true
		}
	}
	last := words[len(words)-1]
	return len(words) > 1 && (last == "sea" || last == "ocean" || last == "strait")
}
