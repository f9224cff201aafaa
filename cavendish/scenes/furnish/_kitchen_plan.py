# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which piece of a kitchen stands where along its walls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cavendish.scenes.furnish.spaces import Span, free_spans, taken_by
from cavendish.scenes.layout import Layout, Wall, extent
from cavendish.scenes.scene import Asset

Rng = np.random.Generator
GAP = 0.018  # between a counter's back and the wall, where baseboards and tiles are
JOINT = 0.002  # between neighbours
LEAST = 0.3  # no counter is shorter


class Piece(NamedTuple):
    """A stretch of a run: counter, cooker or refrigerator; a counter's blind ends, metres."""

    kind: str
    span: Span
    asset: Asset | None = None
    blind: Span = (0.0, 0.0)


@dataclass(frozen=True)
class Run:
    """Pieces along one wall."""

    wall: Wall
    pieces: list[Piece]


def main_wall(layout: Layout, windows: list[Wall], deep: float) -> tuple[Wall, Span]:
    """The wall with the longest free stretch, one with a window rather than none."""
    best: tuple[float, Wall, Span] | None = None
    for wall in layout.walls:
        for span in free_spans(layout, wall, deep, (0.0, 0.9))[:1]:
            score = span[1] - span[0] + (0.9 if wall in windows else 0.0)
            if best is None or score > best[0]:
                best = (score, wall, span)
    assert best is not None
    return best[1], best[2]


