"""What the report does not print and somebody had to decide: made-up counts, and the answers of the five cases."""

from __future__ import annotations

# How many gave each answer where the report prints less: options in the order of the questionnaire, 88 in all
# (of F9: those who have the measure). They agree with what is printed; the rest is made up.
COUNTS: dict[str, tuple[int, ...]] = {
    "F1": (24, 40, 21, 2, 0, 1),
    "F5": (39, 43, 5, 0, 0, 1),
    "F7.innvandrerbakgrunn": (7, 30, 37, 10, 1, 3),
    "F7.samer": (6, 9, 12, 23, 19, 19),
    "F7.nasjonale-minoriteter": (3, 8, 17, 25, 16, 19),
    "F9.planarbeid": (9, 3, 4, 7, 10, 11, 2),
    "F9.sivilsamfunn": (13, 4, 5, 5, 4, 5, 3),
    "F9.kompetanseheving": (7, 3, 4, 5, 4, 6, 2),
    "F9.arbeidsgiver": (9, 3, 3, 4, 3, 3, 2),
    "F9.medvirkning": (9, 2, 3, 3, 4, 3, 2),
    "F9.strategier": (5, 2, 3, 4, 6, 6, 0),
    "F9.nettverk": (9, 2, 1, 2, 1, 2, 1),
    "F9.handlingsplan": (1, 1, 1, 1, 2, 4, 0),
    "F9.kartlegginger": (1, 0, 1, 0, 2, 3, 0),
    "F9.annet": (2, 1, 1, 1, 3, 4, 1),
    "F10.kapasitet": (7, 19, 33, 17, 9, 3),
    "F10.kunnskap": (3, 13, 41, 21, 7, 3),
    "F10.okonomi": (2, 9, 26, 27, 20, 4),
    "F10.holdninger-innbyggere": (0, 8, 46, 24, 6, 4),
    "F10.lokalpolitikk": (0, 7, 25, 30, 21, 5),
    "F10.holdninger-ansatte": (0, 3, 25, 35, 20, 5),
    "F10.juss": (1, 3, 17, 30, 29, 8),
    "F12": (42, 10, 9, 4, 4, 19),
}

# Of questions with several answers: what the report does not print.
TICKS = {"F11.vet-ikke": 3, "F13.kommuneadministrasjon": 46, "F13.annet": 12}

# The report does not say how many have which share of immigrants, save 12 over 20 %. These are the sizes that its
# percents allow and for which the claim about the first group is significant.
INNVANDRERANDEL = {"under-10": 50, "11-20": 26, "over-20": 12}

# Inhabitants of the single municipality of its region and of the five cases are public; all others are made up.
OSLO = 699827

_F8 = ("planarbeid", "sivilsamfunn", "kompetanseheving", "arbeidsgiver", "medvirkning", "strategier", "nettverk",
       "handlingsplan", "kartlegginger", "annet")  # fmt: skip
_F4 = ("hatefulle-ytringer", "mobbing-skole", "fritidsarenaer", "arbeidsliv", "hatkriminalitet", "boligmarked",
       "kommunens-tjenester", "annet")  # fmt: skip
_F11 = ("gode-praksiser", "kunnskap-ansatte", "lokale-tiltak", "nettverk", "annet")

_F13 = ("kommuneadministrasjon", "integrering", "skole-og-oppvekst", "mangfold", "annet")


def _ticks(question: str, every: tuple[str, ...], chosen: str) -> dict[str, str]:
    names = chosen.split()
    assert set(names) <= set(every)
    return {f"{question}.{option}": "1" if option in names else "0" for option in every}


