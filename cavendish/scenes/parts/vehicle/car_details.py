# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What lies on a car's body: lamps, grille, intakes, plates, door seams, handles, mirrors, wipers, exhaust, rails."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry import bend, box, cylinder, moved, tube, turned
from cavendish.scenes.parts.vehicle.car_body import CarShape
from cavendish.scenes.parts.vehicle.car_cabin import Canopy, roof_height
from cavendish.scenes.parts.vehicle.car_face import Details, face
from cavendish.scenes.parts.vehicle.fittings import (
    disc,
    gathered,
    handle,
    plate,
    side_mirror,
    wiper,
)
from cavendish.scenes.parts.vehicle.shell import (
    blister,
    both,
    facing,
    finished,
    mirrored,
    normals_on,
    on_wall,
    ribbon,
    s_at,
    seam,
)
from cavendish.scenes.parts.vehicle.shell import skin as _sheet
from cavendish.scenes.scene import Float, Mesh

Meshes = dict[str, list[Mesh]]


def details(shape: CarShape, made: Canopy, style: Details) -> Meshes:
    """All that lies on the body, by material."""
    return gathered(
        face(shape, style), _back(shape, style), _sides(shape, style), _glasswork(shape, made), _roofwork(shape, made, style)
    )  # fmt: skip


def _back(shape: CarShape, style: Details) -> Meshes:
    skin, t, low, end = shape.wall, shape.tail, shape.sill, shape.wall.end
    out: Meshes = {
        name: [] for name in ("trim", "chrome", "red", "paint", "amber", "rubber", "gloss", "clear", "steel")
    }
    corner = end - float(s_at(skin, shape.y(shape.length - 0.12)))  # metres from the middle to the corner
    top = t - 0.055
    kind = style.taillamps
    inner, outer, bottom = {
        "upright": (corner - 0.13, corner + 0.16, 0.62 * t + 0.03),
        "wrap": (corner - 0.34, corner + 0.22, 0.72 * t),
        "bar": (corner - 0.30, corner + 0.26, 0.80 * t),
    }[kind]
    lamp = np.array(
        [(end - outer, bottom + 0.03), (end - inner, bottom), (end - inner, top - 0.01), (end - outer, top)]
    )
    grown = lamp + np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * 0.010
    power = 5.0 if kind == "upright" else 3.8
    out["gloss"] += both([blister(skin, grown, 0.006, power)])
    out["red"] += both([blister(skin, lamp, 0.014, power, dome=3)])
    low_z, high_z = lamp[1, 1], lamp[2, 1]
    for name, a, b in (("clear", 0.12, 0.32), ("amber", 0.36, 0.52)):
        z0, z1 = low_z + (high_z - low_z) * a, low_z + (high_z - low_z) * b
        g = (outer - inner) * 0.16
        piece = np.array(
            [
                (end - outer + 2.4 * g, z0),
                (end - inner - g * 0.7, z0),
                (end - inner - g * 0.7, z1),
                (end - outer + 2.4 * g, z1),
            ]
        )
        out[name] += both([blister(skin, piece, 0.0185, 5, rings=3, count=20)])
    if kind == "bar":
        strip = [
            (float(s), (bottom + top) / 2) for s in np.linspace(end - inner - 0.01, end + inner + 0.01, 16)
        ]
        out["red"].append(_across(shape, strip, 0.035))
    # tailgate or boot lid
    gate = corner - 0.07
    level = 0.62 * t
    line = [
        (end - gate, t - 0.02),
        (end - gate + 0.015, level + 0.03),
        (end - gate + 0.06, level),
        (end, level),
    ]
    if shape.rear_base < shape.length - 0.4:
        line[0] = (end - gate, t - 0.005)
    out["rubber"] += both([seam(skin, line, 0.007)])
    out["rubber"] += both(
        [
            seam(
                skin,
                [
                    (float(s_at(skin, shape.axles[1] + shape.arch + 0.005)), level - 0.03),
                    (end - outer + 0.03, level),
                ],
                0.007,
            )
        ]
    )
    room = (bottom if kind != "upright" else top - 0.16) if kind != "bar" else bottom - 0.02
    high = level + 0.085 if room - level > 0.12 else 0.47 * t
    tag = plate(style.number)
    for name in tag:
        out.setdefault(name, []).extend(facing(skin, end, high, mesh, 0.010) for mesh in tag[name])
    out["chrome"].append(facing(skin, end, min(high + 0.15, t - 0.05), disc(0.036, 0.012), 0.003))
    out["chrome" if style.chrome else "trim"].append(
        facing(skin, end, high + 0.082, box((0.60, 0.02, 0.024), (0, 0, 0), 0.006, 1), 0.002)
    )
    # lower bumper: a dark skirt, reflectors, exhaust
    wide = corner * 0.92
    skirt = [
        (end - wide, low + 0.035),
        (end, low + 0.035),
        (end, low + 0.15),
        (end - wide * 0.96, low + 0.14),
    ]
    both_sides = np.array([skirt[0], (end + wide, low + 0.035), (end + wide * 0.96, low + 0.14), skirt[3]])
    out["trim"].append(_patch_back(shape, both_sides))
    out["red"] += both(
        [seam(skin, [(end - wide * 1.0, low + 0.19), (end - wide * 0.78, low + 0.19)], 0.03, 0.004)]
    )
    if style.dark_bumpers:
        strip = [
            (s, 0.53 * t) for s in np.linspace(float(s_at(skin, shape.axles[1] + shape.arch + 0.02)), end, 20)
        ]
        out["trim"] += both([seam(skin, strip, 0.13, 0.006)])
    pipe = turned(cylinder(0.03, 0.22, 0.002, 16), "x", -np.pi / 2)
    out["steel"].append(moved(pipe, (0.48, shape.length / 2 - 0.26, low + 0.025)))
    return out


