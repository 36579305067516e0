"""Names that are ordinary words too: they count as names only with a capital.

Our own list, of names that are in use in Norway and words that stand in interviews. A name that is missing here can
be marked in the roster with `word: true`.
"""

from __future__ import annotations

from crosscase.study.name_folding import fold

_GIVEN = """
    ai aksel an andre ane april arild art arve ask aud august ben bent bill birk bjørk bjørn bo brage bror dag
    dan din do drage du erle even falk finn frank fred frøy gard glad grim gro gry gull gunn ha han hans
    hauk hegg heine helge helle hild ho honning iben in inga ingen iris iver jarl jo jul juli juni kai
    klara konge le li lilje lin lind line linnea liv lo lov love ly lykke lyng ma magne mai man mars mats
    may merk mette mille min mo my nam no odd ole ord os pan per perle prins pål rein rene noe ring roar rose ruby
    run rune sam sander sanne selje signe sin siv sol solstråle sommer song stein stig stjerne storm styrk
    sun svale svane sverd tale tea tid tom tona tone tor torden trygg ulv unn van vi vilja vilje viola vår
    åse ørn
"""
_SURNAMES = """
    bakke bakken bekk bekken berg berge berget bjerk blom bonde borg borge borgen bratt brekke bro bru
    brun bråten bue buen busk by byen bø dal dale dalen dam dammen dyr eid eide eik eiken elv elven eng
    enga enge engen fjell fjellet fjord flate flaten flo foss fosse fossen frost furu gjerde gjerdet gran
    grande grav graven grind grønn gård gården haga hage hagen hals hammer hammeren haug haugen hav havn
    havnen hei heia heien helle hest hjelm hjort hol holm holme holmen holt horn hus huse hval hvit høst
    høy jord jorde kalv kirke kjær kleiv kleiva klev kolle kollen kors krok kveld kvern kvist lade laks
    lam land lande lang lange lauv leite lerke li lia lid lie lien lille lind linde lund lunde lås løk
    løken løkke løkken løv mark marka marken mester mo moen mork mur mus myr myra myren mørk natt nes
    neset nord ny nygård odde odden orm os osen plass prest ravn rein rev reve ring ringen ris rud rust
    rygg rype rød røst sand sande sandvik seter setra sjø skar skaret skau skip skjold skjær skjæret skog
    skogen sletta slette sletten smed snekker sommer spurv stav stave stein steinen sten stille stokk
    stokke stor stove strand stranda stranden straum strøm strømmen sund svart sæter sør tang tange tangen
    teig teigen tind torp torv trane tre tun tømmer ulven vang vangen varde varden vatn vatne vei veien
    vest vik vika viken vind vinter vold voll vollen våg våge vågen ås åsen ødegård øst øvre øy øya øye
    øyen
"""
_PLACES = """
    berg bø fet flå gran grane grue hell hof hol hole klepp lom lund marker mo nes os re ris råde røst
    sand sande sel selje ski sola stange stokke stranda sula sund time tinn torsken vang vik ål ås øyer
"""
_ENGLISH = """
    amber angel archer art ash autumn baker ball banks basil bell best bird bishop black bond brook brooke
    brooks brown buck bush carol carpenter cash chance charity chase christian chuck church clay cliff
    cook crystal daisy dale dawn day destiny drake drew earl east english eve faith felicity fern field
    fields fish fisher ford forest fox frost gale gardner gay gene ginger glass gold golden grace grant
    gray green guy hall hand harmony hazel heather hill holly honey hope hunt hunter ivy jack jade jasmine
    jewel joy june justice king knight lake lance law liberty lily long love major mark marsh mason may
    melody mercy miles miller moon nation nick north olive opal page paige park parker pat patience pearl
    penny pierce piper pope poppy porter potter price prudence rain ray reed rice rich river rivers rob
    root rose rosemary ruby rusty sage sandy scarlet sharp shepherd short skip sky small smith snow south
    spring star steel stone storm strong sue summer swan swift trinity turner verity violet wade walker
    wall ward waters weaver weeks wells west white will willow winter wise wolf wood woods young
"""
HOMONYMS = frozenset(fold(f"{_GIVEN}{_SURNAMES}{_PLACES}{_ENGLISH}").text.split())
"""Such names, each one word, folded."""


def is_word(word: str) -> bool:
    """Whether a folded word of a name is also an ordinary word of Norwegian or English."""
    return word in HOMONYMS
