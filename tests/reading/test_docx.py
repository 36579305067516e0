"""Word files as texts: what a person sees in Word stands in the body, and what does not is told."""

from __future__ import annotations

import io
import unicodedata

import docx
import pytest
from word_made import p, packed, r, style, table, word, word_parts

from crosscase.reading.docx import docx_contents, read_docx
from crosscase.reading.taken import LeftOut, Taken


def taken(body: str, **others: str) -> Taken:
    return read_docx(word(body, **others), "notater.docx")


def body_of(body: str, **others: str) -> str:
    return taken(body, **others).text.body


def heading(words: str, level: int = 1) -> str:
    return p(words, f'<w:outlineLvl w:val="{level - 1}"/>')


def listed(words: str, number: str = "1", level: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(words, numbered)


def levels(*forms: tuple[str, str], start: int = 1) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(forms)
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{levels(("bullet", "·"), ("bullet", "o"))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%3"))}'
    "</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="3">{levels(("upperRoman", "%1"), start=4)}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in "123")
    + '<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


# paragraphs


def test_paragraphs_are_lines_and_empty_ones_part_them() -> None:
    assert (
        body_of(p("I1: Hei.") + p("I2: Ja.") + p("") + p("") + p("Slutt")) == "I1: Hei.\nI2: Ja.\n\nSlutt\n"
    )


def test_words_are_joined_over_runs_links_tags_and_boxes_of_a_form() -> None:
    inner = (
        r("Kom")
        + f"<w:hyperlink>{r('mu')}</w:hyperlink><w:smartTag>{r('ne')}</w:smartTag>"
        + f"<w:sdt><w:sdtContent>{r('styret')}</w:sdtContent></w:sdt><w:bookmarkStart/>{r('!')}"
    )
    assert body_of(p(inner)) == "Kommunestyret!\n"


def test_tabs_breaks_and_hyphens_are_what_they_look_like() -> None:
    inner = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>e</w:t><w:noBreakHyphen/><w:t>post, kapa</w:t>"
        "<w:softHyphen/><w:t>si\u00adtet e\u2011post</w:t></w:r>"
    )
    assert body_of(p(inner)) == "a\tb\ne-post, kapasitet e-post\n"


def test_blanks_at_the_ends_of_lines_go_and_line_ends_of_the_file_are_blanks() -> None:
    assert body_of(p("<w:r><w:tab/><w:t>  to\nord </w:t></w:r>")) == "to ord\n"


def test_letters_are_composed() -> None:
    words = unicodedata.normalize("NFD", "Blåfjell på Sørøya")
    assert body_of(p(r(words[:4]) + r(words[4:]))) == "Blåfjell på Sørøya\n"


def test_signs_of_symbol_fonts_are_what_they_show() -> None:
    inner = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Symbol" w:char="F061"/>'
        '<w:sym w:font="Wingdings" w:char="F021"/><w:sym w:font="x" w:char="zz"/></w:r>'
    )
    smile = r("J \uf04a", '<w:rFonts w:ascii="Wingdings"/>')
    found = taken(p(inner + smile))
    assert found.text.body == "→α\ufffd☺ ☺\n"
    assert LeftOut("symbol", "Wingdings F021", "") in found.left_out


def test_formulas_are_their_letters() -> None:
    math = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a+b</m:t></m:r>'
        "</m:oMath>"
    )
    assert body_of(p(r("er ") + math)) == "er a+b\n"


def test_hidden_words_are_left_out_and_told() -> None:
    found = taken(p(r("synlig") + r(" skjult ord", "<w:vanish/>") + r("!", '<w:vanish w:val="0"/>')))
    assert found.text.body == "synlig!\n"
    assert found.left_out == (LeftOut("hidden text", "skjult ord", ""),)


def test_markup_and_formulas_in_words_stay_words() -> None:
    assert body_of(p("&lt;b&gt;[red]=1+1[/red] \u2028")) == "<b>[red]=1+1[/red]\n"


# headings


@pytest.mark.parametrize(
    "name", ["heading 2", "Heading 2", "Overskrift 2", "overskrift 2", "Rubrik 2", "Überschrift 2"]
)
def test_headings_are_known_by_the_name_of_their_style(name: str) -> None:
    styles = style("X", shown=name) + style("Y", based_on="X", shown="Min egen")
    marked = p("Tema", '<w:pStyle w:val="X"/>') + p("Til", '<w:pStyle w:val="Y"/>') + p("tekst")
    assert body_of(marked, styles=styles) == "## Tema\n\n## Til\n\ntekst\n"


