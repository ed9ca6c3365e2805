package i18n

import (
	"regexp"
	"strings"

	"incidentmap/incidents"
)

// saysUnnamed finds a publisher's name that tells itself that the source is not named.
var saysUnnamed = regexp.MustCompile(`(?i)anonim|anónim|anonym|unnamed|not (to be |being )?(named|identified)|sin (ser )?(nombr|identific)|no ser (nombrad|identificad)|no (se )?identific`)

// Attribution says who says something: the source, why it is not named if it is not, and
// who quotes it.
func (m Language) Attribution(s incidents.Source, all []incidents.Source, lang string) Attribution {
	name := m.Words(s.Publisher, lang)
	var details []string
	if s.Attribution == incidents.Anonymous {
		detail, reason := m.Text("source.anonymous"), m.Words(s.Reason, lang).Text
		said := saysUnnamed.MatchString(name.Text) // which is not said twice
		switch {
		case reason != "" && !said:
			detail = m.Text("source.anonymous.reason", "reason", reason)
		case said:
			detail = reason
		}
		if detail != "" {
			details = append(details, detail)
		}
	}
	if via, quoted := SourceByID(all, s.Via); quoted {
		details = append(details, m.Text("source.via", "via", m.Words(via.Publisher, lang).Text))
	}
	who := name.Text
	detail := strings.Join(details, ", ")
	if detail != "" {
		who = m.Text("source.detail", "who", who, "detail", detail)
	}
	return Attribution{ID: s.ID, Name: name, Detail: detail, Text: m.Text("source.according", "who", who)}
}

// SourceByID finds a source among those of an incident.
func SourceByID(all []incidents.Source, id string) (incidents.Source, bool) {
	for _, s := range all {
		if s.ID == id && id != "" {
			return s, true
		}
	}
	return incidents.Source{}, false
}

// Attributions says who stands for an incident: the sources that claim something of it,
// or all of them when no claim is recorded.
func (m Language) Attributions(pub *incidents.Public, lang string) []Attribution {
	claiming := map[string]bool{}
	for _, c := range pub.Claims {
		if c.Stance != incidents.Disputes {
			claiming[c.Source] = true
		}
	}
	var all []Attribution
	for _, s := range pub.Sources {
		if claiming[s.ID] || len(claiming) == 0 {
			all = append(all, m.Attribution(s, pub.Sources, lang))
		}
	}
	return all
}

// Claimant gives the source of the claim that a figure rests on, or says that there is none.
func (m Language) Claimant(pub *incidents.Public, claimID, lang string) []Attribution {
	for _, c := range pub.Claims {
		if c.ID != claimID {
			continue
		}
		if s, ok := SourceByID(pub.Sources, c.Source); ok {
			return []Attribution{m.Attribution(s, pub.Sources, lang)}
		}
	}
	return []Attribution{m.Unstated()}
}

// Unstated says that no source is given.
func (m Language) Unstated() Attribution {
	text := m.Text("source.none")
	return Attribution{Name: Words{Text: text}, Text: text}
}

// Source says all that is known of a source.
func (m Language) Source(s incidents.Source, pub *incidents.Public, in Texts) Source {
	via, _ := SourceByID(pub.Sources, s.Via)
	return Source{
		ID:          s.ID,
		Name:        m.Words(s.Publisher, in.Lang),
		URL:         WebAddress(s.URL),
		Archive:     WebAddress(s.Archive),
		Kind:        Label{string(s.Kind), m.Text("source.kind." + string(s.Kind))},
		Attribution: Label{string(s.Attribution), m.Text("source.attribution." + string(s.Attribution))},
		Reason:      m.Words(s.Reason, in.Lang),
		Via:         m.Words(via.Publisher, in.Lang),
		Published:   m.Instant(s.Published, in.Zone),
		Retrieved:   m.Instant(s.Retrieved, in.Zone),
		Lang:        s.Lang,
	}
}

// WebAddress gives an address that a page may link to, or nothing. Stores hold only
// such addresses; this is the second lock on the same door.
func WebAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}
