# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Show a run's events: a progress bar on a terminal, plain lines elsewhere, and one closing screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cavendish.bars import bar as progress_bar
from cavendish.engine.grow import Ended, Event, Failed, Made, Started

STAGES = {
    "build": "scenes built",
    "import": "Blender started",
    "setup": "scenes handed to Blender",
    "rgb": "RGB rendered",
    "truth": "truth rendered",
    "edit setup": "changed scenes handed over",
    "edit rgb": "RGB of edits rendered",
    "edit truth": "truth of edits rendered",
    "pairs": "pairs drawn and proved",
    "write": "files written",
}


def show(events: Iterator[Event], recipe: str, out: Path, console: Console) -> int:
    """Show every event as it comes; returns the exit status of the run."""
    bar = progress_bar(console)
    done = total = 0
    line = bar.add_task("scenes", total=None)
    failed = 0
    end: Ended | None = None
    with bar:
        for event in events:
            match event:
                case Started():
                    done, total = event.there, event.scenes
                    bar.update(line, total=total, completed=done)
                    bar.console.print(_opening(event, out), soft_wrap=True)
                case Made(report):
                    done += 1
                    bar.update(line, completed=done + failed)
                    if not console.is_terminal:
                        pairs = sum(report.pairs.values())
                        seconds = sum(report.seconds.values())
                        console.print(
                            f"[{done}/{total}] scene {report.scene}: {report.views} views, {pairs} pairs, "
                            f"{seconds:.1f} s",
                            soft_wrap=True,
                            markup=False,
                        )
                case Failed():
                    failed += 1
                    bar.update(line, completed=done + failed)
                    bar.console.print(
                        f"[red]scene {event.scene} failed[/red] in {event.stage}: {escape(event.reason)}",
                        soft_wrap=True,
                    )
                case Ended():
                    end = event
    return _closing(end, recipe, out, total, console) if end else 1


def _opening(event: Started, out: Path) -> str:
    there = f", {event.there} of them there already" if event.there else ""
    return (
        f"{event.scenes} scenes{there}; about {_size(event.bytes)} to write, {_size(event.free)} free; "
        f"{event.workers} worker{'s' if event.workers > 1 else ''}; logs in {escape(str(out / 'logs'))}"
    )


def _closing(event: Ended, recipe: str, out: Path, total: int, console: Console) -> int:
    whole = event.dataset
    scenes = sum(whole.get("scenes", {}).values())
    console.print()
    if event.stopped:
        console.print(
            f"[red]stopped:[/red] {escape(event.stopped)}; {scenes} finished scenes are kept; mend it and run the "
            "same command again to go on",
            soft_wrap=True,
        )
        return 1
    pairs: dict[str, int] = {}
    for counts in whole["pairs"].values():
        for task, count in counts.items():
            pairs[task] = pairs.get(task, 0) + count
    views = whole["views"]
    made = ", ".join(f"{count} {task}" for task, count in sorted(pairs.items()))
    splits = ", ".join(f"{split} {count}" for split, count in whole["scenes"].items())
    console.print(
        f"[bold]{scenes} scenes[/bold] ({splits}), [bold]{views} views[/bold], "
        f"[bold]{sum(pairs.values())} pairs[/bold] ({made}) in [bold]{escape(str(out))}[/bold]",
        soft_wrap=True,
    )
    if event.made:
        table = Table(box=None, padding=(0, 2), show_header=False)
        total_seconds = sum(event.stages.values()) or 1.0
        for stage, words in STAGES.items():
            seconds = event.stages.get(stage, 0.0)
            if stage.startswith("edit") and not seconds:
                continue
            table.add_row(words, f"{seconds:8.1f} s", f"{100 * seconds / total_seconds:3.0f} %")
        table.add_row(
            "[bold]this run, wall time[/bold]",
            f"[bold]{event.wall:8.1f} s[/bold]",
            f"{event.peak_memory / 1e9:.1f} GB peak in a worker",
        )
        console.print(table)
        if event.refused:
            reasons = sorted(event.refused.items(), key=lambda pair: -pair[1])
            said = ", ".join(f"{count:,} x {reason}" for reason, count in reasons[:4])
            console.print(f"  cameras placed anew: {said}", soft_wrap=True, highlight=False)
        console.print(f"  rendered on {escape('; '.join(event.devices))}", soft_wrap=True)
    if event.failures:
        console.print(
            f"[red]{len(event.failures)} scenes failed[/red]: see {escape(str(out / 'quarantine.jsonl'))}; the same "
            "command tries them again",
            soft_wrap=True,
        )
    split = next(iter(whole["scenes"]), "train")
    console.print(
        f"\nLook at it   {escape(str(out / 'overview.png'))}\n"
        f'Load it      from datasets import load_dataset; load_dataset("imagefolder", data_dir="{escape(str(out))}")\n'
        f"Read it      {escape(str(out / 'README.md'))}, {escape(str(out / split / 'metadata.jsonl'))}\n"
        f"Grow on      cavendish generate {escape(recipe)} -o {escape(str(out))} --count {2 * total}",
        soft_wrap=True,
    )
    return int(bool(event.failures))


def _size(count: float) -> str:
    return (
        f"{count / 1e9:,.1f} GB"
        if count >= 1e9
        else f"{count / 1e6:,.0f} MB"
        if count >= 1e6
        else f"{count / 1e3:,.0f} kB"
    )
