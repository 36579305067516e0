"""crosscase memo list, show, write, edit and remove."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import docx
import lxml.html
import pytest
import yaml

from studies import contents, make_study, put


def memo(about: str, text: str, coder: str = "koder-a", more: str = "") -> str:
    return f'---\nabout: {about}\ncoder: {coder}\ncreated: "2021-12-20T09:00:00Z"\n{more}---\n{text}\n'


MEMOS = {
    "memos/forste-lesning.md": memo("study", "Etter *første* lesning.\n\n- Alle sier forebygging."),
    "memos/alta.md": memo("case/alta", "Samisk først.", more='title: "To spor"\nnotice: "Konstruert."\n'),
    "memos/kapasitet.md": memo("code/barriers/resources", "Også økonomi?", "koder-b"),
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A small study with three memos, and one in a coding."""
    return make_study(tmp_path / "study", files=MEMOS)


def rows(done) -> list[dict[str, str]]:
    assert (done.code, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out)))


def coding_with_memo(study: Path) -> str:
    file = study / "codings/alta/fokusgruppe/koder-a.yaml"
    [found] = [c["id"] for c in yaml.safe_load(file.read_text())["codings"] if "memo" in c]
    return str(found)


def test_the_list_stands_in_the_order_of_the_study_with_present_paths(run, study: Path) -> None:
    found = rows(run("memo", "list", "--format", "csv", where=study))
    assert [(row["id"], row["about"], row["coder"], row["title"]) for row in found] == [
        ("forste-lesning", "study", "koder-a", ""),
        ("alta", "case/alta", "koder-a", "To spor"),
        ("kapasitet", "code/barriers/capacity", "koder-b", ""),
    ]
    assert found[0]["text"] == "Etter *første* lesning.\n\n- Alle sier forebygging."


def test_memos_of_codings_are_listed_on_demand_with_source_code_and_quote(run, study: Path) -> None:
    last = rows(run("memo", "list", "--codings", "--format", "csv", where=study))[-1]
    assert last["about"] == f"coding/{coding_with_memo(study)}"
    assert (last["source"], last["code"]) == ("alta/fokusgruppe", "barriers/capacity")
    assert (last["text"], last["quote"]) == (
        "Sagt flere ganger.",
        "mangel på ressurser for å prioritere tiltak",
    )


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--about", "code/barriers/resources"], ["kapasitet"]),
        (["--about", "code/barriers/capacity", "--codings"], ["kapasitet", "coding"]),
        (["--about", "case/alta", "--codings"], ["alta", "coding"]),
        (["--about", "source/alta/fokusgruppe"], []),
        (["--coder", "koder-b"], ["kapasitet"]),
        (["--search", "ØKONOMI"], ["kapasitet"]),
        (["--search", "spor samisk"], ["alta"]),
        (["--search", "ganger", "--codings"], ["coding"]),
        (["--search", "finnes ikke her"], []),
    ],
)
def test_the_list_is_narrowed_by_what_by_whom_and_by_words(run, study: Path, options, wanted) -> None:
    found = rows(run("memo", "list", "--format", "csv", *options, where=study))
    assert [row["id"] if row["id"] != coding_with_memo(study) else "coding" for row in found] == wanted


def test_the_memo_of_a_coding_is_found_by_its_coding(run, study: Path) -> None:
    coding = coding_with_memo(study)
    assert [
        r["id"]
        for r in rows(run("memo", "list", "--about", f"coding/{coding}", "--format", "csv", where=study))
    ] == [coding]
    assert run("memo", "show", f"coding/{coding}", where=study).lines[-1] == "Sagt flere ganger."


def test_a_memo_is_shown_whole_with_its_notice(run, study: Path) -> None:
    lines = run("memo", "show", "alta", where=study).lines
    assert lines[-2:] == ["", "Samisk først."]
    assert [line.split(None, 1) for line in lines[:-2]] == [
        ["id", "alta"], ["about", "case/alta"], ["coder", "koder-a"], ["created", "2021-12-20T09:00:00Z"],
        ["title", "To spor"], ["notice", "Konstruert."],
    ]  # fmt: skip
    assert (
        json.loads(run("memo", "show", "alta", "--format", "json", where=study).out)["text"]
        == "Samisk først."
    )


