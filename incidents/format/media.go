package format

import "incidentmap/incidents"

// media is a picture as seen in one language.
type media struct {
	*incidents.Media
	lang string
}

var mediaColumns = table(
	column[media]{
		name: "id", getter: text(func(m media) string { return m.ID }),
		about: say("The picture's id in the incident.", "El identificador de la imagen en el incidente."),
	},
	column[media]{
		name: "kind", getter: text(func(m media) string { return string(m.Kind) }), values: words(incidents.MediaKinds()),
		about: say("A picture, or the still of a video that is elsewhere.", "Una imagen, o la imagen fija de un video que está en otro sitio."),
	},
	column[media]{
		name: "file", getter: text(func(m media) string { return incidents.MediaFileName(m.Hash, m.Width) }),
		about: say("The name of its widest file, a JPEG, below the incident's address and /media/.",
			"El nombre de su archivo más ancho, un JPEG, bajo la dirección del incidente y /media/."),
	},
	column[media]{
		name: "width", getter: number(func(m media) (int, bool) { return m.Width, true }),
		about: say("The file's width in pixels.", "El ancho del archivo en píxeles."),
	},
	column[media]{
		name: "height", getter: number(func(m media) (int, bool) { return m.Height, true }),
		about: say("The file's height in pixels.", "El alto del archivo en píxeles."),
	},
	column[media]{
		name: "link", getter: text(func(m media) string { return m.Link }),
		about: say("The address of the video.", "La dirección del video."),
	},
	column[media]{
		name: "alt", getter: text(func(m media) string { return in(m.Alt, m.lang) }),
		about: say("What is to be seen.", "Lo que se ve."),
	},
	column[media]{
		name: "credit", getter: text(func(m media) string { return in(m.Credit, m.lang) }),
		about: say("Who made it.", "Quién la hizo."),
	},
	column[media]{
		name: "licence", getter: text(func(m media) string { return m.Licence.Name }),
		about: say("Under which licence it may be shown.", "Bajo qué licencia puede mostrarse."),
	},
	column[media]{
		name: "licence_url", getter: text(func(m media) string { return m.Licence.URL }),
		about: say("The licence's address.", "La dirección de la licencia."),
	},
	column[media]{
		name: "warning", getter: text(func(m media) string { return in(m.Warning, m.lang) }),
		about: say("What it shows that one may not want to see; show it only to who asks for it.",
			"Lo que muestra que quizá no se quiera ver; muéstrela solo a quien la pida."),
	},
)
