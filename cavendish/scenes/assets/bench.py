# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Benches for parks and streets: slats on cast iron, steel, concrete or stone."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, moved, placed, rotation, translation, tube
from cavendish.scenes.parts.facade.elements import bag, boxes, copies, finished, mapped, rods
from cavendish.scenes.parts.fittings import centred
from cavendish.scenes.scene import Asset, Material, Support

Style = Literal["cast iron", "wood", "steel", "concrete", "stone"]
STYLES: tuple[Style, ...] = ("cast iron", "wood", "steel", "concrete", "stone")


def bench(
    length: float,
    seat: float,
    slats: Material,
    frame: Material,
    style: Style = "cast iron",
    back: bool = True,
    arms: bool = True,
    depth: float = 0.46,
    lean: float = 0.25,
) -> Asset:
    """A bench that faces -Y. seat: height of the seat's top; depth: of the seat; lean: of the back, radians."""
    pieces, half = bag(), length / 2
    if style in ("concrete", "stone"):
        back = style == "concrete" and back
        for s in (-1, 1):
            pieces["frame"].append(
                box(
                    (0.14 if style == "concrete" else 0.3, depth * 0.86, seat - 0.07),
                    (s * (half - 0.3), 0, (seat - 0.07) / 2),
                    0.012,
                )
            )
        if style == "stone":
            pieces["slat"].append(box((length, depth, 0.12), (0, 0, seat - 0.06), 0.015))
            return Asset(
                "bench",
                centred(finished(pieces, {"slat": slats, "frame": frame})),
                _words(slats, style, False),
                _support(half, depth, seat),
            )
    ends = (-half + 0.22, half - 0.22) if length < 1.9 else (-half + 0.22, 0.0, half - 0.22)
    hip = depth / 2 - 0.03
    if style == "cast iron":
        for x in ends:
            for path in (
                [
                    (x, -depth / 2 + 0.02, 0.02),
                    (x, -depth / 2 - 0.015, seat * 0.5),
                    (x, -depth / 2 + 0.05, seat - 0.06),
                    (x, hip, seat - 0.07),
                ],
                [
                    (x, hip + 0.14, 0.02),
                    (x, hip + 0.02, seat * 0.45),
                    (x, hip, seat - 0.05),
                    (x, hip + 0.4 * np.tan(lean), seat + 0.4),
                ],
            ):
                pieces["frame"].append(tube(bend(path, 0.12, 6), 0.019, 10))
            pieces["frame"].append(
                tube(bend([(x, -depth / 2 + 0.03, 0.12), (x, 0, 0.2), (x, hip + 0.1, 0.1)], 0.2, 6), 0.012, 8)
            )
            pieces["frame"].append(
                boxes(
                    [
                        (x - 0.035, x + 0.035, -depth / 2 - 0.01, -depth / 2 + 0.07, 0, 0.022),
                        (x - 0.035, x + 0.035, hip + 0.09, hip + 0.17, 0, 0.022),
                    ],
                    0.006,
                )
            )
            if arms and x != 0.0:
                loop = [
                    (x, -depth / 2 + 0.05, seat - 0.06),
                    (x, -depth / 2 + 0.0, seat + 0.2),
                    (x, 0.0, seat + 0.24),
                    (x, hip + 0.06, seat + 0.19),
                ]
                pieces["frame"].append(tube(bend(loop, 0.1, 6), 0.016, 10))
    elif style == "wood":
        for x in (-half + 0.05, half - 0.05):
            pieces["slat"] += [
                box(
                    (0.07, 0.07, seat - 0.02 + (0.22 if arms else 0)),
                    (x, -depth / 2 + 0.04, (seat - 0.02 + (0.22 if arms else 0)) / 2),
                    0.006,
                )
            ]
            pieces["slat"].append(box((0.07, 0.07, seat - 0.02), (x, hip, (seat - 0.02) / 2), 0.006))
            if back:
                pieces["slat"].append(
                    placed(
                        box((0.07, 0.06, 0.52), (0, 0, 0.24), 0.006),
                        translation(x, hip, seat - 0.03) @ rotation("x", -lean),
                    )
                )
            if arms:
                pieces["slat"].append(box((0.09, depth + 0.1, 0.035), (x, 0.02, seat + 0.21), 0.01))
        pieces["slat"] += [
            box((length - 0.1, 0.03, 0.09), (0, y, seat - 0.085), 0.004) for y in (-depth / 2 + 0.04, hip)
        ]
        pieces["slat"].append(box((length - 0.1, 0.05, 0.05), (0, 0.02, seat * 0.3), 0.004))
    elif style == "steel":
        for x in ends:
            loop = [
                (x, -depth / 2 + 0.04, seat - 0.05),
                (x, -depth / 2 + 0.1, 0.02),
                (x, hip - 0.04, 0.02),
                (x, hip, seat - 0.05),
            ]
            pieces["frame"].append(tube(bend(loop, 0.06, 5), 0.02, 10))
            pieces["frame"].append(
                boxes(
                    [(x - 0.025, x + 0.025, -depth / 2 + 0.02, hip + 0.01, seat - 0.07, seat - 0.045)], 0.005
                )
            )
            if back:
                pieces["frame"].append(
                    rods([(x, hip, seat - 0.06)], [(x, hip + 0.42 * np.tan(lean), seat + 0.42)], 0.02, 10)
                )
            if arms and x != 0.0:
                path = [
                    (x, -depth / 2 + 0.05, seat - 0.06),
                    (x, -depth / 2 + 0.02, seat + 0.2),
                    (x, hip + 0.05, seat + 0.2),
                ]
                pieces["frame"].append(tube(bend(path, 0.07, 5), 0.016, 10))
    count = max(round(depth / 0.085), 4) if style != "steel" else max(round(depth / 0.05), 6)
    pitch = depth / count
    if style == "steel":
        y = (np.arange(count) + 0.5) * pitch - depth / 2
        pieces["slat"].append(
            rods(
                np.stack([0 * y - half, y, 0 * y + seat - 0.013], 1),
                np.stack([0 * y + half, y, 0 * y + seat - 0.013], 1),
                0.013,
                8,
            )
        )
    else:
        board = box((length, pitch - 0.014, 0.035), (0, 0, seat - 0.0175), 0.006)
        dip = [-0.012 if style == "cast iron" and 0 < k < count - 1 else 0.0 for k in range(count)]
        pieces["slat"].append(
            copies(board, [(0, (k + 0.5) * pitch - depth / 2, dip[k]) for k in range(count)])
        )
    if back:
        rows = 4 if style != "steel" else 6
        for k in range(rows):
            t = 0.1 + 0.32 * k / (rows - 1)
            pose = translation(0, hip - 0.028 + t * np.tan(lean), seat + t) @ rotation("x", -lean)
            if style == "steel":
                at = hip - 0.02 + t * np.tan(lean)
                pieces["slat"].append(rods([(-half, at, seat + t)], [(half, at, seat + t)], 0.013, 8))
            elif style == "concrete":
                pieces["slat"].append(placed(box((length, 0.035, 0.08), (0, 0, 0), 0.006), pose))
            else:
                pieces["slat"].append(
                    placed(
                        box((length - (0.16 if style == "wood" else 0), 0.03, 0.078), (0, 0, 0), 0.006), pose
                    )
                )
        if style == "concrete":
            for x in (-half + 0.3, half - 0.3):
                pieces["metal"].append(
                    placed(
                        box((0.05, 0.012, 0.6), (0, 0.026, 0.18), 0.003, 1),
                        translation(x, hip - 0.028, seat) @ rotation("x", -lean),
                    )
                )
    if style in ("cast iron", "steel"):
        screws = [(x, y, seat - 0.001) for x in ends for y in (-depth / 2 + 0.05, depth / 2 - 0.05)]
        pieces["metal"].append(rods(screws, np.add(screws, (0, 0, 0.004)), 0.008, 8))
    low = min(float(mesh.vertices[:, 2].min()) for meshes in pieces.values() for mesh in meshes)
    pieces = mapped(pieces, lambda mesh: moved(mesh, (0, 0, -low)))
    made = finished(pieces, {"slat": slats, "frame": frame, "metal": materials.metal((0.5, 0.5, 0.5), 0.4)})
    whole = centred(made)
    shift = float(whole[0].mesh.vertices[0, 1] - made[0].mesh.vertices[0, 1])
    return Asset("bench", whole, _words(slats, style, back), _support(half, depth, seat - low, shift))


