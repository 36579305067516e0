"""The tutorials, walked through: their keys pressed, their commands run, and everything they promise looked for.

Blocks of a page, in order:

    keys       `KEYS  →  words`: the keys are pressed, the words are then on the screen. A text in double quotes is
               typed; a line that begins with → promises more of the screen; `→ gone: words` that they are not there.
    console    `$ command`, and under it lines of what it prints, in that order; `…` stands for what may differ.
               A command that only opens the workbench opens it.
    yaml FILE, csv FILE  lines that are in the file, in that order; `…` as above.
    text FILE  a file to be made.
    yaml add to FILE, text add to FILE  lines to be written at the file's end.
    change FILE  `words → other words`: what somebody's editor changes in a file.
    python     a session as doctest knows it.
"""

import doctest
import html
import re
import shlex
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

from crosscase.study.opening import open_folder
from crosscase.tui.app import CrosscaseApp
from quick_apps import quick_apps
from runs import run_here

ROOT = Path(__file__).resolve().parent.parent
NAMED = ("tutorial", "analysis", "material", "survey", "synthesis", "cases", "language", "validation")
PAGES = [ROOT / "docs" / f"{name}.md" for name in NAMED]
SIZE = (120, 40)
# exit code 1: there is something to look at
FINDERS = (
    "check", "case check", "anchors", "survey check", "survey import", "pseudonymise --check", "validate receive",
)  # fmt: skip
TRIES = 400
CELL = 12.2  # width of a cell in an exported picture
BLOCK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
NAMES = {
    "Esc": "escape",
    "Del": "delete",
}
PUNCTUATION = {
    ".": "full_stop", ",": "comma", "*": "asterisk", "/": "slash", "?": "question_mark", "]": "right_square_bracket",
    "[": "left_square_bracket", "{": "left_curly_bracket", "}": "right_curly_bracket", ">": "greater_than_sign",
    "<": "less_than_sign", "=": "equals_sign", "'": "apostrophe", " ": "space", "-": "minus", ":": "colon",
    "(": "left_parenthesis", ")": "right_parenthesis", ";": "semicolon", "+": "plus",
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _quick_apps() -> Iterator[None]:
    with quick_apps():
        yield


@dataclass(frozen=True)
class Block:
    """One fenced block; `line` is where it begins in the page."""

    kind: str
    about: str
    text: str
    line: int

    @property
    def lines(self) -> list[tuple[int, str]]:
        return [(self.line + n, line) for n, line in enumerate(self.text.rstrip("\n").split("\n"), 1)]


def blocks_of(page: str) -> list[Block]:
    return [Block(m[1], m[2] or "", m[3], page.count("\n", 0, m.start()) + 1) for m in BLOCK.finditer(page)]


def presses(words: str) -> list[str]:
    """Key names from what a page prints."""
    keys: list[str] = []
    for typed, word in re.findall(r'"([^"]*)"|(\S+)', words):
        if typed:
            keys += [PUNCTUATION.get(letter, letter) for letter in typed]
        else:
            *modifiers, last = word.split("+") if len(word) > 1 else [word]
            last = NAMES.get(last, PUNCTUATION.get(last, last if len(last) == 1 else last.lower()))
            keys.append("+".join([*(modifier.lower() for modifier in modifiers), last]))
    return keys


def screen_of(app: CrosscaseApp) -> str:
    """The words on the screen, row by row, runs of blanks as one."""
    rows: dict[float, str] = {}
    for x, y, letters in RUN.findall(app.export_screenshot()):
        row = rows.get(float(y), "").ljust(round(float(x) / CELL))
        rows[float(y)] = row + html.unescape(letters).replace("\xa0", " ")
    return "\n".join(" ".join(rows[y].split()) for y in sorted(rows))


def pattern(words: str) -> str:
    return ".*".join(re.escape(" ".join(part.split())) for part in words.split("…"))


class Walk:
    """The reader: a folder to stand in, and the workbench when it is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app: CrosscaseApp | None = None
        self.pilot: Pilot[int] | None = None
        self.stack = AsyncExitStack()

    async def walk(self, block: Block) -> None:
        steps: dict[str, Callable[[Block], Awaitable[None]]] = {
            "keys": self.keys, "console": self.console, "yaml": self.yaml, "text": self.text, "python": self.python,
            "csv": self.yaml, "change": self.change,
        }  # fmt: skip
        assert block.kind in steps, f"line {block.line}: nobody checks a `{block.kind}` block"
        await steps[block.kind](block)

    async def keys(self, block: Block) -> None:
        for line, text in block.lines:
            words, arrow, promised = (part.strip() for part in text.partition("→"))
            assert self.pilot is not None, f"line {line}: the workbench is not open"
            if keys := presses(words):
                await self.pilot.press(*keys)
            await self.settle()
            if keys[-1:] == ["ctrl+q"]:
                await self.leave()
            elif arrow:
                await self.sees(line, promised)

    async def settle(self) -> None:
        assert self.app is not None
        assert self.pilot is not None
        if self.app.is_running:
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def sees(self, line: int, promised: str) -> None:
        assert self.app is not None
        assert self.pilot is not None
        gone = promised.startswith("gone: ")
        wanted = pattern(promised.removeprefix("gone: "))
        for _ in range(TRIES):
            if bool(re.search(wanted, screen_of(self.app))) is not gone:
                return
            await self.pilot.pause(0.02)
        pytest.fail(f"line {line}: “{promised}” is not so on the screen:\n{screen_of(self.app)}")

    async def enter(self, coder: str) -> None:
        self.stack.enter_context(chdir(self.folder))
        self.app = CrosscaseApp(open_folder(self.folder, coder))
        self.pilot = await self.stack.enter_async_context(self.app.run_test(size=SIZE))
        await self.settle()

    async def leave(self) -> None:
        assert self.app is not None
        await self.stack.aclose()
        assert self.app.return_code == 0
        self.app = self.pilot = None

    async def console(self, block: Block) -> None:
        assert self.app is None, f"line {block.line}: leave the workbench first"
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            program, *words = shlex.split(command)
            if program == "cd":
                self.folder = (self.folder / words[0]).resolve(strict=True)
            elif program == "crosscase" and (not words or words[:-1] == ["--coder"]):
                await self.enter(words[-1] if words else "")
            else:
                assert program == "crosscase", f"line {block.line}: {program}"
                self.runs(block, words, printed)

    def runs(self, block: Block, words: list[str], printed: str) -> None:
        command, _, file = (words[: words.index(">")], ">", words[-1]) if ">" in words else (words, "", "")
        done = run_here(self.folder, *command)
        finds = " ".join(command).startswith(FINDERS)
        refused = not finds and printed.startswith("crosscase: ")
        assert done.code in ((0, 1) if finds else (2,) if refused else (0,)), done.err
        if file:
            (self.folder / file).write_text(done.out, encoding="utf-8")
        self.in_order(block, done.out + done.err, printed)

    async def yaml(self, block: Block) -> None:
        if not self.added(block):
            self.in_order(block, (self.folder / block.about).read_text("utf-8"), block.text)

    def added(self, block: Block) -> bool:
        """Whether the lines were to be written at a file's end, and are."""
        _, adding, file = block.about.rpartition("add to ")
        if adding:
            with (self.folder / file).open("a", encoding="utf-8") as target:
                target.write(block.text)
        return bool(adding)

    def in_order(self, block: Block, found: str, promised: str) -> None:
        """Each promised line is one of those found, after the one before."""
        rest = [" ".join(line.split()) for line in found.split("\n")]
        for line in (" ".join(line.split()) for line in promised.split("\n")):
            at = next((n for n, each in enumerate(rest) if re.fullmatch(pattern(line), each)), None)
            assert at is not None or not line, f"after line {block.line}: “{line}” is not in:\n{found}"
            rest = rest if at is None or not line else rest[at + 1 :]

    async def text(self, block: Block) -> None:
        if not self.added(block):
            file = self.folder / block.about
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")

    async def change(self, block: Block) -> None:
        file = self.folder / block.about
        text = file.read_text("utf-8")
        for line, words in block.lines:
            old, arrow, new = words.partition(" → ")
            assert arrow, f"line {line}: what becomes of “{old}”?"
            assert text.count(old) == 1, f"line {line}: “{old}” stands {text.count(old)} times in {file.name}"
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")

    async def python(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(block.text, {}, block.kind, None, block.line)
        assert test.examples
        found: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
        with chdir(self.folder):
            assert runner.run(test, out=found.append).failed == 0, "".join(found)


@pytest.fixture
def fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CROSSCASE_CODER", "CROSSCASE_KEYMAP", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "lesson"
    folder.mkdir()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
async def test_every_step_of_a_tutorial_does_what_it_says(fresh_machine: Path, page: Path) -> None:
    walk = Walk(fresh_machine)
    try:
        blocks = blocks_of(page.read_text("utf-8"))
        assert blocks
        for block in blocks:
            await walk.walk(block)
        assert walk.app is None, f"{page.name} ends with the workbench open"
    finally:
        await walk.stack.aclose()


def test_a_broken_promise_of_a_tutorial_is_noticed(fresh_machine: Path) -> None:
    walk = Walk(fresh_machine)
    with pytest.raises(AssertionError, match="no such line"):
        walk.runs(Block("console", "", "", 1), ["--version"], "no such line")


def test_links_of_the_documentation_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if not target.startswith("https:"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
