"""Comments and tracked changes of Word files: who, when, what, and on which words of the text."""

from __future__ import annotations

import io
import time

import docx
from hypothesis import given
from hypothesis import strategies as st
from word_made import p, r, table, word

from crosscase.reading.docx import docx_contents, read_docx
from crosscase.reading.docx_parts import Contents
from crosscase.reading.taken import LeftOut

WHEN = "2022-03-01T10:00:00Z"
SIGNED = f'w:author="Kari" w:date="{WHEN}"'


def starts(name: str = "0") -> str:
    return f'<w:commentRangeStart w:id="{name}"/>'


def ends(name: str = "0") -> str:
    return f'<w:commentRangeEnd w:id="{name}"/><w:r><w:commentReference w:id="{name}"/></w:r>'


def comment(name: str, *paragraphs: str, author: str = "Kari") -> str:
    inner = "".join(
        f'<w:p w14:paraId="{name}{place}"><w:r><w:annotationRef/></w:r>{r(words)}</w:p>'
        for place, words in enumerate(paragraphs)
    )
    return f'<w:comment w:id="{name}" w:author="{author}" w:date="{WHEN}">{inner}</w:comment>'


def read(body: str, **others: str) -> Contents:
    return docx_contents(word(body, **others), "x.docx")


def inserted(inner: str, how: str = "ins") -> str:
    return f'<w:{how} w:id="1" {SIGNED}>{inner}</w:{how}>'


def deleted(words: str, how: str = "del") -> str:
    return (
        f'<w:{how} w:id="2" {SIGNED}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:{how}>'
    )


# comments


def test_a_comment_hangs_on_its_words() -> None:
    body = p("Først") + p(r("Vi har ") + starts() + r("for lite ") + r("tid") + ends() + r(" her."))
    found = read_docx(word(body, comments=comment("0", "Viktig", "om tid")), "x")
    [one] = found.comments
    assert found.text.body[one.start : one.end] == "for lite tid"
    assert (one.author, one.date, one.text) == ("Kari", WHEN, "Viktig\nom tid")


def test_a_comment_may_reach_over_paragraphs_headings_and_tables() -> None:
    heading = p(starts() + r("Tema"), '<w:outlineLvl w:val="0"/>')
    contents = read(
        heading + p("to") + table(("a", "b" + ""), (p(r("c") + ends()), "d")) + p("slutt"),
        comments=comment("0", "x"),
    )
    [one] = contents.remarks
    assert contents.body == "# Tema\n\nto\n\na | b\nc | d\n\nslutt\n"
    assert contents.body[one.start : one.end] == "Tema\n\nto\n\na | b\nc"


def test_a_comment_that_ends_where_a_heading_begins_leaves_the_heading_alone() -> None:
    heading = p(f'<w:commentRangeEnd w:id="0"/>{r("Tema")}', '<w:outlineLvl w:val="0"/>')
    for before in (starts() + p("hele avsnittet"), p(starts() + r("hele avsnittet"))):
        contents = read(before + heading, comments=comment("0", "x"))
        [one] = contents.remarks
        assert contents.body == "hele avsnittet\n\n# Tema\n"
        assert contents.body[one.start : one.end] == "hele avsnittet"


