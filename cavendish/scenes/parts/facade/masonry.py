# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Houses of brick, plaster or wood: four walls with windows, doors and shops, and a roof. Metres."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes.geometry import rotation, translation
from cavendish.scenes.parts.facade.elements import (
    Bag,
    Points,
    bag,
    belt,
    blocks,
    boxes,
    lapped,
    pour,
    quads,
    runs,
    wall,
)
from cavendish.scenes.parts.facade.entry import door, roller, shop
from cavendish.scenes.parts.facade.extra import balconies, bay_window, cornice, french, quoins
from cavendish.scenes.parts.facade.plan import Plan
from cavendish.scenes.parts.facade.roof import (
    chimney,
    crosswise,
    dormers,
    downpipe,
    flat_roof,
    gable,
    hip_roof,
    mansard,
    ridge_roof,
)
from cavendish.scenes.parts.facade.window import Window, holes, windows
from cavendish.scenes.scene import Float

Hole = tuple[float, float, float, float]
Rng = np.random.Generator


def axes(width: float, pitch: float, margin: float = 0.5) -> Float:
    """The axes of windows along a front."""
    count = max(int((width - 2 * margin) / pitch + 0.3), 1)
    return np.asarray((np.arange(count) - (count - 1) / 2) * (width - 2 * margin) / count)


def side_pose(k: int, half: tuple[float, float]) -> Float:
    """From the frame of a front to side k of a building: 0 front, 1 right, 2 back, 3 left."""
    return np.asarray(rotation("z", k * np.pi / 2) @ translation(0, -(half[1] if k % 2 == 0 else half[0]), 0))


def masonry(plan: Plan, rng: Rng, lit: float) -> Bag:
    """All of a house, about the origin."""
    half = (plan.width / 2, plan.depth / 2)
    made = bag()
    pour(made, front(plan, rng, lit))
    pour(made, _plain(plan, plan.width, rng, lit, back=True), side_pose(2, half))
    for k in (1, 3):
        pour(made, _plain(plan, plan.depth, rng, lit, back=False), side_pose(k, half))
    roof(made, plan, rng, lit)
    return made


def front(plan: Plan, rng: Rng, lit: float) -> Bag:
    """The street's side, placed."""
    made, z = bag(), plan.levels
    half, eave = plan.width / 2, float(z[-1])
    x = axes(plan.width, plan.axis)
    middle = bag()
    cut: list[Hole] = []
    taken: list[tuple[float, float]] = []  # of x, where the ground floor has no window
    if plan.ground == "shop":
        cut, taken = _shops(middle, plan, x, rng, lit)
    else:
        at = int(rng.integers(len(x))) if plan.bay == 0 else len(x) - 1
        if len(x) % 2 == 1 and len(x) > 2 and rng.random() < 0.6 and plan.bay == 0:
            at = len(x) // 2
        _door(middle, plan, float(x[at]), cut, taken, rng, lit)
        if plan.ground == "garage":
            free = [u for u in x if abs(u - x[at]) > 2.2]
            if free:
                u = float(rng.choice(free))
                hole = (u - 1.25, u + 1.25, 0.02, 2.25)
                roller(middle, hole)
                cut.append(hole)
                taken.append((u - 1.3, u + 1.3))
    bays = _bays(middle, plan, x, taken, rng, lit)
    for k in range(len(plan.floors)):
        spots, window = _storey(plan, k, x)
        if k == 0:
            free = [
                s
                for s in spots
                if not any(
                    a - 0.1 < s[0] + window.width / 2 and b + 0.1 > s[0] - window.width / 2 for a, b in taken
                )
            ]
            spots = np.array(free).reshape(-1, 2)
        for a, b, top in bays:
            if z[k] < top - 1:
                spots = spots[(spots[:, 0] < a) | (spots[:, 0] > b)]
        _balconies(middle, plan, k, spots, window)
        ground = "rustic" if k == 0 and plan.skin == "rusticated" else "wall"
        windows(middle, spots, window, rng, lit, ground)
        cut += [tuple(h) for h in holes(window, spots)]
    if plan.skin == "rusticated":
        middle["rustic"].append(blocks(-half, half, plan.plinth, z[1] - 0.1, cut, 0.42, 0.035))
    _skin(middle, plan, half, eave, cut, plan.skin == "rusticated")
    for level in (
        z[1:-1] if plan.bands else z[1:2] if plan.skin == "rusticated" or plan.ground == "shop" else []
    ):
        cornice(middle, "band", half, float(level) - 0.02)
    if plan.cornice != "none":
        cornice(middle, plan.cornice, half, eave, 0.0 if plan.cornice == "plain" else 0.62)
    if plan.quoins:
        quoins(
            middle,
            half,
            z[1] if plan.ground == "shop" or plan.skin == "rusticated" else plan.plinth,
            eave - 0.3,
        )
    pour(made, middle, side_pose(0, (half, plan.depth / 2)))
    return made


