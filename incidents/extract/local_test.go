package extract_test

import "testing"

// A local report's quarters are no far towns that bear their names; the hurt are treated elsewhere than where they were hurt; a village that is
// not known is told of the district that it is said to lie in.
func TestEnglishLocalPlaces(t *testing.T) {
	const after = "\n\nNobody else spoke. Nearby Dundalk, Towson and Catonsville were quiet.\n\nThe talks go on. There was no other news.\n"
	checkPlaces(t, "en", "BALTIMORE -- ", after, []whereTold{
		{"Two men were shot to death Friday on Pennsylvania Avenue in Upton.", "Upton", "Massachusetts"},
		{"A woman was stabbed to death Saturday in Cherry Hill.", "Cherry Hill", "Virginia"},
		{"Three people were killed in a fire Sunday in Sandtown.", "Sandtown", "Texas"},
		// Near misses: another state that is said, and a large town that needs none.
		{"Two Towson men were shot to death Friday in Upton, Massachusetts.", "Upton Massachusetts", ""},
		{"A Towson man was shot to death Friday in Cleveland.", "Cleveland Ohio", ""},
	})
	checkPlaces(t, "en", "THIRUVANANTHAPURAM, India (AP) — ", "\n\nThe rain goes on. Nobody else spoke.\n\nRoads were shut. There was no other news.\n", []whereTold{
		{"A hillside buried eleven people at Meppadi in Kerala's Wayanad district on Wednesday. Six who were dug out are undergoing treatment at Kalpetta.", "Meppadi", "Kalp"},
		{"A bus plunged into a gorge at Chundale in Kerala's Wayanad district, killing nine people. Twelve others were admitted in Kozhikode.", "Chundale", "Kozhikode"},
		{"Four people were killed when a wall fell in Kollam. The hurt are being treated at Kottayam.", "Kollam", "Kottayam"},
		{"A gas leak killed two people in Kollam on Monday, and 40 were hospitalized in Alappuzha.", "Kollam", ""},
	})
}