def test_control_characters_of_a_memo_never_reach_the_terminal(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, files={"memos/ond.md": "\x1b[31mrødt\x07 <b>&"})
    for shown in (run("memo", "show", "ond", where=study), run("memo", "list", where=study)):
        assert "\x1b" not in shown.out
        assert "␛[31mrødt␇ <b>&" in shown.out


def test_a_memo_is_written_from_text_file_or_pipe(run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(study, "utkast.txt", "Fra en fil.\r\nTo linjer.\r\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Fra et rør: blåbær.\n".encode())))
    who = ("--coder", "koder-a")
    done = run("memo", "write", "case/skien", "--text", "Rett inn.", *who, where=study)
    assert done.out == "memos/rett-inn.md: memo on case/skien\n"
    assert (
        run("memo", "write", "study", "--file", "utkast.txt", "--title", "Utkast én", *who, where=study).code
        == 0
    )
    assert run("memo", "write", "code/barriers/resources", *who, where=study).code == 0
    written = {path.name: path.read_text().split("---\n", 2)[1:] for path in (study / "memos").glob("*.md")}
    assert written["rett-inn.md"][1] == "Rett inn.\n"
    assert written["utkast-en.md"][1] == "Fra en fil.\nTo linjer.\n"
    assert yaml.safe_load(written["utkast-en.md"][0])["title"] == "Utkast én"
    assert yaml.safe_load(written["fra-et-ror-blabaer.md"][0])["about"] == "code/c000000002"
    assert yaml.safe_load(written["fra-et-ror-blabaer.md"][0])["coder"] == "koder-a"


