"""Forms of common words, as a reader knows them; the lists are written by hand, not made of the table under test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crosscase.language.irregular import irregular_of
from crosscase.language.lemmas import lemmas_of
from crosscase.language.likeness import Likeness, likeness_of
from crosscase.language.wordlist import Wordlist

# a base form and its forms
BOKMÅL = {
    "strong verbs": """
gå går gikk gått | si sier sa sagt sies | se ser sett sees | få får fikk fått | ta tar tok tatt tas
gi gir ga gav gitt gis | bli blir ble blei blitt | være er var vært | ha har hadde hatt
gjøre gjør gjorde gjort gjøres | komme kommer kom kommet | vite vet visste visst
skrive skriver skrev skrevet skrives | lese leser leste lest | finne finner fant funnet finnes
stå står sto stod stått | ligge ligger lå ligget | sitte sitter satt sittet | hjelpe hjelper hjalp hjulpet
drikke drakk drukket | synge sang sunget | bære bar båret | skjære skar skåret | velge velger valgte valgt
spørre spør spurte spurt | følge følger fulgte fulgt | fortelle forteller fortalte fortalt
selge selger solgte solgt | dra drar dro dratt | slå slår slo slått | forstå forstår forsto forstått
foreslå foreslår foreslo foreslått | oppleve opplever opplevde opplevd | treffe traff truffet
bryte bryter brøt brutt | tilby tilbyr tilbød tilbudt | legge legger la lagt | sette setter satte satt
burde bør burde | skulle skal skulle | ville vil ville villet | kunne kan kunne kunnet
måtte må måtte måttet | holde holder holdt | la lar lot latt | dø dør døde dødd | be ber bad ba bedt
vinne vant vunnet | springe sprang sprunget
""",
    "weak verbs": """
jobbe jobber jobbet jobba | arbeide arbeider arbeidet | hate hater hatet | snakke snakker snakket snakka
lære lærer lærte lært | bruke bruker brukte brukt brukes | håpe håper håpet
undervise underviser underviste | støtte støtter støttet | møte møter møtte møtt | bo bor bodde bodd
tro tror trodde trodd | nå nådde nådd | lede leder ledet | mene mener mente ment
spille spiller spilte spilt | kjenne kjenner kjente kjent | mangle mangler manglet | handle handler handlet
føle føler følte følt | prøve prøver prøvde | skje skjer skjedde skjedd | klare klarer klarte
kreve krever krevde krevd kreves | ansette ansetter ansatte ansatt | kaste kaster kastet kasta
""",
    "nouns with vowel change": """
bok boka boken bøker bøkene bøkenes | mann mannen menn mennene | fot foten føtter føttene
natt natta natten netter nettene | hånd hånda hånden hender hendene
barn barnet barna barnene barnas barnets | øye øyet øyne øynene | far faren fedre fedrene fars
mor mora moren mødre mødrene mors | bror broren brødre brødrene | datter dattera datteren døtre døtrene
søster søsteren søstre søstrene | and anda ender endene | tann tanna tenner tennene
rot rota røtter røttene | kraft krafta krefter kreftene | by byen byer byene | tre treet trær trærne
kne kneet knær knærne | stad staden steder | sted stedet steder stedene | bonde bonden bønder bøndene
ku kua kuer kyr | gås gjess gjessene | tå tåa tær tærne | klo kloa klør | ski skia skiene
museum museet museer museene | senter senteret sentre sentrene | onkel onkelen onkler
finger fingeren fingre fingrene | strand stranda strender | tang tenger | forelder foreldre foreldrene
""",
    "regular nouns": """
