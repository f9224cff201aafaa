# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The cab of a truck, over its engine: windscreen, doors, grille, lamps, bumper, steps, mirrors, seats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cavendish.scenes.geometry import bend, box, moved, tube
from cavendish.scenes.parts.vehicle.fittings import disc, gathered, lens, plate, seat, wiper
from cavendish.scenes.parts.vehicle.hull import Hull, Panel, hull
from cavendish.scenes.parts.vehicle.shell import (
    Wall,
    blister,
    both,
    facing,
    finished,
    mirrored,
    normals_on,
    on_wall,
    plan,
    s_at,
    seam,
    wall,
)
from cavendish.scenes.parts.vehicle.shell import skin as _sheet
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]
GRILLES = ("bars", "panel", "split")


@dataclass(frozen=True)
class CabShape:
    """A cab's measures, metres. long: without the bumper's bulge; axle: of the front wheels, from the front; rake: how
    far the windscreen's top lies back; sleeper: a second, smaller side window behind the door; spoiler: height of the
    wind deflector on its roof, 0 for none; low: of its lower edge; tyre: radius; grille: one of GRILLES.
    """

    long: float = 2.0
    width: float = 2.3
    height: float = 2.6
    low: float = 0.42
    tyre: float = 0.46
    axle: float = 1.28
    rake: float = 0.22
    grille: str = "bars"
    sleeper: bool = False
    spoiler: float = 0.0
    dark_bumper: bool = True


def cab(shape: CabShape, text: str) -> Meshes:
    """The cab about x = y = 0, its back at y = long / 2."""
    half, low = shape.long / 2, shape.low
    sill, head = shape.height * 0.525, shape.height - 0.42

    def inset(y: Float, normal: Float, z: Float) -> Float:
        side = np.interp(z, [low, low + 0.2, sill, head, shape.height], [0.03, 0.0, 0.005, 0.06, 0.10])
        ahead = np.interp(
            z,
            [low, low + 0.12, low + 0.34, low + 0.40, sill - 0.05, sill + 0.1, head, shape.height],
            [0.07, 0.0, 0.0, 0.05, 0.07, 0.10, shape.rake, 1.35 * shape.rake],
        )
        across = normal[..., 0] ** 2
        return np.asarray(across * side + (1 - across) * np.where(normal[..., 1] < 0, ahead, 0.0))

    skin = wall(plan(shape.width, shape.long, (0.55, 3.4), (0.12, 4.0)), inset, 0.01)
    axle = -half + shape.axle
    arch = shape.tyre + 0.10
    spec = Hull(skin, low, sill - 0.08, shape.height - 0.20, 0.15, 0.05, ((axle, arch, shape.tyre),))
    corner = float(s_at(skin, -half + 0.34))
    first, last = float(s_at(skin, -half + 0.46)), float(s_at(skin, -half + 1.36))
    panels = [Panel(0, first, low, low + 0.36, "bumper", frame=0)] if shape.dark_bumper else []
    panels += [
        Panel(0, corner, sill - 0.02, head + 0.03, "glass", frame=0.045),
        Panel(first, last, sill - 0.10, head, "glass", frame=0.035),
    ]
    if shape.sleeper and half * 2 - 1.5 > 0.4:
        panels.append(Panel(last + 0.10, last + 0.40, sill + 0.15, head - 0.08, "glass", frame=0.035))
    body = hull(spec, panels, 0.5, 1.0, 0.36)
    return gathered(
        body,
        _face(shape, skin, sill, head, text),
        _sides(shape, skin, spec, first, last, sill, head),
        _inside(shape, sill),
    )


