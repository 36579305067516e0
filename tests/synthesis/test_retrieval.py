"""Retrieval as its users meet it: who speaks, what changed, order, context, and as a text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase import open_study
from crosscase.documents.values import Document, Heading, Paragraph, Table
from crosscase.study.coding_edits import add_coding, remove_coding, set_key
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.context import context_named, context_of
from crosscase.synthesis.passages import Passage
from crosscase.synthesis.quotes import BRIEF, COLUMNS, brief, quotes_table
from crosscase.synthesis.retrieval import retrieve
from studies import BODY, Coded, make_study, put

SCHOOLS = "Skolene melder om rasistiske utsagn hver uke."
KNOWLEDGE = "mangler vi kunnskap"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study"), "koder-a")


def quotes(study: Study, where: str = "", **more: object) -> list[str]:
    return [passage.words for passage in retrieve(study, where, **more)]


# who speaks, and where


SPOKEN = """Før noen snakker.

# Åpning
Intervjuer: Hva nå?
I1: Vi har tid.

Mye tid.
I2: Ikke jeg.
# Slutt
Ingen snakker her.
I3: Takk.
"""
FRONT = """case: alta
kind: interview
date: 2021-11-30
speakers:
  Intervjuer: {coder: koder-a}
  I1: {role: "Rådgiver", consent: quote}
  I2: {consent: paraphrase}
  I3: {consent: none}
