package origin

import (
	"net/http"
	"net/netip"
	"strings"

	"incidentmap/incidents"
)

// ParseProxies reads the addresses of proxies that are believed: single ones and CIDR ranges,
// 127.0.0.1 or 10.0.0.0/8.
func ParseProxies(texts []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range texts {
		if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
			all = append(all, netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, incidents.Errorf(incidents.EInvalid, "trusted-proxies", "%s is no address or range of addresses such as 127.0.0.1 or 10.0.0.0/8", incidents.Quote(text))
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// trusts reports whether an address is a named proxy's.
func (o *Resolver) trusts(addr netip.Addr) bool {
	for _, p := range o.policy.Proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// forwarded is what a named proxy says of a request; the zero value is nothing.
type forwarded struct {
	scheme, host, prefix string
	client               netip.Addr
}

// said gives what named proxies say of a request that came from peer. Of a header with several
// values the last counts, which the nearest proxy wrote; all before it may be a stranger's.
func (o *Resolver) said(r *http.Request, peer netip.Addr) forwarded {
	if !peer.IsValid() || !o.trusts(peer) {
		return forwarded{}
	}
	f := forwarded{
		scheme: strings.ToLower(last(r.Header, "X-Forwarded-Proto")), host: last(r.Header, "X-Forwarded-Host"),
		prefix: last(r.Header, "X-Forwarded-Prefix"),
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		addr, ok := hopAddress(hops[i])
		if !ok {
			break // what stands before it is nobody's word
		}
		f.client = addr
		if !o.trusts(addr) {
			break
		}
	}
	return f
}

// last gives the last of a header's values, divided by commas or given several times.
func last(h http.Header, name string) string {
	values := h.Values(name)
	if len(values) == 0 {
		return ""
	}
	value := values[len(values)-1]
	return strings.TrimSpace(value[strings.LastIndexByte(value, ',')+1:])
}

// hopAddress reads one address of X-Forwarded-For, which some proxies give with a port.
func hopAddress(text string) (netip.Addr, bool) {
	text = strings.TrimSpace(text)
	if addr, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return addr.Unmap().WithZone(""), true
	}
	pair, err := netip.ParseAddrPort(text)
	return pair.Addr().Unmap().WithZone(""), err == nil
}
