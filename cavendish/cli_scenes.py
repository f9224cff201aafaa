# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`cavendish scenes`: the scene library, listed, explained and seen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

app = typer.Typer(
    help="The scene library: builders and their things, listed, explained and seen.", no_args_is_help=True
)
console = Console(highlight=False)
Look = Annotated[
    Literal["quick", "render"],
    typer.Option(
        help="quick: base colours, a fraction of a second, no Blender. render: Cycles, some seconds."
    ),
]
Samples = Annotated[int, typer.Option(min=1, help="Light paths a pixel, with --quality render.")]
Width = Annotated[int, typer.Option(help="Pixels, a multiple of 8.")]
Height = Annotated[int, typer.Option(help="Pixels, a multiple of 8.")]

Builders = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="A Python file with builders of your own; may be given again."),
]

Packs = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="A pack of assets to draw from beside our own; may be given again."),
]


@app.command("list")
def list_builders(builders: Builders = None) -> None:
    """List the builders, each with a line of what it builds, and the things that they draw from."""
    from cavendish.library import show_builders
    from cavendish.userfiles import brought

    brought(builders or ())
    show_builders(console)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A builder (see `cavendish scenes list`).")],
    seeds: Annotated[int, typer.Option(min=1, help="How many scenes to build for the statistics.")] = 8,
    builders: Builders = None,
) -> None:
    """Show a builder: its parameters with their ranges, its classes, and what its scenes are like."""
    from cavendish.library import show_builder
    from cavendish.userfiles import brought

    brought(builders or ())
    show_builder(name, seeds, console)


@app.command()
def preview(
    name: Annotated[str, typer.Argument(help="A builder, or a thing such as 'office chair'.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="A .png or .jpg to write.")],
    seed: Annotated[int, typer.Option(min=0, help="Which of its scenes.")] = 0,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Set a parameter of the builder.")
    ] = None,
    camera: Annotated[
        str | None,
        typer.Option(help="Style of camera, such as handheld, tripod, top-down; else the builder's."),
    ] = None,
    width: Width = 768,
    height: Height = 512,
    quality: Look = "quick",
    samples: Samples = 32,
    builders: Builders = None,
    packs: Packs = None,
) -> None:
    """Draw one scene of a builder, or one thing.

    Examples: cavendish scenes preview room --seed 3 -o a.png; cavendish scenes preview room --set 'use=[office]'
    --quality render -o b.png; cavendish scenes preview "office chair" -o c.png
    """
    from cavendish.library import draw_one
    from cavendish.show_packs import brought_packs
    from cavendish.userfiles import brought

    brought(builders or ())
    size = (width, height)
    used = brought_packs(packs or (), console)
    draw_one(name, out, seed, tuple(settings or ()), camera, size, quality, samples, console, used)


@app.command()
def gallery(
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The folder for a sheet of each builder and of all things.")
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(help="A builder to draw, or 'things' for a quick look at each; may be given again."),
    ] = None,
    count: Annotated[int, typer.Option(min=1, max=64, help="Scenes on a sheet.")] = 8,
    seed: Annotated[int, typer.Option(min=0, help="The first seed.")] = 0,
    quality: Look = "render",
    samples: Samples = 24,
    builders: Builders = None,
    packs: Packs = None,
) -> None:
    """Draw a sheet for every builder, and one of all things."""
    from cavendish.library import draw_gallery
    from cavendish.show_packs import brought_packs
    from cavendish.userfiles import brought

    brought(builders or ())
    used = brought_packs(packs or (), console)
    draw_gallery(out, tuple(only or ()), count, seed, quality, samples, console, used)


@app.command()
def stats(
    out: Annotated[Path, typer.Option("-o", "--out", help="The page to write, such as docs/statistics.md.")],
    scenes: Annotated[int, typer.Option(min=1, help="Scenes of each builder, one view each.")] = 24,
    only: Annotated[list[str] | None, typer.Option(help="A builder to look at; may be given again.")] = None,
    render: Annotated[bool, typer.Option(help="Render each view too, for brightness and time.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; one for each core by default.")
    ] = None,
    builders: Builders = None,
) -> None:
    """Measure the builders' views: depths, classes, objects, cameras, time; a Markdown page with a figure."""
    from cavendish.show_statistics import show_statistics

    status = show_statistics(out, scenes, tuple(only or ()), render, workers, console, tuple(builders or ()))
    raise typer.Exit(status)


@app.command()
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Builders; none: those of --builders, else all that need no parameter."),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many scenes of each builder.")] = 20,
    first: Annotated[int, typer.Option(min=0, help="The first seed.")] = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; one for each core by default.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Set a parameter of the builders.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
    builders: Builders = None,
    packs: Packs = None,
) -> None:
    """Check where things are in scenes, on their real meshes: what is in another thing, floats, or is in the way.

    A fault is what is over a millimetre: two things in each other; a thing that nothing carries; a camera in a thing, or
    nearer to one than its style allows; a thing before a door. The seeds are those of `cavendish scenes preview`. Exit
    status 1 where there is a fault, or a scene that cannot be made; the rules are in docs/placement.md.

    Examples: cavendish scenes check room --seeds 200; cavendish scenes check --builders my_scenes.py --set boards=6
    """
    import os

    from cavendish.library import parsed
    from cavendish.show_packs import brought_packs
    from cavendish.show_placement import show_placement

    cores = workers or len(os.sched_getaffinity(0))
    chosen = range(first, first + seeds)
    used = brought_packs(packs or (), Console(stderr=True) if as_json else console)
    status = show_placement(
        names or (), chosen, cores, builders or (), parsed(settings or ()), as_json, console, used
    )
    raise typer.Exit(status)
