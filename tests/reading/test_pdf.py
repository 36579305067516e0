"""PDFs become texts that read as people read the pages."""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path

import pytest
from pdf_made import HEIGHT, Text, column, make_pdf

from crosscase.reading import pdf_pages
from crosscase.reading.pdf import read_pdf
from crosscase.reading.pdf_hyphens import joined
from crosscase.reading.pdf_text import PdfText, pdf_text
from crosscase.study.problems import StudyError

DATA = Path(__file__).parent / "data"

FULL = "Kommunen har lenge arbeidet med saken og vil fortsette med det"  # about as wide as a column of text
LINES = [
    "Det er mangel på ressurser i mange av kommunene, og de som",
    "arbeider med dette er ofte alene om det. Skolene melder om",
    "rasistiske utsagn hver uke, og lærerne vet ikke hva de skal gjøre.",
]


def read(pages: list[list[Text]]) -> PdfText:
    return pdf_text(make_pdf(pages), "fil.pdf")


def paragraphs(text: PdfText) -> list[str]:
    return [line for line in text.body.split("\n") if line]


def left_out(text: PdfText, what: str) -> list[tuple[str, str, int]]:
    return [(one.words, one.where, one.count) for one in text.left_out if one.what == what]


# lines and paragraphs


def test_the_lines_of_a_paragraph_become_one_line() -> None:
    assert paragraphs(read([column(72, 100, LINES)])) == [" ".join(LINES)]


def test_room_between_lines_parts_paragraphs() -> None:
    pages = [[*column(72, 100, LINES), *column(72, 160, LINES)]]
    assert paragraphs(read(pages)) == [" ".join(LINES)] * 2


def test_a_line_whose_next_word_had_room_ends_a_paragraph() -> None:
    lines = [*LINES, "Slik er det.", *LINES]
    assert paragraphs(read([column(72, 100, lines)])) == [" ".join([*LINES, "Slik er det."]), " ".join(LINES)]


def test_an_indented_line_opens_a_paragraph() -> None:
    first = Text(86, 136, "Alta har prøvd noe nytt, og det er det mange som vil lære av, sier")
    pages = [[*column(72, 100, LINES), first, *column(72, 148, LINES)]]
    assert paragraphs(read(pages)) == [" ".join(LINES), " ".join([first.words, *LINES])]


def test_a_paragraph_goes_on_over_a_page() -> None:
    lines = [*LINES * 2, FULL]
    pages = [column(72, 100, lines), column(72, 72, ["og slik blir det i årene som kommer."])]
    assert paragraphs(read(pages))[-1].endswith(f"{FULL} og slik blir det i årene som kommer.")


def test_a_sentence_that_ends_at_the_foot_of_a_page_ends_its_paragraph() -> None:
    pages = [column(72, 100, LINES), column(72, 72, LINES)]
    assert paragraphs(read(pages)) == [" ".join(LINES)] * 2


def test_turns_of_speakers_begin_anew_without_room_between_them() -> None:
    turns = ["I1: Ja.", "I2: " + FULL + ".", "I1: Nei, det er ikke riktig.", "I2: Jo.", "I1: Greit."]
    assert paragraphs(read([column(72, 100, turns)])) == turns


def test_lists_keep_their_items_apart() -> None:
    items = [
        Text(72, 112, "•"),
        Text(86, 112, "første punkt i listen, som er så langt at det må gå over"),
        Text(86, 124, "flere linjer"),
        Text(72, 136, "•"),
        Text(86, 136, "andre punkt"),
    ]
    text = read([[Text(72, 100, "Vi ser tre ting som kommunene kan gjøre med det her:"), *items]])
    assert text.body == (
        "Vi ser tre ting som kommunene kan gjøre med det her:\n\n"
        "- første punkt i listen, som er så langt at det må gå over flere linjer\n- andre punkt\n"
    )


def test_words_keep_their_letters_and_ligatures_are_taken_apart() -> None:
    raw = make_pdf([[Text(72, 100, "XX YY")]])
    names = b"<< /Type /Encoding /Differences [88 /fi 89 /aring] >>"
    raw = raw.replace(b"/WinAnsiEncoding", names)
    assert pdf_text(raw, "fil.pdf").body == "fifi åå\n"


