"""Markdown that people write, as blocks of a document: structure and emphasis, nothing that links or loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from crosscase.documents.values import Block, Bullets, Heading, Paragraph, Rich, Run

_DEEPEST = 6
_LISTS = ("bullet_list", "ordered_list")


def parser() -> MarkdownIt:
    """CommonMark where links, pictures, entities and HTML stand as they are written."""
    commonmark = MarkdownIt("commonmark", {"html": False})
    return commonmark.disable(["link", "autolink", "image", "reference", "entity"])


def blocks_of(text: str, level: int = 1) -> tuple[Block, ...]:
    """The blocks of a Markdown text.

    Args:
        level: what a heading of the first level becomes.
    """
    tree = SyntaxTreeNode(parser().parse(text))
    return tuple(block for node in tree.children for block in _blocks(node, level))


def _blocks(node: SyntaxTreeNode, level: int) -> Iterator[Block]:
    if node.type == "heading":
        words = "".join(run.text for run in _runs(node))
        yield Heading(min(_DEEPEST, level + int(node.tag[1:]) - 1), " ".join(words.split()))
    elif node.type == "paragraph":
        yield Paragraph(_runs(node))
    elif node.type in _LISTS:
        yield Bullets(tuple(_items(node)), numbered=node.type == "ordered_list")
    elif node.type == "blockquote":
        for child in node.children:
            for block in _blocks(child, level):
                yield Paragraph(block.runs, "quote") if isinstance(block, Paragraph) else block
    elif node.type in ("fence", "code_block"):
        yield Paragraph((Run(node.content.rstrip("\n")),), "quote")


def _items(node: SyntaxTreeNode) -> Iterator[Rich]:
    """The items of a list; those of a list in it stand below with a dash, so that numbers go on counting."""
    for item in node.children:
        runs: list[Run] = []
        for child in item.children:
            if child.type in _LISTS:
                for inner in _items(child):
                    runs += [
                        Run("\n– "),
                        *(replace(run, text=run.text.replace("\n", "\n   ")) for run in inner),
                    ]
                continue
            for block in _blocks(child, _DEEPEST):
                runs += [Run("\n")] if runs else []
                runs += block.runs if isinstance(block, Paragraph) else [Run(_words(block), bold=True)]
        yield tuple(runs)


def _words(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    items = block.items if isinstance(block, Bullets) else ()
    return "\n".join("".join(run.text for run in item) for item in items)


def _runs(node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> Rich:
    runs: list[Run] = []
    for child in node.children:
        if child.type in ("softbreak", "hardbreak"):
            runs.append(Run("\n" if child.type == "hardbreak" else " "))
        elif child.children:
            runs += _runs(child, bold or child.type == "strong", italic or child.type == "em")
        elif child.content:
            runs.append(Run(child.content, bold=bold, italic=italic))
    return tuple(runs)
