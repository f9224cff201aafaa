# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Windows of fronts: frames, panes, reveals, sills, heads, shutters; many of one kind at once. Metres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import merge
from cavendish.scenes.parts.facade.elements import (
    Bag,
    Points,
    Row,
    boxes,
    copies,
    polygon,
    quads,
    slab,
    spread,
)
from cavendish.scenes.scene import Float, Mesh

Flags = npt.NDArray[np.bool_]
Kind = Literal["casement", "sash", "plain"]
Head = Literal["none", "lintel", "architrave", "hood", "pediment", "arch", "segment", "bricks"]
RIM = 0.055  # width of a frame's members


@dataclass(frozen=True)
class Window:
    """One kind of window. width, height: of the hole; reveal: how far the frame lies behind the wall's face, metres.

    bars: panes across and up; shutters: whether there is one open on either side; apron: a panel under the sill.
    """

    width: float
    height: float
    kind: Kind = "casement"
    bars: tuple[int, int] = (2, 2)
    reveal: float = 0.12
    head: Head = "none"
    sill: bool = True
    shutters: bool = False
    apron: bool = False


def holes(window: Window, spots: Points) -> Float:
    """The holes (N, 4) of windows whose sills' middles are at spots (N, 2) of (x, z)."""
    spots = np.asarray(spots, np.float64).reshape(-1, 2)
    x, z = spots[:, 0], spots[:, 1]
    return np.stack([x - window.width / 2, x + window.width / 2, z, z + window.height], axis=1)


def windows(
    into: Bag, spots: Points, window: Window, rng: np.random.Generator, lit: float = 0.0, ground: str = "wall"
) -> None:
    """Add a window at each of the spots (N, 2) of (x, z): the middle of its sill.

    lit: share of those with light; ground: the slot of the wall that they are in.
    """
    spots = np.asarray(spots, np.float64).reshape(-1, 2)
    if not len(spots):
        return
    w, h, y = window.width, window.height, window.reveal
    edge = _edge(spots)
    into["frame"].append(boxes(spread(_frame(window), spots)))
    _glaze(into, spots, window, rng, lit)
    if y > 0:
        into["reveal"].append(copies(_reveal(w, h, y + 0.05), _at(spots)))
    if window.sill:
        into["trim"].append(
            boxes(spread([(-w / 2 - 0.08, w / 2 + 0.08, -0.075, max(y, 0) + 0.02, -0.075, 0.0)], spots), edge)
        )
    _heads(into, spots, window, ground)
    if window.apron:
        rows = [
            (-w / 2, w / 2, -0.03, 0.02, -0.62, -0.14),
            (-w / 2 + 0.1, w / 2 - 0.1, -0.045, 0.0, -0.52, -0.24),
        ]
        into["trim"].append(boxes(spread(rows, spots), edge))
    if window.shutters:
        into["shutter"].append(boxes(spread(_shutters(w, h), spots)))


def _edge(spots: Float) -> float:
    """The chamfer of stones about windows: those high up are never seen from near."""
    return 0.01 if float(spots[:, 1].min()) < 4.5 else 0.0


def _at(spots: Float) -> Float:
    return np.stack([spots[:, 0], 0 * spots[:, 0], spots[:, 1]], axis=1)


def _frame(window: Window) -> list[Row]:
    w, h, y, f = window.width, window.height, window.reveal, RIM
    back = y + 0.08
    rows: list[Row] = [
        (-w / 2, -w / 2 + f, y, back, 0, h),
        (w / 2 - f, w / 2, y, back, 0, h),
        (-w / 2 + f, w / 2 - f, y, back, 0, f * 1.3),
        (-w / 2 + f, w / 2 - f, y, back, h - f, h),
    ]
    across, up = window.bars
    thin, face = 0.024, y + 0.022
    if window.kind == "sash":
        rows.append((-w / 2 + f, w / 2 - f, y + 0.008, back, h / 2 - 0.03, h / 2 + 0.03))
    elif window.kind == "casement" and across > 1:
        rows.append((-f * 0.7, f * 0.7, y - 0.006, back, f * 1.3, h - f))
        thin = 0.03
    middle = across / 2 if window.kind == "casement" else -1
    rows += [
        ((k / across - 0.5) * w - thin / 2, (k / across - 0.5) * w + thin / 2, face, back, f, h - f)
        for k in range(1, across)
        if k != middle
    ]
    rows += [
        (-w / 2 + f, w / 2 - f, face, back, k / up * h - thin / 2, k / up * h + thin / 2)
        for k in range(1, up)
        if window.kind != "sash" or 2 * k != up
    ]
    return rows


