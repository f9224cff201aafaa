# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Notice boards: cork or felt in a frame, with papers pinned to it."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moulding, moved, placed, rotation, translation
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Material, Mesh

Notice = tuple[float, float, float, float, float, int]
"""A sheet of paper: its middle's x and z, its width and height in metres, its turn in radians, which material it has."""


def notice_board(
    width: float,
    height: float,
    felt: Material,
    frame: Material,
    papers: tuple[Material, ...] = (),
    notices: tuple[Notice, ...] = (),
) -> Asset:
    """A board whose back is on the wall; later notices hang over earlier ones. Its lowest point is z = 0."""
    bar, deep = 0.028, 0.022
    section = [(0, -deep), (bar - 0.004, -deep), (bar, -deep + 0.005), (bar, 0), (0, 0)]
    rim = moulding(width, height, section)
    face = box((width - bar, 0.012, height - bar), (0, -0.006, height / 2), 0)
    sheets: list[list[Mesh]] = [[] for _ in papers]
    pins: list[Mesh] = []
    for k, (x, z, w, h, turn, which) in enumerate(notices):
        y = -0.0125 - 0.0004 * k
        pose = translation(x, y, z) @ rotation("y", turn)
        sheets[which].append(placed(box((w, 0.0003, h), bevel=0), pose))
        pin = placed(cylinder(0.0055, 0.011, 0.002, 12, top=0.0045), rotation("x", np.pi / 2))
        pins.append(placed(moved(pin, (0, 0.0, h / 2 - 0.014)), pose))
    pieces = parts(
        ([rim], frame),
        ([face], felt),
        *zip(sheets, papers, strict=True),
        (pins, materials.plastic((0.75, 0.08, 0.07), 0.3)),
    )
    return Asset("notice board", centred(pieces), {"material": frame.kind, "notices": str(len(notices))})


@sampler("notice board")
def notice_board_rand(rng: np.random.Generator) -> Asset:
    """A board of 0.8 to 2.0 m with 3 to 16 notices."""
    width, height = float(rng.uniform(0.8, 2.0)), float(rng.uniform(0.75, 1.15))
    if rng.random() < 0.6:
        felt = materials.concrete(finishes.jitter((0.66, 0.47, 0.29), rng, 0.02), 0.95, finishes.seed(rng))
    else:
        felt = materials.fabric(
            finishes.hsv(rng.random(), rng.uniform(0.2, 0.6), rng.uniform(0.25, 0.6)), seed=finishes.seed(rng)
        )
    frame = finishes.wood(rng) if rng.random() < 0.5 else materials.metal((0.75, 0.75, 0.76), 0.35)
    papers = []
    for pattern in (1.0, 1.0, 2.0, 3.0):
        sheet = (0.93, 0.92, 0.89)
        if rng.random() < 0.5:
            sheet = finishes.hsv(rng.random(), rng.uniform(0.05, 0.5), rng.uniform(0.8, 0.97))
        papers.append(
            materials.paper(
                sheet,
                finishes.hsv(rng.random(), rng.uniform(0.1, 0.8), rng.uniform(0.1, 0.6)),
                pattern=pattern,
                seed=finishes.seed(rng),
            )
        )
    notices = []
    for _ in range(int(rng.integers(3, 5 + round(8 * width)))):
        w, h = ((0.21, 0.297), (0.21, 0.297), (0.297, 0.21), (0.148, 0.21), (0.297, 0.42))[
            int(rng.integers(5))
        ]
        reach = float(np.hypot(w, h)) / 2 * 0.95 + 0.03
        x = float(rng.uniform(reach - width / 2, width / 2 - reach))
        z = float(rng.uniform(reach, height - reach))
        notices.append((x, z, w, h, float(rng.normal(0, 0.03)), int(rng.integers(len(papers)))))
    return notice_board(width, height, felt, frame, tuple(papers), tuple(notices))
