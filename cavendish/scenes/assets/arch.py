# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Arches to walk through: gateways of stone and brick, triumphal ones with columns, pointed ones, slender ones of iron."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes import materials_outdoor as outdoor
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import lathe, moved, tube
from cavendish.scenes.parts.facade.elements import Bag, bag, belt, boxes, copies, finished, quads, rods
from cavendish.scenes.parts.facade.finish import brickwork, plasterwork
from cavendish.scenes.scene import Asset, Float, Material

Style = Literal["gateway", "monument", "pointed", "garden"]
STYLES: tuple[Style, ...] = ("gateway", "monument", "pointed", "garden")


def arch(
    span: float,
    springing: float,
    pier: float,
    depth: float,
    body: Material,
    trim: Material,
    style: Style = "gateway",
    head: float = 0.6,
) -> Asset:
    """An arch that spans X. span: clear width; springing: height at which it begins to curve; pier: width of its piers.

    head: what stands over the crown (a monument has twice that). style "garden": a light one of iron hoops and laths.
    """
    pieces = bag()
    if style == "garden":
        _garden(pieces, span, springing, depth)
    else:
        _masonry(pieces, span, springing, pier, depth, style, head)
    made = finished(pieces, {"body": body, "trim": trim})
    word = {"brick": "brick", "stucco": "stone", "metal": "iron", "paint": "iron"}.get(body.kind, "stone")
    return Asset("arch", made, {"kind": style, "material": word})


def _curve(span: float, pointed: bool) -> Float:
    """The line of the arch (N, 2) of (x, z over the springing), from right to left."""
    if not pointed:
        turn = np.linspace(0, np.pi, 29)
        return np.stack([np.cos(turn), np.sin(turn)], 1) * span / 2
    radius = span * 0.85  # two arcs struck from beyond the middle
    centre = radius - span / 2
    turn = np.linspace(0, np.arccos(centre / radius), 15)
    right = np.stack([radius * np.cos(turn) - centre, radius * np.sin(turn)], 1)
    return np.vstack([right, (right * (-1, 1))[::-1][1:]])


