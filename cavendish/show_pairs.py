# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Show pairs being drawn again: a progress bar on a terminal, plain lines elsewhere, then counts and rates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from cavendish.bars import bar as progress_bar
from cavendish.engine.redraw import Drawn, Ended, Event, Failed, Started

EVERY = 100  # scenes between two lines where there is no terminal


def show_pairs(events: Iterator[Event], root: Path, out: Path, console: Console) -> int:
    """Show every event as it comes; returns the exit status of the run."""
    bar = progress_bar(console)
    line = bar.add_task("scenes", total=None)
    done = total = pairs = 0
    end: Ended | None = None
    with bar:
        for event in events:
            match event:
                case Started(total, done, workers, tasks):
                    bar.update(line, total=total, completed=done)
                    there = f", {done} of them drawn already" if done else ""
                    console.print(
                        f"{total} scenes of {escape(str(root))}{there}; tasks {', '.join(tasks)}; "
                        f"{workers} worker{'s' if workers > 1 else ''}",
                        soft_wrap=True,
                    )
                case Drawn():
                    done, pairs = done + 1, pairs + sum(event.pairs.values())
                    bar.update(line, completed=done)
                    if not console.is_terminal and done % EVERY == 0:
                        console.print(f"[{done}/{total}] {pairs} pairs", markup=False)
                case Failed():
                    bar.advance(line)
                    console.print(f"[red]{event.place} failed:[/red] {escape(event.reason)}", soft_wrap=True)
                case Ended():
                    end = event
    return _closing(end, root, out, console) if end else 1


def _closing(end: Ended, root: Path, out: Path, console: Console) -> int:
    console.print()
    drawn = sum(end.pairs.values())
    if drawn:
        counts = ", ".join(f"{count} {task}" for task, count in sorted(end.pairs.items()))
        spent = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in end.seconds.items())
        console.print(
            f"{drawn} pairs ({counts}) of {end.drawn} scenes in {end.wall:.1f} s, {drawn / end.wall:.1f} a second; "
            f"of the workers' time {spent}",
            soft_wrap=True,
        )
    if end.stopped:
        again = "run the same command again to go on"
        console.print(f"[red]stopped:[/red] {escape(end.stopped)}; {again}", soft_wrap=True)
        return 1
    whole = sum(sum(tasks.values()) for tasks in end.dataset["pairs"].values())
    where = escape(str(out))
    if end.failures:
        console.print(
            f"[red]{len(end.failures)} scenes could not be drawn[/red] and are left out: see "
            f"{escape(str(out / 'quarantine.jsonl'))}",
            soft_wrap=True,
        )
    console.print(
        f"[bold]{whole} pairs[/bold] in [bold]{where}[/bold]\n\n"
        f"Look at it   {escape(str(out / 'overview.png'))}\n"
        f"Prove it     cavendish validate {where}",
        soft_wrap=True,
    )
    return int(bool(end.failures))
