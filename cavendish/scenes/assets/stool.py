# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Stools: low ones, bar stools with rungs, and swivel stools on a trumpet foot."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import Vector, box, cylinder, lathe, moved, tube
from cavendish.scenes.parts.fittings import circle, leg, padded, parts, rounded, slab
from cavendish.scenes.scene import Asset, Material, Mesh

SEATS = ("round", "square", "saddle")


def stool(
    seat: Material,
    under: Material,
    pad: Material | None = None,
    shape: str = "round",
    width: float = 0.34,
    height: float = 0.46,
    legs: int = 4,
    splay: float = 0.05,
    leg_width: float = 0.036,
    rungs: bool = True,
    thick: float = 0.03,
    round_: bool = True,
) -> Asset:
    """A stool on legs. shape: one of SEATS; splay: how far the feet stand out; pad: a cushion on the seat.

    rungs: bars between the legs; thick: of the seat board; round_: whether the legs are round.
    """
    z = height - thick - (0.035 if pad is not None else 0.0)
    deep = width if shape != "saddle" else width * 0.72
    outline = (
        circle(width / 2, 40)
        if shape == "round"
        else rounded(width, deep, 0.03 if shape == "square" else 0.05, 6)
    )
    board = slab(outline, thick, z, min(0.010, thick * 0.4))
    if shape == "saddle":
        vertices = board.vertices.copy()
        vertices[:, 2] += 0.02 * (2 * vertices[:, 0] / width) ** 2 * (vertices[:, 2] > z + thick / 2) - 0.0
        board = type(board)(vertices, board.faces, board.normals, board.uvs)
    start = np.pi / 4 if legs == 4 else np.pi / 2
    angles = start + np.arange(legs) * 2 * np.pi / legs
    if legs == 4 and shape != "round":
        at = np.array(
            [
                (np.sign(np.cos(a)) * (width / 2 - 0.05), np.sign(np.sin(a)) * (deep / 2 - 0.05))
                for a in angles
            ]
        )
    else:
        at = np.column_stack([np.cos(angles), np.sin(angles)]) * (width / 2 - 0.06)
    way = at / np.linalg.norm(at, axis=1, keepdims=True) * splay
    bars: list[Mesh] = []
    for p, out in zip(at, way, strict=True):
        post = leg(
            z + 0.006,
            leg_width,
            leg_width * (0.72 if round_ else 0.9),
            (float(out[0]), float(out[1])),
            round_,
        )
        bars.append(moved(post, (*p, 0)))
    if rungs:
        for k in range(legs):
            m = (k + 1) % legs
            level = z * (0.30 if height > 0.55 else 0.38) + 0.035 * (k % 2)
            ends: list[Vector] = [np.append(at[i] + way[i] * (1 - level / z), level) for i in (k, m)]
            if round_:
                bars.append(tube(np.array(ends), leg_width * 0.30, 10))
            else:
                a, b = np.asarray(ends[0]), np.asarray(ends[1])
                size = np.abs(b - a) + np.array([leg_width * 0.4] * 3)
                bars.append(box(size, (a + b) / 2, 0.002, 1))
    soft: list[Mesh] = []
    if pad is not None:
        soft.append(_pad(shape, width, deep, height))
    kind = "bar" if height > 0.6 else "low"
    attributes = {
        "material": seat.kind,
        "shape": shape,
        "legs": {3: "three", 4: "four"}[legs],
        "height": kind,
    }
    return Asset("stool", parts((bars, under), ([board], seat), (soft, pad or seat)), attributes)


def _pad(shape: str, width: float, depth: float, height: float) -> Mesh:
    low = height - 0.037
    if shape == "round":
        r = width / 2
        top = height - low
        profile = [
            (0, 0),
            (r - 0.004, 0),
            (r + 0.004, 0.010),
            (r + 0.002, 0.022),
            (r * 0.93, top * 0.86),
            (r * 0.7, top * 0.98),
            (0, top),
        ]
        return moved(lathe(profile, 36, crease=1.4), (0, 0, low))
    return padded(
        (width, depth, height - low - 0.006),
        (0, 0, low + (height - low) / 2 - 0.003),
        0.015,
        (0.0, 0.0, 0.006),
        5,
    )


