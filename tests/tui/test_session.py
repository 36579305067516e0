"""Where one left off is kept, and no broken or locked file ever stands in the way."""

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from place_host import HostApp, host, place, running

from crosscase.study.opening import open_folder
from crosscase.tui.session import Session

FILE = ".crosscase/session.yaml"
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z.-]{0,12}", fullmatch=True), VALUES))
def test_what_is_kept_comes_back_and_any_yaml_reader_reads_it(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]
) -> None:
    root = tmp_path_factory.mktemp("study")
    session = Session(root)
    for name, value in values.items():
        session.put(name, value)
    session.save()
    kept = {name: value for name, value in values.items() if value}
    again = Session(root)
    assert {name: again.get(name) for name in values} == {name: kept.get(name, "") for name in values}
    if kept:
        assert yaml.safe_load((root / FILE).read_text(encoding="utf-8")) == kept


def test_numbers_and_lists_of_slugs_come_back_and_nonsense_counts_as_none(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.put("code.offset", 1042)
    session.put_words("code.hidden", ("koder-a", "koder-b"))
    session.put("width", "-3")
    session.put("height", "²")
    session.save()
    again = Session(tmp_path)
    assert again.number("code.offset") == 1042
    assert again.words("code.hidden") == ("koder-a", "koder-b")
    assert (again.number("width", 7), again.number("height", 7), again.number("none", 7)) == (7, 7, 7)
    assert again.words("none") == ()


@pytest.mark.parametrize(
    "broken", [b"place: [\n", b"\xff", b"- a\n", b"place: a\nplace: b\n", b"place: {a: b}\n", b""]
)
def test_a_broken_file_counts_as_none_and_is_replaced(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / ".crosscase").mkdir()
    (tmp_path / FILE).write_bytes(broken)
    session = Session(tmp_path)
    assert session.get("place", "code") == "code"
    session.put("place", "quotes")
    session.save()
    assert Session(tmp_path).get("place") == "quotes"


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".crosscase").write_text("a file where the folder should be", encoding="utf-8")
    session = Session(tmp_path)
    session.put("place", "code")
    session.save()
    assert session.get("place") == "code"


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.put("place", "code")
    session.save()
    os.utime(tmp_path / FILE, (1, 1))
    session.put("place", "code")
    session.save()
    assert (tmp_path / FILE).stat().st_mtime == 1


async def test_the_workbench_opens_the_place_where_one_left_off(tmp_path: Path) -> None:
    app = host(tmp_path)
    async with running(app) as pilot:
        await pilot.press("f3", "ctrl+q")
    again = HostApp(open_folder(app.study.root), app.places)
    async with running(again) as pilot:
        await pilot.pause()
        assert again.current_mode == "second"
        assert again.screen is place(again)


async def test_a_place_that_is_no_longer_there_gives_way_to_the_first(tmp_path: Path) -> None:
    app = host(tmp_path, files={FILE: 'place: "gone"\ntheme: "gone"\n'})
    async with running(app):
        assert app.current_mode == "code"
        assert app.theme == "crosscase-dark"
