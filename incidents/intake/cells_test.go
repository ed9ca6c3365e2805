package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// TestCells holds what codes of grids become: the middle of their cell, no more exactly than the cell, or a line.
func TestCells(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want, says    []string
	}{
		{
			"MGRS by its name", "date,type,mgrs\n2024-01-01,attack,14QMG8600048000\n2024-01-02,flood,14Q MG 86 48\n2024-01-03,fire,14QMG84\n2024-01-04,fire,99QMG84\n",
			[]string{"19.4263,-99.1334 as_given 0", "19.4308,-99.1286 near 800", "19.3992,-99.1429 near 7100", "-"},
			[]string{"holds positions as MGRS", "names no zone and band"},
		},
		{
			"plus codes, and short ones with towns", "date,type,plus_code\n2024-01-01,attack,76F2CV52+3X\n2024-01-02,flood,\"CV52+3X Mexico City, Mexico\"\n2024-01-03,fire,CV52+3X\n2024-01-04,fire,76F2CV00+\n",
			[]string{"19.4077,-99.1476 as_given 0", "19.4077,-99.1476 as_given 0", "-", "19.4250,-99.1250 near 3900"},
			[]string{"holds positions as plus codes", "no one town"},
		},
		{
			"geohashes", "date,type,geohash\n2024-01-01,attack,9g3qxc2\n2024-01-02,attack,9g3\n", []string{"19.4314,-99.1509 near 200", "18.9844,-99.1406 near 107900"}, []string{"holds positions as geohashes"},
		},
		{
			"zones, eastings and northings in a cell", "date,type,utm\n2024-01-01,attack,14Q 486000 2148000\n2024-01-02,flood,14N 486100E 2148100N\n",
			[]string{"19.4263,-99.1334 as_given 0", "19.4272,-99.1324 as_given 0"},
			[]string{"holds positions as UTM with a zone"},
		},
		{
			"among words for places", "date,type,location,country\n2024-01-01,attack,14QMG8600048000,Mexico\n2024-01-02,flood,76F2CV52+3X,Mexico\n2024-01-03,fire,\"CV52+3X Mexico City\",Mexico\n2024-01-04,fire,Zapopan,Mexico\n",
			[]string{"19.4263,-99.1334 as_given 0", "19.4077,-99.1476 as_given 0", "19.4077,-99.1476 as_given 0", "20.7236,-103.3848 locality 12200"},
			[]string{"coordinates and no words for a place"},
		},
		{
			"codes that say another place than the coordinates", "date,type,lat,lon,mgrs\n2024-01-01,attack,19.4263,-99.1334,14QMG8600048000\n2024-01-02,flood,19.4263,-99.1334,14QMG8600018000\n",
			[]string{"19.4263,-99.1334 as_given 0", "19.4263,-99.1334 as_given 0"},
			[]string{"is elsewhere than the position that is taken"},
		},
		{
			"what is not read", "date,type,h3,words\n2024-01-01,attack,8a2a1072b59ffff,///filled.count.soap\n2024-01-02,attack,8a2a1072b5affff,///index.home.raft\n",
			[]string{"-", "-"},
			[]string{"as cells of H3, which are not read", "as what3words, which are not read"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, drafts, err := takeFile(t, "cells.csv", tt.content, func(o *Options) { o.Geocoder = world() })
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range drafts {
				w, line := drafts[i].Incident.Where, "-"
				if p, isPoint := w.Geometry.(orb.Point); isPoint {
					line = fmt.Sprintf("%.4f,%.4f %s %.0f", p[1], p[0], w.Precision, w.RadiusM)
				}
				got = append(got, line)
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("became\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, words := range tt.says {
				if !says(report.Files[0], words) {
					t.Errorf("nothing says %q in %v", words, report.Files[0].Messages)
				}
			}
		})
	}
}