def _across(shape: CarShape, path: list[tuple[float, float]], width: float) -> Mesh:
    """A strip across the middle of the back; s beyond the end is on the other side."""
    end = shape.wall.end
    s, z = np.array(path).T
    over = s > end
    s = np.where(over, 2 * end - s, s)
    points = on_wall(shape.wall, s, z)
    normals = normals_on(shape.wall, np.minimum(s, end - 0.01), z)
    flip = np.where(over, -1.0, 1.0)
    points[:, 0] *= flip
    normals[:, 0] *= flip
    return ribbon(points, normals, width, 0.006)


def _patch_back(shape: CarShape, corners: Float) -> Mesh:
    """A dark field across the middle of the back, out of two halves."""
    end = shape.wall.end
    half = np.array([corners[0], (end, corners[0, 1]), (end, corners[3, 1]), corners[3]])
    z = np.linspace(0, 1, 5)[:, None]
    s = half[0, 0] + (end - half[0, 0]) * np.linspace(0, 1, 12)[None, :]
    level = half[0, 1] + (half[3, 1] - half[0, 1]) * z + 0 * s
    points = on_wall(shape.wall, s + 0 * z, level, 0.004)
    piece = _sheet(points)
    return finished([piece, mirrored(piece)], 1.0)


def _sides(shape: CarShape, style: Details) -> Meshes:
    skin, low = shape.wall, shape.sill
    out: Meshes = {name: [] for name in ("rubber", "trim", "shell", "mirror", "amber", "chrome", "paint")}
    b, c = shape.pillars
    front_axle, rear_axle = shape.axles

    def place(y: float, z: float) -> tuple[float, float]:
        return float(s_at(skin, y)), z

    bottom = low + 0.09

    def top(y: float) -> float:
        return float(shape.shoulder(np.array(y))) - 0.012

    first = max(float(shape.y(shape.cowl + shape.bow + 0.03)), front_axle + shape.arch + 0.09)
    post = float(shape.y(b))
    doors = [
        [
            place(first - 0.04, top(first)),
            place(first, 0.5 * shape.belt + 0.08),
            place(first + 0.015, bottom + 0.05),
            place(first + 0.06, bottom),
        ]
    ]
    doors[0] += [place(post - 0.04, bottom), place(post, bottom + 0.05), place(post, top(post))]
    ends = [post]
    if not shape.two_door:
        last = min(float(shape.y(c)), rear_axle + 0.22)
        knee = rear_axle - shape.arch - 0.07
        turn = np.linspace(np.pi * 0.86, np.pi * 0.52, 8)
        reach = shape.arch + 0.06
        arc = [(rear_axle + reach * np.cos(a), shape.tyre + reach * np.sin(a)) for a in turn]
        arc = [p for p in arc if p[0] < last - 0.05]
        line = [
            (post, bottom + 0.05),
            (post + 0.04, bottom),
            (knee - 0.05, bottom),
            (knee, bottom + 0.05),
            *arc,
        ]
        line += [(last, max(arc[-1][1] + 0.07 if arc else 0.0, 0.74 * shape.belt)), (last, top(last))]
        doors.append([place(*p) for p in line])
        ends.append(last)
    out["rubber"] += both([seam(skin, line, 0.008) for line in doors])
    for y in ends:
        z = top(y) - 0.115
        at = on_wall(skin, *place(y - 0.14, z))
        normal = normals_on(skin, *place(y - 0.14, z))
        tilt = float(np.arcsin(np.clip(normal[2], -1, 1)))
        grip = [moved(turned(mesh, "y", -tilt), at) for mesh in handle()]
        out["chrome" if style.chrome else "paint"] += both(grip)
        recess = np.array(
            [
                place(y - 0.21, z - 0.026),
                place(y - 0.07, z - 0.026),
                place(y - 0.07, z + 0.026),
                place(y - 0.21, z + 0.026),
            ]
        )
        out["trim"] += both([blister(skin, recess, 0.0015, 3, rings=2, count=20)])
    if style.rub_strip:
        level = low + 0.36 * (shape.belt - low)
        run = np.linspace(
            first + 0.04, ends[-1] - 0.05 if len(ends) == 1 else rear_axle - shape.arch - 0.1, 16
        )
        out["trim"] += both([seam(skin, [place(y, level) for y in run], 0.045, 0.008)])
    flap = place(rear_axle + 0.16, 0.82 * shape.belt + 0.5 * shape.kick)
    turn = np.linspace(0, 2 * np.pi, 25)
    loop = [(flap[0] + 0.075 * np.cos(a), flap[1] + 0.075 * np.sin(a)) for a in turn]
    out["rubber"].append(mirrored(seam(skin, loop, 0.006, step=0.02)))
    blink = [
        place(front_axle + shape.arch + 0.04, 0.72 * shape.belt),
        place(front_axle + shape.arch + 0.10, 0.72 * shape.belt),
    ]
    out["amber"] += both([seam(skin, blink, 0.022, 0.004)])
    if shape.clad:
        for axle in shape.axles:
            far = shape.arch + 0.024
            turn = np.linspace(np.pi + 0.15, -0.15, 22)
            ring = [place(axle + far * np.cos(a), shape.tyre + far * np.sin(a)) for a in turn]
            out["trim"] += both([seam(skin, [p for p in ring if p[1] > low + 0.02], 0.055, 0.006)])
    # mirrors at the front corner of the front windows
    tall = shape.height > 1.6
    glass = side_mirror((0.20, 0.11 if not tall else 0.12, 0.135 if not tall else 0.17), 0.155)
    y = float(shape.y(shape.cowl + shape.bow + 0.10))
    foot = (float(shape.half(y)) - 0.03, y, float(shape.shoulder(np.array(y))) + 0.015)
    for name, meshes in glass.items():
        out[name] += both([moved(mesh, foot) for mesh in meshes])
    return out


