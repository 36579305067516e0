"""Small studies for tests, written as plain text: nothing here goes through the code under test."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BODY = """# Utfordringsbildet

Intervjuer: Hvordan opplever dere rasisme i kommunen?
I1: Vi merker det mest på nettet. Det er sjelden noen sier det høyt.
I2: Skolene melder om rasistiske utsagn hver uke.

# Barrierer

Intervjuer: Hva står i veien?
I1: Det er mangel på ressurser for å prioritere tiltak. Vi er to stykker.
I2: Ja. Og så mangler vi kunnskap om hva som virker.
"""

PLAN = """# Formål

Planen skal bidra til at alle kan delta. Kommunen skal ha én fast kontakt.

# Tiltak

Alle ansatte skal få opplæring i løpet av året.
"""

SPEAKERS = """speakers:
  Intervjuer: {coder: koder-a}
  I1: {role: "rådgiver", consent: quote}
  I2: {role: "leder", consent: paraphrase}
"""

FRONTS = {
    "alta/fokusgruppe": "case: alta\nkind: focus-group\ndate: 2021-11-30\n" + SPEAKERS,
    "skien/plan": 'case: skien\nkind: document\ntitle: "Plan for mangfold"\n',
}

CODEBOOK = """codes:
  - id: c000000001
    code: barriers
    name: {nb: "Barrierer", en: "Barriers"}
    definition: "Det som står i veien for arbeidet."
    color: "#D55E00"
    tag: "BA"
    children:
      - id: c000000002
        code: capacity
        name: {nb: "Kapasitet", en: "Capacity"}
        definition: "For lite tid, folk eller penger."
        include: "Ta med ressurser i vid forstand."
        exclude: "Manglende kunnskap er en egen kode."
        example: "Vi er to stykker på alt."
        tag: "KA"
        keywords: ["kapasitet", "ressurs"]
        survey: [F10.kapasitet]
        was: [barriers/resources]
      - id: c000000003
        code: knowledge
        name: {nb: "Kunnskap", en: "Knowledge"}
        tag: "KU"
  - id: c000000004
    code: challenges
    name: {nb: "Utfordringer", en: "Challenges"}
    tag: "UT"
    children:
      - id: c000000005
        code: schools
        name: {nb: "Rasisme i skolen", en: "Racism in schools"}
        tag: "SK"
"""

CASES = {"alta": "Alta", "skien": "Skien"}
SOURCES = {"alta/fokusgruppe": BODY, "skien/plan": PLAN}


@dataclass(frozen=True)
class Coded:
    """One coding to be written.

    Attributes:
        code: path, as the file shall have it.
        at: the words (their first place in the body is meant), or (start, end) as the file shall have it.
        quote: in place of the words at that place.
        id: made from the file's name and the coding's place in it, where it is empty.
    """

    code: str
    at: str | tuple[int, int]
    memo: str = ""
    key: bool = False
    quote: str | None = None
    id: str = ""
    created: str = "2021-12-01T10:22:05Z"


CODINGS: dict[tuple[str, str], list[Coded]] = {
    ("alta/fokusgruppe", "koder-a"): [
        Coded("challenges/schools", "Skolene melder om rasistiske utsagn hver uke.", key=True),
        Coded("barriers/capacity", "mangel på ressurser for å prioritere tiltak", memo="Sagt flere ganger."),
        Coded("barriers/knowledge", "mangler vi kunnskap"),
    ],
    ("alta/fokusgruppe", "koder-b"): [
        Coded("barriers/capacity", "Det er mangel på ressurser for å prioritere tiltak."),
    ],
}


def make_study(
    folder: Path,
    *,
    title: str = "En liten studie",
    language: str = "nb",
    notice: str = "",
    coders: Sequence[str] = ("koder-a", "koder-b"),
    main_coder: str = "koder-a",
    codebook: str = CODEBOOK,
    cases: Mapping[str, str] = CASES,
    sources: Mapping[str, str] = SOURCES,
    fronts: Mapping[str, str] = FRONTS,
    codings: Mapping[tuple[str, str], Sequence[Coded]] | None = None,
    files: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a study; every part has a small default and can be replaced.

    Args:
        folder: made where it is missing.
        codebook: the whole codebook.yaml; empty for no file.
        cases: slug -> name.
        sources: id -> body.
        fronts: id -> front matter without its fences; sources not named here get their case and `document`.
        codings: (source id, coder) -> codings; where None, `CODINGS` of the sources whose body is the default one.
        files: path -> content, written last and as it is: for broken files and for other stations.

    Returns:
        The folder.
    """
    lines = ["crosscase: 1", "id: 2fc170b5-d724-4799-a114-74e90287b173", f"title: {json.dumps(title)}"]
    lines += [f"language: {language}"]
    if notice:
        lines += ["notice:", f"  {language}: {json.dumps(notice)}"]
    if coders:
        lines += ["coders:", *(f"  - id: {coder}\n    name: {json.dumps(coder.title())}" for coder in coders)]
    if main_coder:
        lines += [f"main_coder: {main_coder}"]
    put(folder, "study.yaml", "\n".join(lines) + "\n")
    if codebook:
        put(folder, "codebook/codebook.yaml", codebook)
    for case, name in cases.items():
        put(folder, f"cases/{case}.yaml", f"name: {json.dumps(name)}\n")
    for source, body in sources.items():
        front = fronts.get(source, f"case: {source.partition('/')[0]}\nkind: document\n")
        put(folder, f"interviews/{source}.md", f"---\n{front}---\n{body}")
    if codings is None:
        codings = {key: coded for key, coded in CODINGS.items() if sources.get(key[0]) == SOURCES[key[0]]}
    for (source, coder), coded in codings.items():
        put(folder, f"codings/{source}/{coder}.yaml", codings_text(source, coder, sources[source], coded))
    for path, content in (files or {}).items():
        put(folder, path, content)
    return folder


