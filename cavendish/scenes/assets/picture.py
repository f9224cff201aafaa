# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Pictures and mirrors: frames for a wall. Their backs touch the wall at +Y, their lowest point is z = 0."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moulding, moved, turned
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh

Section = Literal["flat", "round", "stepped"]


def picture(
    width: float,
    height: float,
    image: Material,
    frame: Material | None = None,
    mat: Material | None = None,
    bar: float = 0.025,
    deep: float = 0.022,
    margin: float = 0.05,
    section: Section = "flat",
    pane: Material | None = None,
) -> Asset:
    """A picture of width x height in all: framed, or a bare canvas where `frame` is None. Metres.

    mat: the card around the image, `margin` wide (none: the image fills the frame); bar: the width of the
    frame's face; section: its shape; pane: glass over it, where given.
    """
    if frame is None:
        front = box((width, deep, height), (0, 0, height / 2), bevel=0.003)
        return Asset("picture", parts(([front], image)), {"material": "canvas"})
    back = deep / 2
    frames = [moulding(width, height, _section(section, bar, deep))]
    clear_w, clear_h = width - 2 * bar, height - 2 * bar
    board = box((clear_w + 0.012, 0.004, clear_h + 0.012), (0, back - 0.004, height / 2), bevel=0)
    cards: list[Mesh] = [board]
    gap = 0.0
    level = back - 0.0075
    if mat is not None:
        gap = margin
        cut = [
            (0, level - 0.0025),
            (margin, level - 0.0025),
            (margin + 0.0025, level),
            (margin + 0.0025, level + 0.001),
            (0, level + 0.001),
        ]
        cards.append(moved(moulding(clear_w + 0.008, clear_h + 0.008, cut), (0, 0, bar - 0.004)))
    size = (clear_w - 2 * gap + 0.008, 0.003, clear_h - 2 * gap + 0.008)
    face = box(size, (0, level + 0.0017, height / 2), bevel=0)
    glasses = []
    if pane is not None:
        glasses.append(
            box((clear_w + 0.006, 0.0015, clear_h + 0.006), (0, level - 0.0045, height / 2), bevel=0)
        )
    plain = mat or materials.paper((0.5, 0.42, 0.33))
    pieces = parts((frames, frame), (cards, plain), ([face], image), (glasses, pane or plain))
    kind = "wood" if frame.kind == "wood" else frame.kind
    return Asset("picture", pieces, {"material": kind})


def mirror(
    width: float,
    height: float,
    frame: Material,
    shape: Literal["rectangular", "round"] = "rectangular",
    bar: float = 0.03,
    deep: float = 0.025,
    section: Section = "flat",
) -> Asset:
    """A framed looking glass of width x height in all (a round one has the diameter `width`). Metres."""
    back = deep / 2
    cards = []
    if shape == "round":
        r = width / 2
        ring = [(r - x, -y) for x, y in _section(section, bar, deep)]
        # The lathe's axis becomes the wall's normal: what is up in the lathe faces the room.
        frames = [_facing(lathe([*ring, ring[0]], 72), r)]
        face = _facing(moved(cylinder(r - bar + 0.005, 0.004, 0.0008, 72), (0, 0, -back + 0.007)), r)
        cards.append(_facing(moved(cylinder(r - bar + 0.006, 0.006, 0.0005, 72), (0, 0, -back + 0.002)), r))
    else:
        frames = [moulding(width, height, _section(section, bar, deep))]
        inner = (width - 2 * bar + 0.01, height - 2 * bar + 0.01)
        face = box((inner[0], 0.004, inner[1]), (0, back - 0.009, height / 2), bevel=0)
        cards.append(
            box((inner[0] + 0.002, 0.005, inner[1] + 0.002), (0, back - 0.0045, height / 2), bevel=0)
        )
    card = materials.paper((0.4, 0.34, 0.27))
    pieces = parts((frames, frame), (cards, card), ([face], materials.mirror()))
    return Asset("mirror", pieces, {"material": "glass", "shape": shape})


