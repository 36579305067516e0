"""Sentences of our own in which everything that may tell who somebody is stands between ‹ and ›.

A name is marked without its genitive. What is public (countries, offices, media) is no name here. `DEV` is what the
rules were made on; `HELD_OUT` was written at the same time and looked at only to count.
"""

from __future__ import annotations

from crosscase.study.roster import Entry, Roster

ROSTER = Roster(
    (
        Entry("Kari Nordmann", ("Kari",), "[Informant 1]"),
        Entry("Kåre Strøm", ("Kåre",), "[Informant 2]"),
        Entry("Liv Haugen", ("Liv",), "[Informant 3]"),
        Entry("Mohamed Abdi Warsame", ("Mohamed",), "[Informant 4]"),
        Entry("Per Olav Eikeland", ("Per",), "[Informant 5]"),
        Entry("André Bjerkås", (), "[Informant 6]"),
        Entry("Nordlysskolen", (), "[skole A]", "place"),
        Entry("Myrvoll barnehage", (), "[barnehage A]", "place"),
        Entry("Tverrelvdalen", (), "[sted A]", "place"),
        Entry("liv.haugen@kommunen.no", (), "[e-post 1]", "email"),
    ),
    ("Per uke", "Liv og røre"),
)

DEV = """
‹Kari Nordmann› har vært rådgiver i kommunen i elleve år.
Det var ‹Kari› som tok det opp i ledermøtet.
‹Kari›s forslag ble lagt i en skuff.
Jeg snakket med ‹Kåre› om dette i går.
‹Kåre Strøm›s leder ville ikke høre om det.
Vi fikk en mail fra ‹liv.haugen@kommunen.no› om opplegget.
Per uke har vi kanskje to slike saker.
Saken om strøm og fakturaer tok all oppmerksomhet.
Et liv uten diskriminering er målet for planen.
‹Liv› sa at hun ikke orket mer.
Så kom ‹Liv Haugen› inn og fortalte hva som hadde skjedd.
‹Mohamed› opplevde det samme på bussen.
Foreldrene til ‹Mohammed› ble innkalt til møte.
Vi skrev til ‹Andre Bjerkås› for å få svar.
‹Nordlysskolen› har hatt tre saker i år.
Rektor ved ‹Nordlysskolen› mener tallene er for lave.
På ‹Nordlysskolen›s hjemmeside står det ingenting om dette.
De ansatte i ‹Myrvoll barnehage› hadde kurs i høst.
Bygda ‹Tverrelvdalen› har nesten ingen innvandrere.
‹Kari Normann› står feil i referatet.
Hun heter egentlig ‹Karin›, men alle sier noe annet.
Det er ‹Haugen› som har ansvaret nå.
Kommunen har ingen egen handlingsplan mot rasisme.
Skolene melder om rasistiske utsagn hver uke.
Barnehagene trenger mer kunnskap, særlig om hverdagsrasisme.
Vi har prøvd å få med NAV og Bufdir i arbeidet.
IMDi ga oss tilskudd i 2021 og 2022.
I Norge tror mange at dette ikke angår oss.
Politiet sa at de ikke kunne gjøre noe med det.
Ungdommene bruker mest Snapchat og TikTok.
Dette så vi også på TV og i VG.
‹Fatima› og ‹Yusuf› fikk aldri svar på søknaden.
Læreren, ‹Trude Bakkeli›, ble veldig lei seg.
Ordføreren vår, ‹Geir Tangstad›, snakker fint om mangfold.
Vi dro til ‹Alta› for å lære av dem.
Kommunen samarbeider med ‹Hammerfest› og ‹Vadsø›.
I ‹Skien› har de en egen stilling til dette.
Jeg bor i ‹Storgata 12B› og ser det hver dag.
Adressen er ‹Myrveien 3, 9510 Alta›, om dere skal sende noe.
Ring meg på ‹912 34 567› hvis det er noe.
Telefonen til kontoret er ‹78 45 50 00›.
Hun la igjen ‹+47 41 22 33 44› på lappen.
Fødselsnummeret ‹01019012480› sto i dokumentet.
Vi fikk 8 500 000 kroner til tre år.
Planen gjelder for 2021–2025 og ble vedtatt 30.11.2021.
Det var 24 av 88 kommuner som svarte ja.
Sak 20211130 ble utsatt to ganger.
«Vi har ikke noe problem her», sa de.
Og så ble det stille: Ingen turte å svare.
Intervjuer: Hva tenker dere om det?
Forventningene til planen var store, men ressursene små.
Rådmannen mente at vi måtte vente til etter valget.
Integreringskontoret fikk ansvaret uten flere folk.
Ungdomsrådet har vært viktig for oss.
Jeg husker at ‹Ingeborg› fra ‹Sagtun skole› ringte.
‹Abdirahman Farah› driver butikken nede ved torget.
Sønnen min, ‹Elias›, vil ikke på skolen lenger.
Det sa ‹Hansen› også, på det samme møtet.
Jeg har hørt det fra ‹Solveig›.
‹Ola› lo, men ‹Grethe› syntes ikke det var morsomt.
Da jeg jobbet på ‹Rypefjord skole› var det verre.
Hun kommer fra Somalia og har bodd her i ti år.
Samene har opplevd dette i generasjoner, sier folk her.
Islam blir ofte nevnt når folk diskuterer dette.
I mai hadde vi en stor markering.
Vår kommune er liten, og alle kjenner alle.
Dag etter dag hører de det samme.
Noen sier at det bare er tull, andre blir sinte.
Stein på stein har vi bygd opp tilliten.
‹Dag› sluttet etter et halvt år.
Da tok ‹Stein› over ledelsen.
Mark og skog er viktig for reindriften.
Vi har lært mye av ‹Bjørn› i idrettslaget.
‹Per› var den første som sa ifra.
‹KÅRE› sto det med store bokstaver på tavla.
Familien ‹Al-Hassan› flyttet til slutt.
Jeg kan ikke si noe om enkeltsaker, det forstår dere.
Mangelen på tid er det største hinderet.
Nettvettkurset ble avlyst på grunn av korona.
Hele ‹Nordlys-skolen› var med på markeringen.
Etter møtet skrev ‹Kari-Anne› et langt innlegg.
""".strip().split("\n")

