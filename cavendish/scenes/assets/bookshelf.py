# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Bookshelves: boards between sides, cubes, or boards in a metal frame; open to the front."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, tube
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Support


def bookshelf(
    boards: Material,
    frame: Material,
    shares: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0),
    columns: int = 1,
    width: float = 0.8,
    depth: float = 0.3,
    height: float = 1.9,
    board: float = 0.02,
    plinth: float = 0.06,
    back: bool = True,
) -> Asset:
    """A bookcase with sides.

    shares: heights of its rows from the bottom up, relative; columns: of each row.

    board: thickness of the boards; plinth: height of the lowest board's underside; back: whether it has a
    back panel (of `boards`, as all but the sides and the top, which are of `frame`).
    """
    inner = width - 2 * board
    sides = [
        box((board, depth, height - board), (s * (width - board) / 2, 0, (height - board) / 2), 0.002)
        for s in (-1, 1)
    ]
    sides.append(box((width, depth, board), (0, 0, height - board / 2), 0.002))
    rooms = np.array(shares) / np.sum(shares) * (height - plinth - board)
    levels = plinth + np.concatenate([[0], np.cumsum(rooms)])[:-1]
    reach = depth - 0.004 - (0.010 if back else 0.0)
    y = -depth / 2 + 0.002 + reach / 2
    inside = [box((inner + 0.004, reach, board), (0, y, z + board / 2), 0.0015, 1) for z in levels]
    if plinth > 0.01:
        inside.append(
            box((inner + 0.004, 0.016, plinth + 0.002), (0, -depth / 2 + 0.022, plinth / 2 + 0.001), 0.001, 1)
        )
    if back:
        tall = height - plinth - board
        inside.append(box((inner + 0.006, 0.006, tall), (0, depth / 2 - 0.009, plinth + tall / 2), 0.001, 1))
    step = (inner + board) / columns
    for k in range(1, columns):
        x = -inner / 2 - board / 2 + k * step
        inside.append(
            box(
                (board, reach - 0.003, height - plinth - board),
                (x, y + 0.0015, (height + plinth - board) / 2),
                0.0015,
                1,
            )
        )
    supports = []
    for z, room in zip(levels, rooms, strict=True):
        for k in range(columns):
            x0 = -inner / 2 + k * step
            rear = depth / 2 - (0.014 if back else 0.002)
            supports.append(
                Support(
                    (x0 + 0.02, x0 + step - board - 0.02),
                    (-depth / 2 + 0.02, rear - 0.02),
                    float(z + board),
                    float(room - board),
                )
            )
    if height < 1.6:
        supports.append(
            Support((-width / 2 + 0.02, width / 2 - 0.02), (-depth / 2 + 0.02, depth / 2 - 0.02), height)
        )
    kind = {"material": boards.kind, "shelves": str(len(shares))}
    return Asset("bookshelf", parts((sides, frame), (inside, boards)), kind, tuple(supports))


def open_shelf(
    boards: Material,
    frame: Material,
    shelves: int = 5,
    width: float = 0.9,
    depth: float = 0.32,
    height: float = 1.8,
    board: float = 0.025,
    post: float = 0.025,
    brace: bool = True,
    round_: bool = False,
) -> Asset:
    """A shelf of boards in an open frame of four posts, with crossed braces at the back.

    post: its thickness.
    """
    x, y = (width - post) / 2, (depth - post) / 2
    top = height - 0.06 if shelves > 2 else height
    bars = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            if round_:
                bars.append(tube([(sx * x, sy * y, 0), (sx * x, sy * y, height)], post / 2, 12))
            else:
                bars.append(box((post, post, height), (sx * x, sy * y, height / 2), 0.002))
    levels = np.linspace(0.10, top - board, shelves)
    for sx in (-1, 1):
        bars += [
            box((post * 0.7, depth - post, post * 0.8), (sx * x, 0, z - post * 0.4 + 0.001), 0.001, 1)
            for z in levels
        ]
        bars.append(box((post * 0.7, depth - post, post * 0.8), (sx * x, 0, height - post * 0.5), 0.001, 1))
    if brace:
        ends = [(s * x, y, z) for s, z in ((-1, levels[0]), (1, levels[-1]))]
        bars.append(tube(ends, 0.004, 8))
        bars.append(tube([(-a, b - 0.009, c) for a, b, c in ends], 0.004, 8))
    planks = [
        box((width - 2 * post + 0.004, depth - 0.004, board), (0, 0, z + board / 2), 0.002) for z in levels
    ]
    room = float(levels[1] - levels[0] - board)
    rear = depth / 2 - max(0.02, post / 2 + 0.015 if brace else 0.0)  # things stand clear of the braces
    supports = tuple(
        Support(
            (-width / 2 + post + 0.02, width / 2 - post - 0.02),
            (-depth / 2 + 0.02, rear),
            float(z + board),
            room if z < levels[-1] - 1e-6 else (10.0 if top < 1.6 else 0.3),
        )
        for z in levels
    )
    return Asset(
        "bookshelf",
        parts((bars, frame), (planks, boards)),
        {"material": boards.kind, "frame": frame.kind},
        supports,
    )


@sampler("bookshelf")
def bookshelf_rand(rng: np.random.Generator) -> Asset:
    """A bookshelf."""
    boards = finishes.case(rng)
    height = rng.uniform(0.8, 2.1)
    depth = rng.uniform(0.25, 0.40)
    if rng.random() < 0.25:
        return open_shelf(
            finishes.wood(rng),
            finishes.frame_metal(rng),
            shelves=max(2, round(height / rng.uniform(0.34, 0.42))),
            width=rng.uniform(0.6, 1.2),
            depth=depth,
            height=height,
            board=rng.uniform(0.018, 0.032),
            post=rng.uniform(0.02, 0.03),
            brace=bool(rng.random() < 0.6),
            round_=bool(rng.random() < 0.3),
        )
    frame = boards if rng.random() < 0.75 else finishes.case(rng)
    if rng.random() < 0.25:  # cubes
        cell = rng.uniform(0.33, 0.38)
        rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 4))
        board = rng.uniform(0.018, 0.035)
        return bookshelf(
            boards,
            frame,
            (1.0,) * rows,
            columns,
            width=columns * cell + board,
            depth=rng.uniform(0.3, 0.4),
            height=rows * cell + board,
            board=board,
            plinth=0.0,
            back=bool(rng.random() < 0.5),
        )
    rows = max(2, round(height / rng.uniform(0.30, 0.40)))
    width = rng.uniform(0.6, 1.2)
    return bookshelf(
        boards,
        frame,
        tuple(float(s) for s in np.sort(rng.uniform(0.8, 1.2, rows))[::-1]),
        columns=2 if width > 1.0 and rng.random() < 0.6 else 1,
        width=width,
        depth=depth,
        height=height,
        board=rng.uniform(0.016, 0.030),
        plinth=rng.uniform(0.04, 0.09),
        back=bool(rng.random() < 0.8),
    )
