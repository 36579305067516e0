"""The served form: shown as it was sent, kept while it is filled, sent in."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.cli.app import run_command
from crosscase.study.opening import open_folder
from crosscase.study.rounds import round_of
from crosscase.web.collecting import served_answers, served_opened
from crosscase.web.store import Stale, Token, save_draft
from served import FIRST, OTHER_TEXT, SECOND, TEXTS, THIRD, Sent, Site, answers
from studies import put


def sent_in(sent: Sent) -> list[dict]:
    return [json.loads(each.raw) for each in served_answers(sent.root)]


def test_a_link_shows_what_the_round_says_was_sent_whatever_the_study_says_by_then(
    sent: Sent, site: Site
) -> None:
    put(sent.root, "cases/alta.yaml", "name: Alta\n")
    for who in ("alta/I1", "alta/I2", "skien/I1"):
        case = who.partition("/")[0]
        asked = round_of(open_folder(sent.root), 1).asked(case)
        shown = site.ask("GET", who).page.xpath("//fieldset")
        assert [group.get("data-statement") for group in shown] == [each.statement for each in asked]
        words = [group.xpath("string(.//*[contains(@id, '-text')])").strip() for group in shown]
        assert words == [each.text["nb"] for each in asked]
    assert set(words) == {OTHER_TEXT}


def test_what_is_saved_stands_in_the_form_again_and_is_nobodys_answer_until_it_is_sent(
    sent: Sent, site: Site
) -> None:
    token = site.ask("GET", "alta/I1").token
    said = answers(general="Takk.", **{FIRST: ("changes", "Ikke\nalltid."), THIRD: ("correct", "")})
    saved = site.save("alta/I1", said, token, 1)
    assert saved.status == 200
    again = site.ask("GET", "alta/I1")
    assert again.fields() == {
        f"verdict.{FIRST}": "changes", f"text.{FIRST}": "Ikke\nalltid.", f"verdict.{THIRD}": "correct", "general": "Takk.",
    }  # fmt: skip
    assert sent_in(sent) == []
    assert site.ask("GET", "alta/I2").fields() == {}
    done = site.save("alta/I1", said, saved.json["token"], 2, "POST")
    assert done.status == 200
    assert sent_in(sent) == [{**said, "answered": done.json["at"]}]


def test_without_script_a_form_is_saved_looked_over_and_sent_by_its_own_fields(
    sent: Sent, site: Site
) -> None:
    token = site.ask("GET", "alta/I2").token
    words = {
        f"verdict__{SECOND}": "wrong",
        f"text__{SECOND}": "Nei.\r\nVi vet det.",
        "missing__barriers": "Tid.",
    }
    saved = site.post("alta/I2", token=token, do="save", **words)
    assert (saved.status, saved.headers["location"]) == (303, f"{sent.paths['alta/I2']}?saved")
    shown = site.ask("GET", saved.headers["location"])
    assert shown.fields()[f"text.{SECOND}"] == "Nei.\nVi vet det."
    assert sent_in(sent) == []
    looked = site.post("alta/I2", token=shown.token, do="review", **words, general="Hei")
    assert looked.headers["location"].endswith("?review")
    done = site.post("alta/I2", token=site.ask("GET", "alta/I2").token, do="send", **words, general="Hei")
    assert done.status == 303
    (answer,) = sent_in(sent)
    assert answer["statements"][1] == {
        "id": SECOND,
        "version": 1,
        "verdict": "wrong",
        "text": "Nei.\nVi vet det.",
    }
    assert (answer["missing"], answer["general"]) == ([{"section": "barriers", "text": "Tid."}], "Hei")


def test_a_page_that_does_not_know_what_another_page_wrote_does_not_write_over_it(
    sent: Sent, site: Site
) -> None:
    one, other = site.ask("GET", "alta/I1").token, site.ask("GET", "alta/I1").token
    assert site.save("alta/I1", answers(general="fra den ene"), one, 1).status == 200
    refused = site.save("alta/I1", answers(general="fra den andre"), other, 1)
    assert refused.status == 409
    assert site.ask("GET", "alta/I1").fields() == {"general": "fra den ene"}
    plain = site.post("alta/I1", token=other, do="send", general="uten skript")
    assert (plain.status, plain.fields()) == (409, {"general": "uten skript"})
    assert sent_in(sent) == []
    # a person who has seen what stands there may still want their own
    assert site.save("alta/I1", answers(general="fra den andre"), refused.json["token"], 2).status == 200
    assert site.ask("GET", "alta/I1").fields() == {"general": "fra den andre"}
    assert site.save("alta/I1", answers(general="fra den ene, sent"), one, 2).status == 409


def test_an_acknowledgement_lost_on_the_way_is_no_other_page_and_a_late_older_save_changes_nothing(
    site: Site,
) -> None:
    token = site.ask("GET", "alta/I1").token
    site.save("alta/I1", answers(general="en"), token, 1)
    newer = site.save("alta/I1", answers(general="en to tre"), token, 3)
    assert newer.status == 200
    late = site.save("alta/I1", answers(general="en to"), token, 2)
    assert (late.status, late.json["token"]) == (200, newer.json["token"])
    assert site.ask("GET", "alta/I1").fields() == {"general": "en to tre"}
    assert site.save("alta/I1", answers(general="for sent"), token, 2, "POST").status == 409


def test_the_same_words_sent_twice_are_one_answer_and_changed_words_are_one_more(
    sent: Sent, site: Site
) -> None:
    token = site.ask("GET", "alta/I1").token
    first = site.save("alta/I1", answers(general="ja"), token, 1, "POST")
    again = site.save("alta/I1", answers(general="ja"), token, 2, "POST")
    assert again.json == first.json
    assert site.save("alta/I1", answers(general="nei"), first.json["token"], 3, "POST").status == 200
    assert [each["general"] for each in sent_in(sent)] == ["ja", "nei"]
    assert served_answers(sent.root) == served_answers(sent.root)
    assert len({each.receipt for each in served_answers(sent.root)}) == 2


def test_a_form_is_opened_when_somebody_looks_at_it(sent: Sent, site: Site) -> None:
    assert served_opened(sent.root) == {}
    site.ask("HEAD", "alta/I2")
    assert served_opened(sent.root) == {}
    site.ask("GET", "alta/I1")
    first = served_opened(sent.root)
    assert list(first) == [(1, "alta", "I1")]
    site.ask("GET", "alta/I1")
    assert served_opened(sent.root) == first


def test_a_new_link_finds_the_draft_again_and_the_old_one_ends(sent: Sent, site: Site, capsys) -> None:
    site.save("alta/I1", answers(general="halvferdig"), site.ask("GET", "alta/I1").token, 1)
    assert run_command(["--study", str(sent.root), "validate", "link", "alta/I1", "--format", "json"]) == 0
    (made,) = json.loads(capsys.readouterr().out)
    assert site.ask("GET", "alta/I1").status == 410
    assert site.ask("GET", "/f/" + made["link"].rpartition("/")[2]).fields() == {"general": "halvferdig"}


@dataclass
class Page:
    """An open page of the form: the newest draft it has heard of, and how often it has tried to save."""

    name: str
    known: int = 0
    attempts: int = 0


STEPS = st.tuples(st.integers(0, 1), st.sampled_from(["heard", "unheard", "late"]), st.booleans())


@settings(max_examples=40)
@given(steps=st.lists(STEPS, max_size=25))
def test_whatever_is_lost_or_late_no_words_give_way_to_older_ones_or_to_a_page_unaware_of_them(
    steps: list[tuple[int, str, bool]],
) -> None:
    """Two pages save; acknowledgements are heard or not, requests come at once or after all others.

    Each page writes what names it and its attempt. A page that is refused insists, or does not.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute(
        "CREATE TABLE drafts (form TEXT PRIMARY KEY, revision INT, tab TEXT, attempt INT, body BLOB, saved TEXT)"
    )
    pages = [Page("one"), Page("other")]
    writer, attempt = "", 0  # of what stands there
    late: list[Token] = []

    def words() -> str | None:
        row = database.execute("SELECT body FROM drafts").fetchone()
        return json.loads(row[0])["general"] if row else None

    def arrives(token: Token) -> int | None:
        """The revision that is acknowledged; None where it is refused."""
        nonlocal writer, attempt
        try:
            draft = save_draft(database, "f", token, {"general": f"{token.tab} {token.attempt}"}, "")
        except Stale:
            assert writer != token.tab, "a page's own past is no other page"
            return None
        if words() == f"{token.tab} {token.attempt}":
            assert writer != token.tab or attempt < token.attempt, "older words came back"
            writer, attempt = token.tab, token.attempt
        return draft.revision

    for who, fate, insists in steps:
        page = pages[who]
        page.attempts += 1
        token = Token(page.known, page.name, page.attempts)
        if fate == "late":
            late.append(token)
            continue
        revision = arrives(token)
        if revision is not None:
            assert words() == f"{page.name} {page.attempts}", "acknowledged, and not there"
        elif insists:
            (page.known,) = database.execute("SELECT revision FROM drafts").fetchone()
        if fate == "heard" and revision is not None:
            page.known = revision
    for token in late:
        before, by = words(), writer
        arrives(token)
        if by and by != token.tab and token.revision == 0:
            assert words() == before, "a page that knew of nothing wrote over another"


def test_the_texts_of_the_example_are_the_ones_the_other_tests_speak_of(site: Site) -> None:
    shown = site.ask("GET", "alta/I1").body.decode()
    assert "&lt;tiltak&gt; &amp; mer." in shown
    assert TEXTS[FIRST] not in shown
