package postgis

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// tables are all that hold data.
var tables = []string{
	"sequence", "moment", "story_revision", "story", "revision", "change", "shape", "feature", "pointer", "origin", "search", "indexed", "receipt", "token", "person", "session",
}

// TestCheckFindsDamage changes what is stored, one thing at a time, as no store would.
func TestCheckFindsDamage(t *testing.T) {
	dsn := postgistest.Setting(t)
	s := open(t, dsn)
	rich(t, s)
	settle(t, s) // or it would be indexed while it is damaged
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	var save, restore strings.Builder
	for _, name := range tables {
		fmt.Fprintf(&save, "CREATE TABLE saved_%s AS TABLE %s; ", name, name)
		fmt.Fprintf(&restore, "DELETE FROM %s; INSERT INTO %s SELECT * FROM saved_%s; ", name, name, name)
	}
	postgistest.SQL(t, dsn, save.String())
	const some = "(SELECT max(seq) FROM revision)"
	for _, damage := range []string{
		`DELETE FROM sequence`,
		`UPDATE sequence SET last = last + 1`,
		`UPDATE sequence SET last = last - 1`,
		`UPDATE moment SET last = 1`,
		`UPDATE moment SET last = last - 1 WHERE last = (SELECT max(last) FROM moment)`,
		`DELETE FROM moment`,
		`UPDATE story_revision SET document = document || '\x20'`,
		`UPDATE story_revision SET time = time + interval '1 second'`,
		`UPDATE story_revision SET checksum = checksum + 1`,
		`DELETE FROM story_revision WHERE seq = (SELECT max(seq) FROM story_revision)`,
		`UPDATE story SET seq = 1`,
		`DELETE FROM story`,
		`UPDATE revision SET document = set_byte(document, 40, 1 - (get_byte(document, 40) & 1)) WHERE seq = ` + some,
		`UPDATE revision SET document = '' WHERE seq = ` + some,
		`UPDATE revision SET note = '\x02' WHERE seq = ` + some,
		`UPDATE revision SET author = 'x' WHERE seq = ` + some,
		`UPDATE revision SET number = number + 1 WHERE seq = ` + some,
		`UPDATE revision SET time = time + interval '1 second' WHERE seq = ` + some,
		`UPDATE revision SET kind = 'correction' WHERE seq = ` + some,
		`UPDATE revision SET incident = gen_random_uuid() WHERE seq = ` + some,
		`DELETE FROM revision WHERE seq = ` + some,
		`UPDATE change SET entry = set_byte(entry, 20, 1) WHERE seq = (SELECT max(seq) FROM change WHERE entry IS NOT NULL)`,
		`UPDATE change SET entry = NULL WHERE seq = (SELECT max(seq) FROM change WHERE entry IS NOT NULL)`,
		`UPDATE change SET published = NULL WHERE seq = (SELECT max(seq) FROM change WHERE published IS NOT NULL)`,
		`UPDATE change SET revision = revision - 1 WHERE seq = (SELECT max(seq) FROM change)`,
		`UPDATE change SET until = NULL WHERE seq = (SELECT min(seq) FROM change WHERE until IS NOT NULL)`,
		`UPDATE change SET until = until + 1 WHERE seq = (SELECT min(seq) FROM change WHERE until IS NOT NULL)`,
		`UPDATE change SET until = seq + 1 WHERE seq = (SELECT max(seq) FROM change)`,
		`UPDATE change SET story = 'b' WHERE seq = (SELECT max(seq) FROM change)`,
		`UPDATE change SET shape = gen_random_uuid() WHERE seq = (SELECT max(seq) FROM change WHERE shape IS NOT NULL)`,
		`DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)`,
		`DELETE FROM change WHERE seq = 2`,
		`UPDATE shape SET geom = ST_Translate(geom, 1, 0)`,
		`DELETE FROM shape`,
		`UPDATE feature SET json = json || '\x20' WHERE rank = 1`,
		`UPDATE feature SET lang = 'fr' WHERE rank = 1`,
		`UPDATE feature SET incident = gen_random_uuid() WHERE rank = 0`,
		`UPDATE feature SET rank = rank + 10`,
		`DELETE FROM feature WHERE seq = (SELECT max(seq) FROM feature)`,
		`INSERT INTO feature SELECT seq, 0, 0, incident, 'en', '{}' FROM change WHERE entry IS NULL AND incident IS NOT NULL`,
		`UPDATE change SET hidden = NULL WHERE until IS NULL`,
		`UPDATE pointer SET source = gen_random_uuid()`,
		`DELETE FROM pointer`,
		`UPDATE origin SET key = 'x'`,
		`UPDATE origin SET incident = gen_random_uuid()`,
		`DELETE FROM origin`,
		`DELETE FROM search WHERE seq = (SELECT max(seq) FROM search)`,
		`INSERT INTO search VALUES (1, 'word')`,
		`UPDATE search SET point = ST_Translate(point, 1, 0)`,
		`UPDATE indexed SET upto = 1`,
		`UPDATE indexed SET upto = upto + 1`,
		`DELETE FROM indexed`,
		`UPDATE receipt SET count = count + 1`,
		`UPDATE receipt SET first = 1000, checksum = 0`,
		`UPDATE receipt SET key = 'other'`,
		`UPDATE token SET document = document || '\x20'`,
		`UPDATE token SET hash = '\x00'`,
		`UPDATE person SET document = document || '\x20'`,
		`UPDATE person SET login = 'other'`,
		`UPDATE person SET version = version + 1`,
		`UPDATE session SET document = document || '\x20'`,
		`UPDATE session SET hash = '\x00'`,
	} {
		postgistest.SQL(t, dsn, damage)
		err := s.Check(t.Context())
		if err == nil {
			t.Errorf("%s: nothing was found", damage)
		} else {
			isFault(t, err, incidents.EDamaged, "restore a backup")
		}
		postgistest.SQL(t, dsn, restore.String())
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// rich fills a store with something of everything.
func rich(t *testing.T, s *Store) {
	t.Helper()
	fill(t, s, 2)
	writes := batch(4)
	writes[0].Incident.Workflow = incidents.DraftStage
	writes[1].Incident.Where.Geometry = orb.Polygon{{{-103, 20}, {-102, 20}, {-102, 21}, {-103, 20}}}
	writes[2].Incident.Origin = incidents.Origin{Key: "row\x00 1", Hash: "h"}
	if _, _, err := s.WriteOnce(t.Context(), incidents.Receipt{Key: "k"}, writes...); err != nil {
		t.Fatal(err)
	}
	writes[3].Base = 1
	writes[3].Incident.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: writes[0].Incident.ID}}
	if _, err := s.Write(t.Context(), writes[3]); err != nil {
		t.Fatal(err)
	}
	story := storetest.Story("a")
	story.Layers = story.Layers[:1]
	if _, err := s.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	writes[0].Base, writes[0].Author = 1, "a\\b\ufffd"
	if _, err := s.Write(t.Context(), writes[0]); err != nil {
		t.Fatal(err)
	}
	somebody, err := incidents.NewPerson("desk", "The desk", time.Now())
	if err == nil {
		_, err = s.PutPerson(t.Context(), somebody)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, session := incidents.NewSession(somebody.ID, false, time.Now())
	if err := s.PutSession(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	if err := s.PutToken(t.Context(), incidents.Token{Hash: incidents.HashToken("x"), Name: "x", Scope: incidents.ScopeRead}); err != nil {
		t.Fatal(err)
	}
}

// TestReadsTellDamage holds that no reader is given what does not read as it was written.
func TestReadsTellDamage(t *testing.T) {
	dsn := postgistest.Setting(t)
	s := open(t, dsn)
	seqs := fill(t, s, 1)
	var inc incidents.Incident
	for p, err := range s.Publics(t.Context(), seqs) {
		if err != nil {
			t.Fatal(err)
		}
		inc.ID = p.ID
	}
	postgistest.SQL(t, dsn, `UPDATE revision SET document = document || '\x20'; UPDATE feature SET json = json || '\x20';
		UPDATE change SET entry = entry || '\x20'; UPDATE story_revision SET document = document || '\x20'`)
	_, err := s.Incident(t.Context(), "a", inc.ID)
	isFault(t, err, incidents.EDamaged, "revision 1 of incident "+inc.ID)
	_, err = s.Public(t.Context(), "a", inc.ID)
	isFault(t, err, incidents.EDamaged)
	_, err = s.Story(t.Context(), "a")
	isFault(t, err, incidents.EDamaged, `the story "a"`)
	for _, err := range s.Features(t.Context(), seqs, "en") {
		isFault(t, err, incidents.EDamaged, "feature 2")
	}
	for c, err := range s.Changes(t.Context(), 1) {
		isFault(t, err, incidents.EDamaged, "change 2")
		if err == nil {
			t.Errorf("change %d was given", c.Seq)
		}
	}
}
