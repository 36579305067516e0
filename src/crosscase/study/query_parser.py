"""From the text of a query to its tree, by one step down for each rule of `query`."""

from __future__ import annotations

import re
from typing import NoReturn, cast

from crosscase.study.model import CONSENTS, KINDS
from crosscase.study.query import (
    DATES,
    FIELDS,
    FLAGS,
    KEYWORDS,
    NEAR,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Kind,
    Negation,
    Node,
    Operator,
    QueryError,
    Reach,
    Relation,
    Value,
)
from crosscase.study.query_values import is_date
from crosscase.study.shapes import nearest
from crosscase.study.yaml_in import shown

DEEPEST = 100
"""Parentheses, `not` and relations in each other; who needs more wants several queries."""

CHOICES: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "consent": (*CONSENTS, "unknown"),
    "origin": ("hand", "search", "import", "suggestion"),
    "status": ("placed", "moved", "changed", "lost"),
}
"""The fields whose values are the same in every study."""

_RELATIONS = ("near", "overlapping", "inside")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"""(?:[^\s()",:<>=!“”«»]|!(?!=))+""")
_IN_LIST = re.compile(r"""[^\s()",“”«»]+""")
_COMPARED = re.compile(r"""[^\s()"<>=“”«»]+""")
_OPERATOR = re.compile(r"<=|>=|!=|<|>|=")
_REACH = re.compile(r"[^\s()]*")
_CHARACTERS = re.compile(r"[0-9]{1,9}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|«([^»]*)»', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\])')
_OPENING = '"“«'


def parse(text: str) -> Node:
    """The tree of a query; an empty text is `AllOf()`.

    Raises:
        QueryError: the text is no query; says what is wrong, where, and what to do.
    """
    return Parser(text).query()


class Parser:
    """One pass over one query."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._deep = 0

    def query(self) -> Node:
        """The whole text; raises QueryError."""
        self._skip()
        if self._at == len(self._text):
            return AllOf()
        tree = self._any()
        self._skip()
        if self._at < len(self._text):
            self._stop("a ) without its (; remove it")
        return tree

    # the rules

    def _any(self) -> Node:
        parts = [self._all()]
        while self._takes("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self) -> Node:
        parts = [self._relation()]
        while self._takes("and") or self._goes_on():
            parts.append(self._relation())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _goes_on(self) -> bool:
        """Whether another condition follows that is joined by nothing but a blank."""
        self._skip()
        return self._at < len(self._text) and self._text[self._at] != ")" and self._keyword() != "or"

    def _relation(self) -> Node:
        left, links = self._operand(), 0
        while (kind := self._keyword()) in _RELATIONS:
            links += 1
            self._deeper()
            self._at += len(kind)
            reach = self._reach(kind)
            left = Relation(left, cast(Kind, kind), self._operand(), reach)
        self._deep -= links
        return left

    def _operand(self) -> Node:
        negations = 0
        while self._takes("not"):
            negations += 1
            self._deeper()
        self._skip()
        part = self._parenthesis() if self._text.startswith("(", self._at) else self._condition()
        for _ in range(negations):
            part = Negation(part)
        self._deep -= negations
        return part

    def _parenthesis(self) -> Node:
        opened = self._at
        self._deeper()
        self._at += 1
        self._skip()
        if self._text.startswith(")", self._at):
            self._stop("nothing stands in the parentheses; remove them", opened)
        inside = self._any()
        self._skip()
        if not self._text.startswith(")", self._at):
            self._stop("a ( that is never closed; add a )", opened)
        self._at += 1
        self._deep -= 1
        return inside

    def _reach(self, kind: str) -> Reach:
        if not self._text.startswith(":", self._at):
            return NEAR if kind == "near" else 0
        begins = self._at + 1
        if kind != "near":
            self._stop(f"`{kind}` takes no distance; leave it out", self._at)
        word = self._match(_REACH, begins)
        self._at = begins + len(word)
        if word.casefold() in ("turn", "paragraph"):
            return cast(Reach, word.casefold())
        if _CHARACTERS.fullmatch(word) is None:
            self._stop("after near: stands a number of characters, `turn` or `paragraph`", begins)
        return int(word)

    # conditions

    def _condition(self) -> Node:
        begins = self._at
        if begins == len(self._text):
            self._stop("a condition is missing at the end, such as code:barriers")
        if self._text[begins] in _OPENING:
            name = self._quoted()
            if (operator := self._operator()) is None:
                self._stop(
                    "words in quotation marks stand for nothing alone; write words: before them", begins
                )
            return self._comparison(name, operator, dated=False)
        word = self._match(_WORD)
        if not word:
            self._stop(f"a condition cannot begin with {self._text[begins]}; see the form of queries")
        self._at += len(word)
        if self._text.startswith(":", self._at) and word.casefold() not in _RELATIONS:
            return self._field(word, begins)
        if word.casefold() in KEYWORDS:
            self._stop(f"`{word}` has nothing before it to join; put a condition there", begins)
        if (operator := self._operator()) is not None:
            name = Value(word, begins, begins + len(word))
            return self._comparison(name, operator, dated=word.casefold() in DATES)
        if word.casefold() in FLAGS:
            return Condition(word.casefold(), (), begins)
        return self._unknown(word, begins)

    def _field(self, word: str, begins: int) -> Condition:
        name = word.casefold()
        if name not in FIELDS:
            near = nearest(name, FIELDS)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(FIELDS)}"
            if name in DATES:
                hint = f"write {name} >= 2021-12-01"
            self._stop(f"there is no field {shown(word)}; {hint}", begins)
        if name == "key":
            self._stop("`key` takes no value; write key, or not key", begins)
        self._at += 1
        values = [self._value(name)]
        while self._after_blanks(","):
            values.append(self._value(name))
        return Condition(name, tuple(values), begins)

    def _value(self, name: str) -> Value:
        self._skip()
        begins = self._at
        value = self._quoted() if self._opens_quote() else self._bare(_IN_LIST)
        if not value.text.strip():
            self._stop(f"{name}: wants a value after it", begins)
        choices = CHOICES.get(name)
        if choices is None:
            return value
        if value.text.casefold() not in choices:
            near = nearest(value.text, choices)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(choices)}"
            self._stop(f"there is no {name} {shown(value.text)}; {hint}", begins)
        return Value(value.text.casefold(), value.start, value.end)

    def _comparison(self, name: Value, operator: Operator, dated: bool) -> Comparison:
        self._skip()
        begins = self._at
        value = self._quoted() if self._opens_quote() else self._bare(_COMPARED)
        if not value.text.strip():
            self._stop(f"{shown(name.text)} {operator} wants a value after it", begins)
        if value.text.endswith(",") and self._text[self._at - 1] == ",":
            self._stop("a comparison takes one value; join two comparisons with or", self._at - 1)
        if dated:
            name = Value(name.text.casefold(), name.start, name.end)
            if not is_date(value.text):
                self._stop(f"{shown(value.text)} is no date; write it as 2021, 2021-12 or 2021-12-01", begins)
        return Comparison(name, operator, value, dated)

    def _unknown(self, word: str, begins: int) -> NoReturn:
        name = word.casefold()
        if name in FIELDS:
            self._stop(f"{name} wants a value; write {name}:VALUE", begins)
        if name in DATES:
            self._stop(f"{name} wants a comparison; write {name} >= 2021-12-01", begins)
        near = nearest(name, (*FLAGS, *KEYWORDS))
        hint = f"did you mean {near}?" if near else f"write words:{shown(word)} for quotes with this word"
        self._stop(f"{shown(word)} is no condition; {hint}", begins)

    # words

    def _bare(self, pattern: re.Pattern[str]) -> Value:
        begins, word = self._at, self._match(pattern)
        self._at += len(word)
        if word.casefold() in KEYWORDS:
            self._stop(f"a value is missing before `{word}`; where it is the value, quote it", begins)
        return Value(word, begins, self._at)

    def _quoted(self) -> Value:
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            self._stop("a quotation mark that is never closed; close it")
        begins, self._at = self._at, found.end()
        straight, *others = found.groups()
        text = (
            _ESCAPE.sub(r"\1", straight) if straight is not None else next(o for o in others if o is not None)
        )
        return Value(text, begins, self._at)

    def _opens_quote(self) -> bool:
        return self._at < len(self._text) and self._text[self._at] in _OPENING

    def _operator(self) -> Operator | None:
        self._skip()
        found = self._match(_OPERATOR)
        self._at += len(found)
        return cast(Operator, found) if found else None

    def _keyword(self) -> str:
        """The keyword that stands here, in lower case; empty where there is none."""
        self._skip()
        word = self._match(_WORD)
        return word.casefold() if word.casefold() in KEYWORDS else ""

    def _takes(self, keyword: str) -> bool:
        if self._keyword() != keyword:
            return False
        self._at += len(keyword)
        return True

    def _after_blanks(self, sign: str) -> bool:
        after = self._end_of_blanks()
        if not self._text.startswith(sign, after):
            return False
        self._at = after + 1
        return True

    def _match(self, pattern: re.Pattern[str], at: int = -1) -> str:
        found = pattern.match(self._text, self._at if at < 0 else at)
        return found[0] if found is not None else ""

    def _end_of_blanks(self) -> int:
        found = _SPACE.match(self._text, self._at)
        return found.end() if found is not None else self._at

    def _skip(self) -> None:
        self._at = self._end_of_blanks()

    def _deeper(self) -> None:
        self._deep += 1
        if self._deep > DEEPEST:
            self._stop(f"nested more than {DEEPEST} deep; make it simpler, or several queries")

    def _stop(self, message: str, at: int = -1) -> NoReturn:
        raise QueryError(message, self._at if at < 0 else at)
