package incidents

// Reason says to people why something was found, taken or left out.
type Reason struct {
	// Code is the same for the same reason, whatever it is about; empty for one that is said in English alone.
	Code  string `json:"code,omitempty"`
	Words Text   `json:"words"`
}
