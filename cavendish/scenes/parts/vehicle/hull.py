# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The box of a bus, a tram or a truck's cab: walls with windows and doors cut into them, a roof, arches, a floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cavendish.scenes.parts.vehicle.shell import (
    Wall,
    both,
    finished,
    mirrored,
    on_wall,
    skin,
    turned_inside,
)
from cavendish.scenes.scene import Float, Mesh


@dataclass(frozen=True)
class Panel:
    """A rectangle of a hull's wall in a material of its own. s0 to s1 along the wall, z0 to z1 in height.

    kind: the name of its material; side: 1 for the +X half, -1 for the other, 0 for both; frame: width of the dark
    gasket along its edges.
    """

    s0: float
    s1: float
    z0: float
    z1: float
    kind: str
    side: int = 0
    frame: float = 0.03


@dataclass(frozen=True, eq=False)
class Hull:
    """low: height of the lower edge; sill: below it the walls make way for arches; eave: where the roof begins to turn.

    turn: radius of the turn into the roof; crown: how much the roof rises from there; arches: (y, radius, height of the
    axle) of each.
    """

    wall: Wall
    low: float
    sill: float
    eave: float
    turn: float
    crown: float
    arches: tuple[tuple[float, float, float], ...] = ()

    @property
    def top(self) -> float:
        """Height of the roof."""
        return self.eave + self.turn + self.crown

    def lower_edge(self, y: Float) -> Float:
        """Height of the walls' lower edge at y."""
        low = np.full(np.shape(y), self.low)
        for axle, radius, height in self.arches:
            off = np.abs(y - axle) / radius
            round_ = height + radius * np.sqrt(np.clip(1 - off**2, 0, None))
            low = np.where(off <= 1 + 1e-9, np.maximum(round_, self.low), low)
        return low


def hull(
    spec: Hull,
    panels: Sequence[Panel],
    detail: float = 0.6,
    floor: float | None = None,
    inner: float = 0.4,
    crease: float = 0.6,
) -> dict[str, list[Mesh]]:
    """The hull's meshes by material: "paint", "trim", "under" and the panels' kinds; later panels cover earlier ones.

    detail: distance of the columns where nothing asks for more; floor: height of the floor that is seen from within,
    None for none (and no lining); inner: how far in from the widest the arches reach.
    """
    columns = _columns(spec, panels, detail)
    levels = _levels(spec, panels)
    y = np.interp(columns, spec.wall.s, spec.wall.outline[:, 1])
    low = spec.lower_edge(y)
    rows = []
    for level in levels:
        share = (level - spec.low) / (spec.sill - spec.low)
        z = np.where(level < spec.sill, low + (spec.sill - low) * share, level)
        rows.append(on_wall(spec.wall, columns, z))
    # The turn into the roof shrinks the eave as a whole: an offset along the normals would fold at tight corners.
    edge = on_wall(spec.wall, columns, spec.eave)
    reach_x, reach_y = float(edge[:, 0].max()), float(np.ptp(edge[:, 1])) / 2
    middle_y = float(edge[0, 1] + edge[-1, 1]) / 2
    for angle in np.linspace(0, np.pi / 2, 4)[1:]:
        draw = spec.turn * (1 - np.cos(angle))
        ring = edge.copy()
        ring[:, 0] *= 1 - draw / reach_x
        ring[:, 1] = middle_y + (ring[:, 1] - middle_y) * (1 - draw / reach_y)
        ring[:, 2] = spec.eave + spec.turn * np.sin(angle)
        rows.append(ring)
    points = np.stack(rows)
    points[..., 0] = np.maximum(points[..., 0], 0)
    lip = points[0].copy()
    plan_normal = np.stack([np.interp(columns, spec.wall.s, spec.wall.normal[:, k]) for k in (0, 1)], axis=1)
    lip[:, :2] -= plan_normal * 0.03
    lip[:, 0] = np.maximum(lip[:, 0], 0)

    found: dict[str, list[Mesh]] = {}
    for side in (1, -1):
        kinds = _kinds(columns, levels, panels, side, len(points))
        for kind in np.unique(kinds):
            mesh = skin(points, kinds == kind)
            found.setdefault(str(kind), []).append(mesh if side > 0 else mirrored(mesh))
    rim = points[-1]
    # The roof: rings that shrink onto a line in the middle.
    share = np.array([1.0, 0.75, 0.4, 0.0])[:, None]
    shrink = 1 - (1 - share) * min(float(rim[:, 0].max()) / reach_y, 0.9)
    roof = np.stack(
        [
            rim[:, 0] * share,
            middle_y + (rim[:, 1] - middle_y) * shrink,
            rim[:, 2] + spec.crown * (1 - share**2) + 0 * rim[:, 0],
        ],
        axis=-1,
    )
    found["paint"] += both([skin(np.stack([lip, points[0]])), skin(roof)])
    out = {kind: [finished(meshes, crease)] for kind, meshes in found.items()}

    reach = float(points[..., 0].max()) - inner
    lining = np.stack([lip, lip, lip])
    lining[1:, :, 0] = np.minimum(lip[:, 0], reach)
    lining[2, :, 2] = spec.low
    middle = lining[2].copy()
    middle[:, 0] = 0
    out["under"] = [finished(both([skin(lining[::-1]), skin(np.stack([middle, lining[2]]))]), 0.5)]
    if floor is not None:
        solid = [mesh for kind in ("paint", "band", "gloss") for mesh in out.get(kind, [])]
        out["lining"] = [turned_inside(_between(mesh, floor, spec.eave + 0.01), 0.03) for mesh in solid]
        ceiling = on_wall(spec.wall, columns, spec.eave, -0.03)
        ceiling[:, 0] = np.maximum(ceiling[:, 0], 0)
        out["lining"].append(finished([skin(np.stack([ceiling * (-1, 1, 1), ceiling]))], 0.5))
        edge = on_wall(spec.wall, columns, floor, -0.03)
        edge[:, 0] = np.maximum(edge[:, 0], 0)
        out["floor"] = [finished([skin(np.stack([edge, edge * (-1, 1, 1)]))], 0.5)]
    return out


