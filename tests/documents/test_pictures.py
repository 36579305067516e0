"""Pictures go through the name gate like everything that is handed out."""

from __future__ import annotations

import pytest

from crosscase.documents.pictures import PictureForm, picture_form_of_name, write_picture
from crosscase.documents.values import Figure
from crosscase.reports.figures.drawing import picture
from crosscase.reports.figures.ranked import draw_ranked
from crosscase.reports.figures.values import Estimate, Frame, Ranked
from crosscase.study.name_gate import NameGate
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster

GATE = NameGate(Roster((Entry("Kari Nordmann-Hansen", pseudonym="Informant 2"),)))


def figure(label: str, note: str = "") -> Figure:
    drawing = draw_ranked(Ranked((Estimate(label, 0.5, "50 %"),)), Frame("", (note,), width=8))
    return picture(drawing, title="Tittel", alt=f"{label} 50 %", said=note)


@pytest.mark.parametrize("form", PictureForm)
def test_a_picture_is_written_as_it_is(form: PictureForm) -> None:
    made = figure("KariNordmann")  # nobody's name
    content = write_picture(made, form, gate=GATE)
    assert content == (made.svg.encode() if form is PictureForm.svg else made.png)


@pytest.mark.parametrize("form", PictureForm)
@pytest.mark.parametrize(
    "made",
    [figure("Svar fra Kari Nordmann-Hansen"), figure("Plan", f"{'ord ' * 11} Kari Nordmann-Hansen"),
     figure("Plan", "Kari\nNordmann-Hansens plan")],
    ids=["label", "broken note", "two lines"],
)  # fmt: skip
def test_a_name_of_the_roster_stops_a_picture_of_either_form_also_where_lines_break_it(
    made: Figure, form: PictureForm
) -> None:
    with pytest.raises(StudyError, match=r"holds a name of the roster .*Informant 2"):
        write_picture(made, form, gate=GATE)


def test_a_png_whose_words_nobody_can_read_is_not_handed_out() -> None:
    with pytest.raises(ValueError, match="one is missing"):
        write_picture(Figure("", figure("Plan").png, "Plan"), PictureForm.png, gate=GATE)


def test_the_form_comes_from_the_files_name() -> None:
    assert picture_form_of_name("a.b/F4.PNG") is PictureForm.png
    for name in ("figur", "figur.pdf", ".svg"):
        with pytest.raises(StudyError, match=r"end it with \.svg or \.png"):
            picture_form_of_name(name)
