"""Words whose forms no ending tells, and words whose forms dictionaries give to another word: *bøkene*, *gikk*, *si*.

A dictionary that gives one base form to each spelling gives *netter* to *nette* and *bøkene* to *bøk*. Here are the
irregular words of Bokmål and Nynorsk with all their forms, and those of English that such a dictionary misses. A
spelling of two words is a form of both: *hender* is of *hånd* and of *hende*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType

Table = Mapping[str, tuple[str, ...]]

# infinitive, then what is not made of it by an ending: present where it is none, preterite, participle
_NB_VERBS = """
be bad bedt|binde bandt bundet bundne|bite bet bitt|bli ble blei blitt blivende|brenne brant brent
brekke brakk brukket|bringe brakte brakt|bryte brøt brutt brutte|burde bør burdet|by bød budt
bære bar båret bårne|dra drar dro dratt dratte|drikke drakk drukket|drive drev drevet drevne|dø døde dødd
ete åt ett|falle falt|fare for|finne fant funnet funne|fly fløy fløyet|flyte fløt flytt
forsvinne forsvant forsvunnet|fortelle fortalte fortalt|fryse frøs frosset|følge fulgte fulgt
få fikk fått fås|gi gir ga gav gitt gitte gis|gidde gadd giddet|gjelde galdt gjaldt gjeldt
gjøre gjør gjorde gjort gjorte|gli gled glidd|gni gned gnidd|gripe grep grepet|gråte gråt grått
gyte gjøt gytt|gå gikk gått gåtte|ha hadde hatt has|henge hang hengte hengt|hete het hett
hjelpe hjalp hjulpet hjulpne|holde holdt|kle kledde kledd kler|klinge klang klunget|klype kløp kløpet
knekke knakk knekket|komme kom kommet komne|krype krøp krøpet|kunne kan kunnet|kvele kvalte kvalt
la lot latt|le lo ledd|legge la lagt lagte|lese leste lest|lide led lidd|ligge lå ligget|lyde lød lydt
lyge løy løyet|lyve løy løyet|løpe løp løpet løpt|måtte må måttet|nyse nøs nyst|nyte nøt nytt|pipe pep pepet
rekke rakk rukket|renne rant|ri red ridd|rive rev revet revne|ryke røk røket|se så sett ses sees
selge solgte solgt|sette satte satt sette|si sier sa sagt sagte sies|sitte satt sittet
skjelve skalv skjelvet|skjære skar skåret skårne|skrike skrek skreket|skrive skrev skrevet skrevne
skulle skal skullet|skyte skjøt skutt skutte|skyve skjøv skjøvet|slenge slang slengte slengt
slippe slapp sluppet|slite slet slitt slitte|slå slo slått slåtte slås|slåss sloss|smelle smalt smelt
smøre smurte smurt|smyge smøg smøget|snike snek sneket|sove sov sovet|spinne spant spunnet
sprekke sprakk sprukket|sprette spratt sprettet|springe sprang sprunget|spørre spør spurte spurt
stige steg steget|stikke stakk stukket|stjele stjal stjålet stjålne|strekke strakte strakt|strides stred
stryke strøk strøket|stå sto stod stått ståtte|svi sved svidd|svike svek sveket|svinge svang svingte svingt
svinne svant svunnet|sverge sverget svor|synes syns syntes synes|synge sang sunget|synke sank sunket
ta tok tatt tatte tas tar|telle talte telte talt telt|tigge tagg tigget|tore tør torde tort|tre trådte trådt
treffe traff truffet|trekke trakk trukket trukne|tvinge tvang tvunget tvungne|velge valgte valgt
vike vek veket|ville vil villet|vinde vant vundet|vinne vant vunnet|vite vet visste visst|vri vred vridd
være er var vært|ødelegge ødela ødelagt|angi angir anga angitt|hende hendte hendt|bite bet bitt
tenne tente tent|ende endte endt|ansette ansatte ansatt ansette|kjenne kjente kjent|spise spiste spist
tie tidde tidd|bo bodde bodd|tro trodde trodd|mangle manglet mangla|arbeide arbeidet arbeida arbeidd
lage laget laga lagd lagde|lære lærte lært lærd|lede ledet leda|handle handlet handla|føde fødte født
møte møtte møtt|åpne åpnet åpna|sikre sikret sikra
"""
_NB_NOUNS = """
and anda anden ender endene|bok boka boken bøker bøkene|bonde bonden bønder bøndene
bot bota boten bøter bøtene|bro broa broen broer broene|bror/broder broren broderen brødre brødrene
by byen byer byene|barn barnet barn barna barnene|datter dattera datteren døtre døtrer døtrene
far/fader faren faderen fedre fedrene|finger fingeren fingre fingrer fingrene
forelder forelderen foreldre foreldrene|fot foten føtter føttene|gås gåsa gåsen gjess gjessene
glo gloa gloen glør glørne|hoved hovedet|hånd/hand hånda hånden handa handen hender hendene
hovedstad hovedstaden hovedsteder hovedstedene|klo kloa kloen klør klørne|kne kneet knær knærne kneene
kraft krafta kraften krefter kreftene|ku kua kuen kuer kyr kyrne kuene|lus lusa lusen lus lusene
mann mannen menn mennene|mor/moder mora moren moderen mødre mødrene mors|mus musa musen mus musene
natt natta natten netter nettene|nett nettet nett nettene|onkel onkelen onkler onklene|ro roa roen
rot rota roten røtter røttene|senter senteret sentret sentre sentrer sentra sentrene
ski skia skien ski skier skiene|sko skoen sko skoene|stad staden steder stedene|sted stedet steder stedene
stang stanga stangen stenger stengene|strand stranda stranden strender strendene
søster søstera søsteren søstre søstrer søstrene|søsken søskenet søsknene|tang tanga tangen tenger tengene
tann tanna tannen tenner tennene|tre treet trær trærne|tå tåa tåen tær tærne|øye øyet øyne øynene
ende enden ender endene|hage hagen hager hagene|museum museet museer museene musea|datum datoen
gymnas gymnaset gymnas gymnasene|stipendium stipendiet stipendier stipendiene
studium studiet studier studiene|medium mediet medier mediene|kriterium kriteriet kriterier kriteriene
laboratorium laboratoriet laboratorier laboratoriene|seminarium seminariet seminarier
jubileum jubileet jubileer jubileene|sentrum sentrumet sentret sentra|leder lederen ledere lederne
lærer læreren lærere lærerne|tanke tanken tanker tankene|mål målet mål målene måla
kusine kusina kusinen kusiner kusinene|vinter vinteren vintre vintrer vintrene
sommer sommeren somre somrer somrene|skulder skuldra skulderen skuldre skuldrer skuldrene
hengsel hengsla hengsler|mangel mangelen mangler manglene|regel regelen regler reglene
artikkel artikkelen artikler artiklene|kapittel kapitlet kapittelet kapitler kapitlene
middel midlet middelet midler midlene|fengsel fengslet fengselet fengsler fengslene
eksempel eksemplet eksempelet eksempler eksemplene|lag laget lag lagene laga|tro troa troen
arbeid arbeidet arbeid arbeider arbeidene|rom rommet rom rommene romma|handel handelen
møte møtet møter møtene|vær været vær værene|bar baren barer barene|sak saka saken saker sakene
ord ordet ord ordene orda|dør døra døren dører dørene|helse helsa helsen helser helsene
vill vilt ville villere villest|villa villaen villaer villaene|krav kravet krav kravene krava
"""
_NB_OTHERS = """
liten lita lite små lille mindre minst minste smått|god godt gode bedre best beste|bra bedre best beste
stor stort store større størst største|gammel gammelt gamle eldre eldst eldste
ung ungt unge yngre yngst yngste|dårlig dårlige verre verst verste|ille verre verst verste
vond vondt vonde verre verst verste|mange flere flest fleste|mye meget mer mest meste
få færre færrest færreste|lang langt lange lengre lengst lengste|lenge lenger lengst
tung tungt tunge tyngre tyngst tyngste|nær nært nære nærmere nærmest nærmeste|gjerne heller helst
enkel enkelt enkle enklere enklest enkleste|sikker sikkert sikre sikrere sikrest sikreste
vakker vakkert vakre vakrere vakrest vakreste|åpen åpent åpne åpnere åpnest åpneste|egen eget egne
voksen voksent voksne|rusten rustne|moden modent modne|kristen kristent kristne|sulten sultent sultne
sliten slitent slitne|travel travelt travle|fri fritt frie friere friest frieste
ny nytt nye nyere nyest nyeste|blå blått blåe blåere|grå grått gråe|rå rått råe|annen anna annet andre
"""
_NB_ALONE = "så når for bare men mens sin sine sitt om som da en et i å den det de"

_NN_WORDS = """
be bed bad bede bedd|binde bind batt bunde|bite bit beit bite|bli blir blei vart blitt vorte
bryte bryt braut brote|burde bør|by byd baud bode|bere/bera ber bar bore
dra/drage/draga drar dreg drog drege dradd|drikke/drikka drikk drakk drukke|drive/driva driv dreiv drive
døy/døye døyr døydde døydd|ete/eta et åt ete|falle/falla fell fall falle|fare/fara fer for fare
finne/finna finn fann funne|fly flyg flaug floge|forstå forstår forstod forstått
fortelje/fortelja fortel fortalde fortalt|fryse/frysa frys fraus frose|få får fekk fått
gi/gje/gjeve gir gjev gav gitt gjeve gitte|gjelde/gjelda gjeld galdt gjalde|gjere/gjera gjer gjorde gjort
gripe/gripa grip greip gripe|gråte/gråta græt gret gråte|gå går gjekk gått|ha har hadde hatt
halde/halda held heldt halde|heite/heita heiter heitte heitt|henge/henga heng hang henge
hjelpe/hjelpa hjelper hjelpte hjelpt|kome/koma/komme kjem kom kome komme|krype/krypa kryp kraup krope
kunne kan kunna|late/lata/la lèt let lar lot late latt|le ler lo ledd|leggje/leggja/legge/legga legg la lagt
lese/lesa les las lese lest|lide/lida lid leid lide|liggje/liggja/ligge/ligga ligg låg lege
lyge/lyga lyg laug loge|laupe/laupa laup|måtte må|nyte/nyta nyt naut note|rekke/rekka rekk rakk rokke
ri rid reid ride|rive/riva riv reiv rive|seie/seia seier sa sagt|selje/selja sel selde selt
setje/setja/sette/setta set sette sett|sitje/sitja/sitte/sitta sit sat sete|sjå ser såg sett
skjere/skjera skjer skar skore|skrike/skrika skrik skreik skrike|skrive/skriva skriv skreiv skrive
skulle skal skulla|skyte/skyta skyt skaut skote|slite/slita slit sleit slite
sleppe/sleppa slepp slapp sloppe|slå slår slo slege slått|sove/sova søv sov sove
spørje/spørja/spørre spør spurde spurt|springe/springa spring sprang sprunge|stele/stela stel stal stole
stige/stiga stig steig stige|stikke/stikka stikk stakk stukke|stryke/stryka stryk strauk stroke
stå står stod stått|svike/svika svik sveik svike|synast synest syntest
syngje/syngja/synge/synga syng song sunge|søkke/søkka søkk sokk sokke|ta/take/taka tar tek tok teke tatt
telje/telja tel talde talt|tore tør torde tort|treffe/treffa treff trefte traff truffe
trekkje/trekkja/trekke/trekka trekkjer trekker trekte trekt|tvinge/tvinga tving tvang tvunge
velje/velja vel valde valt|vere/vera/være er var vore|verte/verta vert vart vorte|vike/vika vik veik vike
vilje/vilja/ville vil ville vilja|vinne/vinna vinn vann vunne|vite/vita veit visste visst
vri vrid vreid vride|and anda ender endene|auge auget auga augo augene|bok boka bøker bøkene
bonde bonden bønder bøndene|bot bota bøter bøtene|barn barnet barna|bror broren brør brørne brødre brødrene
by byen byar byane|dotter dottera døtrer døtre døtrene|far faren fedrar fedrane fedre fedrene
fot foten føter føtene|gås gåsa gjæser gjæsene|hand hanna handa hender hendene|klo kloa klør klørne
kne kneet knea|kraft krafta krefter kreftene|ku kua kyr kyrne|mann mannen menn mennene
mor mora mødrer mødrene mødre|natt natta netter nettene|rot rota røter røtene|tro troa troen
arbeid arbeidet arbeid arbeider arbeidene|rom rommet romma|sko skoen skor skorne|stad staden stader stadene
strand stranda strender strendene|syster systera systrer systrene|søster søstera søstrer søstrene
tann tanna tenner tennene|tre treet trea|tå tåa tær tærne|hage hagen hagar hagane|forelder foreldre foreldra
liten lita lite små mindre minst minste smått|god godt gode betre best beste|bra betre best beste
stor stort store større størst største|gammal gamal gammalt gamle eldre eldst eldste
ung ungt unge yngre yngst yngste|dårleg dårlege verre verst verste|ille verre verst verste
vond vondt vonde verre verst verste|mange fleire flest fleste|mykje mye meir mest meste
få færre færrast færraste|lang langt lange lengre lengst lengste|lenge lenger lengst
tung tungt tunge tyngre tyngst tyngste|nær nært nære nærare nærmare nærast nærmast|gjerne heller helst
eigen eiga eige eigne|ny nytt nye nyare nyast nyaste
"""
_NN_ALONE = "så når for berre men medan sin sine sitt om som då ein eit i å den det dei"

# what the dictionary of English gives to another word, or to none
_EN_WORDS = """
go goes went gone going|think thinks thought thinking|feel feels felt feeling|leave leaves left leaving
break breaks broke broken breaking|win wins won winning|rise rises rose risen rising
drink drinks drank drunk drinking|bite bites bit bitten biting|shake shakes shook shaken shaking
bear bears bore borne born bearing|swear swears swore sworn swearing|shoot shoots shot shooting
bind binds bound binding|wind winds wound winding|grind grinds ground grinding|bend bends bent bending
ring rings rang rung ringing|find finds found finding|see sees saw seen seeing|person persons people
wife wives|life lives|live lives lived living|leaf leaves|shelf shelves|half halves|thief thieves
loaf loaves|calf calves|knife knives|self selves|basis bases|base bases|datum data|bad badly worse worst
ill worse worst|far farther further farthest furthest|old older oldest elder eldest|many more most
much more most|little less least|few fewer fewest|good better best|well better best|can could|may might
shall should|will would
"""
_TABLES = {
    "nb": (_NB_NOUNS + _NB_OTHERS, _NB_VERBS, _NB_ALONE),
    "nn": (_NN_WORDS, "", _NN_ALONE),
    "en": (_EN_WORDS, "", ""),
}
# what a verb can begin with beside another verb: foreslå
_BEFORE_VERBS = """
an av be bi bort etter for fore forut fram frem før gjen gjennom hen inn inne med mis mot ned om opp over på sam
til tilbake u unn under ut ute ved
"""
_PREFIXES = frozenset(_BEFORE_VERBS.split())
_LONGEST = 8
_SHORTEST = 3


class Irregular:
    """The irregular words of a language; empty for one that has no table. `irregular_of` shares them.

    Attributes:
        bases: the base forms of each form, the most usual first.
        alone: words that are forms of themselves only, whatever verb is spelt so: *så* is hardly ever of *se*.
        base_forms: the base forms of the table in each of their spellings, and the one that stands for them: *hand*
            is *hånd*.
    """

    def __init__(self, language: str) -> None:
        words, verbs, alone = _TABLES.get(language, ("", "", ""))
        found: dict[str, list[str]] = defaultdict(list)
        self.alone = frozenset(alone.split())
        self.base_forms: dict[str, str] = {}
        for bases, forms in chain(_rows(words), _verbs(verbs)):
            for base in bases:
                self.base_forms.setdefault(base, bases[0])
            for form in (*bases, *forms):
                if form not in self.alone and bases[0] not in found[form]:
                    found[form].append(bases[0])
        self.bases: Table = MappingProxyType({form: tuple(of) for form, of in found.items() if of})
        self._verbs = frozenset(base for bases, _ in _verbs(verbs) for base in bases)

    def endings(self, word: str) -> Iterator[tuple[str, str, bool]]:
        """What a word can be made of whose end is an irregular form: *lærebøkene* of *lære* and *bok*.

        Returns:
            What stands before, the base form of the end, and whether a prefix of verbs stands before a verb.
        """
        for letters in range(_SHORTEST - 1, min(_LONGEST, len(word) - 2) + 1):
            before, end = word[:-letters], word[-letters:]
            for base in self.bases.get(end, ()):
                if base in self._verbs and before in _PREFIXES:
                    yield before, base, True
                elif len(before) >= _SHORTEST <= letters and base not in self._verbs:
                    yield before, base, False


def _rows(table: str) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The base forms (spelt in one way or more) and the other forms of each word."""
    for row in table.replace("\n", "|").split("|"):
        base, *forms = row.split() or [""]
        if base:
            yield tuple(base.split("/")), tuple(forms)


def _verbs(table: str) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Verbs of Bokmål, with the forms that endings make."""
    for bases, forms in _rows(table):
        made = (
            (base + ending for base in bases for ending in ("r", "s", "nde"))
            if bases[0].endswith("e") and len(bases[0]) > _SHORTEST
            else (base + ending for base in bases for ending in ("r", "ende"))
        )
        yield bases, (*forms, *made)


@cache
def irregular_of(language: str) -> Irregular:
    """The irregular words of a dictionary's language (`nb`, `nn`, `en`), read once in a process."""
    return Irregular(language)
