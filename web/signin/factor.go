package signin

import (
	"bytes"
	"crypto/subtle"
	"encoding/base64"
	"html/template"
	"image/png"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"incidentmap/incidents"
)

// The second factor is a code of RFC 6238, with the parameters that every program of the kind knows: SHA-1, six
// digits, 30 seconds. A code of the step before and of the one after is taken, too, and none twice.

// issuer names the server in people's programs.
const issuer = "incidentmap"

// recoveryCodes is how many codes are for when the program is lost.
const recoveryCodes = 10

func stepOf(at time.Time) int64 { return at.Unix() / int64(stepLength/time.Second) }

// useCode takes a code and reports whether it is right. The step it is of, or that a recovery code is used up, is
// then noted in the factor.
func useCode(f *incidents.SecondFactor, code string, now time.Time) bool {
	code = strings.Map(func(c rune) rune {
		if c == ' ' || c == '-' {
			return -1
		}
		return c
	}, strings.ToUpper(code))
	if step, ok := stepOfCode(f, code, now); ok {
		f.Step = step
		return true
	}
	return f.Recover(code)
}

// stepOfCode gives the time step of a code that was not used yet.
func stepOfCode(f *incidents.SecondFactor, code string, now time.Time) (int64, bool) {
	for step := stepOf(now) - stepsOff; step <= stepOf(now)+stepsOff; step++ {
		want, err := totp.GenerateCodeCustom(f.Secret, time.Unix(step*int64(stepLength/time.Second), 0), totp.ValidateOpts{
			Period: uint(stepLength / time.Second), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
		})
		if err == nil && f.Secret != "" && step > f.Step && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// newFactor makes the secret of a second factor.
func newFactor(login string) (incidents.SecondFactor, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, SecretSize: 20})
	if err != nil {
		return incidents.SecondFactor{}, err
	}
	return incidents.SecondFactor{Secret: key.Secret()}, nil
}

// newRecovery makes recovery codes, of 80 random bits each, and gives them as people read them.
func newRecovery(f *incidents.SecondFactor) []string {
	f.Recovery = nil
	var shown []string
	for range recoveryCodes {
		code := incidents.NewSecret()[:16]
		f.Recovery = append(f.Recovery, incidents.HashSecret(code))
		shown = append(shown, strings.Join([]string{code[:4], code[4:8], code[8:12], code[12:]}, "-"))
	}
	return shown
}

// pictureSize is that of the picture of a secret, in pixels.
const pictureSize = 220

// picture gives a secret as the QR code that people's programs read, in an address of its own.
func picture(f *incidents.SecondFactor, login string) (template.URL, error) {
	secret, err := base32Bytes(f.Secret)
	if err != nil {
		return "", err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Secret: secret})
	if err != nil {
		return "", err
	}
	img, err := key.Image(pictureSize, pictureSize)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil
}
