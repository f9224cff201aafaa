# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Armchairs: upholstered as sofas are, a tub, or a frame of wood with cushions."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.assets.sofa import Taste, upholstered
from cavendish.scenes.geometry import box, moved, placed
from cavendish.scenes.parts.fittings import centred, deformed, leg, loft, padded, parts, pose
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Part


def lounge_chair(
    cloth: Material,
    wood: Material,
    width: float = 0.70,
    depth: float = 0.78,
    height: float = 0.80,
    seat: float = 0.41,
    arm_height: float = 0.58,
    lean: float = 0.35,
    slats: int = 5,
    seed: int = 0,
) -> tuple[Part, ...]:
    """The parts of an easy chair of wood: an open frame with flat arms, slats and two cushions.

    lean: radians.
    """
    x, y = width / 2 - 0.025, depth / 2
    frame: list[Mesh] = []
    for s in (-1, 1):
        frame.append(moved(leg(arm_height - 0.01, 0.045, 0.032, (0, -0.03)), (s * x, -y + 0.11, 0)))
        frame.append(moved(leg(arm_height - 0.01, 0.045, 0.032, (0, 0.06)), (s * x, y - 0.22, 0)))
        arm = padded((0.065, depth * 0.72, 0.026), (0, 0, 0), 0.012, (0.006, 0.01, 0), 3)
        frame.append(
            moved(
                deformed(arm, lambda p: p - np.outer(p[:, 1] * 0.07, (0, 0, 1))),
                (s * x, -y + depth * 0.37, arm_height),
            )
        )
        rail = box((0.022, depth * 0.66, 0.06), (0, 0, 0), 0.004)
        frame.append(placed(rail, pose("x", -0.09, (s * (x - 0.012), -0.03, seat - 0.155))))
    span = 2 * x
    frame += [box((span, 0.022, 0.05), (0, q, seat - 0.155 - q * 0.09), 0.004) for q in (-y + 0.11, y - 0.25)]
    tall = (height - seat + 0.18) / np.cos(lean)
    foot = np.array([0.0, y - 0.30, seat - 0.16])
    turn = pose("x", -lean, foot)
    for s in (-1, 1):
        frame.append(placed(box((0.028, 0.028, tall), (s * (width / 2 - 0.085), 0, tall / 2), 0.006), turn))
    rungs = np.linspace(0.12, tall - 0.03, slats)
    frame += [placed(box((width - 0.18, 0.014, 0.045), (0, 0, z), 0.004), turn) for z in rungs]
    slanted = pose("x", -0.09, (0, -0.045, seat - 0.055))
    pads = [
        placed(
            padded(
                (width - 0.125, depth * 0.68, 0.11),
                (0, 0, 0),
                0.035,
                (0.004, 0.01, 0.02),
                5,
                0.005,
                seed,
                0.004,
            ),
            slanted,
        )
    ]
    back = padded(
        (width - 0.135, 0.105, tall - 0.13),
        (0, -0.068, tall / 2 + 0.075),
        0.035,
        (0.004, 0.02, 0.01),
        5,
        0.006,
        seed + 1,
        0.004,
        1,
    )
    pads.append(placed(back, turn))
    low = [
        box((width - 0.14, 0.05, 0.012), (0, q, seat - 0.116 - q * 0.09), 0.003, 1)
        for q in np.linspace(-0.24, 0.16, 5)
    ]
    return parts((frame + low, wood), (pads, cloth))


