package postgis

import (
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"

	"incidentmap/incidents"
)

// address is what a setting says.
type address struct {
	primary *pgxpool.Config
	replica *pgxpool.Config // nil when there is none
}

// replicaParameter is the one parameter of the setting that is ours and not PostgreSQL's.
const replicaParameter = "replica"

// parse reads a setting. Its errors never repeat it, for it may hold a password, and nor do
// they hold the driver's, which may.
func parse(setting string) (address, error) {
	whole, err := url.Parse(setting)
	if err != nil || (whole.Scheme != "postgres" && whole.Scheme != "postgresql") {
		return address{}, badAddress("the setting")
	}
	parameters := whole.Query()
	replica := parameters.Get(replicaParameter)
	parameters.Del(replicaParameter)
	whole.RawQuery = parameters.Encode()
	var a address
	if a.primary, err = configure(whole.String()); err != nil {
		return address{}, badAddress("the setting")
	}
	if replica == "" {
		return a, nil
	}
	if !strings.HasPrefix(replica, "postgres://") && !strings.HasPrefix(replica, "postgresql://") {
		return address{}, badAddress("its parameter " + replicaParameter)
	}
	if a.replica, err = configure(replica); err != nil {
		return address{}, badAddress("its parameter " + replicaParameter)
	}
	return a, nil
}

func badAddress(what string) error {
	return incidents.Errorf(incidents.EInvalid, "store",
		"%s is no address of PostgreSQL; write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with what is special in a URL escaped", what)
}

// defaults are settings of a session that the address may change, in milliseconds where they
// are times. A session that waits inside a transaction holds the lock that all writers need.
var defaults = map[string]string{
	"application_name":                    "incidentmap",
	"jit":                                 "off", // it costs more than it gives to statements as short as ours
	"statement_timeout":                   "120000",
	"lock_timeout":                        "60000",
	"idle_in_transaction_session_timeout": "30000",
}

func configure(dsn string) (*pgxpool.Config, error) {
	c, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	for name, value := range defaults {
		if _, set := c.ConnConfig.RuntimeParams[name]; !set {
			c.ConnConfig.RuntimeParams[name] = value
		}
	}
	// What is acknowledged is on disk, whatever the server's own setting is.
	if sync := c.ConnConfig.RuntimeParams["synchronous_commit"]; sync != "remote_apply" {
		c.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	}
	if c.ConnConfig.ConnectTimeout == 0 {
		c.ConnConfig.ConnectTimeout = 10 * time.Second
	}
	if !strings.Contains(dsn, "pool_max_conns") {
		c.MaxConns = int32(max(8, 4*runtime.GOMAXPROCS(0)))
	}
	// A request that is given up is cancelled on the server, and its connection stays.
	c.ConnConfig.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: 5 * time.Second}
	}
	return c, nil
}

// setPassword sets the password of all connections.
func (a *address) setPassword(password string) {
	for _, c := range []*pgxpool.Config{a.primary, a.replica} {
		if c != nil {
			c.ConnConfig.Password = password
		}
	}
}
