"""Two clones of a study and a bare remote: what people do at the same time comes together, by real git."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from clones import DISTURBING, Clone, copied, shared
from crosscase.study.opening import open_folder
from studies import BODY, make_study

pytestmark = pytest.mark.program

NOTES = "alta/fokusgruppe"
MINE = f"codings/{NOTES}/koder-a.yaml"
SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
CAPACITY = "mangel på ressurser for å prioritere tiltak"
KNOWLEDGE = "mangler vi kunnskap"
QUIET = "Det er sjelden noen sier det høyt."
TWO = "Vi er to stykker."


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str], str]) -> Path:
    """A folder with the two clones as they are to begin with."""
    needs("git")
    folder = tmp_path_factory.mktemp("begun")
    shared(folder, make_study(folder / "first"), DISTURBING)
    return folder


@pytest.fixture
def clones(tmp_path: Path, begun: Path) -> tuple[Clone, Clone]:
    return copied(begun, tmp_path, DISTURBING)


def span(words: str, body: str = BODY) -> str:
    return f"{body.index(words)}:{body.index(words) + len(words)}"


def code(clone: Clone, words: str, path: str, body: str = BODY) -> None:
    clone.crosscase("code", NOTES, span(words, body), path, "--coder", "koder-a")


def held(clone: Clone) -> dict[str, dict[str, object]]:
    """The codings of the file by the words they stand on, read by another library."""
    found = yaml.safe_load(clone.read(MINE))["codings"]
    return {record["quote"]: record for record in found}


def opened(clone: Clone) -> dict[str, tuple[str, str]]:
    """Words now under each coding -> (present path of its code, what it was coded on), as the program opens it."""
    study = open_folder(clone.root, "koder-a")
    assert study.problems == []
    source = study.sources[NOTES]
    return {
        source.body[slice(*coding.at)] if coding.at else "": (
            study.codebook.path_now(coding.code),
            coding.quote,
        )
        for coding in study.codings(NOTES, ["koder-a"])
    }


def change(clone: Clone, old: str, new: str, file: str = MINE) -> None:
    text = clone.read(file)
    assert text.count(old) == 1, (old, text)
    clone.write(file, text.replace(old, new))


def test_codings_made_on_two_machines_are_all_there(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    code(first, QUIET, "challenges")
    first.push("one")
    code(second, TWO, "barriers/capacity")
    second.commit("other")
    second.pull()
    assert list(held(second)) == [QUIET, SCHOOLS, CAPACITY, TWO, KNOWLEDGE]
    assert second.git("status", "--porcelain", "--untracked-files=no") == ""
    assert second.crosscase("check") == "no problems\n"


def test_the_same_place_coded_by_two_machines_where_git_alone_would_conflict(
    clones: tuple[Clone, Clone],
) -> None:
    first, second = clones
    code(first, QUIET, "challenges")
    first.push("one")
    code(second, QUIET, "barriers/knowledge")
    second.commit("other")
    second.pull()
    codes = [
        record["code"] for record in yaml.safe_load(second.read(MINE))["codings"] if record["quote"] == QUIET
    ]
    assert codes == ["barriers/knowledge", "challenges"]


def test_a_file_begun_on_both_machines_holds_what_both_put_in(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    for clone, words, push in ((first, "alle kan delta", True), (second, "én fast kontakt", False)):
        body = clone.read("interviews/skien/plan.md").partition("---\n")[2].partition("---\n")[2]
        clone.crosscase("code", "skien/plan", span(words, body), "challenges", "--coder", "koder-a")
        (clone.push if push else clone.commit)("begin skien")
    second.pull()
    found = yaml.safe_load(second.read("codings/skien/plan/koder-a.yaml"))["codings"]
    assert [record["quote"] for record in found] == ["alle kan delta", "én fast kontakt"]


def test_two_fields_of_one_coding_changed_on_two_machines(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    change(first, 'memo: "Sagt flere ganger."', 'memo: "Sagt av alle."')
    first.push("memo")
    change(second, "code: barriers/capacity", "code: barriers/knowledge")
    second.commit("recode")
    second.pull()
    record = held(second)[CAPACITY]
    assert (record["code"], record["memo"]) == ("barriers/knowledge", "Sagt av alle.")


def test_one_field_changed_otherwise_on_two_machines_waits_for_a_choice(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    change(first, "Sagt flere ganger.", "Sagt av alle.")
    code(first, QUIET, "challenges")
    first.push("memo")
    change(second, "Sagt flere ganger.", "Bare én gang.")
    second.commit("another memo")
    said = second.pull(ok=(1,))
    assert f"crosscase merge {MINE}" in said
    assert second.unmerged() == [MINE]
    assert "merge-conflict" in second.crosscase("check", ok=(1,))
    refused = second.crosscase("code", NOTES, "3:9", "barriers", "--coder", "koder-a", ok=(2,))
    assert MINE in refused
    told = second.crosscase("merge", MINE, ok=(1,))
    assert "Bare én gang." in told
    assert "Sagt av alle." in told
    assert second.read(MINE).count("<<<<<<<") == 1
    second.crosscase("merge", MINE, "--theirs")
    assert held(second)[CAPACITY]["memo"] == "Sagt av alle."
    assert QUIET in held(second)
    second.git("add", MINE)
    second.git("commit", "-q", "--no-gpg-sign", "--no-edit")
    second.git("push", "-q", "origin", "HEAD:main")
    first.pull()
    assert first.read(MINE) == second.read(MINE)


def test_at_a_terminal_each_thing_is_asked_for_and_the_rest_stays_open(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    for clone, memo, other in ((first, "Sagt av alle.", "Alle."), (second, "Bare én gang.", "Én.")):
        change(clone, "Sagt flere ganger.", memo)
        text = clone.read(MINE)
        clone.write(MINE, text.replace("    key: true\n", f'    memo: "{other}"\n    key: true\n'))
        clone.commit("memos")
    first.git("push", "-q", "origin", "HEAD:main")
    second.pull(ok=(1,))
    said = answered(second, ["x", "t", "l"], "merge", MINE)
    assert said.count("keep [o]urs, [t]heirs, or [l]eave it open?") == 3
    assert second.read(MINE).count("<<<<<<<") == 1
    answered(second, ["o"], "merge", MINE)
    found = held(second)
    assert {quote: record.get("memo") for quote, record in found.items()} == {
        SCHOOLS: "Alle.", CAPACITY: "Bare én gang.", KNOWLEDGE: None,
    }  # fmt: skip


def answered(clone: Clone, answers: list[str], *words: str) -> str:
    """What the program says to somebody who types these answers at a terminal."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "crosscase", *words], cwd=clone.root, env={**clone.environment, "TERM": "dumb"},
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    with suppress(OSError):  # a terminal whose program has ended
        while piece := os.read(ours, 4096):
            said += piece
            if said.endswith(b"open? ") and answers:
                os.write(ours, f"{answers.pop(0)}\n".encode())
    run.wait()
    os.close(ours)
    return said.decode()


