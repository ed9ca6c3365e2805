package signin

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"incidentmap/incidents"
	"incidentmap/web/address"
)

// TestCodes holds codes to the vectors of RFC 6238, appendix B, whose last six digits are the codes.
func TestCodes(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for at, code := range map[int64]string{
		1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		for _, tt := range []struct {
			off  int64
			good bool
		}{{-90, false}, {-30, true}, {0, true}, {30, true}, {61, false}} {
			f := incidents.SecondFactor{Secret: secret}
			if got := useCode(&f, code, time.Unix(at+tt.off, 0)); got != tt.good {
				t.Errorf("the code of %d at %+d seconds: %v", at, tt.off, got)
			}
		}
		f := incidents.SecondFactor{Secret: secret}
		spaced := code[:3] + " " + code[3:]
		if !useCode(&f, spaced, time.Unix(at, 0)) || useCode(&f, code, time.Unix(at, 0)) || f.Step != at/30 {
			t.Errorf("the code of %d is not good once", at)
		}
	}
	if f := (incidents.SecondFactor{}); useCode(&f, "", time.Now()) || useCode(&f, "000000", time.Now()) {
		t.Error("a code is taken where there is no second factor")
	}
}

func (b *browser) code(secret string) string {
	b.t.Helper()
	code, err := totp.GenerateCode(secret, b.now)
	if err != nil {
		b.t.Fatal(err)
	}
	return code
}

var (
	secretText = regexp.MustCompile(`<code>([A-Z2-7]{32})</code>`)
	codeText   = regexp.MustCompile(`<code>([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})</code>`)
)

// factorOn sets a second factor up as people do, and gives its secret and the recovery codes.
func (b *browser) factorOn(t *testing.T) (secret string, recovery []string) {
	t.Helper()
	b.open(address.Account)
	if w := b.post(factorStartPath, "password", "wrong"); w.Code != http.StatusUnauthorized {
		t.Errorf("without the password: %d", w.Code)
	}
	b.post(factorStartPath, "password", password)
	m := secretText.FindStringSubmatch(b.open(factorPath))
	if m == nil {
		t.Fatal("the page does not show the secret")
	}
	if w := b.post(factorPath, "code", "000000"); w.Code != http.StatusUnauthorized {
		t.Errorf("a wrong first code: %d", w.Code)
	}
	w := b.post(factorPath, "code", b.code(m[1]))
	for _, code := range codeText.FindAllStringSubmatch(w.Body.String(), -1) {
		recovery = append(recovery, code[1])
	}
	if w.Code != http.StatusOK || len(recovery) != recoveryCodes {
		t.Fatalf("%d, %d recovery codes", w.Code, len(recovery))
	}
	return m[1], recovery
}

func TestSecondFactor(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", nil)
	b := s.browser("192.0.2.1")
	b.signIn("ana", password, "")
	secret, recovery := b.factorOn(t)
	if strings.Contains(b.open(address.Account), recovery[0]) {
		t.Error("recovery codes are shown again")
	}
	s.pass(time.Minute)
	is(t, "no code", b.signIn("ana", password, ""), http.StatusUnauthorized, codeCodeNeeded)
	is(t, "a wrong code", b.signIn("ana", password, "123456"), http.StatusUnauthorized, codeWrong)
	is(t, "a right code with a wrong password", b.signIn("ana", "wrong", b.code(secret)), http.StatusUnauthorized, codeWrong)
	is(t, "a right code", b.signIn("ana", password, b.code(secret)), http.StatusOK, "")
	is(t, "the same code again", b.signIn("ana", password, b.code(secret)), http.StatusUnauthorized, codeWrong)
	is(t, "a recovery code", b.signIn("ana", password, strings.ToLower(recovery[0])), http.StatusOK, "")
	is(t, "the same again", b.signIn("ana", password, recovery[0]), http.StatusUnauthorized, codeWrong)
	is(t, "another", b.signIn("ana", password, recovery[1]), http.StatusOK, "")
	if !strings.Contains(b.open(address.Account+"?lang=en"), "8 recovery codes are left") {
		t.Error("the account does not tell how many codes are left")
	}
	b.post(factorOffPath, "password", password)
	is(t, "switched off", b.signIn("ana", password, ""), http.StatusOK, "")
}

// TestSecondStep holds that the password alone is good for nothing but the page that asks for the code.
func TestSecondStep(t *testing.T) {
	s := newSite(t, maps)
	s.add("ana", func(p *incidents.Person) { p.Admin = true })
	b := s.browser("192.0.2.1")
	b.signIn("ana", password, "")
	secret, _ := b.factorOn(t)
	b.do("DELETE", address.APISession, "")
	s.pass(time.Minute)
	w := b.post(address.SignIn, "login", "ana", "password", password, "next", "/edit/x")
	if got := w.Header().Get("Location"); got != address.SecondStep+"?next=%2Fedit%2Fx" {
		t.Errorf("the password leads to %q", got)
	}
	for _, path := range []string{address.APISession, address.APIPeople, address.API + "/stories", address.API + "/stories/jalisco"} {
		is(t, path, b.do("GET", path, ""), http.StatusUnauthorized, "")
	}
	if w := b.do("GET", address.Account, ""); w.Code != http.StatusSeeOther {
		t.Errorf("the account after the password alone: %d", w.Code)
	}
	b.open(address.SecondStep)
	if w := b.post(address.SecondStep, "code", "000000"); w.Code != http.StatusUnauthorized || b.isIn() {
		t.Errorf("a wrong code: %d", w.Code)
	}
	w = b.post(address.SecondStep, "code", b.code(secret), "next", "/edit/x")
	if w.Header().Get("Location") != "/edit/x" || !b.isIn() {
		t.Errorf("a right code: %d to %q", w.Code, w.Header().Get("Location"))
	}
	// Guessing codes is slowed as guessing passwords is, also with ever new sessions.
	thief := s.browser("198.51.100.1")
	tried := 0
	for i := range 40 {
		thief.from = fmt.Sprint("198.51.100.", i+1)
		thief.post(address.SignIn, "login", "ana", "password", password)
		if thief.post(address.SecondStep, "code", fmt.Sprintf("%06d", i)).Code == http.StatusUnauthorized {
			tried++
		}
	}
	if tried > freeOfLogin {
		t.Errorf("%d of 40 codes were tried at once", tried)
	}
	s.pass(10 * time.Minute)
	if w := thief.do("GET", address.SecondStep, ""); w.Code != http.StatusSeeOther {
		t.Errorf("ten minutes after the password: %d", w.Code)
	}
}
