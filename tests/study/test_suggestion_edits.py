"""Suggestions accepted and refused: what stands on disk, what follows new names, and what is found again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from crosscase.cli.changing import carry_out
from crosscase.study.check import check
from crosscase.study.code_merge import merge_codes
from crosscase.study.folder import Study
from crosscase.study.merge_file import Sides, merge_file
from crosscase.study.moving import move_source, rename_case, rename_source
from crosscase.study.opening import open_folder
from crosscase.study.problems import FileError, StudyError
from crosscase.study.suggestion_edits import accept, accept_all, refuse, refuse_all, refused_in, refused_of
from crosscase.study.undo_log import undo_last
from studies import BODY, contents, make_study, put

FILE = "suggestions/koder-a.yaml"
SOURCE = "alta/fokusgruppe"
HEARD = "Vi merker det mest på nettet."
HIGH = "Det er sjelden noen sier det høyt."


@dataclass(frozen=True)
class Offered:
    source: str
    start: int
    end: int
    code: str


def offered(words: str, code: str = "barriers/knowledge", source: str = SOURCE, body: str = BODY) -> Offered:
    start = body.index(words)
    return Offered(source, start, start + len(words), code)


def a_study(folder: Path, coder: str = "koder-a", **parts: object) -> Study:
    return open_folder(make_study(folder / "study", **parts), coder)


def there(study: Study, code: str = "barriers/knowledge", source: str = SOURCE) -> list[str]:
    """The words on which the code is refused now."""
    now = study.sources[source]
    found = refused_in(study, now, refused_of(study, study.coder)).get(code, [])
    return [now.body[start:end] for start, end in found]


def test_a_refusal_is_kept_in_the_coders_own_file_with_the_words_around_it(tmp_path: Path) -> None:
    study = a_study(tmp_path)
    study.apply(refuse(study, offered(HIGH)))
    [kept] = yaml.safe_load((study.root / FILE).read_text(encoding="utf-8"))["refused"]
    assert kept.pop("created").endswith("Z")
    assert len(kept.pop("id")) == 10
    start = BODY.index(HIGH)
    assert kept == {
        "source": SOURCE, "code": "barriers/knowledge", "quote": HIGH,
        "before": BODY[start - 32 : start], "after": BODY[start + len(HIGH) :][:32],
    }  # fmt: skip
    assert there(open_folder(study.root, "koder-a")) == [HIGH]
    assert refused_of(open_folder(study.root, "koder-b"), "koder-b") == ()


def test_a_refusal_is_undone_here_and_in_a_later_run_to_the_byte(tmp_path: Path) -> None:
    study = a_study(tmp_path)
    before = contents(study.root)
    study.apply(refuse(study, offered(HIGH)))
    study.undo()
    assert contents(study.root) == before
    carry_out(study, refuse_all(study, [offered(HIGH), offered(HEARD, "challenges")]))
    undo_last(open_folder(study.root, "koder-a"))
    assert contents(study.root) == before


def test_accepting_makes_codings_that_say_where_they_came_from_in_one_step(tmp_path: Path) -> None:
    study = a_study(tmp_path)
    before = contents(study.root)
    study.apply(accept_all(study, [offered(HIGH), offered(HEARD, "challenges"), offered(HIGH)]))
    made = [c for c in study.codings(SOURCE, ["koder-a"]) if c.origin == "suggestion"]
    assert [(c.code, c.quote) for c in made] == [("challenges", HEARD), ("barriers/knowledge", HIGH)]
    assert "origin: suggestion" in (study.root / f"codings/{SOURCE}/koder-a.yaml").read_text(encoding="utf-8")
    with pytest.raises(StudyError, match="all of it is coded so already"):
        accept(study, offered(HIGH))
    study.undo()
    assert contents(study.root) == before


def test_what_cannot_be_decided_is_refused_in_one_line(tmp_path: Path) -> None:
    study = a_study(tmp_path)
    retired = a_study(tmp_path / "r", codebook=CODEBOOK_RETIRED)
    nobody = a_study(tmp_path / "n", coder="")
    study.apply(refuse(study, offered(HIGH)))
    for decided, words in (
        (lambda: accept(nobody, offered(HIGH)), "who codes"),
        (lambda: refuse(nobody, offered(HIGH)), "who codes"),
        (lambda: accept(study, offered(HIGH, "[red]gone")), r"no code `?\[red\]gone"),
        (lambda: refuse(study, Offered("alta/borte", 0, 5, "barriers")), "no source alta/borte"),
        (lambda: accept(study, Offered(SOURCE, 5, 10**6, "barriers")), "not in the text"),
        (lambda: refuse(study, Offered(SOURCE, 5, 10**6, "barriers")), "not in the text"),
        (lambda: refuse(study, offered(HIGH)), "refused already"),
        (lambda: accept(retired, offered(HIGH, "old")), "retired"),
    ):
        with pytest.raises(StudyError, match=words) as raised:
            decided()
        assert "\n" not in str(raised.value)
    other = open_folder(study.root, "koder-b")
    with pytest.raises(StudyError, match=r"suggestions/koder-a\.yaml belongs to koder-a"):
        other.apply(refuse(study, offered(HEARD)))


CODEBOOK_RETIRED = """codes:
  - {id: c000000001, code: old, name: Gammel, retired: true}
