// Package origin says for which site a request is, and from whom: the scheme, the host and the
// path below which readers know the server, and the client's address. They are taken from the
// settings, from the request, and from what named proxies say of it, and from nothing else.
//
// Goals: a request for a name that is not this server's is refused, so that no other site can
// pose as this one in a reader's browser (DNS rebinding); no text of a stranger's becomes part of
// a link unless it has the form of a host; what is built on a request's host has few variants.
//
// Non-goals: RFC 7239's Forwarded, which common proxies pass on as the client sent it; TLS, which
// is ended by a proxy.
package origin
