package web

import (
	"net/http"
	"net/mail"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/respond"
)

// contactGood is for how long what security.txt says may be relied on: less than a year, as
// RFC 9116 (section 2.5.5) advises. Who serves it goes on saying it day by day.
const contactGood = 180 * 24 * time.Hour

// ReadSecurityContact reads where to report a weakness: an e-mail address, or an address that begins
// with https:, mailto: or tel:. An empty one stays empty.
func ReadSecurityContact(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	contact := text
	if person, err := mail.ParseAddress(text); err == nil && person.Address == text {
		contact = "mailto:" + text
	}
	u, err := url.Parse(contact)
	known := err == nil && (u.Scheme == "https" && u.Host != "" || (u.Scheme == "mailto" || u.Scheme == "tel") && u.Opaque != "")
	if !known || strings.ContainsAny(contact, " \r\n") {
		return "", incidents.Errorf(incidents.EInvalid, "security-contact",
			"%s is no e-mail address and does not begin with https:, mailto: or tel:", incidents.Quote(text))
	}
	return u.String(), nil
}

// securityText says where to report a weakness.
type securityText struct {
	contact string // empty for nowhere
	answers *respond.Sender
}

// Register registers the route.
func (s *securityText) Register(r *mux.Router) {
	s.answers.Get(r, address.SecurityText, s.file)
}

// file says where to report a weakness (RFC 9116).
func (s *securityText) file(w http.ResponseWriter, r *http.Request) error {
	if s.contact == "" {
		return incidents.Errorf(incidents.ENotFound, "", "no contact is set; see --security-contact")
	}
	respond.Plain(w, http.StatusOK, securityFields(s.contact, s.answers.BaseURL(r)+address.SecurityText, time.Now()))
	return nil
}

// securityFields writes the file as it is on a day.
func securityFields(contact, canonical string, now time.Time) string {
	expires := now.UTC().Truncate(24 * time.Hour).Add(contactGood)
	return "Contact: " + contact + "\nExpires: " + expires.Format(time.RFC3339) + "\nPreferred-Languages: en, es\nCanonical: " + canonical
}

// robotsText lets crawlers read all that readers may (RFC 9309). The editors' API is no page.
const robotsText = "User-agent: *\nDisallow: "

// robots says to crawlers what they may read.
type robots struct{ answers *respond.Sender }

// Register registers the route.
func (s *robots) Register(r *mux.Router) {
	s.answers.Get(r, "/robots.txt", func(w http.ResponseWriter, r *http.Request) error {
		respond.Plain(w, http.StatusOK, robotsText+s.answers.Rooted(r, "/api/"))
		return nil
	})
}
