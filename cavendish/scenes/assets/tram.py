# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Trams: low-floor units in sections with bellows between, and single cars. z = 0 is the rails' top."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, lathe, moved, tube, turned
from cavendish.scenes.parts.vehicle.fittings import (
    AMBER_LAMP,
    CLEAR_LAMP,
    MIRROR,
    PANE,
    RED_LAMP,
    RUBBER,
    STEEL,
    TRIM,
    UNDER,
    figures,
    gathered,
    grounded_asset,
    lens,
    paint_of,
    painted,
    seat,
    wiper,
)
from cavendish.scenes.parts.vehicle.hull import Hull, Panel, hull
from cavendish.scenes.parts.vehicle.shell import (
    Wall,
    blister,
    both,
    facing,
    mirrored,
    normals_on,
    on_wall,
    plan,
    s_at,
    seam,
    wall,
)
from cavendish.scenes.scene import Asset, Float, Material, Mesh

KINDS = ("articulated tram", "single tram")
JOINT = 0.42  # half the length of a joint's bellows


def tram(
    coat: Material,
    band: Material,
    color: str = "red",
    length: float = 27.0,
    width: float = 2.4,
    height: float = 3.35,
    sections: int = 3,
    rake: float = 0.9,
    nose: tuple[float, float] = (1.6, 2.6),
    livery: str = "skirt",
    route: str = "7",
    doors_left: bool = False,
    raised: float = 0.9,
    seats: Material = RUBBER,
) -> Asset:
    """A tram.

    coat, band: its paints, the first called `color`; sections: of which it is made; rake: how far the windscreen's top
    lies back; nose: of the plan, see `plan`; livery: "plain", "skirt" or "window"; route: figures on the display;
    doors_left: doors on its left (+X) side too; raised: height of the pantograph over the roof.
    """
    low, sill, head, floor = 0.20, 1.10, height - 0.62, 0.40
    half = length / 2
    cuts = np.linspace(-half, half, sections + 1)
    if sections > 2:  # the end sections hold the cabs and are longer
        cuts[1:-1] = np.linspace(
            -half + length / sections * 1.15, half - length / sections * 1.15, sections - 1
        )
    joints = cuts[1:-1]

    def inset(y: Float, normal: Float, z: Float) -> Float:
        side = np.interp(z, [low, low + 0.25, 0.9, sill, head, height], [0.07, 0.015, 0.0, 0.005, 0.06, 0.13])
        end = np.interp(
            z,
            [low, 0.45, 0.75, 1.0, 1.3, 1.8, head, height],
            [0.14, 0.0, 0.03, 0.08, 0.22 * rake, 0.52 * rake, 0.92 * rake, 1.15 * rake],
        )
        across = normal[..., 0] ** 2
        deep = across * side + (1 - across) * end
        for joint in joints:
            deep = deep + across * 0.09 * np.clip((JOINT - np.abs(y - joint)) / 0.04, 0, 1)
        return np.asarray(deep)

    skin = wall(plan(width, length, nose, nose), inset, 0.03)
    spec = Hull(skin, low, sill - 0.05, height - 0.26, 0.18, 0.05)
    panels = _panels(skin, spec, cuts, head, sill, nose[0], livery, doors_left)
    body = hull(spec, panels, 0.9, floor, 0.3)
    top = spec.top
    everything = gathered(
        body,
        _ends(skin, spec, head, route, nose[0]),
        {"bellows": _bellows(joints, width, low, top)},
        {"seat": _seats(cuts, width, floor, nose[0])},
        {"under": _bogies(cuts)},
        _roof(cuts, width, top, raised),
    )
    coats = {
        "paint": coat,
        "band": band,
        "roof": materials.paint((0.55, 0.56, 0.57), 0.5),
        "trim": TRIM,
        "gloss": materials.plastic((0.02, 0.02, 0.022), 0.1),
        "under": UNDER,
        "bellows": materials.plastic((0.06, 0.06, 0.062), 0.9),
        "rubber": RUBBER,
        "steel": STEEL,
        "glass": PANE,
        "screen": PANE,
        "door": PANE,
        "lining": materials.plastic((0.6, 0.6, 0.58), 0.6),
        "floor": materials.plastic((0.22, 0.22, 0.23), 0.7),
        "seat": seats,
        "clear": CLEAR_LAMP,
        "red": RED_LAMP,
        "amber": AMBER_LAMP,
        "mirror": MIRROR,
        "display": materials.shade((1.0, 0.62, 0.12), 1.2, 2700.0),
    }
    kind = KINDS[0] if sections > 1 else KINDS[1]
    return grounded_asset("tram", painted(everything, coats), {"color": color, "kind": kind})