def _glaze(into: Bag, spots: Float, window: Window, rng: np.random.Generator, lit: float) -> None:
    """Panes that no two mirror quite the same, some with a blind or curtains behind them, some lit."""
    w, h, n = window.width - 0.06, window.height - 0.06, len(spots)
    x, z = spots[:, 0], spots[:, 1] + 0.03
    depth = window.reveal + 0.045
    halves = 2 if window.kind == "sash" else 1
    shining = rng.random(n) < lit
    for half in range(halves):
        low, high = z + h * half / halves, z + h * (half + 1) / halves
        y = depth + rng.uniform(-0.004, 0.004, (n, 4))
        ring = [(x - w / 2, low), (x + w / 2, low), (x + w / 2, high), (x - w / 2, high)]
        panes = np.stack([np.stack([a, y[:, k], b], 1) for k, (a, b) in enumerate(ring)], axis=1)
        panes[:, 3] = panes[:, 0] + panes[:, 2] - panes[:, 1]  # flat
        for slot, chosen in lighted(shining):
            into[slot].append(quads(panes[chosen]))
    drawn = rng.random(n)
    blind = np.nonzero(drawn < 0.22)[0]
    drape = np.nonzero((drawn > 0.22) & (drawn < 0.5))[0]
    spans: list[tuple[float, float, float, float]] = []
    glows: list[bool] = []
    for k in blind:
        low = z[k] + h * (1 - rng.choice([0.25, 0.4, 0.6, 0.97]))
        spans.append((x[k] - w / 2, x[k] + w / 2, low, z[k] + h))
        glows.append(bool(shining[k]))
    for k in drape:
        for side in (-1, 1):
            edge, inner = x[k] + side * w / 2, x[k] + side * w * rng.uniform(0.16, 0.34)
            spans.append((min(edge, inner), max(edge, inner), z[k], z[k] + h))
            glows.append(bool(shining[k]))
    if spans:
        a, b, c, d = np.array(spans).T
        y = np.full(len(a), depth - 0.007)
        corners = [np.stack(p, 1) for p in ((a, y, c), (b, y, c), (b, y, d), (a, y, d))]
        cloths, behind = np.stack(corners, axis=1), np.array(glows)
        for slot, chosen in (("blind", ~behind), ("lit blind", behind)):
            if chosen.any():
                into[slot].append(quads(cloths[chosen]))


def lighted(shining: Flags) -> Iterator[tuple[str, Flags]]:
    """The slots of panes, and which of them belong to each: dark ones, and lit ones of which every third is dim."""
    dim = shining & (np.cumsum(shining) % 3 == 0)
    for slot, chosen in (("glass", ~shining), ("lit", shining & ~dim), ("dim", dim)):
        if chosen.any():
            yield slot, chosen


def _reveal(w: float, h: float, deep: float) -> Mesh:
    a, b, o = -w / 2, w / 2, 0.0
    return quads(
        [
            [(a, o, o), (a, deep, o), (a, deep, h), (a, o, h)],
            [(b, deep, o), (b, o, o), (b, o, h), (b, deep, h)],
            [(a, deep, h), (b, deep, h), (b, o, h), (a, o, h)],
            [(a, o, o), (b, o, o), (b, deep, o), (a, deep, o)],
        ]
    )


