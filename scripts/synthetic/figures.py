"""The published figures that the made-up responses are to give: shares of all, and claims about groups."""

from __future__ import annotations

from dataclasses import dataclass

SHARES = """
F1.svaert-godt 27 88
F1.ganske-godt 45 88
F1.noe 24 88
F1.lite 2 88
F1.ikke 0 88
F1.godt 73 88
F2.svaert-god 5 88
F2.ganske-god 56 88
F2.noe 32 88
F2.lite 7 88
F2.ingen 0 88
F2.god 60 88
F3.ingen 2 88
F3.fa 48 88
F3.noen 43 88
F3.ganske-store 1 88
F3.svaert-store 1 88
F3.vet-ikke 5 88
F4.hatefulle-ytringer 65 40
F4.mobbing-skole 58 40
F4.fritidsarenaer 43 40
F4.arbeidsliv 28 40
F4.hatkriminalitet 15 40
F4.boligmarked 13 40
F4.kommunens-tjenester 5 40
F4.annet 23 40
F4.vet-ikke 3 40
F5.svaert-stort 44 88
F5.ganske-stort 49 88
F5.noe 6 88
F5.lite 0 88
F5.ikke 0 88
F5.stort 93 88
F6.svaert-stor 8 88
F6.ganske-stor 33 88
F6.noen 50 88
F6.liten 9 88
F6.ikke 0 88
F6.stor-grad 41 88
F7.innvandrerbakgrunn.stor-grad 42 88
F7.innvandrerbakgrunn.liten 11 88
F7.innvandrerbakgrunn.liten-ikke 13 88
F7.samer.stor-grad 17 88
F7.samer.liten 26 88
F7.nasjonale-minoriteter.stor-grad 13 88
F7.nasjonale-minoriteter.liten 28 88
F8.planarbeid 58 80
F8.sivilsamfunn 49 80
F8.kompetanseheving 39 80
F8.arbeidsgiver 34 80
F8.medvirkning 33 80
F8.strategier 33 80
F8.nettverk 23 80
F8.handlingsplan 13 80
F8.kartlegginger 9 80
F8.annet 16 80
F8.vet-ikke 1 80
F9.nettverk.2016-eller-tidligere 50 18
F9.sivilsamfunn.2016-eller-tidligere 33 39
F9.arbeidsgiver.2016-eller-tidligere 33 27
F9.medvirkning.2016-eller-tidligere 35 26
F10.kapasitet.stor-grad 30 88
F10.kunnskap.stor-grad 18 88
F10.kunnskap.noen 47 88
F10.okonomi.stor-grad 13 88
F10.okonomi.liten-ingen 53 88
F10.holdninger-innbyggere.ganske-stor 9 88
F10.holdninger-innbyggere.noen 52 88
F10.lokalpolitikk.ganske-stor 8 88
F10.holdninger-ansatte.liten-ingen 63 88
F10.juss.liten-ingen 67 88
F11.gode-praksiser 74 88
F11.kunnskap-ansatte 60 88
F11.lokale-tiltak 59 88
F11.nettverk 53 88
F11.annet 9 88
F12.kommunedirektor 48 88
F12.annen-stilling 22 88
F13.integrering 22 88
F13.skole-og-oppvekst 22 88
F13.mangfold 22 88
"""

