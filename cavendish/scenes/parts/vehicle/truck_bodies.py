# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a truck carries its goods in: boxes, curtains, flatbeds and tippers, over a chassis. y counts from the middle."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import box, cylinder, grid, moved, prism, sheet, tube, turned
from cavendish.scenes.parts.fittings import rounded
from cavendish.scenes.parts.vehicle.fittings import disc, plate
from cavendish.scenes.parts.vehicle.shell import both, finished, skin
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def chassis(
    front: float, back: float, axles: tuple[float, ...], tyre: float, floor: float, width: float, text: str
) -> Meshes:
    """Rails, guards, tank, flaps, lamps and bumper. front, back: y of its ends; floor: height of the load's floor."""
    out: Meshes = {name: [] for name in ("under", "trim", "steel", "red", "amber", "tank", "clear")}
    rail = floor - 0.17
    for side in (-1, 1):
        out["under"].append(
            box((0.08, back - front - 0.1, 0.22), (side * 0.42, (front + back) / 2, rail - 0.06), 0.006, 1)
        )
    for y in np.arange(front + 0.6, back, 0.9):
        out["under"].append(box((width * 0.86, 0.06, 0.10), (0, y, floor - 0.06), 0.004, 1))
    for y in axles:
        hub = turned(moved(cylinder(0.09, 1.5, 0.01, 12), (0, 0, -0.75)), "y", np.pi / 2)
        out["under"] += [moved(hub, (0, y, tyre)), box((0.36, 0.36, 0.34), (0, y, tyre), 0.08, 2)]
    rear = axles[1]
    # guards against running under, between the axles; tank and batteries before them
    gap = (axles[0] + tyre + 0.35, rear - tyre - 0.22)
    if gap[1] - gap[0] > 1.0:
        mid = gap[0] + 0.62
        tank = moved(turned(prism(rounded(0.52, 0.58, 0.16, 5), 1.0, 0.02), "x", -np.pi / 2), (0, -0.5, 0))
        out["tank"].append(moved(tank, (width / 2 - 0.34, mid, 0.66)))
        out["tank"] += [
            box((0.54, 0.04, 0.60), (width / 2 - 0.34, mid + d, 0.66), 0.01, 1) for d in (-0.3, 0.3)
        ]
        out["under"].append(box((0.46, 0.8, 0.42), (-width / 2 + 0.32, mid, 0.66), 0.02, 1))
        for z in (0.50, 0.76):
            for side in (-1, 1):
                start = gap[0] + (1.25 if side > 0 else 1.15)
                if gap[1] - start > 0.4:
                    middle, long = (start + gap[1]) / 2, gap[1] - start
                    out["steel"].append(
                        box((0.03, long, 0.11), (side * (width / 2 - 0.05), middle, z), 0.008, 1)
                    )
    for y in axles[1:]:
        for side in (-1, 1):
            x = side * (width / 2 - 0.32)
            turn = np.linspace(0.14, np.pi - 0.14, 11)
            arc = np.column_stack([-np.cos(turn) * (tyre + 0.07), np.sin(turn) * (tyre + 0.07) + tyre])
            arc = arc[arc[:, 1] < floor + 0.2]
            strip = np.stack([[(x - d, y + a, min(z, floor - 0.03)) for a, z in arc] for d in (0.3, -0.3)])
            out["trim"].append(finished([skin(strip, flip=True), skin(strip - (0, 0, 0.004))], 0.9))
    last = axles[-1] + tyre + 0.10
    out["trim"] += [
        box((0.58, 0.015, 0.5), (side * (width / 2 - 0.32), last, 0.50), 0.003, 1) for side in (-1, 1)
    ]
    out["trim"].append(box((width - 0.3, 0.10, 0.12), (0, back - 0.08, 0.50), 0.015, 1))
    out["under"] += [box((0.06, 0.06, 0.5), (side * 0.5, back - 0.1, 0.68), 0.005, 1) for side in (-1, 1)]
    for side in (-1, 1):
        x = side * (width / 2 - 0.30)
        out["trim"].append(box((0.42, 0.05, 0.15), (x, back - 0.03, 0.78), 0.015, 1))
        for name, d, w in (("red", 0.12, 0.15), ("amber", 0.0, 0.07), ("clear", -0.10, 0.09)):
            out[name].append(box((w, 0.02, 0.11), (x + side * d, back, 0.78), 0.008, 1))
    for name, meshes in plate(text).items():
        out.setdefault(name, []).extend(
            moved(turned(mesh, "z", np.pi), (0, back - 0.02, 0.66)) for mesh in meshes
        )
    return out


