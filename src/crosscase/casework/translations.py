"""Whether the texts of a statement in several languages still keep step, worked out from its versions.

What counts is the order of changes. A text that is written anew while the others keep step leaves them behind; a text that
was behind and is written anew has caught up, and so has one that somebody has said to hold still (`Statement.alike`).
Texts that kept step once do so again where they are the very same: who takes their own words back leaves nothing behind.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from crosscase.study.description_file import Statement
from crosscase.study.text import normalise

_BUT = " but "
_Pair = tuple[tuple[str, str], tuple[str, str]]
"""Two languages, each with its text."""


def older_texts(
    statement: Statement, own: str, sent: Collection[tuple[int, Mapping[str, str]]] = ()
) -> Mapping[str, str]:
    """The languages whose text is older than that in another, each with that other language.

    Args:
        own: the study's language, which a text in none in particular is in.
        sent: what informants were sent of the statement, each a version and its texts, in the order of sending: so a
            text that was changed by hand, without a new version, is known to be newer.
    """
    if len(_texts(statement.text, own)) < 2:
        return {}
    step = _steps(statement, own, sent)
    last = max(step.values())
    newest = sorted((each for each in step if step[each] == last), key=lambda each: (each != own, each))[0]
    return {each: newest for each in _in_order(step, own) if step[each] < last}


def common_languages(statements: Iterable[Statement], own: str) -> tuple[str, ...]:
    """The languages besides the study's that most of these statements have a text in."""
    known = [_texts(each.text, own) for each in statements]
    counts = Counter(language for texts in known for language in texts if language != own)
    return tuple(sorted(language for language, count in counts.items() if count * 2 > len(known)))


def keeping_step(texts: Mapping[str, str], own: str, older: Collection[str] = ()) -> str:
    """What a statement holds as `alike` where it is known which of its texts keep step.

    Args:
        older: the languages whose text does not; none where all say the same. Where it is all of them, the others are
            looked at beside the first.
    """
    known = _texts(texts, own)
    behind = [each for each in _in_order(known, own) if each in older]
    if len(behind) == len(known):
        del behind[0]
    return _mark(known) + (f"{_BUT}{','.join(behind)}" if behind else "")


def _steps(
    statement: Statement, own: str, sent: Collection[tuple[int, Mapping[str, str]]]
) -> Mapping[str, int]:
    """By language when its text came to say what it says: the greatest are those that keep step."""
    mark, _, behind = statement.alike.partition(_BUT)
    over_time = [_texts(each, own) for each in _over_time(statement, sent)]
    step = _checked(dict.fromkeys(over_time[0], 0), over_time[0], mark, behind)
    kept = _pairs(step, over_time[0])
    for at, (before, after) in enumerate(pairwise(over_time), 1):
        last = max(step.values(), default=0)
        changed = [each for each in after if each in before and before[each] != after[each]]
        leads = any(step[each] == last for each in changed)
        reached = 2 * at if leads else last
        step = {each: reached if each in changed or each not in before else step[each] for each in after}
        newest = max(step.values(), default=0)
        back = {each for one, other in kept & _every_pair(after) for each in (one[0], other[0])}
        if any(step[each] == newest for each in back):
            step.update(dict.fromkeys(back, newest))
        step = _checked(step, after, mark, behind)
        kept |= _pairs(step, after)
    return step


def _pairs(step: Mapping[str, int], texts: Mapping[str, str]) -> set[_Pair]:
    """The texts of two languages that keep step with each other."""
    return {pair for pair in _every_pair(texts) if step[pair[0][0]] == step[pair[1][0]]}


def _every_pair(texts: Mapping[str, str]) -> set[_Pair]:
    return {*combinations(sorted(texts.items()), 2)}


def _checked(step: Mapping[str, int], texts: Mapping[str, str], mark: str, behind: str) -> dict[str, int]:
    """The same, but where the texts are those of which somebody has said what keeps step."""
    if not mark or _mark(texts) != mark:
        return dict(step)
    last = max(step.values(), default=0) + 1
    return {each: last - (each in behind.split(",")) for each in step}


def _over_time(
    statement: Statement, sent: Collection[tuple[int, Mapping[str, str]]]
) -> Iterator[Mapping[str, str]]:
    versions = [
        *((each.version, each.text) for each in statement.history),
        (statement.version, statement.text),
    ]
    for number, texts in versions:
        yield from (there for version, there in sent if version == number)
        yield texts


def _texts(texts: Mapping[str, str], own: str) -> dict[str, str]:
    """The texts that have words, each in one line; one of no language in particular is in the study's."""
    plain = {each: " ".join(normalise(text).split()) for each, text in texts.items()}
    if "" in plain and not plain.get(own):
        plain[own] = plain[""]
    return {each: text for each, text in plain.items() if each and text}


def _in_order(languages: Collection[str], own: str) -> list[str]:
    return sorted(languages, key=lambda each: (each != own, each))


def _mark(texts: Mapping[str, str]) -> str:
    said = "\0".join(f"{each}\0{text}" for each, text in sorted(texts.items()))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