def _face(shape: CabShape, skin: Wall, sill: float, head: float, text: str) -> Meshes:
    out: Meshes = {
        name: [] for name in ("gloss", "trim", "chrome", "clear", "amber", "rubber", "reflector", "paint")
    }
    half, low = shape.long / 2, shape.low
    wide = float(s_at(skin, -half + 0.09))
    z0 = low + 0.11
    lamp = np.array(
        [(wide * 0.60, z0), (wide * 1.08, z0 + 0.02), (wide * 1.10, z0 + 0.19), (wide * 0.62, z0 + 0.17)]
    )
    out["gloss"] += both([blister(skin, lamp, 0.012, 5)])
    for g in (0.26, 0.60):
        s, z = wide * (0.60 + 0.48 * g), z0 + 0.09 + 0.02 * g
        out["chrome"] += both([facing(skin, s, z, disc(0.078, 0.012), 0.008)])
        out["clear"] += both([facing(skin, s, z, lens(0.066, 0.5), 0.014)])
    blink = np.array(
        [
            (wide * 0.98, z0 + 0.03),
            (wide * 1.07, z0 + 0.035),
            (wide * 1.08, z0 + 0.165),
            (wide * 0.99, z0 + 0.155),
        ]
    )
    out["amber"] += both([blister(skin, blink, 0.018, 4, count=16)])
    # grille between bumper and windscreen
    g0, g1 = low + 0.44, sill - 0.20
    w = wide * {"bars": 0.72, "panel": 0.86, "split": 0.62}[shape.grille]
    out["trim" if shape.grille != "panel" else "gloss"].append(
        blister(skin, [(-w, g0), (w, g0), (w * 1.02, g1), (-w * 1.02, g1)], 0.008, 8, dome=8)
    )
    bars = {"bars": 5, "panel": 0, "split": 3}[shape.grille]
    for k in range(bars):
        z = g0 + (g1 - g0) * (k + 0.5) / bars
        run = np.linspace(-w * 0.93, w * 0.93, 11)
        path = on_wall(skin, run, z) + normals_on(skin, run, z) * 0.014
        out["paint" if shape.grille == "split" else "chrome"].append(
            tube(path, 0.016 if shape.grille == "split" else 0.010, 6)
        )
    out["chrome"].append(facing(skin, 0.0, g1 + 0.07, disc(0.075, 0.015), 0.008))
    out["rubber"] += both([seam(skin, [(0.0, g1 + 0.14), (wide * 1.0, g1 + 0.14), (wide * 1.06, g0)], 0.010)])
    air = [
        (-wide * 0.5, low + 0.05),
        (wide * 0.5, low + 0.05),
        (wide * 0.52, low + 0.12),
        (-wide * 0.52, low + 0.12),
    ]
    out["gloss"].append(blister(skin, air, 0.006, 7))
    for name, meshes in plate(text).items():
        out.setdefault(name, []).extend(facing(skin, 0.0, low + 0.22, mesh, 0.012) for mesh in meshes)

    def at(s: float, z: float) -> Float:
        return on_wall(skin, s, z) + normals_on(skin, s, z) * 0.022

    out["rubber"] += wiper(at(0.45, sill), at(0.05, sill + 0.06), at(0.62, sill + 0.5))
    out["rubber"] += wiper(at(-0.25, sill), at(-0.55, sill + 0.06), at(0.02, sill + 0.5))
    out["amber"] += [
        facing(skin, s, shape.height - 0.16, box((0.09, 0.03, 0.035), (0, 0, 0), 0.008, 1), 0.002)
        for s in (-0.75, 0.75)
    ]
    visor = np.linspace(-wide * 0.95, wide * 0.95, 13)
    if shape.height > 2.6:
        lip = on_wall(skin, visor, head + 0.06) + (0, -0.10, 0.02)
        root = on_wall(skin, visor, head + 0.16) + (0, -0.005, 0)
        out["gloss"].append(
            finished([_sheet(np.stack([lip, root])), _sheet(np.stack([lip, root]), flip=True)], 0.5)
        )
    return out


