"""Whatever the bytes of a document: either a text comes of it, or one line that says what is wrong."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_made import odt_parts, p, packed, r, table, word_parts

from crosscase.reading.docx import read_docx
from crosscase.reading.html import read_html
from crosscase.reading.odt import read_odt
from crosscase.reading.rtf import read_rtf
from crosscase.reading.taken import Taken
from crosscase.study.problems import StudyError

Reader = Callable[[bytes, str], Taken]

fixed = settings(
    max_examples=250,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)

WORD = word_parts(
    p("Tema", '<w:pStyle w:val="H"/>')
    + p(
        r("I1: Vi har ") + '<w:commentRangeStart w:id="0"/>' + r("tid", "<w:b/>") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:ins w:id="1" w:author="K">' + r(" nok") + "</w:ins>"
        '<w:del w:id="2" w:author="K"><w:r><w:delText>ikke</w:delText></w:r></w:del>'
        '<w:r><w:footnoteReference w:id="1"/><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("1")
        + '<w:r><w:fldChar w:fldCharType="end"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    )
    + p("punkt", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + table(("a", p("b") + table(("c",)))) + '<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>' + p("felt")
    + "</w:sdtContent></w:sdt>",
    styles='<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="H"/></w:style>',
    numbering=(
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    ),
    footnotes='<w:footnote w:id="1">' + p("fotnote") + "</w:footnote>",
    comments='<w:comment w:id="0" w:author="K"><w:p w14:paraId="A"/></w:comment>',
    commentsExtended='<w15:commentEx w15:paraId="A" w15:paraIdParent="A"/>',
    header=p("hode"),
)  # fmt: skip
ODT = odt_parts(
    '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info/><text:p>bort</text:p>'
    '</text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level="1">Tema</text:h>'
    '<text:p text:style-name="P">I1: Vi<text:s text:c="3"/>har <office:annotation office:name="a"><dc:creator>K'
    '</dc:creator><text:p>k</text:p></office:annotation>tid<office:annotation-end office:name="a"/>'
    '<text:change text:change-id="c"/><text:note text:note-class="footnote"><text:note-body><text:p>fot</text:p>'
    '</text:note-body></text:note></text:p><text:list text:style-name="L"><text:list-item text:start-value="3"><text:p>en'
    "</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell "
    'table:number-columns-repeated="2"><text:p>c</text:p></table:table-cell></table:table-row></table:table>',
    automatic='<style:style style:name="P" style:family="paragraph" style:parent-style-name="P">'
    '<style:text-properties fo:font-size="120%"/></style:style><text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="i"/></text:list-style>',
)
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}{\stylesheet{\s1 heading 1;}}"
    rb"\pard\s1 Tema\par\pard\plain I1: Vi h\'e5r {\b tid}{\footnote fot} \u229?{\*\atrfstart 1}x{\*\atrfend 1}"
    rb"{\*\atnauthor K}{\*\annotation k}{\pict\bin3 abc}{\pict 00ff}{\v s}{\deleted d}\par{\listtext 1.\tab}\ilvl0 en\par"
    rb"\trowd\pard\intbl a\cell b\cell\row\pard{\field{\*\fldinst HYPERLINK x}{\fldrslt l}}\f1 \'cf\par}"
)
HTML = (
    b"<!doctype html><meta charset=utf-8><title>T</title><h1>Tema</h1><p>I1: Vi h&aring;r <b>tid</b><br>x"
    b"<ul><li>a<ol start=3 type=a><li>b</ol></ul><table><caption>c<tr><td>d<td><p>e</table><pre>f\n g</pre><nav>h</nav>"
)
RTF_WORDS = (
    r"{ } \par \cell \row \intbl \pard \s1 \u-8192? \u65533 \'e5 \b \b0 \v \bin2 a b \* \footnote \annotation \pict \listtext "
    r"\ilvl3 \stylesheet \fonttbl \f1 \fcharset78 \ansicpg99999 \deleted \atrfstart 1 \uc0 \uc9 \shptxt \'07 \u13?"
)
TAGS = (
    "<table> </table> <tr> <td> </td> <ul> </ul> <ol> <li> </li> <h1> </h1> <p> </p> <pre> </pre> <b> </b> <br> <hr> "
    "<nav> <caption> <q> <textarea> <svg> <math> <title> <head> <body> <frameset> &x; &#0; &#xD800; a \x01 <!-- "
    "<![CDATA[ <?xml ?> <td/> <li\tvalue=99999999999> <ol\tstart=-1> <div\thidden>"
)
PARTS: dict[str, tuple[Reader, dict[str, str | bytes]]] = {"docx": (read_docx, WORD), "odt": (read_odt, ODT)}
WHOLE: dict[str, tuple[Reader, bytes]] = {
    "docx": (read_docx, packed(WORD)), "odt": (read_odt, packed(ODT)), "rtf": (read_rtf, RTF), "html": (read_html, HTML),
}  # fmt: skip
START = {"docx": b"PK\x03\x04", "odt": b"PK\x03\x04", "rtf": b"{\\rtf1 ", "html": b"<html>"}
KINDS = pytest.mark.parametrize("kind", WHOLE)


def check(read: Reader, raw: bytes) -> None:
    """Read it; what comes is a text that can be kept, or one line."""
    try:
        taken = read(raw, "notater.x")
    except StudyError as refused:
        line = str(refused)
        if not line.startswith("notater.x:") or "\n" in line or len(line) > 300:
            raise AssertionError(f"no clear line: {line!r}") from refused
        return
    body = taken.text.body
    body.encode()
    assert unicodedata.is_normalized("NFC", body)
    assert body.strip()
    assert not set(body) & set(map(chr, (*range(9), *range(11, 32), 127)))
    assert body.endswith("\n")
    assert "\n\n\n" not in body
    lines = body.split("\n")
    assert all(lines[guess.line] == guess.words for guess in taken.guesses)
    assert all(0 <= one.start <= one.end <= len(body) for one in taken.comments)


edits = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 6), st.binary(max_size=8)), min_size=1, max_size=6
)


def changed(raw: bytes, made: list[tuple[int, int, bytes]]) -> bytes:
    """Bytes put in, taken out, written over and doubled at some places."""
    for place, gone, new in made:
        place %= len(raw) + 1
        doubled = raw[place : place + 40] if gone == 6 else b""
        raw = raw[:place] + new + doubled + raw[place + gone :]
    return raw


def test_the_files_that_are_changed_below_are_good() -> None:
    for read, raw in WHOLE.values():
        assert "Tema" in read(raw, "x").text.body


@KINDS
@fixed
@given(st.binary(max_size=400))
def test_any_bytes(kind: str, raw: bytes) -> None:
    read = WHOLE[kind][0]
    check(read, raw)
    check(read, START[kind] + raw)


@KINDS
@fixed
@given(edits)
def test_a_good_file_with_some_bytes_changed(kind: str, made: list[tuple[int, int, bytes]]) -> None:
    read, raw = WHOLE[kind]
    check(read, changed(raw, made))


@pytest.mark.parametrize("kind", PARTS)
@fixed
@given(st.integers(0, 20), edits)
def test_a_good_archive_with_some_bytes_of_a_part_changed(
    kind: str, number: int, made: list[tuple[int, int, bytes]]
) -> None:
    read, parts = PARTS[kind]
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = names[number % len(names)]
    content = parts[name]
    raw = content if isinstance(content, bytes) else content.encode()
    check(read, packed({**parts, name: changed(raw, made)}, zipfile.ZIP_STORED))


def swapped(root: object, moves: list[tuple[int, int, str]]) -> bytes:
    """An XML part whose elements were moved about, with other names or values: well-formed, and nonsense."""
    from lxml import etree

    assert isinstance(root, etree._Element)
    for taken_place, put_place, word in moves:
        elements = list(root.iter())
        one, other = elements[taken_place % len(elements)], elements[put_place % len(elements)]
        if word:
            for name in list(one.attrib)[:2]:
                one.set(name, word)
        elif one is not root and one not in other.iterancestors() and one is not other:
            other.append(one)
        else:
            one.tag = other.tag
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


VALUES = st.sampled_from(
    ["", "", "", "0", "-1", "99999999999999999999", "true", "%1%2%9", "\n%1", "x" * 50, "1.5pt", "-5%", "æ"]
)


@pytest.mark.parametrize("kind", PARTS)
@fixed
@given(
    st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999), VALUES), min_size=1, max_size=8),
)
def test_a_good_archive_whose_elements_were_moved_about(
    kind: str, number: int, moves: list[tuple[int, int, str]]
) -> None:
    from lxml import etree

    read, parts = PARTS[kind]
    names = [name for name in parts if name.endswith(".xml") and not name.startswith(("[", "META"))]
    name = names[number % len(names)]
    check(read, packed({**parts, name: swapped(etree.fromstring(str(parts[name]).encode()), moves)}))


@fixed
@given(st.lists(st.sampled_from(RTF_WORDS.split(" ")), max_size=60))
def test_any_words_of_rtf(words: list[str]) -> None:
    inner = " ".join(words)
    check(read_rtf, f"{{\\rtf1 {inner} }}".encode())
    check(read_rtf, ("{\\rtf1 " + inner + "}" * (inner.count("{") + 1)).encode())


@fixed
@given(st.lists(st.sampled_from(TAGS.split(" ")), max_size=60))
def test_any_tags_of_html(tags: list[str]) -> None:
    check(read_html, f"<html>{' '.join(tags)}".encode())


@pytest.mark.parametrize("kind", PARTS)
def test_an_archive_lacking_any_of_its_parts(kind: str) -> None:
    read, parts = PARTS[kind]
    for gone in parts:
        check(read, packed({name: content for name, content in parts.items() if name != gone}))


@pytest.mark.parametrize("kind", PARTS)
def test_an_archive_cut_off_at_every_byte(kind: str) -> None:
    read, raw = WHOLE[kind]
    for end in range(0, len(raw), 7):
        with pytest.raises(StudyError):
            read(raw[:end], "x")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