def _panels(
    skin: Wall,
    spec: Hull,
    cuts: Float,
    head: float,
    sill: float,
    nose: float,
    livery: str,
    doors_left: bool,
) -> list[Panel]:
    """Windows and doors section by section, screens at both ends, bands, bellows."""
    end, half = skin.end, float(skin.outline[-1, 1])
    panels: list[Panel] = []
    if livery == "skirt":
        panels.append(Panel(0, end, spec.low, 0.62, "band", frame=0))
    elif livery == "window":
        panels.append(Panel(0, end, sill - 0.06, head + 0.06, "band", frame=0))
    for k, (p, q) in enumerate(zip(cuts[:-1], cuts[1:], strict=True)):
        first = p + (nose * 0.95 if k == 0 else JOINT + 0.12)
        last = q - (nose * 0.95 if k == len(cuts) - 2 else JOINT + 0.12)
        s0, s1 = (float(s_at(skin, y)) for y in (first, last))
        panels.append(Panel(s0 - 0.06, s1 + 0.06, sill - 0.03, head + 0.03, "gloss", frame=0))
        span = s1 - s0
        count = max(round(span / 2.9), 1)
        leaf = 0.66
        step = span / count
        for j in range(count):
            a, b = s0 + j * step, s0 + (j + 1) * step
            door = (count == 1 or j % 2 == (1 if k == 0 else 0)) and span > 2.6
            mid = (a + b) / 2
            for side in (-1, 1):
                if door and (side < 0 or doors_left):
                    panels.append(
                        Panel(
                            mid - leaf - 0.05,
                            mid + leaf + 0.05,
                            spec.low + 0.03,
                            head + 0.05,
                            "paint",
                            side,
                            0,
                        )
                    )
                    for u, v in ((mid - leaf, mid), (mid, mid + leaf)):
                        panels.append(Panel(u, v, spec.low + 0.06, head, "door", side, 0.05))
                    pairs = [(a, mid - leaf - 0.05), (mid + leaf + 0.05, b)]
                else:
                    pairs = [(a, mid), (mid, b)] if step > 2.4 else [(a, b)]
                for u, v in pairs:
                    if v - u > 0.25:
                        panels.append(Panel(u + 0.025, v - 0.025, sill, head, "glass", side, 0))
    for joint in cuts[1:-1]:
        p, q = (float(s_at(skin, joint + d)) for d in (-JOINT, JOINT))
        panels.append(Panel(p, q, spec.low, spec.top, "bellows", frame=0))
    corner = float(s_at(skin, -half + nose * 0.78))
    rear = float(s_at(skin, -half + nose * 0.92))
    for mark in (1, -1):
        a, b = (0.0, corner) if mark > 0 else (end - corner, end)
        panels.append(Panel(a, b, sill - 0.14, spec.eave, "gloss", frame=0))
        a, b = (0.0, corner - 0.5) if mark > 0 else (end - corner + 0.5, end)
        panels.append(Panel(a, b, sill - 0.08, head + 0.02, "screen", frame=0.03))
        a, b = (corner - 0.46, rear - 0.04) if mark > 0 else (end - rear + 0.04, end - corner + 0.46)
        panels.append(Panel(a, b, sill, head, "screen", frame=0.02))
    return panels