"""


def spoken(folder: Path, *words: str) -> Study:
    coded = [Coded("barriers", each, id=f"k{number:09}") for number, each in enumerate(words)]
    made = make_study(
        folder, sources={"alta/a": SPOKEN}, fronts={"alta/a": FRONT}, codings={("alta/a", "koder-a"): coded}
    )
    return open_folder(made, "koder-a")


@pytest.mark.parametrize(
    ("words", "speakers", "roles", "consent", "section", "place"),
    [
        ("Før noen", (), (), "", "", "1"),
        ("Hva nå?", ("Intervjuer",), ("interviewer",), "", "Åpning", "4"),
        ("I1: ", (), (), "", "Åpning", "5"),
        ("I1: V", ("I1",), ("Rådgiver",), "quote", "Åpning", "5"),
        ("nå?\nI1: Vi har", ("Intervjuer", "I1"), ("interviewer", "Rådgiver"), "quote", "Åpning", "4–5"),
        ("tid.\n\nMye", ("I1",), ("Rådgiver",), "quote", "Åpning", "5–7"),
        ("tid.\nI2: Ikke", ("I1", "I2"), ("Rådgiver",), "paraphrase", "Åpning", "7–8"),
        ("jeg.\n# Slutt\nIngen", ("I2",), (), "paraphrase", "Åpning", "8–10"),
        ("Ingen snakker", (), (), "", "Slutt", "10"),
        ("Ikke jeg.\n# Slutt\nIngen snakker her.\nI3: Takk", ("I2", "I3"), (), "none", "Åpning", "8–11"),
    ],
)
def test_speakers_consent_section_and_place_of_a_quote(
    tmp_path: Path, words: str, speakers: tuple[str, ...], roles: tuple[str, ...], consent: str, section: str,
    place: str,
) -> None:  # fmt: skip
    study = spoken(tmp_path, words)
    [passage] = retrieve(study)
    for each in ("quote", "unknown", "paraphrase", "none"):
        assert len(retrieve(study, f"consent:{each}")) == (each == consent)
    found = (passage.speakers, passage.roles, passage.consent, passage.section, passage.place)
    assert found == (speakers, roles, consent, section, place)
    assert (passage.words, passage.case, passage.path, passage.date) == (
        words,
        "alta",
        "barriers",
        "2021-11-30",
    )


@pytest.mark.parametrize(
    ("one", "other", "reach", "near"),
    [
        ("Vi har tid", "Mye", "turn", True),
        ("Vi har tid", "Mye", "paragraph", False),
        ("Vi har", "tid.\n", "paragraph", True),
        ("Hva nå", "Vi har", "turn", False),
        ("Hva nå?\nI1: Vi", "Mye", "turn", True),
        ("# Slutt", "Ingen", "turn", False),
        ("Ingen", "snakker her", "turn", True),
        ("Ingen", "Takk", "turn", False),
        ("I1:", "Vi har", "turn", False),
    ],
)
def test_near_in_the_same_turn_or_paragraph(
    tmp_path: Path, one: str, other: str, reach: str, near: bool
) -> None:
    found = quotes(spoken(tmp_path, one, other), f"code:barriers near:{reach} code:barriers")
    assert sorted(found) == (sorted([one, other]) if near else [])


def test_case_and_accents_make_no_difference_where_something_is_held(tmp_path: Path) -> None:
    body = "I1: Én kafé på Ålesund, a og b.\n"
    coded = {("alta/a", "koder-a"): [Coded("barriers", body[4:-1], memo="Déjà vu")]}
    study = open_folder(make_study(tmp_path, sources={"alta/a": body}, codings=coded))
    for where, found in [
        ("words:KAFE", 1), ("words:en", 1), ("words:ålesund", 1), ("words:alesund", 0), ('words:"a og b"', 1),
        ("memo:deja", 1), ("memo:nei", 0), ("words:x,kafé", 1),
    ]:  # fmt: skip
        assert len(retrieve(study, where)) == found, where


# what changes


def test_what_is_coded_is_retrieved_at_the_next_question(study: Study) -> None:
    before = retrieve(study, "code:barriers")
    assert retrieve(study, "code:barriers")[0] is before[0]  # nothing was looked up again
    source = study.sources["alta/fokusgruppe"]
    at = BODY.index("Vi merker")
    study.apply(add_coding(source, "koder-a", "barriers", (at, at + 9))[0])
    assert len(retrieve(study, "code:barriers")) == len(before) + 1
    study.undo()
    assert [p.coding for p in retrieve(study, "code:barriers")] == [p.coding for p in before]
    own = next(p for p in before if p.coding.coder == "koder-a")
    study.apply(set_key(own.coding, True))
    assert own.coding.id in {passage.coding.id for passage in retrieve(study, "key")}
    study.apply(remove_coding(replace(own.coding, key=True)))
    assert len(retrieve(study, "code:barriers")) == len(before) - 1


def test_what_another_program_changes_is_retrieved_too(study: Study) -> None:
    put(study.root, "cases/alta.yaml", 'name: Alta\nattributes: {innbyggere: "21 071"}\n')
    study.refresh()
    assert len(retrieve(study, "innbyggere > 20000")) == 4
    put(study.root, "cases/alta.yaml", 'name: Alta\nattributes: {innbyggere: "3"}\n')
    study.refresh()
    assert len(retrieve(study, "innbyggere > 20000")) == 0
    front, _, body = (study.root / "interviews/alta/fokusgruppe.md").read_text().rpartition("---\n")
    put(
        study.root,
        "interviews/alta/fokusgruppe.md",
        front.replace("I2:", "I9:") + "---\n" + body.replace("I2:", "I9:"),
    )
    study.refresh()
    assert sorted(set(quotes(study, "speaker:I9"))) == sorted({SCHOOLS, KNOWLEDGE})


def test_words_are_those_of_the_text_now_and_the_quote_where_they_are_lost(study: Study) -> None:
    text = (study.root / "interviews/alta/fokusgruppe.md").read_text()
    text = text.replace("rasistiske utsagn", "stygge utsagn").replace(
        f"Og så {KNOWLEDGE} om hva som virker.", ""
    )
    put(study.root, "interviews/alta/fokusgruppe.md", text)
    study.refresh()
    assert quotes(study, "status:changed") == [SCHOOLS.replace("rasistiske", "stygge")]
    assert quotes(study, "words:stygge") == quotes(study, "status:changed")
    [lost] = retrieve(study, "status:lost")
    assert (
        (lost.words, lost.place, lost.speakers, lost.section, lost.consent)
        == (
            KNOWLEDGE,
            "lost",
            (),
            "",
            "paraphrase",  # of the two in the source one may not be quoted, and whose words these were nobody can say
        )
    )
    assert context_of(study, lost, 100) == ("", KNOWLEDGE, "")
    assert quotes(study, "code:barriers near:999 code:barriers and status:lost") == []


def test_codings_of_a_source_that_is_gone_are_retrieved_without_a_place(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "study")
    (folder / "interviews/alta/fokusgruppe.md").unlink()
    study = open_folder(folder)
    found = retrieve(study, "case:alta source:alta/fokusgruppe")
    assert len(found) == 4
    assert {(p.place, p.section, p.speakers, p.date) for p in found} == {("lost", "", (), "")}
    assert retrieve(study, "code:barriers overlapping code:barriers") == ()
    assert retrieve(study, "kind:focus-group") == ()


def test_open_answers_have_no_case_and_fulfil_no_comparison(tmp_path: Path) -> None:
    body = "R001: For lite tid.\n"
    study = open_folder(
        make_study(
            tmp_path, sources={"open-answers/annet": body}, fronts={"open-answers/annet": "question: F4.annet\n"},
            codings={("open-answers/annet", "koder-a"): [Coded("barriers", "lite tid")]},
            files={"cases/alta.yaml": "name: Alta\nattributes: {innbyggere: 1}\n"},
        )
    )  # fmt: skip
    [passage] = retrieve(study)
    assert passage.case == ""
    assert [len(retrieve(study, q)) for q in ("innbyggere > 0", "innbyggere != 0", "not innbyggere > 0")] == [
        0,
        0,
        1,
    ]


# whose, and in which order


def test_coders_choose_whose_codings_there_are(study: Study) -> None:
    assert len(retrieve(study)) == 4
    assert len(retrieve(study, coders=["koder-b"])) == 1
    assert len(retrieve(study, coders=["counted"])) == 3  # the main coder's
    overlapping = "code:barriers overlapping code:barriers"
    assert len(retrieve(study, overlapping)) == 2
    assert retrieve(study, overlapping, coders=["koder-a"]) == ()
    with pytest.raises(StudyError, match="there is no coder koder-c; did you mean koder-"):
        retrieve(study, coders=["koder-c"])


def test_quotes_come_in_the_order_asked_for(tmp_path: Path) -> None:
    coded = {
        ("alta/a", "koder-b"): [Coded("challenges", "en")],
        ("alta/a", "koder-a"): [Coded("barriers/capacity", "to"), Coded("unknown", "tre")],
        ("skien/b", "koder-a"): [Coded("barriers", "fire"), Coded("challenges", "fem")],
    }
    sources = {"alta/a": "en to tre\n", "skien/b": "fem fire\n"}
    fronts = {"alta/a": "date: 2021-12-01\n", "skien/b": "date: 2020-01-01\n"}
    study = open_folder(make_study(tmp_path, sources=sources, fronts=fronts, codings=coded))
    orders = {
        "place": "en to tre fem fire",
        "case": "to en tre fire fem",
        "code": "fire to en fem tre",
        "coder": "to tre fem fire en",
        "date": "fem fire en to tre",
    }
    for sort, words in orders.items():
        assert quotes(study, sort=sort) == words.split(), sort


# context


@pytest.mark.parametrize(
    ("words", "context", "before", "after"),
    [
        ("Vi har", 0, "", ""),
        ("har", 3, "Vi ", ""),
        ("har", 5, "Vi ", " tid."),
        ("har", "sentence", "Vi ", " tid."),
        ("har", "paragraph", "Vi ", " tid."),
        ("har", "turn", "Vi ", " tid.\n\nMye tid."),
        ("snakker her", "turn", "Ingen ", "."),
        ("I1: Vi", "turn", "", " har tid.\n\nMye tid."),
        ("nå?\nI1: Vi", "turn", "Hva ", " har tid.\n\nMye tid."),
    ],
)
def test_context_is_characters_between_words_or_the_rest_of_the_unit(
    tmp_path: Path, words: str, context: int | str, before: str, after: str
) -> None:
    study = spoken(tmp_path, words)
    [passage] = retrieve(study)
    assert context_of(study, passage, context) == (before, words, after)


@given(data=st.data())
def test_characters_around_a_quote_are_whole_words_side_by_side_with_it(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = data.draw(st.text(alphabet="ab \n", min_size=1, max_size=30))
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    most = data.draw(st.integers(0, 12))
    folder = make_study(
        tmp_path_factory.mktemp("s"), sources={"alta/a": words},
        codings={("alta/a", "koder-a"): [Coded("barriers", (start, end))]},
    )  # fmt: skip
    study = open_folder(folder)
    [passage] = retrieve(study)
    before, quote, after = context_of(study, passage, most)
    assert quote == words[start:end]
    left, right = words[:start], words[end:]
    assert (
        before
        == next(left[k:] for k in range(max(0, len(left) - most), len(left) + 1) if between(left, k)).lstrip()
    )
    assert (
        after == next(right[:k] for k in range(min(most, len(right)), -1, -1) if between(right, k)).rstrip()
    )


def between(text: str, cut: int) -> bool:
    """Whether a cut leaves all words whole."""
    return cut in (0, len(text)) or text[cut - 1].isspace() or text[cut].isspace()


@pytest.mark.parametrize("word", ["-1", "line", "", "1e3", "٣", "9" * 20])
def test_a_context_that_is_none_is_one_line(word: str) -> None:
    with pytest.raises(StudyError, match="give a number of characters, or sentence, paragraph, turn"):
        context_named(word)


# as a table, a text and a frame


def test_the_table_has_everything_and_its_brief_form_what_people_read(study: Study) -> None:
    table = quotes_table(study, retrieve(study, "code:challenges"), 20, caption="Alt")
    assert isinstance(table, Table)
    [row] = [dict(zip(table.columns, cells, strict=True)) for cells in table.rows]
    start = BODY.index(SCHOOLS)
    assert row == {
        "id": row["id"], "case": "alta", "source": "alta/fokusgruppe", "coder": "koder-a", "code": "challenges/schools",
        "speaker": "I2", "role": "leder", "section": "Utfordringsbildet", "place": "5", "time": "", "start": start,
        "end": start + len(SCHOOLS), "before": "noen sier det høyt.\nI2: "[-20:].lstrip(), "quote": SCHOOLS,
        "after": "\n\n# Barrierer", "memo": "", "key": True, "consent": "paraphrase", "date": "2021-11-30",
        "created": "2021-12-01T10:22:05Z",
    }  # fmt: skip
    assert table.columns == COLUMNS
    shorter = brief(table)
    assert (shorter.columns, shorter.caption) == (BRIEF, "Alt")
    assert shorter.rows[0][BRIEF.index("quote")] == SCHOOLS


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def paragraphs(document: Document, style: str) -> list[str]:
    return [
        "".join(run.text for run in block.runs)
        for block in document.blocks
        if isinstance(block, Paragraph) and block.style == style
    ]


def test_groups_are_a_text_under_the_names_of_codes_or_cases(study: Study) -> None:
    found = retrieve(study)
    by_code = quotes_table(study, found, group="code")
    assert isinstance(by_code, Document)
    assert headings(by_code) == [
        "Barrierer › Kapasitet (2)", "Barrierer › Kunnskap (1)", "Utfordringer › Rasisme i skolen (1)",
    ]  # fmt: skip
    assert len(paragraphs(by_code, "quote")) == 4
    assert any("Memo: Sagt flere ganger." in line for line in paragraphs(by_code, "note"))
    by_case = quotes_table(study, found, group="case")
    assert isinstance(by_case, Document)
    assert headings(by_case) == ["Alta (4)"]
    assert (
        quotes_table(study, (), group="case").blocks[0].runs[0].text == "Ingen sitater svarer til spørringen."
    )


def test_what_may_not_be_quoted_is_marked_in_a_text(tmp_path: Path) -> None:
    study = spoken(tmp_path, "Vi har", "Ikke", "Takk", "Hva nå")
    document = quotes_table(study, retrieve(study), group="code")
    marks = [re.search(r"\[(.*)\]", line) for line in paragraphs(document, "note")]
    assert [mark and mark[1] for mark in marks] == [
        None, None, "bare gjengivelse: skal ikke siteres", "ikke samtykke: skal ikke gjengis",
    ]  # fmt: skip


def test_a_text_is_in_the_language_of_the_study_and_carries_its_notice(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, language="en", notice="Constructed."))
    document = quotes_table(study, retrieve(study), group="case", caption="All")
    assert (document.title, document.notice, document.subtitle) == ("Quotes", "Constructed.", "All")
    assert any("line 5" in line and "key quote" in line for line in paragraphs(document, "note"))


def test_the_frame_has_the_same_quotes(study: Study) -> None:
    opened = open_study(study.root)
    frame = opened.quotes("code:barriers", context="sentence")
    assert tuple(frame.columns) == COLUMNS
    assert frame["quote"].tolist() == quotes(study, "code:barriers")
    assert frame["before"].tolist()[1] == "Det er "
    assert str(frame["created"].dtype).startswith("datetime64")
    assert (str(frame["start"].dtype), str(frame["key"].dtype)) == ("Int64", "bool")
    assert len(opened.quotes(coders=["koder-b"])) == 1
    empty = opened.quotes("words:finnes-ikke")
    assert (len(empty), tuple(empty.columns)) == (0, COLUMNS)
    with pytest.raises(StudyError, match="there is no context line"):
        opened.quotes(context="line")


def test_a_passage_that_is_kept_goes_on_saying_what_it_said_after_its_text_has_changed(study: Study) -> None:
    [kept] = retrieve(study, "code:challenges")
    put(study.root, "interviews/alta/fokusgruppe.md", "Helt nytt.\n")
    study.refresh()
    assert (kept.place, kept.speakers, kept.section) == ("5", ("I2",), "Utfordringsbildet")
    assert isinstance(kept, Passage)
