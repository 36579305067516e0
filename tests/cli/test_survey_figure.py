"""`crosscase survey figure` as a user runs it on the example study."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from crosscase.cli import progress
from studies import make_study


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example study; no test changes it."""
    from crosscase.__main__ import main

    folder = tmp_path_factory.mktemp("figures") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["crosscase", "demo", str(folder)])
        assert main() == 0
    return folder


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)


def test_a_figure_is_written_as_the_files_name_says(run, demo: Path, tmp_path: Path) -> None:
    for name, start in (("f4.svg", b"<svg "), ("f4.png", b"\x89PNG")):
        done = run("survey", "figure", "F4", "--study", str(demo), "--output", str(tmp_path / name))
        assert (done.code, done.out) == (0, f"wrote {tmp_path / name}\n")
        assert (tmp_path / name).read_bytes().startswith(start)
    svg = (tmp_path / "f4.svg").read_text(encoding="utf-8")
    for words in ("Hatefulle ytringer", ">65\xa0%<", "Svarene er laget for demonstrasjon"):
        assert words in svg


def test_an_svg_goes_to_stdout_where_no_file_is_named(run, demo: Path) -> None:
    done = run("survey", "figure", "F1", "--format", "svg", "--study", str(demo))
    assert done.code == 0
    assert done.out.startswith("<svg ")
    assert "Kjenner ganske godt: 45\xa0%" in done.out


def test_width_is_centimetres(run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.png"
    options = ("--study", str(demo), "--width", "12", "--output", str(file))
    assert run("survey", "figure", "F1", *options).code == 0
    image = Image.open(file)
    assert image.size[0] / image.info["dpi"][0] * 2.54 == pytest.approx(12, abs=0.02)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("F4", "--by", "sentralitet"), "Sentrale (n\xa0=\xa08)*"),
        (("F6", "--by", "landsdel", "--kind", "stacked"), "inndelingen er utledet"),
        (("F7",), "Nasjonale minoriteter"),
        (("F7.samer", "--by", "sentralitet"), "delt på tre minoritetsgrupper: Samer, etter sentralitet"),
        (("F4.hatefulle-ytringer", "--by", "sentralitet", "--language", "en"), "Hate speech"),
        (("T2", "--kind", "nonresponse"), "+7,58"),
        (("fylke", "--kind", "nonresponse"), "−5,3"),
        (("F12",), "Kommunedirektør: 48\xa0%"),
    ],
)
def test_every_kind_of_figure_is_drawn_of_the_example_study(
    run, demo: Path, words: tuple[str, ...], said: str
) -> None:
    done = run("survey", "figure", *words, "--format", "svg", "--study", str(demo))
    assert done.code == 0
    assert said in done.out


def test_a_question_may_be_left_to_the_text_around_the_figure(run, demo: Path) -> None:
    words = ("survey", "figure", "F12", "--format", "svg", "--study", str(demo))
    assert ">Rolle/stilling i kommunen</text>" in run(*words).out
    assert ">Rolle/stilling i kommunen</text>" not in run(*words, "--untitled").out


def test_what_cannot_be_drawn_is_one_line(run, demo: Path, tmp_path: Path) -> None:
    def refused(*words: str) -> str:
        return run("survey", "figure", *words, "--study", str(demo)).refused()

    assert refused("F4") == "svg or png? give --format, or --output FILE.svg"
    assert "did you mean F4" in refused("F44", "--format", "svg")
    assert "did you mean sentralitet?" in refused("F4", "--by", "sentralitt", "--format", "svg")
    assert "take 8 to 40" in refused("F4", "--width", "400", "--format", "svg")
    assert "end it with .svg or .png" in refused("F4", "--output", str(tmp_path / "f4.pdf"))
    (tmp_path / "there.svg").write_text("mine", encoding="utf-8")
    assert "--replace to write over it" in refused("F4", "--output", str(tmp_path / "there.svg"))
    assert (tmp_path / "there.svg").read_text(encoding="utf-8") == "mine"
    assert "a part of the study itself" in refused("F4", "--output", str(demo / "survey" / "f4.svg"))
    bare = make_study(tmp_path / "bare")
    done = run("survey", "figure", "F4", "--format", "svg", "--study", str(bare))
    assert "there is no survey in this study" in done.refused()


