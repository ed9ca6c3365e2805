package intake

import "testing"

// TestThousandsOrDecimals holds that numbers which can be read with thousands and with decimals are kept as text, with a line,
// and that one number of the column that can be read in one way alone settles it for all.
func TestThousandsOrDecimals(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cells [2]string
		told  bool
	}{
		{"both ways", [2]string{"1.234", "16.000"}, true},
		{"decimals", [2]string{"1.234", "16.5"}, false},
		{"decimals below one", [2]string{"1.234", "0.250"}, false},
		{"too long for thousands", [2]string{"1.234", "15000"}, false},
		{"whole numbers below a thousand besides", [2]string{"1.234", "15"}, true},
		{"below zero", [2]string{"-1.234", "16.000"}, true},
		{"whole numbers", [2]string{"1234", "16000"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "loss.csv", "id,date,type,loss\n1,2026-02-22,flood,"+tt.cells[0]+"\n2,2026-02-23,flood,"+tt.cells[1]+"\n", nil)
			if err != nil || len(drafts) != 2 {
				t.Fatal(len(drafts), err)
			}
			if told := says(report.Files[0], "three digits behind it"); told != tt.told {
				t.Errorf("told: %t, want %t: %v", told, tt.told, report.Files[0].Messages)
			}
			isText := false
			for _, c := range report.Files[0].Columns {
				isText = isText || c.Name == "x_loss" && c.Type == "text"
			}
			if isText != tt.told {
				t.Errorf("text: %t, want %t: %+v", isText, tt.told, report.Files[0].Columns)
			}
		})
	}
}