def closed_box(front: float, back: float, floor: float, top: float, width: float, stripe: bool) -> Meshes:
    """A box with rails along its edges, and two doors with locking bars behind."""
    long, mid, tall = back - front, (front + back) / 2, top - floor
    out: Meshes = {
        "box": [box((width - 0.04, long - 0.04, tall - 0.04), (0, mid, (floor + top) / 2), 0.01, 1)]
    }
    rails = []
    for z in (floor + 0.06, top - 0.04):
        tall_ = 0.14 if z < (floor + top) / 2 else 0.09
        rails += [box((0.05, long, tall_), (s * (width / 2 - 0.02), mid, z), 0.012, 1) for s in (-1, 1)]
        rails += [box((width, 0.05, tall_), (0, y, z), 0.012, 1) for y in (front + 0.02, back - 0.02)]
    rails += [
        box((0.07, 0.07, tall), (s * (width / 2 - 0.03), y, (floor + top) / 2), 0.02, 2)
        for s in (-1, 1)
        for y in (front + 0.03, back - 0.03)
    ]
    out["rail"] = rails
    bars, seams = [], [box((0.012, 0.012, tall - 0.2), (0, back - 0.018, (floor + top) / 2), 0.002, 1)]
    for x in (-0.78, -0.16, 0.16, 0.78):
        bars.append(
            tube(
                [(x * width / 2.5, back + 0.01, floor + 0.08), (x * width / 2.5, back + 0.01, top - 0.1)],
                0.016,
                8,
            )
        )
        bars += [
            box((0.08, 0.03, 0.10), (x * width / 2.5, back, z), 0.008, 1)
            for z in (floor + 0.2, floor + tall * 0.62, top - 0.2)
        ]
        bars.append(
            tube(
                [
                    (x * width / 2.5, back + 0.025, floor + 0.5),
                    (x * width / 2.5 + 0.22, back + 0.025, floor + 0.5),
                ],
                0.012,
                6,
            )
        )
    for s in (-1, 1):
        seams += [
            box((0.05, 0.02, 0.10), (s * (width / 2 - 0.07), back, floor + tall * k), 0.006, 1)
            for k in (0.12, 0.5, 0.88)
        ]
    # joints of the side's boards
    for y in np.arange(front + 1.22, back - 0.3, 1.22):
        seams += [
            box((0.006, 0.008, tall - 0.2), (s * (width / 2 - 0.019), y, (floor + top) / 2), 0)
            for s in (-1, 1)
        ]
    out["steel"] = bars
    out["rubber"] = seams
    out["amber"] = [
        disc_at(s * (width / 2 + 0.004), y, floor + 0.05, 0.03, s)
        for s in (-1, 1)
        for y in np.arange(front + 0.8, back, 2.2)
    ]
    out["red"] = [
        box((0.09, 0.02, 0.045), (s * (width / 2 - 0.12), back + 0.005, top - 0.05), 0.006, 1)
        for s in (-1, 1)
    ]
    if stripe:
        out["band"] = [
            box(
                (0.01, long - 0.3, tall * 0.26), (s * (width / 2 - 0.018), mid, floor + tall * 0.42), 0.002, 1
            )
            for s in (-1, 1)
        ]
        out["band"].append(
            box((width - 0.4, 0.01, tall * 0.26), (0, front + 0.018, floor + tall * 0.42), 0.002, 1)
        )
    return out