def _heads(into: Bag, spots: Float, window: Window, ground: str) -> None:
    w, h, head = window.width, window.height, window.head
    rows: list[Row] = []
    if head == "lintel":
        rows = [(-w / 2 - 0.14, w / 2 + 0.14, -0.018, 0.05, h, h + 0.2)]
    elif head == "bricks":
        soldiers: Row = (-w / 2 - 0.11, w / 2 + 0.11, -0.008, 0.05, h, h + 0.225)
        into["accent"].append(boxes(spread([soldiers], spots)))
    elif head in ("architrave", "hood", "pediment"):
        a, b = w / 2 + 0.15, h + 0.15
        rows = [
            (-a, -w / 2, -0.05, 0.02, 0, b),
            (w / 2, a, -0.05, 0.02, 0, b),
            (-w / 2, w / 2, -0.05, 0.02, h, b),
        ]
    if head in ("hood", "pediment"):
        a, b = w / 2 + 0.26, h + 0.34
        rows += [(-a + 0.08, a - 0.08, -0.1, 0.02, b - 0.09, b), (-a, a, -0.17, 0.02, b, b + 0.07)]
        rows += [
            (s * (w / 2 + 0.07) - 0.05, s * (w / 2 + 0.07) + 0.05, -0.12, 0.02, b - 0.34, b - 0.09)
            for s in (-1, 1)
        ]
    if rows:
        into["trim"].append(boxes(spread(rows, spots), _edge(spots)))
    if head == "pediment":
        a, b, rise = w / 2 + 0.26, h + 0.41, 0.28 * w
        flank = slab([(-a, -0.06, b), (a, -0.06, b), (0, -0.06, b + rise)], 0.07)
        rakes = [
            slab(
                [
                    (s * a, -0.17, b),
                    (0, -0.17, b + rise),
                    (0, -0.17, b + rise + 0.08),
                    (s * a, -0.17, b + 0.08),
                ][::-s],
                0.17,
            )
            for s in (-1, 1)
        ]
        into["trim"].append(copies(merge([flank, *rakes]), _at(spots)))
    if head in ("arch", "segment"):
        rise = w / 2 if head == "arch" else 0.16 * w
        wall_part, ring = _arched(w, h, rise, window.reveal + 0.02)
        into[ground].append(copies(wall_part, _at(spots)))
        into["accent"].append(copies(ring, _at(spots)))


def _arched(w: float, h: float, rise: float, deep: float) -> tuple[Mesh, Mesh]:
    """What rounds the top of a hole off, and the ring of stones around it."""
    radius = (w * w / 4 + rise * rise) / (2 * rise)
    reach = np.arcsin(min(w / 2 / radius, 1.0))
    turn = np.linspace(-reach, reach, 13)
    x, z = radius * np.sin(turn), h - radius + radius * np.cos(turn)
    low = np.stack([x, 0 * x, z], 1)
    top, back = low * (1, 1, 0) + (0, 0, h), low + (0, deep, 0)
    fill = np.stack([low[:-1], low[1:], top[1:], top[:-1]], axis=1)[np.minimum(z[:-1], z[1:]) < h - 1e-6]
    under = np.stack([back[:-1], back[1:], low[1:], low[:-1]], axis=1)
    wide = (radius + 0.2) / radius
    outer = np.stack([x * wide, 0 * x, h - radius + (z - h + radius) * wide], 1)
    proud = np.array([0, -0.02, 0])
    ring = [
        np.stack([low[:-1], low[1:], outer[1:], outer[:-1]], axis=1) + proud,
        np.stack([outer[:-1] + proud, outer[1:] + proud, outer[1:], outer[:-1]], axis=1),
        np.stack([low[:-1], low[1:], low[1:] + proud, low[:-1] + proud], axis=1),
    ]
    feet = [
        [low[0] + proud, outer[0] + proud, outer[0], low[0]],
        [outer[-1] + proud, low[-1] + proud, low[-1], outer[-1]],
    ]
    return quads(np.concatenate([fill, under])), merge(
        [quads(np.concatenate(ring)), *(polygon(f) for f in feet)]
    )


def _shutters(w: float, h: float) -> list[Row]:
    rows: list[Row] = []
    leaf, rim = w / 2, 0.06
    count = max(round(h / 0.13), 4)
    for side in (-1, 1):
        a = side * (w / 2 + 0.03 + leaf / 2) - leaf / 2
        b = a + leaf
        rows += [(a, a + rim, -0.05, -0.012, 0, h), (b - rim, b, -0.05, -0.012, 0, h)]
        rows += [(a + rim, b - rim, -0.05, -0.012, k, k + 0.08) for k in (0.0, h / 2 - 0.04, h - 0.08)]
        step = (h - 0.16) / count
        rows += [
            (a + rim, b - rim, -0.04, -0.016, 0.08 + step * k, 0.08 + step * (k + 0.62)) for k in range(count)
        ]
    return rows