# item, group, percent (- not printed), base (- not printed), direction against all, claimed to be significant (- not said).
# A group of two parted by a comma is both together. `one` is a claim about the single municipality of its region,
# `mainly` that more than half of those with this answer are in the group, `highest` among the groups of its variable.
CLAIMS = """
F2.god landsdel=vestlandet 71 14 higher no
F2.god landsdel=midt-norge 71 17 higher no
F2.god landsdel=sorlandet 50 10 lower no
F2.god landsdel=ostlandet 52 27 lower no
F2.noe landsdel=sorlandet 50 10 higher no
F2.noe landsdel=ostlandet 44 27 higher no
F2.god sentralitet=sentrale 30 10 lower yes
F2.god sentralitet=mellomsentrale 68 28 - -
F2.god sentralitet=minst-sentrale 62 50 - -
F2.vet-ikke sentralitet=sentrale - 10 higher yes
F3.ingen landsdel=ostlandet 7 27 higher yes
F3.noen landsdel=ostlandet 56 27 higher no
F3.noen landsdel=oslo - 1 one no
F3.store landsdel=midt-norge,sorlandet - - mainly -
F3.noen sentralitet=sentrale 70 10 higher yes
F3.noen sentralitet=mellomsentrale 54 28 higher yes
F3.fa sentralitet=mellomsentrale 32 28 lower yes
F3.noen sentralitet=minst-sentrale 32 50 lower yes
F3.fa sentralitet=minst-sentrale 66 50 higher yes
F3.noen innbyggertall=20001-700000 64 22 higher -
F3.store innbyggertall=20001-700000 9 22 higher -
F3.noen innbyggertall=5001-10000 64 11 higher -
F3.fa innbyggertall=0-5000 65 46 higher yes
F3.fa-ingen innvandrerandel=under-10 62 - higher yes
F4.hatefulle-ytringer landsdel=sorlandet 80 5 higher no
F4.hatefulle-ytringer landsdel=ostlandet 73 15 higher no
F4.hatefulle-ytringer landsdel=oslo - 1 one no
F4.hatefulle-ytringer sentralitet=sentrale 88 8 higher yes
F4.hatefulle-ytringer sentralitet=mellomsentrale 75 16 higher yes
F4.hatefulle-ytringer sentralitet=minst-sentrale 44 16 lower yes
F4.mobbing-skole landsdel=sorlandet 80 5 higher no
F4.mobbing-skole landsdel=ostlandet 67 15 higher no
F4.mobbing-skole landsdel=oslo - 1 one no
F4.mobbing-skole landsdel=midt-norge 29 7 lower no
F4.mobbing-skole sentralitet=sentrale 75 8 higher no
F4.mobbing-skole sentralitet=mellomsentrale 63 16 higher no
F4.mobbing-skole sentralitet=minst-sentrale 44 16 lower no
F4.fritidsarenaer landsdel=ostlandet 60 15 higher -
F5.svaert-stort sentralitet=mellomsentrale 64 28 higher yes
F5.ganske-stort sentralitet=sentrale 60 10 higher -
F5.vet-ikke sentralitet=sentrale 10 10 higher yes
F5.vet-ikke innvandrerandel=over-20 8 12 higher -
F5.stort landsdel=vestlandet 79 14 lower -
F5.noe landsdel=vestlandet 21 14 higher yes
F5.svaert-stort utfordringsbilde=noen 61 38 higher yes
F5.svaert-stort utfordringsbilde=fa-ingen 30 44 lower yes
F5.noe utfordringsbilde=fa-ingen 11 44 higher yes
F5.svaert-stort arbeidsgrad=stor-grad 53 36 - no
F5.ganske-stort arbeidsgrad=stor-grad 47 36 - no
F5.svaert-stort arbeidsgrad=liten-ikke 25 8 lower no
F5.ganske-stort arbeidsgrad=liten-ikke 63 8 - no
F5.noe arbeidsgrad=liten-ikke 13 8 higher no
F6.stor-grad landsdel=sorlandet 60 10 higher no
F6.stor-grad landsdel=midt-norge 35 17 lower no
F6.liten landsdel=midt-norge 18 17 higher no
F6.noen landsdel=nord-norge 58 19 higher no
F6.noen landsdel=oslo - 1 one no
F6.stor-grad sentralitet=mellomsentrale 54 28 higher -
F6.stor-grad sentralitet=sentrale 40 10 lower -
F6.stor-grad sentralitet=minst-sentrale 34 50 lower -
F6.noen sentralitet=sentrale 60 10 higher -
F6.noen sentralitet=minst-sentrale 54 50 higher -
F6.stor-grad innbyggertall=5001-10000 64 11 higher -
F6.stor-grad innbyggertall=20001-700000 55 22 higher -
F6.noen innbyggertall=10001-20000 78 9 higher -
F6.liten innbyggertall=0-5000 13 46 higher -
F6.stor-grad innvandrerandel=11-20 46 - higher no
F6.noen innvandrerandel=over-20 67 12 higher no
F6.svaert-stor utfordringsbilde=store 50 2 higher yes
F6.ganske-stor utfordringsbilde=noen 42 38 higher no
F6.liten utfordringsbilde=fa-ingen 52 44 higher no
F6.ikke utfordringsbilde=fa-ingen 14 44 higher no
F6.stor-grad kompetanse=god 55 53 higher yes
F6.liten kompetanse-to=noe-lite-ingen 50 34 higher yes
F7.innvandrerbakgrunn.stor-grad landsdel=sorlandet 60 10 higher no
F7.innvandrerbakgrunn.stor-grad landsdel=oslo - 1 one no
F7.innvandrerbakgrunn.svaert-stor landsdel=midt-norge 12 17 higher no
F7.innvandrerbakgrunn.noen landsdel=midt-norge 53 17 higher no
F7.innvandrerbakgrunn.vet-ikke landsdel=ostlandet 11 27 higher yes
F7.samer.svaert-stor landsdel=midt-norge 18 17 higher yes
F7.samer.svaert-stor landsdel=nord-norge 18 19 higher yes
F7.samer.ganske-stor landsdel=nord-norge 32 19 higher yes
F7.samer.liten-ikke landsdel=sorlandet 80 10 higher no
F7.samer.liten-ikke landsdel=vestlandet 57 14 higher no
F7.nasjonale-minoriteter.stor-grad landsdel=midt-norge 18 17 highest -
F7.nasjonale-minoriteter.stor-grad landsdel=nord-norge 16 19 highest -
F7.nasjonale-minoriteter.noen landsdel=ostlandet 26 27 highest -
F7.nasjonale-minoriteter.noen landsdel=sorlandet 20 10 highest -
F7.nasjonale-minoriteter.noen landsdel=oslo - 1 one -
F7.samer.stor-grad sentralitet=minst-sentrale 24 50 higher -
F7.nasjonale-minoriteter.stor-grad sentralitet=minst-sentrale 16 50 higher -
F7.innvandrerbakgrunn.liten-ikke sentralitet=minst-sentrale 20 50 higher -
F7.innvandrerbakgrunn.stor-grad sentralitet=sentrale 40 10 - -
F7.innvandrerbakgrunn.stor-grad sentralitet=mellomsentrale 46 28 - -
F7.nasjonale-minoriteter.stor-grad kompetanse=god - 53 higher yes
F7.innvandrerbakgrunn.stor-grad kompetanse=god 49 53 higher no
F7.samer.stor-grad kompetanse=god 23 53 higher no
F7.innvandrerbakgrunn.liten utfordringsbilde=fa-ingen 23 44 higher yes
F7.innvandrerbakgrunn.stor-grad utfordringsbilde=store 50 2 higher no
F8.nettverk landsdel=midt-norge 43 14 higher yes
F8.planarbeid landsdel=sorlandet 89 9 higher yes
F8.sivilsamfunn innbyggertall=20001-700000 71 21 higher yes
F8.handlingsplan sentralitet=sentrale 40 10 higher yes
F8.sivilsamfunn sentralitet=minst-sentrale 39 44 lower yes
F8.strategier sentralitet=minst-sentrale 20 44 lower yes
F8.handlingsplan sentralitet=minst-sentrale 5 44 lower yes
F8.planarbeid arbeidsgrad=stor-grad 72 36 higher yes
F8.strategier arbeidsgrad=stor-grad 56 36 higher yes
F8.kompetanseheving kompetanse=lite-ingen - 6 higher yes
F8.strategier utfordringsbilde=fa-ingen 21 38 lower yes
F10.okonomi.stor-grad landsdel=nord-norge 26 19 higher yes
F10.kunnskap.stor-grad landsdel=sorlandet 50 10 higher yes
F10.okonomi.liten-ingen innbyggertall=0-5000 67 46 higher yes
F10.okonomi.liten-ingen sentralitet=minst-sentrale 66 50 higher -
F11.kunnskap-ansatte landsdel=midt-norge 82 17 higher yes
F11.kunnskap-ansatte innbyggertall=0-5000 50 46 lower yes
F11.annet innbyggertall=20001-700000 27 22 higher yes
F11.annet innvandrerandel=over-20 25 12 higher yes
F11.annet utfordringsbilde=store 50 2 higher -
F11.nettverk utfordringsbilde=noen 68 38 higher yes
F11.gode-praksiser kompetanse=lite-ingen - 6 higher -
"""


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share of all who were asked."""

    item: str
    percent: int
    base: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What the report says of one group.

    Attributes:
        groups: of `variable`; more than one are taken together.
        percent, base: None where the report has none.
        direction: higher, lower, highest, one, mainly, or empty.
        significant: None where the report does not say.
    """

    item: str
    variable: str
    groups: tuple[str, ...]
    percent: int | None
    base: int | None
    direction: str
    significant: bool | None

    def __str__(self) -> str:
        printed = "" if self.percent is None else f" {self.percent} %"
        of = "" if self.base is None else f" of {self.base}"
        return f"{self.item}, {self.variable}={','.join(self.groups)}:{printed}{of}"


def shares() -> list[Share]:
    """The printed shares, in the order of the report."""
    rows = (line.split() for line in SHARES.strip().splitlines())
    return [Share(item, int(percent), int(base)) for item, percent, base in rows]


def claims() -> list[Claim]:
    """The claims about groups, in the order of the report."""
    found: list[Claim] = []
    for line in CLAIMS.strip().splitlines():
        item, group, percent, base, direction, significant = line.split()
        variable, _, names = group.partition("=")
        found.append(
            Claim(
                item, variable, tuple(names.split(",")),
                None if percent == "-" else int(percent), None if base == "-" else int(base),
                "" if direction == "-" else direction, {"yes": True, "no": False, "-": None}[significant],
            )
        )  # fmt: skip
    return found
