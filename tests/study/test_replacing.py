"""Names give way to pseudonyms: every text of a study, everybody's codings, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.studies import Coded, contents, make_study, text_hash

from crosscase.study.opening import open_folder
from crosscase.study.replacing import Replacement, Replacements, replace
from crosscase.study.texts_inside import texts_inside

BODY = """# Møtet med Kari Nordmann

Intervjuer: Hvem er med?
Kari Nordmann: Jeg heter Kari. Vi på Nordlysskolen er to.
I2: Det var Karis idé, ikke min. Kari Nordmann sa det først.
"""

FRONT = """case: alta
kind: focus-group
title: Møte med Kari Nordmann  # så den blir funnet
speakers:
  Intervjuer: {coder: koder-a}
  Kari Nordmann: {role: "rektor, Nordlysskolen", consent: quote}  # hun selv
  I2: {role: leder}
"""

NAMES = {"Kari Nordmann": "[Informant 2]", "Kari": "[Informant 2]", "Nordlysskolen": "[skole A]"}
_ANY = re.compile("|".join(map(re.escape, sorted(NAMES, key=len, reverse=True))))


def found(folder: Path, names: dict[str, str] = NAMES) -> Replacements:
    """Every place of the names, by a plain search in each text."""
    any_name = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return {
        inside.key: [
            Replacement(match.start(), match.end(), names[match[0]], match[0])
            for match in any_name.finditer(inside.text)
        ]
        for inside in texts_inside(open_folder(folder))
        if not inside.fixed and any_name.search(inside.text)
    }


def pseudonymised(folder: Path, names: dict[str, str] = NAMES) -> None:
    study = open_folder(folder)
    study.apply(replace(study, found(folder, names)))


def meeting(folder: Path) -> Path:
    codings = {
        ("alta/mote", "koder-a"): [
            Coded("barriers", "Jeg heter Kari.", memo="Kari selv, på Nordlysskolen."),
            Coded("barriers/capacity", "Nordmann sa"),
            Coded("challenges", "er to"),
        ],
        ("alta/mote", "koder-b"): [
            Coded("barriers", "var Kari"),
            Coded("challenges", "ri: Jeg".replace("ri", "mann")),
        ],
    }
    return make_study(
        folder, sources={"alta/mote": BODY}, fronts={"alta/mote": FRONT}, codings=codings,
        cases={"alta": "Alta", "skien": "Skien"},
        files={
            "memos/tanke.md": "---\nabout: source/alta/mote\ntitle: Om Kari\n---\nKari Nordmann igjen.\n",
            "synthesis/summaries/alta.yaml": 'summaries:\n  - id: s000000001\n    code: barriers\n    text: {nb: "Kari sier"}\n',
            "survey/responses.csv": "respondent;F1;tekst\r\nR001;ja;Kari hjalp\r\nR002;nei;\"Ikke \"\"Kari\"\"\"\r\n",
        },
    )  # fmt: skip


def read(folder: Path, file: str) -> str:
    return (folder / file).read_bytes().decode()


def codings_of(folder: Path, coder: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(read(folder, f"codings/alta/mote/{coder}.yaml"))[
        "codings"
    ]
    return found


def test_names_are_gone_from_every_file_and_the_speakers_still_speak(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "s")
    before = contents(folder)
    pseudonymised(folder)
    for file, raw in contents(folder).items():
        assert not _ANY.search(raw.decode()), file
    text = read(folder, "interviews/alta/mote.md")
    assert '  "[Informant 2]": {role: "rektor, [skole A]", consent: quote}  # hun selv\n' in text
    assert 'title: "Møte med [Informant 2]"  # så den blir funnet\n' in text
    assert "\n[Informant 2]: Jeg heter [Informant 2]. Vi på [skole A] er to.\n" in text
    assert "Det var [Informant 2]s idé" in text
    turns = open_folder(folder).segments("alta/mote").turns
    assert [turn.speaker for turn in turns] == ["Intervjuer", "[Informant 2]", "I2"]
    assert read(folder, "survey/responses.csv") == (
        'respondent;F1;tekst\r\nR001;ja;[Informant 2] hjalp\r\nR002;nei;"Ikke ""[Informant 2]"""\r\n'
    )
    study = open_folder(folder)
    assert not list(found(folder)), "nothing is left to do the second time"
    assert not study.problems
    assert before.keys() == contents(folder).keys()