def test_lines_of_a_table_of_contents_stay_apart_and_are_no_headings() -> None:
    contents = [
        Text(72, 100, "Bakgrunn " + "." * 40 + " 3", bold=True),
        Text(72, 112, "Tiltak " + ". " * 40 + "12"),
    ]
    text = read([[*contents, *column(72, 160, LINES)]])
    assert [line[:8] for line in paragraphs(text)] == ["Bakgrunn", "Tiltak .", LINES[0][:8]]
    assert text.guesses == ()


def test_an_indented_quote_that_ends_before_the_other_lines_stays_whole() -> None:
    quote = [
        "«Det er ikke lett å si hva som",
        "trengs når ingen vet hva som",
        "er rett å gjøre i en slik sak»",
    ]
    pages = [[*column(72, 100, LINES), *column(100, 150, quote), *column(72, 200, LINES)]]
    assert paragraphs(read(pages)) == [" ".join(LINES), " ".join(quote), " ".join(LINES)]


# hyphens


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Det gjelder hele kommu-", "nen og alle som bor der.", "hele kommunen og alle"),
        ("De fikk svar på en e-", "post som ble sendt ut.", "en e-post som"),
        ("Vi har en samarbeids-", "og utviklingsavtale nå.", "en samarbeids- og utviklingsavtale"),
        ("Han er en god SLT-", "koordinator i Skien.", "god SLT-koordinator i"),
        ("Dette gjelder Nord-", "Odal og andre steder.", "gjelder Nord-Odal og"),
        ("Slik var det under covid-", "19 i alle kommuner.", "under covid-19 i"),
        ("Vi tok opp for- og", "etterarbeid der.", "for- og etterarbeid"),
    ],
)
def test_hyphens_at_the_end_of_a_line_go_where_they_only_part_a_word(
    first: str, second: str, expected: str
) -> None:
    assert expected in read([column(72, 100, [first, second])]).body


def test_a_soft_hyphen_always_goes() -> None:
    assert joined(["hele SLT\xad", "Planen"], Counter()) == ("hele SLTPlanen", ["SLTPlanen"])


def test_a_blank_with_a_letter_set_on_it_parts_no_word() -> None:
    # Helvetica at 10: "Kommu" is 34.45 wide; a browser writes a soft hyphen that is not shown as such a blank
    texts = [Text(72, 100, "Kommu "), Text(106.45, 100, "ne og fylke")]
    assert paragraphs(read([texts])) == ["Kommune og fylke"]


def test_a_word_that_the_document_writes_with_a_hyphen_keeps_it() -> None:
    lines = ["A non-linear effect was seen in the data that we have, and non-", "linear models fit it best."]
    text = read([column(72, 100, lines)])
    assert "and non-linear models" in text.body
    assert left_out(text, "hyphen") == []


def test_words_that_were_put_together_are_listed_with_their_page() -> None:
    text = read([column(72, 100, LINES), column(72, 100, ["Det gjelder kommu-", "nen."])])
    assert left_out(text, "hyphen") == [("kommunen", "page 2", 1)]


# columns


LEFT = [
    "Dette er venstre spalte og",
    "den er ganske smal på siden",
    "slik at to får plass der det",
    "ellers er en.",
]
RIGHT = [
    "Høyre spalte leses etter den",
    "venstre, også om linjene står",
    "på samme høyde som de som",
    "er i den venstre.",
]


