package attribution

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents/extract/text"
)

// Who tells in English reports, in breadth.
func TestEnglishSpeakers(t *testing.T) {
	for s, want := range map[string]string{
		"Two died, Robeson County Sheriff Burnis Wilkins said.":                                                   "Robeson County Sheriff Burnis Wilkins (named)",
		"Two died, according to the county coroner, Keith von Lutcken.":                                           "county coroner, Keith von Lutcken (named)",
		"Two died, Ergon Energy said.":                                                                            "Ergon Energy (institution)",
		"Two died, Northeast Frontier Railway said.":                                                              "Northeast Frontier Railway (institution)",
		"Humberside Fire and Rescue said two died.":                                                               "Humberside Fire and Rescue (institution)",
		"The Scottish Fire and Rescue Service said two died.":                                                     "Scottish Fire and Rescue Service (institution)",
		"Two died, troopers said.":                                                                                "troopers (institution)",
		"Two died, gardai said.":                                                                                  "gardai (institution)",
		"Two died, gardai have said.":                                                                             "gardai (institution)",
		"Two died, the PSNI said.":                                                                                "PSNI (institution)",
		"Two died, officials said on Monday.":                                                                     "officials (anonymous)",
		"Two died, security officials said Monday.":                                                               "security officials (anonymous)",
		"Two died, said the port operator Transnet.":                                                              "port operator Transnet (institution)",
		"Two died, port operator Transnet said.":                                                                  "port operator Transnet (institution)",
		"Two died, the mayor's office said.":                                                                      "mayor's office (institution)",
		"Two died, said Babakura Kolo, who heads an anti-jihadist militia.":                                       "Babakura Kolo (named)",
		"Two died, two security sources said.":                                                                    "two security sources (anonymous)",
		"Two died, according to the local traditional ruler.":                                                     "local traditional ruler (anonymous)",
		"Two died, a judicial official said.":                                                                     "judicial official (anonymous)",
		"Two died, state news agency TAP reported.":                                                               "state news agency TAP (institution)",
		"Malek Merset, a spokesman for the center, told Reuters that two died.":                                   "Malek Merset (named)",
		"Two died, DPO Nasir Mehmood said.":                                                                       "DPO Nasir Mehmood (named)",
		"Two died, the Electricity Company of Ghana said.":                                                        "Electricity Company of Ghana (institution)",
		"The opposition said six people were shot dead; the government acknowledged one death.":                   "opposition (institution); government (institution)",
		"Two died, Chief Minister N. Biren Singh posted on X.":                                                    "Chief Minister N. Biren Singh (named)",
		"Two died, Gauteng police commissioner Elias Mawela told public broadcaster SABC.":                        "Gauteng police commissioner Elias Mawela (named)",
		"Two died, police sources told AFP on condition of anonymity.":                                            "police sources (anonymous)",
		"Two died, per the sheriff's office.":                                                                     "sheriff's office (institution)",
		"Two died, per police.":                                                                                   "police (institution)",
		"The interior ministry put the toll at two.":                                                              "interior ministry (institution)",
		"Two died, the state-run Xinhua news agency reported, citing local authorities.":                          "state-run Xinhua news agency (institution); local authorities (institution)",
		"Two died, the newspaper reported, quoting a police officer.":                                             "newspaper (institution); police officer (anonymous)",
		"In a post on X, the mayor said two died.":                                                                "mayor (institution)",
		"Residents said two died.":                                                                                "Residents (anonymous)",
		"The sheriff's office confirmed two died.":                                                                "sheriff's office (institution)",
		"Two died, as reported by the Daily Star.":                                                                "Daily Star (institution)",
		"Two died, sources told the agency.":                                                                      "sources (anonymous)",
		"Two died, a doctor at the hospital said.":                                                                "doctor (anonymous)",
		"Two died, the U.N. refugee agency said.":                                                                 "U.N. refugee agency (institution)",
		"Two died, the Army's 4th Infantry Division said.":                                                        "Army's 4th Infantry Division (institution)",
		"Two died, said the coast guard.":                                                                         "coast guard (institution)",
		"Two died, Gov. Carlos Petilla said in a Facebook post.":                                                  "Gov. Carlos Petilla (named)",
		"Two died, the National Grid Corp. said.":                                                                 "National Grid Corp (institution)",
		"Two died, a senior police officer said.":                                                                 "senior police officer (anonymous)",
		"Two died, District Magistrate Vikram Tripathi told reporters.":                                           "District Magistrate Vikram Tripathi (named)",
		"Two died, the Defence Headquarters said in a statement.":                                                 "Defence Headquarters (institution)",
		"Two died, the Federal Road Safety Corps has said.":                                                       "Federal Road Safety Corps (institution)",
		"Two died, the Kenya Red Cross said on Tuesday.":                                                          "Kenya Red Cross (institution)",
		"Two died, county commissioner Henry Wafula said.":                                                        "county commissioner Henry Wafula (named)",
		"Two died, Education Cabinet Secretary Julius Ogamba announced.":                                          "Education Cabinet Secretary Julius Ogamba (named)",
		"Baringo County police boss Stephen Kimani said two died.":                                                "Baringo County police boss Stephen Kimani (named)",
		"Two died, witnesses said.":                                                                               "witnesses (anonymous)",
		"Two died, the military's media wing said.":                                                               "military's media wing (institution)",
		"SSP Tariq Mastoi said the assailants managed to flee.":                                                   "SSP Tariq Mastoi (named)",
		"Two died, the chief inspector of mines said.":                                                            "chief inspector of mines (institution)",
		"Two died, Fire Chief Anne Kowalczyk said.":                                                               "Fire Chief Anne Kowalczyk (named)",
		"Two died, the Illinois State Police said.":                                                               "Illinois State Police (institution)",
		"Two died, according to the Cook County medical examiner's office.":                                       "Cook County medical examiner's office (institution)",
		"Two died, according to SP Energy Networks.":                                                              "SP Energy Networks (institution)",
		"The operator said it hoped services would be back.":                                                      "operator (institution)",
		"Two died, hospital officials said.":                                                                      "hospital officials (anonymous)",
		"Nasser Hospital said it took in the bodies of three brothers.":                                           "Nasser Hospital (institution)",
		"Two died, the rescue service Magen David Adom said.":                                                     "rescue service Magen David Adom (institution)",
		"Two died, according to the charity Doctors Without Borders.":                                             "charity Doctors Without Borders (institution)",
		"Prime Minister Roosevelt Skerrit said in a broadcast that two people had been confirmed dead.":           "Prime Minister Roosevelt Skerrit (named)",
		"Superintendent Christopher Phillips said two died.":                                                      "Superintendent Christopher Phillips (named)",
		"The Meteorological Department has cautioned that rains will persist.":                                    "Meteorological Department (institution)",
		"Colonel Robert Netshiunda, a provincial police spokesperson, said two died.":                             "Colonel Robert Netshiunda (named)",
		"\"Seven died,\" provincial police spokesperson Colonel Robert Netshiunda said.":                          "provincial police spokesperson Colonel Robert Netshiunda (named)",
		"Dieudonne Kambale said by telephone.":                                                                    "Dieudonne Kambale (named)",
		"Two died, a military source said, asking for anonymity because he had no permission to brief reporters.": "military source (anonymous)",
		"Police arrested 12 people.":                                                                              "",
		"The World Health Organization reported 14 new cases.":                                                    "World Health Organization (institution)",
		"Translink withdrew bus services from north Belfast.":                                                     "Translink (does, institution)",
		"Amtrak scrubbed service between Raleigh and Columbia.":                                                   "Amtrak (does, institution)",
		"American Airlines scrapped its flights to the island.":                                                   "American Airlines (does, institution)",
		"The state government clamped an indefinite curfew in Jiribam.":                                           "state government (does, institution)",
		"ScotRail pulled all trains north of Perth.":                                                              "ScotRail (does, institution)",
		"Two died, she said.":                                                                                     "",
		"The rights group Amnesty International said two died.":                                                   "rights group Amnesty International (institution)",
		"A U.N. agency said civilian casualties had risen.":                                                       "U.N. agency (institution)",
		"Rescue 1122 said two died.":                                                                              "Rescue 1122 (institution)",
		"Emergency services said two died.":                                                                       "Emergency services (institution)",
		"Firefighters said two died.":                                                                             "Firefighters (institution)",
		"The Palestinian Red Crescent said two died.":                                                             "Palestinian Red Crescent (institution)",
		"Two died, the Health Ministry in Gaza said.":                                                             "Health Ministry in Gaza (institution)",
		"Two died, Gaza's Health Ministry said.":                                                                  "Gaza's Health Ministry (institution)",
		"Two died, authorities in Kano said.":                                                                     "authorities in Kano (institution)",
		"Two died, local media reported.":                                                                         "local media (institution)",
		"Two died, Radio Okapi reported.":                                                                         "Radio Okapi (institution)",
		"Two died, the BBC reported.":                                                                             "BBC (institution)",
		"Police spokeswoman Jane Doe said two died.":                                                              "Police spokeswoman Jane Doe (named)",
		"Mayor-elect Brandon Scott said two died.":                                                                "Mayor-elect Brandon Scott (named)",
		"Lt. Gov. Ann Lee said two died.":                                                                         "Lt. Gov. Ann Lee (named)",
		"Dr. Asma Channa of Liaquat University Hospital said two died.":                                           "Dr. Asma Channa of Liaquat University Hospital (named)",
		"Two died, said Dr. Asma Channa of Liaquat University Hospital.":                                          "Dr. Asma Channa of Liaquat University Hospital (named)",
	} {
		d := text.Read(s, "en")
		var got []string
		for _, sentence := range Read(d) {
			for _, st := range sentence {
				does := ""
				if st.Act {
					does = "does, "
				}
				got = append(got, fmt.Sprintf("%s (%s%s)", st.Speaker.Name, does, st.Speaker.Attribution))
			}
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q: %q, want %q", s, g, want)
		}
	}
}
