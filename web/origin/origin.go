package origin

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// Policy is whose requests are taken, and whose word on them.
type Policy struct {
	// Hosts are the names that requests may be for, without ports. With none all are taken that
	// have the form of a host.
	Hosts []string
	// LoopbackOnly takes loopback's names alone, where there are no Hosts: a server that this
	// machine alone reaches has no other.
	LoopbackOnly bool
	// Proxies are the addresses of proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.
	Proxies []netip.Prefix
}

// Origin is for which site a request is, and from whom.
type Origin struct {
	// Base is the site's address as the reader knows it, "https://example.org/map".
	Base string
	// Client is the address that the request came from; not valid where that is not known.
	Client netip.Addr
	// Local says that the request came from this machine, and no proxy passed it on.
	Local bool
}

// maxBases is how many addresses of one server are told in links, where they are taken from requests.
const maxBases = 16

// Resolver tells requests' origins. It is safe for use by many goroutines.
type Resolver struct {
	public string // as of ParsePublic
	policy Policy

	mu    sync.Mutex
	bases map[string]bool
}

// New makes a resolver for a server that readers know by a public address, as of ParsePublic, or
// by what each request names where that is empty.
func New(public string, p Policy) (*Resolver, error) {
	hosts, err := parseNames(p.Hosts)
	if err != nil {
		return nil, err
	}
	p.Hosts = hosts
	return &Resolver{public: public, policy: p, bases: map[string]bool{}}, nil
}

// Refusal is the error of a request that is for no site of this server's.
type Refusal struct {
	is     *incidents.Error
	status int
}

// Error says what is wrong.
func (e Refusal) Error() string { return e.is.Error() }

// Status gives the status of the answer.
func (e Refusal) Status() int { return e.status }

// Unwrap gives what is wrong.
func (e Refusal) Unwrap() error { return e.is }

// Codes of Refusals.
const (
	CodeMisdirected incidents.Code = "misdirected"    // for a name that is not this server's
	CodeMalformed   incidents.Code = "malformed_host" // for what is no host, or below what is no prefix
)

func malformed(name, text, want string) error {
	return Refusal{incidents.Errorf(CodeMalformed, name, "%s is no %s", incidents.Quote(text), want), http.StatusBadRequest}
}

// Resolve gives a request's origin, and the request as it is below the prefix at which the server
// lives: a proxy may pass that on or take it off. The error is a Refusal with 400 for what has not the
// form of a host or a prefix, and with 421 for a name that is not this server's. Health is
// told whatever the name: who asks for it knows the server by its address.
func (o *Resolver) Resolve(r *http.Request) (Origin, *http.Request, error) {
	peer := peerOf(r)
	f := o.said(r, peer)
	made := Origin{Client: peer, Local: peer.IsLoopback() && !f.client.IsValid()}
	if f.client.IsValid() {
		made.Client = f.client
	}
	prefix := PrefixOf(o.public)
	if o.public == "" {
		var ok bool
		if prefix, ok = parsePrefix(f.prefix); !ok {
			return made, r, malformed("X-Forwarded-Prefix", f.prefix, "path that this server can live below")
		}
	}
	r = below(r, prefix)
	h, err := o.host(r, f)
	if err != nil && !address.IsHealth(r.URL.Path) {
		return made, r, err
	}
	if made.Base = o.public; made.Base == "" {
		scheme := "http"
		if isScheme(f.scheme) {
			scheme = f.scheme
		}
		made.Base = o.known(r, scheme, h, prefix)
	}
	return made, r, nil
}

// host reads and judges the name that a request is for.
func (o *Resolver) host(r *http.Request, f forwarded) (host, error) {
	name, text := "Host", r.Host
	if f.host != "" {
		name, text = "X-Forwarded-Host", f.host
	}
	h, ok := parseHost(text)
	if !ok {
		return h, malformed(name, text, "host name or address")
	}
	switch {
	case len(o.policy.Hosts) > 0:
		ok = slices.Contains(o.policy.Hosts, h.name)
	case o.policy.LoopbackOnly:
		ok = h.isLoopback()
	}
	if !ok {
		return h, Refusal{incidents.Errorf(CodeMisdirected, name, "%s is no name of this server; its names are set with --public-url and --hosts", incidents.Quote(h.name)), http.StatusMisdirectedRequest}
	}
	return h, nil
}

// known gives the base of links for a request's host. It is told back for the address that the
// connection was made to and for the first few others; beyond them links lead to the former, so
// that strangers cannot have what is kept for a base made over and over.
func (o *Resolver) known(r *http.Request, scheme string, h host, prefix string) string {
	reached, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	base := scheme + "://" + h.String() + prefix
	if reached != nil && h.String() == reached.String() && prefix == "" {
		return base
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case o.bases[base]:
	case len(o.bases) < maxBases && h.name != "":
		o.bases[base] = true
	case reached != nil:
		return "http://" + reached.String()
	default:
		return ""
	}
	return base
}

// peerOf gives the address of the connection's other end; not valid where it has none.
func peerOf(r *http.Request) netip.Addr {
	pair, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return pair.Addr().Unmap().WithZone("")
}

// below gives a request as it is below a prefix, of which it is a copy where its path begins with that.
func below(r *http.Request, prefix string) *http.Request {
	path, found := under(r.URL.Path, prefix)
	if prefix == "" || !found {
		return r
	}
	u := *r.URL
	u.Path = path
	if u.RawPath != "" {
		if u.RawPath, found = under(u.RawPath, prefix); !found {
			return r // its own letters are escaped, as no client of ours does
		}
	}
	other := *r
	other.URL = &u
	return &other
}

func under(path, prefix string) (string, bool) {
	rest, found := strings.CutPrefix(path, prefix)
	if !found || rest != "" && rest[0] != '/' {
		return path, false
	}
	if rest == "" {
		rest = "/"
	}
	return rest, true
}

type key struct{}

// With notes a request's origin in its context.
func With(ctx context.Context, o Origin) context.Context { return context.WithValue(ctx, key{}, o) }

// Of gives the origin that With noted.
func Of(ctx context.Context) (Origin, bool) {
	o, ok := ctx.Value(key{}).(Origin)
	return o, ok
}
