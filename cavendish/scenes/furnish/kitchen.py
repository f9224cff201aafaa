# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Kitchens: counters along one wall or two, with a sink, a cooker under a hood, cabinets over them, a refrigerator."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets.cooker import cooker_fit
from cavendish.scenes.assets.counter import OVERHANG, counter, units_rand
from cavendish.scenes.assets.extractor_hood import hood_fit
from cavendish.scenes.assets.sink import sink_fit
from cavendish.scenes.assets.wall_cabinet import cabinets_rand
from cavendish.scenes.furnish import furnish
from cavendish.scenes.furnish._kitchen_plan import (
    GAP,
    JOINT,
    Piece,
    Run,
    fridge,
    main_wall,
    plan,
    second_wall,
    sink_place,
)
from cavendish.scenes.furnish._kitchen_things import cook, fill, meals, rest, worktops
from cavendish.scenes.furnish.common import radiators, stand
from cavendish.scenes.furnish.spaces import Span, place, taken_by
from cavendish.scenes.geometry import box, merge, translation, with_box_uvs
from cavendish.scenes.layout import HUNG, Layout, Wall, add, extent, keep_free
from cavendish.scenes.parts.kitchen import SKIN, Style, style_rand
from cavendish.scenes.scene import Asset, Material, Object, Part

Rng = np.random.Generator


@furnish("kitchen")
def kitchen(layout: Layout, windows: list[Wall], rng: Rng, clutter: float) -> None:
    """Counters with their appliances on one wall or over a corner, cabinets over them, a table where it fits."""
    look = style_rand(rng)
    deep = look.depth + OVERHANG + SKIN + GAP
    main, span = main_wall(layout, windows, deep + 0.03)
    cold = fridge(rng, layout)
    stove = cooker_fit(rng, look.height)
    side, second, corner = second_wall(layout, main, span, deep, rng)
    runs = plan(layout, main, span, side, second, corner, deep, cold, stove, rng)
    sink_at = sink_place(layout, runs, rng)
    clear = float(rng.uniform(0.52, 0.64))
    level = look.height + clear
    tall = min(float(rng.choice([0.6, 0.72, 0.9])), layout.height - level - 0.03)
    tiles = _tiles(rng)
    counters: list[Object] = []
    sinks: list[Object] = []
    for number, run in enumerate(runs):
        for k, piece in enumerate(run.pieces):
            x = sum(piece.span) / 2
            if piece.kind == "counter":
                made = _counter(
                    layout, run, piece, look, sink_at if sink_at[:2] == (number, k) else None, rng
                )
                counters.append(made[0])
                sinks += made[1]
            elif piece.asset is not None:
                stood = place(layout, run.wall, piece.asset, x, GAP if piece.kind == "cooker" else 0.03)
                if stood is not None and piece.kind == "cooker":
                    cook(layout, stood, rng, clutter)
        covered = [p.span for p in run.pieces if p.kind != "refrigerator"]
        if number and covered:  # tiles go on into the corner, behind the other run
            into = -corner * (run.wall.length / 2 - GAP)
            near = min((x for span_ in covered for x in span_), key=lambda x: abs(x - into))
            covered.append((min(into, near), max(into, near)))
        if covered:
            _splash(layout, run.wall, covered, look.height, level, tiles)
            _overhead(layout, run, look, level, tall, rng)
    there = {thing.category for thing in layout.objects}
    for kind in ("cooker", "refrigerator"):
        if kind not in there:
            stand(layout, kind, rng, gap=0.03, front=0.5) or stand(layout, kind, rng, gap=0.03)
    fill(layout, rng, clutter)
    worktops(layout, counters, sinks, rng, clutter)
    radiators(layout, windows, rng)
    meals(layout, rng, clutter)
    rest(layout, rng, clutter)


def _counter(
    layout: Layout, run: Run, piece: Piece, look: Style, sink_at: tuple[int, int, float] | None, rng: Rng
) -> tuple[Object, list[Object]]:
    """One counter where a piece is, with the sink in it where it has one."""
    low, high = piece.span
    width, middle = high - low - 2 * JOINT, (low + high) / 2
    hole = inset = None
    if sink_at is not None:
        x = sink_at[2] - middle
        room = 2 * min(x + width / 2 - piece.blind[0], width / 2 - piece.blind[1] - x) - 0.06
        deep = look.depth + OVERHANG + SKIN
        inset = sink_fit(rng, max(room, 0.5), deep)
        hole = (x, -0.005, *inset.hole)
    clear = width - sum(piece.blind)
    units = units_rand(rng, clear, "doors" if inset is not None and width < 0.8 else "any")
    made = counter(look, units, width, hole, piece.blind)
    pose = run.wall.pose @ translation(middle, -float(extent(made)[1][1]) - GAP, 0)
    stood = add(layout, made, pose)
    sinks = []
    if inset is not None and hole is not None:
        at = pose @ translation(hole[0], hole[1], look.height - inset.rim + 0.0004)
        sinks.append(add(layout, inset.asset, at))
    return stood, sinks


