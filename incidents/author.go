package incidents

import (
	"encoding/hex"
	"strings"
)

// KeptAuthor gives who wrote a revision as stores keep it: the name, and behind a zero byte, which no name has, the
// id where there is one.
func KeptAuthor(name, id string) string {
	if id == "" {
		return name
	}
	return name + "\x00" + id
}

// ReadAuthor gives the name and the id of what KeptAuthor made.
func ReadAuthor(kept string) (name, id string) {
	at := strings.LastIndexByte(kept, 0)
	if at < 0 || !isActorID(kept[at+1:]) {
		return kept, ""
	}
	return kept[:at], kept[at+1:]
}

// isActorID reports whether a text has the form of an Actor's id: a person's ULID, or a token's hash.
func isActorID(text string) bool {
	_, err := hex.DecodeString(text)
	return ValidID(text) || err == nil && len(text) == 2*len(TokenHash{})
}
