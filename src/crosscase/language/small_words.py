"""Words that say little by themselves: articles, pronouns, prepositions, conjunctions, helping verbs, fillers.

Lists of words stand beside each other in every text; left out, what is talked about comes to the fore.
"""

from __future__ import annotations

from functools import cache

_BOKMAAL = """
en ei et den det de dette denne disse en ett ene annen annet andre andres slik slikt slike sånn sånt sånne
jeg meg du deg han ham hun henne vi oss dere dem seg selv man min mi mitt mine din di ditt dine sin si sitt sine
hans hennes deres vår vårt våre hverandre noen noe noens ingen ingenting intet all alt alle begge hver hvert
hvem hva hvilken hvilket hvilke hvor hvorfor hvordan når som der her hit dit hvis om at enn
i på av til fra med uten for mot om over under ved hos etter før siden mellom blant gjennom rundt langs innen innenfor
utenfor foran bak bortsett ut inn opp ned oppe nede ute inne fram frem tilbake bort borte hjem hjemme utover innover
og eller men så fordi mens selv både samt dersom ettersom derfor likevel altså heller enten verken da
være er var vært bli blir ble blitt ha har hadde hatt kunne kan kunnet skulle skal skullet ville vil villet måtte må måttet
burde bør burdet få får fikk fått gjøre gjør gjorde gjort
ikke jo nok vel bare også ennå enda nå allerede alltid aldri ofte litt lite mer mest mye mange flere fleste veldig ganske
kanskje kun igjen helt rett slett liksom egentlig faktisk ja nei ok hm eh gang ganger jaja
"""
_NYNORSK = """
ein ei eit den det dei dette denne desse annan anna andre slik slikt slike sånn
eg meg du deg han honom ho henne vi me oss de dykk dei deim seg sjølv ein min mi mitt mine din di ditt dine sin si sitt sine
hans hennar dykkar deira vår vårt våre kvarandre nokon noko nokre ingen inkje ingenting all alt alle begge kvar kvart
kven kva kvifor korleis kor når som der her hit dit viss om at enn
i på av til frå med utan for mot om over under ved hos etter før sidan mellom blant gjennom rundt langs innan
framfor bak ut inn opp ned oppe nede ute inne fram tilbake bort borte heim heime
og eller men så fordi medan både samt dersom ettersom difor likevel altså heller anten verken då
vere vera er var vore bli blir vart vorte ha har hadde hatt kunne kan kunna skulle skal skulla ville vil vilja måtte må måtta
burde bør burda få får fekk fått gjere gjer gjorde gjort
ikkje jo nok vel berre òg også enno enda no allereie alltid aldri ofte litt lite meir mest mykje mange fleire veldig ganske
kanskje berre igjen heilt rett liksom eigentleg faktisk ja nei ok hm eh gong gonger
"""
_ENGLISH = """
a an the this that these those such other another others
i me you he him she her it we us they them myself yourself himself herself itself ourselves themselves one
my mine your yours his hers its our ours their theirs each every all both some any none nothing something no
who whom whose what which where why how when there here if whether than as
in on at by to from with without for against about over under of off after before since between among through around
into onto out up down back away upon within during until till
and or but so because while though although however therefore thus either neither nor then
be am is are was were been being have has had having do does did done doing can could shall should will would may might must
get gets got getting
not just only also even still yet already always never often very more most much many few less least too quite rather
maybe perhaps again really actually like well yes oh ok um uh i'm it's that's don't didn't isn't wasn't can't i've we've
"""
_OF = {"nb": _BOKMAAL, "no": _BOKMAAL, "nn": _NYNORSK, "en": _ENGLISH}


@cache
def small_words(language: str) -> frozenset[str]:
    """The words of a language that say little, in lower case; none where the language has no list.

    Norwegian notes mix their two written forms, so either has the words of both.
    """
    text = _OF.get(language, "")
    if text in (_BOKMAAL, _NYNORSK):
        text = _BOKMAAL + _NYNORSK
    return frozenset(text.split())
