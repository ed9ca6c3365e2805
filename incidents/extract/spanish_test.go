package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// letters are the outcomes in short.
var letters = map[incidents.Outcome]string{
	incidents.Killed: "k", incidents.DiedLater: "l", incidents.Wounded: "w", incidents.Detained: "d", incidents.Missing: "m",
}

// inShort gives the figures of drafts: "k3 w2".
func inShort(drafts []incidents.Incident) string {
	sums := map[string]int{}
	for _, d := range drafts {
		for _, c := range d.Casualties {
			for _, n := range []*int{c.Best, c.Low, c.High} {
				if n != nil {
					sums[letters[c.Outcome]] += *n
					break
				}
			}
		}
	}
	var parts []string
	for _, letter := range []string{"k", "l", "w", "d", "m"} {
		if sums[letter] > 0 {
			parts = append(parts, fmt.Sprint(letter, sums[letter]))
		}
	}
	return strings.Join(parts, " ")
}

// A Spanish lead of each kind makes one draft of a kind that is accepted, with its figures and its source; what only looks like an event
// makes none.
func TestSpanishLeads(t *testing.T) {
	for _, c := range []struct{ kinds, figures, source, text string }{
		{"attack,killing", "k3 w2", "Fiscalía", "Sujetos desconocidos que viajaban en motocicleta rafaguearon una taquería en Celaya y dejaron tres muertos y dos heridos, reportó la Fiscalía."},
		{"killing,attack", "k1", "policía", "El exalcalde de Pueblo Viejo, Rubén Salas, fue baleado y murió en el lugar la noche del jueves en Tampico, indicó la policía."},
		{"killing,attack", "k1", "", "Un abogado de 52 años fue interceptado por dos sicarios y ejecutado a plena luz del día en San Pedro Sula."},
		{"killing", "k2", "Secretaría", "Los cuerpos de dos varones con el tiro de gracia fueron abandonados en un camino vecinal de Chilapa, según la Secretaría de Seguridad Pública."},
		{"femicide,killing", "k1", "", "Una joven de 24 años fue asesinada a puñaladas por su expareja en Santiago del Estero."},
		{"prison_riot", "k6 w11", "SNAI", "Un enfrentamiento entre bandas rivales en la penitenciaría de Machala se saldó con seis presos muertos y once heridos, confirmó el SNAI."},
		{"prison_riot", "", "", "Reclusos de la cárcel de Tocorón se amotinaron el martes y mantienen como rehenes a cuatro custodios."},
		{"armed_clash", "k5 d2", "Ejército", "Cinco guerrilleros murieron en combate y dos más fueron capturados durante operaciones en Anorí, Antioquia, anunció el Ejército."},
		{"armed_clash", "k1 w3", "", "Un infante de marina perdió la vida y tres resultaron heridos al ser hostigada su patrulla por hombres armados en Tumaco."},
		{"arrest", "d3", "", "Tres funcionarios de la alcaldía de Iquitos fueron puestos bajo arresto por el incendio."},
		{"seizure,arrest", "d2", "", "Agentes decomisaron 400 kilos de marihuana en un camión en Encarnación y arrestaron a sus dos ocupantes."},
		{"abduction,missing_person", "m2", "familiares", "Dos ingenieros fueron sacados por la fuerza de un hotel en Tibú y llevados con rumbo desconocido, denunciaron sus familiares."},
		{"abduction", "m1", "", "Un ganadero fue secuestrado en su finca de Arauquita por presuntos disidentes."},
		{"missing_person,abduction", "m1", "", "Una estudiante de 19 años desapareció el sábado en Zapopan cuando se dirigía a su trabajo."},
		{"explosion,attack", "w7", "alcalde", "Una motobomba estalló frente a la estación de policía de El Plateado y dejó siete heridos, dijo el alcalde."},
		{"explosion,attack", "", "", "Un artefacto explosivo de fabricación casera fue detonado en el peaje de Pacanguilla, en Chepén, sin causar víctimas."},
		{"explosion,industrial_accident", "k3 w12", "bomberos", "Tres obreros murieron y 12 sufrieron quemaduras por la explosión de una caldera en una fábrica de Quilmes, informaron los bomberos."},
		{"industrial_accident,explosion,fire_or_smoke", "k4", "", "Cuatro personas murieron al explotar un polvorín clandestino en Tultepec."},
		{"industrial_accident", "w40", "", "Una fuga de amoníaco en una empacadora de Mazatlán dejó 40 intoxicados."},
		{"fire_or_smoke", "k2", "", "Una anciana y su nieto fallecieron al quemarse su vivienda en Comodoro Rivadavia."},
		{"fire_or_smoke", "", "Protección Civil", "Un voraz incendio arrasó con el mercado municipal de San Cristóbal, informó Protección Civil."},
		{"wildfire", "", "Conaf", "Un incendio forestal consume más de mil hectáreas en Santa Juana, indicó la Conaf."},
		{"traffic_collision", "k8 w20", "", "Ocho muertos y una veintena de heridos dejó el vuelco de un autobús de turismo en la carretera Guadalajara-Tepic."},
		{"traffic_collision", "k2", "Tránsito", "Un motociclista y su acompañante perdieron la vida al ser embestidos por un camión de volteo en Mérida, según Tránsito."},
		{"traffic_collision", "k5", "", "Cinco integrantes de una familia murieron al caer su camioneta a un barranco en la sierra de Durango."},
		{"traffic_collision", "k1 w4", "", "Un muerto y cuatro lesionados fue el saldo de un choque por alcance en el kilómetro 23 de la autopista a Cuernavaca."},
		{"traffic_collision", "k1", "", "Una mujer murió arrollada por un colectivo en el centro de Posadas."},
		{"rail_accident,traffic_collision", "k1", "", "Un hombre murió tras ser arrollado por el tren en Querétaro."},
		{"air_accident", "k4", "Aeronáutica", "Cuatro personas murieron al estrellarse una avioneta en una zona selvática del Guaviare, según la Aeronáutica Civil."},
		{"air_accident", "k2 w1", "", "Un helicóptero de la Fuerza Aérea se precipitó a tierra en Tolemaida; dos tripulantes fallecieron y uno quedó herido."},
		{"shipwreck", "k7 m4", "Armada", "Siete muertos y cuatro desaparecidos tras hundirse una embarcación turística en Guatapé, informó la Armada."},
		{"building_collapse", "k2 w3", "", "Dos albañiles murieron y tres quedaron heridos al colapsar la losa de un edificio en construcción en Naucalpan."},
		{"building_collapse,landslide,industrial_accident", "k9", "", "El desplome de una mina de carbón dejó nueve mineros muertos en Sutatausa."},
		{"landslide", "k11 m6", "UNGRD", "Un deslizamiento de tierra sepultó varias viviendas en Montecristo y dejó 11 muertos y seis desaparecidos, indicó la UNGRD."},
		{"landslide", "k3", "", "Tres miembros de una familia murieron soterrados tras un alud en Santa Cruz Barillas."},
		{"flood", "k2", "Indeci", "Dos pobladores fueron arrastrados por la crecida del río Rímac y murieron en Chosica, informó Indeci."},
		{"flood", "", "", "El desborde del río Pilcomayo dejó 300 familias evacuadas en Santa Victoria Este."},
		{"storm", "k1", "", "Un hombre murió aplastado por un árbol durante el temporal de viento en Concepción."},
		{"storm,flood", "k5", "", "El paso de la tormenta tropical Sara dejó cinco muertos en Honduras."},
		{"earthquake", "k14 w200", "", "Un terremoto de magnitud 6,8 dejó al menos 14 muertos y unos 200 heridos en Machala."},
		{"earthquake", "", "Centro", "Un temblor de 4,9 grados sacudió la mañana de hoy Pedernales, reportó el Centro Sismológico."},
		{"volcanic_eruption", "", "Instituto", "El volcán Sangay expulsó una columna de ceniza que alcanzó a Macas, informó el Instituto Geofísico."},
		{"epidemic,other_incident", "w60", "", "Unos 60 alumnos resultaron intoxicados tras consumir alimentos en una escuela de Villahermosa."},
		{"protest", "", "", "Miles de personas marcharon en Quito en rechazo a las reformas laborales."},
		{"protest,roadblock", "", "", "Maestros realizaron un plantón frente al palacio de gobierno en Morelia."},
		{"protest,riot", "w12 d20", "", "Al menos 12 heridos y 20 detenidos dejaron las protestas de este jueves en Santiago."},
		{"riot", "", "", "Una turba enardecida saqueó comercios y apedreó la alcaldía de Bolívar."},
		{"roadblock,protest", "", "", "Transportistas cortaron desde la madrugada la ruta 9 a la altura de Humahuaca en reclamo de gasoil."},
		{"roadblock", "", "", "Pobladores instalaron un tranque en la entrada a Masaya."},
		{"roadblock,vehicle_arson", "", "", "Grupos armados cerraron con vehículos en llamas los accesos a Reynosa."},
		{"vehicle_arson", "", "Carabineros", "Desconocidos redujeron a los conductores e incendiaron seis camiones de una forestal en Contulmo, informó Carabineros."},
		{"vehicle_arson", "", "", "Tres buses fueron incinerados por presuntos guerrilleros en la vía Panamericana, en Caldono."},
		{"property_attack", "", "", "Un grupo armado quemó cinco viviendas y un salón comunal en Barillas."},
		{"property_attack,attack", "", "", "Sujetos dispararon contra la fachada de un diario en Culiacán."},
		{"robbery", "", "", "Asaltantes despojaron de 300 mil pesos a un cuentahabiente en Puebla."},
		{"airstrike,attack", "k6", "", "Un bombardeo contra un campamento de las disidencias dejó seis muertos en Calamar, Guaviare."},
		{"drone_attack,explosion,attack", "w2", "", "Dos soldados heridos por un dron con explosivos en Argelia, Cauca."},
		{"police_shooting,killing,attack,robbery", "k1", "", "Un presunto asaltante fue abatido por un policía de civil en Tegucigalpa."},
		{"curfew", "", "", "Las autoridades de Esmeraldas decretaron toque de queda a partir de las diez de la noche."},
		{"school_closure", "", "Ministerio", "El Ministerio de Educación suspendió las clases presenciales en Guayaquil por la inseguridad."},
		{"flight_disruption", "", "", "El aeropuerto de Bariloche permanece cerrado por la ceniza volcánica."},
		{"transport_suspension", "", "", "El servicio de la Línea 1 del Metro de Lima fue suspendido por un desperfecto."},
		{"service_outage", "", "CFE", "Un apagón dejó sin luz a 120 mil usuarios en Cancún, informó la CFE."},
		{"shelter_advisory", "", "", "La embajada pidió a sus ciudadanos permanecer en sus casas en Puerto Príncipe."},
		{"travel_advisory", "", "Cancillería", "La Cancillería recomendó evitar viajes no esenciales a Ecuador."},
		{"business_closure", "", "", "Comerciantes bajaron las cortinas de sus negocios en Acapulco ante las amenazas."},
		{"other_incident,deaths", "k2", "", "Dos futbolistas murieron al ser alcanzados por un rayo en Chupaca."},
		{"deaths,other_incident", "k1", "", "Un niño de tres años se ahogó en una piscina en Asunción."},
		{"deaths,other_incident", "k3", "", "Tres jóvenes murieron intoxicados con monóxido de carbono en Neuquén."},
		{"panic,deaths", "w15", "", "Una estampida durante un concierto en Tehuacán dejó 15 lesionados."},
		{"attack,killing", "k1", "", "Linchan a presunto ladrón en Huauchinango; murió a golpes."},
		{"attack", "w1", "", "Una periodista fue atacada a balazos al salir de su casa en Oaxaca y está hospitalizada."},
		{"extortion,arrest", "d4", "", "Capturan a cuatro presuntos extorsionadores en Trujillo."},
		{"", "", "", "El Gobierno pondrá en marcha un plan para combatir el crimen organizado en Colima."},
		{"", "", "", "Los precios de la gasolina se dispararon en Rosario."},
		{"", "", "", "El alcalde de Cali anunció que se ejecutarán obras por 20 mil millones de pesos."},
		{"", "", "", "Este jueves se cumplen diez años de la tragedia de Mocoa, que dejó más de 300 muertos."},
		{"", "", "", "Un juez condenó a 40 años de prisión al asesino del candidato en Quito."},
		{"", "", "", "Autoridades realizarán un simulacro de sismo el próximo lunes en Puebla."},
		{"", "", "", "El delantero disparó desde fuera del área y venció al arquero en Medellín."},
		{"", "", "", "La Fiscalía de Jalisco negó que hubiera un tiroteo en la Plaza Galerías."},
		{"", "", "", "Vecinos de Ecatepec temen que se desborde el río de los Remedios."},
		{"", "", "", "En 2025 fueron asesinados 320 líderes sociales en Colombia, según la ONG."},
		{"", "", "", "El presidente tomó protesta a los nuevos secretarios en Toluca."},
		{"", "", "", "El secretario descartó que vaya a haber paro de transportistas en Veracruz."},
		{"", "", "", "Un ataque cardíaco obligó al ministro a cancelar su visita a Mendoza."},
		{"", "", "", "La caída de las ventas golpea al comercio de Tijuana."},
		{"", "", "", "La policía de Quito presentó su nuevo cuerpo de élite."},
		{"attack,killing", "k2 w1", "Guardia", "Dos jóvenes fallecieron y uno más se encuentra grave tras ser atacados por pistoleros afuera de un bar en Salamanca, refirió la Guardia Civil."},
		{"killing", "k1", "", "Hallan sin vida al líder indígena Ramiro Latorre en Toribío; llevaba tres días desaparecido."},
		{"killing", "k3", "Medicina", "Tres personas fueron asesinadas en hechos aislados registrados ayer en Santiago de los Caballeros, según Medicina Legal."},
		{"killing,attack", "k1", "", "Un elemento de la Guardia Nacional que se encontraba franco fue asesinado a tiros en Irapuato."},
		{"attack,killing", "k4", "alcalde", "Cuatro integrantes de una familia, entre ellos dos menores de edad, murieron baleados en su casa de Buenaventura, lamentó el alcalde."},
		{"killing,deaths", "k1", "", "El cuerpo sin vida de una mujer fue localizado flotando en el canal de La Compañía, en Chalco."},
		{"killing,deaths", "k5", "vecinos", "Cinco cadáveres con señales de violencia aparecieron en una brecha de San Fernando, alertaron vecinos."},
		{"killing,attack", "k1", "", "Ultimó a balazos un sicario a un comerciante en Juliaca."},
		{"killing,femicide", "k1 d1", "", "Detienen a un hombre que habría matado a su esposa en Manta."},
		{"armed_clash,attack,killing", "k7", "Sedena", "Enfrentamiento entre militares y civiles armados deja siete presuntos delincuentes muertos en Miguel Alemán, informó la Sedena."},
		{"armed_clash,attack", "w5", "", "Cinco policías resultaron lesionados al repeler un ataque armado en Tecalitlán."},
		{"prison_riot", "k1 w9", "", "Riña en el penal de Piedras Negras deja un interno muerto y nueve lesionados."},
		{"prison_riot", "", "", "Presos del penal de Palmasola se declararon en rebelión en Santa Cruz."},
		{"arrest,security_operation", "d8", "Gendarmería", "La Gendarmería desbarató una red de trata en Orán, con ocho detenidos, indicó la Gendarmería Nacional."},
		{"security_operation,seizure", "", "", "El Ejército destruyó tres laboratorios clandestinos en Cosalá."},
		{"seizure", "", "", "Hallan un arsenal en una casa de seguridad de Matamoros."},
		{"seizure,arrest", "d1", "SAT", "Decomisan un millón de dólares en el aeropuerto de Panamá a un colombiano, que fue arrestado, informó el SAT."},
		{"abduction", "m3", "", "Un comando se llevó a tres jóvenes de un bar en Cancún."},
		{"abduction,missing_person", "m4", "", "Continúan desaparecidos cuatro trabajadores levantados el domingo en San Ignacio."},
		{"explosion,attack", "k1 w3", "", "Granadazo contra un bar de Apatzingán deja un muerto y tres heridos."},
		{"explosion", "w6", "", "Una mina antipersonal hirió a seis soldados en Ituango."},
		{"explosion,fire_or_smoke,industrial_accident", "w14", "", "Explosión de una pipa de gas deja 14 quemados en Iztapalapa."},
		{"fire_or_smoke", "k1", "", "Muere calcinado un hombre en incendio de vivienda en Chihuahua."},
		{"fire_or_smoke", "", "", "Se registró un incendio en una bodega de pinturas de Ecatepec; no se reportan lesionados."},
		{"wildfire", "", "", "Las llamas han arrasado 4.500 hectáreas de bosque en Las Hurdes."},
		{"traffic_collision", "k3 w1", "", "Tres muertos y un herido grave en un accidente de tráfico en la A-4, en Valdepeñas."},
		{"traffic_collision", "k2", "", "Chocan de frente tráiler y auto en Saltillo: mueren dos."},
		{"traffic_collision", "k1", "", "Motociclista derrapa y muere en Toluca."},
		{"traffic_collision", "w30", "", "Volcó un autobús con peregrinos en Chalma; hay 30 lesionados."},
		{"traffic_collision", "k1 d1", "", "Atropelló y mató a un ciclista en Rosario: quedó detenido."},
		{"rail_accident", "w20", "", "Un tren de carga descarriló en Orizaba y dejó 20 heridos."},
		{"air_accident", "k2", "", "Se desploma avioneta en Maicao; mueren piloto y copiloto."},
		{"shipwreck", "k3 m2", "", "Naufragio de una lancha deja tres muertos y dos desaparecidos en Quibdó."},
		{"landslide", "k4", "", "Cuatro muertos por alud en Antímano."},
		{"flood", "k1 m1", "", "Una mujer murió y su hijo está desaparecido tras el desbordamiento de un arroyo en Tala."},
		{"storm", "", "", "El huracán Lidia tocó tierra en Puerto Vallarta."},
		{"storm", "", "", "Una fuerte granizada causó daños en 200 viviendas de Tunja."},
		{"earthquake", "w11", "", "Sismo de magnitud 6 deja 11 lesionados en Jipijapa."},
		{"protest", "", "", "Jubilados se manifestaron frente al Congreso en Asunción."},
		{"protest,roadblock", "", "", "Comuneros toman la caseta de Palo Blanco en Chilpancingo."},
		{"protest", "", "", "Estudiantes tomaron la rectoría de la universidad en Oaxaca."},
		{"protest", "", "", "Médicos iniciaron un paro de 48 horas en La Paz."},
		{"roadblock,protest", "", "", "Campesinos bloquean la carretera federal 15 en Los Mochis."},
		{"roadblock,protest", "", "", "Piquetes en los accesos a Córdoba capital por el paro docente."},
		{"riot,vandalism", "", "", "Hinchas causaron destrozos en el centro de La Plata."},
		{"riot,protest", "w3", "", "Policía y comerciantes se enfrentan durante desalojo en La Paz: tres heridos."},
		{"vehicle_arson", "", "", "Prenden fuego a dos patrullas en Zinacantán."},
		{"vehicle_arson,roadblock", "", "", "Incendian camiones y bloquean vialidades en Uruapan."},
		{"property_attack,attack", "", "", "Ataque con bombas molotov contra la sede de un partido en Valparaíso."},
		{"property_attack,vandalism,riot", "", "", "Queman la alcaldía de San Pablo de Borbur."},
		{"robbery", "w1", "", "Asaltan joyería en Guadalajara; un guardia resultó herido."},
		{"other_incident,deaths", "k1", "", "Un trabajador murió electrocutado en Montería."},
		{"deaths,other_incident", "k2", "", "Dos hermanos se ahogaron en el río Sinú, en Montería."},
		{"deaths,other_incident", "k1", "", "Un turista canadiense falleció ahogado en Zihuatanejo."},
		{"school_closure", "", "", "Suspenden clases en 14 municipios de Veracruz por frente frío."},
		{"transport_suspension", "", "", "Choferes suspenden corridas entre Acapulco y Chilpancingo por amenazas."},
		{"service_outage", "", "", "Sin agua 200 mil habitantes de Arequipa por rotura de una tubería."},
		{"business_closure", "", "", "Cierran comercios en Tixtla por miedo a ataques."},
		{"curfew", "", "", "Decretan toque de queda en Puerto Príncipe."},
		{"", "", "", "El candidato prometió combatir los secuestros en Morelia."},
		{"", "", "", "La película sobre el asesinato de Colosio se estrena en Tijuana."},
		{"", "", "", "Exigen justicia por el feminicidio de Ingrid Escamilla en la Ciudad de México."},
		{"", "", "", "Hace 25 años un sismo mató a mil personas en Armenia."},
		{"", "", "", "La Fiscalía investiga la muerte de los normalistas ocurrida en 2014 en Iguala."},
		{"", "", "", "Inauguran estación de bomberos en Apodaca."},
		{"", "", "", "Pronostican lluvias fuertes y posibles deslaves en Chiapas."},
		{"", "", "", "El ministro advirtió de posibles atentados en Bogotá."},
		{"", "", "", "Vecinos piden más patrullaje para evitar robos en Puebla."},
		{"", "", "", "La inflación golpea a las familias de Buenos Aires."},
		{"", "", "", "El presidente aseguró que no habrá más muertos en Guerrero."},
		{"", "", "", "Sicarios habrían planeado matar al alcalde de Durán, según la policía."},
		{"", "", "", "El Atlético ejecutó un penal en el minuto 90 en Medellín."},
		{"", "", "", "La ONG registra 1.200 homicidios en lo que va del año en Caracas."},
		{"", "", "", "Realizan marcha atrás en la reforma en Lima."},
		{"", "", "", "El teatro estalló en aplausos en Cartagena."},
		{"", "", "", "Bombardeo de críticas al alcalde de Quito."},
		{"", "", "", "La bomba de agua de Tepito fue reparada."},
		{"", "", "", "Familiares recuerdan a las víctimas del incendio de la Guardería ABC en Hermosillo."},
		{"", "", "", "El informe señala que el 40 % de los detenidos en Ecuador son jóvenes."},
		{"", "", "", "Reducen 20 % los homicidios en San Salvador."},
	} {
		var told []incidents.Incident
		sources := ""
		for _, d := range read(t, c.text, "2026-05-15") {
			if d.Incident.Class == incidents.ClassBackground {
				continue
			}
			told = append(told, d.Incident)
			for _, s := range d.Incident.Sources {
				sources += s.Publisher["es"] + " | "
			}
		}
		if c.kinds == "" {
			if len(told) > 0 {
				t.Errorf("%q: a draft of kind %s, want none", c.text, told[0].Kind)
			}
			continue
		}
		if len(told) != 1 || !slices.Contains(strings.Split(c.kinds, ","), string(told[0].Kind)) {
			t.Errorf("%q: %d drafts, want one of %s: %v", c.text, len(told), c.kinds, told)
		}
		if got := inShort(told); got != c.figures || !strings.Contains(sources, c.source) {
			t.Errorf("%q: %q by %q, want %q by %q", c.text, got, sources, c.figures, c.source)
		}
	}
}

