package extract

import "incidentmap/incidents"

// What is asked of kinds when statements are joined; the table of kinds says it.

func familyOf(k incidents.Kind) incidents.Family { return k.Family() }

// tellsMore reports whether kind a tells more than b of the same family.
func tellsMore(a, b incidents.Kind) bool { return a.TellsMore(b) }

func takesFigures(k incidents.Kind) bool { return k.IsDeadly() }

func isAccident(k incidents.Kind) bool { return k.IsAccident() }