def test_an_unknown_kind_or_language_is_refused(run, demo: Path) -> None:
    for option in (("--kind", "pie"), ("--language", "fr"), ("--format", "pdf"), ("--width", "wide")):
        done = run("survey", "figure", "F4", *option, "--study", str(demo))
        assert (done.code, done.out) == (2, "")


def test_a_png_is_not_thrown_at_a_terminal(run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    done = run("survey", "figure", "F4", "--format", "png", "--study", str(demo))
    assert done.refused() == "png cannot be shown on a terminal; give --output FILE.png"


def test_a_name_of_the_roster_in_a_label_stops_the_picture(run, tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    (root / "survey").mkdir()
    (root / "survey" / "questions.yaml").write_text(
        "questions:\n  - id: A\n    type: single\n    text: Hvem?\n    options:\n"
        "      - {id: kari, label: Kari Nordmann}\n      - {id: ola, label: Ola}\n",
        encoding="utf-8",
    )
    (root / "survey" / "responses.csv").write_text("respondent,A\nR1,kari\n", encoding="utf-8")
    (root / "private").mkdir(exist_ok=True)
    roster = root / "private" / "roster.yaml"
    roster.write_text('people:\n  - {name: "Kari Nordmann", as: "[I2]"}\n', encoding="utf-8")
    for form in ("svg", "png"):
        file = tmp_path / f"a.{form}"
        done = run("survey", "figure", "A", "--study", str(root), "--output", str(file))
        assert "holds a name of the roster (of [I2])" in done.refused()
        assert not file.exists()
    roster.unlink()
    assert run("survey", "figure", "A", "--study", str(root), "--output", str(tmp_path / "a.svg")).code == 0


def test_the_same_study_gives_the_same_bytes_in_every_run(program, demo: Path, tmp_path: Path) -> None:
    for form in ("svg", "png"):
        written = []
        for seed in ("1", "2"):
            file = tmp_path / f"{seed}.{form}"
            words = (
                "survey",
                "figure",
                "F4",
                "--by",
                "sentralitet",
                "--study",
                str(demo),
                "--output",
                str(file),
            )
            assert program(*words, PYTHONHASHSEED=seed, MPLBACKEND="pdf").code == 0
            written.append(file.read_bytes())
        assert written[0] == written[1]


@pytest.mark.program
@pytest.mark.parametrize("address", ["F1", "F4", "F7", "F12"])
def test_another_program_shows_the_svg_as_the_png_is(
    run, demo: Path, tmp_path: Path, needs: Callable[[str], str], address: str
) -> None:
    converter = needs("rsvg-convert")
    for form in ("svg", "png"):
        file = str(tmp_path / f"f.{form}")
        assert run("survey", "figure", address, "--study", str(demo), "--output", file).code == 0
    ours = Image.open(tmp_path / "f.png").convert("L")
    done = subprocess.run(
        [converter, "--width", str(ours.width), "--height", str(ours.height), str(tmp_path / "f.svg")],
        capture_output=True,
        check=True,
    )
    theirs = Image.open(io.BytesIO(done.stdout)).convert("L")
    assert theirs.size == ours.size
    # in small, where it does not count that letters stand a hair's breadth apart
    small = (90, round(90 * ours.height / ours.width))
    first, second = (np.asarray(image.resize(small, Image.Resampling.BOX), float) for image in (ours, theirs))
    assert np.abs(first - second).mean() < 4
    assert (np.abs(first - second) > 40).mean() < 0.005
