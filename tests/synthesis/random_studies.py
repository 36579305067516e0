"""Random small studies, and what whoever wrote them knows of every word and coding: an oracle that reads no file."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studies import Coded, codings_text, make_study

CODEBOOK = """codes:
  - code: a
    name: {nb: Aa}
    children:
      - code: b
        name: Be
        was: [old, e/older]
        children: [{code: c, name: Ce}]
      - {code: d, name: De}
  - code: e
    name: Ee
    children: [{code: f, name: Ef}]
  - {code: g, name: Ge}
"""
PATHS = ("a", "a/b", "a/b/c", "a/d", "e", "e/f", "g")
WRITTEN = {path: path for path in PATHS} | {"old": "a/b", "old/c": "a/b/c", "e/older": "a/b", "nowhere": ""}
"""What files say, and the code it is now."""

CASES = {"alta": "Alta", "bodo": "Bodø", "skien": "Skien"}
SIZES = {"alta": "21 071", "bodo": "900"}  # skien has none
RESPONDENT = {"R1": "alta", "R2": "bodo"}
TOKENS = ("vi", "har", "ikke", "blåbær", "e-post", "1,5", "(og)", "–", "«nei»", "...")
SPEAKERS = """speakers:
  Intervjuer: {coder: koder-a}
  I1: {role: leder}
  I2: {role: leder}
  I3: {role: lærer}
"""
ROLE = {"Intervjuer": "interviewer", "I1": "leder", "I2": "leder", "I3": "lærer"}
CODERS = ("koder-a", "koder-b", "consensus")


@dataclass(frozen=True)
class Word:
    """One informant's word, its speaker and section (empty where there is none)."""

    source: str
    start: int
    end: int
    speaker: str
    section: str


@dataclass
class Text:
    """A source: its body, the words of informants, the letters of each turn, and where sections begin."""

    source: str
    body: str = ""
    words: list[Word] = field(default_factory=list)
    turns: list[tuple[str, int, int]] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """One coding as it was written: `code` is empty where the codebook has none, `at` None where the words are lost."""

    source: str
    coder: str
    code: str
    at: tuple[int, int] | None
    id: str


@dataclass
class Random:
    """A study on disk, and what is known of it."""

    folder: Path
    texts: dict[str, Text]
    codings: list[Given]
    main_coder: str

    # whose codings count, by the rule of the study

    def counted(self, coders: tuple[str, ...] | None) -> list[Given]:
        """The codings of some coders; where None, in each source those that count."""
        return [each for each in self.codings if each.coder in (coders or self._counting(each.source))]

    def _counting(self, source: str) -> set[str]:
        there = {each.coder for each in self.codings if each.source == source}
        for first in ("consensus", self.main_coder):
            if first in there:
                return {first}
        return there

    # what a coding is of

    def groups(self, by: str, coding: Given) -> set[str]:
        """The groups a coding stands in."""
        case = coding.source.partition("/")[0]
        is_open = case == "open-answers"
        if by == "source":
            return {coding.source}
        if by == "coder":
            return {coding.coder}
        if by in ("case", "size"):
            cases = {RESPONDENT.get(who, "") for who in self.touched(coding)} if is_open else {case}
            return {c if by == "case" else SIZES.get(c, "") for c in cases} - {""}
        if by == "section":
            text = self.texts[coding.source]
            titles = [title for start, title in text.sections if coding.at and start <= coding.at[0]]
            return {titles[-1]} if titles else set()
        listed = {} if is_open or not self.texts[coding.source].turns else ROLE
        if by == "role":
            return {listed[who] for who in self.touched(coding) if who in listed}
        assert by == "speaker"
        heard = {
            who for who in self.touched(coding) if is_open or listed.get(who) not in (None, "interviewer")
        }
        return {f"{coding.source if is_open else case}/{who}" for who in heard}

    def touched(self, coding: Given) -> set[str]:
        """Who says some of its words."""
        if coding.at is None:
            return set()
        start, end = coding.at
        return {
            who for who, first, last in self.texts[coding.source].turns if max(start, first) < min(end, last)
        }

    def group_of_word(self, by: str, word: Word) -> str:
        """The group whose words it is among; empty for none."""
        case = word.source.partition("/")[0]
        is_open = case == "open-answers"
        if by == "source":
            return word.source
        if by == "section":
            return word.section
        if by in ("case", "size"):
            whose = RESPONDENT.get(word.speaker, "") if is_open else case
            return whose if by == "case" else SIZES.get(whose, "")
        if by == "role":
            return "" if is_open else ROLE.get(word.speaker, "")
        assert by == "speaker"
        return f"{word.source if is_open else case}/{word.speaker}" if word.speaker else ""

    def words(self) -> Iterator[Word]:
        """Every informant's word."""
        for text in self.texts.values():
            yield from text.words


def counted_as_one(codings: list[Given]) -> dict[str, str]:
    """For each coding the id of what it counts as: a search through the graph of codings of one code that overlap.

    A part of the graph that one coder made alone is as many as it has codings.
    """
    found: dict[str, str] = {}
    for first in codings:
        if first.id in found:
            continue
        part, waiting = {first.id: first}, [first]
        while waiting:
            here = waiting.pop()
            for other in codings:
                if other.id not in part and _overlap(here, other):
                    part[other.id] = other
                    waiting.append(other)
        several = len({each.coder for each in part.values()}) > 1
        found |= {each: first.id if several else each for each in part}
    return found