# The five that were interviewed: what is public of each, and answers in keeping with what its case says.
CASES: dict[str, dict[str, str]] = {
    "kristiansand": {
        "fylke": "agder", "landsdel": "sorlandet", "innbyggere": "111654", "innbyggertall": "20001-700000",
        "sentralitet": "mellomsentrale", "innvandrerandel": "11-20",
        "F2": "ganske-god", "F3": "noen", "F6": "svaert-stor",
        **_ticks("F4", _F4, "hatefulle-ytringer mobbing-skole fritidsarenaer arbeidsliv hatkriminalitet"),
        **_ticks("F8", _F8, "planarbeid sivilsamfunn kompetanseheving arbeidsgiver medvirkning strategier nettverk"),
        **_ticks("F11", _F11, "gode-praksiser lokale-tiltak annet"),
        "F7.innvandrerbakgrunn": "svaert-stor", "F9.planarbeid": "2016-eller-tidligere",
        "F9.strategier": "2016-eller-tidligere", "F9.kompetanseheving": "2020", "F9.medvirkning": "2018",
        "F9.nettverk": "2019", "F10.holdninger-innbyggere": "noen",
        "F12": "annen-stilling", **_ticks("F13", _F13, "mangfold"),
    },
    "alta": {
        "fylke": "troms-og-finnmark", "landsdel": "nord-norge", "innbyggere": "21071",
        "innbyggertall": "20001-700000", "sentralitet": "mellomsentrale", "innvandrerandel": "11-20",
        "F2": "ganske-god", "F3": "noen", "F6": "ganske-stor",
        **_ticks("F4", _F4, "hatefulle-ytringer mobbing-skole fritidsarenaer"),
        **_ticks("F8", _F8, "planarbeid sivilsamfunn medvirkning handlingsplan annet"),
        "F7.samer": "svaert-stor", "F7.innvandrerbakgrunn": "ganske-stor",
        "F9.handlingsplan": "2017", "F9.planarbeid": "2019",
        "F10.kapasitet": "svaert-stor", "F10.okonomi": "ganske-stor", "F10.holdninger-innbyggere": "ganske-stor",
    },
    "lillestrom": {
        "fylke": "viken", "landsdel": "ostlandet", "innbyggere": "88024", "innbyggertall": "20001-700000",
        "sentralitet": "sentrale", "innvandrerandel": "over-20",
        "F2": "noe", "F3": "noen", "F6": "ganske-stor",
        **_ticks("F4", _F4, "hatefulle-ytringer mobbing-skole fritidsarenaer arbeidsliv"),
        **_ticks("F8", _F8, "sivilsamfunn arbeidsgiver medvirkning strategier annet"),
        **_ticks("F11", _F11, "gode-praksiser lokale-tiltak nettverk"),
        "F7.innvandrerbakgrunn": "ganske-stor", "F9.sivilsamfunn": "2016-eller-tidligere", "F9.strategier": "2021",
        "F10.holdninger-innbyggere": "noen", "F12": "annen-stilling", **_ticks("F13", _F13, "mangfold"),
    },
    "skien": {
        "fylke": "vestfold-og-telemark", "landsdel": "sorlandet", "innbyggere": "54891",
        "innbyggertall": "20001-700000", "sentralitet": "mellomsentrale", "innvandrerandel": "11-20",
        "F2": "ganske-god", "F3": "noen", "F6": "ganske-stor",
        **_ticks("F4", _F4, "hatefulle-ytringer annet"),
        **_ticks("F8", _F8, "planarbeid sivilsamfunn medvirkning strategier annet"),
        "F7.innvandrerbakgrunn": "ganske-stor", "F9.strategier": "2016-eller-tidligere", "F9.planarbeid": "2018",
        "F10.kunnskap": "ganske-stor", "F10.lokalpolitikk": "ingen",
    },
    "skiptvet": {
        "fylke": "viken", "landsdel": "ostlandet", "innbyggere": "3834", "innbyggertall": "0-5000",
        "sentralitet": "mellomsentrale", "innvandrerandel": "11-20",
        "F2": "ganske-god", "F3": "fa", "F6": "ganske-stor",
        **_ticks("F8", _F8, "planarbeid sivilsamfunn kompetanseheving annet"),
        "F7.innvandrerbakgrunn": "ganske-stor", "F9.kompetanseheving": "2020", "F9.planarbeid": "2018",
        "F10.kapasitet": "ganske-stor", "F10.holdninger-ansatte": "ingen", "F10.holdninger-innbyggere": "noen",
        "F12": "oppvekst", **_ticks("F13", _F13, "skole-og-oppvekst"),
    },
}  # fmt: skip
