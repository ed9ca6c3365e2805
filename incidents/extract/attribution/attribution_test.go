package attribution

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents/extract/text"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Four died, the Defense Department said in a statement.", []string{"Defense Department (institution, official)"}},
		{"A state official who requested anonymity because they were not authorized to speak said a guard died.", []string{"state official (anonymous, official): because they were not authorized to speak"}},
		{"According to police, two died.", []string{"police (institution, official)"}},
		{"\"We saw it\" said David Mora, analyst for a group.", []string{"David Mora (named, official)"}},
		{"Jalisco Gov. Pablo Lemus told residents to stay at home.", []string{"Jalisco Gov. Pablo Lemus (named, official)"}},
		{"Witnesses said smoke rose.", []string{"Witnesses (anonymous, witness)"}},
		{"Videos circulating on social media showed smoke.", []string{"Videos circulating on social media (unstated, social)"}},
		{"The Navy Ministry said two died. The statement said three fled. The ministry added that one was held.", []string{
			"Navy Ministry (institution, official)", "Navy Ministry (institution, official)", "Navy Ministry (institution, official)",
		}},
		{"Murieron tres, informó la Fiscalía General del Estado.", []string{"Fiscalía General del Estado (institution, official)"}},
		{"De acuerdo con Protección Civil, no hubo heridos.", []string{"Protección Civil (institution, official)"}},
		{"Un funcionario que pidió el anonimato dijo que hay dos muertos.", []string{"funcionario (anonymous, official): anonimato"}},
		{"Murieron dos, informó en un comunicado la Secretaría de Salud.", []string{"Secretaría de Salud (institution, official)"}},
		{"Murieron dos, confirmó el secretario de Seguridad, Juan Pérez Soto.", []string{"secretario de Seguridad, Juan Pérez Soto (named, official)"}},
		{"El gobernador Alfredo Ramírez confirmó en redes sociales que murieron dos.", []string{"gobernador Alfredo Ramírez (named, official)"}},
		{"La Fiscalía General de la República dio a conocer que hay dos detenidos.", []string{"Fiscalía General de la República (institution, official)"}},
		{"Un mando policiaco, que habló a condición de no dar su nombre, dijo que hay dos muertos.", []string{"mando policiaco (anonymous, official): no dar su nombre"}},
		{"La Secretaría de Educación suspendió clases.", []string{"Secretaría de Educación (institution, official)"}},
		{"Amos Dabwer, the chairman, told The Associated Press that two died.", []string{"Amos Dabwer (named, official)"}},
		{"Murieron dos, dijo el miércoles el Instituto de Migración.", []string{"Instituto de Migración (institution, official)"}},
		{"El sindicato contradijo la cifra: aseguró que son cinco los muertos.", []string{"sindicato (institution, official)", "sindicato (institution, official)"}},
		{"La Defensoría solicitó medidas y confirmó la detención de 15.", []string{"Defensoría (institution, official)"}},
		{"The weather office forecast more rain and said hills could slide.", []string{"weather office (institution, official)"}},
		{"Three died, said a police officer who requested anonymity.", []string{"police officer (anonymous, official): requested anonymity"}},
		{"Two died, said Yuri Mora, a spokesman. Three fled, Mora said.", []string{"Yuri Mora (named, official)", "Yuri Mora (named, official)"}},
		{"The university canceled classes, and the U.S. Consulate told its employees to stay.", []string{"university (institution, official)", "U.S. Consulate (institution, official)"}},
		{"La Fiscalía no confirmó la cifra.", nil},
		{"Two people were reported dead.", nil},
		{"Schools closed on Monday.", nil},
	} {
		d := text.Read(c.text, "")
		var got []string
		for _, sentence := range Read(d) {
			for _, st := range sentence {
				s := fmt.Sprintf("%s (%s, %s)", st.Speaker.Name, st.Speaker.Attribution, st.Speaker.Kind)
				if st.Speaker.Reason != "" {
					s += ": " + st.Speaker.Reason
				}
				got = append(got, s)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: speakers differ (-want +got):\n%s", c.text, diff)
		}
	}
}
