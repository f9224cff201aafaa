# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Packs on a terminal: what there are, what is in one, what is wrong with it, and progress while it is made ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cavendish.errors import InputError
from cavendish.packs.bring import Brought
from cavendish.packs.inspection import Finding, inspect
from cavendish.scenes.packs.choice import PackChoice, chosen
from cavendish.scenes.packs.pack import FILE, Pack, PackError, read
from cavendish.scenes.packs.prepared import Heard
from cavendish.scenes.packs.stock import ready

DEEP = 2  # folders down that packs are looked for


@contextmanager
def progress(console: Console, what: str) -> Iterator[Heard]:
    """Something to tell how many files are done: a bar on a terminal, a line now and then elsewhere."""
    if not console.is_terminal:
        told = [0]

        def line(done: int, total: int) -> None:
            if total and (done == total or done >= told[0] + max(total // 10, 1)) and done != told[0]:
                told[0] = done
                console.print(f"{what}: {done} of {total}")

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def make_ready(packs: Sequence[PackChoice], console: Console) -> None:
    """Make what may be drawn from packs ready on this machine, with progress. Raises InputError."""
    try:
        with progress(console, "made ready of the packs") as heard:
            ready(packs, heard)
    except PackError as error:
        raise InputError(str(error)) from error


def brought_packs(paths: Sequence[Path], console: Console) -> tuple[PackChoice, ...]:
    """The packs that an option names, ready to draw from. Raises InputError."""
    try:
        packs = chosen(paths)
    except PackError as error:
        raise InputError(f"--packs: {error}") from error
    make_ready(packs, console)
    return packs


def opened(folder: Path) -> Pack:
    """The pack in a folder. Raises InputError."""
    try:
        return read(folder)
    except PackError as error:
        raise InputError(str(error)) from error


def show_list(folders: Sequence[Path], console: Console) -> None:
    """Print the packs that lie in some folders, or up to two folders down."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("pack", "version", "assets", "classes", "materials", "licence", "folder"):
        table.add_column(column, overflow="fold")
    broken = []
    found = False
    for path in [path for folder in folders for path in _within(folder)]:
        try:
            pack = read(path)
        except PackError as error:
            broken.append(str(error))
            continue
        found = True
        table.add_row(
            escape(pack.name),
            escape(pack.version),
            str(len(pack.assets)),
            str(len(pack.classes)),
            str(len(pack.materials)),
            escape(", ".join(pack.licences)),
            escape(str(path)),
        )
    if found:
        console.print(table)
    for line in broken:
        console.print(f"[red]broken[/red] {escape(line)}", soft_wrap=True)
    if not found and not broken:
        looked = ", ".join(str(folder) for folder in folders)
        console.print(
            f"No packs in {looked} (nor {DEEP} folders down). Make one of meshes that you have: cavendish packs import DIR "
            "-o PACK; or grow one: cavendish packs grow infinigen -o PACK",
            soft_wrap=True,
        )


def show_check(folder: Path, console: Console) -> bool:
    """Print what is wrong with a pack, and what it holds. Returns whether it can be used."""
    pack = opened(folder)
    with progress(console, "made ready") as heard:
        findings = list(inspect(pack, heard))
    errors = [found for found in findings if found.level == "error"]
    _table(pack, console)
    _findings(findings, console)
    broken = len({found.name for found in errors})
    if errors:
        console.print(
            f"\n[red]{broken} of {len(pack.rows)} cannot be used[/red]; mend them, or take them out of {FILE}"
        )
    else:
        console.print(
            f"\n[green]Good[/green]: name its folder under `packs` in a recipe: {escape(str(folder))}",
            soft_wrap=True,
        )
    return not errors


def show_brought(out: Path, brought: Brought, console: Console) -> None:
    """Print what became of a folder of meshes."""
    counts = Counter(str(row["class"]) for row in brought.rows)
    for name, note in brought.notes.items():
        console.print(f"[yellow]guess[/yellow] {escape(name)}: {escape(note)}", soft_wrap=True)
    for name, why in brought.left.items():
        console.print(f"[red]left out[/red] {escape(name)}: {escape(why)}", soft_wrap=True)
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    console.print(f"{len(brought.rows)} assets in {escape(str(out))}: {escape(kinds)}", soft_wrap=True)
    console.print(f"Next: cavendish packs check {escape(str(out))}", soft_wrap=True)


def _within(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}")
    for depth in range(DEEP + 1):
        for path in sorted(folder.glob("/".join(["*"] * depth + [FILE]))):
            yield path.parent


def _table(pack: Pack, console: Console) -> None:
    console.print(
        f"[bold]{escape(pack.name)}[/bold] {escape(pack.version)}, {escape(', '.join(pack.licences))}"
    )
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("class", "assets", "size in metres", "faces"):
        table.add_column(column, overflow="fold")
    for name, rows in pack.classes.items():
        spans = zip(*(row.size for row in rows), strict=True)
        size = " x ".join(_span(min(sides), max(sides)) for sides in spans)
        faces = [row.faces for row in rows]
        table.add_row(escape(name), str(len(rows)), size, _span(min(faces), max(faces)))
    if pack.classes:
        console.print(table)
    if pack.materials:
        kinds = Counter(kind for row in pack.materials for kind in row.kinds)
        said = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        console.print(f"materials: {escape(said)}", soft_wrap=True)


def _findings(findings: Sequence[Finding], console: Console) -> None:
    colors = {"error": "red", "warning": "yellow"}
    names: dict[tuple[str, str], list[str]] = {}
    for found in sorted(findings, key=lambda found: (found.level, found.name)):
        names.setdefault((found.level, found.said), []).append(found.name)
    for (level, said), who in names.items():  # what is said of many is said once
        others = f" (and {len(who) - 1} more)" if len(who) > 1 else ""
        text = f"{who[0]}{others}: {said}" if who[0] else said
        console.print(f"[{colors[level]}]{level}[/] {escape(text)}", soft_wrap=True)


def _span(low: float, high: float) -> str:
    a, b = (f"{value:,}" if isinstance(value, int) else f"{value:.2f}" for value in (low, high))
    return a if a == b else f"{a} to {b}"
