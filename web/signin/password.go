package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents"
	"incidentmap/web/limit"
)

// The parameters of Argon2id are those of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
// Hashes are kept in PHC form, $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH, with the parameters they were made with
// (https://github.com/P-H-C/phc-string-format).
const (
	argonMemory = 19 * 1024 // KiB
	argonPasses = 2
	argonLanes  = 1
	saltBytes   = 16
	hashBytes   = 32
)

// Bounds of passwords: the least is NIST SP 800-63B's for passwords that are not all there is, with some to spare.
const (
	leastPassword = 12   // characters
	mostPassword  = 1000 // bytes
	leastDistinct = 5    // characters that differ
)

// checkPassword gives what is wrong with a new password, as the key of a message; "" if it is good.
func checkPassword(password string, p *incidents.Person) string {
	lower := strings.ToLower(password)
	distinct := map[rune]bool{}
	for _, c := range lower {
		distinct[c] = true
	}
	switch {
	case len(password) > mostPassword || !utf8.ValidString(password):
		return "signin.password.long"
	case utf8.RuneCountInString(password) < leastPassword:
		return "signin.password.short"
	case len(distinct) < leastDistinct:
		return "signin.password.plain"
	case strings.Contains(lower, p.Login) && len(p.Login) >= leastDistinct:
		return "signin.password.login"
	}
	return ""
}

// hasher makes and checks hashes of passwords, so many at once: each takes 19 MiB and some hundredths of a second
// of a processor. Devices that people signed in from before have a gate of their own, which strangers cannot fill.
type hasher struct {
	strangers, known *limit.Gate
	// nobody is a hash that no password has, so that it takes as long to refuse a login that is not there.
	nobody func() string
}

// How many passwords wait for their turn.
const waitingPasswords = 16

func newHasher() *hasher {
	const work = "checking passwords"
	return &hasher{
		strangers: limit.NewGate(work, 1, waitingPasswords), known: limit.NewGate(work, 1, waitingPasswords),
		nobody: sync.OnceValue(func() string { return phc(rand.Text(), argonMemory) }),
	}
}

func (h *hasher) enter(ctx context.Context, known bool) (leave func(), err error) {
	if known {
		return h.known.Enter(ctx)
	}
	return h.strangers.Enter(ctx)
}

// hash gives what is kept of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx, true)
	if err != nil {
		return "", err
	}
	defer leave()
	return phc(password, argonMemory), nil
}

// check reports whether a password is that of a hash; kept is empty for nobody's.
func (h *hasher) check(ctx context.Context, known bool, kept, password string) (bool, error) {
	leave, err := h.enter(ctx, known)
	if err != nil {
		return false, err
	}
	defer leave()
	if kept == "" {
		_, err := matches(h.nobody(), password)
		return false, err
	}
	return matches(kept, password)
}

// normal gives a password as it is hashed: typed on whatever keyboard, its characters are composed alike
// (RFC 8265, section 4.2.2, OpaqueString).
func normal(password string) []byte { return norm.NFC.Bytes([]byte(password)) }

// phc hashes a password with so many KiB of memory, and gives it in PHC form.
func phc(password string, memory uint32) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails: see crypto/rand
	sum := argon2.IDKey(normal(password), salt, argonPasses, memory, argonLanes, hashBytes)
	text := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, argonPasses, argonLanes,
		text.EncodeToString(salt), text.EncodeToString(sum))
}

// matches holds a password against a hash in PHC form. EDamaged if it is in no such form, or asks for more work
// than any that was made here.
func matches(kept, password string) (bool, error) {
	damaged := func() (bool, error) {
		return false, incidents.Errorf(incidents.EDamaged, "password", "the hash that is kept is in no form that is known")
	}
	if len(password) > mostPassword {
		return false, nil
	}
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprint("v=", argon2.Version) {
		return damaged()
	}
	var memory, passes uint32
	var lanes uint8
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); n != 3 || err != nil {
		return damaged()
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	sum, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || err2 != nil || len(sum) < 16 || lanes < 1 || passes < 1 || passes > 10 || memory > 4*argonMemory {
		return damaged()
	}
	got := argon2.IDKey(normal(password), salt, passes, memory, lanes, uint32(len(sum)))
	return subtle.ConstantTimeCompare(got, sum) == 1, nil
}
