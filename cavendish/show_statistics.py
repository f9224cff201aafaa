# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Make the scene library's statistics and show how far it is: a progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from cavendish.bars import bar as progress_bar
from cavendish.errors import RENDER_EXTRA, InputError, nearest
from cavendish.lab.report import require_plots
from cavendish.render.quality import Quality
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.userfile import Source
from cavendish.statistics import Job, Summary, looks, ready
from cavendish.statistics_page import draw, page
from cavendish.userfiles import brought


def show_statistics(
    out: Path,
    scenes: int,
    only: Sequence[str],
    render: bool,
    workers: int | None,
    console: Console,
    builders: Sequence[Path] = (),
) -> int:
    """Look at scenes of the builders, all that need no parameters where `only` names none, and write a page and its figure.

    builders: Python files with builders of the user's, besides those that are known. Returns the exit status: 1 where a builder had no view at all. Raises InputError.
    """
    sources = tuple(brought(builders))
    names = tuple(dict.fromkeys(only)) or tuple(name for name in sorted(BUILDERS) if ready(name))
    for name in names:
        if name not in BUILDERS:
            raise InputError(f"there is no builder {name}; {nearest(name, BUILDERS)}")
        if not ready(name):
            raise InputError(
                f"{name} makes no scene without parameters; its scenes have no statistics of their own"
            )
    if out.suffix != ".md":
        raise InputError(f"{out}: the page is Markdown; name it .md")
    require_plots()
    needed = ("embreex", "trimesh", *(("bpy",) if render else ()))
    missing = [module for module in needed if find_spec(module) is None]
    if missing:
        raise InputError(f"{', '.join(missing)} cannot be imported; {RENDER_EXTRA}")
    picture = out.parent / "images" / f"{out.stem}.png"
    try:
        picture.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{picture.parent} cannot be made a folder: {error.strerror}") from error
    found = _gather(names, scenes, render, workers or len(os.sched_getaffinity(0)), console, sources)
    try:
        draw(found, picture)
        command = _command(scenes, only, render, builders)
        out.write_text(page(found, command, f"images/{picture.name}"), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{error.filename or out} cannot be written: {error.strerror}") from error
    console.print(f"Read it      {out}\nLook at it   {picture}", soft_wrap=True, markup=False)
    return int(any(not summary.views for summary in found.values()))


def _gather(
    names: Sequence[str],
    scenes: int,
    render: bool,
    workers: int,
    console: Console,
    sources: tuple[Source, ...],
) -> dict[str, Summary]:
    threads = max(1, len(os.sched_getaffinity(0)) // workers)
    quality = Quality(threads=threads) if render else None
    found = {name: Summary() for name in names}
    jobs = (Job(name, seed, quality, sources) for name in names for seed in range(scenes))
    bar = progress_bar(console)
    line = bar.add_task("views", total=len(names) * scenes)
    with bar:
        for number, (job, result) in enumerate(looks(jobs, workers), 1):
            found[job.builder].add(result)
            bar.update(line, completed=number, description=job.builder)
            if isinstance(result, str):
                console.print(f"{job.builder}, seed {job.seed}: {result}", soft_wrap=True, markup=False)
            elif not console.is_terminal and job.seed == scenes - 1:
                console.print(f"[{number}/{len(names) * scenes}] {job.builder}", soft_wrap=True, markup=False)
    return found


def _command(scenes: int, only: Sequence[str], render: bool, builders: Sequence[Path]) -> str:
    """The command that makes the page again, but for where it goes."""
    words = ["cavendish", "scenes", "stats", "--scenes", str(scenes)]
    for name in only:
        words += ["--only", name]
    for file in builders:
        words += ["--builders", str(file)]
    return shlex.join([*words, *(["--render"] if render else [])])
