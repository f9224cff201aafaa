# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Check the placement of builders' scenes and show what is wrong: a bar on a terminal, plain lines elsewhere, then a table."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cavendish.bars import bar as progress_bar
from cavendish.errors import RENDER_EXTRA, InputError
from cavendish.gallery import has_defaults, known
from cavendish.placement import Job, Tally, checks
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.placement import KINDS
from cavendish.userfiles import brought


def show_placement(
    names: Sequence[str],
    seeds: range,
    workers: int,
    builders: Sequence[Path],
    parameters: Mapping[str, Any],
    as_json: bool,
    console: Console,
    packs: tuple[PackChoice, ...] = (),
) -> int:
    """Check scenes of builders: of those that are named, else of the files' own, else of all that need no parameter.

    Returns the exit status: 1 where a scene has a fault or cannot be made. Raises InputError.
    """
    before = set(BUILDERS)
    sources = tuple(brought(builders))
    own = sorted(set(BUILDERS) - before)
    chosen = tuple(dict.fromkeys(names)) or own or sorted(n for n in BUILDERS if has_defaults(BUILDERS[n]))
    for name in chosen:
        _fits(name, parameters)
    missing = [module for module in ("embreex",) if find_spec(module) is None]
    if missing:
        raise InputError(f"{', '.join(missing)} cannot be imported; {RENDER_EXTRA}")
    wanted = [Job(name, seed, parameters, sources, packs) for name in chosen for seed in seeds]
    tallies = _gather(wanted, workers, Console(stderr=True) if as_json else console)
    if as_json:
        sys.stdout.write(json.dumps(report(tallies, seeds), indent=1) + "\n")
    else:
        _print(tallies, console)
    return int(not all(tally.good for tally in tallies.values()))


def report(tallies: Mapping[str, Tally], seeds: range) -> dict[str, Any]:
    """What was found, as JSON has it: by builder, with the worst faults of each kind."""
    return {
        name: {
            "seeds": [seeds.start, seeds.stop - 1],
            "scenes": tally.scenes,
            "things": tally.things,
            "cameras": tally.cameras,
            "seconds": round(tally.seconds, 3),
            "bad_scenes": tally.bad,
            "faults": {kind: tally.faults[kind] for kind in KINDS},
            "worst": [
                {
                    "seed": seed,
                    "kind": fault.kind,
                    "ids": fault.ids,
                    "classes": fault.classes,
                    "metres": fault.size,
                    "where": fault.where,
                    "said": str(fault),
                }
                for kind in KINDS
                for seed, fault in tally.worst.get(kind, [])
            ],
            "failed": [{"seed": seed, "reason": reason} for seed, reason in tally.failed],
        }
        for name, tally in tallies.items()
    }


def _fits(name: str, parameters: Mapping[str, Any]) -> None:
    """Raises InputError where a builder is unknown or does not take the parameters."""
    try:
        known(name).parameters.model_validate(dict(parameters))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "parameters"
        message = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{name}.{key}: {message}; see `cavendish scenes show {name}`") from error


def _gather(jobs: Sequence[Job], workers: int, console: Console) -> dict[str, Tally]:
    tallies = {job.builder: Tally() for job in jobs}
    bar = progress_bar(console)
    line = bar.add_task("scenes", total=len(jobs))
    last = max(job.seed for job in jobs)
    with bar:
        for number, (job, result) in enumerate(checks(jobs, workers), 1):
            tallies[job.builder].add(job.seed, result)
            bar.update(line, completed=number, description=job.builder)
            said = [result] if isinstance(result, str) else [str(fault) for fault in result.faults]
            for words in said:
                console.print(f"{job.builder}, seed {job.seed}: {words}", soft_wrap=True, markup=False)
            if not console.is_terminal and job.seed == last:
                console.print(f"[{number}/{len(jobs)}] {job.builder}", soft_wrap=True, markup=False)
    return tallies


def _print(tallies: Mapping[str, Tally], console: Console) -> None:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("builder")
    for column in ("scenes", "things", "views", *KINDS, "failed", "s/scene"):
        table.add_column(column, justify="right")
    for name, tally in tallies.items():
        made = max(tally.scenes - len(tally.failed), 1)
        counts = [
            tally.scenes,
            tally.things,
            tally.cameras,
            *(tally.faults[kind] for kind in KINDS),
            len(tally.failed),
        ]
        table.add_row(escape(name), *(f"{count:,}" for count in counts), f"{tally.seconds / made:.2f}")
    console.print(table)
    for name, tally in tallies.items():
        for kind in KINDS:
            for seed, fault in tally.worst.get(kind, [])[:1]:
                console.print(f"worst {kind}: {name}, seed {seed}: {fault}", soft_wrap=True, markup=False)
    bad = next(((name, tally) for name, tally in tallies.items() if tally.bad), None)
    if bad is not None:
        seed = next(iter(bad[1].worst.values()))[0][0]
        console.print(
            f"See it: cavendish scenes preview {bad[0]} --seed {seed} -o a.png", soft_wrap=True, markup=False
        )
    elif all(tally.good for tally in tallies.values()):
        console.print("Nothing is in another thing, nothing floats, nothing is before a camera or a door.")