def _words(slats: Material, style: str, back: bool) -> dict[str, str]:
    material = {"steel": "metal", "stone": "stone"}.get(style, "wood")
    return {"material": material, "frame": style, "kind": "with a back" if back else "without a back"}


def _support(half: float, depth: float, seat: float, shift: float = 0.0) -> tuple[Support, ...]:
    return (Support((-half + 0.1, half - 0.1), (-depth / 2 + 0.05 + shift, depth / 2 - 0.1 + shift), seat),)


@sampler("bench")
def bench_rand(rng: np.random.Generator) -> Asset:
    """A bench."""
    style = STYLES[int(rng.choice(5, p=[0.34, 0.22, 0.18, 0.16, 0.1]))]
    seed = finishes.seed(rng)
    coat = finishes.jitter(
        [(0.05, 0.055, 0.06), (0.06, 0.12, 0.09), (0.3, 0.31, 0.32)][int(rng.integers(3))], rng, 0.006
    )
    iron = materials.paint(coat, 0.35, seed=seed)
    grey = materials.wood(finishes.jitter((0.5, 0.47, 0.43), rng, 0.008), (0.32, 0.3, 0.27), 0.8, 0.01, seed)
    boards = (
        grey
        if rng.random() < 0.3
        else materials.wood(finishes.jitter((0.55, 0.35, 0.2), rng, 0.03), roughness=0.5, seed=seed)
    )
    if rng.random() < 0.2 and style != "stone":
        boards = materials.paint(
            finishes.jitter(
                [(0.1, 0.28, 0.17), (0.5, 0.1, 0.08), (0.82, 0.81, 0.78)][int(rng.integers(3))], rng, 0.01
            ),
            0.4,
            seed=seed,
        )
    rock = materials.concrete(finishes.jitter((0.62, 0.6, 0.57), rng, 0.005), seed=seed)
    slats = {"steel": iron, "stone": rock}.get(style, boards)
    return bench(
        rng.uniform(1.3, 2.2),
        rng.uniform(0.42, 0.47),
        slats,
        rock if style in ("concrete", "stone") else iron,
        style,
        bool(style == "cast iron" or rng.random() < 0.65),
        bool(rng.random() < 0.65),
        rng.uniform(0.4, 0.48),
        rng.uniform(0.15, 0.32),
    )