@pytest.mark.parametrize("shift", [0, 0.4, 5])
def test_two_columns_are_read_one_after_the_other(shift: float) -> None:
    pages = [[*column(72, 100, LEFT), *column(320, 100 + shift, RIGHT)]]
    assert paragraphs(read(pages)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_what_stands_across_columns_is_read_between_them() -> None:
    across = Text(72, 180, "En overskrift som går tvers over begge spaltene på siden her", 16)
    pages = [[*column(72, 100, LEFT), *column(320, 100, RIGHT), across]]
    pages[0] += [*column(72, 220, LEFT), *column(320, 220, RIGHT)]
    both = [" ".join(LEFT), " ".join(RIGHT)]
    assert paragraphs(read(pages)) == [*both, across.words, *both]


def test_a_short_heading_between_two_pairs_of_columns_stands_between_them() -> None:
    pages = [[*column(72, 100, LEFT), *column(320, 100, RIGHT), Text(72, 180, "Tiltak", 16)]]
    pages[0] += [*column(72, 210, LEFT), *column(320, 210, RIGHT)]
    both = [" ".join(LEFT), " ".join(RIGHT)]
    assert paragraphs(read(pages)) == [*both, "Tiltak", *both]


def test_labels_beside_a_text_are_no_column() -> None:
    page = []
    for index in range(4):
        page += [Text(72, 100 + 30 * index, "I1:"), *column(120, 100 + 30 * index, [LINES[0], "Ja."])]
    assert paragraphs(read([page])) == [f"I1: {LINES[0]} Ja."] * 4


# edges of pages


BODIES = ("Alta har en plan.", "Skien har ingen plan.", "Lillestrøm er i gang.")


def book(pages: int, head: str = "Plan for mangfold", foot: str = "Side {} av 9") -> list[list[Text]]:
    return [
        [
            Text(72, 40, head.format(page), 9),
            *column(72, 100, [BODIES[page % 3], *LINES]),
            Text(280, 810, foot.format(page), 9),
        ]
        for page in range(1, pages + 1)
    ]


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    text = read(book(5))
    assert "mangfold" not in text.body
    assert paragraphs(text) == [one for page in range(1, 6) for one in (BODIES[page % 3], " ".join(LINES))]
    assert left_out(text, "running head") == [("Plan for mangfold", "pages 1–5", 5)]
    assert left_out(text, "page number") == [("Side 1 av 9 … Side 5 av 9", "pages 1–5", 5)]


def test_heads_that_differ_on_left_and_right_pages_are_left_out() -> None:
    pages = book(6)
    for number, page in enumerate(pages):
        page[0] = Text(72, 40, "Alta kommune" if number % 2 else "Plan for mangfold", 9)
    text = read(pages)
    assert sorted(left_out(text, "running head")) == [
        ("Alta kommune", "pages 2–6", 3),
        ("Plan for mangfold", "pages 1–5", 3),
    ]


def test_heads_of_short_chapters_are_known_by_their_page_number() -> None:
    pages = book(9, foot="{}")
    for number, page in enumerate(pages, 1):
        chapter = (
            "Kapittel 1: Bakgrunn"
            if number < 3
            else "Kapittel 2: Tiltak"
            if number < 8
            else "Kapittel 3: Veien"
        )
        page[0] = Text(72, 40, f"{chapter} {number}", 9)
    text = read(pages)
    assert "Kapittel" not in text.body
    assert sum(one.count for one in text.left_out if one.what == "running head") == 9


def test_words_at_the_top_of_a_few_pages_only_are_no_running_head() -> None:
    pages = [column(72, 60, ["I1: Ja.", *LINES]) for _ in range(2)]
    pages += [column(72, 60, [f"I2: Vi har prøvd {word}.", *LINES]) for word in ("alt", "noe", "lite", "mer")]
    assert read(pages).body.count("I1: Ja.") == 2


def test_the_same_words_at_other_heights_are_text() -> None:
    pages = [column(72, 50 + 15 * page, ["Vedtak", *LINES]) for page in range(4)]
    assert read(pages).body.count("Vedtak") == 4


def test_numbers_beside_the_paragraphs_are_left_out() -> None:
    page = []
    for index in range(8):
        page += [Text(40, 100 + 40 * index, str(index + 1)), *column(72, 100 + 40 * index, LINES)]
    text = read([page])
    assert paragraphs(text) == [" ".join(LINES)] * 8
    assert left_out(text, "number beside the text") == [("1 … 8", "page 1", 8)]


def test_text_that_runs_up_the_margin_is_left_out_and_told() -> None:
    text = read([[*column(72, 100, LINES), Text(30, 500, "Utkast", turned=True)]])
    assert paragraphs(text) == [" ".join(LINES)]
    assert left_out(text, "text that runs another way") == [("Utkast", "page 1", 1)]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    page = [Text(100 + 12 * index, 700, line, turned=True) for index, line in enumerate(LINES)]
    assert paragraphs(read([page])) == [" ".join(LINES)]


# notes, tables, headings


def test_notes_go_to_the_end_and_the_paragraph_goes_on_over_them() -> None:
    first = [*column(72, 100, LINES[:2]), Text(72, 124, "rasistiske utsagn hver uke"), Text(193, 120, "1", 6)]
    first += [Text(200, 124, "og lærerne vet ikke hva de skal gjøre med dem, eller")]
    first += [Text(72, 800, "1", 5), Text(78, 803, "Etter skolenes egne tall.", 8)]
    text = read([first, column(72, 72, ["hvem de kan spørre om det."])])
    assert text.body.endswith("eller hvem de kan spørre om det.\n\n[1] Etter skolenes egne tall.\n")
    assert "hver uke[1] og lærerne" in text.body


def test_a_ruled_table_becomes_rows() -> None:
    cells = (("Kommune", "Tiltak"), ("Alta", "Opplæring av alle"), ("Skien", "Ingen"))
    texts = column(72, 100, LINES)
    lines = []
    for row, (left, right) in enumerate(cells):
        y = 200 + 20 * row
        texts += [Text(76, y + 14, left), Text(206, y + 14, right)]
        for x, width in ((72, 130), (202, 200)):
            lines.append(b"%d %d %d 20 re S" % (x, HEIGHT - y - 20, width))
    texts += column(72, 300, LINES)
    text = pdf_text(make_pdf([texts], extra=lines), "fil.pdf")
    assert text.body == (
        f"{' '.join(LINES)}\n\nKommune | Tiltak\nAlta | Opplæring av alle\nSkien | Ingen\n\n{' '.join(LINES)}\n"
    )


def test_larger_and_bold_lines_are_guessed_to_be_headings() -> None:
    page = [Text(72, 80, "Plan for mangfold", 20), Text(72, 110, "1 Bakgrunn", 14), *column(72, 130, LINES)]
    page += [Text(72, 190, "Tiltak", bold=True), *column(72, 205, LINES)]
    text = read([page])
    lines = text.body.split("\n")
    assert [(guess.level, guess.words) for guess in text.guesses] == [
        (1, "Plan for mangfold"),
        (2, "1 Bakgrunn"),
        (3, "Tiltak"),
    ]
    assert [lines[guess.line] for guess in text.guesses] == [guess.words for guess in text.guesses]
    assert "#" not in text.body


# what people put onto pages


def test_comments_are_given_and_filled_fields_are_told() -> None:
    notes = (
        b"<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /T (Kari) /M (D:20211130120000Z) "
        b"/Contents (Viktig!\rSe ogs\345 s. 3) >> << /Type /Annot /Subtype /Widget /T (Navn) /V (Alta kommune) >> "
        b"<< /Type /Annot /Subtype /Link >> 7 99 0 R"
    )
    raw = make_pdf([column(72, 100, LINES)])
    raw = without_table(raw.replace(b"/Type /Page /Parent", b"/Type /Page /Annots [%s] /Parent" % notes))
    taken = read_pdf(raw, "plan.pdf")
    assert [(one.author, one.date, one.text) for one in taken.comments] == [
        ("Kari", "2021-11-30", "Viktig!\nSe også s. 3")
    ]
    assert [(one.what, one.words, one.where) for one in taken.left_out] == [
        ("form field", "Navn: Alta kommune", "page 1")
    ]


# real files


@pytest.mark.parametrize(("name", "paragraphs_there"), [("P1.pdf", 95), ("P2.pdf", 166)])
def test_real_transcripts_give_one_paragraph_for_each_number_beside_the_text(
    name: str, paragraphs_there: int
) -> None:
    taken = read_pdf((DATA / name).read_bytes(), name)
    found = [line for line in taken.text.body.split("\n") if line]
    assert len(found) == paragraphs_there
    assert found[0] == "Interview"
    assert all(line.startswith(("Dan:", "Participant:")) for line in found[1:])
    assert [guess.words for guess in taken.guesses] == ["Interview"]
    assert {one.what for one in taken.left_out} == {"page number", "number beside the text"}


# what is refused


def refused(raw: bytes) -> str:
    with pytest.raises(StudyError) as error:
        read_pdf(raw, "plan.pdf")
    message = str(error.value)
    assert message.startswith("plan.pdf: ")
    assert "\n" not in message
    return message


def test_a_pdf_with_a_password_is_refused() -> None:
    assert "locked with a password" in refused(make_pdf([column(72, 100, LINES)], password="hemmelig"))


def test_a_pdf_that_only_restricts_what_may_be_done_is_read() -> None:
    raw = make_pdf([column(72, 100, LINES)], password="")
    assert LINES[0].encode("cp1252") not in raw
    assert read_pdf(raw, "plan.pdf").text.body == " ".join(LINES) + "\n"


def test_a_scanned_pdf_is_refused_with_the_way_out() -> None:
    message = refused(make_pdf([[], []], picture=True))
    assert "no text layer (2 pages)" in message
    assert "OCR" in message


def test_a_scanned_page_among_others_is_told() -> None:
    raw = make_pdf([column(72, 100, LINES), []], picture=True)
    assert read_pdf(raw, "plan.pdf").notes[0].startswith("page 2: scanned")


def test_an_empty_pdf_a_file_without_bytes_and_another_file_are_refused() -> None:
    assert "no words" in refused(make_pdf([[]]))
    assert "no pages" in refused(make_pdf([]))
    assert "is empty" in refused(b"")
    assert "not a PDF" in refused(b"Intervjuer: Hei")


def without_table(raw: bytes, more: bytes = b"") -> bytes:
    """The file with objects added, and without the table that tells where its objects are."""
    table, trailer, start = raw.index(b"xref\n"), raw.index(b"trailer"), raw.index(b"startxref")
    return raw[:table] + more + raw[trailer:start] + b"startxref\n0\n%%EOF\n"


@pytest.mark.parametrize("kept", [9, 100, 400])
def test_a_pdf_that_was_cut_off_is_refused(kept: int) -> None:
    refused(make_pdf([column(72, 100, LINES)])[:kept])


def test_a_broken_table_of_objects_is_mended() -> None:
    raw = make_pdf([column(72, 100, LINES)])
    assert read_pdf(without_table(raw), "plan.pdf").text.body == " ".join(LINES) + "\n"


def test_too_many_pages_are_refused() -> None:
    page = make_pdf([[Text(72, 100, "Ja")]])
    kids = b"[%s]" % b" ".join([b"10 0 R"])
    raw = page.replace(kids, b"[%s]" % b" ".join(b"%d 0 R" % (10000 + n) for n in range(2001)))
    body = page[page.index(b"10 0 obj") : page.index(b"11 0 obj")]
    more = b"".join(body.replace(b"10 0 obj", b"%d 0 obj" % (10000 + n)) for n in range(2001))
    assert f"more than {pdf_pages.MOST_PAGES:,} pages" in refused(without_table(raw, more))


def test_a_packed_part_that_grows_beyond_measure_is_refused() -> None:
    bomb = zlib.compress(b"BT /F1 10 Tf (Ja) Tj ET\n" * 10_000_000, 9)
    raw = make_pdf([[Text(72, 100, "Ja")]], pack=True)
    small = zlib.compress(b"BT /F1 10 Tf 1 0 0 1 72 742 Tm (Ja) Tj ET")
    assert small in raw
    raw = (
        without_table(raw)
        .replace(small, bomb)
        .replace(b"/Length %d " % len(small), b"/Length %d " % len(bomb))
    )
    assert "unpacks to more" in refused(raw)


def test_a_page_that_draws_itself_for_ever_is_refused() -> None:
    many = b"(" + b"ja " * 30_000 + b") Tj"
    raw = make_pdf([[]], extra=[b"BT /F1 10 Tf 72 700 Td " + many + b" ET"])
    assert "page 1 holds more than" in refused(raw)


def test_signs_without_letters_are_refused() -> None:
    raw = make_pdf([column(72, 100, LINES)])
    font = b"/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    nameless = (
        b"/Subtype /Type0 /BaseFont /ABCDEF+Arial /Encoding /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Arial /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>]"
    )
    assert font in raw
    assert "OCR" in refused(without_table(raw.replace(font, nameless)))
