# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Books, closed."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, grid, sheet
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.parts.lettering import lines, raised, title
from cavendish.scenes.scene import Asset, Float, Material, Mesh

SHORTEST, TALLEST = 0.17, 0.31  # metres, of the books that are drawn


def book(
    width: float,
    height: float,
    thickness: float,
    cover: Material,
    label: Material | None = None,
    pages: Material | None = None,
    hard: bool = True,
    seed: int = 0,
) -> Asset:
    """A closed book that lies flat, its front cover up. Metres.

    width: from the spine at -X to the fore-edge at +X; height: of the page, along Y, its foot at -Y;
    thickness: along Z. A reader at -Y sees the cover upright. `standing` gives the pose for a shelf. label:
    titles on the cover and the spine, where given, seed: of their wording; hard: boards that stand over the pages, and a round
    back; else a paperback.
    """
    pages = pages or materials.paper((0.92, 0.88, 0.78))
    board, over = (0.0028, 0.003) if hard else (0.0006, 0.0)
    board = min(board, thickness * 0.2)
    covers: list[Mesh] = []
    round_back = thickness * (0.12 if hard else 0.0)
    left = -width / 2
    for z in (board / 2, thickness - board / 2):
        start = left + round_back + (0.002 if hard else 0.0)
        bevel = 0.0008 if hard else 0.0002
        covers.append(
            box((width / 2 - start, height, board), ((width / 2 + start) / 2, 0, z), bevel, segments=1)
        )
    # The back: a shell over the spine, bowed outwards on bound books.
    steps = 8 if hard else 1
    bow = grid(
        lambda u, v: (left + round_back * (2 * v - 1) ** 2 * 1.0 + 0 * u, height * (u - 0.5), thickness * v),
        1,
        steps,
    )
    covers.append(_slab(bow, max(board * 0.8, 0.0006)))
    inner_x = left + round_back + board
    block = (width / 2 - over - inner_x, height - 2 * over - 0.0004, thickness - 2 * board + 0.0004)
    paper = [box(block, (inner_x + block[0] / 2, 0, thickness / 2), bevel=0)]
    titles: list[Mesh] = []
    if label is not None:
        rng = np.random.default_rng(seed)
        wide, tall = width * 0.7, height * 0.2
        at, up = width * 0.03, height * float(rng.choice([0.28, 0.05]))
        bars = [bar for k in (1, -1) for bar in title(rng, at, up + k * tall / 4, wide, tall * 0.36, 6 + k)]
        bars += lines(rng, at, -height * 0.42, wide * 0.6, height * 0.03, 1)
        # A frame, or a picture's two fields.
        if rng.random() < 0.5:
            x, y, line = width * 0.43, height * 0.465, 0.0016
            bars += [(at - x, at + x - 0.01, s * y - line, s * y + line) for s in (-1, 1)]
        else:
            low = -height * 0.34 if up > 0.1 * height else height * 0.2
            bars.append((at - wide / 2, at + wide / 2, low, low + 0.15 * height))
            bars.append((at - wide / 2, at + wide * 0.1, low + 0.16 * height, low + 0.24 * height))
        titles.append(raised(bars, thickness - 0.0001, 0.0003))
        if thickness > 0.009:

            def on_spine(lift: float, foot: float, head: float, share: float, pieces: int) -> Mesh:
                def place(u: Float, v: Float) -> tuple[Float, Float, Float]:
                    x = left - lift + round_back * (1.4 * (v - 0.5)) ** 2
                    return (
                        x + 0 * u,
                        height * (foot + (head - foot) * u),
                        thickness * (0.5 + share * (v - 0.5)),
                    )

                return _slab(grid(place, 1, pieces), 0.0)

            titles.append(on_spine(0.0004, 0.16, 0.36, 0.7, steps))
            covers += [on_spine(0.0006, foot, head, 0.26, 1) for foot, head in ((0.19, 0.25), (0.265, 0.34))]
    pieces = parts((covers, cover), (paper, pages), (titles, label or cover))
    return Asset("book", pieces, {"material": "paper", "cover": "hard" if hard else "soft"})


def standing(height: float, thickness: float) -> Float:
    """The pose (4, 4) that stands a book of that size on z = 0 with its spine to -Y, around x = y = 0."""
    pose = np.zeros((4, 4))
    pose[1, 0] = pose[2, 1] = pose[0, 2] = pose[3, 3] = 1.0
    pose[0, 3], pose[2, 3] = -thickness / 2, height / 2
    return pose


def _slab(points: Float, thickness: float) -> Mesh:
    """A shell whose outside (towards -X) is the grid (along Y, up Z)."""
    return sheet(points.transpose(1, 0, 2), thickness)


@sampler("book")
def book_rand(rng: np.random.Generator) -> Asset:
    """A book of 0.11 to 0.24 x 0.17 to 0.31 m, 8 to 55 mm thick."""
    return book_fit(rng)


def book_fit(rng: np.random.Generator, tallest: float = TALLEST) -> Asset:
    """A random book not taller than `tallest` metres, which is at least SHORTEST."""
    height = float(rng.uniform(SHORTEST, min(tallest, TALLEST)))
    hard = rng.random() < 0.6
    color = finishes.hsv(rng.random(), rng.uniform(0.1, 0.85), rng.uniform(0.15, 0.9))
    accent = finishes.hsv(rng.random(), rng.uniform(0.0, 0.7), rng.uniform(0.2, 0.95))
    pick = rng.random()
    if hard and pick < 0.35:
        cover = materials.fabric(color, weave=0.0008, seed=finishes.seed(rng))
    elif hard and pick < 0.45:
        cover = finishes.hide(rng)
    elif pick < 0.7:
        cover = materials.paper(color, accent, seed=finishes.seed(rng))
    else:
        cover = materials.paper(color, accent, pattern=float(rng.integers(2, 4)), seed=finishes.seed(rng))
    light = float(rng.uniform(0.8, 0.95))
    label = materials.paper(accent if sum(color) > 1.5 else (light, light * 0.98, light * 0.9))
    page = float(rng.uniform(0.85, 0.95))
    return book(
        height * float(rng.uniform(0.64, 0.8)),
        height,
        float(rng.uniform(0.012, 0.055) if hard else rng.uniform(0.008, 0.038)),
        cover,
        label=label if rng.random() < 0.9 else None,
        pages=materials.paper((page, page * 0.96, page * 0.86)),
        hard=bool(hard),
        seed=int(rng.integers(2**31)),
    )
