# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A pack that grows, on a terminal: a bar, or a line for each entry elsewhere; then what stands and what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from cavendish.packs.grow import Event, Failed, Made, Preparing, Started, Summary


@contextmanager
def growing(console: Console) -> Iterator[Callable[[Event], None]]:
    """Something that shows events while a pack grows."""
    if not console.is_terminal:
        yield lambda event: console.print(escape(_line(event)), soft_wrap=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda event: _show(event, bar, task)


def show_summary(summary: Summary, console: Console) -> bool:
    """Print what stands in a pack and what failed. Returns whether all that was asked for stands."""
    for name, reason in summary.failed.items():
        console.print(f"[red]failed[/red] {escape(name)}: {escape(reason)}", soft_wrap=True)
    console.print(
        f"{escape(str(summary.folder))}: {summary.assets} assets of {summary.classes} classes and {summary.materials} "
        f"materials, {summary.faces:,} triangles, {summary.bytes / 1e6:.0f} MB; {len(summary.made)} made in "
        f"{summary.wall:.0f} s, {len(summary.kept)} kept, {len(summary.failed)} failed",
        soft_wrap=True,
    )
    console.print(f"Look at it   {escape(str(summary.folder))}/sheet.jpg", soft_wrap=True)
    console.print(f"Check it     cavendish packs check {escape(str(summary.folder))}", soft_wrap=True)
    return not summary.failed


def _show(event: Event, bar: Progress, task: TaskID) -> None:
    match event:
        case Preparing(what):
            bar.update(task, description=escape(what))
        case Started(asked, there):
            bar.update(task, description="growing", total=asked, completed=there)
        case Made(done=done, asked=asked, name=name):
            bar.update(task, description=escape(name), completed=done, total=asked)
        case Failed(done=done, asked=asked):
            bar.update(task, completed=done, total=asked)
            bar.console.print(escape(_line(event)), soft_wrap=True)


def _line(event: Event) -> str:
    match event:
        case Preparing(what):
            return what
        case Started(asked, there):
            return f"{asked} assets and materials are asked for; {there} of them stand"
        case Made(name, faces, seconds, done, asked):
            return f"[{done}/{asked}] {name}: {f'{faces:,} triangles, ' if faces else ''}{seconds:.1f} s"
        case Failed(name, reason, done, asked):
            return f"[{done}/{asked}] {name} failed: {reason}"
