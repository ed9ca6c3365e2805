package geocode

// formerStates are states by names that they had, or are written by, and that the gazetteer has not as names of theirs: places
// of no note elsewhere are called so, too.
var formerStates = map[string]string{
	"distrito federal": "MX.09 BR.07 VE.25",
}