def _section(section: Section, bar: float, deep: float) -> list[tuple[float, float]]:
    """A frame's section: (inset, y), counter-clockwise, its back at y = deep / 2."""
    f, b = -deep / 2, deep / 2
    if section == "round":
        turn = np.linspace(np.pi, 2 * np.pi, 9)
        arc = [(bar / 2 + bar / 2 * np.cos(a), f * 0.1 + (f * 0.9) * -np.sin(a)) for a in turn]
        return [(float(x), float(y)) for x, y in arc] + [(bar, b), (0, b)]
    if section == "stepped":
        return [
            (0, f * 0.4),
            (bar * 0.1, f * 0.75),
            (bar * 0.3, f),
            (bar * 0.5, f * 0.85),
            (bar * 0.62, f * 0.35),
            (bar * 0.82, f * 0.1),
            (bar * 0.9, f * 0.2),
            (bar, 0),
            (bar, b),
            (0, b),
        ]
    c = 0.0015
    return [(0, f + c), (c, f), (bar - c, f), (bar, f + c), (bar, b), (0, b)]


def _facing(mesh: Mesh, radius: float) -> Mesh:
    """A lathe's mesh with its axis along -Y, and its lowest point on z = 0."""
    return moved(turned(mesh, "x", np.pi / 2), (0, 0, radius))


def _frame(rng: np.random.Generator) -> Material:
    pick = rng.random()
    if pick < 0.45:
        return finishes.wood(rng)
    if pick < 0.65:
        return materials.paint((0.05, 0.05, 0.05), 0.4, seed=finishes.seed(rng))
    if pick < 0.8:
        return materials.paint((0.92, 0.92, 0.9), 0.4, seed=finishes.seed(rng))
    if pick < 0.9:
        return materials.metal((0.78, 0.6, 0.3), 0.3)
    return finishes.frame_metal(rng)


def _any_section(rng: np.random.Generator) -> Section:
    sections: tuple[Section, ...] = ("flat", "round", "stepped")
    return sections[int(rng.choice(3, p=[0.55, 0.2, 0.25]))]


@sampler("picture")
def picture_rand(rng: np.random.Generator) -> Asset:
    """A picture of 0.2 to 1.2 m: a landscape or an abstract, framed with or without a mat, or a canvas."""
    long = float(np.exp(rng.uniform(np.log(0.22), np.log(1.2))))
    short = long * float(rng.uniform(0.62, 0.85)) if rng.random() < 0.8 else long
    upright = rng.random() < 0.5
    width, height = (short, long) if upright else (long, short)
    image = materials.paper(
        finishes.hsv(rng.random(), rng.uniform(0.05, 0.6), rng.uniform(0.55, 0.95)),
        finishes.hsv(rng.random(), rng.uniform(0.2, 0.8), rng.uniform(0.15, 0.8)),
        pattern=float(rng.integers(2, 4)),
        seed=finishes.seed(rng),
    )
    bar = float(rng.uniform(0.012, 0.04)) * float(np.clip(short / 0.4, 0.7, 1.4))
    level = float(rng.uniform(0.88, 0.96))
    canvas = rng.random() < 0.18
    return picture(
        width,
        height,
        image,
        frame=None if canvas else _frame(rng),
        mat=materials.paper((level, level * 0.99, level * 0.96)) if rng.random() < 0.6 else None,
        bar=bar,
        deep=float(rng.uniform(0.018, 0.035)),
        margin=short * float(rng.uniform(0.08, 0.17)),
        section=_any_section(rng),
        pane=materials.glass() if rng.random() < 0.3 else None,
    )


@sampler("mirror")
def mirror_rand(rng: np.random.Generator) -> Asset:
    """A mirror of 0.4 to 1.7 m, upright, lying or round."""
    circle = rng.random() < 0.3
    width = float(rng.uniform(0.4, 0.85) if circle else rng.uniform(0.4, 0.7))
    height = width if circle else width * float(rng.uniform(1.2, 2.4))
    if not circle and rng.random() < 0.2:
        width, height = height, width
    return mirror(
        width,
        height,
        _frame(rng),
        shape="round" if circle else "rectangular",
        bar=float(rng.uniform(0.012, 0.06)),
        deep=float(rng.uniform(0.02, 0.035)),
        section=_any_section(rng),
    )
