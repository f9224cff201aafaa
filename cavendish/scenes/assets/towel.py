# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Towels, folded in a pile or over a rail, and the rails they hang on: bars and heated ladders."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import cylinder, lathe, moved, sheet, tube
from cavendish.scenes.heightfield import fractal
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.parts.ware import facing
from cavendish.scenes.scene import Asset, Float, Material, Mesh

BORDER = 0.025  # metres of closer weave across a towel


class Rail(NamedTuple):
    """A rail on the wall at y = depth/2, and where a towel may hang: the bars' y and z, their radius and half length."""

    asset: Asset
    bars: tuple[tuple[float, float], ...]
    radius: float
    half: float


def folded(
    cloths: list[Material],
    width: float = 0.32,
    depth: float = 0.24,
    layers: int = 4,
    thick: float = 0.018,
    seed: int = 0,
) -> Asset:
    """Towels folded flat in a pile: one for each cloth, each of `layers` layers `thick` metres thick."""
    rng = np.random.default_rng(seed)
    groups: list[tuple[list[Mesh], Material]] = []
    whole = len(cloths) * layers * thick
    shift = float(rng.uniform(0, 50))

    def sagged(points: Float) -> Float:
        # One field for the whole pile, stronger the higher: layers stay upon each other.
        x, y, z = np.moveaxis(points, -1, 0)
        uneven = 0.22 * thick * fractal(np.stack([x * 9 + shift, y * 9], axis=-1), 2, seed % 997)
        rim = 0.35 * thick * (np.abs(2 * x / width) ** 6 + np.clip(2 * y / depth, 0, 1) ** 6)
        return np.stack([x, y, z * (1 + (uneven - rim) / max(whole, 0.03))], axis=-1)

    z = 0.0
    for cloth in cloths:
        w, d = width * float(rng.uniform(0.94, 1.0)), depth * float(rng.uniform(0.92, 1.0))
        dx, dy = rng.uniform(-0.006, 0.006, 2)
        bows = []
        for k in range(
            layers // 2
        ):  # the outermost first; what is folded twice shows one bow within the other
            radius = thick * (layers / 2 - k)
            front = dy - d / 2 + 0.45 * thick * k
            back = dy + d / 2 - float(rng.uniform(0.0, 0.012))
            bows.append(_bow(w - 0.006 * k, front, back, z + thick * layers / 2, radius * 0.985, dx, rng))
        groups.append(([sheet(sagged(bow), thick * 0.93) for bow in bows], cloth))
        # A woven border across the upper side, of a closer weave.
        outer = bows[0]
        end = float(rng.uniform(0.02, 0.05)) + outer[-1, 0, 1] - d
        rows = np.array([end, end + 0.5 * BORDER, end + BORDER]) + 2.2 * thick * layers / 2
        strip = np.repeat(outer[-1:], 3, axis=0)
        strip[..., 1] = rows[:, None]
        strip[..., 2] = outer[-1, :, 2] + 0.0012
        tone = tuple(0.86 * channel for channel in cloth.color)
        woven = materials.fabric((tone[0], tone[1], tone[2]), weave=0.0012, roughness=0.7)
        groups.append(([sheet(sagged(strip), 0.002)], woven))
        z += layers * thick
    pieces = parts(*groups)
    low = min(float(part.mesh.vertices[:, 2].min()) for part in pieces)
    pieces = tuple(type(p)(moved(p.mesh, (0, 0, -low)), p.material) for p in pieces)
    return Asset("towel", centred(pieces), {"material": "cloth", "kind": "folded"})


def _bow(
    width: float, front: float, back: float, middle: float, radius: float, x: float, rng: np.random.Generator
) -> Float:
    """The outside of a cloth folded round a line along X, (M, N, 3): below from the back, over the front, back above.

    front, back: y of the fold and the edges; middle: z of the fold; radius: of its outside. Metres.
    """
    turn = np.linspace(-np.pi / 2, -1.5 * np.pi, 11)
    flat = np.linspace(back, front + radius, 7)[:-1]
    y = np.concatenate([flat, front + radius + radius * np.cos(turn), flat[::-1]])
    z = np.concatenate([0 * flat - radius, radius * np.sin(turn), 0 * flat + radius]) + middle
    across = np.linspace(width / 2, -width / 2, 13)
    phase = rng.uniform(0, 6.3, 3)
    wave = 0.0025 * np.sin(across * 23 + phase[0]) + 0.002 * np.sin(across * 47 + phase[1])
    edge = 0.003 * np.sin(across * 17 + phase[2])
    near = np.clip((y - front) / (back - front), 0, 1)[:, None]
    return np.stack(
        np.broadcast_arrays(across + x, y[:, None] + wave * (1 - near) + edge * near, z[:, None]), axis=-1
    )


