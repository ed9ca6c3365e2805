package origin

import (
	"net"
	"strings"
)

// PolicyOf gives the policy of a server that listens on listen, "127.0.0.1:8080" or ":8080", from its
// settings. With a public address or with hosts it takes their names alone; else on loopback
// loopback's names alone; else every name, so that who comes from the same network, by whatever
// name that has for this machine, gets the map. The error names the setting.
func PolicyOf(listen, public string, hosts, proxies []string) (Policy, error) {
	var p Policy
	public, err := ParsePublic(public)
	if err != nil {
		return p, err
	}
	if _, below, given := strings.Cut(public, "://"); given {
		name, _, _ := strings.Cut(below, "/")
		h, _ := parseHost(name)
		p.Hosts = append(p.Hosts, h.name)
	}
	p.Hosts = append(p.Hosts, hosts...)
	if name, _, err := net.SplitHostPort(listen); err == nil && name != "" {
		if strings.Contains(name, ":") {
			name = "[" + name + "]"
		}
		h, ok := parseHost(name)
		p.LoopbackOnly = ok && h.isLoopback()
	}
	p.Proxies, err = ParseProxies(proxies)
	return p, err
}
