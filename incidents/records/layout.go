package records

import "strings"

// knownLayout names the columns of tables that are always without a header: those of GDELT's events
// (GDELT Event Database, Data Format Codebook 1.0 and 2.0), which begin with a number, a day, a month
// and a year. Nil for others.
func knownLayout(beginning []sampled) ([]string, Repair) {
	if len(beginning) == 0 {
		return nil, Repair{}
	}
	cells := beginning[0].cells
	digits := func(i, n int) bool {
		return len(cells[i]) == n && strings.Trim(cells[i], "0123456789") == ""
	}
	version := ""
	switch len(cells) {
	case 61:
		version = "2.0"
	case 57, 58:
		version = "1.0"
	}
	if version == "" || !digits(1, 8) || !digits(2, 6) || !digits(3, 4) || cells[1][:6] != cells[2] || cells[2][:4] != cells[3] {
		return nil, Repair{}
	}
	names := []string{"GlobalEventID", "SQLDATE", "MonthYear", "Year", "FractionDate"}
	for _, actor := range []string{"Actor1", "Actor2"} {
		for _, part := range []string{"Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"} {
			names = append(names, actor+part)
		}
	}
	names = append(names, "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone")
	for _, place := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		names = append(names, place+"_Type", place+"_FullName", place+"_CountryCode", place+"_ADM1Code")
		if version == "2.0" {
			names = append(names, place+"_ADM2Code")
		}
		names = append(names, place+"_Lat", place+"_Long", place+"_FeatureID")
	}
	names = append(names, "DATEADDED", "SOURCEURL")
	return names[:len(cells)], Repair{What: ColumnNamed, Detail: "there is no header; the columns are those of the events of GDELT " + version + ", and are named by its codebook"}
}
