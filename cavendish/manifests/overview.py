# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""overview.png: what was made, at a glance. A row a view: the input, then its targets with their prompts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

TILE = 256  # pixels of a tile's width, and of its picture's longer side
LINES, LINE = 5, 13  # of prompt under a tile, and their height in pixels
GAP = 6
ROWS = 8
ACROSS = 7  # tiles at most; a view with more goes on below, in lines of even length
PHOTOGRAPHS = frozenset({"input", "edit", "generation"})
Cell = tuple[Path, str, str]  # a picture, its title, the text below it
PAPER, INK, FAINT = (250, 249, 245), (40, 38, 34), (120, 116, 108)


def write_overview(out: Path, dataset: Mapping[str, Any]) -> None:
    """Draw OUT/overview.png from the first view of up to eight scenes over the whole dataset."""
    rows = list(islice(_views(out, dataset), ROWS))
    if not rows:
        return
    lines = [
        (_fitted(out / source), cells)
        for source, targets in rows
        for cells in _lines([(source, "input", source.as_posix()), *targets])
    ]
    columns = max(len(cells) for _, cells in lines)
    tops = list(accumulate((height + LINES * LINE + 2 * GAP for (_, height), _ in lines), initial=GAP))
    sheet = Image.new("RGB", (columns * (TILE + GAP) + GAP, tops[-1]), PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=11)
    for ((width, height), cells), y in zip(lines, tops, strict=False):
        for column, (path, title, text) in enumerate(cells):
            x = GAP + column * (TILE + GAP)
            with Image.open(out / path) as image:
                # Box filtering for photographs; nearest for targets, whose colours are numbers.
                how = Image.Resampling.BOX if title in PHOTOGRAPHS else Image.Resampling.NEAREST
                sheet.paste(image.convert("RGB").resize((width, height), how), (x, y))
            pen.text((x, y + height + 2), title, INK, font)
            for k, words in enumerate(_wrapped(text, font, pen)):
                pen.text((x, y + height + 2 + LINE * (k + 1)), words, FAINT, font)
    sheet.save(out / "overview.png", compress_level=6)


def _lines(cells: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    count = -(-len(cells) // ACROSS)
    across = -(-len(cells) // count)
    for start in range(0, len(cells), across):
        yield cells[start : start + across]


def _fitted(path: Path) -> tuple[int, int]:
    """Width and height of a view's pictures on the sheet; the views of a dataset may differ in size."""
    with Image.open(path) as image:
        scale = TILE / max(image.size)
        return max(round(image.width * scale), 1), max(round(image.height * scale), 1)


def _views(out: Path, dataset: Mapping[str, Any]) -> Iterator[tuple[Path, list[tuple[Path, str, str]]]]:
    """The input and the targets of the first view of scenes that lie evenly over each split."""
    for split, count in dataset["scenes"].items():
        step = max(1, -(-count * len(dataset["scenes"]) // ROWS))
        folders = sorted(path for path in (out / split).iterdir() if path.is_dir())
        for folder in folders[::step]:
            rows = [
                json.loads(line) for line in (folder / "rows.jsonl").read_text(encoding="utf-8").splitlines()
            ]
            first = [r for r in rows if r["view"] == 0]
            if first:
                inputs = (r["input_image_file_name"] for r in first)  # captions have none
                source = Path(split) / next((name for name in inputs if name), f"{folder.name}/0/rgb.png")
                yield (
                    source,
                    [(Path(split) / r["target_image_file_name"], r["task"], r["prompt"]) for r in first],
                )


def _wrapped(text: str, font: Any, pen: ImageDraw.ImageDraw) -> list[str]:
    lines = [""]
    for word in text.replace("\n", " / ").split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font) <= TILE - 4:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[: LINES - 1]
    return kept if len(lines) < LINES else [*kept[:-1], kept[-1][:-2] + " ..."]