def test_labels_of_lists_and_blanks_do_not_move_a_comment() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    item = p(
        r("  før ") + starts() + r(" ord ") + ends() + r(" etter "), '<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    contents = read(item, comments=comment("0", "x"), numbering=numbering)
    [one] = contents.remarks
    assert (contents.body, contents.body[one.start : one.end]) == ("1. før  ord  etter\n", "ord")


def test_a_comment_without_a_range_stands_where_it_is_referred_to() -> None:
    body = p(r("Et ord") + '<w:r><w:commentReference w:id="0"/></w:r>' + r(" til"))
    contents = read(body, comments=comment("0", "her") + comment("7", "løst"))
    placed, loose = sorted(contents.remarks, key=lambda one: one.text)
    assert (placed.start, placed.end, placed.anchored) == (6, 6, True)
    assert (loose.start, loose.end, loose.anchored) == (0, 0, False)


def test_answers_follow_what_they_answer_and_stand_on_the_same_words() -> None:
    body = p(starts("0") + r("en") + ends("0") + r(" ") + starts("1") + r("to") + ends("1"))
    comments = comment("0", "Hva?", "Si mer") + comment("1", "Annet") + comment("2", "Svar", author="Ola")
    threads = (
        '<w15:commentEx w15:paraId="20" w15:paraIdParent="01"/><w15:commentEx w15:paraId="01" w15:done="1"/>'
    )
    contents = read(body, comments=comments, commentsExtended=threads)
    seen = [
        (one.author, one.text, contents.body[one.start : one.end], one.answers) for one in contents.remarks
    ]
    assert seen == [
        ("Kari", "Hva?\nSi mer", "en", ""),
        ("Ola", "Svar", "en", "0"),
        ("Kari", "Annet", "to", ""),
    ]
    assert [one.done for one in contents.remarks] == [True, False, False]


def test_comments_that_answer_each_other_in_a_circle_are_read() -> None:
    threads = '<w15:commentEx w15:paraId="00" w15:paraIdParent="10"/><w15:commentEx w15:paraId="10" w15:paraIdParent="00"/>'
    contents = read(p("x"), comments=comment("0", "a") + comment("1", "b"), commentsExtended=threads)
    assert {one.text for one in contents.remarks} == {"a", "b"}


def test_comments_in_notes_and_among_deleted_words_are_read() -> None:
    gone = f'<w:del w:id="2" {SIGNED}>{starts("1")}<w:r><w:delText>bort</w:delText></w:r>{ends("1")}</w:del>'
    body = p(r("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + gone + r(" b"))
    foot = f'<w:footnote w:id="1">{p(starts("0") + r("i noten") + ends("0"))}</w:footnote>'
    contents = read(body, footnotes=foot, comments=comment("0", "x") + comment("1", "y"))
    words = {one.text: contents.body[one.start : one.end] for one in contents.remarks}
    assert words == {"x": "i noten", "y": ""}


def test_comments_of_another_library_are_found_on_their_words() -> None:
    document = docx.Document()
    document.add_heading("Tema", 1)
    paragraph = document.add_paragraph("Vi har ")
    run = paragraph.add_run("for lite tid")
    paragraph.add_run(" til dette.")
    document.add_comment(run, text="Viktig", author="Kari", initials="K")
    out = io.BytesIO()
    document.save(out)
    found = read_docx(out.getvalue(), "x")
    assert [(found.text.body[one.start : one.end], one.text) for one in found.comments] == [
        ("for lite tid", "Viktig")
    ]


# tracked changes


def test_what_was_put_in_is_kept_and_what_was_taken_out_is_told() -> None:
    body = p(r("Vi har ") + inserted(r("ikke ")) + r("tid") + deleted(" og penger") + r("."))
    contents = read(body)
    assert contents.body == "Vi har ikke tid.\n"
    [new], [gone] = contents.insertions, contents.deletions
    assert (new.author, new.date, new.text, contents.body[new.start : new.end]) == (
        "Kari",
        WHEN,
        "ikke",
        "ikke",
    )
    assert (gone.author, gone.text, gone.start, gone.end) == ("Kari", "og penger", 15, 15)
    assert contents.left_out == (LeftOut("deletion", "og penger", "Kari"),)
    assert contents.notes == (
        "changes were tracked: what was put in is kept (1), what was taken out is left out (1)",
    )


def test_moved_words_stand_where_they_were_moved_to() -> None:
    contents = read(
        p(deleted("flyttet ", "moveFrom") + r("a ")) + p(r("b ") + inserted(r("flyttet"), "moveTo"))
    )
    assert contents.body == "a\nb flyttet\n"
    assert [one.text for one in contents.insertions] == ["flyttet"]
    assert [one.text for one in contents.deletions] == ["flyttet"]


def test_words_that_were_put_in_and_taken_out_again_are_gone() -> None:
    contents = read(p(r("a") + inserted(deleted("borte")) + r("b")))
    assert (contents.body, contents.insertions) == ("ab\n", ())


def test_a_paragraph_whose_end_was_taken_out_goes_on_in_the_next() -> None:
    mark = f'<w:rPr><w:del w:id="3" {SIGNED}/></w:rPr>'
    assert read(p("Første del", mark) + p(" og siste.")).body == "Første del og siste.\n"
    assert read(p("a") + p(deleted("hele linjen"), mark) + p("b")).body == "a\nb\n"


def test_a_field_that_was_taken_out_takes_nothing_with_it() -> None:
    gone = (
        f'<w:del w:id="2" {SIGNED}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>X</w:delInstrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>y</w:delText></w:r></w:del>'
    )
    end = f'<w:del w:id="4" {SIGNED}><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
    assert read(p(r("a ") + gone + end + r("b"))).body == "a b\n"


WORDS = st.text(alphabet="abæø ", min_size=1, max_size=6)
PIECES = st.lists(st.lists(st.tuples(st.sampled_from("=+-c"), WORDS), max_size=5), min_size=1, max_size=4)


@given(PIECES)
def test_the_body_is_what_stands_when_all_changes_are_accepted(
    paragraphs: list[list[tuple[str, str]]],
) -> None:
    made, comments, expected, spans = "", "", [], []
    for pieces in paragraphs:
        inner, line = "", ""
        for kind, words in pieces:
            if kind == "-":
                inner += deleted(words)
                continue
            line += words
            name = str(len(spans))
            if kind == "c":
                inner += starts(name) + r(words) + ends(name)
                comments += comment(name, "k")
                spans.append(words.strip())
            else:
                inner += inserted(r(words)) if kind == "+" else r(words)
        made += f"<w:p>{inner}</w:p>"
        expected.append(line.strip())
    contents = read(made, comments=comments)
    # several empty lines are one, and none stands at the ends
    shown = [line for place, line in enumerate(expected) if line or (place and expected[place - 1])]
    assert contents.body.strip("\n").split("\n") == "\n".join(shown).strip("\n").split("\n")
    placed = sorted((int(one.id), contents.body[one.start : one.end]) for one in contents.remarks)
    assert [words for _, words in placed] == spans
    assert all(contents.body[one.start : one.end] == one.text for one in contents.insertions)


def test_many_ends_of_comments_among_empty_paragraphs_take_no_time() -> None:
    many = 40_000
    body = p("x") + p("") * many + "".join(f'<w:commentRangeEnd w:id="{name}"/>' for name in range(many))
    raw = word(body)
    before = time.process_time()
    assert docx_contents(raw, "x").body == "x\n"
    assert time.process_time() - before < 10  # seconds of CPU; looking back from each of them took minutes


def test_comments_of_programs_that_name_no_paragraphs_answer_no_other() -> None:
    body = p(r("Vi har ") + starts() + r("lite tid") + ends())
    comments = "".join(
        f'<w:comment w:id="{name}" w:author="Kari">{p(words)}</w:comment>'
        for name, words in enumerate(("Sant?", "Uten sted."))
    )
    found = {one.text: (one.answers, one.anchored) for one in read(body, comments=comments).remarks}
    assert found == {"Sant?": ("", True), "Uten sted.": ("", False)}