def curtain_sider(front: float, back: float, floor: float, top: float, width: float) -> Meshes:
    """A box whose sides are tarpaulins, drawn tight by straps."""
    out = closed_box(front, back, floor, top, width, False)
    out.pop("band", None)
    long, tall = back - front, top - floor
    out["rubber"] = out["rubber"][:7]

    def cloth(u: Float, v: Float) -> tuple[Float, Float, Float]:
        y, z = front + 0.07 + (long - 0.14) * v, floor - 0.06 + (tall - 0.02) * u
        hold = np.sin(np.pi * np.clip(u, 0, 1)) ** 0.5
        x = width / 2 + 0.006 + 0.012 * np.sin((y - front) * 2 * np.pi / 0.62) * (1 - 0.6 * u) + 0.012 * hold
        return x, y, z

    points = grid(cloth, 5, int(long / 0.155))
    out["tarp"] = both([sheet(points[::-1], 0.006)])
    straps, clips = [], []
    for y in np.arange(front + 0.35, back - 0.2, 0.62):
        straps.append(box((0.012, 0.045, tall * 0.32), (width / 2 + 0.026, y, floor + tall * 0.12), 0))
        clips.append(box((0.03, 0.05, 0.10), (width / 2 + 0.024, y, floor - 0.03), 0))
    out["rubber"] += both(straps)
    out["steel"] += both(clips)
    return out


def flatbed(front: float, back: float, floor: float, width: float, sides: float) -> Meshes:
    """An open platform of boards with a headboard; sides: height of its drop sides, 0 for none."""
    long, mid = back - front, (front + back) / 2
    count = 9
    step = (width - 0.06) / count
    boards = [
        box(
            (step - 0.008, long - 0.08, 0.035),
            (-width / 2 + 0.03 + (k + 0.5) * step, mid, floor + 0.02),
            0.003,
            1,
        )
        for k in range(count)
    ]
    frame = [box((0.06, long, 0.13), (s * (width / 2 - 0.03), mid, floor - 0.03), 0.01, 1) for s in (-1, 1)]
    frame += [box((width, 0.06, 0.13), (0, y, floor - 0.03), 0.01, 1) for y in (front + 0.03, back - 0.03)]
    frame.append(box((width - 0.1, long - 0.1, 0.03), (0, mid, floor - 0.02), 0))
    high = max(sides, 0.5) + 0.45
    frame += [
        box((0.07, 0.07, high), (x, front + 0.04, floor + high / 2), 0.01, 1)
        for x in (-width / 2 + 0.05, 0, width / 2 - 0.05)
    ]
    frame += [
        box((width - 0.06, 0.03, 0.14), (0, front + 0.04, floor + z), 0) for z in np.arange(0.12, high, 0.19)
    ]
    drops: list[Mesh] = []
    posts: list[Mesh] = []
    if sides > 0:
        cuts = np.linspace(front + 0.09, back - 0.02, max(round(long / 2.4), 1) + 1)
        for a, b in zip(cuts[:-1], cuts[1:], strict=True):
            drops += both(_drop(b - a - 0.05, sides, (width / 2 - 0.025, (a + b) / 2, floor + 0.04), False))
            posts += both(
                [box((0.06, 0.06, sides + 0.04), (width / 2 - 0.03, b, floor + sides / 2 + 0.02), 0.008, 1)]
            )
        drops += _drop(width - 0.1, sides, (0, back - 0.02, floor + 0.04), True)
    return {"boards": boards, "rail": frame + posts, "drop": drops}


def _drop(long: float, high: float, at: tuple[float, float, float], across: bool) -> list[Mesh]:
    """A drop side of hollow profiles, its foot at `at`; across: it runs along X."""
    count = max(int(high / 0.14), 2)
    step = high / count
    made = [box((0.03, long, step - 0.006), (0, 0, (k + 0.5) * step), 0.006, 1) for k in range(count)]
    made += [box((0.042, 0.05, high), (0, s * long * 0.36, high / 2), 0.006, 1) for s in (-1, 1)]
    return [moved(turned(mesh, "z", np.pi / 2) if across else mesh, at) for mesh in made]


