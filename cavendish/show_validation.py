# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Show a validation: a progress bar on a terminal, plain lines elsewhere, then the table and the first findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cavendish.bars import bar as progress_bar
from cavendish.engine.validate import Ended, Event, Examined, Started
from cavendish.engine.verdict import PROVES, Verdict

SHOWN = 20  # findings on the screen
EVERY = 100  # scenes between two lines where there is no terminal


def show_validation(events: Iterator[Event], root: Path, console: Console) -> int:
    """Show every event as it comes; returns the exit status: 0 where the dataset holds, 1 where it does not."""
    bar = progress_bar(console)
    line = bar.add_task("scenes", total=None)
    done = faults = 0
    total = "?"
    end: Ended | None = None
    with bar:
        for event in events:
            match event:
                case Started(scenes, workers):
                    total = str(scenes)
                    bar.update(line, total=scenes)
                    plural = "s" if workers > 1 else ""
                    console.print(
                        f"{scenes} scenes in the recipe of {escape(str(root))}; {workers} worker{plural}",
                        soft_wrap=True,
                    )
                case Examined(place, count, oracle):
                    faults += count
                    if oracle:
                        bar.update(line, description="oracle")
                        console.print(f"oracle: {place}, {count} faults", soft_wrap=True)
                        continue
                    done += 1
                    bar.update(line, completed=done)
                    if not console.is_terminal and done % EVERY == 0:
                        console.print(f"[{done}/{total}] {faults} faults", soft_wrap=True, markup=False)
                case Ended():
                    end = event
    return _closing(end, root, console) if end else 1


def _closing(end: Ended, root: Path, console: Console) -> int:
    verdict = end.verdict
    console.print()
    console.print(_table(verdict))
    for name, tally in verdict.tallies.items():
        for (what, why), count in sorted(tally.unchecked.items()):
            console.print(
                f"[yellow]not checked[/yellow] by {name}: {count} {escape(what)}, {escape(why)}",
                soft_wrap=True,
            )
    for note in verdict.notes:
        console.print(f"[yellow]note[/yellow] {escape(note)}", soft_wrap=True)
    for finding in verdict.findings[:SHOWN]:
        console.print(
            f"[red]{finding.check}[/red]  [bold]{escape(finding.place)}[/bold]  {escape(finding.message)}",
            soft_wrap=True,
        )
    hidden = len(verdict.findings) - SHOWN + verdict.more
    if hidden > 0:
        console.print(f"... and {hidden} more")
    console.print()
    if end.file is None:
        console.print("[red]stopped:[/red] nothing is proved and nothing was written", soft_wrap=True)
        return 1
    told = f"{verdict.scenes} scenes, {verdict.rows} rows; all of it in {escape(str(end.file))}"
    if verdict.holds:
        console.print(f"[green]{escape(str(root))} holds[/green]: {told}", soft_wrap=True)
        return 0
    faults = sum(tally.faults for tally in verdict.tallies.values())
    console.print(f"[red]{escape(str(root))} does not hold[/red], {faults} faults: {told}", soft_wrap=True)
    return 1


def _table(verdict: Verdict) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("check")
    table.add_column("what it proves", ratio=1)
    table.add_column("checked", justify="right")
    table.add_column("faults", justify="right")
    for name, tally in verdict.tallies.items():
        color = "red" if tally.faults else "green" if tally.checked else "yellow"
        table.add_row(f"[{color}]{name}[/{color}]", PROVES[name], str(tally.checked), str(tally.faults))
    return table