def _storey(plan: Plan, k: int, x: Float) -> tuple[Float, Window]:
    """Where the windows of storey k are, and what they are."""
    window, z, high = plan.window, float(plan.levels[k]), plan.floors[k]
    noble = window.head in ("hood", "pediment")
    if noble and k != 1:
        window = replace(window, head="architrave", apron=False)
    sill = plan.sill
    if plan.balconies == "french" and k > 0:
        sill, window = 0.12, replace(window, height=min(high - 0.85, 2.6))
    elif _has_balcony(plan, k):
        sill, window = (
            0.06,
            replace(window, height=2.25, width=max(window.width, 1.5), sill=False, shutters=False),
        )
    over = 0.85 if window.head in ("hood", "pediment") else 0.4
    window = replace(window, height=min(window.height, high - sill - over))
    return np.stack([x, np.full(len(x), z + sill)], axis=1), window


def _has_balcony(plan: Plan, k: int) -> bool:
    return plan.balconies in ("bars", "glass", "solid", "panels") and k > 0


def _balconies(into: Bag, plan: Plan, k: int, spots: Float, window: Window) -> None:
    if k == 0 or plan.balconies == "none":
        return
    if plan.balconies == "french":
        french(into, spots, window)
    else:
        wide = min(plan.axis - 0.5, 3.4)
        # An old town house has one balcony, over its door; flats have one each.
        shown = spots if plan.cornice == "none" else spots[len(spots) // 2 :][:1]
        balconies(
            into,
            shown - (0, 0.06),
            wide,
            1.35 if plan.cornice == "none" else 0.9,
            plan.balconies,
            plan.cornice != "none",
        )


def _door(
    into: Bag, plan: Plan, x: float, cut: list[Hole], taken: list[tuple[float, float]], rng: Rng, lit: float
) -> None:
    width = 1.0 if plan.width < 11 else float(rng.choice([1.05, 1.6]))
    height = min(plan.floors[0] - 0.55, 2.75 if width > 1.4 or plan.door in ("pilasters", "hood") else 2.5)
    door(into, x, plan.plinth, width, height, rng, plan.door, height > 2.4, lit)
    cut.append((x - width / 2, x + width / 2, plan.plinth, plan.plinth + height))
    wide = width + (0.8 if plan.door != "none" else 0.3)
    taken.append((x - wide / 2, x + wide / 2))


def _shops(
    into: Bag, plan: Plan, x: Float, rng: Rng, lit: float
) -> tuple[list[Hole], list[tuple[float, float]]]:
    """Shops side by side, and a house door between them or at one end."""
    cut: list[Hole] = []
    taken = [(-plan.width / 2, plan.width / 2)]
    room, margin, house = plan.width, 0.3, 1.9 if plan.width > 7.5 else 0.0
    count = max(round((room - house - 2 * margin) / 6.5), 1)
    each = (room - house - 2 * margin) / count
    at = int(rng.integers(count + 1)) if house else -1
    u = -plan.width / 2 + margin
    top = plan.levels[1] - 0.85
    for k in range(count + (1 if house else 0)):
        if k == at:
            height = min(2.6, top - plan.plinth)
            door(into, u + house / 2, plan.plinth, 1.05, height, rng, "none", True, lit)
            cut.append((u + house / 2 - 0.525, u + house / 2 + 0.525, plan.plinth, plan.plinth + height))
            u += house
            continue
        hole = (u + 0.25, u + each - 0.25, 0.03, top)
        tone = " two" if rng.random() < 0.5 else ""
        shop(into, hole, rng, plan.awning and rng.random() < 0.75, 0.58, lit, tone)
        cut.append(hole)
        u += each
    return cut, taken


def _bays(
    into: Bag, plan: Plan, x: Float, taken: list[tuple[float, float]], rng: Rng, lit: float
) -> list[tuple[float, float, float]]:
    """Canted bays over `plan.bay` storeys where the ground floor is free: their reach along x, and their tops."""
    if plan.bay == 0:
        return []
    out = []
    room = min(2.5, plan.axis - 0.1)
    for u in x[:-1] if len(x) < 4 else x[:-1:2]:
        if any(a < u + room / 2 and b > u - room / 2 for a, b in taken):
            continue
        z = plan.levels
        storeys = [(z[k], z[k + 1] - 0.25) for k in range(min(plan.bay, len(plan.floors)))]
        bay_window(into, float(u), plan.plinth, storeys, room, 0.75, plan.window, rng, lit)
        out.append((u - room / 2 - 0.2, u + room / 2 + 0.2, float(storeys[-1][1])))
        taken.append((u - room / 2, u + room / 2))
        if len(x) < 4:
            break
    return out


def _skin(into: Bag, plan: Plan, half: float, eave: float, cut: Points, rustic: bool = False) -> None:
    """The wall itself, its boards and its base."""
    foot = float(plan.levels[1]) - 0.1 if rustic else 0.0
    if rustic:
        into["rustic"].append(wall(-half, half, 0.0, foot, cut))
    into["wall"].append(wall(-half, half, foot, eave, cut))
    if plan.skin == "boards":
        into["wall"].append(lapped(-half, half, plan.plinth, eave, cut))
        if abs(half - plan.width / 2) < 1e-9:  # those of the front and the back cover the sides' corners too
            posts = [
                (s * half - s * 0.13, s * (half + 0.034), -0.034, 0.1, plan.plinth, eave) for s in (-1, 1)
            ]
            into["trim"].append(boxes(posts, 0.006))
    base = runs(-half, half, [(0.0, max(plan.plinth, 0.16))], cut)
    into["base"].append(boxes([(a, b, -0.04, 0.02, c, d) for a, b, c, d in base], 0.012))


def _plain(plan: Plan, width: float, rng: Rng, lit: float, back: bool) -> Bag:
    """A side or the back, in its own frame."""
    made, half, eave = bag(), width / 2, float(plan.levels[-1])
    cut: list[Hole] = []
    if back or plan.sides:
        x = axes(width, plan.axis * (1.0 if back else 1.25), 0.8)
        if not back and len(x) > 2:
            x = x[rng.random(len(x)) < 0.75]
        plain = replace(
            plan.window,
            head="none" if plan.window.head in ("hood", "pediment", "arch") else plan.window.head,
            apron=False,
        )
        for k, high in enumerate(plan.floors):
            window = replace(plain, height=min(plain.height, high - plan.sill - 0.4))
            spots = np.stack([x, np.full(len(x), plan.levels[k] + plan.sill)], axis=1)
            if k == 0 and back and len(x):
                at = float(x[0])
                door(made, at, plan.plinth, 0.95, 2.1, rng, "none", False, lit)
                cut.append((at - 0.475, at + 0.475, plan.plinth, plan.plinth + 2.1))
                spots = spots[1:]
            windows(made, spots, window, rng, lit)
            cut += [tuple(h) for h in holes(window, spots)]
    _skin(made, plan, half, eave, cut)
    return made


def _gable_boards(half: float, eave: float, slope: float) -> Bag:
    """Weatherboards on the triangle under a saddle roof, in the frame of its front."""
    made = bag()
    levels = np.linspace(eave, eave + half * np.tan(slope), max(round(half * np.tan(slope) / 0.15), 3) + 1)
    wide = half - (levels - eave) / np.tan(slope)
    a, b, low, high = wide[:-1], np.maximum(wide[1:], 0.01), levels[:-1], levels[1:]
    out, top = np.full(len(a), -0.026), np.full(len(a), -0.006)
    face = [(-a, out, low), (a, out, low), (b, top, high), (-b, top, high)]
    foot = [(-a, 0 * out, low), (a, 0 * out, low), (a, out, low), (-a, out, low)]
    loops = [np.stack([np.stack(p, 1) for p in loop], axis=1) for loop in (face, foot)]
    made["wall"].append(quads(np.concatenate(loops)))
    return made


def roof(made: Bag, plan: Plan, rng: Rng, lit: float) -> None:
    """The roof, with what belongs to it."""
    half, eave = (plan.width / 2, plan.depth / 2), float(plan.levels[-1])
    verge = 0.28 if plan.sides and plan.roof != "mansard" else 0.04
    reach = plan.reach
    if plan.roof in ("gable", "mansard"):
        if plan.roof == "gable":
            profile, slope = gable(plan.slope, half[1], eave, reach), plan.slope
        else:
            profile, slope = mansard(half[1], eave, 2.6), 1.25
        ridge_roof(made, half, eave, profile, verge)
        if plan.skin == "boards":
            for k in (1, 3):
                pour(made, _gable_boards(half[1], eave, plan.slope), side_pose(k, half))
        (y0, z0), (y1, z1) = profile[0], profile[1]
        up = 0.45 if plan.roof == "mansard" else 0.9
        x = axes(plan.width, plan.width / max(plan.dormers, 1) * 0.98, 0.6)[: plan.dormers]
        y = y0 + (up + (reach if plan.roof == "gable" else 0)) / (z1 - z0) * (y1 - y0)
        z = z0 + (y - y0) / (y1 - y0) * (z1 - z0)
        small = replace(
            plan.window,
            height=min(1.45, plan.window.height),
            width=min(1.0, plan.window.width),
            head="none",
            reveal=-0.07,
            shutters=False,
            apron=False,
            sill=False,
        )
        dormers(made, [(u, y, z - 0.1) for u in x], slope, small, rng, plan.dormer, lit)
        ridge = float(profile[:, 1].max())
        places = [(s * (half[0] - 0.42), rng.uniform(-0.25, 0.1) * plan.depth) for s in (-1, 1)][
            : plan.chimneys
        ]
    elif plan.roof == "gable front":
        sub = bag()
        profile = gable(plan.slope, half[0], eave, reach)
        ridge_roof(sub, (half[1], half[0]), eave, profile, 0.35)
        pour(made, crosswise(sub))
        if plan.skin == "boards":
            for k in (0, 2):
                pour(made, _gable_boards(half[0], eave, plan.slope), side_pose(k, half))
        ridge = float(profile[:, 1].max())
        places = [(float(rng.choice([-1, 1])) * half[0] * 0.45, half[1] * 0.3)][: plan.chimneys]
        room = ridge - eave
        if room > 2.4:
            attic = bag()
            small = replace(
                plan.window,
                height=min(1.2, room * 0.4),
                width=min(1.0, plan.window.width),
                head="none",
                reveal=-0.1,
                apron=False,
                shutters=False,
            )
            windows(attic, [(0.0, eave + 0.4)], small, rng, lit)
            pour(made, attic, side_pose(0, half))
    elif plan.roof == "hip":
        ridge = hip_roof(made, half, eave, plan.slope, reach)
        places = [(s * half[0] * 0.5, half[1] * rng.uniform(-0.3, 0.3)) for s in (-1, 1)][: plan.chimneys]
    else:
        ridge = flat_roof(made, half, eave, plan.parapet, rng)
        places = [(s * (half[0] - 0.4), rng.uniform(-0.2, 0.2) * plan.depth) for s in (-1, 1)][
            : plan.chimneys
        ]
    for x_, y_ in places:
        party = abs(x_) > half[0] - 1
        size = (0.55, rng.uniform(1.0, 1.9)) if party else (0.6, 0.9)
        top = ridge + rng.uniform(0.7, 1.2)
        chimney(made, (x_, y_), eave - 0.3, top, size, max(int((max(size) - 0.2) / 0.36), 1), rng)
    if plan.roof in ("gable", "hip") and plan.cornice == "none":
        for s in (-1, 1) if plan.width > 9 or plan.sides else (1,):
            downpipe(made, s * (half[0] - 0.12), -half[1], eave - 0.1, reach)
    if plan.roof == "mansard":
        made["trim"].append(
            belt(half, [(0.0, eave - 0.1), (0.07, eave - 0.08), (0.07, eave + 0.03), (0.0, eave + 0.05)])
        )