hage hagen hager hagene hagens hagenes | jobb jobben jobber jobbene
arbeid arbeidet arbeider arbeidene arbeids | elev eleven elever elevene elevens elevenes
lærer læreren lærere lærerne lærers | leder lederen ledere lederne lederens | time timen timer timene
krav kravet kravene krava | uke uka uken uker ukene | samtale samtalen samtaler samtalene
rom rommet rommene | lag laget lagene laga | språk språket språkene | plan planen planer planene
bruker brukeren brukere brukerne | mål målet målene måla | støtte støtten støtter støttene
møte møtet møter møtene | hets hetsen hetser | hat hatet | lekse leksa leksene lekser
spill spillet spillene spilla | mangel mangelen mangler manglene | handel handelen
regel regelen regler reglene | nøkkel nøkler nøklene | år året årene åra | venn vennen venner vennene
tanke tanken tanker tankene | følelse følelsen følelser | klasse klassen klasser klassene | håp håpet håpene
prøve prøven prøver prøvene | tro troen troa | gruppe gruppa gruppen grupper gruppene
problem problemet problemer problemene | rett retten retter rettene | valg valget valgene valga
lov loven lover lovene | spørsmål spørsmålet spørsmålene
""",
    "adjectives": """
liten lita lite små lille mindre minst minste | god godt gode bedre best beste
stor stort store større størst største | gammel gammelt gamle eldre eldst eldste
ung ungt unge yngre yngst yngste | dårlig dårlige verre verst | mange flere flest fleste
mye mer mest meste | lang langt lange lengre lengst | tung tunge tyngre tyngst | få færre færrest
vond vondt vonde | norsk norske | sikker sikre sikkert sikrere | åpen åpne åpent åpnere
enkel enkle enkelt enklere | trygg trygt trygge tryggere tryggest | ny nytt nye nyere nyest
fri fritt frie friere | rett rette | viktig viktige viktigere viktigst viktigste | ille verre verst
nær nære nærmere nærmest
""",
    "others": """
