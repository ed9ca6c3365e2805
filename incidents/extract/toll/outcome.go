package toll

import (
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

// voice says where the people of an outcome stand.
type voice uint8

const (
	state   voice = iota // after the people, or with them: "three dead", "dos heridos"
	suffers              // its subject: "died", "was killed", "murieron"
	does                 // its object: "killing four", "mataron a dos"
	either               // by the verb before it: "killed"
	of                   // after "of": "the death of", "el cuerpo de"
)

type meaning struct {
	outcome incidents.Outcome
	voice   voice
}

// outcomes are the phrases that say what became of people.
var outcomes = map[string]func() *phrase.Table[meaning]{
	"en": sync.OnceValue(func() *phrase.Table[meaning] { return meanings(englishOutcomes) }),
	"es": sync.OnceValue(func() *phrase.Table[meaning] { return meanings(spanishOutcomes) }),
}

type row struct {
	outcome incidents.Outcome
	voice   voice
	pattern string
}

func meanings(rows []row) *phrase.Table[meaning] {
	t := phrase.New[meaning]()
	for _, r := range rows {
		t.Add(r.pattern, meaning{r.outcome, r.voice})
	}
	return t
}

var englishOutcomes = []row{
	{incidents.Killed, either, `killed|murdered|assassinated|slain|executed|beheaded|massacred|lynched|slaughtered|neutralized|neutralised|martyred`},
	{incidents.Killed, either, `shot|gunned|shoot|shoots|shooting|gunning dead|down`},
	{incidents.Killed, either, `shot|stabbed|hacked|beaten|burned|burnt|tortured|crushed|trampled to death`},
	{incidents.Killed, either, `shot|stabbed|tortured and killed|murdered`},
	{incidents.Killed, does, `kill|kills|killing|murder|murders|murdering|assassinate|assassinates|assassinating|execute|executes|lynch|lynches|lynching|slay|slays|slew|massacre|massacres|behead|beheads`},
	{incidents.Killed, does, `claimed|claiming|claims|took|cost [the] lives|life of`},
	{incidents.Killed, does, `claimed|claiming|claims|cost`},
	{incidents.Killed, either, `fatally shot|shoots|stabbed|wounded`},
	{incidents.Killed, suffers, `died|dies|die|dying|perished`},
	{incidents.Killed, suffers, `pronounced|declared dead`},
	{incidents.Killed, either, `electrocuted|drowned|suffocated|asphyxiated|strangled`},
	{incidents.Killed, suffers, `lost|lose|losing their|his|her life|lives`},
	{incidents.DiedLater, suffers, `later died|dies`},
	{incidents.DiedLater, suffers, `died later|afterwards`},
	{incidents.DiedLater, suffers, `died|dies|die of|from [his|her|their|the] wounds|injuries`},
	{incidents.DiedLater, suffers, `died|dies .. hospital`},
	{incidents.DiedLater, suffers, `died while being|receiving`},
	{incidents.DiedLater, suffers, `succumbed`},
	{incidents.Killed, state, `double|triple murder|homicide|killing|shooting`},
	{incidents.Killed, state, `death toll`},
	{incidents.Killed, state, `dead|fatalities|death|deaths|fatally|martyrs|martyr`},
	{incidents.Killed, does, `dead|victims|fatalities include|includes|included`},
	{incidents.Killed, state, `body|corpse [was] found|discovered|recovered`},
	{incidents.Wounded, either, `hospitalized|hospitalised`},
	{incidents.Wounded, suffers, `taken to [a|the] [local] hospital|hospitals`},
	{incidents.Killed, state, `found|discovered dead|murdered`},
	{incidents.Killed, of, `assassination`},
	{incidents.Killed, of, `death|deaths|killing|murder|assassination|killings|murders|execution|massacre of`},
	{incidents.Killed, of, `body|bodies|corpse|corpses|remains of`},
	{incidents.Killed, state, `bodies|corpses`},
	{incidents.Killed, state, `toll`},
	{incidents.Killed, state, `number|figure|count`},
	{incidents.Killed, of, `death toll .. to|at|of`},
	{incidents.Killed, of, `death toll .. rises|climbs|rose|climbed|jumps|reaches|hits|reached|hit|stands [to|at]`},
	{incidents.Killed, state, `death|fatality`},
	{incidents.Killed, state, `body|corpse found|discovered|recovered|dumped`},
	{incidents.Wounded, either, `wounded|injured|hurt|maimed`},
	{incidents.Wounded, either, `treated`},
	{incidents.Wounded, does, `treating`},
	{incidents.Wounded, does, `wounding|injuring|wounds|injures|wound|injure`},
	{incidents.Wounded, suffers, `hospitalized|hospitalised`},
	{incidents.Wounded, suffers, `taken|rushed|airlifted|sent|brought to [a|the|local|nearby|area] hospital|hospitals`},
	{incidents.Wounded, suffers, `treated .. hospital|hospitals|injuries|wounds`},
	{incidents.Wounded, suffers, `suffered|sustained .. injuries|wounds|burns|cuts|inhalation`},
	{incidents.Wounded, suffers, `needed|required|requiring|received [hospital|medical|emergency] care|treatment|attention`},
	{incidents.Wounded, does, `sending|sent|putting|put .. hospital|hospitals|emergency`},
	{incidents.Wounded, state, `with [gunshot|shrapnel|bullet|serious|severe|minor] burns|injuries|wounds`},
	{incidents.Wounded, either, `grazed`},
	{incidents.Wounded, suffers, `hit|struck by [a|stray] [stray] gunfire|bullet|bullets|shrapnel|debris`},
	{incidents.Detained, either, `arrested|detained|captured|apprehended`},
	{incidents.Detained, does, `arrest|arrests|arresting|detain|detains|detaining|capture|captures|capturing|apprehend`},
	{incidents.Detained, of, `arrest|arrests|detention|capture of`},
	{incidents.Detained, suffers, `taken into custody`},
	{incidents.Detained, does, `took|takes|taking .. into custody`},
	{incidents.Detained, does, `rounded|rounding|rounds up`},
	{incidents.Detained, either, `nabbed`},
	{incidents.Detained, state, `in custody`},
	{incidents.Missing, does, `carrying|carried|taking|dragging off|away`},
	{incidents.Missing, either, `kidnapped|abducted`},
	{incidents.Missing, does, `kidnap|kidnaps|kidnapping|abduct|abducts|abducting`},
	{incidents.Missing, of, `kidnapping|abduction|disappearance of`},
	{incidents.Missing, suffers, `taken hostage`},
	{incidents.Missing, does, `took|takes|taking|seized|held|holding .. hostage|captive`},
	{incidents.Missing, does, `seized|seizing|snatched|snatching|grabbed`},
	{incidents.Missing, does, `rescuers|crews|divers|searchers .. searching|searched|search|looking|looked for`},
	{incidents.Missing, does, `searching|searched|looking|looked|digging|dug|search .. for`},
	{incidents.Missing, state, `missing|unaccounted`},
	{incidents.Missing, suffers, `disappeared|went missing`},
}

// outcomeWord reports whether an outcome begins at a token.
func outcomeWord(d *text.Document, i int) bool {
	_, ok := outcomes[d.Lang]().At(d.Tokens, i, min(i+3, len(d.Tokens)))
	return ok
}
