package trigger

import "incidentmap/incidents/extract/text"

// Phrases of sentences about courts, lives, habits and anniversaries: what they tell of is not
// of the day.
var backgrounds = table(
	`convicted|indicted|extradited|pleaded|prosecuted`, `sentenced to|for`, `sentenced .. to death|life|years|prison`, `jailed for`, `found|pleaded|pleads guilty`, `handed .. sentence|sentences`, `indictment|indictments|trial|lawsuit`, `charged with|under|in`, `accused of`,
	`wanted for`, `anniversary|commemorat*`, `commonly|usually|often|typically|frequently|historically|traditionally|increasingly`,
	`ever since`, `used to`, `has|have [long] been one of`, `has|have been [among] the most|scene|site`, `has|have long`, `is|are|remain [very|all|too] common|commonplace|frequent|rife|rampant|routine|widespread|endemic`, `not uncommon`, `known for`, `considered|considers`, `over|in|for the past|last .. years|decade|decades|months`,
	`for years|decades`, `for more|over|nearly|almost|about|some|at .. years|decade|decades`, `for a decade|generation`, `in|during|over the [12] year|months to|ending|ended`, `data|figures|statistics show|shows|showed`, `when he|she was young|younger`, `in response to questions`, `years|decades of`, `so far this year`, `this year alone`,
	`condenado|condenada|condenados|sentenciado|sentenciada|sentenciados`, `condeno|sentencio|condenaron|sentenciaron a|al`, `vinculado|vinculada|vinculados a proceso`, `extraditado|extraditada`,
	`acusado|acusada|acusados|imputado|procesado|procesada de|por`, `buscado|buscada por`, `aniversario|conmemor*`, `suele|suelen|comunmente|usualmente|historicamente|frecuentemente|tradicionalmente`,
	`en los|las ultimos|ultimas .. anos|decadas|meses`, `recent years|months`, `in recent`, `desde hace`, `a lo largo de`, `en lo que va`, `durante anos|decadas`, `decadas|anos de guerra|violencia|conflicto`,
	`similar attack|attacks|incident|incidents|accident|accidents|shooting|explosion|blast|case|crash|quake`, `ataque|hecho|caso|accidente|choque|incidente|atentado|explosion|sismo similar`, `hechos|ataques|casos similares`,
	`desde el|la inicio|comienzo|arranque|llegada|toma de .. administracion|gobierno|sexenio|mandato|gestion|presidente|presidenta|gobernador|gobernadora`, `desde que asumio|inicio|comenzo|llego|tomo .. gobierno|cargo|administracion|poder|mandato|sexenio|protesta`,
	`since .. took|taking office|power`, `since .. came|coming to power`, `since the start|beginning|launch of .. administration|government|presidency|term|mandate|campaign|crackdown`,
	`en su momento`, `senalado|senalada|senalados|senaladas|responsabilizado|responsabilizada|responsabilizados de|por`, `por cada .. habitantes|personas`, `se cumple|cumplen|cumplieron|cumplio .. ano|anos|meses|decada|decadas|aniversario`, `a .. anos de|del`, `delantero|delanteros|mediocampista|goleador|arquero|goles|golearon`, `antecedentes`, `juicio`, `carrera criminal|delictiva`, `fundador|fundadora|cofundador`,
)

// lives are phrases of where somebody is from.
var lives = table(`was born|originally`, `nacio en`, `originario|originaria de`)

// Life reports whether a sentence tells where somebody is from; it may yet tell what became of them.
func Life(d *text.Document, r text.Range) bool { return len(lives.Find(d.Tokens, r)) > 0 }

// Background reports whether a sentence tells of courts, lives or habits, and not of the day.
func Background(d *text.Document, r text.Range) bool {
	for _, m := range backgrounds.Find(d.Tokens, r) {
		if m.First == r.First || !isFuture(d.Tokens, r.First, m.First-1) {
			return true
		}
	}
	return false
}

// isFuture reports whether a verb that ends at a token says what is to come: who "will be charged" was arrested today.
func isFuture(tokens []text.Token, first, i int) bool {
	switch tokens[i].Word {
	case "sera", "seran", "will", "would":
		return true
	case "be", "face", "facing":
		return i > first && isFuture(tokens, first, i-1)
	}
	return false
}
