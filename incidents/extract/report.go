package extract

import "incidentmap/incidents"

// IsReport reports whether a source of a draft is the text itself, which says so in its own voice.
func IsReport(s *incidents.Source) bool {
	for lang, name := range reportName {
		if s.Publisher[lang] == name {
			return true
		}
	}
	return false
}
