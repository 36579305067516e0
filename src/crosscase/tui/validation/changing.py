"""Deciding on what informants said: each decision one edit that undo takes back, and so is applying them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crosscase.casework import deciding
from crosscase.casework.applying import Applied, Plan, plan_of
from crosscase.casework.deciding import Target, answers_to, proposals, sent_text, take_back
from crosscase.casework.languages import named, read_in, unwritten
from crosscase.casework.standing import AdditionStanding, StatementStanding
from crosscase.study.descriptions import in_language
from crosscase.study.edits import Edit
from crosscase.study.ids import now
from crosscase.study.plurals import counted
from crosscase.study.problems import StudyError
from crosscase.study.rounds import decisions_of
from crosscase.study.validation_file import CHOICES, VERDICTS, Answer, Choice, Decision, Verdict
from crosscase.tui.dialogs import Confirm
from crosscase.tui.done import told_done
from crosscase.tui.memo_editor import AGAIN, harmless
from crosscase.tui.picker import Entry, Picker
from crosscase.tui.place import Place
from crosscase.tui.synthesis.wording import case_name, joined
from crosscase.tui.validation import choosing
from crosscase.tui.validation.dialog import DecisionDialog, Written
from crosscase.tui.validation.looking import RoundLook, case_of, id_of
from crosscase.tui.validation.piece import PieceDialog
from crosscase.tui.validation.wording import CHOICE_WORDS, OF_ADDITIONS, VERDICT_WORDS, called
from crosscase.tui.words import shown

NOTHING = "no statement is at hand"
ACCEPT_MANY = "whose words are accepted?"
NOT_WRITTEN = "nobody wrote the statement anew; e takes their words up"
Make = Callable[[str], Edit]
"""Makes an edit for the coder who asks for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is about to decide, as they saw it when they began.

    Attributes:
        words_of: id of the answer whose words are accepted, where several propose unlike ones.
        language: of the words.
    """

    number: int
    target: Target
    choice: Choice
    words_of: str = ""
    language: str = ""


class DecidingRound(Place):
    """A place whose keys decide on the target at hand."""

    # for the screen

    @property
    def look(self) -> RoundLook | None:
        """What is shown; None where no round was sent."""
        raise NotImplementedError

    @property
    def target(self) -> Target | None:
        """What is at hand."""
        raise NotImplementedError

    @property
    def language(self) -> str:
        """In which the statements are shown and written."""
        raise NotImplementedError

    def reveal(self, number: int, id: str) -> None:
        """Show a round, and have a target of it at hand."""
        raise NotImplementedError

    # the one way

    def at_hand(self) -> tuple[RoundLook, Target] | None:
        """The target at hand with the round; where there is none it is said so."""
        if self.look is None or self.target is None:
            self.say(NOTHING)
            return None
        return self.look, self.target

    def pick(self, prompt: str, entries: list[Entry], then: Callable[[str], None], none: str = "") -> None:
        """Let somebody pick something."""

        def picked(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Picker(prompt, entries, none=none or "nothing to choose from"), picked)

    def change(self, number: int, make: Make, at: str, more: Callable[[], str] = str) -> None:
        """Do something once it is known who codes; what it was about is at hand then.

        Args:
            more: what is to be said of it once it is done.
        """

        def go(coder: str) -> None:
            try:
                edit = make(coder)
            except StudyError as error:
                self.warn(str(error))
                return
            if self.perform(edit):
                self.reveal(number, at)
                self.say(f"{told_done(edit.name)}; {more() or 'u takes it back'}")

        self.with_coder(go)

    # deciding

    def action_choose(self) -> None:
        """Choose what becomes of the target at hand."""
        if (found := self.at_hand()) is None:
            return

        def go(choice: str) -> None:
            if choice == choosing.NO_DECISION:
                self.action_take_back()
            elif choice == "accept":
                self._accept(*found)
            else:
                self.action_decide(choice)

        target = found[1]
        self.pick(f"{shown(called(target))}: what becomes of it?", choosing.choice_entries(target), go)

    def action_accept(self) -> None:
        """Accept the words that are proposed; what is missing is written as a statement first."""
        if (found := self.at_hand()) is None:
            return
        if isinstance(found[1], AdditionStanding):
            self.action_decide("adapt")
        else:
            self._accept(*found)

    def _accept(self, look: RoundLook, target: Target) -> None:
        """Accept words as they are; where they are unlike each other, ask whose."""
        answers = answers_to(target)
        offered = proposals(answers)
        if not offered and any(each.text.strip() for each in answers):
            self.say(NOT_WRITTEN)
            return

        def go(id: str) -> None:
            words_of = id if len(offered) > 1 else ""
            proposing = next((each for each in answers if each.id == id), None)
            language = self._language_of(target, proposing)
            self._decide_at_once(Asked(look.number, target, "accept", words_of, language))

        if len(offered) > 1:
            self.pick(ACCEPT_MANY, choosing.proposal_entries(answers, offered), go)
        else:
            go(next(iter(offered), ""))

    def action_adapt(self) -> None:
        """Give the statement other words."""
        self.action_decide("adapt")

    def action_decide(self, choice: str) -> None:
        """Decide with a reason."""
        if (found := self.at_hand()) is None:
            return
        look, target = found
        if isinstance(target, AdditionStanding) and choice not in OF_ADDITIONS:
            self.say("what is said to be missing is accepted, adapted or left out (s)")
            return
        proposing = self._proposing(target)
        chosen = next(each for each in CHOICES if each == choice)
        given = self._given(target) if chosen == "adapt" else {}

        def go(language: str) -> None:
            asked = Asked(look.number, target, chosen, language=language)
            self.with_coder(lambda coder: self._ask(asked, coder))

        missing = self._unwritten(target) if given else ()
        if len(missing) + len(given) > 1:
            self.pick("the words in which language?", choosing.text_entries(missing, given), go)
        else:
            go(self.language if self.language in given else self._language_of(target, proposing))

    def _decide_at_once(self, asked: Asked) -> None:
        def make(coder: str) -> Edit:
            if theirs := self._meanwhile(asked):
                raise StudyError(f"{theirs}; look again before you decide")
            return self._edit(asked, coder, ("", ""))

        self.change(asked.number, make, id_of(asked.target), self._stays)

    def _edit(self, asked: Asked, coder: str, written: Written) -> Edit:
        """The edit, which heeds the answers that were shown and no later ones; raises StudyError."""
        text, reason = written
        seen, choice = tuple(each.id for each in answers_to(asked.target)), asked.choice
        if (
            isinstance(asked.target, AdditionStanding)
            and choice == "adapt"
            and text == harmless(self._words_before(asked))
        ):
            text, choice = "", "accept"  # the informant's own words make the statement
        return deciding.decide(
            self.study, asked.number, id_of(asked.target), choice, by=coder, on=now()[:10], text=text,
            reason=reason, language=asked.language, answers=seen, words_of=asked.words_of,
            case=case_of(asked.target),
        )  # fmt: skip

    def _ask(self, asked: Asked, coder: str, begun: Written | None = None, told: str = "") -> None:
        """Ask for the reason, and for the words; `begun` was written and could not be saved: it is never lost."""
        target, has_words = asked.target, asked.choice == "adapt"
        told_of = {""}  # what somebody else decided, and was said: who saves again knows
        made: list[Edit] = []

        def wrong(written: Written) -> str:
            try:
                made[:] = [self._edit(asked, coder, written)]
            except StudyError as error:
                return str(error)
            theirs = self._meanwhile(asked)
            if theirs in told_of:
                return ""
            told_of.add(theirs)
            return f"{theirs}; Ctrl+S once more puts yours in its place"

        try:
            self._edit(asked, coder, ("x" if has_words else "", "x"))
        except StudyError as error:
            self.warn(str(error))  # whatever the words
            return

        def written(done: Written | None) -> None:
            if done is None:
                return
            if self.perform(made[0]):
                self.reveal(asked.number, id_of(target))
                self.say(f"{told_done(made[0].name)}; {self._stays() or 'u takes it back'}")
            else:
                self._ask(asked, coder, done, AGAIN)

        meaning = (OF_ADDITIONS if isinstance(target, AdditionStanding) else CHOICE_WORDS)[asked.choice]
        title = joined(
            f"{case_name(self.study, case_of(target))}, {called(target)}", f"{asked.choice}: {meaning}"
        )
        before = self._words_before(asked) if has_words else None
        self.app.push_screen(
            DecisionDialog(
                title, self._about(asked), self._former(asked), wrong, before=before, begun=begun, told=told,
                needs_reason=not isinstance(target, AdditionStanding),
            ),
            written,
        )  # fmt: skip

    def _about(self, asked: Asked) -> list[str]:
        """What was sent, what each said of it, and what stays as it is."""
        target = asked.target
        found = []
        if isinstance(target, StatementStanding):
            found.append(f"As sent: {sent_text(target.latest, asked.language)}")
            given = self._given(target) if asked.choice == "adapt" else {}
            found += [f"Decided in {each}: {text}" for each, text in given.items() if each != asked.language]
            others = self._unwritten(target, asked.language) if asked.choice == "adapt" else ()
            if others:
                told = named(others, self.study.settings.language)
                found.append(
                    f"The new words are in {asked.language}; the text in {told} stays as it is, "
                    "until e is pressed once more."
                )
        for answer in answers_to(target):
            verdict = VERDICT_WORDS[answer.verdict] if answer.kind == "statement" else ""
            found.append(": ".join(filter(None, (joined(answer.informant, verdict), answer.text))))
            if answer.proposed:
                found.append(f"{answer.informant} would have: {answer.proposed}")
        return found

    def _former(self, asked: Asked) -> Written:
        """What stands in the fields to begin with: what was decided, else what is proposed, else what is there."""
        target, decision = asked.target, asked.target.decision
        given = self._given(target)
        same = bool(given) or (
            decision is not None and decision.choice == asked.choice and not decision.applied
        )
        reason = decision.reason if decision is not None and same else ""
        if asked.choice != "adapt":
            return "", reason
        if given.get(asked.language):
            return given[asked.language], reason
        proposing = self._proposing(target)
        if proposing is not None and self._language_of(target, proposing) == asked.language:
            return deciding.words_in(deciding.offered_by(proposing)), reason
        present = self.look.now.get(id_of(target)) if self.look is not None else None
        return (
            in_language(present, asked.language) if present is not None else self._words_before(asked)
        ), reason

    def _words_before(self, asked: Asked) -> str:
        target = asked.target
        if isinstance(target, StatementStanding):
            return sent_text(target.latest, asked.language)
        return deciding.words_in(deciding.offered_by(target.answer))

    def _proposing(self, target: Target) -> Answer | None:
        """The answer whose words are the only ones proposed."""
        answers = answers_to(target)
        offered = proposals(answers)
        return next((each for each in answers if each.id in offered), None) if len(offered) == 1 else None

    def _language_of(self, target: Target, answer: Answer | None) -> str:
        if answer is None or not isinstance(target, StatementStanding):
            return self.language
        return read_in(target.version_of(answer), answer.proposed, self.language)

    def _given(self, target: Target) -> Mapping[str, str]:
        """The new words that are decided on and not applied, by language."""
        decision = target.decision
        return decision.text if decision is not None and not decision.applied else {}

    def _unwritten(self, target: Target, *languages: str) -> tuple[str, ...]:
        """The languages of the statement that no words are decided on in, but for some."""
        present = self.look.now.get(id_of(target)) if self.look is not None else None
        return unwritten(present, (*self._given(target), *languages), self.study.settings.language)

    def _stays(self) -> str:
        """Which texts of the statement at hand stay as they are when its decision is applied; empty where none does."""
        left = self._unwritten(self.target) if self.target is not None and self._given(self.target) else ()
        return f"the text in {named(left, self.study.settings.language)} stays; e writes it" if left else ""

    def _meanwhile(self, asked: Asked) -> str:
        """That somebody else decided since it was shown; empty where nobody did."""
        before = asked.target.decision
        there = decisions_of(self.study, asked.number).get(id_of(asked.target))
        if before == there:
            return ""
        return (
            f"{shown(there.by)} decided meanwhile: {there.choice}"
            if there is not None
            else "the decision was taken back"
        )

    def action_take_back(self) -> None:
        """Let there be no decision."""
        if (found := self.at_hand()) is not None:
            look, target = found
            id, case = id_of(target), case_of(target)
            self.change(look.number, lambda _coder: take_back(self.study, look.number, id, case), id)

    # applying

    def action_apply(self) -> None:
        """Make what was decided true, once asked."""
        if self.look is None:
            self.say(NOTHING)
            return
        number = self.look.number
        at = id_of(self.target) if self.target is not None else ""

        def go(coder: str) -> None:
            try:
                plan = plan_of(self.study, number, by=coder, now=now())
            except StudyError as error:
                self.warn(str(error))
                return
            if plan.edit is None:
                troubles = [each for each in plan.applied if each.trouble]
                if troubles:
                    self.warn(_trouble(troubles))
                else:
                    self.say(f"round {number} has no decisions to apply")
                return
            count = counted(plan.count, "decision")
            question = Confirm(f"Apply {count} of round {number}?", yes="Apply", detail=_comes_of(plan))
            self.app.push_screen(question, lambda yes: self._apply(number, coder, at) if yes else None)

        self.with_coder(go)

    def _apply(self, number: int, coder: str, at: str) -> None:
        try:
            plan = plan_of(self.study, number, by=coder, now=now())
        except StudyError as error:
            self.warn(str(error))
            return
        if plan.edit is None or not self.perform(plan.edit):
            return
        self.reveal(number, at)
        troubles = [each for each in plan.applied if each.trouble]
        if troubles:
            self.warn(f"{told_done(plan.edit.name)}; {_trouble(troubles)}")
        else:
            self.say(f"{told_done(plan.edit.name)}; u takes it all back")

    # words that nobody could place

    def action_place(self) -> None:
        """Put words, or a piece of them, at the statement that they are about, or under a section that lacks them."""
        from crosscase.casework.placing import place_piece
        from crosscase.casework.reply_values import Whose, asked_of

        if (found := self.at_hand()) is None:
            return
        look, target = found
        if not isinstance(target, AdditionStanding):
            self.say("these words are at their statement: m is for those that could not be placed")
            return
        if target.decision is not None:
            self.say("it is decided on: x takes the decision back first")
            return
        answer, number = target.answer, look.number
        try:
            asked = asked_of(self.study, Whose(number, answer.case, answer.informant))
        except StudyError as error:
            self.warn(str(error))
            return

        def piece(words: str | None) -> None:
            if words is not None:
                entries = choosing.place_entries(tuple(asked.by_id.values()), self.study, self.language)
                self.pick("what are these words about?", entries, lambda where: to(words, where))

        def to(words: str, where: str) -> None:
            if (section := choosing.section_in(where)) is not None:
                put(words, "", section, "")
            else:
                asking = "and what do they say of it?"
                self.pick(asking, choosing.verdict_entries(), lambda word: put(words, where, "", word))

        def put(words: str, statement: str, section: str, word: str) -> None:
            verdict: Verdict = next((each for each in VERDICTS if each == word), "")
            self.change(
                number,
                lambda _coder: place_piece(
                    self.study,
                    number,
                    answer.id,
                    words,
                    statement=statement,
                    section=section,
                    verdict=verdict,
                ),
                statement or answer.id,
            )

        self.app.push_screen(PieceDialog(shown(called(target)).capitalize(), answer.text), piece)

    # taking back

    def undo(self) -> bool:
        """Take the last edit back, and show what it was about."""
        return self._shown_after(self.study.history.next_undo, super().undo)

    def redo(self) -> bool:
        """Do the last undone edit again, and show what it was about."""
        return self._shown_after(self.study.history.next_redo, super().redo)

    def _shown_after(self, edit: Edit | None, step: Callable[[], bool]) -> bool:
        done = step()
        changes = edit.changes if done and edit is not None else ()
        about = [each for each in changes if isinstance(each.after or each.before, Decision | Answer)]
        present = id_of(self.target) if self.target is not None else ""
        if about and present not in (each.id for each in about):
            self.reveal(_round_in(about[0].file), about[0].id)
        return done


def _round_in(file: str) -> int:
    """The round that a file is of: `validation/round-2/decisions.yaml`."""
    word = file.split("/")[1].removeprefix("round-") if file.count("/") > 1 else ""
    return int(word) if word.isdecimal() else 0


def _comes_of(plan: Plan) -> str:
    """What applying comes to, in numbers, and what cannot be applied."""
    done = [each for each in plan.applied if not each.trouble]
    new = [each for each in done if each.decision.choice in ("accept", "adapt")]
    added = sum(each.statement != each.decision.id for each in new)
    counts = Counter(each.decision.choice for each in done)
    told = (
        (counted(len(new) - added, "statement"), "with other words"),
        (counted(added, "addition"), "proposed as a statement"),
        (str(counts["withdraw"]), "withdrawn"),
        (str(counts["keep"]), "kept"),
        (str(counts["ask"]), "to be asked again"),
    )
    sums = ", ".join(f"{many} {what}" for many, what in told if not many.startswith("0"))
    notes = [f"{each.target}: {each.note}" for each in done if each.note]
    troubles = [each for each in plan.applied if each.trouble]
    return ". ".join(filter(None, (sums, *notes, _trouble(troubles))))


def _trouble(troubles: list[Applied]) -> str:
    if not troubles:
        return ""
    more = f", and {len(troubles) - 1} more" if len(troubles) > 1 else ""
    return f"not applied: {troubles[0].target}: {troubles[0].trouble}{more}"
