# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Traffic lights on a post or on an arm over the lane, with lights for people on foot."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    bend,
    box,
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    translation,
    triangulate,
    tube,
)
from cavendish.scenes.parts.facade.elements import Bag, bag, boxes, copies, finished, flat, pour
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

State = Literal["red", "amber", "green", "red and amber", "off"]
STATES: tuple[State, ...] = ("red", "amber", "green", "red and amber", "off")
LENSES: dict[str, Colour] = {"red": (0.95, 0.1, 0.06), "amber": (0.98, 0.6, 0.08), "green": (0.1, 0.85, 0.5)}
MAN = np.array([(-0.2, -0.9), (-0.05, -0.9), (0.0, -0.35), (0.05, -0.9), (0.2, -0.9), (0.2, 0.0), (0.32, -0.1), (0.32, 0.35), (0.12, 0.5), (0.17, 0.75), (0.0, 0.92), (-0.17, 0.75), (-0.12, 0.5), (-0.32, 0.35), (-0.32, -0.1), (-0.2, 0.0)])  # fmt: skip


def traffic_light(
    height: float,
    body: Material,
    housing: Material,
    state: State = "red",
    arm: float = 0.0,
    board: bool = True,
    walk: bool = True,
    lens: float = 0.2,
    glow: float = 9.0,
) -> Asset:
    """Signals that face -Y, on a post on the origin.

    height: of the post's head of lights (its top); arm: how far a second one hangs out over the lane towards -X, 0: there
    is none; board: a dark board with a pale rim behind the lights; walk: lights for people on foot at the side;
    lens: diameter of the lenses; glow: how bright they are, as of `materials.shade`.
    """
    pieces, r = bag(), 0.057 if arm == 0 else 0.095
    tall = 3 * lens * 1.35
    heads = [translation(0, -r - 0.16, height - tall)]
    top = height - 0.1 if arm == 0 else height + 0.55
    pieces["body"].append(cylinder(r, top, 0.01, 24, top=r * (0.95 if arm == 0 else 0.75)))
    pieces["body"].append(cylinder(r * 2.2, 0.025, 0.005, 28))
    pieces["body"].append(lathe([(r * 1.25, 0.02), (r * 1.25, 0.5), (r, 0.56)], 24, 0.6))
    turn = np.arange(4) * np.pi / 2 + np.pi / 4
    pieces["body"].append(
        copies(
            cylinder(0.016, 0.03, 0.004, 6),
            np.stack([np.cos(turn) * r * 1.8, np.sin(turn) * r * 1.8, 0 * turn + 0.024], 1),
        )
    )
    if arm == 0:
        pieces["body"].append(moved(lathe([(r * 0.96, 0), (r * 0.9, 0.02), (0, 0.03)], 20), (0, 0, top)))
    else:
        path = bend(
            [(0, 0, top - 0.3), (0, 0, top + 0.1), (-0.5, 0, top + 0.35), (-arm, 0, top + 0.5)], 0.5, 8
        )
        pieces["body"].append(tube(path, r * 0.6, 14))
        heads.append(translation(-arm + 0.25, -0.22, top + 0.5 - tall * 0.62))
        pieces["body"].append(boxes([(-arm + 0.21, -arm + 0.29, -0.14, 0.02, top + 0.42, top + 0.5)], 0.006))
    for place in heads:
        pour(pieces, _signal(lens, state, board), place)
    for z in (height - tall * 0.85, height - tall * 0.15):
        pieces["body"].append(boxes([(-0.03, 0.03, -r - 0.06, 0.0, z - 0.02, z + 0.02)], 0.004))
    if walk:
        people = bag()
        people["housing"].append(box((0.26, 0.17, 0.52), (0, 0, 0.26), 0.015))
        go = state == "red"
        for k, (name, on) in enumerate((("green", go), ("red", not go))):
            _lamp(people, (0, 0.13 + 0.26 * k), 0.2, name, on and state != "off")
            sign = flat(
                np.column_stack(
                    [MAN[:, 0] * 0.085, np.full(len(MAN), -0.099), MAN[:, 1] * 0.075 + 0.13 + 0.26 * k]
                ),
                triangulate(MAN),
            )
            people[name if on and state != "off" else "faded"].append(sign)
        pour(pieces, people, translation(r + 0.2, -0.02, min(2.3, height - tall - 0.7)))
        for z in (2.36, 2.7):
            z = min(z, height - tall - 0.2)
            pieces["body"].append(boxes([(0, r + 0.1, -0.025, 0.025, z - 0.02, z + 0.02)], 0.004))
        pieces["button"].append(box((0.11, 0.1, 0.19), (0, -r - 0.03, 1.05), 0.012))
        disc = placed(cylinder(0.028, 0.02, 0.004, 16), rotation("x", np.pi / 2))
        pieces["knob"].append(moved(disc, (0, -r - 0.075, 1.03)))
    finish = {
        "body": body,
        "housing": housing,
        "board": materials.plastic((0.025, 0.025, 0.027), 0.6),
        "rim": materials.plastic((0.9, 0.9, 0.88), 0.4),
        "inside": materials.plastic((0.03, 0.03, 0.03), 0.7),
        "faded": materials.plastic((0.14, 0.14, 0.14), 0.3),
        "button": materials.plastic((0.9, 0.7, 0.08), 0.4),
        "knob": materials.metal((0.7, 0.7, 0.7), 0.3),
    }
    for name, color in LENSES.items():
        finish[name] = materials.shade(color, glow, 6500.0)
        finish[f"{name} off"] = materials.plastic((color[0] * 0.22, color[1] * 0.2, color[2] * 0.2), 0.12)
    made = finished(pieces, finish)
    return Asset(
        "traffic light",
        made,
        {
            "state": state,
            "kind": "on an arm" if arm else "on a post",
            "color": "dark" if sum(housing.color) < 1 else "yellow",
        },
    )


