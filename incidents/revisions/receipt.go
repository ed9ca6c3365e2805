package revisions

import (
	"context"

	"incidentmap/incidents"
)

// maxKey is the length in bytes that a receipt's key may have.
const maxKey = 255

// forgottenAtOnce is how many receipts at most a plan that keeps some forgets: more than it keeps, so
// that there are never more than those of ReceiptLife for long, and few enough to wait for.
const forgottenAtOnce = 64

// Kept is what is kept of a job that may be repeated: the hash of what was asked for, and
// the numbers of the revisions it gave, Count of them from First on.
type Kept struct {
	Request [32]byte
	First   incidents.Seq
	Count   int
}

// Repeat notes that the job was done before, if kept is not nil. EConflict if another request was
// done under its key.
func (j *Job) Repeat(kept *Kept) error {
	switch {
	case kept == nil:
		return nil
	case kept.Request != j.Receipt.Request:
		return incidents.Errorf(incidents.EConflict, "receipt.key",
			"%q was used for another request; take a new key for a new request", j.Receipt.Key)
	}
	j.Repeated = kept
	return nil
}

// repeats looks whether the job was done before, by this plan or an earlier one.
func (p *Plan) repeats(ctx context.Context, j *Job) error {
	if j.Receipt == nil {
		return nil
	}
	if kept := p.receipts[j.Receipt.Key]; kept != nil {
		return j.Repeat(kept)
	}
	kept, err := p.tx.Receipt(ctx, j.Receipt.Key)
	if err != nil {
		return err
	}
	return j.Repeat(kept)
}

// keepReceipt notes what is written under the job's key.
func (p *Plan) keepReceipt(j *Job, first incidents.Seq) {
	if j.Receipt == nil {
		return
	}
	if p.receipts == nil {
		p.receipts = map[string]*Kept{}
	}
	p.receipts[j.Receipt.Key] = &Kept{j.Receipt.Request, first, j.Len()}
}
