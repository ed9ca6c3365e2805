package pmtiles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// File is an archive in a file, or in whatever is read as one.
type File struct{ io.ReaderAt }

// ReadRange gives exactly length bytes from offset on.
func (f File) ReadRange(_ context.Context, offset, length uint64) ([]byte, error) {
	b := make([]byte, length)
	if _, err := f.ReadAt(b, int64(offset)); err != nil {
		return nil, fmt.Errorf("%d bytes from %d on: %w", length, offset, err)
	}
	return b, nil
}

// rangeTimeout is how long an answer to a range may take.
const rangeTimeout = 10 * time.Second

// remote is an archive at an address.
type remote struct {
	address string
	client  *http.Client
	version string // the ETag of the archive that was opened
}

// Remote gives an archive at an http or https address that answers to byte ranges. It is asked without redirects, and only
// at addresses that may be a server's: none that is link-local, where clouds keep credentials, or of many.
func Remote(address string) (Source, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("the address of an archive begins with https:// or http://")
	}
	dialer := &net.Dialer{Timeout: rangeTimeout, Control: guard}
	transport := &http.Transport{DialContext: dialer.DialContext, MaxConnsPerHost: 8, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true, ResponseHeaderTimeout: rangeTimeout}
	return &remote{address: address, client: &http.Client{
		Transport: transport, Timeout: rangeTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("it leads elsewhere; give the address that it leads to")
		},
	}}, nil
}

// guard refuses to call what is no server's address.
func guard(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("call %s: %w", address, err)
	}
	if ip := to.Addr().Unmap(); ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return fmt.Errorf("%s is not called", ip)
	}
	return nil
}

// ReadRange asks for exactly length bytes from offset on. An archive that is replaced meanwhile is an error, as its parts would
// be of two.
func (s *remote) ReadRange(ctx context.Context, offset, length uint64) ([]byte, error) {
	if length == 0 {
		return nil, nil
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", offset, offset+length-1))
	if s.version != "" {
		r.Header.Set("If-Match", s.version)
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusPartialContent:
	case http.StatusPreconditionFailed:
		return nil, errors.New("the archive was replaced; start the server again")
	case http.StatusOK:
		return nil, errors.New("its server does not answer to byte ranges")
	default:
		return nil, fmt.Errorf("its server answers %s", answer.Status)
	}
	if offset == 0 && s.version == "" {
		if tag := answer.Header.Get("ETag"); len(tag) > 0 && tag[0] == '"' { // a weak one tells no bytes apart
			s.version = tag
		}
	}
	b := make([]byte, length)
	if _, err := io.ReadFull(answer.Body, b); err != nil {
		return nil, fmt.Errorf("%d bytes from %d on: %w", length, offset, err)
	}
	return b, nil
}
