"""A study that something can be learned from: three codes in the words of three sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from studies import Coded, make_study

CODEBOOK = """codes:
  - id: c000000011
    code: money
    name: "Penger"
    keywords: ["budsjett"]
  - id: c000000012
    code: school
    name: "Skole <b>[red]"
  - id: c000000013
    code: leisure
    name: "Fritid"
  - id: c000000014
    code: rare
    name: "Sjelden"
"""
SPOKEN = {
    "alta/gruppe": (
        ("money", "Kommunen har dårlig økonomi i år."),
        ("money", "Økonomien stopper tiltakene våre."),
        ("school", "Læreren på ungdomsskolen sa ifra."),
        ("school", "Lærerne trenger kurs."),
        ("leisure", "Idrettslaget åpner dørene sine."),
        ("leisure", "Fotballen samler idrettsungdommen."),
        ("", "Vi møttes på rådhuset klokka ti."),
        ("", "Det regnet mye den uka."),
        ("rare", "Sametinget sendte et brev."),
    ),
    "skien/gruppe": (
        ("money", "Økonomisk står vi svakt."),
        ("money", "Uten økonomi skjer ingenting."),
        ("school", "Lærerrommet snakker om det."),
        ("school", "En lærer fikk skjenn."),
        ("leisure", "Idretten tar imot alle."),
        ("leisure", "Idrettshallen er full."),
        ("", "Møtet varte lenge."),
        ("", "Kaffen var kald."),
    ),
    "skien/samtale": (
        ("money", "Det er økonomien det står på."),
        ("school", "Lærere ser det hver dag."),
        ("leisure", "Idrettsklubben er åpen."),
        ("", "Vinteren var lang."),
    ),
    "alta/nytt": (
        ("", "Budsjettet er stramt."),
        ("", "Læreren min forsto det."),
        ("", "Idrettslaget mitt betyr alt."),
        ("", "Bussen gikk."),
    ),
}
FRONT = "case: {}\nkind: interview\nspeakers:\n  Intervjuer: {{coder: koder-a}}\n  I1: {{role: rådgiver}}\n"
QUESTION = "Hva med økonomien og læreren og idretten?"
"""What the interviewer asks first in every source: no suggestion is made for it."""


def body_of(source: str) -> str:
    """A question, then every sentence as a turn of its own."""
    said = "".join(f"I1: {sentence}\n" for _, sentence in SPOKEN[source])
    return f"# Samtale\n\nIntervjuer: {QUESTION}\n{said}"


def taught_study(
    folder: Path,
    *,
    codings: Mapping[tuple[str, str], list[Coded]] | None = None,
    files: Mapping[str, str | bytes] | None = None,
    codebook: str = CODEBOOK,
    language: str = "nb",
) -> Path:
    """A study of four sources, of which koder-a has coded three as `SPOKEN` says."""
    if codings is None:
        codings = {
            (source, "koder-a"): [Coded(code, sentence) for code, sentence in spoken if code]
            for source, spoken in SPOKEN.items()
            if any(code for code, _ in spoken)
        }
    return make_study(
        folder,
        codebook=codebook,
        language=language,
        sources={source: body_of(source) for source in SPOKEN},
        fronts={source: FRONT.format(source.partition("/")[0]) for source in SPOKEN},
        codings=codings,
        files=files,
    )
