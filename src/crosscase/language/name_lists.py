"""Names one meets in Norway, and what has a capital without being one that tells who somebody is.

Our own lists, to tell a name at the beginning of a sentence from a word there, and a person from a place. A name that
is missing is still found by its capital inside a sentence.
"""

from __future__ import annotations

from crosscase.study.name_folding import fold

_GIVEN = """
    aase abdi abdirahman abdul abdullah adam adrian agnes agnete ahmad ahmed aina aisha aksel albert aleksander
    alexander alf ali alice alma amalie amanda amina amir amira amund anders andrea andreas ane anette anita anja
    ann anna anne annika ann-kristin anton ariana arild arne arnfinn arvid asbjørn asgeir ashild aslak aslaug asta astrid
    atle aud audun august axel ayan ayse bashir beate bendik benedicte benjamin bente berit bernt bettina birger birgit
    birgitte birte bjarne bjørg bjørn bjørnar bodil brit brita brynjar børge bård camilla carina carl caroline cathrine
    cecilie charlotte christer christian christin christina christine christoffer dag dagfinn dagny daniel david dina
    ebba edel edvard edvin egil einar eirik eirin eivind elena eli elias elif elin eline elisabeth elise ella ellen ellinor
    elsa else emil emilie emily emma endre eric erik erlend erling ernst espen ester eva even eystein fadumo faiza farah
    fartun fatima fatma filip finn frank fred fredrik frida frode frøydis gabriel gaute geir georg gerd gina gisle gjermund
    gjertrud grete grethe gro gry gudmund gudrun gunn gunnar gunhild gunvor guro gustav guttorm gøril halima halvard
    halvor hamza hanna hanne hannah hans harald hassan hauk hawa hedda hege heidi helen helena helene helga helge henning
    henriette henrik henry herman hilde hildegunn hodan håkon håvard ibrahim ida idris idun ildri inga inge ingebjørg
    ingeborg inger ingrid ingunn ingvild irene iren isabel isabella iselin ismail iver ivar jacob jahn jakob jamal jan
    janne jannicke jarle jasmin jens jeanette joachim joakim johan johanna johanne johannes john jon jonas jonathan jorid
    jorunn josef josefine jostein julia julian julie jørgen jørn jørund kai kaja kamilla karen kari karin karina karl
    karoline katarina kathrine katrine ketil khadija khalid kim kine kjartan kjell kjersti kjetil klara klaus knut konrad
    kristian kristin kristina kristine kristoffer kåre lars lasse laila lea leif leila lena leon leonard linda lina line
    linn linnea lisa lisbeth lise liv liz lone lotte louise lucas ludvig ludvik lukas lydia mads magne magnhild magnus
    mahad maja malene malin margit margrete margrethe mari maria mariam marianne marie marina marit marius markus marte
    marthe martha martin martine mathea mathias mathilde mats mattias maren maryam mehmet merete merethe mette michael
    mikael mikkel milla mina mira miriam mohamed mohammad mohammed mona monica monika morten mostafa muhammed mustafa
    nadia najma natalia nathalie niklas nils nina nora norun ola olaf olav ole oliver olivia omar oscar oskar osman otto
    ove patrick patrik paul paulina peder per pernille peter petra petter philip pia piotr pål rachel ragna ragnar
    ragnhild rahma randi rannveig rasmus reidar reidun renate rita roald robert robin roger roar rolf ronja ronny roy
    rune ruth rut sabrina sadia safia sahra said samira samuel sander sandra sanna sara sarah sebastian selma sigbjørn
    signe sigrid sigrun sigurd silje simen simon sindre siri sissel siv snorre sofie sofia sol solfrid solveig sondre
    stein steinar stella stian stig stine sturla sunniva susanne svanhild svein sven sverre synne synnøve syver terese
    terje thea theodor thomas thor thorbjørn tim tina tiril tobias tom tomas tommy tone tonje tor torbjørn tord tore
    torfinn torgeir torhild torill torleif torstein torunn tove trine trond trude trygve turid trym tuva ulf ulrik ulrikke
    una unn unni vegard vera veronica veslemøy vetle victor victoria vibeke vidar vigdis viktor viktoria vilde vilja
    vivian wenche werner william yasmin yngvar yngve yonas yusuf zahra zainab zara øistein øivind ørjan øystein øyvind
    åge ågot åse åshild åsmund åsne biret ánte áile inga-marja máret elle-marja ravdna niillas
"""
_SURNAMES = """
    aas abdi abdullahi ahmed ali alvestad amundsen andersen andreassen antonsen arnesen aune bakke bakken berg berge
    berger berntsen birkeland bjerke bjørnstad borgen brekke brenden bråthen bye bøe christensen christiansen dahl dahle
    dalen danielsen edvardsen eide eliassen ellingsen engen eriksen evensen farstad fjeld fossum fredriksen gulbrandsen
    gundersen gustavsen haga hagen halvorsen hamre hansen hanssen haraldsen haug haugen haugland hauge hellum helgesen
    henriksen hermansen hoel holm holmen hovland husby hussein ibsen ingebrigtsen isaksen iversen jacobsen jakobsen jensen
    jenssen johannessen johansen johnsen jonassen jørgensen karlsen khan knudsen knutsen kristensen kristiansen kristoffersen
    langeland larsen lervik lie lien lind lorentzen lund lunde løken madsen magnussen martinsen mathisen mikalsen mikkelsen
    moe moen mohamed mohamud monsen myhre myklebust myrvold mørk nesset nguyen nikolaisen nilsen nilssen nordmann nordby
    nygård næss olsen osman ottesen paulsen pedersen pettersen rasmussen ruud rønning samuelsen sandberg sandvik simonsen
    sivertsen skoglund solbakken solberg solheim stene stensrud strand strøm sunde svendsen sæther sørensen tangen
    thomassen thorsen tran tveit tveten ulvestad vik wold ødegård ødegaard østby aamodt sara somby utsi gaup eira hætta
"""
_PLACES = """
    agder akershus alstahaug alta alvdal andenes andøy arendal asker askim askøy asserson aurland bardufoss bergen
    berlevåg birkenes bodø brevik brumunddal bryne bærum båtsfjord bømlo deatnu drammen drøbak egersund eidsvoll eigersund
    elverum etne farsund fauske finnmark finnsnes flekkefjord florø fosnavåg fredrikstad frogn frogner furuset færder
    førde gjøvik grimstad groruda grorud grünerløkka guovdageaidnu halden hamar hammerfest hardanger harstad haugesund
    hedmark helgeland hitra holmestrand holmlia honningsvåg hordaland horten hvaler hålogaland hønefoss indre-østfold
    innlandet jessheim jevnaker karasjok karmøy kautokeino kirkenes klepp kongsberg kongsvinger kragerø kristiansand
    kristiansund kvinesdal kvæfjord kvænangen kåfjord lakselv langesund larvik leirvik lesja levanger lillehammer
    lillesand lillestrøm lindesnes lofoten longyearbyen loppa lyngdal lyngen lødingen lørenskog løten malvik mandal
    meråker mjøndalen modum molde mosjøen moss mysen målselv måsøy namsos nannestad narvik nesodden nittedal nordfjord
    nordkapp nordland nordreisa notodden nøtterøy odda oppdal oppland orkdal orkland oslo otta porsanger porsgrunn
    rakkestad rana rauma ringerike ringsaker risør rjukan rogaland romerike romsdal røros røyken sandefjord sandnes
    sandnessjøen sápmi sarpsborg sauda senja setesdal skedsmo skien skiptvet skjervøy sogn sogndal sokndal sortland
    stavanger steinkjer stord stovner stryn sunndal sunnmøre surnadal svalbard svelvik svolvær sykkylven søndre-nordstrand
    sør-varanger tana telemark time tinn toten tromsø trondheim trysil trøndelag tvedestrand tynset tysvær tønsberg
    ullensaker ulsteinvik vadsø vardø varanger vefsn vennesla verdal vesterålen vestfold vestlandet viken volda voss
    vågå vågsøy ørland ørsta østfold østlandet ålesund ålgård åndalsnes årdal århus göteborg stockholm malmö uppsala
    københavn helsinki reykjavik london berlin paris hamburg warszawa mogadishu nairobi kabul damaskus bagdad teheran
"""
# countries, peoples, faiths, parties, offices, firms: their capital tells nothing about anybody
_PUBLIC = """
    sametinget fylkestinget sør-amerika nord-amerika midtøsten øst-europa vest-europa nord-norge sør-norge uia uio ntnu
    universitetet europarådet nordisk
    norge noreg norway norden skandinavia sverige danmark finland island tyskland england storbritannia frankrike spania
    italia polen russland ukraina usa amerika europa asia afrika somalia syria irak iran eritrea etiopia afghanistan
    tyrkia pakistan india kina vietnam palestina israel nederland sweden denmark germany poland russia ukraine europe
    africa america britain france spain italy eu eøs fn nato un norwegian english sami jewish muslim christian british
    american european german swedish danish polish somali syrian roma islam jesus allah gud bibelen koranen jul påske
    stortinget regjeringen kongen storting høyesterett arbeiderpartiet høyre fremskrittspartiet senterpartiet venstre
    rødt nav imdi bufdir udi une ks ldo nho lo fhi ssb nsd sikt nrk tv vg nettavisen facebook instagram tiktok snapchat
    twitter youtube google teams zoom messenger whatsapp linkedin microsoft word excel netflix internett internet covid
    corona korona gdpr hiv diversity covid-19 ungdata hamas holocaust utøya nordmenn
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december i i'm i'd i've i'll mr mrs ms dr ok dere de deres dem ph phd kl
    intervjuer intervjuar interviewer informant moderator ordstyrer deltaker deltakar participant respondent
"""
GIVEN = frozenset(fold(_GIVEN).text.split())
"""Given names, folded."""
SURNAMES = frozenset(fold(_SURNAMES).text.split())
"""Surnames, folded."""
PLACES = frozenset(fold(_PLACES).text.split())
"""Towns, municipalities and parts of Norway, and cities abroad, folded."""
PUBLIC = frozenset(fold(_PUBLIC).text.split())
"""What is never proposed, folded."""

