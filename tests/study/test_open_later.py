"""Codings are made when somebody looks at them: what is known before is right, and nobody can tell the difference."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
import yaml

from crosscase.study import parsing
from crosscase.study.check import check
from crosscase.study.coding_edits import remove_coding, set_memo
from crosscase.study.folder import Study
from crosscase.study.model import Coding
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.progress import progress_of
from studies import BODY, CODINGS, PLAN, Coded, contents, make_study, put, quoted

A = "codings/alta/fokusgruppe/koder-a.yaml"
SOURCE = "alta/fokusgruppe"
CACHE = ".crosscase/cache.sqlite3"
CODES = ["barriers", "barriers/capacity", "barriers/resources", "barriers/knowledge", "challenges/schools"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose codings were made."""
    files: list[str] = []
    real = parsing.unpack_codings

    def making(file: str, packed: str) -> Any:
        files.append(file)
        return real(file, packed)

    monkeypatch.setattr(parsing, "unpack_codings", making)
    return files


def some_codings(chance: random.Random, body: str) -> list[Coded]:
    """Codings of any codes anywhere, on each other and beside each other."""
    starts = [chance.randrange(len(body) - 50) for _ in range(chance.randrange(1, 30))]
    return [
        Coded(
            chance.choice(CODES),
            (start, start + chance.randrange(1, 50)),
            memo=chance.choice(["", "", "Et notat."]),
            created=f"2021-12-{chance.randrange(1, 29):02}T10:22:05Z",
        )
        for start in starts
    ]


def a_study(folder: Path, seed: int) -> Path:
    """Two sources and up to three coders."""
    chance = random.Random(seed)
    coders = ["koder-a", "koder-b", "consensus"][: chance.randrange(1, 4)]
    texts = {SOURCE: BODY, "skien/plan": PLAN}
    return make_study(folder, codings={(s, c): some_codings(chance, texts[s]) for s in texts for c in coders})