def _masonry(
    into: Bag, span: float, springing: float, pier: float, depth: float, style: Style, head: float
) -> None:
    line = _curve(span, style == "pointed") + (0, springing)
    half, y = span / 2 + pier, depth / 2
    crown = float(line[:, 1].max())
    top = crown + head * (1.0 if style != "monument" else 2.0)
    for s in (-1.0, 1.0):  # the two faces: piers, and what lies over the curve
        flip = slice(None) if s < 0 else slice(None, None, -1)
        strips = []
        for a, b in ((-half, -span / 2), (span / 2, half)):
            strips.append(
                [(a, s * y, 0.0), (b, s * y, 0.0), (b, s * y, springing), (a, s * y, springing)][flip]
            )
            strips.append(
                [(a, s * y, springing), (b, s * y, springing), (b, s * y, top), (a, s * y, top)][flip]
            )
        for (x0, z0), (x1, z1) in zip(line[:-1], line[1:], strict=True):
            strips.append([(x1, s * y, z1), (x0, s * y, z0), (x0, s * y, top), (x1, s * y, top)][flip])
        into["body"].append(quads(strips))
    x, z = line[:, 0], line[:, 1]
    front, back = np.stack([x, 0 * x - y, z], 1), np.stack([x, 0 * x + y, z], 1)
    soffit = np.stack([front[:-1], front[1:], back[1:], back[:-1]], axis=1)
    inside = [
        [
            (s * span / 2, -y, 0),
            (s * span / 2, -y, springing),
            (s * span / 2, y, springing),
            (s * span / 2, y, 0),
        ][:: -1 if s < 0 else 1]
        for s in (-1, 1)
    ]
    outer = [
        [(s * half, -y, 0), (s * half, y, 0), (s * half, y, top), (s * half, -y, top)][:: 1 if s > 0 else -1]
        for s in (-1, 1)
    ]
    into["body"].append(quads(soffit))
    into["body"].append(quads(np.array([*inside, *outer], float)))
    into["body"].append(quads([[(-half, -y, top), (half, -y, top), (half, y, top), (-half, y, top)]]))
    _voussoirs(into, line, springing, depth, 0.1 + 0.09 * span, style != "pointed")
    # Impost, base and cornice go round the piers.
    for s in (-1, 1):
        middle = s * (span / 2 + pier / 2)
        for profile in (
            [(0.0, 0.0), (0.06, 0.0), (0.06, 0.32), (0.02, 0.38), (0.0, 0.38)],
            [
                (0.0, springing - 0.2),
                (0.05, springing - 0.17),
                (0.05, springing - 0.1),
                (0.1, springing - 0.06),
                (0.1, springing),
                (0.0, springing + 0.01),
            ],
        ):
            into["trim"].append(moved(belt((pier / 2, y), profile), (middle, 0, 0)))
    out = 0.12 + 0.03 * span
    cornice = [
        (0.0, top - 0.26),
        (0.04, top - 0.26),
        (0.05, top - 0.18),
        (out * 0.7, top - 0.1),
        (out, top - 0.08),
        (out, top),
        (-0.05, top + 0.06),
        (-half + 0.01, top + 0.06),
    ]
    into["trim"].append(belt((half, y), cornice[:-1]))
    into["trim"].append(
        quads(
            [
                [
                    (-half + 0.05, -y + 0.05, top + 0.06),
                    (half - 0.05, -y + 0.05, top + 0.06),
                    (half - 0.05, y - 0.05, top + 0.06),
                    (-half + 0.05, y - 0.05, top + 0.06),
                ]
            ]
        )
    )
    if style == "monument":
        r = 0.24 * pier
        foot, high = 0.55, crown + 0.12
        shape = [
            (0, foot), (1.4 * r, foot), (1.4 * r, foot + 0.08), (1.15 * r, foot + 0.14), (1.25 * r, foot + 0.2), (r, foot + 0.26), (0.85 * r, high - 0.34),
            (r, high - 0.3), (0.9 * r, high - 0.26), (1.3 * r, high - 0.1), (0, high - 0.1),
        ]  # fmt: skip
        shaft = lathe(shape, 28, 0.5)
        spots = [(s * (span / 2 + pier / 2), t * (y + 1.5 * r), 0) for s in (-1, 1) for t in (-1, 1)]
        into["trim"].append(copies(shaft, spots))
        w = 1.6 * r
        rows = [(u - w, u + w, v - w, v + w, 0.0, foot) for u, v, _ in spots] + [
            (u - w, u + w, v - w, v + w, high - 0.1, high) for u, v, _ in spots
        ]
        into["trim"].append(boxes(rows, 0.02))
        course = [(0.0, -0.02), (0.3, -0.02), (0.3, 0.22), (0.7, 0.3), (0.7, 0.36), (0.0, 0.4)]
        into["trim"].append(belt((half, y), [(a * r, high + b) for a, b in course]))
        blocks = []
        for u, v, _ in spots:  # over each column it comes forward
            near, far = sorted((np.sign(v) * y, v + np.sign(v) * 1.25 * r))
            blocks.append((u - 1.25 * r, u + 1.25 * r, near, far, high - 0.01, high + 0.24))
            near, far = sorted((np.sign(v) * y, v + np.sign(v) * 1.65 * r))
            blocks.append((u - 1.65 * r, u + 1.65 * r, near, far, high + 0.24, high + 0.37))
        into["trim"].append(boxes(blocks, 0.015))
        low, up = high + 0.55, top - 0.4
        if up - low > 0.4:
            into["trim"].append(
                boxes(
                    [(-span * 0.42, span * 0.42, t * y - 0.05, t * y + 0.05, low, up) for t in (-1, 1)], 0.03
                )
            )


def _voussoirs(into: Bag, line: Float, springing: float, depth: float, thick: float, key: bool) -> None:
    """Wedge stones around the curve, a hair proud of both faces, with a keystone."""
    count = len(line) - 1
    outward = np.gradient(line, axis=0)
    outward = np.stack([outward[:, 1], -outward[:, 0]], 1)
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    y = depth / 2 + 0.03
    for k in range(0, count, 2):
        i, j = k, min(k + 2, count)
        middle = key and abs((i + j) / 2 - count / 2) <= 1
        wide = thick * (1.25 if middle else 1.0)
        gap = 0.006
        a, b = line[i], line[j]
        way = (b - a) / np.linalg.norm(b - a) * gap
        ring = np.array([a + way, a + way + outward[i] * wide, b - way + outward[j] * wide, b - way])
        inset = ring - np.array([outward[i], 0 * outward[i], 0 * outward[i], outward[j]]) * 0.012
        deep = y + (0.04 if middle else 0.0)
        front = np.column_stack([inset[:, 0], np.full(4, -deep), inset[:, 1]])
        back = np.column_stack([inset[:, 0], np.full(4, deep), inset[:, 1]])
        rim = np.stack([back, np.roll(back, -1, 0), np.roll(front, -1, 0), front], axis=1)
        into["trim"].append(quads(np.concatenate([front[None], back[None, ::-1], rim])))


