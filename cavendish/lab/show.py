# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Show the codecs, and a study as it runs: a progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import shlex
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cavendish.bars import bar as progress_bar
from cavendish.codecs import DepthCodec, depth_codec, depth_codecs
from cavendish.lab.report import codec_row, plan, prepare, require_plots, write
from cavendish.lab.study import Planned, Row, study
from cavendish.lab.summary import AT


def show_codecs(console: Console) -> None:
    """Print a table of the depth codecs with their default parameters; a colour's name is in that colour."""
    codecs = [depth_codec(name) for name in depth_codecs()]
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    for column in ("codec", "", "range, m", "codes", *(f"± at {d:g} m" for d in AT)):
        table.add_column(column, justify="right" if column == "codes" else "left", no_wrap=True)
    legends = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    legends.add_column("codec", no_wrap=True)
    legends.add_column("colours, from near to far")
    for codec in codecs:
        first, kind, span, *stated = codec_row(codec)
        table.add_row(Text(first, "bold"), kind, span, _codes(codec), *stated)
        words = [
            Text.assemble(
                ("■\N{NO-BREAK SPACE}", f"rgb({r},{g},{b})"), word.replace(" ", "\N{NO-BREAK SPACE}")
            )
            for word, (r, g, b) in codec.legend
        ]
        legends.add_row(Text(first, "bold"), Text(", ").join(words))
    console.print(table)
    console.print()
    console.print(legends)


def show_study(
    out: Path, files: tuple[Path, ...], synthetic: tuple[str, ...], quick: bool, seed: int, console: Console
) -> int:
    """Run a study, show how far it is, and write its report; returns the exit status."""
    require_plots()
    wanted = plan(files, synthetic, quick, seed=seed)
    prepare(out)
    bar = progress_bar(console)
    rows: list[Row] = []
    line = bar.add_task("measurements", total=None)
    with bar:
        total, last = 0, ("", "")
        for event in study(wanted.truths, wanted.depths, wanted.normals, wanted.perturbations, seed):
            if isinstance(event, Planned):
                total = event.rows
                bar.update(line, total=total)
                said = f"{len(wanted.truths)} views, {len(wanted.depths)} depth codecs, {len(wanted.perturbations)} perturbations"
                console.print(f"{said}: {total} measurements", soft_wrap=True)
                continue
            if not console.is_terminal and (event.truth, event.noun) != last:
                last = event.truth, event.noun
                console.print(
                    f"[{len(rows)}/{total}] {event.noun} of {event.truth}", soft_wrap=True, markup=False
                )
            rows.append(event)
            bar.update(line, completed=len(rows))
    written = write(out, wanted, rows, _command(files, synthetic, quick, seed))
    console.print(f"Read it      {escape(str(written[0]))}", soft_wrap=True)
    console.print(f"Load it      {escape(str(written[1]))}", soft_wrap=True)
    console.print(f"Look at it   {escape(', '.join(path.name for path in written[2:]))}", soft_wrap=True)
    return 0


def _command(files: tuple[Path, ...], synthetic: tuple[str, ...], quick: bool, seed: int) -> str:
    """The command that makes the report again, but for its folder."""
    words = ["cavendish", "codecs", "report", "-o", "DIR"]
    for path in files:
        words += ["--depth", shlex.quote(str(path))]
    for name in synthetic:
        words += ["--synthetic", name]
    return " ".join([*words, *(["--quick"] if quick else []), *([f"--seed {seed}"] if seed else [])])


def _codes(codec: DepthCodec) -> str:
    """How many colours the codec writes, counted over finely spaced depths; past that sampling, said as more."""
    samples = 1 << 18
    place = np.arange(samples, dtype=np.float64) / samples
    depth = 10 * ((1 - place) ** -0.5 - 1)
    depth[-1] = np.inf
    colors = codec.encode(depth[None])[0].astype(np.uint32) @ np.array([1, 256, 65536], np.uint32)
    count = len(np.unique(colors))
    return f"{count:,}" if count < 0.9 * samples else f">{samples * 9 // 10:,}"
