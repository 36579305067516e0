"""Names give way to pseudonyms: every text of a study, everybody's codings, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.replacing import Replacement, replace
from crosscase.study.texts_inside import texts_inside
from meetings import NAMES, found, meeting
from studies import Coded, contents, make_study, put, text_hash

_ANY = re.compile("|".join(map(re.escape, sorted(NAMES, key=len, reverse=True))))


def pseudonymised(folder: Path, names: dict[str, str] = NAMES) -> None:
    study = open_folder(folder)
    study.apply(replace(study, found(folder, names)))


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


# what is not as it should be


def one(
    folder: Path, field: str, pseudonym: str, file: str = "interviews/alta/mote.md", **given: str
) -> None:
    """Replace the first name of one text."""
    inside = next(i for i in texts_inside(open_folder(folder)) if (i.file, i.field) == (file, field))
    match = re.search(given.get("name", "Kari"), inside.text)
    assert match is not None
    study = open_folder(folder)
    words = given.get("words", match[0])
    study.apply(replace(study, {inside.key: [Replacement(*match.span(), pseudonym, words)]}))


def test_a_label_alone_takes_the_front_matter_and_all_other_labels_along(tmp_path: Path) -> None:
    body = "Kari: En.\nOla: To.\nKari: Tre om Kari.\n"
    for field in ("body", "front.speakers.0#"):
        folder = make_study(
            tmp_path / field,
            sources={"alta/x": body},
            fronts={"alta/x": "speakers:\n  Kari: {}\n  Ola: {}\n"},
        )
        one(folder, field, "[Informant 2]", "interviews/alta/x.md")
        assert read(folder, "interviews/alta/x.md") == (
            '---\nspeakers:\n  "[Informant 2]": {}\n  Ola: {}\n---\n'
            "[Informant 2]: En.\nOla: To.\n[Informant 2]: Tre om Kari.\n"
        )


def test_two_labels_of_one_person_become_one_with_the_strictest_consent(tmp_path: Path) -> None:
    front = "speakers:\n  Kari: {consent: quote}\n  Kari Nordmann: {role: leder, consent: none}\n  I2: {}\n"
    body = "Kari: En.\nKari Nordmann: To.\nI2: Tre.\n"
    folder = make_study(tmp_path / "s", sources={"alta/x": body}, fronts={"alta/x": front})
    pseudonymised(folder)
    source = open_folder(folder).sources["alta/x"]
    assert [(s.name, s.role, s.consent) for s in source.speakers] == [
        ("[Informant 2]", "leder", "none"), ("I2", "", ""),
    ]  # fmt: skip
    turns = open_folder(folder).segments("alta/x").turns
    assert [turn.speaker for turn in turns] == ["[Informant 2]", "[Informant 2]", "I2"]


def test_a_respondent_called_by_name_stays_one_in_open_answers_responses_and_cases(tmp_path: Path) -> None:
    body = "Kari: Vi mangler folk.\n\nR002: Kari sa det.\n"
    folder = make_study(
        tmp_path / "s", sources={"open-answers/f4": body}, fronts={"open-answers/f4": "kind: open-answers\n"},
        codings={("open-answers/f4", "koder-a"): [Coded("barriers", "Vi mangler folk.")]},
        files={
            "cases/alta.yaml": "name: Alta\nrespondent: Kari\n",
            "survey/questions.yaml": "respondent: hvem\nquestions: []\n",
            "survey/responses.csv": "F1,hvem\nja,Kari\nnei,R002\n",
        },
    )  # fmt: skip
    one(folder, "body", "[Informant 2]", "interviews/open-answers/f4.md")
    assert read(folder, "interviews/open-answers/f4.md").endswith(
        "---\nInformant-2: Vi mangler folk.\n\nR002: Kari sa det.\n"
    )
    assert read(folder, "survey/responses.csv") == "F1,hvem\nja,Informant-2\nnei,R002\n"
    assert open_folder(folder).cases["alta"].respondent == "Informant-2"
    assert [turn.speaker for turn in open_folder(folder).segments("open-answers/f4").turns] == [
        "Informant-2",
        "R002",
    ]


def test_lost_and_changed_codings_stay_so_without_names_at_their_edges_too(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "s")
    path = folder / "interviews/alta/mote.md"
    text = path.read_text().replace(
        "Det var Karis idé, ikke min. Kari Nordmann sa det først.", "Ingen husker."
    )
    path.write_text(text.replace("Jeg heter Kari.", "Jeg heter visst Kari."))
    before = contents(folder)
    statuses = {
        c.id: f.status
        for c in open_folder(folder).codings("alta/mote")
        if (f := open_folder(folder).found(c))
    }
    assert set(statuses.values()) >= {"changed", "lost"}
    study = open_folder(folder)
    study.apply(replace(study, found(folder)))
    again = open_folder(folder)
    now = {c.id: f.status for c in again.codings("alta/mote") if (f := again.found(c))}
    assert now == {id: status for id, status in statuses.items() if status != "moved"}
    for file, raw in contents(folder).items():
        assert not re.search(r"Kari|Nordman|ordmann", raw.decode()), file
    study.undo()
    assert contents(folder) == before


def test_yaml_stays_yaml_and_keeps_its_comments_whatever_the_pseudonym_holds(tmp_path: Path) -> None:
    case = "name: Alta # byen\nattributes:\n  leder: Kari\n  'om Kari': 'Kari''s'\n  mer: |\n    Kari sa\n    dette\n"
    for number, pseudonym in enumerate(["[Informant 2]", "a: b", "- x # y", "*x", "\"'{}", "null", "&é 🙂"]):
        folder = make_study(tmp_path / str(number), files={"cases/alta.yaml": case})
        pseudonymised(folder, {"Kari": pseudonym})
        read_back = yaml.safe_load(read(folder, "cases/alta.yaml"))
        assert read_back == {
            "name": "Alta",
            "attributes": {
                "leder": pseudonym, f"om {pseudonym}": f"{pseudonym}'s", "mer": f"{pseudonym} sa\ndette\n",
            },
        }  # fmt: skip
        assert "name: Alta # byen\n" in read(folder, "cases/alta.yaml")
        assert f"  mer: |\n    {pseudonym} sa\n    dette\n" in read(folder, "cases/alta.yaml")


def test_what_cannot_be_replaced_is_refused_in_one_line_and_nothing_is_written(tmp_path: Path) -> None:
    folder = meeting(tmp_path / "s")
    put(folder, "memos/kari.md", "---\nabout: source/alta/mote\n---\nOm source.\n")
    before = contents(folder)
    for field, file, pseudonym, told, says in (
        ("front.about", "memos/kari.md", "x", {"name": "alta"}, r"memos/kari\.md:2:15: this is an id"),
        ("body", "interviews/alta/mote.md", "x", {"words": "Ola"}, "was changed meanwhile"),
        (
            "body",
            "interviews/alta/mote.md",
            "x\x07",
            {},
            r"mote\.md:10:13: what shall stand for a name is no text",
        ),
        ("body", "interviews/alta/mote.md", "", {}, "is no text"),
    ):
        with pytest.raises(StudyError, match=says) as refused:
            one(folder, field, pseudonym, file, **told)
        assert "\n" not in str(refused.value)
    put(folder, "codings/alta/mote/koder-b.yaml", "source: [\n")
    study = open_folder(folder)
    with pytest.raises(StudyError, match=r"^codings/alta/mote/koder-b\.yaml:"):
        list(texts_inside(study))
    with pytest.raises(StudyError, match=r"^codings/alta/mote/koder-b\.yaml:"):
        replace(study, {})
    put(folder, "codings/alta/mote/koder-b.yaml", before["codings/alta/mote/koder-b.yaml"])
    assert contents(folder) == before


TALK = "Intervjuer: Hva mener du, Kari\nNordmann: Ja, Kari\nNordmann sa det.\nNordmann: Nei.\n"
CALLED = (
    "case: alta\nkind: focus-group\nspeakers:\n  Intervjuer: {coder: koder-a}\n  Nordmann: {role: rektor}\n"
)


def test_a_name_over_the_end_of_a_line_into_the_next_label_leaves_both_turns(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s", sources={"alta/mote": TALK}, fronts={"alta/mote": CALLED})
    names = {"Kari\nNordmann": "[Informant 2]"}
    study = open_folder(folder)
    study.apply(replace(study, found(folder, names)))
    assert read(folder, "interviews/alta/mote.md").partition("\n---\n")[2] == (
        "Intervjuer: Hva mener du, [Informant 2]\n[Informant 2]: Ja, [Informant 2] sa det.\n[Informant 2]: Nei.\n"
    )
    assert [turn.speaker for turn in open_folder(folder).segments("alta/mote").turns] == [
        "Intervjuer",
        "[Informant 2]",
        "[Informant 2]",
    ]


def test_an_informant_is_never_called_as_the_interviewer_is(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s", sources={"alta/mote": TALK}, fronts={"alta/mote": CALLED})
    before = contents(folder)
    study = open_folder(folder)
    with pytest.raises(StudyError, match="Intervjuer is an interviewer here; give the informant another"):
        replace(study, found(folder, {"Nordmann": "Intervjuer"}))
    assert contents(folder) == before
