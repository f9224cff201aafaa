# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`cavendish export`: a dataset in the layout that a trainer loads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cavendish.errors import InputError


def export(
    dataset: Annotated[
        Path | None, typer.Argument(help="A dataset's folder, the one that `generate -o` was given.")
    ] = None,
    to: Annotated[str, typer.Option(metavar="FORMAT", help="What to write; see --list.")] = "list",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The export's folder; one that was stopped is gone on with."),
    ] = None,
    tasks: Annotated[
        list[str] | None, typer.Option(help="These tasks alone, such as depth,normals; may be given again.")
    ] = None,
    split: Annotated[
        list[str] | None, typer.Option(help="These splits alone, such as train; may be given again.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many pairs of each split.")] = None,
    mix: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TASK=SHARE",
            help="Take a task's pairs so often, as in depth=2 or semantic=0.5; `weights`: as often as their rows weigh.",
        ),
    ] = None,
    link: Annotated[
        bool, typer.Option("--link", help="Link files in place of copying them, where the disk is the same.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the formats and leave.")] = False,
) -> None:
    """Write a dataset as a trainer loads it: Hugging Face, WebDataset, COCO, depth, and eight trainers' own.

    Targets are copied byte for byte. Run it again to go on after a stop. Each export's README says how it is loaded.

    Exit status: 0 written, 2 bad input.

    Example: cavendish export out/demo --to webdataset -o out/demo-wds --tasks depth,normals
    """
    from cavendish.exports.selection import Selection, mixed
    from cavendish.show_export import show_export, show_formats

    console = Console(highlight=False)
    if listed or to == "list":
        show_formats(console)
        return
    if dataset is None:
        raise InputError("which dataset? cavendish export DATASET --to FORMAT -o OUT")
    if out is None:
        raise InputError("where to? give the export's folder with -o")
    shares, weights = mixed(mix or ())
    chosen = Selection(_words(split), _words(tasks), limit, shares, weights)
    show_export(dataset, to, out, chosen, link, console)


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word for text in given or () for word in text.replace(",", " ").split())