def hung(
    cloth: Material,
    band: Material | None,
    width: float = 0.42,
    drop: float = 0.5,
    behind: float = 0.42,
    radius: float = 0.01,
    wave: float = 0.004,
    seed: int = 0,
) -> tuple[Asset, float]:
    """A towel over a bar of `radius` along X, and the bar's height over the towel's lowest edge. The front is at -Y.

    drop, behind: how far it hangs down before and behind the bar; band: of a woven border at its front. Metres.
    """
    rng = np.random.default_rng(seed)
    thick = 0.006
    r = radius + 0.0012
    turn = np.linspace(np.pi, 0, 9)
    over = [(r * np.cos(a), r * np.sin(a)) for a in turn]
    down = np.linspace(0, 1, 12)
    front = [(-r - 0.004 * (1 - u), -drop * (1 - u)) for u in down[:-1]]
    back = [(r + 0.002 * u, -behind * u) for u in down[1:]]
    path = np.array([*front, *over, *back])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    phase = rng.uniform(0, 2 * np.pi, 3)

    def at(u: Float, v: Float) -> tuple[Float, Float, Float]:
        s = u * length[-1]
        y, z = np.interp(s, length, path[:, 0]), np.interp(s, length, path[:, 1])
        fall = np.clip(-z / max(drop, behind), 0, 1)
        # Folds grow towards the hem and only outwards, off the bar and off its own other half.
        ripple = 0.5 + 0.5 * np.sin(2 * np.pi * (1.7 * v) + phase[0]) * np.cos(3.1 * v + phase[1])
        y = y + np.where(y < 0, -1.0, 0.35) * fall * wave * ripple * 2.5
        x = (v - 0.5) * width * (1 - 0.02 * fall * np.sin(3 * v + phase[2]))
        return x, y, z

    # Rows are denser over the bar, so that the bend over the bar keeps its roundness.
    rows = np.unique(
        np.concatenate(
            [np.linspace(0, 1, 22), np.linspace(drop * 0.97, length[-1] - behind * 0.97, 14) / length[-1]]
        )
    )
    mesh_v = np.linspace(0, 1, 15)
    u, v = np.meshgrid(rows, mesh_v, indexing="ij")
    points = np.stack(at(u, v), axis=-1)
    skin = points - thick * _inward(points)
    meshes = [sheet(skin if _faces_out(skin) else skin[:, ::-1], thick)]
    bands: list[Mesh] = []
    if band is not None:
        start = 0.09 / length[-1]
        rows = np.linspace(start, start + 0.045 / length[-1], 4)
        u, v = np.meshgrid(rows, mesh_v, indexing="ij")
        strip = np.stack(at(u, v), axis=-1)
        strip = strip + (0.0, -thick - 0.0015, 0.0)
        bands.append(sheet(strip if _faces_out(strip) else strip[:, ::-1], 0.002))
    pieces = parts((meshes, cloth), (bands, band or cloth))
    low = min(float(p.mesh.vertices[:, 2].min()) for p in pieces)
    pieces = tuple(type(p)(moved(p.mesh, (0, 0, -low)), p.material) for p in pieces)
    return Asset("towel", pieces, {"material": "cloth", "kind": "hanging", "mount": "rail"}), -low


def _inward(points: Float) -> Float:
    """Unit vectors (M, N, 3) square to the path of a hung towel, towards the bar."""
    along = np.gradient(points, axis=0)
    along[..., 0] = 0
    along /= np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), 1e-9)
    return np.stack([0 * along[..., 0], along[..., 2], -along[..., 1]], axis=-1)


def _faces_out(points: Float) -> bool:
    """Whether the first row's front (down x along) looks to -Y."""
    down, along = points[1, 0] - points[0, 0], points[0, 1] - points[0, 0]
    return bool(np.cross(down, along)[1] < 0)


