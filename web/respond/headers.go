package respond

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// contentPolicy lets pages load what this server sends and nothing else. There is no
// inline script, and a style sheet only where AllowStyle lets it in: the client's configuration is data in the page, which is not run.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "

const nobody = "frame-ancestors 'none'"

// Secured sets the headers that keep browsers from doing more than the pages need.
func Secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		next.ServeHTTP(w, r)
	})
}

func secure(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy+nobody)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// alwaysTLS has browsers come by TLS alone for a year (RFC 6797, section 6.1). What is beside or
// below the server's name is not ours to speak for.
const alwaysTLS = "max-age=31536000"

// AllowStyle lets a page hold a style sheet, which is known by its digest (Content Security
// Policy Level 3, section 2.3.1).
func AllowStyle(h http.Header, style string) {
	digest := sha256.Sum256([]byte(style))
	allowed := "style-src 'self' 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'"
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "style-src 'self'", allowed, 1))
}

// ToAnyOrigin sets the headers by which pages of any origin may read an answer.
func ToAnyOrigin(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Content-Disposition, Link, Accept-Ranges, Content-Range")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// AllowOrigins lets pages of any origin read the answers, without credentials, and
// answers the preflight (Fetch Standard, section 3.3). It does not look at Origin, so that
// caches keep one answer for all.
func AllowOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		ToAnyOrigin(h)
		if r.Method != http.MethodOptions {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Allow", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match, If-Range, Last-Event-ID, Range")
		h.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
	})
}

// Framed lets pages of some origins frame an answer: ancestors is the value of frame-ancestors
// (CSP Level 3, section 6.4.2), such as * or "https://paper.example". The frame may be
// sandboxed into an origin of its own.
func Framed(h http.Header, ancestors string) {
	h.Set("Content-Security-Policy", contentPolicy+"frame-ancestors "+ancestors)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Del("Cross-Origin-Opener-Policy") // is of windows, and breaks those that sandboxed frames open
}

// Framing lets a page frame pages of this server.
func Framing(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy+"frame-src 'self'; "+nobody)
}