HELD_OUT = """
‹Kari› og ‹Kåre› ledet gruppen sammen.
Jeg fikk beskjed av ‹Kari Nordmann› dagen etter.
‹Kåre›s notater er de eneste vi har.
Det står i e-posten fra ‹Liv Haugen›.
Til slutt tok ‹Liv› ordet.
Liv og røre er det alltid på ungdomsklubben.
Livet på skolen er ikke lett for alle.
Strømprisene tok over hele den politiske debatten.
Hva koster det per elev, spurte de.
‹Per› sto alene med det ansvaret.
Da ble det ‹Per Olav Eikeland› som måtte rydde opp.
‹Mohamed Abdi Warsame› har vært tolk for oss.
Vi ba ‹Mohamed› om å komme på foreldremøtet.
Det var ‹André Bjerkås› som skrev rapporten.
Ifølge ‹Bjerkås› er dette et voksenproblem.
‹Nordlysskolen› og naboskolen slo seg sammen.
Elevene ved ‹Nordlyskolen› hadde laget en film.
I ‹Myrvoll barnehage› jobber de systematisk.
Ingen fra ‹Tverrelvdalen› møtte opp.
‹Kari Nordman› sa det rett ut.
‹Kaare› var ikke enig i det hele tatt.
Arbeidet er ikke forankret i ledelsen.
Kommunedirektøren har ikke etterspurt noe.
Tilskuddet fra Bufdir dekket halve stillingen.
NRK laget en sak om det i fjor.
Vi deltok på en samling i regi av KS.
I Sverige har de jobbet annerledes med dette.
Facebook er verst, særlig kommentarfeltene.
Stortinget vedtok en ny lov om dette.
Jeg tror ikke politikerne forstår alvoret.
Opplæringen må komme tidligere, gjerne i barnehagen.
‹Zahra› ble spurt hvor hun egentlig kom fra.
En kollega, ‹Torunn Myklevoll›, sa det samme.
Helsesykepleieren, ‹Berit Sætrum›, kjenner familiene godt.
Lederen i ‹Furumo idrettslag› tok det på alvor.
Vi har hatt besøk fra ‹Kautokeino› og ‹Karasjok›.
På ‹Lillestrøm› er situasjonen en helt annen.
Kommunene rundt ‹Kristiansand› samarbeider om kurs.
Kontoret ligger i ‹Skolegata 4, 3724 Skien›.
Han bodde i ‹Kirkeveien 118› den gangen.
Nummeret er ‹90 12 34 56›, men han svarer aldri.
Du kan ringe ‹22334455› etter klokka ni.
Send det til ‹post.mangfold@nordkommunen.no› innen fredag.
Noen hadde skrevet ‹15076500565› på skjemaet.
Av 356 kommuner har 88 svart på undersøkelsen.
Budsjettet på 12 345 678 kroner ble kuttet.
Møtet 12.03.2022 ble flyttet to ganger.
Fra 2015 til 2020 økte antallet meldinger.
«Det er bare en spøk», fikk vi høre.
Svaret var klart: Vi har ikke kapasitet.
I2: Ja, det kjenner jeg meg igjen i.
Moderator: Kan du si mer om det?
Holdningene sitter i veggene her.
Mangfoldsrådgiveren sluttet før jul.
Ungdomsskolen hadde de fleste meldingene.
Voksenopplæringen ser dette hver eneste dag.
‹Amina› og broren ‹Khalid› spiller fotball her.
Naboen, ‹Odd Arne Vestli›, meldte fra til politiet.
Barna mine, ‹Leila› og ‹Samir›, snakker norsk.
Det var ‹Olsen› som bestemte på den tiden.
Saken om ‹Jonas› gikk helt til fylkesmannen.
‹Randi› gråt da hun fortalte det.
På ‹Elvely ungdomsskole› har de miljøarbeidere.
Foreldrene kom fra Eritrea for femten år siden.
Kvenene blir sjelden nevnt i slike planer.
Ramadan er blitt et tema i kantina.
Sommeren etter ble det helt stille.
Hans erfaring er at ingen tør å si noe.
Tom for ideer gikk vi hjem.
Even om det er vanskelig, må vi prøve.
‹Hans› var rektor før henne.
Jeg hørte på ‹Tom› hele kvelden.
Det ble ‹Frode› som tok regningen.
Odd nok var det ingen som reagerte.
Håpet er at flere melder fra.
Vi i integreringstjenesten er tre personer.
Den gangen var det ‹ELIN› som førte referatet.
Styrelederen het ‹van der Meer›, tror jeg.
Hendelsen ved ‹Bruvoll›-rampen gjorde inntrykk.
Fru ‹Nguyen› på ‹Solbakken sykehjem› sa nei.
Nå må dere skille mellom sak og person.
Alle vet hvem ‹Kari›s sønn er.
""".strip().split("\n")