def test_headings_are_known_by_their_level_in_the_outline() -> None:
    styles = style("X", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>', shown="Tema")
    not_one = p("nei", '<w:pStyle w:val="X"/><w:outlineLvl w:val="9"/>')
    assert body_of(p("Ja", '<w:pStyle w:val="X"/>') + not_one, styles=styles) == "### Ja\n\nnei\n"


def test_headings_are_one_line_of_at_most_six_signs() -> None:
    broken = p("<w:r><w:t>To</w:t><w:br/><w:t>linjer</w:t></w:r>", '<w:outlineLvl w:val="8"/>')
    assert body_of(broken + p("x")) == "###### To linjer\n\nx\n"


def test_numbers_of_headings_are_kept_and_empty_headings_go() -> None:
    numbers = '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    found = body_of(
        p("Innledning", numbers) + heading("") + p("x") + p("Tiltak", numbers), numbering=NUMBERING
    )
    assert found == "# 1. Innledning\n\nx\n\n# 2. Tiltak\n"


def test_the_title_is_the_texts_title_and_its_first_heading() -> None:
    found = taken(p("Notater", '<w:pStyle w:val="T"/>') + p("x"), styles=style("T", shown="Title"))
    assert (found.text.title, found.text.body) == ("Notater", "# Notater\n\nx\n")


def test_bold_short_lines_are_offered_as_headings_and_not_made_into_them() -> None:
    bold = "<w:b/>"
    body = (
        p(r("Barrierer i arbeidet", bold)) + p("Det er mange barrierer. " * 5)
        + p(r("Intervjuer: Hva da?", bold)) + p(r("Dette er en hel setning.", bold)) + p(r("Et ", bold) + r("ord"))
        + p(r("Stort", '<w:sz w:val="40"/>')) + p("Og mer tekst. " * 10)
    )  # fmt: skip
    found = taken(body)
    lines = found.text.body.split("\n")
    assert "#" not in found.text.body
    assert [(lines[one.line], one.level) for one in found.guesses] == [
        ("Barrierer i arbeidet", 2),
        ("Stort", 1),
    ]


def test_where_everything_is_bold_nothing_is_offered() -> None:
    assert taken("".join(p(r("Linje", "<w:b/>")) for _ in range(5))).guesses == ()


# lists


def test_lists_have_their_labels_as_they_are_counted_in_word() -> None:
    body = (
        listed("punkt") + listed("under", level=1) + p("tekst") + listed("en", "2") + listed("a", "2", 1)
        + listed("b", "2", 1) + listed("to", "2") + listed("a igjen", "2", 1) + listed("dypt", "2", 2)
        + listed("på nytt", "4") + listed("fire", "3") + listed("fem", "3")
    )  # fmt: skip
    assert body_of(body, numbering=NUMBERING).split("\n") == [
        "- punkt", "  - under", "", "tekst", "1. en", "  a) a", "  b) b", "2. to", "  a) a igjen", "    2.1 dypt",
        "1. på nytt", "IV fire", "V fem", "",
    ]  # fmt: skip


def test_a_paragraph_of_a_list_without_a_sign_goes_on_with_its_item() -> None:
    blank = '<w:abstractNum w:abstractNumId="5">' + levels(("bullet", " "), ("none", "")) + "</w:abstractNum>"
    blank += '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>'
    body = listed("punkt") + listed("mer", "5") + listed("dypt", "5", 1) + listed("nytt")
    numbering = NUMBERING.replace("<w:num ", f"{blank}<w:num ", 1)
    assert body_of(body, numbering=numbering) == "- punkt\n  mer\n    dypt\n- nytt\n"


def test_lists_by_style_and_out_of_a_list() -> None:
    styles = style("Liste", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    out = '<w:pStyle w:val="Liste"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    found = body_of(p("ja", '<w:pStyle w:val="Liste"/>') + p("nei", out), styles=styles, numbering=NUMBERING)
    assert found == "- ja\n\nnei\n"


# tables


def test_rows_of_a_table_are_lines() -> None:
    found = body_of(p("før") + table(("Kommune", "Svar"), ("Alta", ""), ("", "")) + p("etter"))
    assert found == "før\n\nKommune | Svar\nAlta |\n\netter\n"


def test_merged_cells_stand_once() -> None:
    wide = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("bred")}'
    high = f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("høy")}'
    under = f"<w:tcPr><w:vMerge/></w:tcPr>{p('')}"
    assert (
        body_of(table((wide, "c"), (high, "b", "c"), (under, "d", "e"))) == "bred | c\nhøy | b | c\n| d | e\n"
    )


