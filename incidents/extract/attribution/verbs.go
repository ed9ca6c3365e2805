package attribution

import "strings"

// conjugation gives the endings of the third persons in which reports are told, without accents: past,
// present, imperfect.
var conjugation = map[string][]string{
	"ar": {"o", "aron", "a", "an", "aba", "aban"},
	"er": {"io", "ieron", "e", "en", "ia", "ian"},
	"ir": {"io", "ieron", "e", "en", "ia", "ian"},
}

// conjugate gives the forms of regular verbs as alternatives of one pattern. A verb with a star has
// no present: "alerta" and "denuncia" are nouns.
func conjugate(verbs string) string {
	var forms []string
	for _, v := range strings.Fields(verbs) {
		v, noun := strings.CutSuffix(v, "*")
		stem, ending := v[:len(v)-2], v[len(v)-2:]
		for k, e := range conjugation[ending] {
			if present := k == 2 || k == 3; present && noun {
				continue
			}
			forms = append(forms, stem+e)
		}
	}
	return strings.Join(forms, "|")
}

// sayingVerbs are Spanish verbs of saying that are conjugated as others are.
const sayingVerbs = `informar confirmar reportar* senalar indicar precisar* detallar anunciar* declarar explicar agregar anadir comentar afirmar expresar comunicar
	relatar* narrar manifestar* exhortar recomendar estimar cifrar* reconocer admitir denunciar* acusar* apuntar puntualizar subrayar destacar recordar lamentar
	revelar notificar alertar* aclarar* corroborar ratificar mencionar externar* insistir rechazar negar* descartar justificar actualizar* difundir* especificar abundar
	enfatizar reiterar sentenciar* advertir* referir* adelantar* argumentar sugerir* concluir* responder contabilizar computar`

// irregulars are those that are not.
const irregulars = `dijo|dijeron|dice|dicen|decia|sostuvo|sostuvieron|sostiene|expuso|expusieron|refirio|refirieron|refiere|advirtio|advirtieron|advierte|
	pidio|pidieron|llamo|llamaron|elevo|elevaron|eleva|elevan|situo|situaron|redujo|redujeron|corrigio|corrigieron|nego|negaron|niega|desmintio|desmintieron|desmiente|habla|hablan|hablo|contradijo|contradijeron|contradice|conto|contaron|escribio|propuso|dispuso|sugirio|concluyo`

// oneLine gives a pattern that is written over several lines in one.
func oneLine(p string) string { return strings.Join(strings.Fields(p), "") }
