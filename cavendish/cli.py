# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The command line. Thin: it reads options, calls the engine, and shows what happens."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from cavendish import __version__
from cavendish.cli_export import export
from cavendish.cli_packs import app as packs_app
from cavendish.cli_pairs import pairs
from cavendish.cli_scenes import app as scenes_app
from cavendish.errors import CavendishError, InputError

Builders = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="A Python file with builders of your own; may be given again."),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR", help="A pack of assets to draw from, besides the recipe's; may be given again."
    ),
]
app = typer.Typer(
    name="cavendish",
    help="Grow training sets that turn an image generator into a vision model: scenes, exact truth, RGB codecs, pairs.",
    epilog="Start with: cavendish doctor; cavendish generate quickstart -o out/demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
codecs_app = typer.Typer(
    help="The codecs, numbers to RGB and back, and the laboratory that compares them.", no_args_is_help=True
)
app.add_typer(codecs_app, name="codecs")
app.add_typer(packs_app, name="packs")
app.add_typer(scenes_app, name="scenes")
app.command()(pairs)
app.command()(export)
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    if version:
        console.print(f"cavendish {__version__}")
        raise typer.Exit


@app.command()
def generate(
    recipe: Annotated[
        str, typer.Argument(help="A recipe's path, or the name of a shipped one (see `cavendish recipes`).")
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The dataset's folder; a run in it is gone on with.")
    ],
    count: Annotated[int | None, typer.Option(help="Scenes, instead of the recipe's count.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed, instead of the recipe's.")] = None,
    workers: Annotated[
        int, typer.Option(help="Worker processes; each holds one Blender and some 0.5 to 2 GB.")
    ] = 1,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Set any key, such as quality.samples=64."),
    ] = None,
    builders: Builders = None,
    packs: Packs = None,
) -> None:
    """Make a dataset: scenes, frames with exact truth, proved pairs, manifest.

    Run it again to go on after a stop, or with a larger --count to grow on: finished scenes are never made twice, and
    the same recipe and seed give the same bytes whatever the number of workers.

    Exit status: 0 all made, 1 some scene failed (see quarantine.jsonl), 2 bad input.
    """
    from cavendish.engine.grow import grow
    from cavendish.engine.stop import stop_signal
    from cavendish.recipe import load
    from cavendish.show import show
    from cavendish.show_packs import make_ready

    resolved = load(recipe, settings or (), count, seed, builders or (), packs or ())
    make_ready(resolved.packs, console)
    raise typer.Exit(show(grow(resolved, out, workers, stop_signal()), recipe, out, console))


@app.command()
def validate(
    dataset: Annotated[
        Path, typer.Argument(help="A dataset's folder, the one that `generate -o` was given.")
    ],
    workers: Annotated[
        int | None, typer.Option(help="Worker processes; all cores by default. They need no Blender.")
    ] = None,
    oracle: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="Build N scenes again from the seed, evenly spread, and hold their truth against a ray cast.",
        ),
    ] = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="Where to write the verdict; validation.json in the dataset by default."
        ),
    ] = None,
    builders: Builders = None,
    packs: Packs = None,
) -> None:
    """Prove a dataset: rows, files, checksums, splits, prompts and inputs, and that every target decodes to its truth.

    Checksums show what changed after a scene was made. All other checks hold without them, so they also find what a
    faulty generator wrote: a shift by a pixel, a swapped prompt or picture, an axis turned, ray length for depth.
    Nothing in the dataset is changed but its validation.json.

    Exit status: 0 it holds, 1 there are faults (each with its cure, in validation.json), 2 bad input.
    """
    from cavendish.engine.stop import stop_signal
    from cavendish.engine.validate import validate as check
    from cavendish.show_validation import show_validation

    events = check(dataset, workers, oracle, out, stop_signal(), builders=builders or (), packs=packs or ())
    raise typer.Exit(show_validation(events, dataset, console))


@app.command()
def recipes() -> None:
    """List the recipes that come with Cavendish."""
    from cavendish.recipe import shipped

    for name, path in shipped().items():
        comment = [
            line.lstrip("# ").strip()
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("#")
        ]
        console.print(
            f"[bold]{name}[/bold]  {next((c for c in comment if c and 'SPDX' not in c), '')}  [dim]{path}[/dim]"
        )


@app.command()
def schema(
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A file; without it the schema is printed.")
    ] = None,
    row: Annotated[
        bool, typer.Option("--row", help="The schema of a row of metadata.jsonl instead.")
    ] = False,
) -> None:
    """Write the JSON Schema of a recipe, by which editors complete and check YAML, or that of a manifest's row."""
    from cavendish.manifests.schema import schema as row_schema
    from cavendish.recipe import schema as recipe_schema

    text = json.dumps(row_schema() if row else recipe_schema(), indent=1, sort_keys=True) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from error


@app.command()
def doctor() -> None:
    """Say what this machine has and lacks, and the command that mends it. Exit status 1 where something is missing."""
    from cavendish.doctor import examine

    findings = list(examine())
    for finding in findings:
        mark = (
            "[green]ok[/green]  "
            if finding.good
            else ("[red]MISS[/red]" if finding.needed else "[yellow]none[/yellow]")
        )
        console.print(f"{mark}  [bold]{finding.name:<10}[/bold]  {escape(finding.found)}")
        if finding.cure:
            console.print(f"                  [cyan]{escape(finding.cure)}[/cyan]", soft_wrap=True)
    raise typer.Exit(int(any(f.needed and not f.good for f in findings)))


@codecs_app.command("list")
def list_codecs() -> None:
    """List the depth codecs: metric or relative, range, codes, error bounds, and the colours from near to far."""
    from cavendish.lab.show import show_codecs

    show_codecs(console)


@codecs_app.command()
def report(
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The folder for report.md, report.json and the plots.")
    ],
    depth: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="EXR",
            help="A view's truth.exr, or any EXR with metres in Z; may be given again and again.",
        ),
    ] = None,
    synthetic: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A view made in NumPy: table, room, street; all three where no --depth is given.",
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Small pictures: seconds instead of minutes.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the noise and of the drawn colours.")] = 0,
) -> None:
    """Compare every codec on every view after noise, compression, resizing and more, with tables and plots.

    Exit status: 0 written, 2 bad input.
    """
    from cavendish.lab.show import show_study

    raise typer.Exit(show_study(out, tuple(depth or ()), tuple(synthetic or ()), quick, seed, console))


def main() -> None:
    """Run the command line; errors that a user can mend are one sentence on standard error."""
    try:
        app()
    except CavendishError as error:
        errors.print(f"[red]error:[/red] {escape(str(error))}", soft_wrap=True)
        sys.exit(2 if isinstance(error, InputError) else 1)
    except KeyboardInterrupt:
        errors.print("stopped; what is finished is kept")
        sys.exit(130)
