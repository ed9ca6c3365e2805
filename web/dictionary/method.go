package dictionary

import (
	"io"
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/web/address"
	"incidentmap/web/i18n"
	"incidentmap/web/page"
	"incidentmap/web/respond"
)

// methodPage is the coding manual of a story, for method.gohtml.
type methodPage struct {
	page.Page
	Story    i18n.Link
	Citation string
	Rules    []string
	Sections []codes
	Links    []i18n.Link
}

// codes is one closed list of the domain: what each of its words means.
type codes struct {
	ID, Heading, Note string
	Rows              []code
}

// code is a word of a closed list, with its codes in other schemes.
type code struct {
	ID, Title, Meaning string
	Schemes            []scheme
}

// scheme is the code of another scheme that a word stands for.
type scheme struct{ Name, Code string }

// method answers with the coding manual, made from the lists that writes are checked against.
func (a *API) method(w http.ResponseWriter, r *http.Request) error {
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	updated, err := snap.Updated(r.Context())
	if err != nil {
		return err
	}
	lang := i18n.Choose(r, &snap.Story)
	heading := format.Heading{Story: snap.Story, Layer: incidents.LayerAll, Lang: lang.Lang, Seq: snap.Changed(), AsOf: updated, BaseURL: a.answers.BaseURL(r)}
	return a.answers.Send(w, r, respond.Representation{
		MediaType: respond.HTMLType, Cache: respond.Live, Vary: lang.Vary, State: []any{snap.Changed(), updated.Unix(), lang.Lang, heading.BaseURL},
		Write: func(w io.Writer) error {
			return a.pages.Write(w, "method.gohtml", a.manual(r, &heading))
		},
	})
}

func (a *API) manual(r *http.Request, of *format.Heading) methodPage {
	story, lang := &of.Story, of.Lang
	v := methodPage{Page: a.pages.Page(r, lang), Citation: of.Citation()}
	title := v.Say.Words(story.Title, lang)
	v.Title = v.T("method.title") + ": " + title.Text
	v.Description = title.Text + ": " + v.T("method.lede")
	v.Story = i18n.Link{Text: title, URL: address.WithQuery(address.Story(story.Slug), "lang", lang)}
	v.Languages = a.pages.LanguageLinks(r, i18n.Readable(story), lang)
	for _, rule := range []string{"draft", "place", "figures", "counted", "sources", "corrections"} {
		v.Rules = append(v.Rules, v.T("method.rule."+rule))
	}
	v.Rules = append(v.Rules, v.T("method.disclosure."+string(story.Disclosure())))
	v.Sections = []codes{
		v.classes(), v.kinds(story, lang), v.precisions(), list(&v, "time", "method.time.", incidents.TimePrecisions()), list(&v, "outcome", "outcome.", incidents.Outcomes()),
		v.groups(), list(&v, "verification", "verification.", incidents.Verifications()), list(&v, "source", "source.kind.", incidents.SourceKinds()),
		list(&v, "attribution", "source.attribution.", incidents.Attributions()),
	}
	for _, l := range []struct{ key, url string }{
		{"download.dictionary", address.Dictionary(story.Slug)},
		{"method.figures", address.LayerFile(story.Slug, incidents.LayerAll, format.Figures().Ext)},
		{"method.csvw", address.CSVMetadata(address.LayerFile(story.Slug, incidents.LayerAll, "csv"))},
		{"corrections", address.Corrections(story.Slug)},
	} {
		v.Links = append(v.Links, i18n.Link{Text: i18n.Words{Text: v.T(l.key)}, URL: address.WithQuery(l.url, "lang", lang)})
	}
	return v
}

// section begins a list under its heading.
func (v *methodPage) section(id string) codes {
	return codes{ID: id, Heading: v.T("method." + id), Note: v.Say.Optional("method." + id + ".note")}
}

// list is a closed list whose words are said under a prefix, with ".meaning" behind where more is said.
func list[W ~string](v *methodPage, id, prefix string, words []W) codes {
	s := v.section(id)
	for _, w := range words {
		s.Rows = append(s.Rows, code{ID: string(w), Title: v.T(prefix + string(w)), Meaning: v.Say.Optional(prefix + string(w) + ".meaning")})
	}
	return s
}

func (v *methodPage) classes() codes {
	s := v.section("class")
	for _, c := range incidents.Classes() {
		title, _ := incidents.ClassTitle(c).In(v.Lang)
		s.Rows = append(s.Rows, code{ID: string(c), Title: title, Meaning: v.T("method.class." + string(c))})
	}
	return s
}

func (v *methodPage) kinds(story *incidents.Story, lang string) codes {
	s := v.section("kind")
	for _, k := range story.AllKinds() {
		title, _ := k.Title.In(lang)
		class, _ := incidents.ClassTitle(k.Class).In(lang)
		row := code{ID: string(k.Kind), Title: title, Meaning: class}
		acled := k.ACLEDEvent
		if k.ACLEDSubEvent != "" {
			acled += ": " + k.ACLEDSubEvent
		}
		for _, other := range []scheme{{"ACLED", acled}, {"UCDP", k.UCDP}, {"CAMEO", k.CAMEO}, {"IPTC", k.IPTC}, {"EM-DAT", k.EMDAT}, {"GLIDE", k.GLIDE}} {
			if other.Code != "" {
				row.Schemes = append(row.Schemes, other)
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (v *methodPage) precisions() codes {
	s := v.section("precision")
	for _, p := range geo.Precisions() {
		row := code{ID: string(p), Title: v.T("precision." + string(p))}
		if n, has := p.ACLED(); has {
			row.Schemes = append(row.Schemes, scheme{"geo_precision", strconv.Itoa(n)})
		}
		if n, has := p.UCDP(); has {
			row.Schemes = append(row.Schemes, scheme{"where_prec", strconv.Itoa(n)})
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (v *methodPage) groups() codes {
	s := v.section("group")
	for _, g := range incidents.Groups() {
		s.Rows = append(s.Rows, code{ID: string(g), Title: v.T("group." + string(g) + ".other")})
	}
	return s
}