fly flyr fløy fløyet | rive rev revet | stjele stjal stjålet | gripe grep grepet | nyte nøt nytt
svare svarer svarte svart | stole stoler | slutte slutter sluttet slutta | kjøre kjører kjørte kjørt
savne savner savnet savna | bestemme bestemmer bestemte bestemt | glemme glemte glemt
tenke tenker tenkte tenkt | gråte gråt grått | løpe løp løpt | kose kosa koset | oppstå oppsto oppstått
avgjøre avgjør avgjorde avgjort | innse innser innså innsett | overta overtar overtok overtatt
unngå unngår unngikk unngått | beskrive beskrev beskrevet | fastslå fastslo | motta mottok mottatt
delta deltar deltok deltatt | utføre utført utførte | begynne begynte begynt | kle kledde kledd
tak taket takene | dag dagen dager dagene | tall tallet tallene | vei veien veier veiene
sang sangen sanger sangene | fag faget fagene faga | kurs kurset kursene | spor sporet sporene | mål måla
svar svaret svarene | avtale avtalen avtaler avtalene | leke leken leker lekene | hjelp hjelpen hjelpa
lønn lønna lønnen | penger pengene | gutt gutten gutter guttene | jente jenta jenten jenter jentene
kvinne kvinner kvinnene | dame damer damene | hus huset husene husa | lys lyset lysene
søknad søknaden søknader søknadene | rektor rektoren rektorer rektorene
kollega kollegaen kollegaer kollegene kolleger | resultat resultatet resultater resultatene
program programmet programmer programmene | drøm drømmen drømmer drømmene | sum summen summer
sykkel sykkelen sykler syklene | artikkel artikler artiklene | fabel fabler | vinter vintre vinteren
tema temaet temaer temaene | skjema skjemaet skjemaer skjemaene | konto kontoen kontoer kontoene
foto fotoet fotoene | ansvar ansvaret | byrå byrået byråer | kultur kulturen kulturer kulturene
makt makta makten makter | årsak årsaken årsaker årsakene | fugl fuglen fugler
stemme stemmen stemmer stemmene | krangel krangler krangelen | frykt frykten | redsel redselen redsler
kamp kampen kamper | rød rødt røde rødere | klar klart klare klarere | rik rikt rike rikere rikest
sint sinte | redd redde | glad glade gladere | sterk sterkt sterke sterkere sterkest
vanskelig vanskelige vanskeligere | lik likt like | ulik ulikt ulike | stolt stolte | blå blått blåe
voksen voksne voksent | egen eget egne | moden modne | sliten slitne slitent | grønn grønt grønne
""",
}
COMPOUNDS = """
hage barnehagen barnehager barnehagene barnehagens skolehage
bok lærebøkene lærebøker skolebøkene dagboka dagbøkene
mann nordmannen nordmenn nordmennene tillitsmannen tillitsmenn | far bestefar bestefedre bestefaren farfar
mor mormor bestemødre bestemødrene bestemor | barn skolebarna skolebarn barnebarna
bror lillebror storebrødrene | natt vinternettene | fot barfot | øye blåøyne
hånd venstrehånd venstrehendene | time klassetimene undervisningstimer | jobb sommerjobber sommerjobbene
arbeid gruppearbeidet skolearbeidet | leder skolelederne avdelingsledere
mangel lærermangelen ressursmangler | søster storesøstrene | foreldre fosterforeldrene
by storbyene storbyer | tann melketenner | bok lærebøker lærebøkene bokhylla bokhandelen
mann mannfolk kjempemannen tillitsmennene | natt julenatta | venn bestevennene
"""
COMPOUNDS_LOOKED_FOR = """
lærerrom lærerrommet lærerrommene | arbeidsbok arbeidsbøker arbeidsbøkene
tillitsmann tillitsmenn tillitsmennene | hovedstad hovedstedene | barnebarn barnebarna | øyeblikk øyeblikket
lærebok lærebøkene
"""
NYNORSK = """
gå går gjekk gått | seie seier sa sagt | sjå ser såg sett | få får fekk fått | ta tek tok teke
gje gir gav gjeve | bli blir vart vorte blei blitt | vere er var vore | ha har hadde hatt
gjere gjer gjorde gjort | kome kjem kom kome | vite veit visste visst | skrive skriv skreiv skrive
lese les las lese | finne finn fann funne | stå står stod stått | liggje ligg låg lege | sitje sit sat sete
hjelpe hjelper hjelpte hjelpt | drikke drikk drakk drukke | syngje syng song sunge | bere ber bar bore
velje vel valde valt | spørje spør spurde spurt | fortelje fortel fortalde fortalt | selje sel selde selt
dra dreg drog drege | slå slår slo slege | leggje legg la lagt | setje set sette sett
halde held heldt halde | late lèt let late | bruke brukar brukte brukt | lære lærer lærte lært
jobbe jobbar jobba | snakke snakkar snakka | bu bur budde budd | tru trur trudde trudd
bok boka bøker bøkene | mann mannen menn mennene | fot foten føter føtene | natt natta netter nettene
hand handa hender hendene | barn barnet barna | auge auget auga augo | far faren fedrar fedrane
mor mora mødrer mødrene | bror broren brør brørne | syster systera systrer systrene
dotter dottera døtrer døtrene | hage hagen hagar hagane | jobb jobben jobbar jobbane
elev eleven elevar elevane | lærar læraren lærarar lærarane | leiar leiaren leiarar leiarane
time timen timar timane | krav kravet krava | veke veka veker vekene | skule skulen skular skulane
samtale samtalen samtalar samtalane | rom rommet romma | språk språket språka | mangel manglar manglane
regel reglar reglane | gruppe gruppa grupper gruppene | venn vennen venner vennene | by byen byar byane
ku kua kyr kyrne | tre treet trea | klo klør | tå tær | liten lita lite små mindre minst
god godt gode betre best | stor stort store større størst | gammal gammalt gamle eldre eldst
ung unge yngre yngst | mykje meir mest | mange fleire flest | lang lange lengre lengst | dårleg verre verst
få færre færrast
"""
ENGLISH = """
be am is are was were been being | have has had having | do does did done | go goes went gone | say said
see saw seen | get got gotten | make made | take took taken | come came | know knew known | think thought
find found | give gave given | tell told | feel felt | leave left | keep kept | begin began begun
show showed shown | hear heard | run ran | bring brought | write wrote written | sit sat | stand stood
lose lost | pay paid | meet met | lead led | learn learnt learned | speak spoke spoken | read reads
grow grew grown | teach taught | fall fell fallen | buy bought | send sent | build built | spend spent
choose chose chosen | drive drove driven | break broke broken | draw drew drawn | eat ate eaten | sell sold
fight fought | catch caught | deal dealt | seek sought | throw threw thrown | hold held
understand understood | forget forgot forgotten | sleep slept | win won | wear wore worn | rise rose risen
fly flew flown | sing sang sung | drink drank drunk | swim swam swum | ride rode ridden | hide hid hidden
bite bit bitten | shake shook shaken | steal stole stolen | tear tore torn | bear bore borne born
swear swore sworn | wake woke woken | strike struck stricken | stick stuck | sweep swept | swing swung
dig dug | hang hung | shoot shot | shine shone | bind bound | wind wound | grind ground | lie lay lain lying
lay laid | light lit | slide slid | feed fed | bleed bled | breed bred | flee fled | lend lent | bend bent
burn burnt | dream dreamt | mean meant | shrink shrank shrunk | sink sank sunk | spring sprang sprung
stink stank | ring rang rung | freeze froze frozen | forgive forgave forgiven | forbid forbade forbidden
withdraw withdrew withdrawn | overcome overcame | undertake undertook undertaken | become became
arise arose arisen | blow blew blown | child children | man men | woman women | foot feet | tooth teeth
goose geese | mouse mice | louse lice | ox oxen | person people | wife wives | life lives | knife knives
leaf leaves | shelf shelves | half halves | self selves | thief thieves | loaf loaves | wolf wolves
crisis crises | thesis theses | analysis analyses | hypothesis hypotheses | basis bases | criterion criteria
phenomenon phenomena | datum data | medium media | curriculum curricula | index indices | matrix matrices
appendix appendices | cactus cacti | focus foci | stimulus stimuli | alumnus alumni | die dice | penny pence
syllabus syllabi | schema schemata | bureau bureaux | good better best | bad worse worst
far farther further | little less least | many more most | much more most | old elder eldest | can could
may might | shall should | will would
"""
# a base form, and words that only look like its forms
OTHER_WORDS = """
gå gård gås gårder gange | si side sider siden sild sin sine sitt | se selv seng senere | få fåfengt fårete
ta tale takk tall tavle | være vare vær været væren varm | ha hav hast hage
bok boks bokse boksen bukk bukken | bar bare barn | far fare farer farge | mor moro mord morgen
mann mange mandag mang | fot foto | natt natur nett nettet | hånd håndtere | barn barsk barm | øye øy øre
god gods gud | liten litt | by byrde bygge bytte | tre tredje trene trening treffe
le lede leder leie lekse | ku kur kurs kul | men mens mener mennesker menn | rom roman romersk
lag lager lage lagre | vær være verre | rase raseri terrasse | tid samtidig tidlig | hets heten
skole skolering | plan plante planke | mat matte matematikk | hat hatt hatten | kan kanne kant
vil vill villa | bo bok bod bord | tro troll tropp | nå nål nådig | dø døgn døv | be bedrift bedre beste
elev element | and andre annen | tå tåle tåre | ski skip skilt | ski skje | stor storm | ny nyss nyse
år åre åring | sak sakte saks | hus huske husk | lese lesse | bil bilde bille | ser serie | time timian
ung ungarn unna | tung tunnel | søster søt | bror brød brødet brødene | vinne vind vindu | finne fin finger
bære bare | kraft kreft kreve | rot rotte rotter | tann tante tanke | ha hat | natt nat | lys lysten
ord orden ordne | hel helse helg | se så | nå når | fare for | men mens
"""


def pairs(listed: str) -> Iterator[tuple[str, str]]:
    for row in listed.replace("\n", "|").split("|"):
        base, *forms = row.split() or [""]
        yield from ((base, form) for form in forms)


def missed(likeness: Likeness, listed: str, kind: str = "form") -> list[tuple[str, str]]:
    found = ((base, form, likeness.like(base, form)) for base, form in pairs(listed))
    return [(base, form) for base, form, like in found if like is None or like.kind != kind]


@pytest.mark.parametrize("words", BOKMÅL)
def test_every_form_of_a_common_word_of_bokmål_is_found_by_its_base_form(words: str) -> None:
    assert missed(likeness_of("nb"), BOKMÅL[words]) == []


def test_irregular_forms_are_found_in_compounds_and_compounds_by_their_own_base_form() -> None:
    assert missed(likeness_of("nb"), COMPOUNDS, "compound") == []
    assert missed(likeness_of("nb"), COMPOUNDS_LOOKED_FOR) == []


@pytest.mark.parametrize(("language", "listed"), [("nn", NYNORSK), ("en", ENGLISH)])
def test_irregular_words_of_nynorsk_and_english_are_found(language: str, listed: str) -> None:
    assert missed(likeness_of(language), listed) == []


def test_words_that_only_look_like_forms_are_not_found() -> None:
    bokmål = likeness_of("nb")
    assert [(base, word) for base, word in pairs(OTHER_WORDS) if bokmål.like(base, word) is not None] == []


def test_a_spelling_of_two_words_is_a_form_of_both() -> None:
    bokmål = likeness_of("nb")
    for form, bases in (
        ("hender", ("hånd", "hende")), ("ender", ("and", "ende")), ("nettene", ("natt", "nett")),
        ("mangler", ("mangel", "mangle")), ("steder", ("sted", "stad")), ("arbeider", ("arbeid", "arbeide")),
        ("la", ("la", "legge")), ("tenner", ("tann", "tenne")), ("lyst", ("lyst", "lys")),
    ):  # fmt: skip
        assert [base for base in bases if bokmål.like(base, form) is None] == [], form
    # a base form that is also a form of another word is looked for as such
    assert bokmål.like("bære", "bar") is not None
    assert bokmål.like("bar", "bære") is None


def test_a_form_that_is_looked_for_finds_the_other_forms() -> None:
    bokmål = likeness_of("nb")
    for wanted, word in (
        ("bøkene", "boka"),
        ("gikk", "går"),
        ("fedrene", "far"),
        ("best", "god"),
        ("hand", "hendene"),
    ):
        assert bokmål.like(wanted, word) is not None, wanted


def test_many_words_looked_for_at_once_find_what_each_finds_alone() -> None:
    bokmål = likeness_of("nb")
    listed = [pair for words in (*BOKMÅL.values(), COMPOUNDS) for pair in pairs(words)]
    wanted = sorted({base for base, _ in listed})
    together = Wordlist(wanted, bokmål)
    for form in sorted({form for _, form in listed})[::7]:
        alone = tuple((place, like) for place, base in enumerate(wanted) if (like := bokmål.like(base, form)))
        assert together.like(form) == alone, form


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_form_in_the_table_leads_to_its_base_form(language: str) -> None:
    table, lemmas = irregular_of(language), lemmas_of(language)
    assert [form for form, bases in table.bases.items() if not set(bases) <= set(lemmas.bases(form))] == []
    assert not table.alone & table.bases.keys()


def test_a_language_without_a_table_has_no_irregular_words() -> None:
    assert irregular_of("").bases == {}
    assert list(irregular_of("").endings("lærebøkene")) == []
