"""docs/keys.md lists the keys there are."""

import re
import subprocess
import sys
from pathlib import Path

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from crosscase.tui.code.keys import BINDINGS as CODE
from crosscase.tui.keymap import load_keymap
from crosscase.tui.transcript.keys import BINDINGS as VIEW
from studies import make_study

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "keys.md"


def test_the_page_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "keys_reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_key_of_the_text_and_the_code_screen_is_on_the_page() -> None:
    page = PAGE.read_text("utf-8")
    for binding in (*CODE, *VIEW):
        assert f"| {binding.tooltip} | `{binding.id}` |" in page


async def test_every_action_that_is_live_on_the_code_screen_is_on_the_page(tmp_path: Path) -> None:
    listed = set(re.findall(r"\| `([\w.-]+)` \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    app = CrosscaseApp(open_folder(make_study(tmp_path / "study")))
    async with app.run_test():
        live = {active.binding.id for active in app.active_bindings.values() if active.binding.id}
    assert live <= listed
    assert {"app.help", "edit.undo", "code.code", "view.sentence"} <= live


def test_the_example_of_a_keymap_file_is_accepted(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    file = tmp_path / "keymap.yaml"
    file.write_text(example[1], encoding="utf-8")
    keymap, fault = load_keymap(file)
    assert fault == ""
    assert set(keymap) == {line.partition(":")[0] for line in example[1].splitlines()}