def on_disk(folder: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """What the files say, read with another library than the program's own reader."""
    files = [path.read_text(encoding="utf-8") for path in (folder / "codings").rglob("*.yaml")]
    return {(data["source"], data["coder"]): data["codings"] for data in map(yaml.safe_load, files)}


@pytest.mark.parametrize("seed", range(20))
def test_what_is_known_without_codings_is_what_the_files_say(
    tmp_path: Path, made: list[str], seed: int
) -> None:
    written = on_disk(a_study(tmp_path, seed))
    open_folder(tmp_path)
    study = open_folder(tmp_path)
    for coders in (None, ["koder-a"], ["koder-a", "consensus"], []):
        paths = Counter(
            c["code"].replace("resources", "capacity")  # its former path
            for (_, coder), its in written.items()
            for c in its
            if coders is None or coder in coders
        )
        told = {
            study.codebook.path(study.codebook.by_id[id]): n for id, n in study.code_counts(coders).items()
        }
        assert told == paths
        for source in study.sources:
            its = {coder: codings for (s, coder), codings in written.items() if s == source}
            its = {coder: codings for coder, codings in its.items() if coders is None or coder in coders}
            assert study.count(source, coders) == sum(map(len, its.values()))
            progress = progress_of(study, source, coders)
            assert progress.coders == tuple(sorted(its))
            assert progress.share == pytest.approx(share_of(study, source, its))
    for (source, coder), codings in written.items():
        tally = study.tally(source, coder)
        assert tally.memos == sum("memo" in c for c in codings)
        assert set(study.ids(source, coder)) == {c["id"] for c in codings}
        assert dict(tally.latest) == {
            c["code"]: max(o["created"] for o in codings if o["code"] == c["code"]) for c in codings
        }
    assert check(study) == []
    assert made == []


def share_of(study: Study, source: str, its: dict[str, list[dict[str, Any]]]) -> float:
    """The share coded, counted letter by letter over lines as they stand."""
    body, wanted, at = study.sources[source].body, set[int](), 0
    for line in body.split("\n"):
        label = next((f"{name}: " for name in ("I1", "I2") if line.startswith(f"{name}: ")), "")
        if line.strip() and not line.startswith(("#", "Intervjuer:")):
            wanted |= set(range(at + len(label), at + len(line)))
        at += len(line) + 1
    coded = {place for codings in its.values() for c in codings for place in range(*c["at"])}
    return len(wanted & coded) / len(wanted)


@pytest.mark.parametrize("seed", range(5))
def test_codings_made_later_are_those_of_a_first_opening(tmp_path: Path, made: list[str], seed: int) -> None:
    a_study(tmp_path, seed)
    first = open_folder(tmp_path)
    eager = {s: first.codings(s) for s in first.coded_sources}
    (tmp_path / CACHE).unlink()
    open_folder(tmp_path)
    made.clear()
    later = open_folder(tmp_path)
    assert later.coded_sources == first.coded_sources
    assert later.codings(SOURCE) == eager[SOURCE]
    assert {file.rpartition("/")[0] for file in made} == {f"codings/{SOURCE}"}
    assert {s: later.codings(s) for s in later.coded_sources} == eager
    assert len(made) == len(set(made))


def test_a_coding_is_the_same_object_whoever_asks_and_from_any_thread(tmp_path: Path) -> None:
    make_study(tmp_path)
    open_folder(tmp_path)
    study = open_folder(tmp_path)
    together, seen = Barrier(8), list[Coding]()

    def look() -> None:
        together.wait()
        seen.append(study.codings(SOURCE, ["koder-a"])[0])

    threads = [Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len({id(coding) for coding in seen}) == 1


def test_what_wants_a_look_is_known_without_codings(tmp_path: Path, made: list[str]) -> None:
    words = "mangel på ressurser for å prioritere tiltak"
    changed = Coded("barriers/capacity", words, quote="mangel på penger")
    outside = Coded("barriers/knowledge", (90_000, 90_010), quote="mangler vi kunnskap")
    make_study(tmp_path, codings={(SOURCE, "koder-a"): [changed, outside]})
    fresh = open_folder(tmp_path)
    by_status = {f.status: f for f in fresh.keepers.codings.found[A].values()}
    assert set(by_status) == {"changed", "moved"}
    made.clear()
    study = open_folder(tmp_path)
    assert dict(study.keepers.codings.found[A]) == dict(fresh.keepers.codings.found[A])
    assert made == []
    told = {str(problem) for problem in check(study)}
    assert told == {str(problem) for problem in check(fresh)}
    assert len(told) == 2
    assert [c.at for c in study.codings(SOURCE)] == [c.at for c in fresh.codings(SOURCE)]


def test_codings_of_an_edited_text_are_found_again_at_once(tmp_path: Path) -> None:
    make_study(tmp_path)
    open_folder(tmp_path)
    text = (tmp_path / f"interviews/{SOURCE}.md").read_text()
    put(
        tmp_path,
        f"interviews/{SOURCE}.md",
        text.replace("Vi er to stykker.", "Vi er tre.").replace("# U", "# Alle u"),
    )
    for _ in range(2):
        study = open_folder(tmp_path)
        assert {f.status for f in study.keepers.codings.found[A].values()} == {"moved"}
        body = study.sources[SOURCE].body
        assert [body[slice(*c.at)] == c.quote for c in study.codings(SOURCE) if c.at] == [True] * 4
    put(tmp_path, f"interviews/{SOURCE}.md", text)
    assert A not in open_folder(tmp_path).keepers.codings.found


def forget(folder: Path) -> None:
    """The cache loses everything, as when another program opened the study and made room."""
    (folder / CACHE).unlink()


def test_a_file_that_changed_before_anybody_looked_is_shown_as_it_is_now(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    forget(tmp_path)
    former = (tmp_path / A).read_text()
    put(
        tmp_path,
        A,
        former.replace("Sagt flere ganger.", "Av en annen.").replace("barriers/knowledge", "barriers"),
    )
    mine = study.codings(SOURCE, ["koder-a"])
    assert [c.memo for c in mine if c.memo] == ["Av en annen."]
    assert study.tally(SOURCE, "koder-a").paths["barriers"] == 1
    study.apply(set_memo(mine[0], "Mitt."))
    assert sorted(c["memo"] for c in on_disk(tmp_path)[SOURCE, "koder-a"] if "memo" in c) == [
        "Av en annen.",
        "Mitt.",
    ]


def test_a_change_that_was_seen_and_then_taken_back_by_its_program_does_not_come_again(
    tmp_path: Path,
) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    forget(tmp_path)
    former = (tmp_path / A).read_text()
    put(tmp_path, A, former.replace("Sagt flere ganger.", "For et øyeblikk."))
    seen = study.codings(SOURCE, ["koder-a"])
    put(tmp_path, A, former)
    study.apply(set_memo(seen[0], "Mitt."))
    memos = sorted(c["memo"] for c in on_disk(tmp_path)[SOURCE, "koder-a"] if "memo" in c)
    assert memos == ["Mitt.", "Sagt flere ganger."]


def test_a_file_that_broke_before_anybody_looked_is_told_and_never_written(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path, "koder-a")
    [coding, *_] = open_folder(tmp_path).codings(SOURCE, ["koder-a"])
    forget(tmp_path)
    put(tmp_path, A, (tmp_path / A).read_text() + "  - oops\n")
    files = contents(tmp_path)
    assert [c.coder for c in study.codings(SOURCE)] == ["koder-b"]
    assert [problem.file for problem in study.problems] == [A]
    with pytest.raises(StudyError):
        study.apply(remove_coding(coding))
    assert contents(tmp_path) == files


def test_a_file_that_is_mended_to_the_letter_has_its_codings_again(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path)
    forget(tmp_path)
    former = (tmp_path / A).read_bytes()
    for broken in (former + b"  - oops\n", None):
        if broken is None:
            (tmp_path / A).unlink()
        else:
            put(tmp_path, A, broken)
        assert study.codings(SOURCE, ["koder-a"]) == ()
        put(tmp_path, A, former)
        study.refresh()
        assert len(study.codings(SOURCE, ["koder-a"])) == 3
        assert study.problems == []
        study = open_folder(tmp_path)
        forget(tmp_path)


def test_a_file_that_went_before_anybody_looked_has_no_codings(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path)
    forget(tmp_path)
    (tmp_path / A).unlink()
    assert [c.coder for c in study.codings(SOURCE)] == ["koder-b"]
    assert study.problems == []
    study.refresh()
    assert study.coders_of(SOURCE) == ("koder-b",)


def test_what_was_last_read_of_a_file_that_breaks_stays_though_the_cache_forgets_it(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path)
    put(tmp_path, A, (tmp_path / A).read_text() + "  - oops\n")
    study.refresh()
    forget(tmp_path)
    assert len(study.codings(SOURCE, ["koder-a"])) == len(CODINGS[SOURCE, "koder-a"])
    assert [problem.file for problem in study.problems] == [A]


def test_what_the_cache_forgot_is_read_from_the_file_and_known_again(tmp_path: Path, made: list[str]) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path)
    forget(tmp_path)
    assert len(study.codings(SOURCE)) == 4
    assert made == []
    assert len(open_folder(tmp_path).codings(SOURCE)) == 4
    assert len(made) == 2


def test_a_text_that_changes_while_it_is_open_moves_codings_nobody_had_looked_at(tmp_path: Path) -> None:
    make_study(tmp_path)
    study = open_folder(tmp_path)
    file = f"interviews/{SOURCE}.md"
    put(tmp_path, file, (tmp_path / file).read_text().replace("# U", "# Alle u"))
    study.refresh([file])
    body = study.sources[SOURCE].body
    found = study.codings(SOURCE)
    assert len(found) == 4
    assert all(c.at is not None and body[c.at[0] : c.at[1]] == c.quote for c in found)


def test_an_id_that_stands_in_two_files_is_told_with_its_lines(tmp_path: Path) -> None:
    twice = [Coded("barriers", "kommunen", id="same000001")]
    make_study(tmp_path, codings={(SOURCE, c): twice for c in ("koder-a", "koder-b")})
    open_folder(tmp_path)
    [problem] = check(open_folder(tmp_path))
    assert (problem.kind, problem.file) == ("duplicate-id", "codings/alta/fokusgruppe/koder-b.yaml")
    lines = (tmp_path / problem.file).read_text().split("\n")
    assert "same000001" in lines[problem.line - 1]


def test_ids_of_any_letters_are_known_from_the_cache(tmp_path: Path) -> None:
    strange = '\u2028 "æ\\'
    make_study(tmp_path, codings={(SOURCE, "koder-a"): [Coded("barriers", "kommunen", id=quoted(strange))]})
    for _ in range(2):
        assert list(open_folder(tmp_path).ids(SOURCE, "koder-a")) == [strange]
