package download_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"incidentmap/incidents/format"
	"incidentmap/web/webtest"
)

// Parts of a file that readers take apart are those of the whole, whether the file is small or made in
// a temporary one, and a part of another state is not mixed in.
func TestPartsOfFiles(t *testing.T) {
	large, _ := inventedSite(t, 3000)
	for name, s := range map[string]http.Handler{"small": webtest.NewSite(t), "large": large} {
		for _, f := range format.Formats() {
			t.Run(name+" "+f.Ext, func(t *testing.T) {
				get := func(headers ...string) *httptest.ResponseRecorder {
					r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, webtest.LayerFile(f.Ext), nil)
					for i := 0; i < len(headers); i += 2 {
						r.Header.Set(headers[i], headers[i+1])
					}
					w := httptest.NewRecorder()
					s.ServeHTTP(w, r)
					return w
				}
				whole := get("Accept-Encoding", "gzip")
				tag := whole.Header().Get("ETag")
				if seekable := whole.Header().Get("Accept-Ranges") == "bytes"; whole.Code != http.StatusOK || seekable != f.Seekable {
					t.Fatalf("%d, Accept-Ranges %q", whole.Code, whole.Header().Get("Accept-Ranges"))
				}
				if !f.Seekable {
					return
				}
				size := whole.Body.Len()
				for _, part := range [][2]int{{0, 7}, {8, 100}, {size / 2, size/2 + 999}, {size - 5, size - 1}} {
					got := get("Range", fmt.Sprintf("bytes=%d-%d", part[0], part[1]), "Accept-Encoding", "gzip, br")
					part[1] = min(part[1], size-1)
					if got.Code != http.StatusPartialContent || got.Header().Get("ETag") != tag ||
						got.Header().Get("Content-Range") != fmt.Sprintf("bytes %d-%d/%d", part[0], part[1], size) {
						t.Fatalf("bytes %v: %d, %v", part, got.Code, got.Header())
					}
					if got.Body.String() != string(whole.Body.Bytes()[part[0]:part[1]+1]) {
						t.Errorf("bytes %v differ from those of the whole", part)
					}
				}
				if got := get("Range", "bytes=0-9", "If-Range", tag); got.Code != http.StatusPartialContent {
					t.Errorf("If-Range with the tag: %d", got.Code)
				}
				if got := get("Range", "bytes=0-9", "If-Range", `"older"`); got.Code != http.StatusOK || got.Body.Len() != size {
					t.Errorf("If-Range with another tag: %d, %d bytes", got.Code, got.Body.Len())
				}
				if got := get("Range", fmt.Sprintf("bytes=%d-", size)); got.Code != http.StatusRequestedRangeNotSatisfiable {
					t.Errorf("bytes beyond the end: %d", got.Code)
				}
			})
		}
	}
}
