package limit

import "context"

type clientKey struct{}

// WithClient notes whose request a context is of: an address, or a token's name. Work of the
// empty client has no share of its own to keep to.
func WithClient(ctx context.Context, client string) context.Context {
	return context.WithValue(ctx, clientKey{}, client)
}

// ClientOf gives whose request a context is of, or "" where that was not noted.
func ClientOf(ctx context.Context) string {
	client, _ := ctx.Value(clientKey{}).(string)
	return client
}
