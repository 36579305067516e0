"""Another program at work on a study: run with a folder and a coder, told what to do line by line.

python other_program.py serve FOLDER CODER      one JSON command a line, one JSON answer a line
python other_program.py random FOLDER CODER SEED EDITS
    edits at random; before each a line `try CHANGES`, after it is saved a line `ok`
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crosscase.study.code_edits import add_codes, new_chain
from crosscase.study.coding_edits import add_coding, remove_coding, set_key, set_memo, set_span
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.model import Code, Coding
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError

SOURCE = "alta/fokusgruppe"


def with_new_code(study: Study, coder: str, name: str, span: tuple[int, int]) -> Edit:
    """A code made on the spot, and a coding with it, as one step."""
    book, codes = new_chain(study.codebook, [name], "nb")
    path = book.path(codes[0])
    return add_coding(study.sources[SOURCE], coder, path, span, first=add_codes(codes).changes)[0]


def plain(record: object) -> Any:
    """What a file says of a record, as JSON has it."""
    if isinstance(record, Coding):
        return [record.code, list(record.at or ()), record.quote, record.memo, record.key]
    return [record.code, dict(record.name)] if isinstance(record, Code) else None


def serve(study: Study) -> None:
    for line in sys.stdin:
        command = json.loads(line)
        try:
            answer = {"done": do(study, **command)}
        except StudyError as error:
            answer = {"refused": str(error)}
        print(json.dumps(answer), flush=True)


def do(study: Study, what: str, **said: Any) -> object:
    """Carry out one command."""
    if what == "add":
        ids = []
        for start, end in said["spans"]:
            edit, coding = add_coding(study.sources[SOURCE], study.coder, said["code"], (start, end))
            study.apply(edit)
            ids.append(coding.id)
        return ids
    if what == "new code":
        study.apply(with_new_code(study, study.coder, said["name"], (3, 9)))
    elif what == "undo":
        study.undo()
    elif what == "see":
        return [coding.id for coding in study.codings(SOURCE)]
    else:
        [coding] = [c for c in study.codings(SOURCE) if c.id == said["id"]]
        study.apply(set_memo(coding, said["memo"]) if what == "memo" else remove_coding(coding))
    return None


def random_edits(study: Study, seed: int, count: int) -> None:
    chance = random.Random(seed)
    for number in range(count):
        step = chance.random()
        edit = study.history.next_undo if step < 0.15 else study.history.next_redo if step < 0.25 else None
        if edit is not None:
            tell("try", (edit.reversed() if step < 0.15 else edit))
            _ = study.undo() if step < 0.15 else study.redo()
        else:
            edit = random_edit(study, chance, number)
            tell("try", edit)
            study.apply(edit)
        print("ok", flush=True)


def tell(word: str, edit: Edit) -> None:
    print(word, json.dumps([[c.file, c.id, plain(c.after)] for c in edit.changes]), flush=True)


def random_edit(study: Study, chance: random.Random, number: int) -> Edit:
    source = study.sources[SOURCE]
    start = chance.randrange(len(source.body) - 40)
    span = (start, start + chance.randrange(1, 40))
    own: Sequence[Coding] = study.codings(SOURCE, [study.coder])
    kind = chance.choice(["add", "add", "memo", "extend", "remove", "key", "new code"])
    if kind == "new code":
        return with_new_code(study, study.coder, f"Kode {number} {'øæ'[number % 2]}", span)
    if kind == "add" or not own:
        code = chance.choice([study.codebook.path(code) for code in study.codebook])
        return add_coding(source, study.coder, code, span)[0]
    coding = chance.choice(own)
    if kind == "memo":
        return set_memo(coding, f"Notat {number}: «{chance.choice(['ja', 'nei', ''])}»\n\U0001f600")
    if kind == "extend":
        return set_span(coding, source, span)
    return set_key(coding, not coding.key) if kind == "key" else remove_coding(coding)


if __name__ == "__main__":
    opened = open_folder(Path(sys.argv[2]), sys.argv[3])
    print("open", flush=True)
    if sys.argv[1] == "serve":
        serve(opened)
    else:
        random_edits(opened, int(sys.argv[4]), int(sys.argv[5]))
