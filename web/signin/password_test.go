package signin

import (
	"strings"
	"testing"

	"incidentmap/incidents"
)

func TestPasswordHashes(t *testing.T) {
	kept := phc("contraseña larga", argonMemory)
	if !strings.HasPrefix(kept, "$argon2id$v=19$m=19456,t=2,p=1$") || len(kept) > 120 {
		t.Errorf("it is kept as %q", kept)
	}
	if other := phc("contraseña larga", argonMemory); other == kept {
		t.Error("the same password is kept alike twice")
	}
	for given, want := range map[string]bool{
		"contraseña larga": true, "contrasen\u0303a larga": true, "contraseña larg": false, "": false, "contraseña larga ": false, strings.Repeat("x", mostPassword+1): false,
	} {
		if got, err := matches(kept, given); got != want || err != nil {
			t.Errorf("%.30q: %v, %v", given, got, err)
		}
	}
	// Of the reference implementation's own tests (phc-winner-argon2, src/test.c).
	if ok, err := matches("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"); !ok || err != nil {
		t.Errorf("the reference's hash: %v, %v", ok, err)
	}
	for _, damaged := range []string{
		"", "x", "$argon2i$v=19$m=64,t=2,p=1$c2FsdA$aGFzaA", strings.Replace(kept, "v=19", "v=18", 1), strings.Replace(kept, "m=19456", "m=9999999", 1),
		strings.Replace(kept, "t=2", "t=99", 1), strings.Replace(kept, "t=2", "t=0", 1), strings.Replace(kept, "p=1", "p=0", 1), kept[:len(kept)-30], kept + "$", kept + "!",
	} {
		if ok, err := matches(damaged, "contraseña larga"); ok || incidents.CodeOf(err) != incidents.EDamaged || err == nil {
			t.Errorf("%q: %v, %v", damaged, ok, err)
		}
	}
}

func TestNewPasswords(t *testing.T) {
	p := &incidents.Person{Login: "ana@example.org"}
	for given, want := range map[string]string{
		"correct horse battery": "", "ñandúes y más ñandúes": "", "": "signin.password.short", "elevenchars": "signin.password.short",
		"aaaaaaaaaaaaaaaa": "signin.password.plain", "ababababababab": "signin.password.plain", "x Ana@Example.org x": "signin.password.login",
		strings.Repeat("abcdefgh", 200): "signin.password.long", "long enough \xff\xfe": "signin.password.long",
	} {
		if got := checkPassword(given, p); got != want {
			t.Errorf("%.30q: %q, want %q", given, got, want)
		}
	}
}
