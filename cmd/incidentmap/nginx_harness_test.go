package main

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"text/template"
	"time"
)

// proxyName is the name by which readers know the proxy.
const proxyName = "maps.example.org"

// proxied is a server behind an nginx, which ends TLS and has it below /map/.
type proxied struct {
	running
	proxy     string // the proxy's address, "127.0.0.1:41234"
	published string // the folder that the proxy serves at /published/
	client    *http.Client
}

// nginxConfig is the proxy's. Its first location is README's; beside it are one that takes the path off and
// weakens tags by compressing what the server does not, and one for the published files.
var nginxConfig = template.Must(template.New("nginx").Parse(`
daemon off; worker_processes 1; pid {{.Dir}}/nginx.pid; {{.User}}
events { worker_connections 256; }
http {
	access_log off; types { text/html html; application/json json; application/geo+json geojson; } default_type application/octet-stream;
	client_body_temp_path {{.Dir}}/body; proxy_temp_path {{.Dir}}/proxy; fastcgi_temp_path {{.Dir}}/f; uwsgi_temp_path {{.Dir}}/u; scgi_temp_path {{.Dir}}/s;
	gzip on; gzip_proxied any; gzip_min_length 20; gzip_types application/json application/problem+json application/geo+json text/csv;
	server {
		listen {{.Listen}} ssl; ssl_certificate {{.Dir}}/cert.pem; ssl_certificate_key {{.Dir}}/key.pem;
		{{.Readme}}
		location /strip/map/ {
			proxy_pass http://{{.Behind}}/; proxy_http_version 1.1; proxy_set_header Accept-Encoding "";
			proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
		}
		location /published/ { alias {{.Dir}}/published/; index index.html; }
	}
}
`))

// startProxied runs "serve" with README's settings behind nginx with README's configuration. Tests
// are skipped where there is no nginx, unless INCIDENTMAP_NGINX is "required".
func startProxied(t *testing.T, settings ...string) proxied {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		if os.Getenv("INCIDENTMAP_NGINX") == "required" {
			t.Fatal("nginx is required, and is not there: apt-get install nginx-light")
		}
		t.Skip("no nginx: apt-get install nginx-light")
	}
	settings = append([]string{"--public-url=https://" + proxyName + "/map/", "--trusted-proxies=127.0.0.1", "--frame-ancestors=https://paper.example"}, settings...)
	p := proxied{running: startOn(t, filepath.Join(t.TempDir(), "test.db"), settings...)}
	dir := t.TempDir()
	p.published = filepath.Join(dir, "published")
	roots := writeCertificate(t, dir)
	p.proxy = freeAddress(t)
	writeNginxConfig(t, dir, p)
	runNginx(t, path, dir)
	p.client = &http.Client{
		Transport: &http.Transport{
			DisableCompression: true, TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: proxyName},
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				// Another address of loopback than the proxy's own, as readers have.
				from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}
				return from.DialContext(ctx, network, p.proxy)
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(p.client.CloseIdleConnections)
	return p
}

func writeNginxConfig(t *testing.T, dir string, p proxied) {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```nginx\n")
	block, _, found := strings.Cut(block, "```")
	behind := strings.TrimPrefix(p.root, "http://")
	own := strings.ReplaceAll(block, "127.0.0.1:8080", behind)
	if !found || own == block {
		t.Fatal("README has no configuration of nginx for a server on 127.0.0.1:8080")
	}
	f, err := os.Create(filepath.Join(dir, "nginx.conf"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;" // the test's folders are for who runs it alone
	}
	if err := nginxConfig.Execute(f, map[string]string{"Dir": dir, "Listen": p.proxy, "Behind": behind, "Readme": own, "User": user}); err != nil {
		t.Fatal(err)
	}
}

// runNginx runs nginx in the foreground until the test ends, and waits until it has begun to serve.
func runNginx(t *testing.T, path, dir string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	//nolint:gosec // the path is of the machine that runs the test
	cmd := exec.CommandContext(ctx, path, "-e", "stderr", "-p", dir, "-c", filepath.Join(dir, "nginx.conf"), "-g", "error_log stderr notice;")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready, ended := make(chan struct{}), make(chan string, 1)
	go func() {
		var all strings.Builder
		begun := false
		for lines := bufio.NewScanner(said); lines.Scan(); {
			all.WriteString(lines.Text() + "\n")
			if !begun && strings.Contains(lines.Text(), "start worker process ") {
				begun = true
				close(ready)
			}
		}
		_ = cmd.Wait() // it was told to end
		ended <- all.String()
	}()
	t.Cleanup(func() {
		stop()
		if log := <-ended; t.Failed() {
			t.Logf("nginx: %s", log)
		}
	})
	select {
	case <-ready:
	case log := <-ended:
		ended <- log
		t.Fatalf("nginx ended: %s", log)
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// writeCertificate makes a certificate for proxyName that signs itself, and gives what trusts it.
func writeCertificate(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	asked := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour), DNSNames: []string{proxyName}}
	cert, err := x509.CreateCertificate(rand.Reader, asked, asked, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})
	if !roots.AppendCertsFromPEM(text) {
		t.Fatal("the certificate cannot be read")
	}
	for name, content := range map[string][]byte{"cert.pem": text, "key.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return roots
}

// reply is an answer that was read.
type reply struct {
	*http.Response
	body string
}

// ask asks the proxy for a path, with headers, pairs of name and value.
func (p proxied) ask(t *testing.T, method, path, body string, headers ...string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "https://"+proxyName+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(fmt.Errorf("%s %s: %w", method, path, err))
	}
	return reply{resp, string(text)}
}
