# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Show an export: a progress bar on a terminal, plain lines elsewhere, then what was written and what was left out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cavendish.exports.registry import find, formats
from cavendish.exports.run import Heard, run
from cavendish.exports.selection import Selection
from cavendish.exports.state import State

EVERY = 10.0  # seconds between two lines where there is no terminal


def show_formats(console: Console) -> None:
    """Print every format in one line."""
    width = max(map(len, formats()))
    for name, form in sorted(formats().items()):
        console.print(f"[bold]{escape(name):{width}}[/bold]  {escape(form.summary)}", soft_wrap=True)


def show_export(root: Path, name: str, out: Path, selection: Selection, link: bool, console: Console) -> None:
    """Export, show how far it is, and print the count. Raises InputError as `exports.run` does."""
    begun = time.perf_counter()
    with _progress(console) as heard:
        state = run(root, name, out, selection, link, heard)
    noun = "views" if find(name).views else "pairs"
    _counts(state, noun, console)
    took = time.perf_counter() - begun
    console.print(
        f"[green]{state.samples} {noun}[/green] ({_size(state.bytes)} of pictures) in {escape(str(out))}, {took:.1f} s; "
        f"how they are loaded: {escape(str(out / 'README.md'))}",
        soft_wrap=True,
    )


@contextmanager
def _progress(console: Console) -> Iterator[Heard]:
    if not console.is_terminal:
        told = [time.perf_counter()]

        def line(done: int, total: int, size: int) -> None:
            if time.perf_counter() - told[0] >= EVERY:
                told[0] = time.perf_counter()
                console.print(f"{done} of about {total}, {_size(size)}")

        yield line
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[size]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("export", total=None, size="")
        yield lambda done, total, size: bar.update(task, completed=done, total=total, size=_size(size))


def _counts(state: State, noun: str, console: Console) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    splits = list(state.written)
    table.add_column("" if noun == "views" else "task")
    for split in splits:
        table.add_column(escape(split), justify="right")
    if noun == "views":
        table.add_row("views", *(str(sum(state.written[split].values())) for split in splits))
    else:
        for task in sorted({task for tasks in state.written.values() for task in tasks}):
            table.add_row(escape(task), *(str(state.written[split].get(task, 0)) for split in splits))
    console.print(table)
    for why, count in sorted(state.reasons.items()):
        console.print(f"[yellow]left out[/yellow] {count}: {escape(why)}", soft_wrap=True)


def _size(size: int) -> str:
    return f"{size / 1e9:.2f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