def _tiles(rng: Rng) -> Material:
    """What protects the wall: tiles mostly, else glass or stone."""
    wide, tall = ((0.1, 0.1), (0.15, 0.15), (0.2, 0.1), (0.15, 0.075), (0.3, 0.1))[int(rng.integers(5))]
    pale = rng.random() < 0.6
    level = float(rng.uniform(0.85, 0.95))
    color = (
        (level, level, level * 0.97)
        if pale
        else finishes.hsv(rng.random(), rng.uniform(0.05, 0.45), rng.uniform(0.35, 0.85))
    )
    grey = float(rng.choice([0.85, 0.6, 0.4]))
    return materials.tile(
        color,
        (grey, grey, grey),
        wide,
        tall,
        0.003,
        float(rng.uniform(0.06, 0.2)),
        float(rng.uniform(0.03, 0.2)),
        finishes.seed(rng),
    )


def _splash(layout: Layout, wall: Wall, spans: list[Span], foot: float, top: float, tiles: Material) -> None:
    """Tiles on the wall from the worktop up to the cabinets, or to the sill under a window."""
    low, high = min(s[0] for s in spans), max(s[1] for s in spans)
    windows = sorted(taken_by(layout, wall, "window"))
    sills = [float(t.pose[2, 3] + extent(t.asset)[0][2]) for t in layout.objects if t.category == "window"]
    cuts = [low, high]
    for a, b in windows:
        cuts += [x for x in (a - 0.03, b + 0.03) if low < x < high]
    cuts = sorted(cuts)
    meshes = []
    for a, b in zip(cuts[:-1], cuts[1:], strict=True):
        middle = (a + b) / 2
        under = any(x - 0.03 < middle < y + 0.03 for x, y in windows)
        up = min(top, min(sills) - 0.012) if under else top
        if b - a > 0.01 and up - foot > 0.03:
            size = (b - a, GAP - 0.0015, up - foot - 0.001)
            keep_free(layout, wall.pose, (a, b), (-GAP, 0.0), (foot + 0.002, up))
            meshes.append(box(size, (middle, -size[1] / 2, foot + 0.001 + size[2] / 2), 0))
    if meshes:
        made = Asset("wall", (Part(merge([with_box_uvs(m) for m in meshes]), tiles),), {"material": "tile"})
        add(layout, made, wall.pose, solid=False)


def _overhead(layout: Layout, run: Run, look: Style, level: float, tall: float, rng: Rng) -> None:
    """The hood over the cooker, and cabinets over all the rest that has no window."""
    deep = float(rng.uniform(0.31, 0.37))
    blocked = [(a - 0.06, b + 0.06) for a, b in taken_by(layout, run.wall, "window")]
    spans: list[Span] = []
    for piece in run.pieces:
        if piece.kind == "counter":
            spans.append(piece.span)
        elif piece.kind == "cooker":
            width = max(0.5, min(piece.span[1] - piece.span[0] - 2 * JOINT, 0.9))
            x = sum(piece.span) / 2
            low = max(level, 1.5)
            if any(a < x + width / 2 and b > x - width / 2 for a, b in blocked):
                continue
            room = min(layout.height - low - 0.005, 1.0)
            slim = tall > 0.5 and rng.random() < 0.35
            hood = hood_fit(rng, width, 0.0 if slim else room)
            hung = place(layout, run.wall, hood, x, HUNG, low)
            if slim and hung is not None:
                top = low + float(extent(hood)[1][2]) + 0.002
                over = level + tall - top
                if over > 0.3:
                    short = cabinets_rand(rng, look, width, over, deep)
                    place(layout, run.wall, short, x, HUNG, top)
    if rng.random() < 0.12 or tall < 0.32:
        return  # an open kitchen with bare walls
    for low_x, high_x in spans:
        parts = [(low_x, high_x)]
        for a, b in blocked:
            parts = [p for x, y in parts for p in ((x, min(y, a)), (max(x, b), y)) if p[1] - p[0] > 0.01]
        for a, b in parts:
            for trim in (0.0, deep + 0.06):
                # Towards a corner it ends where the cabinets of the other wall begin.
                ends = [(a, b), (a + trim, b), (a, b - trim)] if trim else [(a, b)]
                done = False
                for x, y in ends:
                    if y - x < 0.28:
                        continue
                    made = cabinets_rand(rng, look, y - x - 2 * JOINT, tall, deep)
                    if place(layout, run.wall, made, (x + y) / 2, HUNG, level) is not None:
                        done = True
                        break
                if done:
                    break
