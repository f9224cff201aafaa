# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A car above the belt: windscreen, side windows, pillars and roof; and the seats within."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import box, curve, moved, tube, turned
from cavendish.scenes.parts.vehicle.car_body import CarShape
from cavendish.scenes.parts.vehicle.shell import both, finished, skin, turned_inside
from cavendish.scenes.scene import Float, Mesh

PAINT, TRIM, GLASS, TINTED = range(4)
LEVELS = np.array([-0.09, 0.0, 0.045, 0.2, 0.4, 0.6, 0.75, 0.87, 0.905, 0.945])
SIDE = (2, 7)  # the levels between which a side window has its glass
SCREEN = (2, 8)


@dataclass(frozen=True, eq=False)
class Canopy:
    """What stands on the belt: points (levels, columns, 3) on the +X side, and the material of each cell."""

    points: Float
    cells: npt.NDArray[np.int64]


def canopy(shape: CarShape, tinted: bool = False, black_pillars: bool = True) -> Canopy:
    """The canopy of a car; tinted: dark glass behind the B pillar."""
    t, w = 0.028, 0.05
    post = TRIM if black_pillars else PAINT
    dark = TINTED if tinted else GLASS
    screen = np.array([0.0, 0.25, 0.5, 0.7, 0.85, 0.94, 0.965])
    # columns of the side as (y at the belt, y at the roof, kind of the cells behind it)
    a, b, c = shape.cowl + shape.bow, *shape.pillars
    ra = shape.header + 0.10
    end, rend = shape.rear_base - 0.20, shape.roof_end - 0.10
    lean = 0.10 + 0.06 * (shape.height < 1.6)  # of the B pillar's top to the rear
    windows: list[tuple[float, float, float, float, int]] = [
        (a + w, ra + w, b - 0.035, b + lean * 0.5 - 0.035, GLASS)
    ]
    if not shape.panelled:
        rc = min(c - shape.rake * 0.75, rend - 0.16)
        if shape.two_door:
            rc = min(c - shape.rake * 0.9, rend - 0.16)
        windows.append((b + 0.035, b + lean * 0.5 + 0.035, c - 0.03, rc - 0.03, dark))
        if shape.quarter and end - c > 0.3:
            windows.append((c + 0.04, rc + 0.04, end - 0.12, rend - 0.16, dark))
    columns: list[tuple[float, float, int]] = [(a, ra, PAINT)]
    for k, (p, rp, q, rq, kind) in enumerate(windows):
        inner = np.linspace(0, 1, 5)
        columns.append((p, rp, TRIM))
        for share in inner[:-1]:
            columns.append((p + t + (q - p - 2 * t) * share, rp + t + (rq - rp - 2 * t) * share, kind))
        columns.append((q - t, rq - t, TRIM))
        final = k == len(windows) - 1
        columns.append((q, rq, PAINT if final else post))
    last, rlast, _ = columns[-1]
    rest = np.linspace(0, 1, 5)[1:]
    columns += [(last + (end - last) * g, rlast + (rend - rlast) * g, PAINT) for g in rest]
    base_y, roof_y = (shape.y([column[k] for column in columns]) for k in (0, 1))

    # feet of the columns: over the cowl, along the shoulders, over the rear deck
    corner, back = base_y[0], base_y[-1]
    xa, xc = float(shape.half(corner)) - 0.025, float(shape.half(back)) - 0.03
    ahead = shape.y(shape.cowl) + shape.bow * screen**2.0
    gate = np.array([0.97, 0.93, 0.86, 0.7, 0.5, 0.25, 0.0])
    behind = shape.y(shape.rear_base) - 0.20 * gate**2.5
    x = np.concatenate([xa * screen, shape.half(base_y) - np.linspace(0.025, 0.03, len(base_y)), xc * gate])
    y = np.concatenate([ahead, base_y, behind])
    foot = np.column_stack([x, y, shape.deck(x, y) - 0.004])
    # heads, on the roof
    width = float(np.max(shape.half(base_y)))
    narrow = np.interp(roof_y, [roof_y[0], roof_y[-1]], [0.0, 0.045])
    hx = width - shape.tumble - narrow - 0.03 * np.clip(1 - (roof_y - roof_y[0]) / 0.5, 0, 1) ** 2
    hy = np.concatenate(
        [shape.y(shape.header) + 0.10 * screen**2, roof_y, shape.y(shape.roof_end) - 0.10 * gate**2.5]
    )
    hx = np.concatenate([hx[0] * screen, hx, hx[-1] * gate])
    head = np.column_stack([hx, hy, _roof(shape, hx, hy)])
    normal = _plan_normals((foot + head)[:, :2] / 2)
    share = LEVELS[:, None, None]
    bulge = np.concatenate(
        [np.full(len(screen), 0.035), np.full(len(base_y), 0.028), np.full(len(gate), 0.03)]
    )
    points = foot + (head - foot) * share
    points[..., :2] += normal * (bulge[:, None] * 4 * share * (1 - share)).clip(-0.004)
    # the turn into the roof
    inner = head.copy()
    inner[:, 0] *= 1 - 0.085 / hx.max()
    inner[:, 1] += 0.085 * (1 - 2 * (hy - hy[0]) / (hy[-1] - hy[0]))
    inner[:, 2] = _roof(shape, inner[:, 0], inner[:, 1])
    f = np.linspace(0, 1, 6)[1:, None, None]
    points = np.concatenate([points, (1 - f) ** 2 * points[-1] + 2 * f * (1 - f) * head + f**2 * inner])

    n, m = len(points), points.shape[1]
    cells = np.full((n - 1, m - 1), PAINT)
    rows = np.arange(n - 1)[:, None]
    kinds = np.array([column[2] for column in columns[:-1]])
    first = len(screen)
    side = np.broadcast_to(kinds, (n - 1, len(kinds))).copy()
    open_ = (side == GLASS) | (side == TINTED) | (side == TRIM)
    side[(rows >= SIDE[1] + 1) & open_] = PAINT
    side[(rows == SIDE[1]) & open_] = TRIM
    side[(rows < SIDE[0]) & open_] = TRIM
    cells[:, first : first + len(kinds)] = side
    for start, stop, kind in ((0, first - 2, GLASS), (m - len(gate) + 1, m - 1, dark)):
        if kind == dark and shape.panelled:
            kind = TINTED
        cells[: SCREEN[1], start:stop] = kind
        cells[: SCREEN[0], start:stop] = TRIM
        cells[SCREEN[1], start:stop] = TRIM
    cells[: SCREEN[1] + 1, first - 2] = TRIM
    cells[: SCREEN[1] + 1, m - len(gate)] = TRIM
    return Canopy(points, cells)