def test_a_sheet_for_notes_gives_its_cells_one_after_the_other() -> None:
    long = "Vi har lite tid til dette arbeidet i kommunen. " * 3
    found = body_of(table(("Tema", p(f"I1: {long}") + p(f"I2: {long}"))))
    assert found == f"Tema\nI1: {long.strip()}\nI2: {long.strip()}\n"
    assert body_of(table((p("en") + p("to"),))) == "en\nto\n"


def test_tables_in_tables_are_read() -> None:
    assert body_of(table((table(("a", "b"), ("c", "d")), "e"))) == "a | b c | d | e\n"


def test_rows_within_controls_are_read_and_deleted_rows_are_told() -> None:
    inner = "<w:tr><w:tc>" + p("i kontroll") + "</w:tc><w:tc>" + p("b") + "</w:tc></w:tr>"
    gone = "<w:tr><w:trPr><w:del w:id='1' w:author='K'/></w:trPr><w:tc>" + p("bort") + "</w:tc></w:tr>"
    found = taken(f"<w:tbl><w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>{gone}</w:tbl>")
    assert found.text.body == "i kontroll | b\n"
    assert found.left_out == (LeftOut("deleted row", "bort", ""),)


# notes, boxes, fields


def note(kind: str, name: str, *paragraphs: str) -> str:
    return f'<w:{kind} w:id="{name}">{"".join(paragraphs)}</w:{kind}>'


def refer(kind: str, name: str) -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def test_footnotes_stand_at_the_end_of_their_section_and_endnotes_at_the_end() -> None:
    body = (
        heading("A") + p(r("en") + refer("footnote", "5") + r(" og") + refer("endnote", "2"))
        + heading("B") + p(r("to") + refer("footnote", "6") + refer("footnote", "9"))
    )  # fmt: skip
    mark = "<w:r><w:footnoteRef/></w:r>"
    feet = note("footnote", "5", p(mark + r(" Fot en")), p("mer")) + note("footnote", "6", p("Fot to"))
    feet += '<w:footnote w:id="9" w:type="separator">' + p("skille") + "</w:footnote>"
    found = body_of(body, footnotes=feet, endnotes=note("endnote", "2", p("Slutt")))
    assert found == "# A\n\nen[1] og[2]\n\n[1] Fot en\nmer\n\n# B\n\nto[3]\n\n[3] Fot to\n[2] Slutt\n"


def test_a_note_that_is_referred_to_many_times_stands_once() -> None:
    body = "".join(p(r(str(place)) + refer("footnote", "1")) for place in range(300))
    found = body_of(body, footnotes=note("footnote", "1", p(r("x" * 1000) + refer("footnote", "1"))))
    assert found.count("x" * 1000) == 1
    assert found.count("[1]") == 301  # and once before the note itself


def test_text_boxes_stand_after_their_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{p('I boks')}{table(('a', 'b'))}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert body_of(p(r("rundt ") + both + r("om")) + p("så")) == "rundt om\nI boks\n\na | b\n\nså\n"


def test_pictures_are_left_out_and_told_with_their_words_and_place() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bilde 1" descr="Kart over Alta"/><a:blip/></wp:inline>'
        "</w:drawing></w:r>"
    )
    found = taken(heading("Kart") + p(picture) + p(picture) + p("tekst"))
    assert found.text.body == "# Kart\n\ntekst\n"
    assert found.left_out == (LeftOut("picture", "Kart over Alta", "under “Kart”", 2),)


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruct(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def test_of_fields_the_result_is_read() -> None:
    nested = (
        field("begin") + instruct("IF ") + field("begin") + instruct("X") + field("separate") + r("skjult")
        + field("end") + instruct(" = 1") + field("separate") + r("resultat") + field("end")
    )  # fmt: skip
    simple = f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>'
    assert body_of(p(r("a ") + nested + r(" b ") + simple)) == "a resultat b 7\n"


def test_a_field_that_is_never_closed_takes_nothing_with_it() -> None:
    assert body_of(p(r("a") + field("begin") + instruct("X")) + p("b")) == "a\nb\n"
    assert body_of(p(field("begin") + instruct("TOC") + field("separate")) + p("b")) == "b\n"


def test_a_table_of_contents_is_left_out_and_told() -> None:
    contents = (
        p(field("begin") + instruct(' TOC \\o "1-3"') + field("separate") + r("Tema 1")) + p("Annet 2")
        + p(field("end") + r("Brødtekst"))
    )  # fmt: skip
    found = taken(contents)
    assert found.text.body == "Brødtekst\n"
    assert found.left_out == (LeftOut("table of contents", "", ""),)
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Innhold')}</w:sdtContent></w:sdt>"
    )
    assert body_of(control + p("x")) == "x\n"