def second_wall(
    layout: Layout, main: Wall, span: Span, deep: float, rng: Rng
) -> tuple[Wall | None, Span, int]:
    """A wall that goes on from an end of the main run, its free stretch, and which end (-1 left, 1 right, 0 none)."""
    if rng.random() < 0.25:
        return None, (0.0, 0.0), 0
    ends = [s for s in (-1, 1) if abs(span[(s + 1) // 2] - s * main.length / 2) < 0.08]
    rng.shuffle(ends)
    order = {"north": 0, "east": 1, "south": 2, "west": 3}
    for s in ends:
        # Seen from inside, the next wall clockwise is at the right end.
        other = layout.walls[(order[main.name] + s) % 4]
        for free in free_spans(layout, other, deep, (0.0, 0.9)):
            near = free[0] + other.length / 2 if s > 0 else other.length / 2 - free[1]
            start = deep + JOINT
            if near < 0.08 and free[1] - free[0] > start + 0.7:
                room = min(free[1] - free[0], float(rng.uniform(1.6, 3.4)))
                if s > 0:
                    return other, (start - other.length / 2, room - other.length / 2), s
                return other, (other.length / 2 - room, other.length / 2 - start), s
    return None, (0.0, 0.0), 0


def fridge(rng: Rng, layout: Layout) -> Asset:
    """A refrigerator; a wide one only in a large kitchen."""
    asset = layout.things["refrigerator"](rng)
    for _ in range(8):
        low, high = extent(asset)
        if high[0] - low[0] < 0.76 or layout.width * layout.depth > 14:
            break
        asset = layout.things["refrigerator"](rng)
    return asset


def plan(
    layout: Layout,
    main: Wall,
    span: Span,
    side: Wall | None,
    second: Span,
    corner: int,
    deep: float,
    fridge: Asset,
    stove: Asset,
    rng: Rng,
) -> list[Run]:
    """What stands where along one wall or two."""
    cold, hot = (float(extent(a)[1][0] - extent(a)[0][0]) + 2 * JOINT for a in (fridge, stove))
    wall_end = corner * (main.length / 2 - GAP)
    if corner:
        span = (wall_end, span[1]) if corner < 0 else (span[0], wall_end)
    longest = 4.2
    if span[1] - span[0] > longest:
        cut = span[1] - span[0] - longest
        span = (span[0] + cut, span[1]) if corner > 0 else (span[0], span[1] - cut)
    main_items: list[tuple[str, Asset, float]] = []
    side_items: list[tuple[str, Asset, float]] = []
    free_main = span[1] - span[0] - (deep if corner else 0.0)
    free_side = second[1] - second[0]
    windows = taken_by(layout, main, "window")
    hob_beside = side is not None and free_side > hot + 2 * LEAST and rng.random() < 0.6
    if hob_beside:
        side_items.append(("cooker", stove, hot))
    elif free_main > hot + 2 * LEAST:
        main_items.append(("cooker", stove, hot))
    cold_beside = side is not None and free_side > cold + LEAST + (hot + LEAST if hob_beside else 0.0)
    if cold_beside and rng.random() < 0.6:
        side_items.append(("refrigerator", fridge, cold))
    elif free_main > cold + 0.75 + (0 if hob_beside else hot + LEAST):
        main_items.append(("refrigerator", fridge, cold))
    elif cold_beside:
        side_items.append(("refrigerator", fridge, cold))
    runs = [Run(main, _lay(span, main_items, corner, deep if corner else 0.0, windows, rng))]
    if side is not None:
        clear = taken_by(layout, side, "window")
        runs.append(Run(side, _lay(second, side_items, -corner, 0.0, clear, rng)))
    return runs


def _lay(
    span: Span,
    items: list[tuple[str, Asset, float]],
    joined: int,
    blind: float,
    windows: list[Span],
    rng: Rng,
) -> list[Piece]:
    """Pieces from left to right. joined: the end (-1, 1) that meets another run, 0 none; blind: metres hidden there."""
    low, high = span
    pieces: list[Piece] = []
    for kind, asset, width in items:
        if kind != "refrigerator":
            continue
        left = joined > 0 or (joined == 0 and rng.random() < 0.5)
        if left and any(a < low + width and b > low for a, b in windows):
            left = joined != -1 and joined > 0
        pieces.append(Piece(kind, (low, low + width) if left else (high - width, high), asset))
        low, high = (low + width, high) if left else (low, high - width)
    inner = (low + (blind if joined < 0 else 0.0), high - (blind if joined > 0 else 0.0))
    for kind, asset, width in items:
        if kind != "cooker":
            continue
        spot = None
        for strict in (True, False):
            for _ in range(60):
                at = float(
                    rng.uniform(inner[0] + LEAST, max(inner[1] - LEAST - width, inner[0] + LEAST + 1e-6))
                )
                shaded = any(a - 0.1 < at + width and b + 0.1 > at for a, b in windows)
                if at + width <= inner[1] - LEAST + 1e-6 and not (strict and shaded):
                    spot = at
                    break
            if spot is not None:
                break
        if spot is None:
            continue
        pieces.append(Piece(kind, (spot, spot + width), asset))
        ends = ((blind if joined < 0 else 0.0, 0.0), (0.0, blind if joined > 0 else 0.0))
        pieces.append(Piece("counter", (low, spot), None, ends[0]))
        pieces.append(Piece("counter", (spot + width, high), None, ends[1]))
        return sorted(pieces, key=lambda piece: piece.span)
    if high - low > LEAST:
        ends_ = (blind if joined < 0 else 0.0, blind if joined > 0 else 0.0)
        pieces.append(Piece("counter", (low, high), None, ends_))
    return sorted(pieces, key=lambda piece: piece.span)


def sink_place(layout: Layout, runs: list[Run], rng: Rng) -> tuple[int, int, float]:
    """Which run, which piece and where along the wall: under a window where a counter is there."""
    best, where = -1.0, (0, 0, 0.0)
    for number, run in enumerate(runs):
        windows = taken_by(layout, run.wall, "window")
        for k, piece in enumerate(run.pieces):
            low, high = piece.span[0] + piece.blind[0] + 0.32, piece.span[1] - piece.blind[1] - 0.32
            if piece.kind != "counter" or low > high:
                continue
            x = float(rng.uniform(low, high))
            score = high - low
            for a, b in windows:
                if a < high and b > low:
                    x, score = float(np.clip((a + b) / 2, low, high)), score + 3
            if score > best:
                best, where = score, (number, k, x)
    return where if best >= 0 else (-1, -1, 0.0)