def _garden(into: Bag, span: float, springing: float, depth: float) -> None:
    """Two hoops of iron with cross bars, on small feet."""
    line = _curve(span, False)
    path = np.vstack([[(span / 2, 0.0)], line + (0, springing), [(-span / 2, 0.0)]])
    for s in (-1, 1):
        for off in (0.0, 0.16):
            shape = path * ((span / 2 + off) / (span / 2), 1) + (0, 0)
            shape[1:-1, 1] += off * (line[:, 1] / (span / 2))
            into["body"].append(
                tube(
                    np.column_stack([shape[:, 0], np.full(len(shape), s * depth / 2), shape[:, 1]]), 0.012, 8
                )
            )
        inner, outer = path[1:-1:2], path[1:-1:2] * ((span / 2 + 0.16) / (span / 2), 1)
        outer = outer + np.stack([0 * outer[:, 0], 0.16 * line[::2, 1] / (span / 2)], 1)
        at = s * depth / 2
        into["body"].append(
            rods(
                np.column_stack([inner[:, 0], np.full(len(inner), at), inner[:, 1]]),
                np.column_stack([outer[:, 0], np.full(len(outer), at), outer[:, 1]]),
                0.006,
                6,
            )
        )
    levels = np.arange(0.3, springing, 0.3)
    side = np.concatenate([np.stack([np.full(len(levels), t * span / 2), levels], 1) for t in (-1, 1)])
    cross = np.vstack([path[1:-1:2], side])
    into["body"].append(
        rods(
            np.column_stack([cross[:, 0], np.full(len(cross), -depth / 2), cross[:, 1]]),
            np.column_stack([cross[:, 0], np.full(len(cross), depth / 2), cross[:, 1]]),
            0.007,
            6,
        )
    )
    out = np.concatenate([np.stack([np.full(len(levels), t * span / 2), levels], 1) for t in (-1, 1)])
    for s in (-1, 1):
        a = np.column_stack([out[:, 0], np.full(len(out), s * depth / 2), out[:, 1]])
        into["body"].append(
            rods(a, a + np.column_stack([np.sign(out[:, 0]) * 0.16, 0 * out[:, 0], 0 * out[:, 0]]), 0.006, 6)
        )
    feet = [
        (
            t * (span / 2 + 0.08) - 0.12,
            t * (span / 2 + 0.08) + 0.12,
            s * depth / 2 - 0.04,
            s * depth / 2 + 0.04,
            0.0,
            0.02,
        )
        for t in (-1, 1)
        for s in (-1, 1)
    ]
    into["trim"].append(boxes(feet, 0.004))


@sampler("arch")
def arch_rand(rng: np.random.Generator) -> Asset:
    """An arch."""
    style = STYLES[int(rng.choice(4, p=[0.4, 0.22, 0.2, 0.18]))]
    seed = finishes.seed(rng)
    tone = finishes.jitter(
        [(0.78, 0.74, 0.66), (0.7, 0.63, 0.52), (0.62, 0.61, 0.59)][int(rng.integers(3))], rng, 0.006
    )
    stone = outdoor.stucco(tone, 0.85, 0.5, 0.7, seed)
    if style == "garden":
        iron = materials.paint(
            [(0.05, 0.055, 0.06), (0.85, 0.85, 0.83), (0.09, 0.2, 0.14)][int(rng.integers(3))], 0.4, seed=seed
        )
        return arch(
            rng.uniform(1.3, 1.9), rng.uniform(1.5, 1.8), 0.2, rng.uniform(0.45, 0.7), iron, iron, style
        )
    draw = rng.random()
    body = (
        stone
        if draw < 0.5 or style == "monument"
        else brickwork(rng).material
        if draw < 0.8
        else plasterwork(rng, "cream", "yellow", "white").material
    )
    span = rng.uniform(2.8, 4.2) if style == "monument" else rng.uniform(1.4, 3.6)
    pier = span * (rng.uniform(0.5, 0.62) if style == "monument" else rng.uniform(0.25, 0.42))
    depth = rng.uniform(1.0, 1.6) if style == "monument" else rng.uniform(0.45, 1.1)
    return arch(
        span,
        rng.uniform(1.0, 1.3) * span if style == "monument" else rng.uniform(1.7, 2.5),
        pier,
        depth,
        body,
        stone,
        style,
        rng.uniform(0.6, 0.9) if style != "pointed" else rng.uniform(0.45, 0.7),
    )
