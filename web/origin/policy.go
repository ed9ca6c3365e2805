package origin

import (
	"net"
	"strings"

	"incidentmap/incidents"
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
	if p.Hosts, err = parseNames(append(p.Hosts, hosts...)); err != nil {
		return p, err
	}
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

// parseNames reads names and addresses of hosts as settings have them, without ports.
func parseNames(texts []string) ([]string, error) {
	var names []string
	for _, text := range texts {
		h, ok := parseHost(text)
		if !ok && strings.Contains(text, ":") {
			h, ok = parseHost("[" + text + "]") // an IPv6 address
		}
		if !ok || h.port != "" {
			return nil, incidents.Errorf(incidents.EInvalid, "hosts", "%s is no name of a host such as maps.example.org, without a port", incidents.Quote(text))
		}
		names = append(names, h.name)
	}
	return names, nil
}
