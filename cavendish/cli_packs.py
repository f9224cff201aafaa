# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`cavendish packs`: assets from elsewhere, listed, checked, made of meshes, grown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

app = typer.Typer(
    help="Packs of assets that builders draw from beside our own: listed, checked, made of meshes, grown.",
    no_args_is_help=True,
)
console = Console(highlight=False)
SQUARE, LETTERS = 232, 40  # of a preview: pixels of a picture's side, letters of the line below it
COLUMNS, SHEET = 8, 160  # pictures in a row, and on a sheet
Out = Annotated[Path, typer.Option("-o", "--out", help="The folder of the new pack.")]


@app.command("list")
def list_packs(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Folders to look in; else the current one.")
    ] = None,
) -> None:
    """List the packs in some folders, with their licences."""
    from cavendish.show_packs import show_list

    show_list(folders or [Path()], console)


@app.command()
def check(pack: Annotated[Path, typer.Argument(help="The pack's folder.")]) -> None:
    """Make a pack ready on this machine, and tell all that is wrong with it.

    Every file is loaded; checksums, licences, axes, sizes against those of its class, normals and supports are looked
    at. Exit status 1 where something cannot be used.
    """
    from cavendish.show_packs import show_check

    raise typer.Exit(0 if show_check(pack, console) else 1)


@app.command()
def preview(
    pack: Annotated[Path, typer.Argument(help="The pack's folder.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="A .jpg or .png to write.")],
) -> None:
    """Draw a sheet of all that is in a pack, with names, classes and sizes; a large pack takes several.

    Base colours in a plain light, without Blender's textures.

    Example: cavendish packs preview packs/mine -o sheet.jpg
    """
    from itertools import count, islice

    from cavendish.gallery import save, sheet
    from cavendish.packs.portraits import portraits
    from cavendish.show_packs import opened

    rest = portraits(opened(pack), SQUARE)
    for number in count(1):
        group = list(islice(rest, SHEET))
        if not group:
            return
        path = out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")
        pictures, captions = zip(*group, strict=True)
        save(path, sheet(pictures, [text[:LETTERS] for text in captions], min(COLUMNS, len(group))))
        console.print(escape(str(path)), soft_wrap=True)


@app.command("import")
def bring(
    folder: Annotated[
        Path, typer.Argument(help="A folder of .glb, .gltf, .obj, .ply, .stl or .blend files.")
    ],
    out: Out,
    classes: Annotated[
        Path | None,
        typer.Option(
            help="A YAML file: names or patterns of files -> a class, or {class, height, scale, up, front, stands}."
        ),
    ] = None,
    licence: Annotated[
        str | None, typer.Option(help="Of all files, as an SPDX name such as CC0-1.0 or CC-BY-4.0.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Where they come from, such as a web address.")] = None,
    name: Annotated[str | None, typer.Option(help="The pack's name; else the new folder's.")] = None,
    version: Annotated[str, typer.Option(help="The pack's version.")] = "1",
) -> None:
    """Make a pack of a folder of meshes. The files are copied; their classes come from a table or their folders' names.

    Scales are found by the sizes of the class where the table gives neither `scale` nor `height`, and told where that
    is a guess.

    Example: cavendish packs import downloads -o packs/mine --licence CC0-1.0 --classes classes.yaml
    """
    import re

    from cavendish.packs.bring import Terms, table
    from cavendish.packs.bring import bring as bring_folder
    from cavendish.packs.portraits import can_draw, thumbnail
    from cavendish.show_packs import progress, show_brought

    called = name or re.sub(r"[^A-Za-z0-9_.+-]+", "-", out.resolve().name).strip("-._+") or "pack"
    rows = table(classes)
    blind = can_draw()
    if blind:
        console.print(f"[yellow]no thumbnails[/yellow]: {escape(blind)}", soft_wrap=True)
    terms = Terms(called, version, licence, source)
    with progress(console, "read") as heard:
        brought = bring_folder(folder, out, rows, terms, heard, None if blind else thumbnail)
    show_brought(out, brought, console)


@app.command()
def grow(
    what: Annotated[Literal["infinigen"], typer.Argument(help="Whose generators.")],
    out: Out,
    classes: Annotated[
        list[str] | None,
        typer.Option(
            help="A class, a generator or `materials`; all where none is given; may be given again."
        ),
    ] = None,
    variants: Annotated[int, typer.Option(min=1, help="Of each generator.")] = 2,
    seed: Annotated[int, typer.Option(min=0, help="The first seed.")] = 0,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes, each on one core and of some 1 to 3 GB.")
    ] = 1,
    faces: Annotated[
        int, typer.Option(help="The most triangles of an asset; some generators get more or less.")
    ] = 20_000,
    python: Annotated[
        Path | None,
        typer.Option(help="A Python 3.11, which Infinigen's Blender needs; else one is looked for."),
    ] = None,
) -> None:
    """Grow a pack of Infinigen's assets and materials, in a Python and a Blender of their own.

    The first run installs those into the user's cache (a minute or two, 2.2 GB). Run it again to go on after a stop,
    or with more variants: what stands is kept. What fails, hangs or has too many faces is left out and told.

    Example: cavendish packs grow infinigen -o packs/infinigen --classes chair --classes lamp --variants 4
    """
    import signal

    from cavendish.packs.grow import grow as grow_pack
    from cavendish.show_growth import growing, show_summary

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # its processes end with it
    with growing(console) as report:
        summary = grow_pack(out, classes, variants, seed, workers, python, faces, report)
    raise typer.Exit(0 if show_summary(summary, console) else 1)
