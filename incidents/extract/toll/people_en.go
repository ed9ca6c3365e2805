package toll

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// noOnes are words of which the singular mostly is no person.
var noOnes = text.WordSet(`locals seniors juveniles generals majors captains chiefs crew fans models guides elderly homeless faithful companions deceased sellers coaches`)

// withOnes adds to words for one person the singulars of words for several; those of peoples are adjectives, too, and are left out.
func withOnes(ones, many map[incidents.Group]string) map[incidents.Group]string {
	all := map[incidents.Group]string{}
	for g, words := range ones {
		all[g] = words
	}
	for g, words := range many {
		if g == "unknown" {
			continue
		}
		for _, w := range strings.Fields(words) {
			if one := singularOf(w); one != "" && !noOnes[w] {
				all[g] += " " + one
			}
		}
	}
	return all
}

// singularOf gives the singular of an English noun, empty where its form does not tell.
func singularOf(w string) string {
	switch {
	case strings.HasSuffix(w, "women"), strings.HasSuffix(w, "men"):
		return w[:len(w)-2] + "an"
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return ""
}

// englishOnes and englishMany are further English words for people that are counted, one and several, by the group they are of.
var (
	englishOnes = map[incidents.Group]string{
		"military":           `airman cadet recruit reservist guardsman infantryman commando jawan peacekeeper legionnaire mercenary gunner veteran brigadier commodore admiral`,
		"police":             `constable trooper inspector superintendent detective garda policewoman marshal ranger gendarme bailiff`,
		"prison_staff":       `warder gaoler`,
		"suspected_criminal": `robber burglar kidnapper gangster mobster cultist hoodlum rustler smuggler pirate poacher carjacker hijacker looter rioter arsonist bomber shooter sniper stabber killer fugitive accomplice abductor knifeman axeman rapist outlaw`,
		"civilian": `trader seller hawker peddler baker butcher carpenter mason bricklayer welder painter plumber porter cleaner janitor maid servant waiter waitress bartender bouncer cashier clerk teller banker accountant
			technician surveyor lineman machinist cabbie rider courier conductor customer patron diner clubgoer partygoer reveller concertgoer churchgoer spectator fan supporter player footballer athlete runner surfer diver angler
			seafarer mariner skipper captain aviator steward stewardess traveller traveler holidaymaker vacationer backpacker trekker mountaineer sherpa guide camper pilgrim devotee worshiper parishioner congregant friar
			seminarian catechist missionary evangelist rabbi reverend pupil learner undergraduate graduate lecturer headmaster headteacher midwife physician surgeon pharmacist rescuer fireman lifeguard vigilante
			demonstrator marcher striker picketer inhabitant tenant occupant householder homeowner landlord landlady citizen expatriate expat immigrant deportee evacuee newborn adult elder retiree
			grandparent stepfather stepmother stepson stepdaughter godfather sibling twin spouse widow widower fiance fiancee lover girlfriend boyfriend friend classmate coworker teammate roommate
			flatmate employee staffer contractor woodcutter farmhand farmworker grower planter goatherd herder herdsman pastoralist beekeeper hunter scavenger ragpicker sweeper dockworker stevedore longshoreman builder roofer
			attorney magistrate advocate barrister juror witness lawmaker legislator congressman congresswoman councillor minister governor bureaucrat diplomat envoy ambassador chieftain monarch king correspondent cameraman
			broadcaster blogger editor writer poet artist singer musician rapper dancer actor actress model campaigner unionist organizer organiser miner digger prospector fisher fisherwoman schoolgirl teenager playwright designer
			consultant executive manager salesman saleswoman programmer scientist researcher lecturer coach referee jockey boxer wrestler rancher homemaker housewife babysitter nanny carer caregiver stylist hairdresser tailor weaver
			potter jeweler jeweller blacksmith watchman caretaker groundskeeper gardener landscaper trucker busdriver motorman signalman stationmaster`,
		"unknown": `occupant infiltrator separatist jihadist jihadi maoist naxalite naxal ultra militiaman tribesman survivor deceased hostage captive detainee convict`,
	}
	englishMany = map[incidents.Group]string{
		"military":     `airmen cadets recruits conscripts reservists guardsmen infantrymen commandos jawans peacekeepers legionnaires mercenaries gunners veterans paramilitary servicewomen generals colonels captains majors corporals brigadiers`,
		"police":       `constables inspectors detectives gardai policewomen marshals rangers gendarmes sheriffs superintendents commissioners`,
		"prison_staff": `warders gaolers`,
		"suspected_criminal": `robbers burglars mobsters cultists hoodlums rustlers smugglers pirates poachers carjackers hijackers looters rioters arsonists bombers shooters snipers killers fugitives accomplices abductors outlaws
			marauders raiders`,
		"civilian": `traders sellers hawkers peddlers bakers butchers carpenters masons bricklayers welders painters plumbers porters cleaners janitors maids servants waiters waitresses bartenders bouncers cashiers clerks tellers bankers
			accountants engineers technicians surveyors electricians linemen machinists cabbies motorists riders couriers conductors shopkeepers customers patrons diners clubgoers revellers concertgoers churchgoers moviegoers
			fans supporters players footballers athletes runners surfers divers anglers seafarers mariners skippers pilots aviators crewmembers crew stewards stewardesses travellers travelers holidaymakers vacationers backpackers trekkers
			mountaineers sherpas guides worshipers parishioners friars nuns clerics imams pastors bishops seminarians catechists missionaries evangelists rabbis pupils schoolboys schoolgirls learners undergraduates graduates
			lecturers principals midwives physicians surgeons pharmacists vaccinators rescuers firemen lifeguards vigilantes demonstrators marchers strikers picketers locals inhabitants tenants occupants householders homeowners
			expatriates expats immigrants deportees returnees newborns seniors elders retirees octogenarians grandparents grandmothers grandfathers grandchildren grandsons granddaughters mothers fathers parents sons daughters
			siblings twins cousins nephews nieces uncles aunts wives husbands spouses widows friends classmates colleagues coworkers teammates roommates housemates flatmates companions employees staff staffers contractors woodcutters
			farmhands farmworkers growers planters shepherds goatherds herdsmen pastoralists ranchers beekeepers hunters scavengers ragpickers sweepers dockworkers stevedores longshoremen builders roofers judges attorneys magistrates
			advocates barristers jurors witnesses politicians lawmakers legislators senators congressmen councillors councilors mayors ministers candidates bureaucrats diplomats envoys chiefs chieftains monarchs correspondents
			cameramen broadcasters bloggers editors writers artists singers musicians dancers actors models campaigners unionists organizers organisers diggers prospectors fishers fisherfolk juveniles toddlers breadwinners
			executives managers salesmen scientists researchers coaches players boxers housewives nannies carers caregivers tailors weavers jewelers watchmen caretakers gardeners signalmen crewmembers bystanders onlookers
			homeless elderly adolescents girlfriends boyfriends`,
		"unknown": `separatists jihadists jihadis maoists naxalites naxals ultras infiltrators tribesmen survivors captives convicts nationals foreigners citizens deceased
			afghans africans albanians algerians americans angolans argentines argentinians armenians australians austrians azerbaijanis bahrainis bangladeshis belarusians belgians bolivians bosnians brazilians britons bulgarians
			burkinabes burmese burundians cambodians cameroonians canadians chadians chileans colombians congolese cubans cypriots czechs danes dominicans dutchmen ecuadorians egyptians emiratis eritreans estonians ethiopians
			europeans filipinos filipinas finns frenchmen gambians georgians germans ghanaians greeks guatemalans guineans guyanese haitians hondurans hungarians icelanders indians indonesians iranians iraqis irishmen israelis italians
			ivorians jamaicans jordanians kazakhs kenyans kosovars kurds kuwaitis kyrgyz laotians latvians lebanese liberians libyans lithuanians macedonians malagasy malawians malaysians malians maltese mauritanians mexicans
			moldovans mongolians montenegrins moroccans mozambicans namibians nepalis nepalese nicaraguans nigeriens nigerians norwegians omanis pakistanis palestinians panamanians paraguayans peruvians poles portuguese qataris
			romanians russians rwandans salvadorans saudis scots senegalese serbs singaporeans slovaks slovenes somalis spaniards sudanese surinamese swazis swedes syrians taiwanese tajiks tanzanians thais togolese trinidadians
			tunisians turks turkmens ugandans ukrainians uruguayans uzbeks venezuelans vietnamese welshmen yazidis yemenis zambians zimbabweans christians muslims hindus sikhs jews rohingya`,
	}
)