def _ends(skin: Wall, spec: Hull, head: float, route: str, nose: float) -> dict[str, list[Mesh]]:
    """Lamps, displays, wipers, mirrors, seams, couplers at both ends."""
    out: dict[str, list[Mesh]] = {
        name: []
        for name in ("gloss", "clear", "amber", "red", "display", "trim", "rubber", "mirror", "steel")
    }
    end, half = skin.end, float(skin.outline[-1, 1])
    wide = float(s_at(skin, -half + nose * 0.22))

    def both_ends(s: float) -> tuple[float, float]:
        return s, end - s

    for k in (0, 1):
        lamp = np.array([(wide * 0.62, 0.66), (wide * 1.05, 0.70), (wide * 1.10, 0.88), (wide * 0.64, 0.80)])
        if k == 1:
            lamp = lamp[[1, 0, 3, 2]] * (-1, 1) + (end, 0)
        out["gloss"] += both([blister(skin, lamp, 0.012, 4)])
        for name, g in (("clear", 0.22), ("red" if k else "clear", 0.52), ("amber", 0.80)):
            s, z = both_ends(wide * (0.62 + 0.46 * g))[k], 0.735 + 0.05 * g
            out[name] += both([facing(skin, s, z, lens(0.055, 0.45), 0.014)])
        at = both_ends(0.0)[k]
        out["display"].append(facing(skin, at, head + 0.16, figures(route, 0.2), 0.02))
        out["trim"].append(facing(skin, at, 0.34, box((0.9, 0.10, 0.10), (0, 0.02, 0), 0.03, 2), 0.0))
        if k == 0:
            foot = 1.05

            def place(s: float, z: float) -> Float:
                return on_wall(skin, s, z) + normals_on(skin, s, z) * 0.025

            out["rubber"] += wiper(place(0.0, foot), place(-0.15, foot + 0.25), place(0.35, foot + 1.0))
        line = [(wide * 1.9, 0.98), (0.01, 0.90)]
        if k:
            line = [(end - s, z) for s, z in line]
        out["rubber"] += both([seam(skin, line, 0.012)])
    w = float(skin.outline[:, 0].max())
    y = -half + nose * 0.95
    for side in (1.0, -1.0):
        arm = [
            tube(
                bend(
                    [
                        (w - 0.06, y, head + 0.1),
                        (w + 0.10, y - 0.1, head + 0.08),
                        (w + 0.12, y - 0.1, head - 0.1),
                    ],
                    0.08,
                ),
                0.014,
                8,
            )
        ]
        shell = [box((0.14, 0.08, 0.34), (w + 0.13, y - 0.1, head - 0.24), 0.03, 2)]
        face = [box((0.12, 0.004, 0.30), (w + 0.13, y - 0.058, head - 0.24), 0.001, 1)]
        for name, meshes in (("trim", arm + shell), ("mirror", face)):
            out[name] += meshes if side > 0 else [mirrored(mesh) for mesh in meshes]
    return out


def _bellows(joints: Float, width: float, low: float, top: float) -> list[Mesh]:
    w, z = width / 2 - 0.10, top - 0.07
    arch = bend([(-w, 0, low + 0.08), (-w + 0.02, 0, z), (w - 0.02, 0, z), (w, 0, low + 0.08)], 0.25, 3)
    return [
        tube(arch + (0, y + d, 0), 0.05, 5)
        for y in joints
        for d in np.linspace(-JOINT + 0.06, JOINT - 0.06, 6)
    ]


def _seats(cuts: Float, width: float, floor: float, nose: float) -> list[Mesh]:
    out: list[Mesh] = []
    for k, (p, q) in enumerate(zip(cuts[:-1], cuts[1:], strict=True)):
        first = p + (nose + 0.5 if k == 0 else 0.9)
        last = q - (nose + 0.5 if k == len(cuts) - 2 else 0.9)
        for y in np.arange(first, last, 1.0):
            for side in (-1, 1):
                out += [
                    moved(mesh, (side * (width / 2 - 0.45), y, floor)) for mesh in seat(0.62, 0.4, 0.6, 0.44)
                ]
    for sign in (-1, 1):  # the cabs: desk, driver's seat
        y = sign * (cuts[-1] - nose * 0.62)
        out.append(box((1.3, 0.5, 0.62), (0, y + sign * 0.12, 0.80), 0.1, 2))
        chair = [turned(mesh, "z", 0 if sign < 0 else np.pi) for mesh in seat(0.5, 0.45, 0.7, 0.5)]
        out += [moved(mesh, (0, y - sign * 0.75, floor + 0.1)) for mesh in chair]
    return out


def _bogies(cuts: Float) -> list[Mesh]:
    """Wheels and frames under the floor, two axles a bogie."""
    middles = [(p + q) / 2 for p, q in zip(cuts[:-1], cuts[1:], strict=True)]
    if len(middles) == 1:
        middles = [cuts[0] * 0.52, cuts[1] * 0.52]
    elif len(middles) > 2:
        middles = middles[::2]
    out: list[Mesh] = []
    tread = turned(
        lathe([(0, -0.07), (0.33, -0.07), (0.30, -0.03), (0.30, 0.06), (0, 0.06)], 18), "y", np.pi / 2
    )
    for y in middles:
        for d in (-0.9, 0.9):
            out += [moved(tread, (side * 0.72, y + d, 0.30)) for side in (-1, 1)]
        out += [box((0.10, 2.7, 0.16), (side * 0.88, y, 0.26), 0.03, 1) for side in (-1, 1)]
    return out


