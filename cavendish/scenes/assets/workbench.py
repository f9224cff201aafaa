# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Workbenches and packing tables: a frame of steel, a thick top, a shelf below, a board or a rack of rolls behind."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, moved, turned
from cavendish.scenes.parts.facade.elements import Row, boxes
from cavendish.scenes.parts.fittings import drawer_box, front, parts, pull
from cavendish.scenes.scene import Asset, Colour, Material, Mesh, Support

Back = Literal["none", "board", "rolls"]


def workbench(
    width: float,
    depth: float,
    height: float,
    frame: Material,
    top: Material,
    back: Back = "none",
    drawers: int = 0,
    shelf: bool = True,
) -> Asset:
    """A bench. back: a perforated board or rolls of paper and film over it; drawers: under its right end. Metres."""
    x, y, h, t = width / 2, depth / 2, height, 0.04
    rows: list[Row] = []
    for s in (-1, 1):
        rows += [
            (s * (x - 0.03), s * (x - 0.08), e * (y - 0.03), e * (y - 0.08), 0.0, h - t) for e in (-1, 1)
        ]
        rows += [
            (s * (x - 0.04), s * (x - 0.07), -y + 0.08, y - 0.08, z, z + 0.04) for z in (0.12, h - t - 0.06)
        ]
    rows += [(-x + 0.08, x - 0.08, e * (y - 0.04), e * (y - 0.07), h - t - 0.06, h - t) for e in (-1, 1)]
    rows.append((-x + 0.08, x - 0.08, y - 0.07, y - 0.04, 0.12, 0.16))
    boards: list[Mesh] = [box((width, depth, t), (0, 0, h - t / 2), 0.006)]
    room = {"none": 0.03, "board": 0.08, "rolls": 0.28}[back]  # behind what stands on it
    rests = [Support((-x + 0.03, x - 0.03), (-y + 0.03, y - room), h)]
    if shelf:
        boards.append(box((width - 0.18, depth - 0.22, 0.02), (0, 0.01, 0.17), 0.003))
        rests.append(
            Support(
                (-x + 0.12, (x - 0.12) if not drawers else x - 0.72), (-y + 0.16, y - 0.14), 0.18, h - 0.34
            )
        )
    cases: list[Mesh] = []
    grips: list[Mesh] = []
    if drawers:
        w, tall = 0.5, 0.13
        m = x - 0.09 - w / 2
        low = h - t - 0.061 - drawers * tall
        rows += [
            (m - w / 2, m - w / 2 + 0.012, -y + 0.06, y - 0.09, low, h - t - 0.06),
            (m + w / 2 - 0.012, m + w / 2, -y + 0.06, y - 0.09, low, h - t - 0.06),
        ]
        rows.append((m - w / 2, m + w / 2, -y + 0.06, y - 0.09, low - 0.012, low))
        for k in range(drawers):
            z = low + (k + 0.5) * tall
            cases.append(moved(front("flat", w - 0.03, tall - 0.008), (m, -y + 0.058, z)))
            cases += [
                moved(one, (m, -y + 0.06, z - tall / 2 + 0.004))
                for one in drawer_box(w - 0.04, depth - 0.25, tall - 0.03)
            ]
            grips += [moved(one, (m, -y + 0.04, z)) for one in pull("bar")]
    panels: list[Mesh] = []
    papers: list[Mesh] = []
    films: list[Mesh] = []
    if back != "none":
        rows += [(s * (x - 0.03), s * (x - 0.08), y - 0.06, y - 0.02, h, h + 0.75) for s in (-1, 1)]
        if back == "board":
            panels.append(box((width - 0.17, 0.012, 0.6), (0, y - 0.04, h + 0.42), 0.002, 1))
        else:
            rows += [(-x + 0.08, x - 0.08, y - 0.05, y - 0.03, z, z + 0.03) for z in (h + 0.1, h + 0.7)]
            for k, into in enumerate((papers, films, papers)):
                long, r = width * (0.34, 0.2, 0.24)[k], (0.11, 0.075, 0.09)[k]
                roll = turned(moved(cylinder(r, long, 0.003, 24), (0, 0, -long / 2)), "y", np.pi / 2)
                into.append(moved(roll, (width * (-0.26, 0.05, 0.3)[k], y - 0.15, h + 0.4)))
            rod = turned(
                moved(cylinder(0.012, width - 0.1, 0.002, 10), (0, 0, -width / 2 + 0.05)), "y", np.pi / 2
            )
            grips.append(moved(rod, (0, y - 0.15, h + 0.4)))
            rows += [
                (s * (x - 0.065), s * (x - 0.045), y - 0.17, y - 0.06, h + 0.385, h + 0.415) for s in (-1, 1)
            ]
    pieces = parts(
        ([boxes(rows, 0.002)], frame),
        (boards, top),
        (cases, frame),
        (grips, materials.metal((0.65, 0.65, 0.66), 0.3)),
        (panels, materials.perforated((0.5, 0.52, 0.54), 0.038, 0.01)),
        (papers, materials.paper((0.66, 0.54, 0.4))),
        (films, materials.plastic((0.82, 0.85, 0.87), 0.2)),
    )
    return Asset(
        "workbench",
        pieces,
        {"material": top.kind, "kind": "packing table" if back == "rolls" else "workbench"},
        tuple(rests),
    )


@sampler("workbench")
def workbench_rand(rng: np.random.Generator) -> Asset:
    """A bench of 1.2 to 2.2 m."""
    tones: list[Colour] = [(0.45, 0.47, 0.49), (0.1, 0.2, 0.42), (0.75, 0.76, 0.76), (0.12, 0.3, 0.22)]
    frame = materials.paint(
        finishes.jitter(tones[int(rng.integers(4))], rng, 0.02), 0.4, seed=finishes.seed(rng)
    )
    top = (
        finishes.wood(rng, str(rng.choice(["beech", "birch", "pine"])))
        if rng.random() < 0.75
        else materials.metal((0.66, 0.67, 0.68), 0.35, 1.0)
    )
    back: Back = ("none", "board", "rolls")[int(rng.choice(3, p=[0.4, 0.3, 0.3]))]
    return workbench(
        float(rng.uniform(1.3, 2.2)),
        float(rng.uniform(0.68, 0.9)),
        float(rng.uniform(0.84, 0.95)),
        frame,
        top,
        back,
        int(rng.integers(0, 4)),
        bool(rng.random() < 0.75),
    )
