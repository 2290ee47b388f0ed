"""`jixiao show`: one report in the terminal as it is read."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from extractors.document import Block, Document, Grid, Mention
from extractors.read import Read
from pipeline.console import console

STYLES = {"amount": "bold green", "percent": "bold cyan", "score": "bold magenta", "count": "yellow", "date": "blue"}
WIDEST = 200  # characters of a cell or paragraph that are printed


def show_report(read: Read) -> None:
    document, identity = read.document, read.identity
    console.rule(identity.title or document.name)
    about = (identity.agency, identity.fiscal_year, identity.report_kind, f"{document.format} ({document.reader})")
    console.print("  ".join(str(fact or "—") for fact in about))
    console.print(_outline(read))
    mentions = _by_block(read.mentions)
    for grid in read.grids:
        console.print(_table(document, grid, mentions), soft_wrap=False)
    console.rule("mentions")
    for block in document.blocks:
        if block.order in mentions and block.place.table is None:
            console.print(_painted(block, mentions[block.order]))
    counts = {kind: sum(m.kind == kind for m in read.mentions) for kind in STYLES}
    console.print("  ".join(f"{kind} {count}" for kind, count in counts.items()))


def _outline(read: Read) -> Tree:
    root = Tree("outline")
    branches: list[Tree] = []
    for section in read.sections:
        above = root if section.parent is None else branches[section.parent]
        branches.append(above.add(Text(f"{section.number or ''}{section.title}", style="" if section.kind == "heading" else "dim")))
    return root


def _by_block(mentions: tuple[Mention, ...]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.span.block, []).append(mention)
    return found


def _table(document: Document, grid: Grid, mentions: dict[int, list[Mention]]) -> Table:
    table = Table(title=f"table {grid.number}", show_header=False, show_lines=True, title_justify="left")
    seen: set[int] = set()
    for row in grid.at:
        cells = []
        for order in row:
            fresh = order is not None and order not in seen
            cells.append(_painted(document.blocks[order], mentions.get(order, ())) if order is not None and fresh else Text(""))
            if order is not None:
                seen.add(order)
        table.add_row(*cells)
    return table


def _painted(block: Block, mentions: list[Mention] | tuple[Mention, ...]) -> Text:
    """A block's text with its mentions highlighted, cut where it grows too long."""
    text = Text(block.text)
    for mention in mentions:
        text.stylize(STYLES[mention.kind], mention.span.start, mention.span.end)
    if len(text) > WIDEST:
        text = text[:WIDEST] + Text("…")
    return text