def test_forms_show_what_was_filled_in() -> None:
    def control(properties: str, words: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{r(words)}</w:sdtContent></w:sdt>"

    ticked = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/>'
        '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    chosen = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Ja"/><w:listEntry w:val="Nei"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = '<w:tag w:val="b"/><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    body = p(
        r("Navn: ") + control('<w:alias w:val="Navn"/><w:tag w:val="n"/>', "Kari") + r(" ")
        + control("<w:showingPlcHdr/><w:tag w:val='t'/>", "Klikk her") + control(box, "☒") + r(" ") + ticked + chosen
    )  # fmt: skip
    contents = docx_contents(word(body), "x")
    assert contents.body == "Navn: Kari ☒ ☒Nei\n"
    assert LeftOut("prompt", "Klikk her", "") in contents.left_out
    assert [(one.tag, one.title, one.text, one.checked) for one in contents.controls] == [
        ("n", "Navn", "Kari", None), ("t", "", "", None), ("b", "", "☒", True),
    ]  # fmt: skip
    name = contents.controls[0]
    assert contents.body[name.start : name.end] == "Kari"


def test_running_heads_and_feet_are_left_out_and_told() -> None:
    found = taken(p("x"), header=p("Alta kommune"), footer=p("3"))
    assert found.text.body == "x\n"
    assert found.left_out == (LeftOut("running head", "Alta kommune", ""),)


def test_an_attached_document_is_told() -> None:
    assert taken(p("x") + '<w:altChunk r:id="r9"/>').left_out == (LeftOut("attached document", "", ""),)


def test_macros_are_told_and_never_read() -> None:
    found = read_docx(packed({**word_parts(p("x")), "word/vbaProject.bin": b"\x00Sub AutoOpen"}), "x.docm")
    assert found.text.body == "x\n"
    assert found.notes == ("holds macros; nothing of them is read or run",)


def test_the_text_is_found_by_what_the_file_says_and_in_strict_files_too() -> None:
    parts = word_parts(p("ord"))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace('"word/document.xml"', '"/word/document2.xml"')
    assert read_docx(packed(parts), "x").text.body == "ord\n"
    strict = word_parts(p("ord"))
    for name, content in strict.items():
        strict[name] = (
            str(content)
            .replace(
                "schemas.openxmlformats.org/wordprocessingml/2006/main",
                "purl.oclc.org/ooxml/wordprocessingml/main",
            )
            .replace(
                "schemas.openxmlformats.org/officeDocument/2006/relationships",
                "purl.oclc.org/ooxml/officeDocument/relationships",
            )
        )
    assert read_docx(packed(strict), "x").text.body == "ord\n"


def test_styles_that_are_based_on_each_other_are_no_trap() -> None:
    styles = style("A", based_on="B") + style("B", based_on="A")
    assert body_of(p("x", '<w:pStyle w:val="A"/>'), styles=styles) == "x\n"


def test_a_file_of_another_library_is_read_as_it_was_meant() -> None:
    document = docx.Document()
    document.add_heading("Utfordringsbildet", 1)
    document.add_paragraph("Intervjuer: Hva tenker dere?")
    document.add_paragraph("punkt", style="List Bullet")
    for words in ("først", "så"):
        document.add_paragraph(words, style="List Number")
    cells = document.add_table(2, 2)
    for place, words in enumerate(("a", "b", "c", "d")):
        cells.cell(place // 2, place % 2).text = words
    out = io.BytesIO()
    document.save(out)
    assert read_docx(out.getvalue(), "x").text.body == (
        "# Utfordringsbildet\n\nIntervjuer: Hva tenker dere?\n- punkt\n1. først\n2. så\n\na | b\nc | d\n"
    )