// Where Spanish reports put what they tell, as the drafts have it.
func TestSpanishPlaces(t *testing.T) {
	for _, c := range []struct{ about, text, place, precision string }{
		{
			"a town that is not known, of a region that is", "LIMA, 25 jun (Andina).- Hubo protestas en Ayacucho.\n\nEn Zzarumbo (La Libertad) unos desconocidos mataron a dos mineros, informó la policía.\n\nEl ministro viajó a Piura.",
			"Zzarumbo, ", "adm1",
		},
		{
			"a town whose name is a person's, in the dateline", "Rosario, 3 de junio (Cable).- Dos hombres fueron asesinados a balazos anoche en el barrio Las Flores de esta ciudad.\n\nEn Avellaneda y en Quilmes, Buenos Aires, no hubo incidentes.\n\nEl gobernador viajó a Córdoba.",
			"Rosario", "locality",
		},
		{
			"the capital, in a report that is written in it", "BOGOTÁ, 9 oct (Cable).- El Congreso aprobó una ley.\n\nUnos sicarios mataron a un abogado en la capital, informó la policía.\n\nEl presidente viajó a Cali.",
			"Bogot", "locality",
		},
		{
			"those who tell what was where they live", "SANTA FE, Argentina, 26 de febrero.- Hubo elecciones.\n\nVecinos de Reconquista denunciaron que un patrullero atropelló a un ciclista, que murió.\n\nEl gobernador viajó a Córdoba.",
			"Reconquista", "locality",
		},
	} {
		told := false
		for _, d := range read(t, c.text, "2026-06-25") {
			where := d.Incident.Where
			told = told || strings.Contains(where.Place["es"], c.place) && string(where.Precision) == c.precision && inShort([]incidents.Incident{d.Incident}) != ""
		}
		if !told {
			t.Errorf("%s: no draft with people at %q (%s)", c.about, c.place, c.precision)
		}
	}
}

