package intake

import (
	"testing"

	"incidentmap/geo/geocode"
	"incidentmap/incidents/intake/columns"
)

// TestCodesOfAreas holds that codes of counties and municipalities place rows where no names do, that names count before them, and
// that codes of nothing known are told.
func TestCodesOfAreas(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string // of each row: the areas' codes
		says          string
	}{
		{"counties", "date,type,fips\n2024-01-01,attack,06037\n2024-01-02,flood,48201\n2024-01-03,flood,6037\n", []string{"US.CA.037", "US.TX.201", "US.CA.037"}, "holds codes of areas of FIPS 6-4"},
		{"states and counties", "date,type,state_fips,county_fips\n2024-01-01,attack,6,37\n2024-01-02,flood,48,\n", []string{"US.CA.037", "US.TX"}, "holds codes of areas of FIPS 6-4"},
		{"states alone", "date,type,State FIPS\n2024-01-01,attack,06\n2024-01-02,flood,48\n", []string{"US.CA", "US.TX"}, "holds codes of areas of FIPS 6-4"},
		{"INEGI", "fecha,tipo,cve_ent,cve_mun\n2024-01-01,ataque,14,120\n2024-01-02,incendio,9,7\n", []string{"MX.14.120", "MX.09.007"}, "holds codes of areas of INEGI"},
		{"IBGE", "data,tipo,cod_municipio\n2024-01-01,ataque,3550308\n2024-01-02,incendio,3304557\n", []string{"BR.27.3550308", "BR.21.3304557"}, "holds codes of areas of IBGE"},
		{"DANE", "fecha,tipo,cod_municipio\n2024-01-01,ataque,05001\n2024-01-02,incendio,5001\n", []string{"CO.02.05001", "CO.02.05001"}, "holds codes of areas of DANE"},
		{"ubigeo", "fecha,tipo,ubigeo\n2024-01-01,ataque,080101\n2024-01-02,incendio,80102\n", []string{"PE.08.0801", "PE.08.0801"}, "holds codes of areas of INEI"},
		{"codes that are of nothing", "date,type,fips\n2024-01-01,attack,99999\n2024-01-02,flood,98001\n", []string{"", ""}, "codes of areas of the United States (FIPS), which are not read"},
		{"names besides", "date,type,fips,state\n2024-01-01,attack,06037,Texas\n", []string{"US.TX"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "codes.csv", tt.content, func(o *Options) { o.Geocoder = world() })
			if err != nil {
				t.Fatal(err)
			}
			for i := range drafts {
				a := drafts[i].Incident.Where.Admin
				if got := max(a.Country, a.Admin1, a.Admin2); i >= len(tt.want) || got != tt.want[i] {
					t.Errorf("row %d is in %q of %+v", i, got, a)
				}
			}
			if tt.says != "" && !says(report.Files[0], tt.says) {
				t.Errorf("nothing says %q in %v", tt.says, report.Files[0].Messages)
			}
		})
	}
	// What the columns' names say is known to the geocoder.
	names := []string{"fips", "cvegeo", "ibge", "divipola", "ubigeo"}
	for i, code := range []string{"06037", "14120", "3550308", "05001", "080101"} {
		var samples []*columns.Sample
		for range names {
			s := &columns.Sample{}
			s.Add(code)
			samples = append(samples, s)
		}
		of := columns.AreaCodesOf(names, samples)
		if len(of) != len(names) {
			t.Fatalf("%+v", of)
		}
		if _, ok := geocode.AreaScheme(of[i].Scheme).AreaOf(code); !ok {
			t.Errorf("%+v takes no %s", of[i], code)
		}
	}
}
