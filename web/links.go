package web

import (
	"strings"

	"incidentmap/web/address"
)

// WelcomeLink gives the link, for a server at an address, by which who has the key chooses a password.
func WelcomeLink(base, key string) string {
	return strings.TrimSuffix(base, "/") + address.WithQuery(address.Welcome, "key", key)
}

// SignInLink gives the page, of a server at an address, on which editors sign in.
func SignInLink(base string) string { return base + address.SignIn }
