package web

import (
	"strings"

	"incidentmap/incidents"
)

// attribution says who says something: the source, why it is not named if it is not, and
// who quotes it.
func (p page) attribution(s incidents.Source, all []incidents.Source, lang string) attribution {
	name := p.words(s.Publisher, lang)
	var details []string
	if s.Attribution == incidents.Anonymous {
		detail := p.T("source.anonymous")
		if reason := p.words(s.Reason, lang).Text; reason != "" {
			detail = p.T("source.anonymous.reason", "reason", reason)
		}
		details = append(details, detail)
	}
	if via, quoted := sourceByID(all, s.Via); quoted {
		details = append(details, p.T("source.via", "via", p.words(via.Publisher, lang).Text))
	}
	who := name.Text
	detail := strings.Join(details, ", ")
	if detail != "" {
		who = p.T("source.detail", "who", who, "detail", detail)
	}
	return attribution{ID: s.ID, Name: name, Detail: detail, Text: p.T("source.according", "who", who)}
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
func (p page) attributions(pub *incidents.Public, lang string) []attribution {
	claiming := map[string]bool{}
	for _, c := range pub.Claims {
		if c.Stance != incidents.Disputes {
			claiming[c.Source] = true
		}
	}
	var all []attribution
	for _, s := range pub.Sources {
		if claiming[s.ID] || len(claiming) == 0 {
			all = append(all, p.attribution(s, pub.Sources, lang))
		}
	}
	return all
}

// claimant gives the source of the claim that a figure rests on, or says that there is none.
func (p page) claimant(pub *incidents.Public, claimID, lang string) []attribution {
	for _, c := range pub.Claims {
		if c.ID != claimID {
			continue
		}
		if s, ok := sourceByID(pub.Sources, c.Source); ok {
			return []attribution{p.attribution(s, pub.Sources, lang)}
		}
	}
	return []attribution{{Text: p.T("source.none")}}
}

// source says all that is known of a source.
func (p page) source(s incidents.Source, pub *incidents.Public, in storyText) source {
	via, _ := sourceByID(pub.Sources, s.Via)
	return source{
		ID:          s.ID,
		Name:        p.words(s.Publisher, in.lang),
		URL:         webAddress(s.URL),
		Archive:     webAddress(s.Archive),
		Kind:        label{string(s.Kind), p.T("source.kind." + string(s.Kind))},
		Attribution: label{string(s.Attribution), p.T("source.attribution." + string(s.Attribution))},
		Reason:      p.words(s.Reason, in.lang),
		Via:         p.words(via.Publisher, in.lang),
		Published:   p.instant(s.Published, in.zone),
		Retrieved:   p.instant(s.Retrieved, in.zone),
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