def swivel_stool(
    pad: Material,
    metal: Material,
    width: float = 0.37,
    height: float = 0.72,
    foot: float = 0.21,
    ring: bool = True,
    back: float = 0.0,
) -> Asset:
    """A stool on a trumpet foot.

    foot: its radius; ring: a ring for the feet; back: height of a low curved back, or 0.
    """
    r = width / 2
    shape = [
        (0, 0),
        (foot - 0.004, 0),
        (foot, 0.004),
        (foot, 0.010),
        (foot * 0.8, 0.022),
        (foot * 0.4, 0.045),
        (0.045, 0.085),
        (0.029, 0.15),
        (0.027, 0.3),
    ]
    bars = [lathe([*shape, (0.027, height * 0.55), (0, height * 0.55)], 40, crease=0.9)]
    bars.append(moved(cylinder(0.017, height * 0.45 - 0.07, 0.001, 16), (0, 0, height * 0.55 - 0.005)))
    bars.append(moved(cylinder(0.075, 0.02, 0.004, 20), (0, 0, height - 0.09)))
    if ring:
        turn = np.linspace(-0.72 * np.pi, -0.28 * np.pi, 16)
        line = np.column_stack([0.155 * np.cos(turn), 0.155 * np.sin(turn), np.full(16, height * 0.38)])
        line = np.vstack([[(-0.012, 0.0, height * 0.38)], line, [(0.012, 0.0, height * 0.38)]])
        bars.append(tube(line, 0.010, 10))
        bars.append(moved(cylinder(0.034, 0.05, 0.003, 18), (0, 0, height * 0.38 - 0.025)))
    t = 0.072
    profile = [
        (0, 0),
        (r * 0.9, 0),
        (r - 0.004, 0.010),
        (r, 0.03),
        (r - 0.003, 0.05),
        (r * 0.93, 0.064),
        (r * 0.75, t),
        (0, t + 0.002),
    ]
    soft = [moved(lathe(profile, 40, crease=1.2), (0, 0, height - t - 0.002))]
    if back > 0:
        turn = np.linspace(0.16 * np.pi, 0.84 * np.pi, 15)
        rest = tube(
            np.column_stack([r * np.cos(turn), r * np.sin(turn), np.full(15, height + back)]), 0.028, 12
        )
        soft.append(rest)
        for s in (-1, 1):
            a = np.pi / 2 + s * 0.5
            post = [
                (r * 0.7 * np.cos(a), r * 0.7 * np.sin(a), height - 0.05),
                (r * np.cos(a), r * np.sin(a), height + back),
            ]
            bars.append(tube(np.array(post), 0.009, 10))
    attributes = {
        "material": pad.kind,
        "shape": "round",
        "legs": "one",
        "height": "bar" if height > 0.6 else "low",
    }
    return Asset("stool", parts((bars, metal), (soft, pad)), attributes)


@sampler("stool")
def stool_rand(rng: np.random.Generator) -> Asset:
    """A stool."""
    high = rng.random() < 0.45
    height = rng.uniform(0.62, 0.80) if high else rng.uniform(0.42, 0.52)
    if rng.random() < 0.2:
        return swivel_stool(
            finishes.upholstery(rng),
            finishes.frame_metal(rng),
            width=rng.uniform(0.34, 0.40),
            height=height,
            foot=rng.uniform(0.19, 0.23),
            ring=bool(high),
            back=rng.uniform(0.10, 0.18) if high and rng.random() < 0.5 else 0.0,
        )
    seat = finishes.case(rng)
    metal = rng.random() < 0.25
    shape = str(rng.choice(SEATS, p=[0.6, 0.25, 0.15]))
    legs = 3 if shape == "round" and not high and rng.random() < 0.4 else 4
    thin = 0.022 if metal else rng.uniform(0.03, 0.042)
    return stool(
        seat,
        finishes.frame_metal(rng) if metal else seat if rng.random() < 0.75 else finishes.case(rng),
        finishes.upholstery(rng) if shape != "saddle" and rng.random() < 0.3 else None,
        shape=shape,
        width=rng.uniform(0.30, 0.40) if shape != "saddle" else rng.uniform(0.40, 0.46),
        height=height,
        legs=legs,
        splay=rng.uniform(0.03, 0.09) * (1.3 if high else 1.0),
        leg_width=thin,
        rungs=bool(high or rng.random() < 0.5),
        thick=rng.uniform(0.022, 0.04),
        round_=bool(metal or legs == 3 or rng.random() < 0.7),
    )