def _between(mesh: Mesh, low: float, high: float) -> Mesh:
    z = mesh.vertices[mesh.faces][:, :, 2]
    keep = (z.max(axis=1) > low) & (z.max(axis=1) < high)
    return Mesh(mesh.vertices, mesh.faces[keep], mesh.normals, None if mesh.uvs is None else mesh.uvs[keep])


def _columns(spec: Hull, panels: Sequence[Panel], detail: float) -> Float:
    skin_ = spec.wall
    bend = np.abs(np.gradient(np.arctan2(skin_.normal[:, 1], skin_.normal[:, 0]), skin_.s))
    # A column wherever the outline has turned by some degrees or run `detail` metres.
    run = np.cumsum((bend / 0.16 + 1 / detail) * np.gradient(skin_.s))
    count = int(np.ceil(run[-1] - run[0]))
    plain = np.interp(np.linspace(run[0], run[-1], count + 1), run, skin_.s)
    wanted = [edge for p in panels for edge in (p.s0, p.s0 + p.frame, p.s1 - p.frame, p.s1)]
    turn = np.linspace(0, np.pi, 13)
    for axle, radius, height in spec.arches:
        foot = (
            radius * np.sqrt(max(1 - ((spec.low - height) / radius) ** 2, 0)) if spec.low > height else radius
        )
        stop = np.arccos(min(foot / radius, 1.0))
        round_ = axle - radius * np.cos(stop + turn * (1 - 2 * stop / np.pi))
        at = np.concatenate([[axle - foot - 0.015], round_, [axle + foot + 0.015]])
        wanted += np.interp(at, skin_.outline[:, 1], skin_.s).tolist()
    wanted_ = np.unique(np.round(np.clip(wanted, 0, skin_.end), 4))
    wanted_ = wanted_[np.concatenate([[True], np.diff(wanted_) > 0.003])]
    far = np.min(np.abs(plain[:, None] - wanted_[None, :]), axis=1) > 0.04
    far[[0, -1]] = np.min(np.abs(plain[[0, -1], None] - wanted_[None, :]), axis=1) > 1e-3
    return np.sort(np.concatenate([plain[far], wanted_]))


def _levels(spec: Hull, panels: Sequence[Panel]) -> Float:
    wanted = [spec.low, spec.low + 0.04, spec.sill, spec.eave]
    wanted += [edge for p in panels for edge in (p.z0, p.z0 + p.frame, p.z1 - p.frame, p.z1)]
    found = np.unique(np.round(np.clip(wanted, spec.low, spec.eave), 4))
    found = found[np.concatenate([[True], np.diff(found) > 0.002])]
    filled = [found[:1]]
    for a, b in zip(found[:-1], found[1:], strict=True):
        filled.append(np.linspace(a, b, max(int((b - a) / 0.5) + 1, 1) + 1)[1:])
    return np.concatenate(filled)


def _kinds(columns: Float, levels: Float, panels: Sequence[Panel], side: int, rows: int) -> np.ndarray:
    """The material of each cell; a panel that reaches above the eave goes on to the roof's rim."""
    s, z = (columns[1:] + columns[:-1]) / 2, (levels[1:] + levels[:-1]) / 2
    z = np.concatenate([z, np.full(rows - 1 - len(z), levels[-1] + 0.01)])
    kinds = np.full((rows - 1, len(columns) - 1), "paint", dtype="<U12")
    for p in panels:
        if p.side not in (0, side):
            continue
        kinds[np.outer((z > p.z0) & (z < p.z1), (s > p.s0) & (s < p.s1))] = "trim" if p.frame > 0 else p.kind
        f = p.frame
        # A panel that reaches the middle of front or back goes on beyond it: no gasket there.
        left, right = (p.s0 if p.s0 < 1e-6 else p.s0 + f), (p.s1 if p.s1 > columns[-1] - 1e-6 else p.s1 - f)
        kinds[np.outer((z > p.z0 + f) & (z < p.z1 - f), (s > left) & (s < right))] = p.kind
    return kinds
