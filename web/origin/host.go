package origin

import (
	"net/netip"
	"strconv"
	"strings"
)

// Bounds of a host (RFC 1035, section 2.3.4), in bytes.
const (
	maxName  = 253
	maxLabel = 63
)

// host is a Host header's value: a name or an address, and the port if there is one.
type host struct {
	name string // in lower case, without brackets and without a dot at the end
	port string // "" when it is not given
	addr netip.Addr
}

// parseHost reads a Host header's value (RFC 9110, section 7.2). What is no host name of ASCII
// letters, no IPv4 and no bracketed IPv6 address, with or without a port, is refused: internationalised
// names come as xn--.
func parseHost(text string) (host, bool) {
	h := host{name: text}
	if at := strings.LastIndexByte(text, ':'); at >= 0 && !strings.HasSuffix(text, "]") {
		h.name, h.port = text[:at], text[at+1:]
		if n, err := strconv.ParseUint(h.port, 10, 16); err != nil || n == 0 || len(h.port) > 5 {
			return host{}, false
		}
	}
	if inner, isLiteral := strings.CutPrefix(h.name, "["); isLiteral {
		inner, closed := strings.CutSuffix(inner, "]")
		addr, err := netip.ParseAddr(inner)
		h.name, h.addr = addr.String(), addr
		return h, closed && err == nil && addr.Is6() && addr.Zone() == ""
	}
	h.name = strings.ToLower(strings.TrimSuffix(h.name, "."))
	if addr, err := netip.ParseAddr(h.name); err == nil {
		h.addr = addr
		return h, addr.Is4()
	}
	return h, isName(h.name)
}

// isName reports whether a text in lower case is a host's name. One whose last label is a number
// is none: browsers take it for an IPv4 address (URL Standard, section 3.5).
func isName(name string) bool {
	if name == "" || len(name) > maxName {
		return false
	}
	last := ""
	for last = range strings.SplitSeq(name, ".") {
		if last == "" || len(last) > maxLabel || last[0] == '-' || last[len(last)-1] == '-' {
			return false
		}
		if strings.IndexFunc(last, func(c rune) bool { return !inName(c) }) >= 0 {
			return false
		}
	}
	return strings.Trim(last, "0123456789") != ""
}

func inName(c rune) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

// String writes the host as it stands in an address.
func (h host) String() string {
	name := h.name
	if h.addr.Is6() {
		name = "[" + h.addr.String() + "]"
	}
	if h.port == "" {
		return name
	}
	return name + ":" + h.port
}

// isLoopback reports whether the host is this machine by one of loopback's names (RFC 6761,
// section 6.3).
func (h host) isLoopback() bool {
	if h.addr.IsValid() {
		return h.addr.Unmap().IsLoopback()
	}
	return h.name == "localhost" || strings.HasSuffix(h.name, ".localhost")
}