def _overlap(one: Given, other: Given) -> bool:
    if one.at is None or other.at is None or (one.source, one.code) != (other.source, other.code):
        return False
    return bool(one.code) and max(one.at[0], other.at[0]) < min(one.at[1], other.at[1])


def covers(coding: Given, word: Word) -> bool:
    """Whether a coding has a character of a word."""
    if coding.source != word.source or coding.at is None:
        return False
    return max(coding.at[0], word.start) < min(coding.at[1], word.end)


def under(code: str, path: str, below: bool) -> bool:
    """Whether a coding of a code counts under a path."""
    return code == path or (below and code.startswith(f"{path}/"))


def make_random_study(folder: Path, seed: int) -> Random:
    """A study of three cases with focus groups, a document and open answers, coded by up to three coders."""
    chance = random.Random(seed)
    texts = {
        source: make(source, chance)
        for source, make in (
            ("alta/gruppe", _talk), ("alta/plan", _document), ("bodo/gruppe", _talk), ("skien/gruppe", _talk),
            ("open-answers/q1", _answers),
        )
    }  # fmt: skip
    main_coder = chance.choice(["koder-a", "koder-b", ""])
    codings: list[Given] = []
    files: dict[str, str] = {}
    for source, text in texts.items():
        for coder in CODERS:
            if chance.random() < (0.25 if coder == "consensus" else 0.75):
                content, given = _coded(source, coder, text.body, chance)
                files[f"codings/{source}/{coder}.yaml"] = content
                codings += given
    for case, name in CASES.items():
        respondent = next((who for who, whose in RESPONDENT.items() if whose == case), "")
        lines = [f'name: "{name}"', *([f"respondent: {respondent}"] if respondent else [])]
        lines += [f'attributes:\n  size: "{SIZES[case]}"'] if case in SIZES else []
        files[f"cases/{case}.yaml"] = "\n".join(lines) + "\n"
    fronts = {
        source: f"case: {source.partition('/')[0]}\nkind: focus-group\n{SPEAKERS}"
        for source in texts
        if source.endswith("gruppe")
    }
    fronts["open-answers/q1"] = "kind: open-answers\nquestion: Q1\n"
    make_study(
        folder, codebook=CODEBOOK, cases=CASES, sources={name: text.body for name, text in texts.items()}, fronts=fronts,
        codings={}, coders=("koder-a", "koder-b"), main_coder=main_coder, files=files,
    )  # fmt: skip
    return Random(folder, texts, codings, main_coder)


def _talk(source: str, chance: random.Random) -> Text:
    text, section, speaker = Text(source), "", ""
    for _ in range(chance.randrange(4, 12)):
        kind = chance.random()
        if kind < 0.15:
            section, speaker = chance.choice(["Barrierer", "Tiltak"]), ""
            text.sections.append((len(text.body), section))
            text.body += f"# {section}\n"
        elif kind < 0.25:
            text.body += "\n"
        elif kind < 0.4:
            _say(text, _tokens(chance), speaker, section)  # goes on speaking, or nobody does
        else:
            speaker = chance.choice(list(ROLE))
            text.body += f"{speaker}: "
            text.turns.append((speaker, len(text.body), len(text.body)))
            _say(text, _tokens(chance), speaker, section)
    return text


def _document(source: str, chance: random.Random) -> Text:
    text, section = Text(source), ""
    for _ in range(5):
        if chance.random() < 0.3:
            section = chance.choice(["Barrierer", "Formål"])
            text.sections.append((len(text.body), section))
            text.body += f"## {section}\n"
        _say(text, _tokens(chance), "", section)
    return text


def _answers(source: str, chance: random.Random) -> Text:
    text = Text(source)
    for who in ("R1", "R2", "R3"):
        text.body += f"{who}: "
        text.turns.append((who, len(text.body), len(text.body)))
        _say(text, _tokens(chance), who, "")
    return text


def _tokens(chance: random.Random) -> list[str]:
    return ["så", *chance.choices(TOKENS, k=chance.randrange(1, 7))]


def _say(text: Text, tokens: Iterable[str], speaker: str, section: str) -> None:
    """A paragraph."""
    for token in tokens:
        start = len(text.body)
        text.body += f"{token} "
        inner = next((at for at, letter in enumerate(token) if letter.isalnum()), None)
        if inner is not None and speaker != "Intervjuer":
            text.words.append(Word(text.source, start + inner, start + len(token), speaker, section))
    text.body = text.body[:-1]
    if speaker and text.turns:
        text.turns[-1] = (speaker, text.turns[-1][1], len(text.body))
    text.body += "\n"


def _coded(source: str, coder: str, body: str, chance: random.Random) -> tuple[str, list[Given]]:
    """The content of a codings file, and what it says."""
    coded, given = [], []
    for number in range(chance.randrange(1, 9)):
        start = chance.randrange(len(body) - 1)
        end = min(len(body), start + chance.randrange(1, 40))
        written = chance.choice(list(WRITTEN))
        id = f"{chance.getrandbits(40):010x}"
        coded.append(Coded(written, (start, end), id=id))
        lost = number > 0 and chance.random() < 0.15
        given.append(Given(source, coder, WRITTEN[written], None if lost else (start, end), id))
    content = codings_text(source, coder, body, coded)
    for each in given:
        if each.at is None:
            before, mark, after = content.partition(f"id: {each.id}\n")
            content = before + mark + _without_place(after)
    return content, given


def _without_place(text: str) -> str:
    """The rest of a file, its first coding without a place."""
    lines = text.split("\n")
    del lines[next(at for at, line in enumerate(lines) if line.startswith("    at:"))]
    return "\n".join(lines)