def upper(shape: CarShape, made: Canopy) -> dict[str, list[Mesh]]:
    """The canopy's meshes by material: "paint", "trim", "glass", "tinted" and "lining", its inside."""
    edge = made.points[-1]
    share = np.linspace(-1, 1, 15)
    x = edge[:, :1] * share[None, :]
    y = np.broadcast_to(edge[:, 1:2], x.shape)
    roof = np.stack([x, y, _roof(shape, x, y)], axis=-1)
    top = skin(roof.transpose(1, 0, 2), flip=True)
    out: dict[str, list[Mesh]] = {}
    for kind, name in ((PAINT, "paint"), (TRIM, "trim"), (GLASS, "glass"), (TINTED, "tinted")):
        if np.any(made.cells == kind):
            meshes = both([skin(made.points, made.cells == kind)])
            out[name] = [finished([*meshes, top] if kind == PAINT else meshes, 0.95)]
    solid = [mesh for name in ("paint", "trim") for mesh in out[name]]
    out["lining"] = [turned_inside(mesh, 0.018) for mesh in solid]
    return out


def roof_height(shape: CarShape, x: Float, y: Float) -> Float:
    """Height of the roof at (x, y)."""
    return _roof(shape, np.asarray(x, float), np.asarray(y, float))


def interior(shape: CarShape, rows: int = 2) -> list[Mesh]:
    """Seats, dashboard, steering wheel and shelf, all dark."""
    meshes: list[Mesh] = []
    low = shape.sill + 0.10
    half = float(shape.half(shape.y(shape.pillars[0]))) - 0.10
    dash = shape.cowl + shape.bow
    depth = 0.42
    top = shape.belt - 0.05
    meshes.append(
        box((2 * half + 0.02, depth, top - low), (0, float(shape.y(dash + 0.08)), (top + low) / 2), 0.05, 1)
    )
    hip = low + 0.22
    places: list[tuple[float, tuple[float, ...], float]] = [(shape.pillars[0] - 0.34, (-0.36, 0.36), 0.5)]
    back = shape.pillars[1] - 0.30
    if rows > 1 and not shape.panelled:
        places.append((min(shape.pillars[0] + 0.50, back), (-0.40, 0.0, 0.40), 0.42))
    for run, across, wide in places:
        y = float(shape.y(run))
        for x in across:
            x = x * half / 0.72
            high = min(0.60, shape.height - shape.roof_drop - 0.35 - hip)
            cushion = box((wide, 0.50, 0.16), (x, y, hip - 0.02), 0.05, 1)
            rest = turned(box((wide - 0.02, 0.13, high), (0, 0, high / 2), 0.05, 1), "x", -0.3)
            head = turned(box((0.26, 0.09, 0.17), (0, 0.0, high + 0.11), 0.035, 1), "x", -0.3)
            meshes += [cushion, moved(rest, (x, y + 0.25, hip)), moved(head, (x, y + 0.25, hip))]
    shelf_from = places[-1][0] + 0.55
    shelf_to = shape.rear_base - 0.12
    if shelf_to - shelf_from > 0.15:
        level = shape.belt + 0.3 * shape.kick - 0.08
        middle = float(shape.y((shelf_from + shelf_to) / 2))
        meshes.append(
            box((2 * half, shelf_to - shelf_from, level - low), (0, middle, (level + low) / 2), 0.03, 1)
        )
    turn = np.linspace(0, 2 * np.pi, 21)[:-1]
    ring = np.column_stack([0.18 * np.cos(turn), 0 * turn, 0.18 * np.sin(turn)])
    helm = [tube(ring, 0.014, 6, closed=True), box((0.34, 0.02, 0.05), (0, 0, -0.01), 0.008, 1)]
    at = (0.36 * half / 0.72, float(shape.y(dash + 0.40)), top - 0.01)
    meshes += [moved(turned(mesh, "x", -0.45), at) for mesh in helm]
    return meshes


def _roof(shape: CarShape, x: Float, y: Float) -> Float:
    top, run = shape.height, y + shape.length / 2
    span = shape.roof_end - shape.header
    keys = [
        (shape.header - 0.3, top - 0.19),
        (shape.header, top - 0.085),
        (shape.header + 0.28 * min(span, 1.6), top - 0.018),
        (shape.header + 0.45 * min(span, 1.8), top),
        (0.5 * (shape.header + 0.45 * min(span, 1.8) + shape.roof_end), top - 0.22 * shape.roof_drop),
        (shape.roof_end, top - shape.roof_drop),
        (shape.roof_end + 0.3, top - 2.4 * shape.roof_drop),
    ]
    line = curve(keys, 6)
    half = shape.width / 2 - shape.tumble
    return np.asarray(np.interp(run, *line.T) - 0.05 * np.abs(x / half) ** 2.2)


def _plan_normals(line: Float) -> Float:
    """Outward unit normals (N, 2) of a line (N, 2) from the front over the +X side to the back."""
    ahead = np.gradient(line, axis=0)
    normal = np.column_stack([ahead[:, 1], -ahead[:, 0]])
    normal[0], normal[-1] = (0, -1), (0, 1)
    return np.asarray(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12))
