"""The Word form written into with LibreOffice, as an informant would, saved as it is or in LibreOffice's own format."""

from __future__ import annotations

import html
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from answered import MEASURES, PACKET, sent_study
from crosscase.casework.replies import received
from crosscase.casework.word_form import word_form
from crosscase.study.opening import open_folder

pytestmark = pytest.mark.program

# what the informant does: ticks and types, hangs a comment on words, tracks two changes, changes a word
# without tracking, and takes a row out
MACRO = """
Sub Main
  Dim doc, hidden(0) As New com.sun.star.beans.PropertyValue, word(0) As New com.sun.star.beans.PropertyValue
  On Error GoTo Bad
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("@in", "_blank", 0, hidden())
  PutWords(doc, "c_aaaaaaaa11", "Stemmer ikke helt.")
  PutWords(doc, "t_aaaaaaaa12_wrong", " x")
  PutWords(doc, "m_2", "Frivilligsentralen mangler.")
  TickBox(doc, "t_aaaaaaaa11_changes")
  Hang(doc, "s_aaaaaaaa13_1", "Vi er tre.")
  doc.RecordChanges = True
  Exchange(doc, "s_bbbbbbbb21_1", "2018", "2019")
  Exchange(doc, "s_bbbbbbbb22_1", "i kommunestyret ", "")
  doc.RecordChanges = False
  Exchange(doc, "s_bbbbbbbb23_1", "hver", "annenhver")
  TakeOut(doc, "s_bbbbbbbb24_1")
  word(0).Name = "FilterName" : word(0).Value = "@format"
  doc.storeToURL("@out", word())
  doc.close(True)
  StarDesktop.terminate()
  Exit Sub
Bad:
  Open "@error" For Output As #1
  Print #1, Error$
  Close #1
  StarDesktop.terminate()
End Sub
Sub PutWords(doc, mark, words)
  Dim at
  at = doc.Bookmarks.getByName(mark).Anchor
  at.Text.insertString(at.End, words, False)
End Sub
Sub TickBox(doc, mark)
  Dim lines, line, parts, part
  lines = doc.Bookmarks.getByName(mark).Anchor.Text.createEnumeration()
  Do While lines.hasMoreElements()
    line = lines.nextElement()
    If InStr(line.String, "endringer") Then
      parts = line.createEnumeration()
      Do While parts.hasMoreElements()
        part = parts.nextElement()
        If part.TextPortionType = "ContentControl" Then part.ContentControl.Checked = True
      Loop
    End If
  Loop
End Sub
Sub Hang(doc, mark, words)
  Dim note, cursor
  cursor = doc.Bookmarks.getByName(mark).Anchor.Text.createTextCursorByRange(doc.Bookmarks.getByName(mark).Anchor.Start)
  cursor.goRight(5, False)
  cursor.goRight(10, True)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "Kari"
  note.Content = words
  cursor.Text.insertTextContent(cursor, note, True)
End Sub
Sub Exchange(doc, mark, former, later)
  Dim found, sought
  sought = doc.createSearchDescriptor()
  sought.SearchString = former
  found = doc.findNext(doc.Bookmarks.getByName(mark).Anchor.Start, sought)
  found.String = later
End Sub
Sub TakeOut(doc, mark)
  Dim at
  at = doc.Bookmarks.getByName(mark).Anchor
  at.TextTable.Rows.removeByIndex(CInt(Mid(at.Cell.CellName, 2)) - 1, 1)
End Sub
"""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'


def run_macro(folder: Path, office: str, macro: str) -> None:
    """Run a macro in LibreOffice, with a profile of its own."""
    profile = folder / "profile"
    program = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # a new profile takes in its macros when it is used the second time
    run([*program, "--terminate_after_init"])
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(
        _HEAD.format("library:libraries", "libraries") + f"<library:libraries {_LIBRARY}>"
        '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" '
        'xlink:type="simple" library:link="false"/></library:libraries>',
        encoding="utf-8",
    )
    (basic / "Standard" / "script.xlb").write_text(
        _HEAD.format("library:library", "library") + f'<library:library {_LIBRARY} library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>'
        "</library:library>",
        encoding="utf-8",
    )
    (basic / "Standard" / "Module1.xba").write_text(
        _HEAD.format("script:module", "module")
        + '<script:module xmlns:script="http://openoffice.org/2000/script" '
        f'script:name="Module1" script:language="StarBasic">{html.escape(macro)}</script:module>',
        encoding="utf-8",
    )
    run([*program, "macro:///Standard.Module1.Main"])


def run(program: list[str]) -> None:
    """Run a program to its end; where it does not come to one, it is stopped with all that it started."""
    started = subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        assert started.wait(280) == 0
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        raise


@pytest.mark.parametrize(("ending", "format"), [("docx", "MS Word 2007 XML"), ("odt", "writer8")])
def test_a_form_that_was_filled_commented_and_tracked_in_libreoffice_is_heard_whole(
    tmp_path: Path, needs: Callable[[str], str], ending: str, format: str
) -> None:
    office = needs("soffice")
    needs("lowriter")
    sent, back, error = tmp_path / "form.docx", tmp_path / f"back.{ending}", tmp_path / "error.txt"
    sent.write_bytes(word_form(PACKET, "0123456789abcdef" * 2))
    macro = MACRO.replace("@in", sent.as_uri()).replace("@out", back.as_uri()).replace("@error", str(error))
    macro = macro.replace("@format", format)
    run_macro(tmp_path, office, macro)
    assert back.exists(), error.read_text() if error.exists() else "the macro did not run"
    for kept in (True, False):
        study = open_folder(sent_study(tmp_path / f"study-{kept}", kept=kept), "koder-a")
        [came] = received(study, back.read_bytes(), f"svar.{ending}").came
        reply = came.reply
        assert came.suffix == f".{ending}"
        assert {each.id: (each.verdict, each.text, each.proposed) for each in reply.statements} == {
            "aaaaaaaa11": ("changes", "Stemmer ikke helt.", ""),
            "aaaaaaaa12": ("wrong", "", ""),
            "aaaaaaaa13": ("", "Vi er tre.", ""),
            "bbbbbbbb21": ("", "", MEASURES["bbbbbbbb21"].replace("2018", "2019")),
            "bbbbbbbb22": ("", "", MEASURES["bbbbbbbb22"].replace("i kommunestyret ", "")),
            "bbbbbbbb23": ("", "", MEASURES["bbbbbbbb23"].replace("hver", "annenhver")),
        }
        assert {each.matched for each in reply.statements} == {"id"}
        assert reply.additions == (("tiltak", "Frivilligsentralen mangler."),)
        assert reply.unmatched == ("[står ikke lenger i svaret: 2.4]",)
        assert (reply.sender, reply.how, reply.general) == ("alta/I1", "word", "")
        assert reply.mark == "0123456789abcdef" * 2
        # changes that are tracked carry the time, which LibreOffice tells
        assert reply.answered > "2022-01-03"
