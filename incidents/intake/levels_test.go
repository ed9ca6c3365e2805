package intake

import "testing"

// TestLevelsOfAreas holds that of two columns that may be of states the one is taken whose areas hold those of the other, whatever
// the two are called.
func TestLevelsOfAreas(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string // the first level of each row
		says          bool
	}{
		{"provinces of regions", "fecha,región,provincia,comuna,tipo\n02-02-2024,Región de Valparaíso,Valparaíso,Viña del Mar,incendio\n13-06-2024,Región del Biobío,Arauco,Curanilahue,incendio\n", []string{"CL.01", "CL.06"}, true},
		{"provinces of departments", "fecha,departamento,provincia,distrito,tipo\n13/02/2023,Arequipa,Camaná,Quilca,incendio\n25/02/2023,Piura,Piura,Catacaos,incendio\n", []string{"PE.04", "PE.20"}, true},
		{"departments of provinces", "fecha,provincia,departamento,localidad,tipo\n13/02/2023,Santa Fe,Rosario,Rosario,incendio\n26/02/2023,Buenos Aires,La Matanza,San Justo,incendio\n", []string{"AR.21", "AR.01"}, false},
		{"a province called like a state elsewhere", "fecha,comunidad autonoma,provincia,municipio,tipo\n13/02/2024,Castilla y León,León,Ponferrada,incendio\n", []string{"ES.55"}, true},
		{"regions that are none", "date,region,state,city,type\n2024-02-13,West,California,Los Angeles,fire\n2024-02-14,South,Texas,Houston,fire\n", []string{"US.CA", "US.TX"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "areas.csv", tt.content, func(o *Options) { o.Geocoder = world() })
			if err != nil || len(drafts) != len(tt.want) {
				t.Fatal(len(drafts), err)
			}
			for i := range drafts {
				if a := drafts[i].Incident.Where.Admin; a.Admin1 != tt.want[i] {
					t.Errorf("row %d is in %+v, want %s", i, a, tt.want[i])
				}
			}
			if told := says(report.Files[0], "its areas are parts of those of"); told != tt.says {
				t.Errorf("told: %t, want %t: %v", told, tt.says, report.Files[0].Messages)
			}
		})
	}
}

// TestOrderOfTheHeadersLanguage holds that dates which can be read both ways are read as is usual in the language of the columns'
// names, and that the report says so.
func TestOrderOfTheHeadersLanguage(t *testing.T) {
	for content, want := range map[string]string{
		"data,comune,tipo\n03/02/2024,Roma,incendio\n04/02/2024,Roma,incendio\n": "2024-02-03",
		"date,city,type\n03/02/2024,Rome,fire\n04/02/2024,Rome,fire\n":           "2024-03-02",
	} {
		report, drafts, err := takeFile(t, "days.csv", content, func(o *Options) { o.Lang = "en" })
		if err != nil || len(drafts) != 2 {
			t.Fatal(len(drafts), err)
		}
		if got := drafts[0].Incident.When.Start.Format("2006-01-02"); got != want || !says(report.Files[0], "every date can be read both ways") {
			t.Errorf("%q is %s, want %s: %v", content, got, want, report.Files[0].Messages)
		}
	}
}
