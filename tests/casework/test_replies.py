"""Word files that came back: the filled form, and all that people do to it instead."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from answered import (
    FORM,
    MEASURES,
    QUOTE,
    STATEMENTS,
    changed,
    form_hash,
    heard,
    paragraph_of,
    replaced,
    row_of,
    run,
    said,
    sent_study,
    text_of,
    ticked,
    without_marks,
    wrote,
    xml,
)
from crosscase.casework.matching_replies import same_words
from crosscase.casework.replies import Whose, received
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError

ROOT = Path(__file__).resolve().parents[2]
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DATED = 'w:author="Kari" w:date="2022-01-10T09:00:00Z"'


@pytest.fixture(scope="module", params=[True, False], ids=["packet kept", "packet not here"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study that sent the form, on the machine that keeps it and on another one."""
    return open_folder(
        sent_study(tmp_path_factory.mktemp("replies") / "study", kept=request.param), "koder-a"
    )


def refused(study: Study, raw: bytes, name: str = "svar.docx", whose: Whose | None = None) -> str:
    with pytest.raises(StudyError) as error:
        received(study, raw, name, whose)
    line = str(error.value)
    assert "\n" not in line
    assert line.startswith(f"{name}")
    return line


def commented(raw: bytes, comments: str) -> bytes:
    """A file with comments of its own."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    relation = (
        '<Relationship Id="rComments" Target="comments.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    space = qn("w:p")[1:].partition("}")[0]
    parts = {
        "word/comments.xml": f'<w:comments xmlns:w="{space}">{comments}</w:comments>'.encode(),
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
    }
    return replaced(raw, parts)


def comment(number: int, words: str, date: str = "2022-01-10T09:30:00Z") -> str:
    when = f' w:date="{date}"' if date else ""
    return f'<w:comment w:id="{number}" w:author="Kari"{when}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'


def hang(first: Any, last: Any, number: int) -> None:
    """Hang a comment on what stands from one paragraph to the end of another."""
    first.insert(1, xml(f'<w:commentRangeStart w:id="{number}"/>'))
    last.append(xml(f'<w:commentRangeEnd w:id="{number}"/>'))
    last.append(xml(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))


# the form, filled


def test_ticks_words_and_what_is_missing_are_heard_and_what_was_left_alone_is_no_answer(study: Study) -> None:
    def fill(root: Any) -> None:
        ticked(root, "aaaaaaaa11", "correct")
        ticked(root, "aaaaaaaa12", "changes")
        wrote(root, "c_aaaaaaaa12", "Ikke hver uke.")
        ticked(root, "bbbbbbbb21", "cannot_say")
        wrote(root, "c_bbbbbbbb22", "Se planen.")
        wrote(root, "m_2", "Frivilligsentralen mangler.")
        wrote(root, "m_0", "Dere glemmer kirken.")
        wrote(root, "g_0", "Takk!")

    raw = changed(fill)
    reply = heard(study, raw)
    assert said(reply) == {
        "aaaaaaaa11": ("correct", "", ""),
        "aaaaaaaa12": ("changes", "Ikke hver uke.", ""),
        "bbbbbbbb21": ("cannot-say", "", ""),
        "bbbbbbbb22": ("", "Se planen.", ""),
    }
    assert {each.matched for each in reply.statements} == {"id"}
    assert reply.additions == (("tiltak", "Frivilligsentralen mangler."), ("", "Dere glemmer kirken."))
    assert (reply.general, reply.unmatched, reply.notes) == ("Takk!", (), ())
    assert (reply.round, reply.case, reply.informant, reply.how) == (1, "alta", "I1", "word")
    assert reply.receipt == form_hash(raw)


def test_a_form_that_comes_back_as_it_was_says_nothing_of_any_statement(study: Study) -> None:
    reply = heard(study, FORM)
    assert reply.is_empty
    assert reply.notes == ("nothing was filled in or changed",)
    # Word writes all of it anew when it saves
    again = io.BytesIO()
    docx.Document(io.BytesIO(FORM)).save(again)
    assert heard(study, again.getvalue()).is_empty


@pytest.mark.parametrize(
    "line", ["☒ Feil", "x Feil", "X  Feil", "☐ Feil x", "[x] Feil", "✓ Feil", "☐ x Feil", "xFeil"]
)
def test_a_box_counts_however_it_was_ticked(study: Study, line: str) -> None:
    def tick(root: Any) -> None:
        paragraph = paragraph_of(root, "t_aaaaaaaa11_wrong")
        for child in [*paragraph.findall(qn("w:sdt")), *paragraph.findall(qn("w:r"))]:
            paragraph.remove(child)
        paragraph.append(run(line))

    verdict, words, _ = said(heard(study, changed(tick))).get("aaaaaaaa11", ("", "", ""))
    # what cannot be told from a word stays one
    assert (verdict, words) == (("", "xFeil") if line == "xFeil" else ("wrong", ""))


def test_of_two_ticks_none_counts_and_both_are_kept(study: Study) -> None:
    def tick(root: Any) -> None:
        ticked(root, "aaaaaaaa11", "correct")
        ticked(root, "aaaaaaaa11", "wrong")
        wrote(root, "c_aaaaaaaa11", "Både og.")

    reply = heard(study, changed(tick))
    assert said(reply) == {"aaaaaaaa11": ("", "[krysset av: Riktig, Feil]\nBåde og.", "")}
    assert reply.notes == (
        "1.1: more than one box is ticked (correct, wrong); none counts, the words are kept",
    )


def test_signs_that_a_word_processor_changes_unasked_are_no_new_wording() -> None:
    sent = "E\u2011posten fra kommune\u00adstyret er\u00a0fra 2020."
    assert same_words("E-posten fra kommunestyret er fra 2020.", sent)
    assert not same_words("Eposten fra kommunestyret er fra 2020.", sent)


def test_an_answer_marked_with_a_pen_or_left_alone_is_told_and_is_no_tick(study: Study) -> None:
    def pen(paragraph: Any, look: str, only: str = "") -> None:
        for words in paragraph.iter(qn("w:r")):
            if not only or only in "".join(words.itertext()):
                if (properties := words.find(qn("w:rPr"))) is None:
                    words.insert(0, properties := xml("<w:rPr/>"))
                properties.append(xml(look))

    def mark(root: Any) -> None:
        pen(paragraph_of(root, "t_aaaaaaaa11_wrong"), '<w:highlight w:val="yellow"/>')
        for verdict in ("correct", "changes", "cannot_say"):
            pen(paragraph_of(root, f"t_aaaaaaaa12_{verdict}"), "<w:strike/>")
            gone = paragraph_of(root, f"t_aaaaaaaa13_{verdict}")
            # as word processors leave it: the bookmarks of lines taken out begin in the line that stays
            stays = paragraph_of(root, "t_aaaaaaaa13_wrong")
            for place, bookmark in enumerate(list(gone.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")))):
                stays.insert(place, bookmark)
            gone.getparent().remove(gone)
        ticked(root, "aaaaaaaa13", "wrong")
        pen(paragraph_of(root, "s_bbbbbbbb21_1"), "<w:strike/>")
        text = text_of(root, "bbbbbbbb22")
        first, text.text = (
            text.text.partition(" for ")[0],
            " for mangfold ble vedtatt i kommunestyret i 2020.",
        )
        text.set(SPACE, "preserve")
        text.getparent().addprevious(run(first))
        pen(paragraph_of(root, "s_bbbbbbbb22_1"), "<w:dstrike/>", only=first)
        for verdict in ("changes", "wrong", "cannot_say"):
            line = paragraph_of(root, f"t_bbbbbbbb23_{verdict}")
            line.getparent().remove(line)

    found = said(heard(study, changed(mark)))
    assert {id: (verdict, text) for id, (verdict, text, _) in found.items()} == {
        "aaaaaaaa11": ("", "[markert: Feil]"),
        "aaaaaaaa12": ("", "[igjen står: Feil]"),
        "aaaaaaaa13": ("wrong", ""),
        "bbbbbbbb21": ("", "[strøket]"),
        "bbbbbbbb22": ("", "[strøket: En plan]"),
        "bbbbbbbb23": ("", "[igjen står: Riktig]"),
    }


def test_a_form_without_its_column_of_numbers_says_no_more_than_was_written(study: Study) -> None:
    def narrow(root: Any) -> None:
        for row in root.iter(qn("w:tr")):
            if len(cells := row.findall(qn("w:tc"))) == 4:
                row.remove(cells[0])
        ticked(root, "aaaaaaaa11", "correct")
        wrote(root, "c_aaaaaaaa13", "De er tre.")

    assert said(heard(study, changed(narrow))) == {
        "aaaaaaaa11": ("correct", "", ""), "aaaaaaaa13": ("", "De er tre.", ""),
    }  # fmt: skip


def test_words_beside_a_box_and_beside_a_number_are_words_on_the_statement(study: Study) -> None:
    def write(root: Any) -> None:
        wrote(root, "t_aaaaaaaa11_correct", " nesten alltid")
        next(row_of(root, "aaaaaaaa12").iter(qn("w:p"))).append(run(" enig!"))

    assert said(heard(study, changed(write))) == {
        "aaaaaaaa11": ("", "Riktig nesten alltid", ""),
        "aaaaaaaa12": ("", "enig!", ""),
    }


# the form, ignored


def test_plain_and_tracked_edits_are_the_statement_written_anew(study: Study) -> None:
    def edit(root: Any) -> None:
        words = text_of(root, "bbbbbbbb22")
        words.text = words.text.replace("2020", "2021")
        tracked = text_of(root, "bbbbbbbb23").getparent()
        tracked.getparent().append(
            xml(
                f'<w:ins w:id="900" {DATED}><w:r><w:t xml:space="preserve"> Det er gratis.</w:t></w:r></w:ins>'
            )
        )
        paragraph = paragraph_of(root, "s_aaaaaaaa13_1")
        paragraph.append(xml(f'<w:del w:id="901" {DATED}><w:r><w:delText>borte</w:delText></w:r></w:del>'))

    reply = heard(study, changed(edit))
    assert said(reply) == {
        "bbbbbbbb22": ("", "", MEASURES["bbbbbbbb22"].replace("2020", "2021")),
        "bbbbbbbb23": ("", "", MEASURES["bbbbbbbb23"] + " Det er gratis."),
    }
    assert (reply.how, reply.answered) == ("word-edits", "2022-01-10T09:00:00Z")


def test_comments_land_at_their_statements_with_and_without_a_date(study: Study) -> None:
    def hung(root: Any) -> None:
        for number, name in enumerate(("s_aaaaaaaa11_1", "t_bbbbbbbb21_wrong", "m_1")):
            hang(paragraph_of(root, name), paragraph_of(root, name), number)
        hang(paragraph_of(root, "s_bbbbbbbb22_1"), paragraph_of(root, "s_bbbbbbbb24_1"), 3)
        hang(paragraph_of(root, "packet"), paragraph_of(root, "packet"), 4)

    words = ("Også i butikken.", "Først i 2019.", "Idretten mangler.", "Alt dette er bra.", "Fin side.")
    dates = (
        "2022-01-10T09:30:00Z",
        "",
        "0000-00-00T00:00:00Z",
        "2022-01-11T09:30:00+01:00",
        "2022-01-09T00:00:00Z",
    )
    comments = "".join(comment(number, *one) for number, one in enumerate(zip(words, dates, strict=True)))
    reply = heard(study, commented(changed(hung), comments))
    assert said(reply) == {
        "aaaaaaaa11": ("", "Også i butikken.", ""),
        "bbbbbbbb21": ("", "Først i 2019.", ""),
        "bbbbbbbb22": ("", "[2.2–2.4] Alt dette er bra.", ""),
    }
    assert reply.additions == (("utfordringsbildet", "Idretten mangler."),)
    [unplaced] = reply.unmatched
    assert unplaced.endswith("] Fin side.")
    assert reply.notes == ("2 of the comments tell no time",)
    assert (reply.answered, reply.how) == ("2022-01-11T08:30:00Z", "word-edits")


def test_words_between_rows_land_at_the_statement_above_or_at_the_one_whose_number_they_bear(
    study: Study,
) -> None:
    def row(first: str, words: str) -> Any:
        cells = "".join(
            f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in (first, words, "", "")
        )
        return xml(f"<w:tr>{cells}</w:tr>")

    def write(root: Any) -> None:
        row_of(root, "bbbbbbbb22").addnext(row("", "Planen er ikke fulgt opp."))
        row_of(root, "bbbbbbbb24").addnext(row("2.1", "Avtalen er sagt opp."))
        body = root.find(qn("w:body"))
        body.insert(len(body) - 1, xml("<w:p><w:r><w:t>2.3: Kafeen er stengt.</w:t></w:r></w:p>"))
        body.insert(len(body) - 1, xml("<w:p><w:r><w:t>Hvem har skrevet dette?</w:t></w:r></w:p>"))
        extra = copy.deepcopy(paragraph_of(root, "s_aaaaaaaa13_1"))
        for child in list(extra):
            extra.remove(child)
        extra.append(run("Nå er vi tre."))
        paragraph_of(root, "s_aaaaaaaa13_1").addnext(extra)

    reply = heard(study, changed(write))
    assert said(reply) == {
        "aaaaaaaa13": ("", "Nå er vi tre.", ""),
        "bbbbbbbb21": ("", "Avtalen er sagt opp.", ""),
        "bbbbbbbb22": ("", "Planen er ikke fulgt opp.", ""),
        "bbbbbbbb23": ("", "Kafeen er stengt.\nHvem har skrevet dette?", ""),
    }
    assert QUOTE not in str(reply)


def test_a_note_at_the_foot_is_the_informants(study: Study) -> None:
    def refer(root: Any) -> None:
        paragraph_of(root, "s_aaaaaaaa11_1").append(xml('<w:r><w:footnoteReference w:id="7"/></w:r>'))

    raw = changed(refer)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rNotes" Target="footnotes.xml" Type="{kind}"/></Relationships>'
    space = qn("w:p")[1:].partition("}")[0]
    note = '<w:footnote w:id="7"><w:p><w:r><w:t>Særlig om sommeren.</w:t></w:r></w:p></w:footnote>'
    raw = replaced(
        raw,
        {
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{space}">{note}</w:footnotes>'.encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
        },
    )
    assert said(heard(study, raw)) == {"aaaaaaaa11": ("", "Særlig om sommeren.", "")}


# what people and programs break


def test_statements_that_were_taken_out_are_told_and_the_others_keep_their_answers(study: Study) -> None:
    def cut(root: Any) -> None:
        row = row_of(root, "bbbbbbbb22")
        row.getparent().remove(row)
        properties = row_of(root, "bbbbbbbb23").find(qn("w:trPr"))
        properties.append(xml(f'<w:del w:id="902" {DATED}/>'))
        text_of(root, "aaaaaaaa12").text = ""
        ticked(root, "bbbbbbbb24", "correct")

    reply = heard(study, changed(cut))
    assert said(reply) == {
        "aaaaaaaa12": ("", "[strøket]", ""),
        "bbbbbbbb23": ("", "[strøket]", ""),
        "bbbbbbbb24": ("correct", "", ""),
    }
    assert reply.unmatched == ("[står ikke lenger i svaret: 2.2]",)
    assert reply.notes == ("not in the file any more: 2.2",)


def test_rows_in_another_order_with_other_numbers_are_known_by_their_bookmarks(study: Study) -> None:
    def shuffle(root: Any) -> None:
        rows = [row_of(root, id) for id in MEASURES]
        for id in MEASURES:
            wrote(root, f"c_{id}", f"om {id}")
        for place, row in enumerate(reversed(rows), 1):
            row.getparent().append(row)
            next(row.iter(qn("w:t"))).text = f"2.{place}"

    reply = heard(study, changed(shuffle))
    assert {id: text for id, (_, text, _) in said(reply).items()} == {id: f"om {id}" for id in MEASURES}
    assert reply.notes == ("numbers of statements were changed; bookmarks and words count",)


def test_without_bookmarks_and_properties_numbers_tell_and_where_they_were_changed_words(
    study: Study,
) -> None:
    def write(root: Any) -> None:
        for id in STATEMENTS:
            wrote(root, f"c_{id}", f"om {id}")
        ticked(root, "aaaaaaaa11", "wrong")
        text_of(root, "aaaaaaaa12").text = "Alt er bra."
        wrote(root, "m_2", "Frivilligsentralen.")
        wrote(root, "g_0", "Takk!")

    def renumber(root: Any) -> None:
        write(root)
        for id in MEASURES:
            next(row_of(root, id).iter(qn("w:t"))).text = f"2.{5 - int(id[-1])}"

    raw = without_marks(changed(write))
    reply = heard(study, raw)
    assert {id: text for id, (_, text, _) in said(reply).items()} == {id: f"om {id}" for id in STATEMENTS}
    assert said(reply)["aaaaaaaa11"] == ("wrong", "om aaaaaaaa11", "")
    assert said(reply)["aaaaaaaa12"] == ("", "om aaaaaaaa12", "Alt er bra.")
    assert (reply.additions, reply.general) == ((("tiltak", "Frivilligsentralen."),), "Takk!")
    moved = heard(study, without_marks(changed(renumber)))
    assert {id: said(moved)[id][1] for id in MEASURES} == {id: f"om {id}" for id in MEASURES}
    assert {each.matched for each in moved.statements if each.id in MEASURES} == {"text"}


def test_a_form_that_became_plain_paragraphs_is_read_by_its_words(study: Study) -> None:
    plain = docx.Document()
    plain.add_paragraph("1/alta/I1/2fc170b5-d724-4799-a114-74e90287b173")
    for id, text in STATEMENTS.items():
        plain.add_paragraph(text if id != "bbbbbbbb22" else text.replace("2020", "2021"))
        if id == "bbbbbbbb21":
            plain.add_paragraph("Dette stemmer ikke lenger.")
        if id == "bbbbbbbb23":
            plain.add_paragraph("x Riktig")
    out = io.BytesIO()
    plain.save(out)
    assert said(heard(study, out.getvalue())) == {
        "bbbbbbbb21": ("", "Dette stemmer ikke lenger.", ""),
        "bbbbbbbb22": ("", "", MEASURES["bbbbbbbb22"].replace("2020", "2021")),
        "bbbbbbbb23": ("correct", "", ""),
    }


def test_macros_are_not_run_and_said(study: Study) -> None:
    raw = changed(lambda root: ticked(root, "aaaaaaaa11", "correct"))
    reply = heard(
        study, replaced(raw, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()"}), "svar.docm"
    )
    assert said(reply) == {"aaaaaaaa11": ("correct", "", "")}
    assert reply.notes == ("holds macros; nothing of them is read or run",)


def test_what_cannot_be_read_is_refused_in_one_line_that_says_what_to_do(study: Study) -> None:
    assert "is a PDF" in refused(study, b"%PDF-1.7 svar", "svar.docx")
    assert "validate record" in refused(study, b"%PDF-1.7 svar", "svar.pdf")
    assert "old or protected Word file" in refused(study, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 svar")
    assert "neither a Word file" in refused(study, b"hei", "svar.docx")
    assert "is empty" in refused(study, b"  ")
    zipped = refused(study, replaced(FORM, {"[Content_Types].xml": None}), "svar.zip")
    assert zipped == "svar.zip: is a zip file; unpack it, and receive what it holds"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
    workbook = refused(study, other.getvalue(), "svar.xlsx")
    assert (
        "is an Excel workbook, not a Word file; write down what it says with crosscase validate record"
        in workbook
    )
    assert "cut off, damaged" in refused(study, FORM[: len(FORM) // 2])
    bomb = replaced(FORM, {"word/document.xml": b"<w:document>" + b" " * (64 * 2**20)})
    assert "far larger unpacked" in refused(study, bomb)
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "is a LibreOffice spreadsheet, not a text; write down what it says" in refused(
        study, sheet.getvalue(), "svar.ods"
    )


def test_a_form_of_another_study_or_of_somebody_who_was_sent_nothing_is_refused(study: Study) -> None:
    def of(**values: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(FORM)) as archive:
            custom = archive.read("docProps/custom.xml").decode()
        for key, value in values.items():
            custom = re.sub(rf'(name="crosscase-{key}"><vt:lpwstr>)[^<]*', rf"\g<1>{value}", custom)
        return replaced(FORM, {"docProps/custom.xml": custom.encode()})

    assert "form of another study" in refused(study, of(study="00000000-d724-4799-a114-74e90287b173"))
    assert "alta/I9 was sent nothing in round 1 (did you mean alta/I1)" in refused(study, of(informant="I9"))
    line = refused(study, of(round="7"))
    assert "there is no round 7 to answer, there is only round 1" in line
    assert "the file stays where it is" in line
    assert "skien" not in str(said(heard(study, of(case="kommunen"))))  # a case that got another name since


def test_a_form_of_one_round_is_not_taken_for_another(study: Study) -> None:
    assert "of round 1, not 2; leave --round out" in refused(study, FORM, whose=Whose(2))


def test_a_file_that_does_not_say_whose_it_is_needs_to_be_told_and_is_then_read(study: Study) -> None:
    def anonymous(root: Any) -> None:
        for words in root.iter(qn("w:t")):
            if "2fc170b5" in (words.text or ""):
                words.text = ""
        ticked(root, "aaaaaaaa11", "correct")

    raw = without_marks(changed(anonymous))
    assert "give --from such as alta/I1, and --round" in refused(study, raw)
    reply = heard(study, raw, whose=Whose(1, "alta", "I2"))
    assert (reply.sender, said(reply)) == ("alta/I2", {"aaaaaaaa11": ("correct", "", "")})
    # what says whose it is is not taken for somebody else's
    assert "it is of alta/I1, not of alta/I2" in refused(study, FORM, whose=Whose(1, "alta", "I2"))