def codings_text(source: str, coder: str, body: str, coded: Sequence[Coded]) -> str:
    """The content of a codings file."""
    lines = [f"source: {source}", f"coder: {coder}", f"text: {text_hash(body)}"]
    lines += ["codings:" if coded else "codings: []"]
    for place, coding in enumerate(sorted(coded, key=lambda c: span_of(body, c))):
        start, end = span_of(body, coding)
        around = context_of(body, coding)
        lines += [
            f"  - id: {coding.id or made_id(f'{source}/{coder}', place)}",
            f"    code: {coding.code}",
            f"    at: [{start}, {end}]",
            f"    quote: {quoted(body[start:end] if coding.quote is None else coding.quote)}",
            f"    before: {quoted(around[0])}",
            f"    after: {quoted(around[1])}",
            f'    created: "{coding.created}"',
        ]
        if coding.memo:
            lines += [f"    memo: {quoted(coding.memo)}"]
        if coding.key:
            lines += ["    key: true"]
    return "\n".join(lines) + "\n"


def span_of(body: str, coding: Coded) -> tuple[int, int]:
    """Where a coding stands."""
    if not isinstance(coding.at, str):
        return coding.at
    start = body.index(coding.at)
    return start, start + len(coding.at)


def context_of(body: str, coding: Coded) -> tuple[str, str]:
    """What stands around a coding's words; nothing where they are not in the body."""
    start, end = span_of(body, coding)
    if coding.quote is not None:
        start = body.find(coding.quote)
        end = start + len(coding.quote)
    return (body[max(0, start - 32) : start], body[end : end + 32]) if start >= 0 else ("", "")


def text_hash(body: str) -> str:
    """What codings call `text`."""
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def made_id(file: str, place: int) -> str:
    """An id of ten characters, always the same for the same place."""
    return f"c{hashlib.sha256(f'{file}#{place}'.encode()).hexdigest()[:9]}"


def quoted(text: str) -> str:
    """A text as a YAML string on one line; for texts of letters and the usual signs, and control characters."""
    return "".join(
        f"\\u{ord(letter):04x}"
        if unicodedata.category(letter) in ("Cc", "Zl", "Zp") and ord(letter) > 31
        else letter
        for letter in json.dumps(text, ensure_ascii=False)
    )


def put(folder: Path, path: str, content: str | bytes) -> Path:
    """Write one file, with the folders it needs."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but what is derived: to see that nothing was changed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".crosscase" not in path.relative_to(folder).parts
    }
