package attribution

import (
	"strings"

	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

func table(patterns ...string) *phrase.Table[bool] {
	t := phrase.New[bool]()
	for _, p := range patterns {
		t.Add(p, true)
	}
	return t
}

// says are verbs of reporting, with the words that belong to them.
var says = map[string]*phrase.Table[bool]{
	"en": table(
		`said|says|saying|told|tells|reported|announced|announces|confirmed|confirms|added|adds|stated|wrote|writes|tweeted|posted`,
		`measured|estimated|estimates`, `say|tell|believe|believes`, `suspect|suspects|suspected that`, `denied|denies|deny|blamed|blames|accused|accuses`, `listed|lists .. dead|killed|missing|injured|wounded|hurt`, `identified the`, `located|placed the epicenter|epicentre`, `spoke|speaks|speak of`, `show|shows|showed|suggest|suggests [that]`,
		`put|puts it|them|losses|casualties|deaths|fatalities|damage|damages at`, `puts the dead|toll|number|death`, `warned|warns|urged|urges|advised|advises|acknowledged|explained|noted|claimed|declared|disclosed|revealed|indicated|insisted|recommended|asked`,
		`cautioned|cautions|counted|tallied|logged|alleges|recounted|recalled|narrated|informed|stressed|maintained|asserted|reiterated|clarified|described|verified|corroborated|admitted|conceded|commented|remarked|testified|disputed|promised`,
		`alleged that`, `has|have|had|also|later|today|yesterday|since|further|earlier [also|since] reported|said|announced|confirmed|stated|warned|added|cautioned|counted|acknowledged|estimated|alleged|told|claimed|urged|advised`, `put|puts the dead|toll|number|injured|wounded|death|figure|missing|count|total|tally`, `gave|gives|offered a|an|the [lower|higher|different] toll|count|figure|number|death|tally`, `raised|revised|lowered|updated the|its [death] toll|count|number|figure`, `later raised|revised|lowered|updated the|its [death] toll|count|number|figure`,
	),
	"es": table(
		oneLine(irregulars), conjugated(sayingVerbs),
		`dio|dieron|da|dan a conocer`, `dio|dieron cuenta de`, `hablo|hablaron [primero|inicialmente] de`, `publico|publicaron en|que`, `aseguro|aseguraron|asegura|aseguran que`,
		`ha|han|habia|habian [ya|tambien] `+participles(),
		`muestra|muestran|mostro|mostraron|revela|revelan que`, `daba|daban cuenta|parte de`, `ubico|ubicaron|fijo|fijaron|localizo el epicentro`, `publico|publicaron el|la|los|las diario|periodico|medio|agencia|semanario|revista|portal|rotativo|medios|diarios`, `mantiene|mantienen|mantuvo|mantenia la|el|su cifra|saldo|balance|numero|conteo`,
		`redujo|redujeron .. cifra|numero|saldo|balance|conteo`, `dio|dieron parte|fe [de]`, `puso|pusieron en conocimiento`, `dejo|dejaron saber|claro`, `hizo|hicieron hincapie|publico|publica`, `dan|da cuenta de`, `habla|hablan|hablo|hablaron de`,
		`hizo|hicieron saber|publico|publica`,
	),
}

// acts are verbs of who orders or stops something, and so is the source of it.
var acts = map[string]*phrase.Table[bool]{
	"en": table(`suspended|canceled|cancelled|halted|closed|ordered|imposed|decreed|grounded|declared|issued|lifted`, `suspends|cancels|halts|orders|issues`, `also suspended|canceled|cancelled|halted`, `called off`, `withdrew|scrubbed|scrapped|axed|clamped|slapped|snapped|diverted|rerouted|postponed`, `pulled all|its|most|some`, `imposing|ordering|suspending|canceling|cancelling|closing|declaring`),
	"es": table(`suspendio|suspendieron|cancelo|cancelaron|cerro|cerraron|ordeno|ordenaron|decreto|decretaron|suspende|cancela|determino|determinaron|impuso|emitio|emitieron`,
		`mantiene|mantuvo|mantienen [su|la|una|el|un] alerta|aviso|advertencia`),
}

// stopped are what is stopped or closed, which tells nothing.
var stopped = text.WordSet(`school schools class classes flight flights airport airports business businesses shop shops store stores line service buses trains aeropuerto escuela escuelas clases
	vuelo vuelos comercio comercios negocio negocios linea servicio tiendas mercado road roads highway carretera will stay`)

// asides begin what stands between a name and its verb without being either.
var asides = text.WordSet(`en por sin however meanwhile though for in asimismo ademas tambien also`)

// joinsName are small words within names.
var joinsName = text.WordSet(`de del la of the for`)

// accordings stand before who tells.
var accordings = map[string]*phrase.Table[bool]{
	"en": table(`according to`, `according to the|a|an|its|his|her|their [latest|new|own|official|preliminary|initial] statement|report|count|tally|update|bulletin|figures|data|records|list|estimate from|by|of|at`,
		`according to a|an|the|its .. kept|compiled|provided|collected|maintained|prepared|issued|published by`,
		`by|in|on the|a|an [latest|new|own|official|preliminary|initial] count|tally|update|statement|bulletin|estimate|reckoning|briefing|list of|by|from`, `count|tally|list|figures|data|records|toll|estimate kept|compiled|provided|collected|maintained by`,
		`number|toll|count|figure|tally|figures [was|were] given|provided|released|confirmed|corroborated by`, `quoted|quotes|quotes`, `per`, `as reported|confirmed|stated by`, `citing|cited|quoting`),
	"es": table(`segun`, `segun lo [que]`, `de acuerdo con|a|al [lo]`, `segun|con|a|al lo informado|reportado|dicho|senalado|indicado|publicado|declarado|manifestado|establecido|difundido por`,
		`segun pudo|pudieron conocer|constatar|saber|confirmar|corroborar|verificar|establecer`, `conforme a|al|con`, `en palabras|voz|opinion de|del`, `a decir|juicio de|del`, `citando|cito|citaron a|al`, `acorde con|a|al`, `con base en`,
		`saldo|cifra|cifras|numero|balance|version|dato|datos que dio|dieron|da|ofrecio|ofrecieron|entrego|entregaron|aporto|aportaron|proporciono`, `cifra|cifras|saldo|balance|dato|datos|numero confirmad*|corroborad* por`, `divulgado|divulgada|divulgados|divulgadas|proporcionado|proporcionada|proporcionados|proporcionadas|facilitado|facilitada|facilitados|facilitadas por`,
		`balance|reporte|informe|boletin|comunicado|saldo|conteo|recuento|cifra|cifras|datos [oficial|preliminar|oficiales] [","] difundid*|publicad*|emitid*|compilad*|recopilad*|elaborad* por`,
		`en un|una|el|la|su [nuevo|nueva|primer|ultimo|ultima] conteo|recuento|comunicado|boletin|balance|parte|actualizacion de`, `se lee|indica|senala|consigna en`),
}

// institutions are words of offices and bodies that tell things.
var institutions = text.WordSet(`911 112 066 fge fgr fgje fgjem sspe pnc cti indeci coen sngre sngr ungrd conred insivumeh snai carabineros gendarmeria pdi senapred onemi conaf sinapred copeco inpec dijin gaula
	fuerza fuerzas documents data figures tally institucion armada mossos ertzaintza renfe adif aena capufe cfe pemex onu oea acnur oim unicef cidh cicr acnudh amnistia indepaz conaie sutran provial enersa aemet ideam senamhi prefectura jefatura comisaria division
	unidad cuerpo brigada delegacion subdelegacion generalitat junta cabildo xunta consejeria conselleria intendencia municipalidad viceministerio subsecretaria sistema personeria contraloria
	coordinadora organismos entidades organizaciones ong ongs parroquia diocesis arzobispado cooperativa compania operadora sociedad observatorios reporte reportes informe informes balance recuento
	dependencias instituciones corporaciones cuerpos mesa vocerias concesionarias aseguradora agencias embajadas consulados sindicatos federaciones colectivas comunicados partes xinhua telam dpa ansa
	rpp caracol televisa milenio notimex emisora emisoras televisora televisoras diarios periodicos rotativo portal cartera policiales forenses cifras datos estadisticas registros semefo samu samur peritos autopsia
	ministry department office police army navy military prosecutor prosecutors government embassy consulate authorities authority
	agency command garrison battalion brigade administration secretariat committee council court airline airlines airport company organization group
	hospital institute center centre society network commission bureau service guard forces force civil officials report statement communique bulletin release fbi dea un ngo union federation
	fiscalia secretaria policia ejercito marina gobierno embajada consulado autoridades autoridad agencia comandancia ayuntamiento alcaldia procuraduria
	direccion instituto comision proteccion bomberos cruz roja guardia nacional sedena semar ssp ssc sspc defensa comunicado boletin parte dependencia
	corporacion corporaciones aerolinea aerolineas aeropuerto empresa organizacion grupo hospital gabinete zona region militar personal presidencia
	universidad university district districts unidos kingdom britain colectivo colectivos federacion confederacion asociacion patronato fundacion ong registro
	secretariado cancilleria consejo tribunal juzgado defensoria distrito seguridad inteligencia corte penitenciario penitenciaria carcelaria voceria caseta
	central regulador meteorologico sismologico servicio ministry's patrol watchdog monitor observatory militia army's rebels
	militants insurgents jihadists extremists separatists guerrillas organismo ente entidad comite gobernacion superintendencia concesionaria observatorio council chairman chairwoman gremio gremios magisterio dirigencia
	sindicato camara coparmex conagua imss vocero vocera vocería coordinacion fuente fuentes source sources mando mandos municipio oficina fiscal
	ministerio departamento state canada canadian air airways firefighters paramedics paramedicos medicos doctors rescuers emergency prosecutor's
	troopers garda gardai constabulary psni headquarters corps cross crescent opposition operator carrier energy electricity electric railway railways rail railroad fire rescue grid networks utility utilities corp
	corporation ltd plc board bank fund trust laboratory secretariat presidency parliament cabinet regime junta coalition alliance party examiner's coroner's mayor's governor's sheriff's attorney's president's
	daily times herald tribune gazette broadcaster newspapers website xinhua tass interfax sana irna tap anadolu pti bbc cnn nhk dpa kyodo yonhap jazeera records unhcr unicef unifil monusco amnesty nypd lapd
	swat deputies police's council's ngos charity charities watchdogs monitors jirga ambulance eskom transnet amtrak
	telesur reuters afp efe ap media medios prensa press newspaper radio station channel television diario periodico`)

// persons are words of people who tell things.
var persons = withForms(`vecino testigo funcionario portavoz vocero director subdirector coordinador secretario subsecretario ministro viceministro gobernador prefecto subprefecto intendente
	alcalde edil regidor sindico concejal diputado senador procurador defensor personero juez magistrado abogado comisario subcomisario comandante jefe subjefe brigadier
	inspector subinspector bombero rescatista socorrista paramedico medico doctor enfermero perito experto investigador academico profesor maestro estudiante alumno comerciante vendedor
	empresario trabajador obrero empleado operario minero pescador campesino agricultor ganadero productor comunero ejidatario poblador habitante residente lugareno morador aldeano colono
	familiar pariente allegado padre madre hermano hijo esposo viudo tio primo abuelo companero sobreviviente superviviente pasajero usuario conductor chofer automovilista transportista taxista
	activista dirigente lider presidente vicepresidente titular encargado delegado representante embajador consul canciller obispo arzobispo sacerdote parroco pastor misionero reportero
	periodista corresponsal comunicador gerente administrador propietario dueno organizador manifestante sindicalista gremialista consejero asesor mandatario jerarca cabecilla regente
	ambientalista defensor guardaparques damnificado desplazado integrante miembro`, `guard guards custodio custodia soldier soldado family father mother villager villagers elder worker workers farmer farmers driver lieutenant sergeant detective inspector
	coordinator coroner paramedic nurse teacher survivors lawyers activists relatives official spokesman spokeswoman spokesperson officer minister secretary governor mayor president chief director commander general colonel
	captain lieutenant analyst witness witnesses resident residents neighbor neighbors police source sources survivor relative relatives lawyer activist leader
	ambassador doctor priest bishop journalist reporter manager prosecutor attorney sheriff senator deputy
	familia padre madre hermano hermana hijo hija esposa esposo viuda pariente parientes transportistas comerciantes activistas manifestantes maestros campesinos
	ejidatarios dirigente dirigentes lider lideres lideresa lideresas medico enfermera enfermero rescatistas socorristas automovilistas choferes conductores usuarios
	prefect provost ruler monarch chieftain premier magistrate boss head constable coroner examiner principal passerby bystander bystanders eyewitness eyewitnesses onlookers locals aide lawmaker legislator councilman councillor
	councilor politician rescuer rescuers volunteer volunteers medic medics nurses surgeon pathologist neighbour neighbours shopkeeper traders fisherman herder passenger passengers student students teachers
	colleague friend cousin brother sister uncle aunt son daughter wife husband widow boyfriend girlfriend grandmother grandfather parent parents mourner worshipper cleric imam pastor monk nun
	administrator commissioner superintendent ranger diplomat trader archbishop warden principal clerk chairman chairwoman comisionado comisionada subcomisionado subcomisionada dirigencia
	diputado diputada senador senadora regidor regidora canciller ministro ministra rector rectora vicefiscal procurador procuradora inspector
	trabajadores empleados locatarios colonos lugarenos comuneros sobrevivientes sobreviviente
	funcionario funcionaria portavoz vocero vocera titular secretario secretaria gobernador gobernadora alcalde alcaldesa presidente presidenta comandante
	fiscal general coronel director directora testigo testigos vecino vecinos habitantes pobladores residentes familiares analista activista abogado
	embajador comisario sacerdote obispo reportero periodista coordinador delegado delegada subsecretario edil mandatario mandataria jefe jefa agente fuente fuentes`)

// seen are people who saw it.
var seen = withForms(`vecino habitante poblador residente lugareno morador testigo usuario automovilista comerciante vendedor pariente padre madre hermano hijo esposo viudo sobreviviente superviviente
	pasajero campesino pescador transportista conductor chofer comunero colono aldeano ejidatario`, `witness witnesses resident residents neighbor neighbors testigo testigos vecino vecinos habitantes pobladores residentes survivor survivors
	survivor survivors sobreviviente sobrevivientes eyewitness eyewitnesses bystander bystanders passerby onlookers passenger passengers neighbour neighbours shopkeeper brother sister uncle aunt wife husband widow mourner worshipper usuarios locals familiares relatives family father mother villager villagers survivors familia padre madre hermano hermana esposa
	esposo viuda transportistas comerciantes automovilistas choferes colonos lugarenos comuneros campesinos pariente parientes`)

// unnamed are words for one who has no name in the text.
var unnamed = text.WordSet(`oficial funcionarias allegados allegado official officials funcionario funcionaria funcionarios source sources fuente fuentes agente officer mando mandos investigator`)

// withForms gives words, and the forms of Spanish nouns for people.
func withForms(nouns, words string) map[string]bool {
	set := text.WordSet(words)
	for w := range strings.FieldsSeq(nouns) {
		for _, n := range phrase.NounForms(w) {
			set[n.One], set[n.Many] = true, true
		}
	}
	return set
}

// pronouns stand for who spoke before.
var pronouns = text.WordSet(`he she they it who el ella ellos quien`)

// socials say that the report is on social media.
var socials = table(
	`videos|video|images|footage|posts|photos|clips .. social media|networks|platforms`, `videos|video|images|footage|posts|photos|clips .. online|x|facebook|tiktok|whatsapp`, `social media|networks`, `redes sociales`,
	`videos|video|imagenes|fotografias .. redes|difundid*|circul*|viral*`, `usuarios de redes`,
)

// reasons begin why a source is not named.
var reasons = table(
	`requested anonymity|to`, `condition of anonymity`, `not authorized|authorised to`, `declined to be named|identified`, `asked|asking not to be named|identified|quoted`,
	`anonymity|anonymously`, `insisted on anonymity`, `asked that his|her|their name`, `refused to be named|identified`, `not allowed|permitted|cleared to speak|talk|comment|discuss`,
	`for security reasons`, `for fear of`, `feared|fearing for`, `without giving his|her|their name`,
	`anonimato`, `no ser identificad*|nombrad*|citad*`, `no estar autorizad*|facultad*`, `no esta|estaba|estan|estaban autorizad*`, `omitir|omitio|reservo|oculto su nombre|identidad`, `no dar|revelar|mencionar|divulgar|publicar|difundir su|sus nombre|nombres|identidad`, `no quiso|quisieron|se identificarse|identificar|identifico|identificaron|dar`, `prefirio|prefirieron|pidio|pidieron|solicito|solicitaron|rehuso|rehusaron no identificarse|ser|dar|revelar|mantener|reservar|omitir`, `omitio|omitieron su|sus nombre|nombres|identidad`, `en|bajo reserva|anonimato|condicion`, `no estaba|esta|estaban facultad*|autorizad*`, `por temor|miedo a`, `por motivos|razones de seguridad`, `no contar|tener|cuenta|tiene con|permiso`, `reserva de su|la identidad`,
)

// footage begins what shows something by itself, whoever posted it.
var footage = text.WordSet(`videos video images footage photos clips imagenes fotografias`)

// channels are the words between a verb and who tells that say by which way.
var channels = table(
	`a este|esta|un|una|la|los|las|al diario|medio|agencia|periodico|corresponsal|emisora|cadena|medios|periodistas|reporteros|prensa [de] [locales|local|nacionales]`,
	`a efe|afp|ap|reuters|cnn|milenio`, `a la|el afp|ap|efe|bbc|agencia`, `por su|otra parte|lado`, `en|por|mediante su|sus|la|una cuenta|cuentas|perfil|red|pagina|redes [social|sociales|oficial|oficiales] [de] [la] [red] [social] [x|twitter|facebook|instagram]`, `via|por telefonica|telefono|mensaje|escrito`, `desde`, `al|a diario|periodico`, `to reporters|journalists`,
	`en|mediante|por un|una|su|el|la comunicado|entrevista|conferencia|mensaje|boletin|video|cuenta|reporte|informe [de] [prensa|x]`, `a la prensa`, `a medios|reporteros|periodistas`,
	`en conferencia|rueda [de] [prensa]`, `en entrevista`, `en x|facebook|twitter`, `en redes sociales`, `en|a traves de|por sus|su redes|cuenta|cuentas [sociales|oficial|oficiales]`, `informo|confirmo|reporto|dijo|indico|senalo`, `in a statement`, `on|via x`,
)

// ends are the words at which the name of who tells ends.
var ends = text.WordSet(`run known called conocido conocida llamado llamada en who which that whose que quien quienes cual in on at when while after by via during because as and but y e al tras durante mediante desde
	through from este esta hoy ayer today yesterday late early sunday monday tuesday wednesday thursday friday saturday domingo lunes martes miercoles jueves viernes sabado
	es son fue fueron era eran also later to a had has have was were is are said told reported could would did didn't`)

// keeps are those of them that may stand within the name of an institution, before a capital.
var keeps = text.WordSet(`en in on at of and y e from for para`)

var articles = text.WordSet(`the a an el la los las un una unos unas this that these those dicha dicho dichas dichos esta este estas estos esa ese esas esos su sus its their`)
