package web

import (
	"strings"

	"incidentmap/incidents"
)

// attribution says who says something: the source, why it is not named if it is not, and
// who quotes it.
func (m messages) attribution(s incidents.Source, all []incidents.Source, lang string) attribution {
	name := m.words(s.Publisher, lang)
	var details []string
	if s.Attribution == incidents.Anonymous {
		detail := m.text("source.anonymous")
		if reason := m.words(s.Reason, lang).Text; reason != "" {
			detail = m.text("source.anonymous.reason", "reason", reason)
		}
		details = append(details, detail)
	}
	if via, quoted := sourceByID(all, s.Via); quoted {
		details = append(details, m.text("source.via", "via", m.words(via.Publisher, lang).Text))
	}
	who := name.Text
	detail := strings.Join(details, ", ")
	if detail != "" {
		who = m.text("source.detail", "who", who, "detail", detail)
	}
	return attribution{ID: s.ID, Name: name, Detail: detail, Text: m.text("source.according", "who", who)}
}

func sourceByID(all []incidents.Source, id string) (incidents.Source, bool) {
	for _, s := range all {
		if s.ID == id && id != "" {
			return s, true
		}
	}
	return incidents.Source{}, false
}

// attributions says who stands for an incident: the sources that claim something of it,
// or all of them when no claim is recorded.
func (m messages) attributions(pub *incidents.Public, lang string) []attribution {
	claiming := map[string]bool{}
	for _, c := range pub.Claims {
		if c.Stance != incidents.Disputes {
			claiming[c.Source] = true
		}
	}
	var all []attribution
	for _, s := range pub.Sources {
		if claiming[s.ID] || len(claiming) == 0 {
			all = append(all, m.attribution(s, pub.Sources, lang))
		}
	}
	return all
}

// claimant gives the source of the claim that a figure rests on, or says that there is none.
func (m messages) claimant(pub *incidents.Public, claimID, lang string) []attribution {
	for _, c := range pub.Claims {
		if c.ID != claimID {
			continue
		}
		if s, ok := sourceByID(pub.Sources, c.Source); ok {
			return []attribution{m.attribution(s, pub.Sources, lang)}
		}
	}
	return []attribution{{Text: m.text("source.none")}}
}

// source says all that is known of a source.
func (m messages) source(s incidents.Source, pub *incidents.Public, in storyText) source {
	via, _ := sourceByID(pub.Sources, s.Via)
	return source{
		ID:          s.ID,
		Name:        m.words(s.Publisher, in.lang),
		URL:         webAddress(s.URL),
		Archive:     webAddress(s.Archive),
		Kind:        label{string(s.Kind), m.text("source.kind." + string(s.Kind))},
		Attribution: label{string(s.Attribution), m.text("source.attribution." + string(s.Attribution))},
		Reason:      m.words(s.Reason, in.lang),
		Via:         m.words(via.Publisher, in.lang),
		Published:   m.instant(s.Published, in.zone),
		Retrieved:   m.instant(s.Retrieved, in.zone),
		Lang:        s.Lang,
	}
}

// webAddress gives an address that a page may link to, or nothing. Stores hold only
// such addresses; this is the second lock on the same door.
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}
