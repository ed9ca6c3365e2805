package call

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"incidentmap/incidents"
)

// maxKey is how long an idempotency key may be, in bytes.
const maxKey = 255

// IdempotencyKey gives the key by which a request is known when it is sent again; empty for
// none.
func IdempotencyKey(r *http.Request) (string, error) {
	given := r.Header.Values("Idempotency-Key")
	if len(given) == 0 {
		return "", nil
	}
	key := given[0]
	invisible := strings.IndexFunc(key, func(c rune) bool { return c < '!' || c > '~' }) >= 0
	if len(given) > 1 || key == "" || invisible || len(key) > maxKey {
		return "", Refuse(http.StatusBadRequest, incidents.EInvalid, "Idempotency-Key", "must be one of 1 to %d visible ASCII characters", maxKey)
	}
	return key, nil
}

// Receipt is what a store keeps of a request with a key. Keys are the actor's own, in each
// story; the request is all of it that may change what is written.
func (c *Call) Receipt(key string, raw []byte) incidents.Receipt {
	own := sha256.New()
	fmt.Fprintf(own, "%s\n%s\n%s", c.Actor.ID, c.Story(), key)
	request := sha256.New()
	for _, part := range []string{c.Method, c.URL.EscapedPath(), c.Header.Get("If-Match")} {
		fmt.Fprintf(request, "%d:%s\n", len(part), part)
	}
	_, _ = request.Write(raw) // writing to a hash never fails
	return incidents.Receipt{Key: hex.EncodeToString(own.Sum(nil)), Request: [32]byte(request.Sum(nil))}
}
