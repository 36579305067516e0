"""Sentences about municipalities' work against racism, made up for measuring, each marked with the keywords it is a find for.

A mark `{tid}` stands right after the word that is meant. A word is marked where somebody who looks for the keyword
wants to see it: the word itself, its inflections, the verb of the same stem (*kurs*, *kurses*), a compound in which it
means the same, and slips of the pen. Not marked are words that only look alike (*samtidig*), other meanings (*har ikke
råd*), compounds that mean something else (*rådhus*), and derived words with an ending (*språklig*). The sentences were
written and marked before the methods were tried; every other one is held out: no method was chosen or changed by it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

KEYWORDS = (
    "tid", "språk", "skole", "plan", "hets", "barn", "råd", "lov", "nett", "kurs", "tro", "same", "tall", "rase",
    "leder", "ansatt", "rasisme", "kompetanse", "ressurs", "kapasitet", "kunnskap", "samarbeid", "innvandrer",
    "minoritet", "holdning", "inkludering", "diskriminering", "fordom", "mobbing", "møteplass",
)  # fmt: skip

_MARK = re.compile(r"\{([^}]*)\}")


class Sentence(NamedTuple):
    """A sentence and the keywords it is a find for."""

    text: str
    keywords: frozenset[str]


def sentences() -> tuple[Sentence, ...]:
    """All of them, in order."""
    return tuple(
        Sentence(
            _MARK.sub("", line), frozenset(each for mark in _MARK.findall(line) for each in mark.split(","))
        )
        for line in _LINES.strip().split("\n")
    )


def development() -> tuple[Sentence, ...]:
    """Those that methods may be chosen by."""
    return sentences()[::2]


def held_out() -> tuple[Sentence, ...]:
    """Those that only tell how good a method is."""
    return sentences()[1::2]


_LINES = """
Vi har rett og slett ikke tid{tid} til å følge opp alt som står i handlingsplanen{plan}.
Det er tidspresset{tid} i hverdagen som gjør at slike saker blir liggende.
Samtidig ser vi at flere tør å si fra enn før.
Jeg begynte i stillingen tidlig på våren, og da fantes det ingen rutiner.
Arbeidstiden{tid} strekker ikke til når én person skal dekke hele feltet.
Tida{tid} går med til enkeltsaker, og det forebyggende blir skjøvet ut.
Kommunen har alltid hatt mange nasjonaliteter på fabrikken.
I framtiden bør dette ligge fast hos én virksomhet.
Vi brukte altfor lite tid{tid} på forankringen i ledergruppa{leder}.
Tidsbruken{tid} ble ikke meldt inn til budsjettet.
Fritidsklubben er stedet der de unge snakker om det de opplever.
Det tar tid{tid} å bygge tillit mellom foreldre og barnehage{barn}.
Språket{språk} er den største hindringen når foreldre skal klage.
Språkbarrierer{språk} gjør at mange ikke vet hvilke rettigheter de har.
Den språklige utviklingen følges opp av helsestasjonen.
Informasjonen finnes bare på to språk{språk}, og det holder ikke.
Noen møter opp på språkkafeen{språk} hver eneste uke.
Flere foreldre har meldt seg på språkkurs{språk,kurs} etter jul.
Tospråklige lærere har vært en god støtte i overgangen.
Han ble bedt om å slutte å snakke morsmålet sitt i friminuttet.
Majoritetsspråket{språk} brukes som en målestokk for hvem som hører til.
Skolen{skole} tar tak i det som skjer i timene, men ikke det som skjer på vei hjem.
Ungdomsskolene{skole} melder om flere rasistiske utsagn enn før.
Rektor sa at skolegården{skole} er et blindt punkt.
Vi trenger skolering av folkevalgte i hva hatprat er.
De videregående skolene{skole} hører til fylkeskommunen, så der har vi lite innflytelse.
Barneskolen{barn,skole} i sentrum har kommet lengst med dette.
Skolelederne{skole,leder} ønsker seg en felles rutine for hele kommunen.
Hun er godt skolert og kjenner regelverket ut og inn.
Foreldreutvalget ved skulen{skole} vår tok opp saken i høst.
Læringsmiljøet på høyskolen{skole} kan vi ikke gjøre noe med.
Planen{plan} ble vedtatt for fire år siden og har ikke vært åpnet siden.
Temaplanen{plan} for mangfold nevner ikke rasisme{rasisme} med ett ord.
Arbeidet må inn i planverket{plan}, ellers dør det når ildsjelen slutter.
På det personlige plan har de fleste et ønske om å gjøre det riktige.
Vi må slutte å oppføre oss som om vi bodde på hver vår planet.
Kommuneplanens{plan} samfunnsdel er stedet å begynne.
Tiltakene er ikke planlagt{plan} ut over dette året.
Oppvekstplanen{plan} gjelder alle som jobber med barn{barn} og unge.
Handlingsplaner{plan} uten penger er bare papir.
Planleggingen{plan} starter først når noe har gått galt.
Hetsen{hets} mot lokalpolitikere har blitt grovere det siste året.
Netthets{nett,hets} blir sjelden anmeldt, og enda sjeldnere etterforsket.
Vi mangler en helhetlig tilnærming til feltet.
Et helhetsperspektiv ville gjort det lettere å prioritere.
Hun ble hetset{hets} på bussen uten at noen grep inn.
Hetskampanjen{hets} mot moskeen fikk stor plass i lokalavisen.
Likhetsprinsippet skal gjelde i all saksbehandling.
De som hetser{hets} gjemmer seg bak falske profiler.
Barna{barn} forstår mye mer av dette enn de voksne tror.
Barnehagene{barn} har et eget opplegg om vennskap og utseende.
Barnevernet{barn} møter familier som er redde for hele systemet.
Det er barnslig å tro at problemet forsvinner av seg selv.
Minoritetsbarn{minoritet,barn} blir oftere plassert på gangen, sier en av lærerne.
I min barndom ble ordet brukt uten at noen reagerte.
Barnas{barn} opplevelser må tas på alvor også når ingen så det.
Skolebarna{skole,barn} laget en utstilling om navn og opphav.
Innvandrerrådet{innvandrer,råd} ble lagt ned da lederen{leder} flyttet.
Rådet{råd} for mangfold skal høres i alle større saker.
Vi har ikke råd til å ansette flere i denne omgangen.
Områdesatsingen har gitt oss et lokale midt i bydelen.
Rådhuset ble pyntet til markeringen i mars.
Ungdomsrådet{råd} ba om en egen melding om saken.
Rådmannen mente at dette måtte løses innenfor rammene.
Det råder stor usikkerhet om hvem som eier saken.
Eldrerådet{råd} og ungdomsrådet{råd} møttes for første gang i vår.
Rådgiveren ringte alle skolene{skole} på én formiddag.
Loven{lov} krever at vi jobber aktivt, målrettet og planmessig{plan}.
Likestillings- og diskrimineringsloven{diskriminering,lov} er lite kjent ute i tjenestene.
De lover oss en avklaring hver eneste høst.
Elevene får lov til å bruke hodeplagg i alle fag.
Lovverket{lov} er tydelig, men ingen spør om vi følger det.
Plikten er lovpålagt{lov}, likevel står den ikke i noen stillingsbeskrivelse.
Opplæringslova{lov} gir elevene rett til et trygt miljø.
Det var et klart lovbrudd{lov}, men saken ble henlagt.
På nettet{nett} kan hvem som helst skrive hva som helst.
Nettverket av frivillige har holdt liv i arbeidet.
Nettroll{nett} skremmer folk fra å stille til valg.
Det var nettopp derfor vi inviterte politiet.
Kommunens nettsider{nett} sier ingenting om hvor man kan klage.
Internett{nett} har gjort de små miljøene synlige for hverandre.
Klagen lå på nettet{nett} før vi selv hadde hørt om saken.
Vi har et godt nettverk på tvers av kommunene i regionen.
Alle nye medarbeidere må gjennom et kurs{kurs} om ubevisst forskjellsbehandling.
Kursrekken{kurs} ble avlyst fordi ingen meldte seg på.
Bedriften gikk konkurs, og mange arbeidsinnvandrere{innvandrer} mistet jobben.
Diskursen i avisen er en annen enn den på gata.
Introduksjonskursene{kurs} tar opp rettigheter, men ikke hvordan man melder fra.
Ekskursjonen til synagogen gjorde sterkt inntrykk på klassen.
Halvparten er kurset{kurs}, resten står på venteliste.
Etter valget la det nye flertallet om kursen for hele feltet.
Troen{tro} deres blir et tema i hver eneste samtale, enten de vil eller ikke.
Trossamfunnene{tro} stiller opp når vi ber om det.
Jeg tror ikke at dette er unikt for oss.
Tro{tro} og livssyn er en del av det vi snakker om på flerkulturelle dager.
Det er ikke troverdig når de sier at det aldri skjer.
Hun trodde at noen andre hadde meldt fra.
Trosfrihet{tro} står i grunnloven{lov}, men ikke i rutinene våre.
Samene{same} i bygda snakker om en stillhet som har vart i generasjoner.
De samme familiene opplever det om og om igjen.
Samiske elever får kommentarer når de bruker kofte.
En same{same} fortalte at han skjulte bakgrunnen sin på jobb.
Sjøsamene{same} ble regnet som norske i alle skjemaer.
Samehets{same,hets} blusser opp hver gang et skilt skal byttes.
Vi må samle inn opplysningene på en felles måte.
Tallene{tall} viser bare toppen av isfjellet.
Mørketallene{tall} er store, fordi få orker å melde fra.
Et flertall i kommunestyret stemte for forslaget.
Antallet henvendelser har økt siden vi fikk en fast kontakt.
Uten tallgrunnlag{tall} blir det synsing fra vår side.
Hun har fortalt det samme i tre år uten å bli trodd.
Statistikken er gammel, og talla{tall} sier lite om hvem det gjelder.
Begrepet rase{rase} vekker ubehag, og derfor unngår vi hele samtalen.
Raseriet i kommentarfeltet kom som et sjokk på oss.
Rasehat{rase} var et ord vi trodde hørte historien til.
Han raste mot saksbehandleren i skranken.
Etniske grupper er ikke det samme som menneskeraser{rase}, sa læreren.
De satt på terrassen og ventet på tolken.
Lederne{leder} må vise at de mener det når de sier nulltoleranse.
Avdelingslederen{leder} ble overrasket over hvor mange som hadde opplevd noe.
Hun leder arbeidet på en rolig og tydelig måte.
Ledelsen spør aldri om dette i medarbeidersamtalene.
Enhetslederne{leder} har dette som fast punkt på møtene sine.
Mellomledere{leder} står i skvis mellom krav og hverdag.
Laget mistet seriens ledertrøye, men ungdommene hadde det fint.
De ansatte{ansatt} kvier seg for å bruke ordet rasisme{rasisme}.
Kommuneansatte{ansatt} med flerkulturell bakgrunn søker sjelden lederstillinger{leder}.
Vi ansetter helst folk vi kan forestille oss i lunsjen.
Alle nyansatte{ansatt} får utdelt de etiske retningslinjene.
Ansattes{ansatt} erfaringer har aldri vært kartlagt.
En deltidsansatt{ansatt} i hjemmetjenesten ble nektet adgang av en bruker.
Ansettelsen ble omgjort etter klagen.
Rasismen{rasisme} har blitt mer skjult, men den er ikke borte.
Hverdagsrasisme{rasisme} kommer sjelden fram i avvikssystemet.
Rasistiske vitser blir møtt med latter på pauserommet.
Vi må kunne snakke om rassisme{rasisme} uten at noen føler seg anklaget.
Antirasisme{rasisme} er ikke et eget fag, det er en måte å være på.
Rasismebegrepet{rasisme} brukes så vidt at det mister kraften sin.
Ingen vil kalles rasist, og da stopper praten.
Strukturell racisme{rasisme} er vanskeligere å få øye på enn skjellsord.
Kompetansen{kompetanse} sitter hos enkeltpersoner og forsvinner med dem.
Kompetanseheving{kompetanse} står øverst på ønskelista fra tjenestene.
Vi er ikke kompetente til å avgjøre om det var rasistisk ment.
Flerkulturell kompetase{kompetanse} bør telle ved tilsetting.
Realkompetansen{kompetanse} til flyktningene blir ikke verdsatt.
Kommunen bygger opp mangfoldskompetanse{kompetanse} i alle virksomheter.
Ressursene{ressurs} går dit det brenner, og dette brenner sjelden synlig.
Ressursmangel{ressurs} er det første alle nevner når vi spør.
Foreldre med stort nettverk og ressurssterke{ressurs} hjem blir hørt først.
Mannskapet vårt består av to personer og en velvillig vaktmester.
Vi burde se på flerspråklige elever som en resurs{ressurs} i klassen.
En ressursgruppe{ressurs} på tvers av etatene ble opprettet i fjor.
Kapasiteten{kapasitet} er sprengt allerede før sommeren.
Kapasitetsproblemer{kapasitet} gjør at det forebyggende alltid taper.
Kontoret har ikke kapasistet{kapasitet} til å følge opp hver sak.
Vi har overkapasitet{kapasitet} på lokaler, men mangler folk til å fylle dem.
Kunnskapen{kunnskap} om hva som virker, er nesten ikke til stede hos oss.
Kunnskapsgrunnlaget{kunnskap} bygger på en undersøkelse fra naboen.
Det skorter på kunskap{kunnskap} om urfolk blant de som behandler sakene.
Kunnskapsmangelen{kunnskap} går igjen i alle tjenestene vi besøkte.
Vi kunne ha spurt brukerne, men det gjorde vi ikke.
Samarbeidet{samarbeid} med politiet fungerer best i enkeltsaker.
Vi samarbeider{samarbeid} tett med idrettslaget om fair play.
Samarbeidsavtalen{samarbeid} gikk ut uten at noen merket det.
Frivilligheten og kommunen bør arbeide mer sammen enn de gjør.
SLT-samarbeidet{samarbeid} er det eneste faste punktet vi har.
Samarbeidspartnere{samarbeid} i næringslivet etterlyser en tydelig kontakt.
Innvandrere{innvandrer} med høy utdanning kjører taxi og vasker på sykehjemmet.
Innvandringen til bygda startet med fiskeindustrien.
Folk med innvandrerbakgrunn{innvandrer} blir stoppet oftere i tollen.
Mange arbeidsinnvandrere{innvandrer} vet ikke at de har rett til opplæring.
Flere innvandere{innvandrer} i nabolaget har meldt seg inn i velforeningen.
Annengenerasjons innvandrerungdom{innvandrer} kjenner seg norske til daglig.
Minoriteter{minoritet} er nesten usynlige i kommunens informasjon.
Elever med minoritetsbakgrunn{minoritet} får oftere råd om å velge yrkesfag.
De nasjonale minoritetene{minoritet} er ikke nevnt i noen av vedtakene.
Minioriteter{minoritet} blir sett på som en gruppe, ikke som enkeltmennesker.
Minoritetsspråklige{minoritet} foreldre kommer sjeldnere på møter.
Majoriteten av dem som svarte, hadde aldri tenkt over det.
Holdningene{holdning} sitter i veggene, og de kom lenge før oss.
Holdningsarbeid{holdning} må starte i barnehagen{barn}.
Mange husholdninger i området har lav inntekt.
Holdningsskapende{holdning} tiltak er vanskelige å måle effekten av.
Vi håper på en holdningsendring{holdning}, men den kommer ikke av plakater.
Vi holdt på i tre timer uten å bli enige.
Inkluderingen{inkludering} stopper ved garderobedøra, som han sa.
Inkluderingsarbeidet{inkludering} er lagt til kulturavdelingen.
De føler seg ikke inkludert i lunsjen.
Vi feirer inkludering{inkludering} én dag i året og glemmer den resten av tida{tid}.
Arbeidsinkludering{inkludering} er det navet måles på.
Diskrimineringen{diskriminering} på boligmarkedet kjenner alle til.
Diskrimenering{diskriminering} i arbeidslivet er vanskelig å bevise.
Han ble diskriminert da han søkte leilighet.
Diskrimineringssaker{diskriminering} ender ofte uten noen avgjørelse.
Aldersdiskriminering{diskriminering} var det eneste de hadde rutiner for.
Fordommene{fordom} mot romfolk er de seigeste vi møter.
Ingen av oss er fordomsfrie{fordom}, heller ikke vi som jobber med dette.
Det gamle heftet gjentok fordomer{fordom} som ingen hadde kontrollert.
Før domstolen behandlet saken, hadde avisen allerede konkludert.
Fordommer{fordom} smitter fra voksne til barn{barn} rundt middagsbordet.
Mobbingen{mobbing} ble registrert, men ikke at den var rasistisk.
Nettmobbing{nett,mobbing} skjer i grupper der de voksne ikke slipper inn.
De som mobber har ofte blitt utsatt for noe selv.
Mobbinga{mobbing} stoppet da treneren grep inn.
Mobbetallene{tall} sier ingenting om hudfarge eller bakgrunn.
Møteplassene{møteplass} på tvers av grupper må ha noen som eier dem.
Biblioteket har blitt en viktig møteplass{møteplass} for nyankomne.
Møtet om parkeringsplasser trakk flere folk enn møtet om rasisme{rasisme}.
Uten faste møteplasser{møteplass} blir vi boende side om side uten å kjenne hverandre.
Det er ingen enkel løsning på dette, og det vet alle rundt bordet.
Vi spurte naboene hva de trengte, og de svarte: noen å ringe til.
Ordføreren var tydelig i talen sin, og det betydde mye for mange.
Politiet kom etter en halv time, og da var alt over.
Ofte er det en enkelt ildsjel som bærer hele arbeidet på ryggen.
Ungdommene ønsker seg voksne som tør å stå i samtalen.
Butikken ba dem gå ut, og ingen av de andre kundene sa noe.
"""
