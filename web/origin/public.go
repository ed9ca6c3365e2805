package origin

import (
	"net/url"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// maxPrefix is how long the path may be below which the server lives, in bytes.
const maxPrefix = 200

// ParsePublic reads the address that readers use, such as https://maps.example.org or
// https://example.org/map/, and gives it without a slash at the end; an empty one stays empty.
func ParsePublic(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	wrong := incidents.Errorf(incidents.EInvalid, "public-url", "%s is not of the form https://maps.example.org or https://example.org/map/", incidents.Quote(text))
	u, err := url.Parse(text)
	if err != nil || !isScheme(u.Scheme) || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" {
		return "", wrong
	}
	h, ok := parseHost(u.Host)
	if !ok {
		return "", wrong
	}
	prefix, ok := parsePrefix(u.EscapedPath())
	if !ok {
		return "", incidents.Errorf(incidents.EInvalid, "public-url",
			"%s has a path that this server cannot live below: write letters, digits, - . _ and ~ between slashes, and begin with none of %s",
			incidents.Quote(text), strings.Join(address.Roots(), ", "))
	}
	return u.Scheme + "://" + h.String() + prefix, nil
}

// Secure reports whether an address of ParsePublic's is one that browsers reach by TLS and from
// elsewhere, so that they may be told never to come without it.
func Secure(public string) bool {
	below, isTLS := strings.CutPrefix(public, "https://")
	name, _, _ := strings.Cut(below, "/")
	h, ok := parseHost(name)
	return isTLS && ok && !h.isLoopback()
}

func isScheme(s string) bool { return s == "http" || s == "https" }

// parsePrefix reads a path below which the server lives, and gives it without a slash at the end.
// Its letters are those that are never escaped, so that a path has it in one way only, and it
// begins with no path of this server's own, or /stories/x could be meant with it or without.
func parsePrefix(text string) (prefix string, ok bool) {
	text = strings.TrimSuffix(text, "/")
	if text == "" {
		return "", true
	}
	below, rooted := strings.CutPrefix(text, "/")
	if !rooted || len(text) > maxPrefix {
		return "", false
	}
	parts := strings.Split(below, "/")
	for _, part := range parts {
		if part == "" || part == "." || part == ".." || strings.IndexFunc(part, func(c rune) bool { return !isUnreserved(c) }) >= 0 {
			return "", false
		}
	}
	return text, !slices.Contains(address.Roots(), "/"+parts[0])
}

// isUnreserved reports whether a character is never escaped in addresses (RFC 3986, section 2.3).
func isUnreserved(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-._~", c)
}

// PrefixOf gives the path of an address of ParsePublic's: "/map" of https://example.org/map.
func PrefixOf(base string) string {
	_, below, _ := strings.Cut(base, "://")
	if at := strings.IndexByte(below, '/'); at >= 0 {
		return below[at:]
	}
	return ""
}
