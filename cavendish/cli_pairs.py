# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`cavendish pairs`: the pairs of existing frames, drawn again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def pairs(
    dataset: Annotated[
        Path, typer.Argument(metavar="OUT", help="A dataset's folder, the one that `generate -o` was given.")
    ],
    recipe: Annotated[
        str | None,
        typer.Option(help="A recipe whose tasks and prompts are taken; nothing else of it is."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Set a key of the tasks, such as tasks.depth.codec=plasma."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            help="The seed of the pairs, pairs_seed of the recipe: other prompts and colors of the same frames."
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Worker processes; all cores by default. They need no Blender.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="A folder for the new dataset, which links to the frames; in place without it.",
        ),
    ] = None,
) -> None:
    """Draw the pairs of existing frames again, without Blender: other tasks, palettes, prompts for the same pictures.

    Every pair is proved against its frame, and the same tasks give the bytes that `generate` gives. In place, the new
    pairs take the old ones' place only when all of them are drawn; run it again to go on after a stop.

    Exit status: 0 all drawn, 1 some scene could not be drawn, or it was stopped, 2 bad input.

    Example: cavendish pairs out/demo --set tasks.depth.codec=plasma -o out/plasma
    """
    from cavendish.engine.redraw import redraw
    from cavendish.engine.stop import stop_signal
    from cavendish.show_pairs import show_pairs

    chosen = [] if seed is None else [f"pairs_seed={seed}"]
    events = redraw(dataset, out, recipe, [*(settings or ()), *chosen], workers, stop_signal())
    raise typer.Exit(show_pairs(events, dataset, out or dataset, Console(highlight=False)))
