"""Deciding on what informants said, as edits; `applying` makes new versions of what was decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from crosscase.casework.languages import read_in
from crosscase.casework.nameless import NamesOf, told_replaced
from crosscase.casework.standing import AdditionStanding, RoundStanding, StatementStanding, standing_in
from crosscase.study.descriptions import statements_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.ids import is_slug
from crosscase.study.problems import StudyError
from crosscase.study.rounds import round_of
from crosscase.study.shapes import nearest
from crosscase.study.text import normalise
from crosscase.study.validation_file import CHOICES, Answer, Choice, Decision, SentStatement, decisions_file
from crosscase.study.word_diff import Piece, word_diff
from crosscase.study.yaml_in import shown

Target = StatementStanding | AdditionStanding

CLOSING: tuple[Choice, ...] = ("keep", "withdraw")
"""What can be decided on a statement that is gone from the case description."""
_OF_ADDITIONS = ("accept", "adapt", "keep")


def decide(
    study: Study,
    number: int,
    target_id: str,
    choice: str,
    *,
    by: str,
    on: str,
    text: str = "",
    language: str = "",
    reason: str = "",
    answers: Collection[str] = (),
    words_of: str = "",
    case: str = "",
) -> Edit:
    """Decide what becomes of a statement that was sent, or of something that informants found missing.

    Nothing changes in the case description before `apply_decisions`. A decision that has not been applied is replaced;
    one that gives words too keeps its texts in other languages. Names in the reason give way to pseudonyms.

    Args:
        number: the round; target_id: as `target_named` takes it.
        choice: accept (the informant's words), adapt (others), keep, withdraw, or ask again in the next round.
        by: the coder who decides; on: the day, such as `2022-01-20`.
        text: the new words, of `adapt` alone; language: of the words; where empty that in which the informant read
            the statement whose words they are, else that of the round, else the study's.
        reason: why; needed of a statement for all but `accept`. What was said besides may be noted (`keep`) or written
            as a statement without one.
        answers: ids of those that the decider has seen; all where none is named. Others open the statement again.
        words_of: the answer whose words are accepted, where several propose unlike ones.
        case: the case that the target is of, where it is known: the answers of the others are not read then.

    Raises:
        StudyError: there is no such round, target, choice or answer; nobody decides; a reason or the words are
            missing; the words hold a name; it has been applied, and no answer came since; the statement is gone.
        FileError: a file cannot be read.
    """
    if not by:
        raise StudyError("a decision needs to know who decides; give --coder NAME")
    round = round_of(study, number, case)
    target = target_named(standing_in(study, number, case=case), target_id)
    called = called_of(target)
    chosen = _choice(choice)
    seen = _seen(answers_to(target), answers, called)
    former = target.decision
    _may_decide(study, target, chosen, former, called)
    names = NamesOf(study, _case(target))
    needed = chosen != "accept" and isinstance(target, StatementStanding)
    words, told = _reason(names, chosen, reason, called, needed)
    said = _text(target, chosen, text, words_of, seen, called)
    names.refuse(f"{called}: the new words", said)
    tongue = language or _read_in(target, seen, said, round.language or study.settings.language)
    texts = _by_language(study, former, chosen, said, tongue) if said else {}
    after = Decision(
        id=_id(target), case=_case(target), statement=target.id if isinstance(target, StatementStanding) else "",
        choice=chosen, text=texts, reason=words,
        answers=tuple(each.id for each in seen), by=by, on=on,
    )  # fmt: skip
    change = Change(decisions_file(number), after.id, former, after)
    return Edit(f"decide on {called}: {chosen}{told}", (change,))


def take_back(study: Study, number: int, target_id: str, case: str = "") -> Edit:
    """Let a decision that has not been applied be none; raises StudyError where there is none, or it has been.

    Args:
        case: as in `decide`.
    """
    target = target_named(standing_in(study, number, case=case), target_id)
    former, called = target.decision, called_of(target)
    if former is None:
        raise StudyError(f"nobody has decided on {called}; nothing was changed")
    if _binds(former):
        raise StudyError(
            f"{called}: the decision was applied on {former.applied[:10]}; take that back with undo"
        )
    return Edit(
        f"take back the decision on {called}", (Change(decisions_file(number), former.id, former, None),)
    )


def target_named(standing: RoundStanding, word: str) -> Target:
    """What is to be decided on.

    Args:
        word: the id of a statement, its number in the packets (`alta/2.3`, also by a name that the case had when one
            went out), or the id of an answer to no statement.

    Raises:
        StudyError: there is none; says the nearest.
    """
    known: dict[str, Target] = {each.id: each for each in standing.statements}
    known |= {each.answer.id: each for each in standing.additions}
    known |= {f"{each.case}/{each.number}": each for each in standing.statements if each.number}
    found = known.get(word) or known.get(_as_called_now(standing, word))
    if found is not None:
        return found
    guess = nearest(word, known)
    hint = (
        f"did you mean {guess}?"
        if guess
        else f"see crosscase validate status --round {standing.number} --statements"
    )
    raise StudyError(f"round {standing.number} has nothing to decide on at {shown(word)}; {hint}")


def _as_called_now(standing: RoundStanding, word: str) -> str:
    """A number in the packets by the name that its case has now."""
    case, _, number = word.partition("/")
    sent = (each.sent for each in standing.informants if each.sent is not None and case in each.sent.was)
    return next((f"{each.case}/{number}" for each in sent), word)


def answers_to(target: Target) -> tuple[Answer, ...]:
    """The answers that a decision on it is about, informant by informant."""
    return target.answers if isinstance(target, StatementStanding) else (target.answer,)


def called_of(target: Target) -> str:
    """What messages call it: `alta 2.3`, of an addition `alta/I1's addition`."""
    if isinstance(target, StatementStanding):
        return f"{target.case} {target.number or target.id}"
    what = {"addition": "addition", "general": "remark", "unmatched": "unplaced words"}
    answer = target.answer
    return f"{answer.case}/{answer.informant}'s {what.get(answer.kind, 'answer')} {answer.id}"


def proposed_change(sent: SentStatement, answer: Answer, language: str = "") -> tuple[Piece, ...]:
    """What an informant would have otherwise, word by word, against the version they answer; empty for no proposal.

    Args:
        language: of the statement as they read it.
    """
    return word_diff(sent_text(sent, language), answer.proposed) if answer.proposed.strip() else ()


def sent_text(sent: SentStatement, language: str) -> str:
    """A statement as it was sent, in a language, else in none in particular, else in any."""
    texts: Mapping[str, str] = sent.text
    return texts.get(language) or texts.get("") or next(filter(None, texts.values()), "")


def proposals(answers: Collection[Answer]) -> Mapping[str, str]:
    """The unlike words that answers propose, each by the last answer that has them."""
    found = {words_in(words): each.id for each in answers if words_in(words := offered_by(each))}
    return {id: words for words, id in found.items()}


def _may_decide(study: Study, target: Target, chosen: Choice, former: Decision | None, called: str) -> None:
    if isinstance(target, StatementStanding):
        _is_there(study, target, chosen, called)
    elif chosen not in _OF_ADDITIONS:
        raise StudyError(
            f"{called}: what is missing can be accepted, adapted or left out (keep); choose one of these"
        )
    if not answers_to(target) and chosen != "ask":
        raise StudyError(f"{called}: nobody has answered; ask again, or change it in the case description")
    if former is None or not _binds(former) or (isinstance(target, StatementStanding) and target.unheeded):
        return
    raise StudyError(
        f"{called}: decided on and applied on {former.applied[:10]}; take that back with undo, "
        "or change it in the case description"
    )


def _is_there(study: Study, target: StatementStanding, chosen: Choice, called: str) -> None:
    """See that a statement that is to be changed or asked of again has not gone from the case description."""
    there = statements_of(study, target.case) if target.case in study.cases else ()
    if any(each.id == target.id for each in there):
        return
    gone = f"{called}: it is gone from the case description"
    if not target.answers:
        raise StudyError(f"{gone} and nobody has answered; there is nothing to decide")
    if chosen not in CLOSING:
        raise StudyError(f"{gone}; {' or '.join(CLOSING)} closes it")


def _binds(decision: Decision) -> bool:
    """Whether a decision has changed the case description; to keep or to ask again changes nothing."""
    return bool(decision.applied) and decision.choice in ("accept", "adapt", "withdraw")


def _seen(there: Collection[Answer], wanted: Collection[str], called: str) -> tuple[Answer, ...]:
    known = {each.id: each for each in there}
    for id in wanted:
        if id not in known:
            raise StudyError(f"{called} has no answer {shown(id)}; {_there(known)}")
    return tuple(each for each in there if not wanted or each.id in wanted)


def _there(known: Collection[str]) -> str:
    return f"there are {', '.join(known)}" if known else "there are none"


def _reason(names: NamesOf, chosen: Choice, reason: str, called: str, needed: bool) -> tuple[str, str]:
    """A reason without names, and what is said of those that gave way; raises StudyError where one is missing."""
    words, count = names.replaced(" ".join(reason.split()))
    if needed and not words:
        raise StudyError(f"{called}: to {chosen} needs a reason; say why")
    return words, f" (in the reason {told_replaced(count)})" if count else ""


def _text(
    target: Target, chosen: Choice, text: str, words_of: str, seen: Collection[Answer], called: str
) -> str:
    """The new words of a decision; empty for a choice that has none."""
    words = words_in(text)
    if words_of and chosen != "accept":
        raise StudyError(f"{called}: only accept takes an answer's words; leave {shown(words_of)} out")
    if chosen == "adapt":
        if not words:
            raise StudyError(f"{called}: to adapt needs the new words; give them")
        return words
    if words:
        raise StudyError(f"{called}: to {chosen} takes no words of your own; adapt does")
    return _accepted(seen, words_of, called) if chosen == "accept" else ""


def _by_language(
    study: Study, former: Decision | None, chosen: Choice, said: str, language: str
) -> dict[str, str]:
    """The new words beside those of the same decision in other languages; the study's language first."""
    own = study.settings.language
    kept = former is not None and {former.choice, chosen} <= {"accept", "adapt"} and not former.applied
    texts = {**(former.text if former is not None and kept else {}), _language(language): said}
    return dict(sorted(texts.items(), key=lambda each: (each[0] != own, each[0])))


def _read_in(target: Target, seen: Collection[Answer], said: str, language: str) -> str:
    """The language of an informant's words: that in which they read the statement; the one given for other words."""
    proposing = next((each for each in seen if words_in(offered_by(each)) == said), None)
    if proposing is None or not isinstance(target, StatementStanding):
        return language
    return read_in(target.version_of(proposing), said, language)


def _accepted(seen: Collection[Answer], words_of: str, called: str) -> str:
    offered = proposals(seen)
    if words_of:
        answer = next((each for each in seen if each.id == words_of), None)
        if answer is None or not words_in(offered_by(answer)):
            raise StudyError(f"{called}: no answer {shown(words_of)} proposes words; {_there(offered)}")
        return words_in(offered_by(answer))
    if not offered:
        nobody = (
            "nobody wrote the statement anew" if any(map(_has_words, seen)) else "nobody proposes other words"
        )
        raise StudyError(f"{called}: {nobody}; adapt it with your own, or keep it")
    if len(offered) > 1:
        raise StudyError(
            f"{called}: unlike words are proposed by {', '.join(offered)}; say whose are accepted, or adapt"
        )
    return next(iter(offered.values()))


def _has_words(answer: Answer) -> bool:
    return bool(answer.text.strip())


def offered_by(answer: Answer) -> str:
    """The words that can be taken over: the statement written anew, or what is missing."""
    return answer.proposed if answer.kind == "statement" else answer.proposed or answer.text


def _id(target: Target) -> str:
    return target.id if isinstance(target, StatementStanding) else target.answer.id


def _case(target: Target) -> str:
    return target.case if isinstance(target, StatementStanding) else target.answer.case


def words_in(text: str) -> str:
    """Words as a statement holds them."""
    return normalise(text).strip()


def _choice(word: str) -> Choice:
    found = next((choice for choice in CHOICES if choice == word.strip().casefold()), None)
    if found is None:
        guess = nearest(word, CHOICES, 50)
        hint = f"did you mean {guess}?" if guess else f"there are {', '.join(CHOICES)}"
        raise StudyError(f"there is no choice {shown(word)}; {hint}")
    return found


def _language(code: str) -> str:
    if not is_slug(code):
        raise StudyError(f"{shown(code)} is no language; give its code, such as nb or en")
    return code
