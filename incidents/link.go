package incidents

import (
	"net/url"
	"strings"
)

// IsLink reports whether the text is a web address, of http or https, with a host.
func IsLink(s string) bool {
	if isPlainLink(s) {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// isPlainLink tells most of the addresses that url.Parse takes, in a fraction of its time:
// a scheme, a host of letters, digits, dots and hyphens, and a path without escapes.
func isPlainLink(s string) bool {
	host, ok := strings.CutPrefix(s, "https://")
	if !ok {
		host, ok = strings.CutPrefix(s, "http://")
	}
	i := 0
	for i < len(host) && (isAlphanumeric(host[i]) || host[i] == '-' || host[i] == '.') {
		i++
	}
	if !ok || i == 0 || i < len(host) && host[i] != '/' {
		return false
	}
	for ; i < len(host); i++ {
		if c := host[i]; !isAlphanumeric(c) && strings.IndexByte("/-._~", c) < 0 {
			return false
		}
	}
	return true
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