def _signal(lens: float, state: State, board: bool) -> Bag:
    """Three lights one over the other; the lowest edge at z = 0, the front of the box at y = -0.1."""
    made, cell = bag(), lens * 1.35
    wide, tall = cell, 3 * cell
    for k in range(3):
        made["housing"].append(box((wide, 0.2, cell - 0.006), (0, 0, cell * (k + 0.5)), 0.022, 3))
    on = {"red and amber": ("red", "amber"), "off": ()}.get(state, (state,))
    for k, name in enumerate(("green", "amber", "red")):
        _lamp(made, (0, cell * (k + 0.5)), lens, name, name in on)
    if board:
        a, h = wide / 2 + 0.13, 0.13
        made["board"].append(boxes([(-a, a, 0.03, 0.045, -h, tall + h)], 0.006))
        e = 0.028
        rows = [(-a, -a + e, 0.026, 0.03, -h, tall + h), (a - e, a, 0.026, 0.03, -h, tall + h)]
        rows += [
            (-a + e, a - e, 0.026, 0.03, -h, -h + e),
            (-a + e, a - e, 0.026, 0.03, tall + h - e, tall + h),
        ]
        made["rim"].append(boxes(rows))
    return made


def _lamp(into: Bag, at: tuple[float, float], lens: float, name: str, on: bool) -> None:
    """A domed lens at (x, z) under a visor."""
    x, z = at
    r, front = lens / 2, -0.1 if lens != 0.2 or "housing" in into else -0.085
    a = np.linspace(0, np.pi / 2, 6)
    dome = lathe(np.stack([r * np.cos(a), 0.14 * lens * np.sin(a)], 1), 24, 1.0)
    into[name if on else f"{name} off"].append(moved(placed(dome, rotation("x", np.pi / 2)), (x, front, z)))
    into["inside"].append(_visor(r * 1.08, lens * 0.85, (x, front + 0.01, z)))


def _visor(r: float, deep: float, at: tuple[float, float, float]) -> Mesh:
    """A hood around the upper part of a lens, longer at the top; thin but closed."""
    turn = np.linspace(-0.55, np.pi + 0.55, 22)
    share = np.clip(np.sin(turn) * 0.5 + 0.55, 0.15, 1.0)
    rings = []
    for radius in (r, r + 0.006):
        ring = np.stack([radius * np.cos(turn), 0 * turn, radius * np.sin(turn)], 1)
        rings.append((ring, ring - np.stack([0 * turn, deep * share, 0 * turn], 1)))
    (in0, in1), (out0, out1) = rings
    strips = [(out0, out1), (out1, in1), (in1, in0), (in0, out0)]
    grid: list[Float] = [np.stack([a[:-1], a[1:], b[1:], b[:-1]], axis=1) for a, b in strips]
    ends = [np.stack([out0[k], out1[k], in1[k], in0[k]])[:: -1 if k == 0 else 1] for k in (0, -1)]
    corners = np.concatenate([*grid, np.array(ends)])
    start = 4 * np.arange(len(corners))[:, None]
    faces = np.concatenate([start + [0, 1, 2], start + [0, 2, 3]])
    return moved(flat(corners.reshape(-1, 3), faces), at)


@sampler("traffic light")
def traffic_light_rand(rng: np.random.Generator) -> Asset:
    """A traffic light, as by day."""
    return traffic_light_of(rng)


def traffic_light_of(rng: np.random.Generator, dark: bool = False) -> Asset:
    """A traffic light; dark: dimmed, as they are at night."""
    arm = float(rng.uniform(2.6, 4.6)) if rng.random() < 0.3 else 0.0
    seed = finishes.seed(rng)
    lens = float(rng.choice([0.2, 0.3], p=[0.7, 0.3]))
    yellow = rng.random() < 0.2
    coats: list[Colour] = [(0.07, 0.075, 0.08), (0.4, 0.42, 0.43), (0.12, 0.2, 0.15)]
    body = (
        materials.metal((0.6, 0.61, 0.62), 0.42, seed=seed)
        if rng.random() < 0.4
        else materials.paint(coats[int(rng.integers(3))], 0.4, seed=seed)
    )
    housing = materials.plastic((0.85, 0.62, 0.07) if yellow else (0.05, 0.055, 0.055), 0.4, seed=seed)
    return traffic_light(
        rng.uniform(3.2, 3.8),
        body,
        housing,
        STATES[int(rng.choice(5, p=[0.4, 0.1, 0.4, 0.05, 0.05]))],
        arm,
        bool(rng.random() < 0.5),
        bool(rng.random() < 0.55),
        lens,
        0.7 if dark else 9.0,
    )
