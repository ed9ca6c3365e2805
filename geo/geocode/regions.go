package geocode

import "strings"

// regions are regions that lie in several countries, or in an unknown part of one. States and towns are called like many of
// them. They have no outline here.
var regions = set(
	"sahel", "sahel region", "sahara", "maghreb", "magreb", "balkans", "western balkans", "balcanes", "middle east", "near east", "medio oriente", "oriente medio", "levant", "levante", "caucasus", "caucaso", "south caucasus",
	"horn of africa", "cuerno de africa", "great lakes region", "lake chad", "lake chad basin", "lago chad", "west africa", "east africa", "central africa", "southern africa", "north africa", "sub saharan africa", "africa occidental", "africa oriental",
	"kurdistan", "kashmir", "central asia", "asia central", "southeast asia", "south asia", "east asia", "sudeste asiatico", "siberia", "scandinavia", "baltics", "baltic states", "benelux",
	"latin america", "america latina", "latinoamerica", "central america", "centroamerica", "america central", "south america", "sudamerica", "america del sur", "north america", "norteamerica", "northern triangle", "triangulo norte",
	"amazon", "amazonia", "amazon basin", "patagonia", "andes", "darien gap", "tapon del darien", "orinoquia", "europe", "europa", "eastern europe", "western europe", "africa", "asia", "oceania",
)

// isRegion reports whether a name is that of a region of several countries.
func isRegion(name string) bool { return regions[strings.TrimPrefix(name, "the ")] }