def _sides(
    shape: CabShape, skin: Wall, spec: Hull, first: float, last: float, sill: float, head: float
) -> Meshes:
    out: Meshes = {name: [] for name in ("rubber", "trim", "mirror", "steel", "paint", "amber")}
    half, low = shape.long / 2, shape.low
    axle = -half + shape.axle
    foot = low + 0.40
    door = [
        (first - 0.04, head + 0.05),
        (first - 0.05, foot),
        (float(s_at(skin, axle - spec.arches[0][1] - 0.02)), foot),
    ]
    behind = last + 0.04
    arch_top = float(spec.lower_edge(_y_at(skin, behind)))
    rear = [(behind, max(arch_top + 0.05, foot)), (behind, head + 0.05), (first - 0.04, head + 0.05)]
    out["rubber"] += both([seam(skin, door, 0.010), seam(skin, rear, 0.010)])
    grip = facing(skin, last - 0.12, sill - 0.20, box((0.17, 0.03, 0.035), (0, 0, 0), 0.012, 1), 0.012)
    out["trim"] += both([grip])
    # steps before the wheel
    y = axle - spec.arches[0][1] - 0.16
    for z in (low + 0.12, low + 0.30):
        out["steel"] += both([box((0.05, 0.22, 0.03), (shape.width / 2 - 0.02, y, z), 0.006, 1)])
    # the arch's lip
    radius = spec.arches[0][1] + 0.025
    turn = np.linspace(np.pi - 0.05, 0.05, 20)
    ring = [(float(s_at(skin, axle + radius * np.cos(a))), shape.tyre + radius * np.sin(a)) for a in turn]
    out["trim"] += both([seam(skin, [p for p in ring if p[1] > low], 0.07, 0.008)])
    w = shape.width / 2
    top = (w - 0.03, -half + 0.42, head - 0.02)
    arm = bend(
        [
            top,
            (w + 0.12, -half + 0.34, head),
            (w + 0.15, -half + 0.34, head - 0.75),
            (w - 0.03, -half + 0.42, head - 0.78),
        ],
        0.06,
        3,
    )
    shell = [
        box((0.20, 0.09, 0.40), (w + 0.16, -half + 0.34, head - 0.27), 0.03, 2),
        box((0.19, 0.09, 0.19), (w + 0.16, -half + 0.34, head - 0.60), 0.03, 2),
    ]
    face = [
        box((0.17, 0.004, 0.36), (w + 0.16, -half + 0.387, head - 0.27), 0.001, 1),
        box((0.16, 0.004, 0.16), (w + 0.16, -half + 0.387, head - 0.60), 0.001, 1),
    ]
    out["trim"] += both([tube(arm, 0.014, 6), *shell])
    out["mirror"] += both(face)
    out["amber"] += both(
        [seam(skin, [(first - 0.16, sill - 0.42), (first - 0.08, sill - 0.42)], 0.04, 0.006)]
    )
    if shape.spoiler > 0:
        h = shape.spoiler
        profile = np.array([(0.0, 0.0), (0.25, 0.10 * h), (0.7, 0.6 * h), (1.05, 0.95 * h), (1.25, h)])
        x = np.linspace(-1, 1, 11)
        grid_ = np.stack(
            [
                np.column_stack([
                    x * (w * 0.78), np.full(11, -half + 0.45 + run) + 0.10 * x**2,
                    spec.top - 0.04 + high * (1 - 0.15 * x**4)])
                for run, high in profile
            ]
        )  # fmt: skip
        lower = grid_[:, [0, -1]].copy()
        lower[..., 2] = spec.top - 0.10
        left = np.stack([lower[:, 0], grid_[:, 0]], axis=1)
        right = np.stack([grid_[:, -1], lower[:, 1]], axis=1)
        back = np.stack(
            [grid_[-1], np.column_stack([grid_[-1, :, 0], grid_[-1, :, 1], np.full(11, spec.top - 0.10)])]
        )
        out["paint"].append(
            finished(
                [
                    _sheet(grid_, flip=True),
                    _sheet(left, flip=True),
                    _sheet(right, flip=True),
                    _sheet(back, flip=True),
                ],
                0.6,
            )
        )
    return out


def _y_at(skin: Wall, s: float) -> Float:
    """The outline's y at s."""
    return np.asarray(np.interp(s, skin.s, skin.outline[:, 1]))


def _inside(shape: CabShape, sill: float) -> Meshes:
    half = shape.long / 2
    out = [box((shape.width - 0.22, 0.45, 0.42), (0, -half + 0.55, sill - 0.28), 0.06, 1)]
    for x in (-0.32 * shape.width, 0.27 * shape.width):
        out += [moved(mesh, (x, -half + 1.25, 1.0)) for mesh in seat(0.5, 0.5, 0.72, 0.42)]
    turn = np.linspace(0, 2 * np.pi, 21)[:-1]
    ring = np.column_stack([0.22 * np.cos(turn), 0.14 * np.sin(turn), 0.17 * np.sin(turn)])
    out.append(moved(tube(ring, 0.016, 6, closed=True), (0.27 * shape.width, -half + 0.85, sill + 0.02)))
    out.append(mirrored(box((shape.width - 0.3, 0.04, 1.0), (0, half - 0.14, 1.5), 0.01, 1)))
    return {"seat": out}
