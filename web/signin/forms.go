package signin

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
)

// signinPage is what the pages of this package show, for their templates.
type signinPage struct {
	page.Page
	Heading string
	Problem string // what was wrong with what was sent; "" for nothing
	Self    string // where the page's form goes
	Next    string // where to go afterwards
	Login   string
	Name    string
	Least   int // characters of a password
	// Elsewhere is the server that signs people in, too; nil where there is none.
	Elsewhere *elsewhere
	*own
}

// own is what pages show of who is signed in.
type own struct {
	Person *incidents.Person
	CSRF   string
	Said   string // what was done
	// Of a second factor that is being set up, its secret as a picture and as text; then the recovery codes, once.
	Picture any
	Secret  string
	Codes   []string
}

// newPage makes what a page shows, in the interface's language that the reader likes.
func (s *Service) newPage(r *http.Request, heading string) signinPage {
	lang := i18n.ChooseInterface(r).Lang
	v := signinPage{Page: s.pages.Page(r, lang), Self: inLanguage(r, r.URL.Path), Least: leastPassword}
	v.Heading = v.T(heading)
	v.Title = v.Heading
	asked := r.URL.Query()
	for _, l := range []string{"en", "es"} {
		query := url.Values{"lang": {l}}
		for _, kept := range []string{"key", "next"} {
			if value := asked.Get(kept); value != "" && len(value) <= maxNext { // a page must not grow with what was asked for
				query.Set(kept, value)
			}
		}
		link := page.LanguageLink{Lang: l, Name: s.pages.LanguageName(l), URL: r.URL.Path + "?" + query.Encode(), Current: l == lang}
		v.Languages = append(v.Languages, link)
	}
	return v
}

// inLanguage gives a path of these pages with the language that a request asks for, if it does.
func inLanguage(r *http.Request, path string) string {
	if lang := r.URL.Query().Get("lang"); lang == "en" || lang == "es" {
		return address.WithQuery(path, "lang", lang)
	}
	return path
}

// onward gives a path of the editors' with its query, where one goes after signing in, in the language that a request asks for,
// if it does: who changed it on the way is not led back to the one before.
func onward(r *http.Request, next string) string {
	u, err := url.Parse(next)
	if err != nil || inLanguage(r, "") == "" {
		return next
	}
	query := u.Query()
	query.Set("lang", r.URL.Query().Get("lang"))
	u.RawQuery = query.Encode()
	return u.String()
}

// show answers with a page.
func (s *Service) show(w http.ResponseWriter, r *http.Request, status int, template string, v any) error {
	body, err := s.pages.Render(template, v)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", respond.HTMLType)
	h.Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away needs no error
	}
	return nil
}

// form reads what a form sends.
func form(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		return nil, refuse(http.StatusBadRequest, incidents.EInvalid, "body", "is not what the form of the page sends")
	}
	return r.PostForm, nil
}

// maxNext is how long the address may be that one comes to after signing in, in bytes.
const maxNext = 1 << 10

// nextOf gives where to go after signing in: a page of the editors', whatever was asked for, and home otherwise.
func (s *Service) nextOf(text string) string {
	u, err := url.Parse(text)
	ok := err == nil && len(text) <= maxNext && u.Scheme == "" && u.Host == "" && u.Opaque == "" && strings.HasPrefix(text, address.Edit) &&
		address.IsEdit(u.Path) && !strings.HasPrefix(u.Path, address.SignIn) && !strings.Contains(u.Path, "..") && !strings.ContainsAny(text, "\\\r\n\t")
	if !ok {
		return s.home
	}
	return text
}

// told gives the message of an error that a form is answered with, and its status; false for errors that are for
// the page of errors.
func told(err error) (key string, status int, ok bool) {
	var r *respond.Refusal
	if errors.As(err, &r) && r.Status() == http.StatusUnauthorized {
		return "signin.wrong", r.Status(), true
	}
	var stated interface{ Status() int }
	if errors.As(err, &stated) && stated.Status() == http.StatusTooManyRequests {
		return "signin.slow", http.StatusTooManyRequests, true
	}
	return "", 0, false
}

// refusedForm shows a form again with what was wrong, and notes it where security events are noted.
func (s *Service) refusedForm(w http.ResponseWriter, r *http.Request, template string, v signinPage, err error) error {
	key, status, ok := told(err)
	if !ok {
		return err
	}
	v.Problem = v.T(key)
	s.answers.Refused(r, respond.Problem{Status: status, Code: incidents.CodeOf(err), Detail: err.Error()})
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "60")
	}
	return s.show(w, r, status, template, v)
}