def tipper(
    front: float, back: float, floor: float, width: float, high: float, heap: float, seed: int
) -> Meshes:
    """A tipping body: ribbed sides, a tailgate, a guard over the cab; heap: height of the load in it, 0 for none."""
    long, mid = back - front, (front + back) / 2
    t = 0.05
    lean = 0.10
    shell = [box((width - 0.2, long, t), (0, mid, floor + 0.03), 0.006, 1)]
    for s in (-1, 1):
        wall = box((t, long, high), (0, 0, high / 2), 0.008, 1)
        shell.append(moved(turned(wall, "y", s * lean), (s * (width / 2 - 0.11), mid, floor)))
        for y in np.linspace(front + 0.15, back - 0.15, max(int(long / 0.75), 3)):
            rib = box((0.09, 0.11, high - 0.06), (s * 0.05, 0, high / 2), 0.015, 1)
            shell.append(moved(turned(rib, "y", s * lean), (s * (width / 2 - 0.11), y, floor)))
        top_x = s * (width / 2 - 0.11 + np.sin(lean) * high)
        shell.append(box((0.13, long + 0.05, 0.10), (top_x, mid, floor + high * np.cos(lean)), 0.02, 1))
    w, out_ = width / 2 - 0.12, np.sin(lean) * high
    ends = np.array([(-w, 0), (w, 0), (w + out_, high - 0.02), (-w - out_, high - 0.02)])
    head = turned(prism(ends, t, 0.006), "x", np.pi / 2)
    gate = turned(prism(ends * (1, 0.95), 0.07, 0.01), "x", np.pi / 2)
    shell += [moved(head, (0, front + 0.03, floor)), moved(gate, (0, back + 0.01, floor + 0.02))]
    shell += [
        box((0.09, 0.06, high - 0.12), (x, back + 0.03, floor + high / 2 - 0.02), 0.01, 1)
        for x in (-0.8, -0.27, 0.27, 0.8)
    ]
    shell += [
        box((width - 0.1, 0.06, 0.09), (0, back + 0.035, floor + z), 0.01, 1) for z in (0.08, high - 0.14)
    ]
    # the guard over the cab
    guard = box((width - 0.2, 0.75, 0.04), (0, front - 0.34, floor + high + 0.01), 0.01, 1)
    shell += [
        guard,
        *[box((0.06, 0.7, 0.08), (x, front - 0.34, floor + high + 0.04), 0.01, 1) for x in (-0.6, 0, 0.6)],
    ]
    out: Meshes = {"box": shell}
    ram = tube([(0, front + 0.1, floor - 0.25), (0, front + 0.9, floor)], 0.06, 10)
    out["steel"] = [ram]
    if heap > 0:
        rng = np.random.default_rng(seed)
        waves, shifts = rng.normal(0, 2.5, (7, 2)), rng.uniform(0, 6.3, 7)
        half = width / 2 - 0.08

        def load(u: Float, v: Float) -> tuple[Float, Float, Float]:
            x, y = (2 * v - 1) * half, front + 0.06 + (long - 0.12) * u
            dome = np.clip(1 - (2 * v - 1) ** 4, 0, 1) * np.clip(1 - (2 * u - 1) ** 6, 0, 1)
            lumps = np.sin(
                np.multiply.outer(x, waves[:, 0]) + np.multiply.outer(y, waves[:, 1]) + shifts
            ).mean(axis=-1)
            return x, y, floor + high * 0.62 + heap * dome + 0.10 * lumps

        out["load"] = [sheet(grid(load, 26, 18)[::-1])]
    return out


def disc_at(x: float, y: float, z: float, radius: float, side: float) -> Mesh:
    """A round lamp on a side: side 1 faces +X, -1 faces -X."""
    return moved(turned(disc(radius, 0.015), "z", np.pi / 2 * side), (x, y, z))