"""


def test_a_refusal_stands_on_its_own_words_where_these_stand_several_times(tmp_path: Path) -> None:
    body = "# A\n\nDette sier vi ofte. Ja.\n\nNoe helt annet her. Ja.\n"
    study = a_study(tmp_path, sources={"skien/plan": body}, fronts={}, codings={})
    place = body.rindex("Ja.")
    study.apply(refuse(study, Offered("skien/plan", place, place + 3, "barriers/knowledge")))
    source = study.sources["skien/plan"]
    found = refused_in(study, source, refused_of(study, "koder-a"))
    assert found == {"barriers/knowledge": [(place, place + 3)]}


@pytest.mark.parametrize(
    ("former", "now", "left"),
    [
        ("# Utfordringsbildet", "# Et helt nytt avsnitt\n\nI1: Noe nytt.\n\n# Bildet", [HIGH]),
        ("sjelden noen sier det høyt", "sjelden noen sier det veldig høyt", ["Det er sjelden noen sier det veldig høyt."]),
        (HIGH, "", []),
    ],
)  # fmt: skip
def test_a_refusal_is_found_again_after_its_text_was_edited(tmp_path: Path, former, now, left) -> None:
    study = a_study(tmp_path)
    study.apply(refuse(study, offered(HIGH)))
    put(
        study.root,
        f"interviews/{SOURCE}.md",
        (study.root / f"interviews/{SOURCE}.md").read_text().replace(former, now),
    )
    assert there(open_folder(study.root, "koder-a")) == left


def test_refusals_of_every_coder_follow_sources_cases_and_codes_under_new_names(tmp_path: Path) -> None:
    study = a_study(tmp_path)
    study.apply(refuse(study, offered(HIGH)))
    other = open_folder(study.root, "koder-b")
    other.apply(refuse(other, offered(HEARD)))
    study.refresh()
    study.apply(rename_source(study, SOURCE, "gruppe"))
    study.apply(rename_case(study, "alta", "altafjord"))
    study.apply(move_source(study, "altafjord/gruppe", "skien"))
    book = study.codebook
    study.apply(merge_codes(study, book.by_path["barriers/knowledge"], book.by_path["challenges"]))
    for coder, words in (("koder-a", HIGH), ("koder-b", HEARD)):
        assert there(open_folder(study.root, coder), "challenges", "skien/gruppe") == [words]
    for _ in range(4):
        study.undo()
    assert there(study) == [HIGH]


def test_a_file_that_cannot_be_read_is_one_line_and_is_never_written_over(tmp_path: Path) -> None:
    study = a_study(tmp_path, files={FILE: "refused:\n  - {source: x\n"})
    for decided in (lambda: refused_of(study, "koder-a"), lambda: study.apply(refuse(study, offered(HIGH)))):
        with pytest.raises(FileError, match=FILE):
            decided()
    assert (study.root / FILE).read_text() == "refused:\n  - {source: x\n"
    assert [p.file for p in check(study)].count(FILE) == 1
    study.apply(accept(study, offered(HIGH)))


def test_refusals_of_one_coder_on_two_machines_are_merged_to_both_of_them(tmp_path: Path) -> None:
    study = a_study(tmp_path)
    versions = []
    for words in (HEARD, HIGH, "Vi er to stykker."):
        study.apply(refuse(study, offered(words)))
        versions.append((study.root / FILE).read_text(encoding="utf-8"))
        if words != HEARD:
            study.undo()
    merged = merge_file(FILE, Sides(*versions))
    assert merged.conflicts == ()
    put(study.root, FILE, merged.text)
    assert sorted(there(open_folder(study.root, "koder-a"))) == sorted([HEARD, HIGH, "Vi er to stykker."])


def test_names_like_markup_and_lines_are_kept_as_they_are(tmp_path: Path) -> None:
    body = '# A\n\n"[red]: - #&*\u2028\u0085 \ufeff {x}" sa hun\ttil 😀\u200d👩.\n'
    study = a_study(tmp_path, sources={"skien/plan": body}, fronts={}, codings={})
    start = body.index('"')
    study.apply(refuse(study, Offered("skien/plan", start, len(body) - 1, "barriers/knowledge")))
    again = open_folder(study.root, "koder-a")
    assert there(again, source="skien/plan") == [again.sources["skien/plan"].body[start:-1]]
