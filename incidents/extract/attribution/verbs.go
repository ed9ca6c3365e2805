package attribution

import "strings"

// sayingVerbs are Spanish verbs of saying that are conjugated as others are; one with a dash has no present, which is a noun or tells
// something else: "denuncia".
const sayingVerbs = `informar confirmar reportar- senalar indicar precisar- detallar anunciar- declarar explicar agregar anadir comentar afirmar expresar comunicar
	relatar- narrar manifestar- exhortar recomendar estimar cifrar- reconocer admitir denunciar- acusar- apuntar puntualizar subrayar destacar recordar lamentar
	revelar notificar alertar- aclarar- corroborar ratificar mencionar externar- insistir rechazar negar- descartar justificar actualizar- difundir- especificar abundar
	enfatizar reiterar sentenciar- advertir- referir- adelantar- argumentar sugerir- concluir- responder contabilizar computar
	aseverar acotar- matizar- ampliar- consignar- constatar- testificar describir- instar urgir- conminar-  totalizar-
	tuitear postear calcular celebrar- avanzar- alegar- aducir- culpar- responsabilizar- achacar- calificar- desestimar- garantizar- augurar- vaticinar- documentar- cuantificar-
	apostillar- confesar- condenar- deplorar- divulgar- compartir- resenar- contestar- replicar- exclamar verificar- aventurar remarcar asentar- transmitir- reflexionar opinar`

// irregulars are those that are not.
const irregulars = `dijo|dijeron|dice|dicen|decia|sostuvo|sostuvieron|sostiene|expuso|expusieron|expone|refirio|refirieron|refiere|advirtio|advirtieron|advierte|
	pidio|pidieron|llamo|llamaron|elevo|elevaron|eleva|elevan|situo|situaron|corrigio|corrigieron|nego|negaron|niega|desmintio|desmintieron|desmiente|
	habla|hablan|hablo|contradijo|contradijeron|contradice|conto|contaron|cuenta|cuentan|escribio|propuso|dispuso|sugirio|concluyo|atribuyo|atribuyeron|atribuye|mantuvo|
	predijo|admitio|insistio|describio|preve|preven|previo|adujo|adujeron|cree|creen|sospecha|sospechan`

// participles are those of verbs of saying, after "ha" and "han".
func participles() string {
	forms := []string{"dicho", "expuesto", "sostenido", "advertido", "referido", "escrito", "desmentido", "atribuido", "contado", "puesto", "pedido"}
	for v := range strings.FieldsSeq(sayingVerbs) {
		v = strings.TrimSuffix(v, "-")
		ending := "ido"
		if strings.HasSuffix(v, "ar") {
			ending = "ado"
		}
		forms = append(forms, v[:len(v)-2]+ending)
	}
	return strings.Join(forms, "|")
}

// conjugated gives a pattern of the forms of verbs in which reports are told.
func conjugated(verbs string) string { return "{" + strings.Join(strings.Fields(verbs), "}|{") + "}" }

// oneLine gives a pattern that is written over several lines in one.
func oneLine(p string) string { return strings.Join(strings.Fields(p), "") }