def towel_rail(
    metal: Material,
    kind: str = "bar",
    width: float = 0.6,
    height: float = 0.9,
    rungs: tuple[int, ...] = (4, 4),
    depth: float = 0.085,
) -> Rail:
    """A rail whose back is on the wall at y = depth/2.

    kind: bar, double (two bars) or ladder (a heated one, `height` high, its rungs in groups from below).
    """
    back = depth / 2
    metals: list[Mesh] = []
    if kind == "ladder":
        y = back - 0.06
        for s in (-1, 1):
            metals.append(moved(cylinder(0.015, height, 0.005, 16), (s * (width / 2 - 0.015), y, 0)))
        pitch = 0.042
        gap = (height - 0.08 - pitch * (sum(rungs) - len(rungs))) / max(len(rungs) - 1, 1)
        z = 0.04
        levels = []
        for group in rungs:
            levels += [z + pitch * k for k in range(group)]
            z += pitch * (group - 1) + gap
        for level in levels:
            metals.append(
                tube(
                    [(-width / 2 + 0.015, y - 0.004, level), (width / 2 - 0.015, y - 0.004, level)],
                    0.011,
                    12,
                    caps=False,
                )
            )
        for s in (-1, 1):
            for level in (0.07, height - 0.07):
                metals.append(
                    facing(cylinder(0.012, 0.06, 0.001, 12), (s * (width / 2 - 0.015), back, level))
                )
        tops = [levels[sum(rungs[: k + 1]) - 1] for k in range(len(rungs))]
        bars = tuple((y - 0.004, level) for level in tops)
        radius = 0.011
    else:
        low = 0.026
        lines = (
            [(-back + 0.012, low)] if kind == "bar" else [(-back + 0.012, low), (back - 0.05, low + 0.075)]
        )
        for y, z in lines:
            metals.append(tube([(-width / 2 + 0.006, y, z), (width / 2 - 0.006, y, z)], 0.008, 14))
        for s in (-1, 1):
            x = s * (width / 2 - 0.012)
            for y, z in lines:
                metals.append(facing(cylinder(0.011, back - y + 0.006, 0.003, 14), (x, back, z)))
            metals.append(
                facing(
                    lathe([(0, 0), (0.025, 0), (0.025, 0.004), (0.016, 0.01), (0, 0.01)], 20), (x, back, low)
                )
            )
        bars, radius = tuple(lines), 0.008
    pieces = parts((metals, metal))
    floor = min(float(p.mesh.vertices[:, 2].min()) for p in pieces)
    pieces = tuple(type(p)(moved(p.mesh, (0, 0, -floor)), p.material) for p in pieces)
    bars = tuple((y, z - floor) for y, z in bars)
    asset = Asset("towel rail", pieces, {"material": "metal", "kind": {"ladder": "heated"}.get(kind, kind)})
    return Rail(asset, bars, radius, width / 2 - 0.04)


def terry(rng: np.random.Generator) -> Material:
    """Towelling: white mostly, else a plain colour."""
    if rng.random() < 0.4:
        level = float(rng.uniform(0.88, 0.96))
        return materials.fabric((level, level, level * 0.98), weave=0.0022, seed=finishes.seed(rng))
    return materials.fabric(finishes.cloth_color(rng), weave=0.0022, seed=finishes.seed(rng))


def hung_rand(rng: np.random.Generator, radius: float, widest: float, longest: float) -> tuple[Asset, float]:
    """A towel for a bar, as `hung`; longest: how far it may hang down."""
    cloth = terry(rng)
    drop = min(float(rng.uniform(0.3, 0.62)), longest)
    band = (
        materials.fabric(finishes.cloth_color(rng), weave=0.002, seed=finishes.seed(rng))
        if rng.random() < 0.4
        else None
    )
    return hung(
        cloth,
        band,
        min(float(rng.uniform(0.28, 0.55)), widest),
        drop,
        drop * float(rng.uniform(0.75, 0.97)),
        radius,
        float(rng.uniform(0.001, 0.006)),
        int(rng.integers(1 << 16)),
    )


def rail_rand(rng: np.random.Generator, kind: str | None = None) -> Rail:
    """A rail of 0.4 to 0.7 m."""
    kind = kind or str(rng.choice(["bar", "double", "ladder"], p=[0.45, 0.15, 0.4]))
    chrome = materials.metal((0.8, 0.8, 0.81), 0.12)
    pick = rng.random()
    white = materials.paint((0.93, 0.93, 0.92), 0.2)
    metal = (
        white
        if kind == "ladder" and pick < 0.5
        else chrome
        if pick < 0.85
        else materials.metal((0.07, 0.07, 0.07), 0.4)
    )
    height = float(rng.uniform(0.75, 1.6))
    groups = 2 if height < 0.9 else 3 if height < 1.3 else 4
    rungs = tuple(int(n) for n in rng.integers(3, 6, groups))
    return towel_rail(
        metal,
        kind,
        float(rng.uniform(0.4, 0.6) if kind == "ladder" else rng.uniform(0.45, 0.7)),
        height,
        rungs,
        0.085 if kind != "double" else 0.14,
    )


def folded_rand(rng: np.random.Generator, count: int | None = None) -> Asset:
    """One to four folded towels."""
    count = count or int(rng.integers(1, 5))
    width = float(rng.uniform(0.24, 0.36))
    layers = int(rng.choice([2, 4]))
    return folded(
        [terry(rng) for _ in range(count)],
        width,
        width * float(rng.uniform(0.62, 0.8)),
        layers,
        float(rng.uniform(0.019, 0.023) if layers == 2 else rng.uniform(0.012, 0.017)),
        int(rng.integers(1 << 16)),
    )


@sampler("towel")
def towel_rand(rng: np.random.Generator) -> Asset:
    """Folded towels."""
    return folded_rand(rng)


@sampler("towel rail")
def towel_rail_rand(rng: np.random.Generator) -> Asset:
    """A rail of 0.4 to 0.7 m, or a heated ladder of up to 1.6 m."""
    return rail_rand(rng).asset