def _glasswork(shape: CarShape, made: Canopy) -> Meshes:
    """Wipers along the foot of the windscreen, and one behind."""
    p = made.points
    foot = p[1, :7]
    out = []

    def on_screen(x: float, level: int) -> Float:
        row = p[level, :7]
        return np.array([np.interp(x, row[:, 0], row[:, k]) for k in range(3)]) * (1, 1, 1) + (
            0,
            -0.018,
            0.012,
        )

    def signed(x: float, level: int) -> Float:
        q = on_screen(abs(x), level)
        q[0] = x
        return q

    wide = float(foot[-1, 0])
    out += wiper(signed(0.55 * wide, 1), signed(0.85 * wide, 1), signed(0.10 * wide, 2))
    out += wiper(signed(-0.10 * wide, 1), signed(0.12 * wide, 1), signed(-0.70 * wide, 2))
    if shape.rear_base > shape.length - 0.45 and not shape.panelled:
        row, high = p[2], p[3]
        x = 0.45 * float(row[-7, 0])
        a = np.array([0.0, row[-1, 1] + 0.02, row[-1, 2]])
        b = np.array([x, float(np.interp(x, high[:-8:-1, 0], high[:-8:-1, 1])) + 0.016, high[-1, 2] - 0.09])
        out += wiper(a, (a + b) / 2 * (0.6, 1, 1) + (0, 0.008, 0), b)
    return {"rubber": out}