// What a Spanish story tells of other years, courts, plans, threats, shares and what never was makes no draft, and no figure of one.
func TestSpanishBackground(t *testing.T) {
	const story = "CULIACÁN, Sin., 15 de mayo (Cable).- Dos policías fueron asesinados a tiros este jueves en Navolato, informó la Fiscalía.\n\n" +
		"El ataque ocurrió en la carretera a Altata.\n\n%s\n\nEl gobernador viajó a Mazatlán."
	for _, line := range []string{
		"En lo que va del año han sido asesinados 41 taxistas en el estado.",
		"Este año ya suman 52 los periodistas agredidos y seis asesinados.",
		"Más de 3.000 personas fueron asesinadas en el país en 2025.",
		"En 2025 murieron 812 motociclistas, según la agencia de seguridad vial.",
		"En marzo de 2021, un ataque similar dejó nueve muertos en el mismo barrio.",
		"El 3 de junio de 2018 la erupción del volcán de Fuego causó la muerte de más de 200 personas.",
		"En febrero pasado, seis agentes murieron en una emboscada en la misma carretera.",
		"El mes pasado fueron secuestrados ocho migrantes en esa ruta.",
		"Hace dos años un alud mató a 17 personas en ese poblado.",
		"De enero a junio se han registrado 1.240 homicidios, de acuerdo con cifras oficiales.",
		"Entre enero y junio fueron asesinadas 1.240 personas.",
		"El país cerró el año pasado con 8.000 homicidios, la cifra más alta de su historia.",
		"Con este caso ya son 17 las mujeres asesinadas en 2026.",
		"Se trata del tercer alcalde asesinado en los últimos seis meses.",
		"Es el cuarto periodista asesinado este año.",
		"Según el colectivo, en la entidad hay 4.500 personas desaparecidas.",
		"El conflicto ha dejado 450.000 muertos y millones de desplazados en seis décadas.",
		"La guerra entre ambas facciones ha causado unos 1.800 muertos desde septiembre de 2024.",
		"La empresa anunció que simulará una explosión en su planta como parte de un simulacro.",
		"Protección Civil advirtió que podrían registrarse deslaves e inundaciones en las próximas horas.",
		"El gobernador dijo que no se descarta que haya más detenidos.",
		"La secretaria negó que haya desaparecidos o muertos por las lluvias.",
		"Los maestros amenazan con bloquear carreteras y cerrar escuelas si no hay respuesta.",
		"Un juez dictó 80 años de prisión contra tres secuestradores que mataron a un empresario en 2019.",
		"El acusado, que purga condena por el asesinato de cinco personas, pidió ser trasladado.",
		"La Comisión emitió una recomendación por la ejecución extrajudicial de seis civiles ocurrida en 2022.",
		"La película narra la masacre de 72 migrantes en San Fernando.",
		"El sábado se conmemora el aniversario luctuoso de los 43 estudiantes desaparecidos.",
		"El equipo local cayó 3-0 y sus delanteros desperdiciaron varios disparos.",
		"El ELN dejó en libertad ayer a un ingeniero plagiado hace dos meses, según la Cruz Roja.",
		"Los vendedores rechazan su desalojo y advierten con protestas.",
		"El plan prevé detener a 200 objetivos prioritarios.",
		"De haber estallado, la bomba habría causado decenas de muertos, dijo un experto.",
		"La víctima había sobrevivido a un atentado en 2023 en el que murió su hermano.",
		"El grupo es señalado por el secuestro de 30 personas y por al menos 15 asesinatos.",
		"La ONU estima que 1,4 millones de personas han sido desplazadas por la violencia.",
		"Unas 600 familias resultaron damnificadas y fueron llevadas a albergues.",
		"El 60 por ciento de los heridos en accidentes son motociclistas.",
		"Los carteles suelen bloquear carreteras y quemar vehículos cuando son detenidos sus líderes.",
		"El Gobierno ofrece una recompensa de 5 millones por información que conduzca a la captura del cabecilla.",
	} {
		var told []incidents.Incident
		for _, d := range read(t, fmt.Sprintf(story, line), "2026-05-15") {
			if d.Incident.Class != incidents.ClassBackground {
				told = append(told, d.Incident)
			}
		}
		if got := inShort(told); len(told) != 1 || got != "k2" {
			t.Errorf("%q: %d drafts with %q, want one with k2", line, len(told), got)
		}
	}
}