def test_codings_of_every_coder_stand_on_the_same_words_and_one_that_cut_a_name_holds_all_of_it(
    tmp_path: Path,
) -> None:
    folder = meeting(tmp_path / "s")
    pseudonymised(folder)
    body = read(folder, "interviews/alta/mote.md").partition("\n---\n")[2]
    quotes = {}
    for coder in ("koder-a", "koder-b"):
        assert yaml.safe_load(read(folder, f"codings/alta/mote/{coder}.yaml"))["text"] == text_hash(body)
        for coding in codings_of(folder, coder):
            start, end = coding["at"]  # type: ignore[misc]  # YAML says nothing of types
            assert body[start:end] == coding["quote"]
            assert body[max(0, start - 32) : start] == coding["before"]
            assert body[end : end + 32] == coding["after"]
            quotes[coder, coding["code"]] = coding["quote"]
    assert quotes["koder-a", "barriers"] == "Jeg heter [Informant 2]."
    assert quotes["koder-a", "barriers/capacity"] == "[Informant 2] sa"
    assert quotes["koder-b", "barriers"] == "var [Informant 2]"
    assert quotes["koder-b", "challenges"] == "[Informant 2]: Jeg"
    assert not any(open_folder(folder).found(c) for c in open_folder(folder).codings("alta/mote"))


def test_undo_gives_the_very_bytes_back(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "s")
    before = contents(folder)
    study = open_folder(folder)
    study.apply(replace(study, found(folder)))
    assert contents(folder) != before
    study.undo()
    assert contents(folder) == before


words = st.sampled_from(
    ["Kari", "Kari Nordmann", "Nordlysskolen", "vi", "sa", "\n", "é", "å\u030a", "👩‍👧", ". ", "Ola"]
)


@given(
    st.lists(words, min_size=1, max_size=25), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=8),
    st.sampled_from(["[Informant 2]", "Ola", "vi", 'a: "b" #c', "K"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_coding_covers_the_same_words_but_for_the_names(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], spans: list[tuple[int, int]], pseudonym: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    body = " ".join(pieces) + "\n"
    names = {"Kari Nordmann": pseudonym, "Kari": pseudonym, "Nordlysskolen": "[skole A]"}
    at = [(min(s, len(body) - 1), min(len(body), min(s, len(body) - 1) + n)) for s, n in spans]
    coded = [Coded("barriers", span, id=f"c{n:09}") for n, span in enumerate(at)]
    make_study(folder, sources={"alta/x": body}, codings={("alta/x", "koder-a"): coded} if coded else {})
    before = contents(folder)
    study = open_folder(folder)
    study.apply(replace(study, found(folder, names)))
    # the oracle: the body with each name as one letter of a private area, cut, and then spelt out
    marks = {name: chr(0xE000 + n) for n, name in enumerate(names)}
    any_name = re.compile("|".join(sorted(names, key=len, reverse=True)))
    spelt = {marks[name]: new for name, new in names.items()}
    new_body = read(folder, "interviews/alta/x.md").partition("\n---\n")[2]
    assert new_body == any_name.sub(lambda m: names[m[0]], body)
    for coding in study.codings("alta/x"):
        start, end = at[int(coding.id[1:])]
        for match in any_name.finditer(body):
            start = match.start() if match.start() < start < match.end() else start
            end = match.end() if match.start() < end < match.end() else end
        expected = any_name.sub(lambda m: marks[m[0]], body[start:end])
        expected = "".join(spelt.get(letter, letter) for letter in expected)
        assert coding.at is not None
        assert expected in coding.quote
        assert (
            len(coding.quote) - len(expected) <= 12
        )  # widened to whole letters, as a coding is when it is made
        assert new_body[slice(*coding.at)] == coding.quote
    study.undo() if study.history.last else None
    assert contents(folder) == before