def test_at_a_terminal_the_words_are_written_in_the_users_editor(
    run, study: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    editor = put(
        tmp_path, "editor.py", "import sys\nfile = sys.argv[-1]\nopen(file, 'a').write('Og mer.\\n')\n"
    )
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    monkeypatch.delenv("VISUAL", raising=False)
    assert run("memo", "edit", "alta", "--coder", "koder-a", where=study).code == 0
    assert (study / "memos/alta.md").read_text().endswith("---\nSamisk først.\nOg mer.\n")
    monkeypatch.setenv("EDITOR", "no-such-editor-here")
    told = run("memo", "write", "study", "--coder", "koder-a", where=study).refused()
    assert told.startswith("the editor no-such-editor-here cannot be started")
    monkeypatch.delenv("EDITOR")
    assert (
        "name an editor in EDITOR"
        in run("memo", "write", "study", "--coder", "koder-a", where=study).refused()
    )


def test_a_codings_memo_is_written_changed_and_removed_in_the_coding(run, study: Path) -> None:
    coding = coding_with_memo(study)
    file = study / "codings/alta/fokusgruppe/koder-a.yaml"
    who = ("--coder", "koder-a")
    told = run("memo", "write", f"coding/{coding}", "--text", "x", *who, where=study).refused()
    assert told == f"coding/{coding} has a memo already; change it with crosscase memo edit coding/{coding}"
    assert run("memo", "edit", f"coding/{coding}", "--text", "Nytt.", *who, where=study).code == 0
    assert 'memo: "Nytt."' in file.read_text()
    assert run("memo", "remove", f"coding/{coding}", *who, where=study).code == 0
    assert "memo:" not in file.read_text()
    assert run("memo", "write", f"coding/{coding}", "--text", "Igjen.", *who, where=study).code == 0
    assert 'memo: "Igjen."' in file.read_text()


def test_a_memo_is_changed_and_removed_by_its_coder(run, study: Path) -> None:
    assert run("memo", "edit", "alta", "--text", "Nye ord.", "--coder", "koder-a", where=study).code == 0
    assert (study / "memos/alta.md").read_bytes() == MEMOS["memos/alta.md"].replace(
        "Samisk først.", "Nye ord."
    ).encode()
    done = run("memo", "edit", "alta", "--text", "Nye ord.", "--coder", "koder-a", where=study)
    assert done.out == "memos/alta.md: these are its words already\n"
    assert run("memo", "remove", "memos/alta.md", "--coder", "koder-a", where=study).code == 0
    assert not (study / "memos/alta.md").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["edit", "kapasitet", "--text", "x"], "the memo kapasitet is koder-b's: only they change it"),
        (["remove", "kapasitet"], "the memo kapasitet is koder-b's: only they change it"),
        (["edit", "kapasitett", "--text", "x"], "there is no memo kapasitett; did you mean kapasitet?"),
        (
            ["write", "case/atla", "--text", "x"],
            "there is nothing called case/atla in this study; did you mean case/alta?",
        ),
        (["write", "study", "--text", " \n"], "no words were given; nothing was changed"),
        (
            ["write", "study", "--text", "x", "--file", "study.yaml"],
            "give the words with --text or with --file",
        ),
        (["write", "study", "--file", "no.txt"], "no.txt"),
        (["remove", "coding/zzzzzzzzzz"], "there is no coding zzzzzzzzzz; see crosscase memo list --codings"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(run, study: Path, words, told: str) -> None:
    before = contents(study)
    assert run("memo", *words, "--coder", "koder-a", where=study).refused().startswith(told)
    assert contents(study) == before


def test_nothing_is_written_before_it_is_said_who_writes(run, study: Path) -> None:
    assert run("memo", "write", "study", "--text", "x", where=study).refused().startswith("who codes?")


def test_memos_are_exported_as_markdown_to_read(run, study: Path) -> None:
    done = run("memo", "export", "--codings", where=study)
    assert (done.code, done.err) == (0, "")
    headings = [line for line in done.lines if line.startswith("#")]
    assert headings == [
        "# Memoer: En liten studie", "## Om studien", "## Alta", "### To spor", "## Kapasitet (barriers/capacity)",
        "## Kodinger i alta/fokusgruppe",
    ]  # fmt: skip
    for words in (
        "*første*",
        "- Alle sier forebygging.",
        "Konstruert.",
        "koder-b · 2021-12-20",
        "Sagt flere ganger.",
    ):
        assert words in done.out


def test_headings_of_an_english_study_are_english(run, tmp_path: Path) -> None:
    study = make_study(tmp_path / "s", language="en", files=MEMOS)
    assert "## About the study" in run("memo", "export", "--about", "study", where=study).lines


def test_a_word_file_of_memos_holds_their_words_and_the_notice(run, tmp_path: Path) -> None:
    study = make_study(tmp_path / "s", files=MEMOS, notice="Alt er konstruert.")
    assert run("memo", "export", "--output", "memos.docx", where=study).out == "wrote memos.docx\n"
    texts = [p.text for p in docx.Document(str(study / "memos.docx")).paragraphs]
    assert "Alt er konstruert." in texts
    assert "Etter første lesning." in texts
    assert (
        run("memo", "export", "--output", "memos.docx", where=study)
        .refused()
        .startswith("memos.docx is there")
    )
    assert run("memo", "export", "--output", "memos.docx", "--replace", where=study).code == 0


def test_html_and_addresses_in_a_memo_stay_text_in_a_page(run, tmp_path: Path) -> None:
    words = (
        "<script>alert(1)</script> [her](http://x.no) ![b](http://x.no/b.png)\n\n<img src=x onerror=alert(1)>"
    )
    study = make_study(tmp_path / "s", files={"memos/ond.md": words})
    page = run("memo", "export", "--format", "html", where=study).out
    tree = lxml.html.fromstring(page)
    assert not tree.xpath("//script | //img | //body//a[not(starts-with(@href, '#'))]")
    body = " ".join(tree.xpath("//body")[0].text_content().split())
    assert "<script>alert(1)</script> [her](http://x.no) ![b](http://x.no/b.png)" in body
    assert "<img src=x onerror=alert(1)>" in body


def test_a_table_of_memos_has_a_row_for_each(run, study: Path) -> None:
    found = json.loads(run("memo", "export", "--format", "json", "--codings", where=study).out)
    assert [row["about"] for row in found][:3] == ["study", "case/alta", "code/barriers/capacity"]
    assert found[1]["notice"] == "Konstruert."
    assert found[3]["quote"] == "mangel på ressurser for å prioritere tiltak"


def test_no_memo_with_a_name_of_the_roster_goes_out(run, study: Path) -> None:
    put(study, "private/roster.yaml", 'people:\n  - name: "Kari Nordmann"\n')
    put(study, "memos/navn.md", "Snakket med Kari Nordmann.\n")
    told = run("memo", "export", where=study).refused()
    assert "holds a name of the roster" in told
    assert "Nordmann" not in told
    assert run("memo", "export", "--about", "case/alta", where=study).code == 0
