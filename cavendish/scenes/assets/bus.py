# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Buses: low-floor city buses and coaches."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, tube
from cavendish.scenes.parts.vehicle.bus_inside import bellows, poles, roof_units, seats_of
from cavendish.scenes.parts.vehicle.fittings import (
    AMBER_LAMP,
    CHROME,
    CLEAR_LAMP,
    DARK_PANE,
    MIRROR,
    PANE,
    RED_LAMP,
    REFLECTOR,
    RUBBER,
    STEEL,
    TRIM,
    UNDER,
    disc,
    figures,
    gathered,
    grounded_asset,
    lens,
    number,
    paint_of,
    painted,
    plate,
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
from cavendish.scenes.parts.vehicle.wheels import axle, wheel
from cavendish.scenes.scene import Asset, Float, Material, Mesh

KINDS = ("city bus", "coach")
TYRE = 0.48


def bus(
    coat: Material,
    band: Material,
    kind: str = "city bus",
    color: str = "red",
    length: float = 12.0,
    width: float = 2.5,
    height: float = 3.0,
    overhang: float = 2.65,
    wheelbase: float = 5.9,
    doors: int = 3,
    bays: int = 7,
    rake: float = 0.16,
    nose: tuple[float, float] = (0.45, 4.0),
    livery: str = "plain",
    route: str = "42",
    registration: str = "AC 123E",
    seats: Material = RUBBER,
    units: int = 1,
) -> Asset:
    """A bus.

    kind: one of KINDS; coat, band: its paints, the first called `color`; overhang: from the front to the first axle;
    doors: how many on its right (-X) side; bays: of its side windows; rake: how far the windscreen's top lies back;
    nose: of the plan, see `plan`; livery: "plain", "skirt", "roof" or "stripe"; route: figures on the display; units: 2
    for an articulated bus.
    """
    coach = kind == "coach"
    low, sill, head = 0.30, (1.55 if coach else 1.02), (height - 0.50)
    floor = 1.15 if coach else 0.42
    half = length / 2
    joint = 0.25 if units == 2 else None  # y of the bellows

    def inset(y: Float, normal: Float, z: Float) -> Float:
        side = np.interp(z, [low, low + 0.2, 1.0, head - 0.3, head + 0.2], [0.03, 0.01, 0.0, 0.02, 0.05])
        ahead = np.interp(
            z,
            [low, 0.55, 0.95, 1.25, 2.0, head + 0.1, height],
            [0.06, 0, 0.01, 0.05, 0.35 * rake, 0.8 * rake, 1.1 * rake],
        )
        behind = np.interp(z, [low, 0.6, 1.2, height], [0.06, 0.0, 0.02, 0.10])
        across = normal[..., 0] ** 2
        deep = across * side + (1 - across) * np.where(normal[..., 1] < 0, ahead, behind)
        if joint is not None:
            deep = deep + across * 0.07 * np.clip((0.64 - np.abs(y - joint)) / 0.04, 0, 1)
        return np.asarray(deep)

    skin = wall(plan(width, length, nose, (0.30, 4.5)), inset, 0.02)
    axles = [overhang - half, overhang - half + wheelbase]
    if units == 2:
        axles = [overhang - half, -0.25 - 1.75, half - 3.3]
    arch = TYRE + 0.10
    spec = Hull(skin, low, min(sill, 1.16), height - 0.28, 0.20, 0.08, tuple((y, arch, TYRE) for y in axles))
    panels = _panels(skin, spec, coach, doors, bays, head, sill, livery, arch, axles, joint)
    body = hull(spec, panels, 0.75, floor, 0.42)
    made = wheel(TYRE, 0.28, 0.29, "steel", 8, 0.05, 26)
    rolling = [axle(width / 2 - 0.17, axles[0], TYRE, made)]
    rolling += [axle(width / 2 - 0.19, y, TYRE, made, twin=0.30) for y in axles[1:]]
    everything = gathered(
        body,
        *rolling,
        _faces(skin, spec, head, route, registration, coach),
        {
            "seat": seats_of(length, width, floor, axles, joint, coach),
            "steel": [] if coach else poles(length, width, floor, height),
        },
        {"roof": roof_units(length, width, spec.top - 0.03, coach)},
        {} if joint is None else {"bellows": bellows(joint, width, low, spec.top)},
    )
    coats = {
        "paint": coat,
        "band": band,
        "roof": coat,
        "trim": TRIM,
        "gloss": materials.plastic((0.02, 0.02, 0.022), 0.1),
        "under": UNDER,
        "dark": UNDER,
        "bellows": materials.plastic((0.05, 0.05, 0.052), 0.9),
        "rubber": RUBBER,
        "tyre": RUBBER,
        "rim": STEEL,
        "chrome": CHROME,
        "steel": materials.metal((0.75, 0.68, 0.25), 0.35) if not coach else STEEL,
        "glass": PANE if not coach else DARK_PANE,
        "screen": PANE,
        "door": PANE,
        "lining": materials.plastic((0.55, 0.55, 0.54), 0.6),
        "floor": materials.plastic((0.22, 0.22, 0.23), 0.7),
        "seat": seats,
        "clear": CLEAR_LAMP,
        "reflector": REFLECTOR,
        "red": RED_LAMP,
        "amber": AMBER_LAMP,
        "mirror": MIRROR,
        "plate": materials.plastic((0.88, 0.88, 0.86), 0.3),
        "figures": materials.plastic((0.05, 0.05, 0.06), 0.5),
        "display": materials.shade((1.0, 0.62, 0.12), 1.2, 2700.0),
    }
    return grounded_asset("bus", painted(everything, coats), {"color": color, "kind": kind})


def _panels(
    skin: Wall,
    spec: Hull,
    coach: bool,
    doors: int,
    bays: int,
    head: float,
    sill: float,
    livery: str,
    arch: float,
    axles: list[float],
    joint: float | None,
) -> list[Panel]:
    """Windows, doors, screens, bands of colour."""
    end, half = skin.end, float(skin.outline[-1, 1])
    corner = float(s_at(skin, -half + 0.42))
    back = end - float(s_at(skin, half - 0.35))
    panels: list[Panel] = []
    if livery == "skirt":
        panels.append(Panel(0, end, spec.low, 0.74, "band", frame=0))
    elif livery == "stripe":
        panels.append(Panel(0, end, sill - 0.32, sill - 0.12, "band", frame=0))
        panels.append(Panel(0, end, sill - 0.42, sill - 0.37, "band", frame=0))
    elif livery == "roof":
        panels.append(Panel(0, end, head + 0.06, spec.top, "band", frame=0))
    # the band of windows: dark all along, the panes in it
    first, last = corner + 0.14, end - back - 0.05
    panels.append(Panel(first - 0.10, last + 0.05, sill - 0.02, head + 0.02, "gloss", frame=0))
    open_ = [-half + 0.62]
    if not coach:
        open_ = [-half + 0.62, axles[0] + arch + 1.5, half - 3.1][:doors] if joint is None else [
            -half + 0.62, axles[0] + arch + 1.5, joint + 2.0, half - 2.3][: doors + 1]  # fmt: skip
    elif doors > 1:
        open_.append(axles[0] + 3.4)
    wide = 1.22 if not coach else 0.80
    leaves = [(float(s_at(skin, y)), float(s_at(skin, y + wide))) for y in open_]
    cuts = np.linspace(first, last, int(bays * (1.25 if joint is not None else 1)) + 1)
    for a, b in zip(cuts[:-1], cuts[1:], strict=True):
        panels.append(Panel(a + 0.02, b - 0.02, sill + 0.02, head - 0.02, "glass", 0, 0.0))
        if not coach:
            panels.append(Panel(a + 0.02, b - 0.02, head - 0.36, head - 0.34, "gloss", 0, 0.0))
    for a, b in leaves:
        panels.append(Panel(a - 0.05, b + 0.05, spec.low + 0.03, head + 0.02, "paint", -1, 0))
        mid = (a + b) / 2
        for p, q in ((a, mid), (mid, b)) if wide > 1 else ((a, b),):
            panels.append(Panel(p, q, spec.low + 0.06, head - 0.04, "door", -1, 0.045))
    if joint is not None:
        p, q = (float(s_at(skin, joint + d)) for d in (-0.65, 0.65))
        panels.append(Panel(p, q, spec.low, spec.top, "bellows", frame=0))
    if coach:  # the driver's pane goes lower, the doors of the hold are below the windows
        panels.append(Panel(first, first + 1.0, 1.25, head - 0.02, "glass", 1, 0.03))
    low_screen = 0.98 if not coach else 1.05
    panels.append(Panel(0, corner, low_screen - 0.05, spec.eave, "gloss", frame=0))
    panels.append(Panel(0, corner - 0.02, low_screen, head - 0.06, "screen", frame=0.03))
    panels.append(Panel(end - back * 0.80, end, max(sill, 1.35), head - 0.04, "glass", frame=0.05))
    return panels


def _faces(
    skin: Wall, spec: Hull, head: float, route: str, registration: str, coach: bool
) -> dict[str, list[Mesh]]:
    """Lamps, plates, displays, wipers, mirrors, seams."""
    out: dict[str, list[Mesh]] = {name: [] for name in (
        "gloss", "reflector", "clear", "amber", "red", "display", "trim", "rubber", "shell", "mirror", "chrome", "paint")}  # fmt: skip
    end, half = skin.end, float(skin.outline[-1, 1])
    low = spec.low
    wide = float(s_at(skin, -half + 0.10))
    lamp = np.array([(wide * 0.66, 0.56), (wide * 1.02, 0.58), (wide * 1.06, 0.78), (wide * 0.68, 0.74)])
    out["gloss"] += both([blister(skin, lamp, 0.010, 4.5)])
    for g in (0.28, 0.62):
        s, z = wide * (0.66 + 0.36 * g), 0.665 + 0.02 * g
        out["chrome"] += both([facing(skin, s, z, disc(0.075, 0.012), 0.008)])
        out["clear"] += both([facing(skin, s, z, lens(0.062, 0.5), 0.014)])
    turn = np.array([(wide * 0.93, 0.62), (wide * 1.02, 0.63), (wide * 1.03, 0.75), (wide * 0.94, 0.74)])
    out["amber"] += both([blister(skin, turn, 0.016, 4, count=16)])
    out["trim"].append(
        blister(
            skin,
            [(-wide * 0.6, 0.42), (wide * 0.6, 0.42), (wide * 0.62, 0.52), (-wide * 0.62, 0.52)],
            0.006,
            7,
        )
    )
    out["rubber"] += [seam(skin, [(-wide * 1.2, z), (wide * 1.2, z)], 0.012) for z in (0.86,)]
    out["chrome"].append(facing(skin, 0.0, 0.74, disc(0.10, 0.015), 0.006))
    for s, z in ((0.0, 0.47), (end, 0.62)):
        for name, meshes in plate(registration).items():
            out.setdefault(name, []).extend(facing(skin, s, z, mesh, 0.012) for mesh in meshes)
    # displays: in front, beside the first door, behind
    if not coach:
        out["display"].append(facing(skin, -0.42, head + 0.09, figures(route, 0.19), 0.02))
        words = figures("HA0P7 C1EA", 0.12)
        out["display"].append(facing(skin, 0.28, head + 0.09, words, 0.02))
        out["gloss"].append(
            facing(skin, end, head + 0.10, box((0.9, 0.02, 0.24), (0, 0, 0), 0.008, 1), 0.002)
        )
        out["display"].append(facing(skin, end, head + 0.10, figures(route, 0.16), 0.016))
    # lamps behind: a column on each corner
    back = end - float(s_at(skin, half - 0.16))
    for k, name in enumerate(("red", "amber", "red", "clear")):
        z = 0.78 + 0.14 * k
        out[name] += both([facing(skin, end - back * 0.94, z, disc(0.062, 0.02), 0.001)])
    out["red"] += both([facing(skin, end - back * 0.85, spec.eave - 0.06, disc(0.05, 0.02), 0.001)])
    for z in np.arange(0.72, 1.15, 0.06):  # the engine's grille
        out["trim"].append(facing(skin, end, z + 0.02, box((1.1, 0.012, 0.03), (0, 0, 0), 0.003, 1), 0.002))
    hatch = back * 0.72
    out["rubber"] += both([seam(skin, [(end - hatch, 1.26), (end - hatch, 0.45), (end, 0.45)], 0.012)])
    out["trim"] += both([seam(skin, [(end - back - 0.1, 0.40), (end, 0.40)], 0.12, 0.004)])
    # seams of the skirt's flaps
    for y in np.arange(-half + 1.2, half - 0.6, 1.35):
        s = float(s_at(skin, y))
        z = float(spec.lower_edge(np.array(y)))
        if z < low + 0.01:
            out["rubber"] += [seam(skin, [(s, low), (s, 0.92)], 0.008)]
    out["rubber"] += both(
        [
            seam(
                skin,
                [(float(s_at(skin, -half + 0.5)), 0.95), (float(s_at(skin, half - 0.5)), 0.95)],
                0.010,
                step=0.4,
            )
        ]
        if coach
        else []
    )
    out["amber"] += both(
        [
            seam(skin, [(float(s_at(skin, y)), 0.66), (float(s_at(skin, y + 0.09)), 0.66)], 0.03, 0.005)
            for y in np.arange(-half + 2.0, half - 1, 2.9)
        ]
    )
    # wipers and mirrors
    foot = 1.02

    def at(s: float, z: float) -> Float:
        return on_wall(skin, s, z) + normals_on(skin, s, z) * 0.02

    out["rubber"] += wiper(at(0.25, foot), at(0.05, foot + 0.25), at(0.5, foot + 0.95))
    out["rubber"] += wiper(at(-0.75, foot), at(-0.75, foot + 0.2), at(-0.35, foot + 0.95))
    top = on_wall(skin, float(s_at(skin, -half + 0.25)), spec.eave - 0.02)
    w = float(skin.outline[:, 0].max())
    for side in (1.0, -1.0):
        arm = bend(
            np.array(
                [
                    top * (1, 1, 1),
                    (w + 0.10, top[1] - 0.16, top[2] - 0.02),
                    (w + 0.14, top[1] - 0.14, top[2] - 0.30),
                ]
            ),
            0.12,
            4,
        )
        glass = [box((0.20, 0.10, 0.40), (w + 0.15, top[1] - 0.14, top[2] - 0.50), 0.035, 2)]
        face = [box((0.17, 0.004, 0.35), (w + 0.15, top[1] - 0.088, top[2] - 0.50), 0.001, 1)]
        for name, meshes in (("trim", [tube(arm, 0.02, 8), *glass]), ("mirror", face)):
            out[name] += meshes if side > 0 else [mirrored(mesh) for mesh in meshes]
    return out


@sampler("bus")
def bus_rand(rng: np.random.Generator) -> Asset:
    """A bus of 10 to 18 m."""
    kind = KINDS[int(rng.random() < 0.3)]
    coach = kind == "coach"
    units = 2 if not coach and rng.random() < 0.25 else 1
    names = ["white", "red", "blue", "yellow", "green", "silver", "orange"]
    chance = [0.30, 0.22, 0.16, 0.10, 0.08, 0.08, 0.06]
    color = str(rng.choice(names, p=chance))
    color, coat = paint_of(color, rng, 0.8)
    other = str(rng.choice([name for name in [*names, "grey", "black"] if name != color]))
    _, band = paint_of(other, rng, 0.8)
    length = 18.0 if units == 2 else float(rng.choice([10.5, 12.0, 12.0, 12.8]))
    cloth = finishes.hsv(rng.random(), rng.uniform(0.3, 0.7), rng.uniform(0.2, 0.5))
    return bus(
        coat,
        band,
        kind,
        color,
        length=length,
        width=float(rng.uniform(2.50, 2.55)),
        height=float(rng.uniform(3.25, 3.45) if coach else rng.uniform(2.92, 3.1)),
        overhang=float(rng.uniform(2.6, 2.8)),
        wheelbase=length * 0.49,
        doors=int(rng.integers(2, 4)) if not coach else int(rng.integers(1, 3)),
        bays=int(rng.integers(5, 9)),
        rake=float(rng.uniform(0.06, 0.26) if not coach else rng.uniform(0.2, 0.36)),
        nose=(float(rng.uniform(0.4, 0.65) + 0.2 * coach), float(rng.uniform(3.2, 4.4))),
        livery=str(rng.choice(["plain", "skirt", "roof", "stripe"])),
        route=str(int(rng.integers(1, 100))),
        registration=number(rng),
        seats=materials.fabric(cloth, weave=0.003, seed=finishes.seed(rng)),
        units=units,
    )
