// Package storetest holds every incidents.Store to what its interface promises. A store's
// own tests call Run with the means to open it:
//
//	storetest.Run(t, storetest.Harness{Open: …, Reopen: …})
//
// The store must encode features with Encode.
//
// Goals: one subtest for each promise, so that a store that breaks it is told which.
//
// Non-goals: what only one store does, such as finding a damaged file.
package storetest

import (
	"testing"

	"incidentmap/incidents"
)

// Harness opens the store under test.
type Harness struct {
	// Open gives an empty store that is closed when the test ends.
	Open func(t *testing.T) incidents.Store
	// Reopen closes the store and opens it again; nil for a store that does not outlive
	// its process.
	Reopen func(t *testing.T, s incidents.Store) incidents.Store
	// Again gives a second handle on the store, as another program has it, that is closed
	// when the test ends; nil for a store that only one program can have.
	Again func(t *testing.T, s incidents.Store) incidents.Store
}

// promise is one thing that a store promises, and the test of it.
type promise struct {
	name string
	test func(*testing.T, incidents.Store)
}

// Run runs all tests.
func Run(t *testing.T, h Harness) {
	for _, tt := range append(promises(), editing()...) {
		t.Run(tt.name, func(t *testing.T) { tt.test(t, h.Open(t)) })
	}
	if h.Reopen != nil {
		t.Run("opened again", func(t *testing.T) { testReopen(t, h) })
	}
	if h.Again != nil {
		t.Run("two programs", func(t *testing.T) { testTwoPrograms(t, h) })
	}
}

func promises() []promise {
	return []promise{
		{"an empty store", testEmpty},
		{"stories", testStories},
		{"a story that breaks a rule", testInvalidStory},
		{"a story that was changed meanwhile", testStoryVersions},
		{"columns are unpublished until readers see a value", testColumns},
		{"texts that are none", testTextsThatAreNone},
		{"revisions follow one another", testRevisions},
		{"what is given in and out is a copy", testCopies},
		{"all writes or none", testAllOrNone},
		{"conflicts", testConflicts},
		{"not found", testNotFound},
		{"from draft to tombstone", testPublicLife},
		{"a withheld place", testWithheld},
		{"changes are in force and in order", testChanges},
		{"a long feed", testLongFeed},
		{"what readers never saw", testUnseen},
		{"what is gone", testGone},
		{"what is withdrawn", testWithdrawn},
		{"changes replayed are the present", testReplay},
		{"entries are of what readers see", testEntries},
		{"shapes", testShapes},
		{"waiting", testWait},
		{"waiting ends", testWaitEnds},
		{"written once", testWriteOnce},
		{"written once after it failed", testWriteOnceFails},
		{"written once by many", testWriteOnceTogether},
		{"tokens", testTokens},
		{"people", testPeople},
		{"sessions", testSessions},
		{"features in the asked order", testFeatures},
		{"features in the asked language", testFeatureLanguages},
		{"features are what readers see", testFeatureBytes},
		{"public incidents in the asked order", testPublics},
		{"as of a number", testAsOf},
		{"one as of a number", testPublicAt},
		{"as of then given up", testAsOfGivenUp},
		{"as of then under today's rules", testAsOfUnderTodaysRules},
		{"as of then under its own rules", testAsOfUnderItsOwnRules},
		{"as of then what is gone", testAsOfWhatIsGone},
		{"the number of an instant", testSeqAt},
		{"known records", testKnown},
		{"one incident of a record", testOneIncidentOfARecord},
		{"search", testSearch},
		{"search finds what is in force", testSearchInForce},
		{"other incidents that readers do not see", testPointers},
		{"other incidents of the same write", testPointersTogether},
		{"a story's new layers", testNewLayers},
		{"a story's new title", testNewTitle},
		{"a story's new languages", testNewLanguages},
		{"a story's new policy", testNewPolicy},
		{"a story's own kinds", testStoryKinds},
		{"many writers", testManyWriters},
		{"one of many wins", testOneWins},
		{"readers while writing", testReadersWhileWriting},
		{"a request given up", testGivenUp},
		{"a closed store", testClosed},
	}
}

// editing are the promises of what editors, imports and redactions leave of one another.
func editing() []promise {
	return []promise{
		{"a record after an editor", testImportAfterEdit},
		{"each record for itself", testImportRows},
		{"an import taken back", testUndoImport},
		{"what is retracted stays so", testRetractedStays},
		{"rows counted in a circle", testCountedInCircles},
		{"words that are taken away", testRedact},
		{"revisions that are taken away", testRedactRevisions},
		{"a record of what was taken away", testRedactedRecord},
		{"what is erased", testErase},
		{"the queue of editors", testQueue},
		{"who wrote what", testAudit},
		{"pictures", testMedia},
		{"pictures that nothing names", testMediaSwept},
		{"pictures that are taken away", testMediaTakenAway},
		{"pictures of coarsened places", testMediaOfCoarsenedPlaces},
	}
}