def _roof(cuts: Float, width: float, top: float, raised: float) -> dict[str, list[Mesh]]:
    """Boxes of equipment on the roof, and the pantograph."""
    boxes: list[Mesh] = []
    for k, (p, q) in enumerate(zip(cuts[:-1], cuts[1:], strict=True)):
        long = (q - p) * 0.5
        y = (p + q) / 2 + (0.5 if k == 0 else -0.5 if k == len(cuts) - 2 else 0)
        boxes.append(box((width * 0.58, long * 0.62, 0.26), (0, y - long * 0.15, top + 0.08), 0.06, 1))
        if len(cuts) > 2:
            boxes.append(box((width * 0.5, long * 0.25, 0.20), (0, y + long * 0.36, top + 0.05), 0.05, 1))
    y = float(cuts[len(cuts) // 2 - 1] + cuts[len(cuts) // 2]) / 2 - 0.6
    base = top + 0.28
    knee = (y + 1.15, base + raised * 0.52)
    tip = (y - 0.05, base + raised)
    steel = [
        tube([(-0.28, y, base - 0.02), (-0.05, *knee)], 0.028, 8),
        tube([(0.28, y, base - 0.02), (0.05, *knee)], 0.028, 8),
    ]
    steel += [tube([(side * 0.05, *knee), (side * 0.45, *tip)], 0.018, 8) for side in (-1, 1)]
    steel.append(tube([(-0.4, y, base), (0.4, y, base)], 0.035, 8))
    bow = bend([(-0.80, 0, -0.14), (-0.58, 0, 0.02), (0.58, 0, 0.02), (0.80, 0, -0.14)], 0.16, 4)
    steel += [tube(bow + (0, tip[0] + d, tip[1]), 0.02, 8) for d in (-0.16, 0.16)]
    steel += [
        tube([(x, tip[0] - 0.16, tip[1] + 0.01), (x, tip[0] + 0.16, tip[1] + 0.01)], 0.014, 6)
        for x in (-0.45, 0.45)
    ]
    feet = [
        box((0.12, 0.12, 0.22), (x, y + d, base - 0.10), 0.02, 1) for x in (-0.36, 0.36) for d in (-0.15, 0.4)
    ]
    return {"roof": boxes, "steel": steel + feet}


@sampler("tram")
def tram_rand(rng: np.random.Generator) -> Asset:
    """A tram of 14 to 33 m."""
    sections = int(rng.choice([1, 3, 3, 5]))
    names = ["red", "yellow", "white", "green", "blue", "silver", "orange"]
    color, coat = paint_of(str(rng.choice(names, p=[0.25, 0.18, 0.18, 0.14, 0.13, 0.06, 0.06])), rng, 0.8)
    other = str(
        rng.choice([name for name in ("white", "grey", "black", "red", "blue", "silver") if name != color])
    )
    _, band = paint_of(other, rng, 0.8)
    cloth = finishes.hsv(rng.random(), rng.uniform(0.3, 0.7), rng.uniform(0.2, 0.5))
    slim = rng.random() < 0.4
    return tram(
        coat,
        band,
        color,
        length={1: rng.uniform(14, 15.5), 3: rng.uniform(20, 28), 5: rng.uniform(29, 33)}[sections],
        width=float(rng.choice([2.30, 2.40, 2.65])),
        height=float(rng.uniform(3.25, 3.45)),
        sections=sections,
        rake=float(rng.uniform(0.2, 0.4) if slim else rng.uniform(0.5, 0.85)),
        nose=(float(rng.uniform(0.9, 1.2)), 3.0)
        if slim
        else (float(rng.uniform(1.5, 2.0)), float(rng.uniform(2.4, 2.9))),
        livery=str(rng.choice(["plain", "skirt", "window"], p=[0.3, 0.45, 0.25])),
        route=str(int(rng.integers(1, 30))),
        doors_left=bool(rng.random() < 0.4),
        raised=float(rng.uniform(0.7, 1.4)),
        seats=materials.fabric(cloth, weave=0.003, seed=finishes.seed(rng)),
    )
