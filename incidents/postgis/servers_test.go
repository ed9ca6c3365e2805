package postgis

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// TestFollowersMissNothing has many writers on several servers, and followers that at each
// step must be told of every number there is.
func TestFollowersMissNothing(t *testing.T) {
	dsn := postgistest.Setting(t)
	first := open(t, dsn)
	fill(t, first, 1)
	from, err := first.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	const servers, writers, each = 3, 3, 15
	stores := []*Store{first, open(t, dsn), open(t, dsn)}
	var group sync.WaitGroup
	for i := range servers * writers {
		group.Go(func() {
			for n := range each {
				if _, err := stores[i%servers].Write(t.Context(), batch(1+n%3)...); err != nil {
					t.Errorf("Write: %v", err)
				}
			}
		})
	}
	last := from + servers*writers*(each/3)*6
	for _, s := range stores {
		group.Go(func() { followAll(t, s, from, last) })
	}
	group.Wait()
	if err := first.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// followAll follows creations, of which each number must come, from one number to another.
func followAll(t *testing.T, s *Store, at, last incidents.Seq) {
	for at < last {
		if _, err := s.Wait(t.Context(), at); err != nil {
			t.Errorf("Wait after %d: %v", at, err)
			return
		}
		for c, err := range s.Changes(t.Context(), at) {
			if err != nil || c.Gone || c.Seq != at+1 {
				t.Errorf("change %d (gone %t) after %d, %v", c.Seq, c.Gone, at, err)
				return
			}
			at = c.Seq
		}
	}
}

// disruptions are ways in which a server lets its clients down.
var disruptions = map[string]func(t *testing.T, dsn string){
	"connections are cut": func(t *testing.T, dsn string) {
		postgistest.SQL(t, dsn, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'incidentmap'`)
	},
	// The server kills all sessions and recovers from its log when one of its processes dies.
	"the server crashes": func(t *testing.T, dsn string) {
		conn, err := pgx.Connect(t.Context(), dsn)
		if err != nil {
			return // it has not come back from the time before
		}
		defer conn.Close(t.Context())                                               //nolint:errcheck // it is killed
		_, _ = conn.Exec(t.Context(), `COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID'`) // which ends with the connection
	},
}

// TestWhatIsAcknowledgedStays writes with receipts, and repeats what was not answered, while the
// server lets its clients down again and again.
func TestWhatIsAcknowledgedStays(t *testing.T) {
	for name, disrupt := range disruptions {
		t.Run(name, func(t *testing.T) {
			dsn := postgistest.Disrupted(t)
			s := open(t, dsn)
			fill(t, s, 1)
			var mu sync.Mutex
			acknowledged := map[incidents.Seq]string{}
			failed := 0
			ctx, stop := context.WithCancel(t.Context())
			var group sync.WaitGroup
			for w := range 6 {
				group.Go(func() {
					for n := 0; ctx.Err() == nil; n++ {
						again, revisions := persist(t, s, fmt.Sprint(w, " ", n))
						mu.Lock()
						failed += again
						for _, rev := range revisions {
							if acknowledged[rev.Seq] != "" {
								t.Errorf("number %d was given twice", rev.Seq)
							}
							acknowledged[rev.Seq] = rev.Incident.ID
						}
						mu.Unlock()
					}
				})
			}
			// Each time when writers are under way again.
			more := func() {
				mu.Lock()
				want := len(acknowledged) + 60
				mu.Unlock()
				postgistest.Until(t, func() bool {
					mu.Lock()
					defer mu.Unlock()
					return len(acknowledged) >= want
				})
			}
			for range 4 {
				more()
				disrupt(t, dsn)
			}
			more()
			stop()
			group.Wait()
			if failed == 0 {
				t.Error("no write failed, so the test says nothing")
			}
			isWhole(t, s, acknowledged)
		})
	}
}

// persist writes two incidents under a key until that is acknowledged, and gives how often it
// was not.
func persist(t *testing.T, s *Store, key string) (failed int, revisions []incidents.Revision) {
	writes := batch(2)
	receipt := incidents.Receipt{Key: key, Request: sha256.Sum256([]byte(key))}
	for {
		revisions, _, err := s.WriteOnce(t.Context(), receipt, writes...)
		if err == nil {
			if revisions[0].Incident.ID != writes[0].Incident.ID {
				t.Errorf("the key %q gave another's revisions", key)
			}
			return failed, revisions
		}
		if incidents.CodeOf(err) != incidents.EUnavailable {
			t.Errorf("WriteOnce: %v, of class %s", err, incidents.CodeOf(err))
		}
		failed++
		postgistest.Until(t, func() bool { // a server that crashed comes back in its own time
			_, err := s.Seq(t.Context())
			return err == nil
		})
	}
}

// isWhole holds the store to what was acknowledged: all of it is there, and nothing else, for
// every write was repeated until it was acknowledged.
func isWhole(t *testing.T, s *Store, acknowledged map[incidents.Seq]string) {
	t.Helper()
	there := map[incidents.Seq]string{}
	for c, err := range s.Changes(t.Context(), 2) {
		if err != nil {
			t.Fatal(err)
		}
		there[c.Seq] = c.Incident.String()
	}
	for seq, id := range acknowledged {
		if there[seq] != id {
			t.Errorf("number %d was acknowledged for %s and is of %q", seq, id, there[seq])
		}
	}
	if len(there) != len(acknowledged) || len(there) == 0 {
		t.Errorf("%d incidents are there, %d were acknowledged", len(there), len(acknowledged))
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestGroups holds that writers who share a transaction share nothing else: one is against a
// rule, one makes the database refuse, and the others are written.
func TestGroups(t *testing.T) {
	dsn := postgistest.Setting(t)
	s := open(t, dsn)
	fill(t, s, 1)
	postgistest.SQL(t, dsn, `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
		CREATE TRIGGER refuse BEFORE INSERT ON revision FOR EACH ROW WHEN (NEW.author = 'poison') EXECUTE FUNCTION refuse()`)
	for _, poison := range []bool{false, true} {
		s.turn <- struct{}{} // so that all come together
		var group sync.WaitGroup
		var mu sync.Mutex
		times := map[time.Time]int{}
		writer := func(want incidents.Code, write incidents.Write) {
			group.Go(func() {
				revisions, err := s.Write(t.Context(), write)
				if want != "" {
					isFault(t, err, want)
					return
				}
				if err != nil {
					t.Errorf("an innocent write: %v", err)
					return
				}
				mu.Lock()
				times[revisions[0].Time]++
				mu.Unlock()
			})
		}
		const good = 5
		for range good {
			writer("", batch(1)[0])
		}
		late := batch(1)[0]
		late.Base = 3
		writer(incidents.EConflict, late)
		if poison {
			bad := batch(1)[0]
			bad.Author = "poison"
			writer(incidents.EInternal, bad)
		}
		all := good + 1
		if poison {
			all++
		}
		postgistest.Until(t, func() bool {
			s.queue.mu.Lock()
			defer s.queue.mu.Unlock()
			return len(s.queue.jobs) == all
		})
		<-s.turn
		group.Wait()
		if !poison && len(times) != 1 {
			t.Errorf("they were written in %d transactions, want one", len(times))
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestHeldUp has another program hold the lock that writers need. Whoever does not wait is told
// so at once, and nothing is written that was given up before its turn.
func TestHeldUp(t *testing.T) {
	dsn := postgistest.Setting(t)
	s := open(t, dsn)
	fill(t, s, 1)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context()) //nolint:errcheck // what matters is that of the statements
	if _, err := conn.Exec(t.Context(), `BEGIN; SELECT last FROM sequence FOR UPDATE`, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			_, err := s.Write(ctx, batch(1)...)
			isFault(t, err, incidents.EUnavailable)
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the error %v does not hold the context's", err)
			}
		})
	}
	group.Wait()
	if _, err := s.Seq(t.Context()); err != nil {
		t.Errorf("a reader waits for the writer: %v", err)
	}
	if _, err := conn.Exec(t.Context(), `COMMIT`); err != nil {
		t.Fatal(err)
	}
	rev, err := s.Write(t.Context(), batch(1)...)
	if err != nil || rev[0].Seq != 3 {
		t.Errorf("the next write gave %v, %v; want number 3", rev, err)
	}
}

// TestGivenUpRead holds that a statement is ended on the server when nobody waits for it any
// more.
func TestGivenUpRead(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	running := func() (n int) {
		const asks = `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(86400)%' AND pid <> pg_backend_pid()`
		if err := s.primary.QueryRow(t.Context(), asks).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	given := make(chan error, 1)
	go func() {
		given <- s.each(ctx, s.reader, "wait", `SELECT pg_sleep(86400)`, nil, func(scanner) error { return nil })
	}()
	postgistest.Until(t, func() bool { return running() == 1 })
	cancel()
	err := <-given
	isFault(t, err, incidents.EUnavailable)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	postgistest.Until(t, func() bool { return running() == 0 })
	if _, err := s.Seq(t.Context()); err != nil {
		t.Error(err)
	}
}

// lagging makes a second schema that takes the part of a replica, and gives the address of
// both, and what brings the second up to date with the first, at once as a replica is.
func lagging(t *testing.T) (string, func()) {
	t.Helper()
	primary, replica := postgistest.Setting(t), postgistest.Setting(t)
	schema := func(dsn string) string {
		_, after, _ := strings.Cut(dsn, "search_path=")
		name, _, _ := strings.Cut(after, "%2C")
		return name
	}
	for _, dsn := range []string{primary, replica} {
		s := open(t, dsn)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var text strings.Builder
	for _, table := range []string{"sequence", "moment", "story_revision", "story", "revision", "change", "shape", "feature", "search", "indexed"} {
		to, from := schema(replica)+"."+table, schema(primary)+"."+table
		fmt.Fprintf(&text, "DELETE FROM %s; INSERT INTO %s SELECT * FROM %s;\n", to, to, from)
	}
	// A transaction that writes there would fail, as on a replica.
	escaped := strings.NewReplacer("&", "%26", "?", "%3F").Replace(replica + "&default_transaction_read_only=on")
	return primary + "&replica=" + strings.ReplaceAll(escaped, "%2C", "%252C"), func() { postgistest.SQL(t, primary, "BEGIN; "+text.String()+" COMMIT") }
}

// TestReplica holds that everything of one answer is of the replica's state, however far it is
// behind, and that a writer sees what it wrote.
func TestReplica(t *testing.T) {
	setting, catchUp := lagging(t)
	s := open(t, setting)
	if s.reader == s.primary {
		t.Fatal("there is no replica")
	}
	seqs := fill(t, s, 3)
	catchUp()
	inc := batch(1)[0]
	inc.Incident.Title = incidents.Text{"en": "Brandnew"}
	rev, err := s.Write(t.Context(), inc)
	if err != nil {
		t.Fatal(err)
	}
	story := storetest.Story("a")
	story.Layers = nil
	last, err := s.PutStory(t.Context(), story)
	if err != nil {
		t.Fatal(err)
	}
	if seq, err := s.Seq(t.Context()); err != nil || seq != seqs[2] {
		t.Errorf("the replica is at %d, %v; want %d", seq, err, seqs[2])
	}
	var fed []incidents.Seq
	for c, err := range s.Changes(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		fed = append(fed, c.Seq)
	}
	if !slices.Equal(fed, seqs) {
		t.Errorf("the feed is %v, want %v", fed, seqs)
	}
	if story, err := s.Story(t.Context(), "a"); err != nil || len(story.Layers) == 0 {
		t.Errorf("the story is not that of the feed: %v", err)
	}
	if found, err := s.Search(t.Context(), "a", "brandnew"); err != nil || len(found) > 0 {
		t.Errorf("found %v, %v, which is not in the feed", found, err)
	}
	if got, err := s.Incident(t.Context(), "a", inc.Incident.ID); err != nil || got.Seq != rev[0].Seq {
		t.Errorf("the writer does not see what it wrote: %v", err)
	}
	waited := make(chan incidents.Seq, 1)
	go func() {
		seq, err := s.Wait(t.Context(), seqs[2])
		if err != nil {
			t.Errorf("Wait: %v", err)
		}
		waited <- seq
	}()
	catchUp() // had it not waited for the replica, it would have told of less
	if seq := <-waited; seq != last {
		t.Errorf("Wait gave %d, want %d", seq, last)
	}
	if found, err := s.Search(t.Context(), "a", "brandnew"); err != nil || len(found) != 1 {
		t.Errorf("found %v, %v", found, err)
	}
}

// TestWaitWithoutNotifications holds that what is told on a connection that is lost, is found by
// looking.
func TestWaitWithoutNotifications(t *testing.T) {
	dsn := postgistest.Setting(t)
	s, other := open(t, dsn), open(t, dsn)
	fill(t, other, 1)
	s.stop()
	s.done.Wait()
	looked := s.reader.Stat().AcquireCount()
	waited := make(chan incidents.Seq, 1)
	go func() {
		seq, err := s.Wait(t.Context(), 2)
		if err != nil {
			t.Errorf("Wait: %v", err)
		}
		waited <- seq
	}()
	postgistest.Until(t, func() bool { // it has looked once, and waits
		stat := s.reader.Stat()
		return stat.AcquireCount() > looked && stat.AcquiredConns() == 0
	})
	if _, err := other.Write(t.Context(), batch(1)...); err != nil {
		t.Errorf("Write: %v", err)
	}
	if seq := <-waited; seq != 3 {
		t.Errorf("Wait gave %d", seq)
	}
}

// TestNotifications holds that a store hears of what another program writes without looking.
func TestNotifications(t *testing.T) {
	dsn := postgistest.Setting(t)
	s, other := open(t, dsn), open(t, dsn)
	for last := range incidents.Seq(5) {
		if last == 0 {
			fill(t, other, 0)
		} else if _, err := other.Write(t.Context(), batch(1)...); err != nil {
			t.Fatal(err)
		}
		for {
			heard, rises := s.notifier.heard()
			if heard > last {
				break
			}
			<-rises
		}
	}
}

// TestReplicaSearchesBeforeIndexing holds that a server says so where a replica has more that is not
// indexed there than it looks through, has it indexed on the primary, and then finds all.
func TestReplicaSearchesBeforeIndexing(t *testing.T) {
	dsn, catchUp := lagging(t)
	s := open(t, dsn)
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	revisions, err := s.Write(t.Context(), batch(scanAtMost+10)...)
	if err != nil {
		t.Fatal(err)
	}
	if upto, last := indexed(t, s); upto == last {
		t.Fatal("it is indexed")
	}
	catchUp()
	_, err = s.Search(t.Context(), "a", "roadblock")
	isFault(t, err, incidents.EUnavailable, "ask again")
	settle(t, s)
	catchUp()
	if found, err := s.Search(t.Context(), "a", "roadblock"); err != nil || len(found) != len(revisions) {
		t.Errorf("once it has the index, %d are found, %v; want %d", len(found), err, len(revisions))
	}
}
