package incidents

import (
	"hash/fnv"
	"net/url"
	"strconv"
	"strings"
)

// NewSource makes a source of who says something and where, of which one may be empty: an
// address alone is published by its host. The id is the same for the same two, so that a
// source that comes again in a story is the same one; the kind follows from the host.
func NewSource(lang, publisher, link string) Source {
	host := HostOf(link)
	if publisher == "" {
		publisher = host
	}
	return Source{
		ID: SourceID(publisher, link), Publisher: Text{lang: publisher}, URL: link,
		Kind: KindOfHost(host), Attribution: Institution,
	}
}

// SourceID gives the id of the source of a publisher and an address.
func SourceID(publisher, link string) string {
	h := fnv.New64a()
	// Writing to a hash never fails.
	_, _ = h.Write([]byte(publisher))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(link))
	return "s" + strconv.FormatUint(h.Sum64(), 36)
}

// HostOf gives the host of an address, without its port and "www."; nothing of what is none.
func HostOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// socialHosts are the sites, with all below them, where anybody may publish.
var socialHosts = []string{
	"facebook.com", "twitter.com", "x.com", "instagram.com", "tiktok.com", "youtube.com", "youtu.be", "t.me", "telegram.me", "fb.com",
}

// KindOfHost tells what a source is by the host that publishes it: a social site, an authority, or the press.
func KindOfHost(host string) SourceKind {
	for _, s := range socialHosts {
		if rest, ok := strings.CutSuffix(host, s); ok && (rest == "" || rest[len(rest)-1] == '.') {
			return Social
		}
	}
	if strings.HasSuffix(host, ".gov") || strings.HasSuffix(host, ".mil") || strings.Contains(host, ".gob.") || strings.Contains(host, ".gov.") {
		return Official
	}
	return Wire
}