def test_markers_stand_around_the_record_and_nothing_else(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    change(first, "Sagt flere ganger.", "Sagt av alle.")
    first.push("memo")
    change(second, "Sagt flere ganger.", "Bare én gang.")
    second.commit("another memo")
    second.pull(ok=(1,))
    before, _, rest = second.read(MINE).partition("<<<<<<< ours\n")
    ours, _, rest = rest.partition("||||||| base\n")
    base, _, rest = rest.partition("=======\n")
    theirs, _, after = rest.partition(">>>>>>> theirs\n")
    for version, memo in ((ours, "Bare én gang."), (base, "Sagt flere ganger."), (theirs, "Sagt av alle.")):
        (record,) = yaml.safe_load(version)
        assert (record["quote"], record["memo"]) == (CAPACITY, memo)
        whole = yaml.safe_load(before + version + after)["codings"]
        assert [each["quote"] for each in whole] == [SCHOOLS, CAPACITY, KNOWLEDGE]


def test_a_code_renamed_on_one_machine_while_the_other_codes_with_it(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    first.crosscase("codebook", "rename", "barriers/capacity", "Bemanning", "--coder", "koder-a")
    code(first, QUIET, "challenges")  # the file takes over the new path
    assert "code: barriers/bemanning" in first.read(MINE)
    first.push("rename")
    code(second, TWO, "barriers/capacity")
    change(second, "code: barriers/knowledge", "code: barriers/capacity")
    second.commit("code")
    second.pull()
    assert opened(second) == {
        QUIET: ("challenges", QUIET),
        SCHOOLS: ("challenges/schools", SCHOOLS),
        CAPACITY: ("barriers/bemanning", CAPACITY),
        TWO: ("barriers/bemanning", TWO),
        KNOWLEDGE: ("barriers/bemanning", KNOWLEDGE),
    }
    assert second.crosscase("check") == "no problems\n"


@pytest.mark.parametrize("renamer", [0, 1])
def test_taking_over_the_path_of_a_renamed_code_is_no_change_of_a_coding(
    clones: tuple[Clone, Clone], renamer: int
) -> None:
    first, second = clones
    for place, clone in enumerate(clones):
        if place == renamer:
            clone.crosscase("codebook", "rename", "barriers/capacity", "Bemanning", "--coder", "koder-a")
            clone.crosscase("codebook", "settle", "--coder", "koder-a")
            assert "code: barriers/bemanning" in clone.read(MINE)
        else:
            change(clone, "code: barriers/capacity", "code: barriers/knowledge")
        clone.commit("its own")
    first.git("push", "-q", "origin", "HEAD:main")
    second.pull()
    assert opened(second)[CAPACITY] == ("barriers/knowledge", CAPACITY)


EDITED = BODY.replace(
    "# Utfordringsbildet\n", "# Utfordringsbildet i kommunen, slik informantene ser det\n"
).replace(
    "Skolene melder om rasistiske utsagn hver uke.", "Skolene melder om rasistiske utsagn nesten hver uke."
)


def edit(clone: Clone, body: str) -> None:
    text = clone.read(f"interviews/{NOTES}.md")
    clone.write(f"interviews/{NOTES}.md", text[: -len(BODY)] + body)


@pytest.mark.parametrize("editor_saves", [False, True])
def test_a_text_edited_on_one_machine_while_the_other_codes(
    clones: tuple[Clone, Clone], editor_saves: bool
) -> None:
    first, second = clones
    edit(first, EDITED)
    if editor_saves:
        code(first, QUIET, "challenges", EDITED)
    first.push("edit")
    code(second, TWO, "barriers/capacity")
    second.commit("code")
    second.pull()
    found = opened(second)
    assert found[TWO] == ("barriers/capacity", TWO)
    assert found[CAPACITY] == ("barriers/capacity", CAPACITY)
    assert found["Skolene melder om rasistiske utsagn nesten hver uke."] == ("challenges/schools", SCHOOLS)
    assert (QUIET in found) is editor_saves
    second.git("push", "-q", "origin", "HEAD:main")
    first.pull()
    assert opened(first) == found


def test_a_text_edited_on_both_machines_and_coded_on_both(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    above = BODY.replace("# Utfordringsbildet", "# Hvordan bildet er nå for tiden")
    below = BODY.replace(
        "kunnskap om hva som virker.", "kunnskap om hva som virker, og om hvem vi kan spørre."
    )
    edit(first, above)
    code(first, QUIET, "challenges", above)
    first.push("above")
    edit(second, below)
    code(second, "om hvem vi kan spørre", "barriers/knowledge", below)
    second.commit("below")
    second.pull()
    body = second.read(f"interviews/{NOTES}.md")
    for record in held(second).values():  # the positions are those of the merged text already
        start, end = record["at"]
        assert body[body.index("---\n", 4) + 4 :][start:end] == record["quote"]
    assert set(opened(second)) == {QUIET, SCHOOLS, CAPACITY, KNOWLEDGE, "om hvem vi kan spørre"}


def test_codings_of_both_sides_survive_a_conflict_in_the_text(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    one = BODY.replace("Vi er to stykker.", "Vi er bare to stykker på alt dette.")
    other = BODY.replace("Vi er to stykker.", "Vi var to stykker før jul.")
    edit(first, one)
    code(first, "bare to stykker", "challenges", one)
    first.push("one")
    edit(second, other)
    code(second, "stykker før jul", "challenges", other)
    second.commit("other")
    second.pull(ok=(1,))
    assert second.unmerged() == [f"interviews/{NOTES}.md"]
    both = BODY.replace(
        "Vi er to stykker.", "Vi var to stykker før jul. Nå er vi bare to stykker på alt dette."
    )
    text = second.read(f"interviews/{NOTES}.md")
    second.write(f"interviews/{NOTES}.md", text[: text.index("# Utf")] + both)
    found = opened(second)
    assert {"stykker før jul", SCHOOLS, CAPACITY, KNOWLEDGE} <= set(found)
    # the one whose words only the other side had is where it may belong, kept with its quote, and told
    assert {quote for _, quote in found.values()} == {"bare to stykker", *set(found) - {" to stykker"}}
    assert "bare to stykker" in second.crosscase("check", ok=(1,))


def test_what_one_side_deleted_is_gone_unless_the_other_changed_it(clones: tuple[Clone, Clone]) -> None:
    first, second = clones

    def remove(clone: Clone, *quotes: str) -> None:
        lines = clone.read(MINE).partition("codings:\n")
        records = lines[2].split("  - id: ")[1:]
        kept = [record for record in records if not any(quote in record for quote in quotes)]
        clone.write(MINE, lines[0] + lines[1] + "".join(f"  - id: {record}" for record in kept))

    remove(first, f'quote: "{SCHOOLS}', f'quote: "{CAPACITY}')
    first.push("two less")
    change(second, "Sagt flere ganger.", "Bare én gang.")
    second.commit("memo")
    second.pull(ok=(1,))
    second.crosscase("merge", MINE, "--ours")
    assert list(held(second)) == [CAPACITY, KNOWLEDGE]
    second.git("checkout", "-q", "-m", "--", MINE)
    second.crosscase("merge", MINE, "--theirs")
    assert list(held(second)) == [KNOWLEDGE]


def test_a_source_renamed_on_one_machine_while_the_other_codes_it(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    first.crosscase("source", "rename", NOTES, "gruppen", "--coder", "koder-a")
    first.push("rename")
    code(second, TWO, "barriers/capacity")
    second.commit("code")
    second.pull()
    study = open_folder(second.root, "koder-a")
    assert study.problems == []
    assert [coding.quote for coding in study.codings("alta/gruppen", ["koder-a"])] == [
        SCHOOLS, CAPACITY, TWO, KNOWLEDGE,
    ]  # fmt: skip
    assert study.coded_sources == ("alta/gruppen",)


def test_what_stands_between_marks_is_not_said_to_be_gone(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    for clone, word in ((first, "Oslo"), (second, "Bergen")):
        edit(clone, BODY.replace("Vi er to stykker.", f"Vi er to stykker i {word}."))
        clone.crosscase("codebook", "edit", "challenges", "--definition", word, "--coder", "koder-a")
        clone.commit("both")
    first.git("push", "-q", "origin", "HEAD:main")
    second.pull(ok=(1,))
    told = second.crosscase("code", NOTES, "10:20", "challenges", "--coder", "koder-a", ok=(2,))
    assert f"interviews/{NOTES}.md:" in told
    assert "git left two versions side by side here" in told
    assert "there is no" not in told
    told = second.crosscase("code", "skien/plan", "10:20", "challenges", "--coder", "koder-a", ok=(2,))
    assert "codebook/codebook.yaml:" in told
    assert "choose with `crosscase merge codebook/codebook.yaml`" in told
    assert "there is no" not in told


def test_the_codebook_changed_on_both_machines(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    first.crosscase("codebook", "add", "Penger", "--under", "barriers", "--coder", "koder-a")
    first.crosscase("codebook", "move", "challenges/schools", "barriers", "--coder", "koder-a")
    first.push("codes")
    second.crosscase("codebook", "add", "Tid", "--under", "barriers", "--coder", "koder-a")
    second.crosscase("codebook", "rename", "challenges/schools", "Skoler", "--coder", "koder-a")
    second.commit("other codes")
    second.pull()
    book = open_folder(second.root).codebook
    assert set(book.by_path) == {
        "barriers", "barriers/capacity", "barriers/knowledge", "barriers/penger", "barriers/tid", "barriers/skoler",
        "challenges",
    }  # fmt: skip
    for former in ("challenges/schools", "challenges/skoler", "barriers/schools"):
        assert book.path_now(former) == "barriers/skoler", former


def test_a_merge_with_several_common_ancestors_leaves_no_markers(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    for clone, memo in ((first, "Sagt av alle."), (second, "Bare én gang.")):
        change(clone, "Sagt flere ganger.", memo)
        clone.commit("memo")
        clone.git("branch", "mine")
    first.git("fetch", "-q", str(second.root), "mine:theirs")
    second.git("fetch", "-q", str(first.root), "mine:theirs")
    for clone in clones:  # the two settle it differently: their histories cross
        clone.git("merge", "-q", "--no-gpg-sign", "theirs", ok=(1,))
        clone.crosscase("merge", MINE, "--ours")
        code(clone, QUIET if clone is first else TWO, "challenges")
        clone.commit("settled")
    first.git("fetch", "-q", str(second.root), "main:crossed")
    first.git("merge", "-q", "--no-gpg-sign", "crossed", ok=(0, 1))
    first.crosscase("merge", MINE, "--ours")
    assert held(first)[CAPACITY]["memo"] == "Sagt av alle."
    assert {QUIET, TWO} <= set(held(first))


def test_a_rebase_merges_by_id_too(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    code(first, QUIET, "challenges")
    first.push("one")
    code(second, "Vi merker det mest på nettet.", "challenges")
    second.commit("other")
    second.git("pull", "-q", "--rebase", "--no-gpg-sign", "origin", "main")
    assert {QUIET, "Vi merker det mest på nettet.", SCHOOLS, CAPACITY, KNOWLEDGE} == set(held(second))


def test_a_file_nobody_can_read_as_yaml_is_merged_by_lines(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    broken = "source: [\n" + "\n" * 20 + "# end\n"
    first.write("synthesis/other.yaml", broken)
    first.push("broken", "--no-verify")
    second.pull()
    first.write("synthesis/other.yaml", broken.replace("# end", "# the end"))
    first.push("end", "--no-verify")
    second.write("synthesis/other.yaml", "# top\n" + broken)
    second.commit("top", "--no-verify")
    second.pull()
    assert second.read("synthesis/other.yaml") == "# top\n" + broken.replace("# end", "# the end")


def test_a_binary_file_under_a_yaml_name_conflicts_and_keeps_both_sides(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    file = "synthesis/other.yaml"
    for clone, raw in ((first, b"\x00\xff1"), (second, b"\x00\xff2")):
        (clone.root / "synthesis").mkdir(exist_ok=True)
        (clone.root / file).write_bytes(raw)
        clone.commit("bytes", "--no-verify")
    first.git("push", "-q", "origin", "HEAD:main")
    second.pull(ok=(1,))
    assert second.unmerged() == [file]
    assert (second.root / file).read_bytes() == b"\x00\xff2"


def test_without_the_program_git_merges_by_lines_and_loses_nothing(clones: tuple[Clone, Clone]) -> None:
    first, second = clones
    command = second.git("config", "--local", "merge.crosscase.driver").rstrip("\n")
    gone = command.replace(command.partition(" ")[0], "/no/such/python", 1)
    second.git("config", "--local", "merge.crosscase.driver", gone)
    code(first, QUIET, "challenges")
    first.push("one")
    code(second, QUIET, "barriers/knowledge")
    second.commit("other")
    second.pull(ok=(1,))
    text = second.read(MINE)
    assert "code: challenges\n" in text
    assert "<<<<<<< ours\n" in text
    second.crosscase("merge", MINE)  # and the program, once it is back, finishes it
    assert [r["code"] for r in yaml.safe_load(second.read(MINE))["codings"] if r["quote"] == QUIET] == [
        "barriers/knowledge", "challenges",
    ]  # fmt: skip
