# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The room around a surface: walls, a window, the piece of furniture itself, what stands about, a lamp."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import ASSETS, Sampler
from cavendish.scenes.assets.carton import carton
from cavendish.scenes.assets.tote import tote
from cavendish.scenes.furnish.common import finish
from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.layout import Layout, add, against, anywhere, beside, extent, footprint, try_add, within
from cavendish.scenes.scene import Asset, Light, Material, Object, Region
from cavendish.scenes.shell import PLINTH, Interior, shell
from cavendish.scenes.tabletop.pack import Patch
from cavendish.scenes.tabletop.theme import Surface, Theme

Rng = np.random.Generator
SAMPLES = 8  # of a kind of furniture, tried before another room is
TALLEST = 1.05  # metres: nobody works on a higher surface
HEAD = 1.0  # metres between a surface and a lamp over it


@dataclass(frozen=True, eq=False)
class Stage:
    """A room with a surface. still: what things fall on; others: what they must not pierce; air: where a camera may be."""

    layout: Layout
    lights: tuple[Light, ...]
    patch: Patch
    still: tuple[Object, ...]
    others: tuple[Object, ...]
    air: Region


def stage(
    theme: Theme, surface: Surface, dark: bool, rng: Rng, things: Mapping[str, Sampler] = ASSETS
) -> Stage:
    """A room for a theme. dark: whether its lamp is on for sure."""
    layout = Layout(
        float(rng.uniform(3.0, 4.4)),
        float(rng.uniform(3.0, 4.4)),
        float(rng.uniform(2.4, 2.9)),
        PLINTH,
        things=things,
    )
    interior = Interior(_floor, sill=(0.85, 1.06), tall=(1.1, 1.4), wide=(1.2, 2.2), curtains=0.35)
    _, lights = shell(layout, interior, rng)
    floor = layout.objects[0]
    if surface == "floor":
        owner, at = floor, rng.uniform(-0.35, 0.35, 2)
        pose, size, high = translation(float(at[0]), float(at[1]), 0), (0.6, 0.6), 0.0
    else:
        owner = _furniture(layout, surface, rng)
        place = max(
            owner.asset.supports, key=lambda s: (s.headroom > 1, (s.x[1] - s.x[0]) * (s.y[1] - s.y[0]))
        )
        middle = ((place.x[0] + place.x[1]) / 2, (place.y[0] + place.y[1]) / 2)
        size, high = ((place.x[1] - place.x[0]) / 2, (place.y[1] - place.y[0]) / 2), place.z
        slack = max(size[0] - theme.reach, 0.0)
        pose = owner.pose @ translation(middle[0] + float(rng.uniform(-slack, slack)), middle[1], high)
        size = (size[0] - abs(float((np.linalg.inv(owner.pose) @ pose)[0, 3]) - middle[0]), size[1])
    if theme.holder is not None:
        made = _holder(theme.holder, rng)
        inner = _inside(made)
        turn = rotation("z", float(rng.normal(0, 0.15)))
        # Off the wall, as far as its foot stays on the surface: its flaps reach out.
        spots = [
            pose @ translation(0, -by, 0) @ turn
            for by in np.arange(0, max(size[1] - inner[1], 0) + 0.01, 0.01)
        ]
        free = (spot for spot in spots if within(layout, footprint(made, spot)))
        holder = add(layout, made, next(free, spots[-1]))
        patch = Patch(holder.pose @ translation(0, 0, 0.012), inner, 0.3)
        still: tuple[Object, ...] = (owner, holder)
    else:
        half = (min(size[0], theme.reach), min(size[1], 0.8 * theme.reach))
        patch = Patch(pose, half, 0.02 + max(size[0] - half[0], size[1] - half[1]))
        still = (owner,)
    if surface in ("table", "desk") and rng.random() < 0.75:
        _chair(layout, owner, rng)
    spot = patch.pose[:3, 3]
    _lamp(layout, (float(spot[0]), float(spot[1])), float(spot[2]), dark, rng)
    finish(layout, rng, 0.3, ("plant", "floor lamp"))
    reach = np.array([patch.half[0] + 0.6, patch.half[1] + 0.6])
    corner = np.array([layout.width / 2 - 0.2, layout.depth / 2 - 0.2])
    low, up = np.maximum(spot[:2] - reach, -corner), np.minimum(spot[:2] + reach, corner)
    top = min(float(spot[2]) + 1.15, layout.height - 0.45)
    air = Region(
        (float(low[0]), float(low[1]), float(spot[2]) + 0.4),
        (float(up[0]), float(up[1]), max(top, float(spot[2]) + 0.6)),
    )
    others = tuple(t for t in layout.objects if t.id not in {s.id for s in still} and _near(t, patch))
    return Stage(layout, tuple(lights), patch, still, others, air)