def tub_chair(
    cloth: Material,
    wood: Material,
    width: float = 0.74,
    depth: float = 0.72,
    height: float = 0.76,
    seat: float = 0.43,
    arm_height: float = 0.62,
    lift: float = 0.14,
    thick: float = 0.085,
    seed: int = 0,
) -> tuple[Part, ...]:
    """The parts of a tub chair: its back and arms are one curved shell.

    thick: of the shell; lift: height of the legs.
    """
    n = 41
    turn = np.linspace(-0.12 * np.pi, 1.12 * np.pi, n)
    a, b = (width - thick) / 2, (depth - thick) / 2
    line = np.column_stack([a * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.75, b * np.sin(turn)])
    line[:, 1] = np.where(
        np.sin(turn) < 0, (np.sin(turn) / np.sin(0.12 * np.pi)) * b * 0.93, line[:, 1] * 0.99
    )
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    out = np.column_stack([way[:, 1], -way[:, 0]])
    share = np.clip(np.sin(turn), 0, 1) ** 1.5
    tops = arm_height + (height - arm_height) * share - lift
    section = np.array(
        [
            (-0.5, 0.02),
            (-0.35, 0),
            (0.35, 0),
            (0.5, 0.02),
            (0.5, 0.35),
            (0.5, 0.7),
            (0.5, 0.9),
            (0.42, 0.965),
            (0.25, 0.992),
            (0, 1),
            (-0.25, 0.992),
            (-0.42, 0.965),
            (-0.5, 0.9),
            (-0.5, 0.7),
            (-0.5, 0.35),
        ]
    )
    ends = np.ones(n)
    ends[[0, -1]] = 0.72
    ends[[1, -2]] = 0.95
    rings = np.zeros((n, len(section), 3))
    for k in range(n):
        flare = 1 + 0.0 * share[k]
        across = section[:, 0] * thick * ends[k] * flare + 0.035 * (section[:, 1] - 0.5) * (0.4 + share[k])
        rings[k, :, :2] = line[k] + across[:, None] * out[k]
        rings[k, :, 2] = lift + (0.5 + (section[:, 1] - 0.5) * (0.97 + 0.03 * ends[k])) * tops[k]
    shell = loft(rings[:, ::-1], crease=1.4)
    seat_deep = depth - thick * 1.15
    seat_pad = padded(
        (width - 1.9 * thick, seat_deep, 0.15),
        (0, -thick * 0.55, seat - 0.085),
        0.05,
        (0.0, 0.02, 0.03),
        6,
        0.004,
        seed,
        0.005,
    )

    def narrow(p: Float) -> Float:
        rear = np.clip(p[:, 1] / (depth / 2), 0, 1)
        return np.asarray(p * np.column_stack([1 - 0.28 * rear**2, np.ones_like(rear), np.ones_like(rear)]))

    base = padded(
        (width - 1.9 * thick, seat_deep, seat - 0.13 - lift),
        (0, -thick * 0.5, (seat - 0.13 + lift) / 2),
        0.02,
        inner=5,
    )
    stand = [
        moved(
            leg(lift + 0.02, 0.044, 0.024, (sx * 0.03, sy * 0.03)),
            (sx * (width * 0.36), sy * depth * 0.33, 0),
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    return parts(
        ([shell, deformed(seat_pad, narrow, 1.4), deformed(base, narrow, 1.4)], cloth), (stand, wood)
    )


@sampler("armchair")
def armchair_rand(rng: np.random.Generator) -> Asset:
    """An armchair: upholstered, a tub, or a frame of wood with cushions."""
    taste = Taste(rng)
    pick, seed = rng.random(), int(rng.integers(10_000))
    seat = rng.uniform(0.40, 0.46)
    if pick < 0.55:
        shape = "upholstered"
        arm = rng.uniform(0.09, 0.2)
        made = upholstered(
            taste.cloth,
            taste.wood,
            seats=1,
            width=rng.uniform(0.54, 0.64) + 2 * arm,
            depth=rng.uniform(0.78, 0.95),
            height=rng.uniform(0.74, 1.0),
            seat=seat,
            arm=arm,
            arm_height=seat + rng.uniform(0.12, 0.22),
            arms=taste.arms,
            feet=taste.feet,
            lift=taste.lift,
            soft=taste.soft,
            piping=taste.piping,
            tight_back=bool(rng.random() < 0.3),
            cushions=taste.cushions,
            seed=seed,
        )
    elif pick < 0.78:
        shape = "tub"
        made = tub_chair(
            taste.cloth,
            taste.wood,
            width=rng.uniform(0.68, 0.82),
            depth=rng.uniform(0.66, 0.78),
            height=rng.uniform(0.70, 0.82),
            seat=seat,
            arm_height=seat + rng.uniform(0.14, 0.22),
            lift=rng.uniform(0.10, 0.18),
            thick=rng.uniform(0.07, 0.11),
            seed=seed,
        )
    else:
        shape = "wooden frame"
        made = lounge_chair(
            taste.cloth,
            finishes.wood(rng) if rng.random() < 0.9 else materials.paint((0.08, 0.08, 0.08)),
            width=rng.uniform(0.64, 0.76),
            depth=rng.uniform(0.72, 0.84),
            height=rng.uniform(0.74, 0.95),
            seat=seat,
            arm_height=seat + rng.uniform(0.14, 0.19),
            lean=rng.uniform(0.28, 0.42),
            slats=int(rng.integers(4, 7)),
            seed=seed,
        )
    return Asset(
        "armchair",
        centred(made),
        {"material": taste.cloth.kind, "upholstery": taste.cloth.kind, "shape": shape},
    )
