# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Globes on a stand: the sea, the lands in their rough outlines, an arc of a meridian, a foot."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    cylinder,
    lathe,
    moved,
    placed,
    rotation,
    translation,
    tube,
    with_box_uvs,
)
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh

# Land by cells of 10 degrees: rows from 90 N to 90 S, columns from 180 W to 180 E. Drawn from memory, as a school atlas.
LAND = (
    "...........#.#######.....#..##......",
    "...#########.######....##.##########",
    ".#.########..##.#..#.###############",
    "....########.......##.#############.",
    ".....#######......##############.#..",
    ".....######......#.#.##.#######.#...",
    "......###........############.......",
    ".......#.##......###########.##.....",
    ".........#.......#######.#.#..#.....",
    "..........####....######.....#.#....",
    "..........#####.....####.....####...",
    "..........#####.....###..........#..",
    "...........###......###.#....####...",
    "...........###......##.......#####..",
    "...........##.......#.........#.##..",
    "...........#......................#.",
    ".....................................",
    "####################################",
)
TILT = np.radians(23.4)


def _is_land(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Whether there is land at longitudes and latitudes (degrees), its coast smoothed between the cells."""
    cells = np.array([[c == "#" for c in row[:36]] for row in LAND], float)
    u, v = (lon + 180) / 10 - 0.5, (90 - lat) / 10 - 0.5
    i, j = np.floor(v).astype(int), np.floor(u).astype(int)
    fv, fu = v - i, u - j
    rows = [np.clip(i + k, 0, 17) for k in (0, 1)]
    cols = [(j + k) % 36 for k in (0, 1)]
    value = (1 - fv) * ((1 - fu) * cells[rows[0], cols[0]] + fu * cells[rows[0], cols[1]])
    value += fv * ((1 - fu) * cells[rows[1], cols[0]] + fu * cells[rows[1], cols[1]])
    ragged = 0.1 * np.sin(np.radians(lon) * 9 + 2 * np.sin(np.radians(lat) * 7)) + 0.08 * np.sin(
        np.radians(lat) * 13 + lon * 0.2
    )
    return np.asarray(value + ragged > 0.5)


def globe(
    sea: Material,
    lands: tuple[Material, ...],
    metal: Material,
    foot: Material,
    radius: float = 0.15,
    spin: float = 0.0,
    full: bool = False,
    neck: float = 0.06,
) -> Asset:
    """A globe.

    lands: materials that the lands take by where they are; spin: radians; full: a whole ring round it; neck: the
    stand's height under the arc, metres.
    """
    steps = (40, 80)
    lat = np.linspace(90, -90, steps[0] + 1)
    lon = np.linspace(-180, 180, steps[1] + 1)
    a, o = np.meshgrid(np.radians(lat), np.radians(lon), indexing="ij")
    points = radius * np.stack([np.cos(a) * np.cos(o), np.cos(a) * np.sin(o), np.sin(a)], axis=-1)
    index = np.arange(points.shape[0] * points.shape[1]).reshape(points.shape[:2])
    quads = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1)
    mid_lat, mid_lon = np.meshgrid((lat[1:] + lat[:-1]) / 2, (lon[1:] + lon[:-1]) / 2, indexing="ij")
    group = np.where(
        _is_land(mid_lon, mid_lat),
        1 + (np.floor((mid_lon + 180) / 36 + mid_lat / 50).astype(int) % len(lands)),
        0,
    )
    axis = rotation("y", TILT)
    low = neck + 0.022 + radius * 1.1
    at = translation(0, 0, low) @ axis @ rotation("z", spin)
    flat = points.reshape(-1, 3).astype(np.float32)
    normals = (points.reshape(-1, 3) / radius).astype(np.float32)
    sphere: list[tuple[list[Mesh], Material]] = []
    for k, material in enumerate((sea, *lands)):
        chosen = quads[group == k]
        if not len(chosen):
            continue
        faces = np.concatenate([chosen[:, [0, 1, 2]], chosen[:, [0, 2, 3]]])
        a3, b3, c3 = (flat[faces[:, n]].astype(float) for n in range(3))
        faces = faces[np.linalg.norm(np.cross(b3 - a3, c3 - a3), axis=1) > 1e-10].astype(np.int32)
        mesh = with_box_uvs(Mesh(flat, faces, normals))
        used, small = np.unique(faces, return_inverse=True)
        mesh = Mesh(flat[used], small.reshape(-1, 3).astype(np.int32), normals[used], mesh.uvs)
        sphere.append(([placed(mesh, at)], material))
    arc_r = radius + 0.012
    turn = np.linspace(0, 2 * np.pi, 49)[:-1] if full else np.linspace(-np.pi / 2, np.pi / 2, 30)
    # The arc runs from pole to pole behind the globe's right side, in the plane of its axis.
    arc = np.column_stack([arc_r * np.cos(turn), 0 * turn, arc_r * np.sin(turn)])
    metals = [placed(tube(arc, 0.0045, 10, closed=full), translation(0, 0, low) @ axis)]
    for s in (-1, 1):
        pin = moved(cylinder(0.006, 0.02, 0.001, 12), (0, 0, s * (radius + 0.008) - 0.01))
        metals.append(placed(pin, translation(0, 0, low) @ axis))
    stem = low - arc_r
    profile = [
        (0, 0),
        (radius * 0.58, 0),
        (radius * 0.6, 0.006),
        (radius * 0.52, 0.014),
        (radius * 0.2, 0.022),
        (0.012, 0.035),
    ]
    profile += [
        (0.009, max(stem - 0.03, 0.04)),
        (0.014, stem - 0.012),
        (0.012, stem + 0.003),
        (0, stem + 0.003),
    ]
    feet = [lathe(profile, 36, 0.9)]
    pieces = parts(*sphere, (metals, metal), (feet, foot))
    shift = -float(
        np.mean(
            [
                np.min([p.mesh.vertices[:, 0].min() for p in pieces]),
                np.max([p.mesh.vertices[:, 0].max() for p in pieces]),
            ]
        )
    )
    pieces = tuple(type(p)(moved(p.mesh, (shift, 0, 0)), p.material) for p in pieces)
    return Asset(
        "globe", pieces, {"color": "blue" if sea.color[2] > sea.color[0] else "brown", "material": "paper"}
    )


@sampler("globe")
def globe_rand(rng: np.random.Generator) -> Asset:
    """A globe of 0.22 to 0.34 m."""
    antique = rng.random() < 0.2
    sea = (
        (0.76, 0.65, 0.45)
        if antique
        else finishes.hsv(rng.uniform(0.54, 0.6), rng.uniform(0.35, 0.65), rng.uniform(0.6, 0.85))
    )
    if antique:
        tones = [(0.6, 0.45, 0.28), (0.66, 0.55, 0.33), (0.55, 0.4, 0.3)]
    elif rng.random() < 0.4:
        tones = [(0.45, 0.58, 0.3), (0.72, 0.65, 0.4), (0.55, 0.5, 0.3)]
    else:
        tones = [(0.85, 0.72, 0.35), (0.75, 0.45, 0.4), (0.5, 0.65, 0.4), (0.8, 0.6, 0.65), (0.85, 0.55, 0.3)]
    gloss = float(rng.uniform(0.2, 0.4))
    lands = tuple(materials.plastic(t, gloss) for t in tones)
    metals = [
        materials.metal((0.8, 0.64, 0.36), 0.25),
        materials.metal((0.78, 0.78, 0.79), 0.2),
        materials.plastic((0.06, 0.06, 0.06), 0.35),
    ]
    metal = metals[int(rng.integers(3))]
    return globe(
        materials.plastic(sea, gloss),
        lands,
        metal,
        finishes.wood(rng) if rng.random() < 0.5 else metal,
        float(rng.uniform(0.1, 0.165)),
        float(rng.uniform(0, 2 * np.pi)),
        bool(rng.random() < 0.2),
        float(rng.uniform(0.05, 0.09)),
    )