_SORTS = """
    skole grunnskole barneskole ungdomsskole folkehøgskole høgskole høyskole universitet barnehage kommune fylke
    fylkeskommune bydel sykehus sjukehus sykehjem helsestasjon legesenter kirke menighet moské bibliotek museum
    idrettslag fotballklubb ungdomsklubb klubb forening asylmottak mottak krisesenter voksenopplæring videregående
    legevakt politidistrikt tettsted bygd grend hotell kulturhus senter kjøpesenter gymnas
"""
SORTS = frozenset(_SORTS.split())
"""Words for sorts of places that a name of one may end in or be followed by."""
_FORMS = {sort: sort for sort in SORTS} | {
    form: sort
    for sort in SORTS
    for form in (
        (f"{sort}n", f"{sort}en")
        if sort.endswith("e")
        else (f"{sort}et", f"{sort}en", f"{sort}a", f"{sort}met")
    )
}


def sort_of_place(name: str) -> str:
    """What sort of place a name says it is, such as `skole` for Nordlysskolen; empty where it does not."""
    words = name.casefold().split()
    for word in reversed(words):
        if (sort := _FORMS.get(word)) is not None:
            return sort
    last = words[-1] if words else ""
    longest = max((form for form in _FORMS if last.endswith(form)), key=len, default="")
    return _FORMS[longest] if longest and len(last) > len(longest) + 1 else ""