def _roofwork(shape: CarShape, made: Canopy, style: Details) -> Meshes:
    out: Meshes = {"trim": [], "steel": [], "paint": [], "red": []}
    inner = made.points[-1]
    if style.rails:
        y = np.linspace(shape.y(shape.header + 0.30), shape.y(shape.roof_end - 0.22), 8)
        x = np.interp(y, inner[:, 1], inner[:, 0]) - 0.005
        z = roof_height(shape, x, y)
        path = np.column_stack([x, y, z + 0.045])
        path = np.vstack([path[0] - (0, 0.05, 0.05), path, path[-1] + (0, 0.05, -0.05)])
        rail = [tube(bend(path, 0.05, 3), 0.013, 6)]
        for k in (2, 5):
            rail.append(tube([path[k] - (0, 0, 0.05), path[k]], 0.012, 6))
        out["steel" if style.chrome else "trim"] += both(rail)
    y_end = float(shape.y(shape.roof_end)) - 0.16
    z_end = float(roof_height(shape, np.array(0.0), np.array(y_end)))
    fin = box((0.03, 0.13, 0.05), (0, y_end, z_end + 0.022), 0.012, 1)
    out["paint" if style.rails else "trim"].append(fin)
    if shape.rear_base > shape.length - 0.45:
        # the spoiler over the rear window, with the third brake lamp
        row = made.points[10]
        x = np.linspace(-0.92, 0.92, 13) * float(row[-7, 0])
        y = np.interp(np.abs(x), row[::-1][:10, 0], row[::-1][:10, 1])
        z = np.interp(np.abs(x), row[::-1][:10, 0], row[::-1][:10, 2])
        path = np.column_stack([x, y + 0.02, z + 0.002])
        out["paint"].append(tube(path, 0.026, 8))
        out["red"].append(box((0.24, 0.02, 0.016), (0, float(y[6]) + 0.045, float(z[6]) - 0.004), 0.003, 1))
    for side in (-1, 1):  # doors' joints with the roof: the drip rails
        y = np.linspace(shape.y(shape.header + 0.25), shape.y(shape.roof_end - 0.2), 10)
        x = np.interp(y, inner[:, 1], inner[:, 0]) - 0.02
        points = np.column_stack([side * x, y, roof_height(shape, x, y)])
        normals = np.broadcast_to([side * 0.15, 0.0, 0.99], points.shape)
        out["trim"].append(ribbon(points, normals, 0.012, 0.003))
    return out
