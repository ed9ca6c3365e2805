package incidents

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// Media is a picture of an incident, or a video elsewhere that is shown by a still. The picture's files are kept
// apart: see [MediaStore].
type Media struct {
	ID   string    `json:"id"` // unique in the incident: "m1"
	Kind MediaKind `json:"kind"`
	// Hash is that of the widest file of the picture, "sha256:…", by which the store has it.
	Hash   string `json:"hash"`
	Width  int    `json:"width"`  // pixels, of the widest file
	Height int    `json:"height"` // pixels
	// Link is the address of a video; readers' pages lead there and load nothing from there.
	Link    string  `json:"link,omitempty"`
	Alt     Text    `json:"alt"`    // what is to be seen, for who does not see it
	Credit  Text    `json:"credit"` // who made it
	Licence Licence `json:"licence"`
	// Warning tells what is shown that one may not want to see. With it the picture is hidden until it is asked for.
	Warning Text `json:"warning,omitempty"`
	// ShowsNoPlace is an editor's word that nothing in it tells where it was taken. Where the place is coarsened readers see
	// no picture without it.
	ShowsNoPlace bool `json:"shows_no_place,omitempty"`
}

// MediaKind tells a picture from a video.
type MediaKind string

// The kinds of media.
const (
	Picture MediaKind = "picture"
	Video   MediaKind = "video"
)

// MediaKinds lists the kinds of media.
func MediaKinds() []MediaKind { return []MediaKind{Picture, Video} }

// Bounds of media.
const (
	MaxMedia     = 20   // of an incident
	MaxMediaSide = 1600 // pixels, of the widest file, either way
	maxAlt       = 1000 // bytes, in one language
)

// mediaWidths are the widths in pixels of smaller files of a picture, as far as it is wider than they are.
var mediaWidths = []int{320, 800}

// Widths lists the widths in pixels of a picture's files, the narrowest first.
func (m *Media) Widths() []int { return MediaWidths(m.Width) }

// MediaWidths lists the widths of the files of a picture that is so wide, the narrowest first.
func MediaWidths(width int) []int {
	var all []int
	for _, w := range mediaWidths {
		if w < width {
			all = append(all, w)
		}
	}
	return append(all, width)
}

// hashPrefix begins hashes as texts.
const hashPrefix = "sha256:"

// MediaFileName gives the name of a picture's file of a width: the digits of its hash, and the width.
func MediaFileName(hash string, width int) string {
	return strings.TrimPrefix(hash, hashPrefix) + "-" + strconv.Itoa(width) + ".jpg"
}

// ParseMediaFileName reads what MediaFileName gives; false for anything else.
func ParseMediaFileName(name string) (hash string, width int, ok bool) {
	digits, rest, _ := strings.Cut(name, "-")
	number, isJPEG := strings.CutSuffix(rest, ".jpg")
	width, err := strconv.Atoi(number)
	hash = hashPrefix + digits
	return hash, width, isJPEG && err == nil && isMediaHash(hash) && name == MediaFileName(hash, width)
}

// isMediaHash reports whether a text is "sha256:" and 64 small hexadecimal digits.
func isMediaHash(s string) bool {
	digits, ok := strings.CutPrefix(s, hashPrefix)
	sum, err := hex.DecodeString(digits)
	return ok && err == nil && len(sum) == 32 && digits == strings.ToLower(digits)
}

func (m *Media) validate(p *Problems) {
	oneOf(p, ".kind", m.Kind, MediaKinds())
	if !isMediaHash(m.Hash) {
		p.Add(".hash", "%q is not that of a picture; upload it first", m.Hash)
	}
	for _, side := range []struct {
		name string
		n    int
	}{{".width", m.Width}, {".height", m.Height}} {
		if side.n < 1 || side.n > MaxMediaSide {
			p.Add(side.name, "%d is not between 1 and %d pixels", side.n, MaxMediaSide)
		}
	}
	switch {
	case m.Kind == Video && m.Link == "":
		p.Add(".link", "is missing; give the address of the video")
	case m.Kind == Picture && m.Link != "":
		p.Add(".link", "is for videos; leave it out")
	}
	validateLink(p, ".link", m.Link)
	if m.Alt.isBlank() {
		p.Add(".alt", "is empty; say what is to be seen, for who does not see it")
	}
	m.Alt.validate(p, ".alt", maxAlt)
	if m.Credit.isBlank() {
		p.Add(".credit", "is empty; say who made it")
	}
	m.Credit.validate(p, ".credit", maxTitle)
	if strings.TrimSpace(m.Licence.Name) == "" {
		p.Add(".licence.name", "is empty; say under which licence it may be shown, or that it is with permission")
	}
	if len(m.Licence.Name) > maxTitle {
		p.Add(".licence.name", "has %d bytes; the limit is %d", len(m.Licence.Name), maxTitle)
	}
	validateLink(p, ".licence.url", m.Licence.URL)
	m.Warning.validate(p, ".warning", maxTitle)
}

func (m *Media) checkNew(p *Problems) {
	checkNew(p, ".id", "", m.ID)
	m.Alt.checkNew(p, ".alt")
	m.Credit.checkNew(p, ".credit")
	m.Warning.checkNew(p, ".warning")
	checkNew(p, ".link", "", m.Link)
	checkNew(p, ".licence.name", "", m.Licence.Name)
	checkNew(p, ".licence.url", "", m.Licence.URL)
}

// isBlank reports whether no language has a word.
func (t Text) isBlank() bool {
	for _, s := range t {
		if strings.TrimSpace(s) != "" {
			return false
		}
	}
	return true
}

// Sensitive reports whether it is shown only to who asks for it.
func (m *Media) Sensitive() bool { return !m.Warning.isBlank() }

// isShownUnder reports whether readers see it of an incident whose place is disclosed by the rule.
func (m *Media) isShownUnder(rule Disclosure) bool {
	return rule == Open || rule == Coarsened && m.ShowsNoPlace
}

// mediaUnder gives what readers see of pictures of an incident whose place is disclosed by the rule. It changes nothing of all.
func mediaUnder(rule Disclosure, all []Media) []Media {
	var shown []Media
	for i := range all {
		if all[i].isShownUnder(rule) {
			shown = append(shown, all[i])
		}
	}
	return shown
}

// pastMedia gives the pictures of an incident as it was, each with the word that it shows no place where readers may see
// it by the rule and the editor's word of then, and by those of today.
func pastMedia(now Disclosure, is []Media, then Disclosure, was []Media) []Media {
	out := slices.Clone(was)
	for i := range out {
		today := out[i]
		if at := slices.IndexFunc(is, func(m Media) bool { return m.Hash == today.Hash }); at >= 0 {
			today = is[at]
		}
		out[i].ShowsNoPlace = out[i].isShownUnder(then) && today.isShownUnder(now)
	}
	return out
}

// MediaHashes lists the hashes of the incident's pictures, each once.
func (inc *Incident) MediaHashes() []string {
	var all []string
	for i := range inc.Media {
		if h := inc.Media[i].Hash; !slices.Contains(all, h) {
			all = append(all, h)
		}
	}
	return all
}

// HasMedia reports whether readers see a picture of the hash, and whether it has a file of the width.
func (p *Public) HasMedia(hash string, width int) bool {
	return slices.ContainsFunc(p.Media, func(m Media) bool { return m.Hash == hash && slices.Contains(m.Widths(), width) })
}
