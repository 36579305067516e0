"""`crosscase log` and `crosscase diff`: what people did, as they would say it."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clones import DISTURBING, Clone, environment
from crosscase.study import changed_values, git_repo, history
from crosscase.study.git_repo import git
from crosscase.study.merge_yaml import read_styled
from studies import BODY, make_study, put

pytestmark = pytest.mark.program

NOTES = "alta/fokusgruppe"
MINE = f"codings/{NOTES}/koder-a.yaml"


@pytest.fixture
def clone(tmp_path: Path, needs: Callable[[str], str]) -> Clone:
    needs("git")
    found = Clone(make_study(tmp_path / "study"), environment(tmp_path, DISTURBING))
    found.git("init", "-q", "-b", "main")
    found.commit("begin")
    return found


def differs(clone: Clone, *words: str) -> list[str]:
    return clone.crosscase("diff", "HEAD", *words).rstrip("\n").split("\n")


def place(words: str, body: str = BODY) -> str:
    """Line and column, counted by hand."""
    before = body[: body.index(words)].split("\n")
    return f"{len(before)}:{len(before[-1]) + 1}"


def drop(clone: Clone, words: str) -> None:
    """Take one record out of the codings."""
    head, _, rest = clone.read(MINE).partition("codings:\n")
    kept = [record for record in rest.split("  - id: ")[1:] if words not in record.partition("before:")[0]]
    clone.write(MINE, f"{head}codings:\n" + "".join(f"  - id: {record}" for record in kept))


def test_nothing_differs_from_what_was_just_committed(clone: Clone) -> None:
    assert differs(clone) == ["nothing differs"]
    clone.crosscase("status")
    assert differs(clone) == ["nothing differs"]


def test_codings_made_removed_recoded_and_noted(clone: Clone) -> None:
    two = BODY.index("Vi er to stykker.")
    clone.crosscase("code", NOTES, f"{two}:{two + 17}", "barriers/capacity", "--coder", "koder-a")
    drop(clone, "Skolene")
    text = clone.read(MINE)
    text = text.replace("code: barriers/knowledge", "code: challenges").replace(
        'memo: "Sagt flere ganger."\n', "key: true\n"
    )
    clone.write(MINE, text)
    capacity = f"barriers/capacity in {NOTES} {place('mangel på')}"
    assert sorted(differs(clone)) == sorted([
        f"koder-a coded barriers/capacity in {NOTES} {place('Vi er to')} “Vi er to stykker.”",
        f"koder-a removed challenges/schools from {NOTES} {place('Skolene')} “Skolene melder om rasistiske utsagn hver uke.”",
        f"koder-a recoded barriers/knowledge as challenges in {NOTES} {place('mangler vi')} “mangler vi kunnskap”",
        f"koder-a removed the memo of {capacity}",
        f"koder-a marked {capacity} as a key quote “mangel på ressurser for å prioritere tiltak”",
    ])  # fmt: skip
    assert differs(clone, "--code", "challenges", "--coder", "koder-a") == [
        line for line in differs(clone) if "schools" in line or "as challenges" in line
    ]
    assert differs(clone, "--coder", "koder-b") == ["nothing differs"]


def test_an_edited_text_and_a_renamed_code_are_told_once_and_not_for_every_coding(clone: Clone) -> None:
    notes = clone.read(f"interviews/{NOTES}.md")
    clone.write(
        f"interviews/{NOTES}.md",
        notes.replace("# Utfordringsbildet\n", "# Utfordringsbildet nå\n\nI1: Ja.\n"),
    )
    clone.crosscase("codebook", "rename", "barriers/capacity", "Bemanning", "--coder", "koder-a")
    clone.crosscase("codebook", "settle", "--coder", "koder-a")
    assert "code: barriers/bemanning" in clone.read(MINE)
    assert differs(clone) == [
        f"text of {NOTES} was edited: 3 lines for 1",
        "code barriers/capacity was renamed barriers/bemanning",
        "name of code barriers/bemanning is now “Bemanning”",
    ]


def test_codes_moved_merged_retired_added_and_removed(clone: Clone) -> None:
    for words in (
        ("move", "barriers/knowledge", "challenges"), ("merge", "barriers/capacity", "challenges"),
        ("retire", "challenges/schools"), ("add", "Penger", "--under", "barriers"),
        ("edit", "barriers/penger", "--definition", "Kroner og øre."),
    ):  # fmt: skip
        clone.crosscase("codebook", *words, "--coder", "koder-a")
    told = differs(clone)
    assert [line for line in told if line.startswith("code ")] == [
        "code barriers/penger is new",
        "code challenges/schools was retired",
        "code barriers/knowledge was moved to challenges/knowledge",
        "code barriers/capacity was merged into challenges",
    ]
    assert "definition of code challenges is now “For lite tid, folk eller penger.”" in told
    assert not any(word in line for line in told for word in ("color", "tag"))


def test_sources_memos_cases_and_queries(clone: Clone) -> None:
    clone.crosscase("source", "rename", "skien/plan", "mangfold", "--coder", "koder-a")
    put(clone.root, "interviews/skien/notat.md", "Fem ord er fem ord.\n")
    clone.crosscase(
        "memo",
        "write",
        "code/barriers",
        "--title",
        "Hva står i veien?",
        "--text",
        "Alt.",
        "--coder",
        "koder-b",
    )
    clone.write("cases/alta.yaml", 'name: "Alta"\nattributes:\n  fylke: "Finnmark"\n')
    clone.crosscase("quotes", "--where", "code:barriers", "--save", "Barrierer")
    told = differs(clone)
    assert "source skien/plan was renamed skien/mangfold" in told
    assert "source skien/notat is new: 5 words" in told
    assert any(
        line.startswith("koder-b wrote the memo ") and "about barriers: “Hva står i veien?”" in line
        for line in told
    )
    assert "case alta: attributes is now “Finnmark”" in told
    assert "synthesis/queries: queries “Barrierer” is new" in told
    clone.commit("all")
    clone.write("cases/alta.yaml", 'name: "Alta"\nattributes:\n  fylke: "Troms"\n  landsdel: "Nord"\n')
    assert differs(clone) == [
        "case alta: fylke is now “Troms”, was “Finnmark”", "case alta: landsdel is now “Nord”",
    ]  # fmt: skip


def test_codings_of_a_renamed_source_are_told_where_they_are_now(clone: Clone) -> None:
    clone.crosscase("source", "rename", NOTES, "gruppen", "--coder", "koder-a")
    clone.crosscase("code", "alta/gruppen", "3:9", "barriers", "--coder", "koder-a")
    assert differs(clone) == [
        f"source {NOTES} was renamed alta/gruppen",
        f"koder-a coded barriers in alta/gruppen 1:4 “{BODY[3:9]}”",
    ]


def test_the_log_tells_each_commit_newest_first_and_what_a_filter_asks_for(clone: Clone) -> None:
    drop(clone, "Skolene")
    clone.commit("one less")
    put(clone.root, "README", "Ingenting.\n")
    clone.commit("beside the study")
    lines = clone.crosscase("log").split("\n")
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert [head.partition(": ")[2] for head in heads] == ["beside the study", "one less", "begin"]
    listed = json.loads(clone.crosscase("log", "--source", NOTES, "--most", "2", "--format", "json"))
    assert [
        {key: one[key] for key in ("subject", "author", "kind", "action", "coder", "code", "source", "place", "words", "file")}
        for one in listed
    ] == [
        {
            "subject": "one less", "author": "Kari", "kind": "coding", "action": "removed", "coder": "koder-a",
            "code": "challenges/schools", "source": NOTES, "place": place("Skolene"),
            "words": "Skolene melder om rasistiske utsagn hver uke.", "file": MINE,
        }
    ]  # fmt: skip
    whole, time = clone.git(
        "log", "-1", "--skip=1", "--no-show-signature", "--format=%H %ad", "--date=unix"
    ).split()
    assert whole.startswith(listed[0]["commit"])
    stamp = datetime.datetime.fromtimestamp(int(time), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert listed[0]["time"] == stamp


def test_the_log_tells_what_was_done_on_a_side_that_lost_in_a_merge(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "other")
    drop(clone, "Skolene")
    clone.commit("removed on the other side")
    clone.git("checkout", "-q", "main")
    put(clone.root, "README", "Ingenting.\n")
    clone.commit("beside the study")
    clone.git("merge", "-q", "--no-edit", "--no-gpg-sign", "-s", "ours", "other")
    assert "Skolene" in clone.read(MINE)
    lines = clone.crosscase("log").split("\n")
    assert "    koder-a removed challenges/schools" in "\n".join(lines)
    assert any(line.endswith("removed on the other side") for line in lines)


def test_the_log_of_a_repository_without_commits_and_a_version_that_is_not_there(tmp_path: Path) -> None:
    clone = Clone(make_study(tmp_path / "study"), environment(tmp_path))
    clone.git("init", "-q")
    assert clone.crosscase("log") == "no commits yet\n"
    for rev in ("HEAD", "--output=x", "no-such"):
        said = clone.crosscase("diff", "--", rev, ok=(2,))
        assert f"there is no version {rev}" in said
    assert not (clone.root / "x").exists()


def test_two_commits_are_compared_and_written_as_csv(clone: Clone) -> None:
    drop(clone, "Skolene")
    clone.commit("one less")
    clone.write(MINE, "")
    rows = list(csv.DictReader(io.StringIO(clone.crosscase("diff", "HEAD~1", "HEAD", "--format", "csv"))))
    assert [(row["action"], row["code"], row["place"]) for row in rows] == [
        ("removed", "challenges/schools", place("Skolene"))
    ]


def test_a_file_that_cannot_be_read_is_one_line_and_the_rest_is_told(clone: Clone) -> None:
    clone.write("cases/alta.yaml", "name: [\n")
    clone.write(MINE, clone.read(MINE).replace("codings:", "codings: [\n\x1b[31m"))
    clone.write("cases/skien.yaml", 'name: "Skien by"\n')
    told = differs(clone)
    assert told[0] == "case skien: name is now “Skien by”, was “Skien”"
    assert [line.partition(" differs and cannot be read: ")[0] for line in told[1:]] == [
        "cases/alta.yaml",
        MINE,
    ]


def test_names_of_the_roster_do_not_leave_by_the_log(clone: Clone) -> None:
    put(clone.root, "private/roster.yaml", "people:\n  - {name: Kari, as: X}\n")
    said = clone.crosscase("log", "--format", "json", ok=(2,))
    assert "column author: holds a name of the roster" in said
    assert "Kari" not in said


def test_the_log_reads_every_version_of_a_file_once(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in range(6):
        clone.crosscase("code", NOTES, f"{10 + place}:40", "challenges", "--coder", "koder-a")
        clone.commit(f"coding {place}")
    read: list[str] = []
    asked: list[str] = []

    def counted_read(text: str) -> object:
        read.append(text)
        return read_styled(text)

    def counted_git(folder: Path, *words: str, **more: Any) -> bytes:
        asked.append(words[0])
        return git(folder, *words, **more)

    monkeypatch.setattr(changed_values, "read_styled", counted_read)
    monkeypatch.setattr(git_repo, "git", counted_git)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, clone.environment[name])
    told = list(history.log(clone.root, 6))
    assert [len(each.differences) for each in told] == [1] * 6
    # one more than commits: what the first of them began with
    assert sum("coder: koder-a" in text for text in read) <= 7
    assert max(read.count(text) for text in read) == 1
    assert len(asked) <= 6 * 4 + 4  # no more than which files differ, which there are, and what is in them


def test_the_log_of_a_shallow_clone_does_not_say_that_all_of_it_was_made_in_its_first_commit(
    clone: Clone, tmp_path: Path
) -> None:
    clone.crosscase("code", NOTES, "10:40", "challenges", "--coder", "koder-a")
    clone.commit("coding")
    clone.git("clone", "-q", "--depth", "1", clone.root.as_uri(), str(tmp_path / "shallow"))
    shallow = Clone(tmp_path / "shallow", clone.environment)
    shallow.crosscase("code", NOTES, "11:40", "challenges", "--coder", "koder-a")
    shallow.commit("one more")
    told = shallow.crosscase("log").split("\n")
    assert "one more" in told[0]
    assert "koder-a coded challenges" in told[1]
    assert told[2].endswith(": coding")
    assert told[3].strip() == (
        "what was done here is not known: the clone is shallow; get it with `git fetch --unshallow`"
    )
    assert told[4:] == [""]
    shallow.git("fetch", "-q", "--unshallow")
    assert "case alta is new" in shallow.crosscase("log")