def _furniture(layout: Layout, surface: Surface, rng: Rng) -> Object:
    for k in range(2 * SAMPLES):
        made = (layout.things if k < SAMPLES else ASSETS)[surface](rng)  # all of a pack may be too long
        if not made.supports or extent(made)[1][2] > TALLEST:
            continue
        if surface in ("table", "coffee table") and rng.random() < 0.6:
            placed = anywhere(layout, made, rng, square=True)
        else:
            placed = against(layout, made, rng, gap=0.03)
        if placed is not None:
            return placed
    return add(layout, made, np.eye(4))


def _near(thing: Object, patch: Patch) -> bool:
    """Whether what is on a patch could reach a thing; a floor and a ceiling are never in its way."""
    if thing.category in ("floor", "ceiling", "ground"):
        return False
    low, high = extent(thing.asset)
    corners = np.array(
        [[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    )
    local = corners @ thing.pose[:3, :3].T + thing.pose[:3, 3]
    reach = np.hypot(*patch.half) + patch.spill + 0.3
    middle = patch.pose[:3, 3]
    apart = np.maximum(local.min(axis=0) - middle, middle - local.max(axis=0))
    return bool(np.all(apart[:2] < reach) and local[:, 2].max() > middle[2])


def _inside(holder: Asset) -> tuple[float, float]:
    size = holder.attributes["inside"].split()
    return float(size[0]) / 2, float(size[1]) / 2


def _holder(kind: str, rng: Rng) -> Asset:
    """An open tote, or an open carton with its flaps turned out."""
    if kind == "tote":
        width, depth = ((0.4, 0.3), (0.6, 0.4))[int(rng.random() < 0.35)]
        tone = finishes.hsv(
            float(rng.choice([0.6, 0.0, 0.12])), rng.uniform(0.0, 0.8), rng.uniform(0.25, 0.75)
        )
        made = tote(
            width, depth, float(rng.choice([0.12, 0.17])), materials.plastic(tone, 0.45, finishes.seed(rng))
        )
        inner = (width - 0.06, depth - 0.06)
    else:
        width = float(rng.uniform(0.36, 0.5))
        depth = width * float(rng.uniform(0.7, 0.85))
        light = float(rng.uniform(0.85, 1.1))
        card = materials.paper((0.63 * light, 0.52 * light, 0.4 * light), seed=finishes.seed(rng))
        out = [float(x) for x in rng.uniform(2.4, 3.9, 4)]
        made = carton(
            width, depth, float(rng.uniform(0.14, 0.22)), card, flaps=(out[0], out[1], out[2], out[3])
        )
        inner = (width - 0.02, depth - 0.02)
    return Asset(
        made.category, made.parts, {**made.attributes, "inside": f"{inner[0]:.4f} {inner[1]:.4f}"}, ()
    )


def _chair(layout: Layout, owner: Object, rng: Rng) -> None:
    low, _ = extent(owner.asset)
    for _ in range(3):
        chair = layout.things["chair"](rng)
        away = float(low[1] - extent(chair)[1][1]) - float(rng.uniform(0.03, 0.25))
        yaw = np.pi + float(rng.normal(0, 0.2))
        if beside(layout, owner, chair, float(rng.uniform(-0.3, 0.3)), away, yaw):
            return


def _lamp(layout: Layout, at: tuple[float, float], surface: float, dark: bool, rng: Rng) -> None:
    """A lamp on the ceiling near a place; where it is dark it is on."""
    for _ in range(20):
        lamp = layout.things["ceiling lamp"](rng)
        low, high = extent(lamp)
        x, y = (0.5 * at[0], 0.5 * at[1])
        fits = high[2] - low[2] < layout.height - max(surface + HEAD, 1.95)
        if (
            (lamp.lights or not dark)
            and fits
            and try_add(layout, lamp, translation(x, y, layout.height - high[2]))
        ):
            return


def _floor(rng: Rng) -> Material:
    """Boards, tiles, carpet, concrete."""
    pick = rng.random()
    light, dark = finishes.WOODS[str(rng.choice(list(finishes.WOODS)))]
    if pick < 0.55:
        width = float(rng.uniform(0.07, 0.2))
        return materials.parquet(
            finishes.jitter(light, rng, 0.02), dark, plank_width=width, seed=finishes.seed(rng)
        )
    if pick < 0.75:
        side = float(rng.choice([0.2, 0.3, 0.45, 0.6]))
        tone = finishes.hsv(rng.uniform(0.05, 0.6), rng.uniform(0.0, 0.15), rng.uniform(0.4, 0.88))
        return materials.tile(tone, width=side, height=side, seed=finishes.seed(rng))
    if pick < 0.9:
        return materials.carpet(finishes.cloth_color(rng), seed=finishes.seed(rng))
    return materials.concrete(seed=finishes.seed(rng))
