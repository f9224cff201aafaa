# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Mailboxes in the street: pillar boxes, round-topped boxes on legs, boxes on a post."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, lathe, moved, placed, rotation, translation, turned
from cavendish.scenes.parts.facade.elements import Points, bag, boxes, finished
from cavendish.scenes.parts.facade.letters import letters
from cavendish.scenes.parts.fittings import loft, volume
from cavendish.scenes.scene import Asset, Colour, Material, Mesh

Style = Literal["pillar", "collection box", "post", "house"]
STYLES: tuple[Style, ...] = ("pillar", "collection box", "post", "house")


def mailbox(
    height: float, width: float, body: Material, trim: Material, style: Style = "pillar", text: str = "POST"
) -> Asset:
    """A mailbox whose slot faces -Y. trim: of its base, post or flag; text: in raised letters under the slot."""
    pieces, h, w = bag(), height, width
    if style == "pillar":
        r = w / 2
        base = h * 0.17
        pieces["trim"].append(
            lathe([(0, 0), (r * 1.02, 0), (r * 1.02, base - 0.03), (r * 0.96, base), (0, base)], 40, 0.5)
        )
        top = h * 0.9
        shape = [
            (0, base - 0.01), (r * 0.95, base - 0.01), (r * 0.95, top - 0.08), (r * 0.98, top - 0.06), (r * 0.98, top - 0.03), (r * 1.1, top), (r * 1.1, top + 0.045),
            (r * 1.02, top + 0.06), (r * 0.7, h - 0.025), (r * 0.3, h - 0.003), (0, h),
        ]  # fmt: skip
        pieces["body"].append(lathe(shape, 48, 0.6))
        pieces["dark"].append(boxes([(-r * 0.55, r * 0.55, -r * 0.99, -r * 0.7, top - 0.18, top - 0.145)]))
        pieces["body"].append(
            boxes(
                [
                    (-r * 0.62, r * 0.62, -r * 1.06, -r * 0.7, top - 0.145, top - 0.12),
                    (-r * 0.62, r * 0.62, -r * 1.0, -r * 0.7, top - 0.2, top - 0.18),
                ],
                0.006,
            )
        )
        pieces["paper"].append(boxes([(-0.07, 0.07, -r * 0.985, -r * 0.8, top - 0.42, top - 0.25)], 0.003))
        pieces["body"].append(boxes([(-0.08, 0.08, -r * 0.975, -r * 0.8, top - 0.43, top - 0.24)], 0.003))
        seam = boxes(
            [
                (s * r * 0.72 - 0.004, s * r * 0.72 + 0.004, -r * 0.69, -r * 0.5, base + 0.06, top - 0.46)
                for s in (-1, 1)
            ]
        )
        pieces["dark"].append(seam)
        pieces["body"].append(
            boxes(
                [(r * 0.66, r * 0.8, -r * 0.74, -r * 0.5, z, z + 0.09) for z in (base + 0.16, top - 0.62)],
                0.008,
            )
        )
        lock = turned(cylinder(0.018, 0.02, 0.003, 16), "x", np.pi / 2)
        pieces["metal"].append(moved(lock, (-r * 0.45, -r * 0.84, base + 0.45)))
        size = min(0.06, r * 1.0 / len(text))
        pieces["body"].append(moved(letters(text, size, 0.012, 0.16), (0, -r * 0.945, top - 0.5)))
    elif style == "collection box":
        d = w * 0.95
        leg = h * 0.16
        low, wall = leg - 0.04, h * 0.72
        a = np.linspace(0, np.pi, 17)
        arch = np.stack([0 * a, -np.cos(a) * d / 2, np.sin(a) * (h - wall) + wall], 1)
        outline = np.vstack([[(0, -d / 2, low)], arch, [(0, d / 2, low)]])
        ring = np.vstack([outline[0] * [1, 0.999, 1], outline[1:]])
        rings = [ring + (s * w / 2, 0, 0) for s in (-1, 1)]
        pieces["body"].append(_skin(np.array(rings)))
        for s in (-1, 1):
            edge = outline * [1, 1.02, 1] + (0, 0, 0.008)
            bands = [edge + (s * w / 2 + t, 0, 0) for t in (-0.02, 0.014)]
            pieces["body"].append(_skin(np.array(bands)))
        pieces["trim"].append(
            boxes(
                [
                    (
                        sx * (w / 2 - 0.03) - 0.02,
                        sx * (w / 2 - 0.03) + 0.02,
                        sy * (d / 2 - 0.04) - 0.02,
                        sy * (d / 2 - 0.04) + 0.02,
                        0,
                        leg,
                    )
                    for sx in (-1, 1)
                    for sy in (-1, 1)
                ],
                0.004,
            )
        )
        t = 0.7
        pose = translation(0, -np.cos(t) * d / 2 - 0.006, np.sin(t) * (h - wall) + wall) @ rotation("x", -0.5)
        pieces["body"].append(placed(box((w * 0.76, 0.022, 0.17), (0, 0, 0), 0.006), pose))
        pieces["metal"].append(placed(box((w * 0.5, 0.03, 0.02), (0, -0.02, 0.05), 0.006), pose))
        pieces["paper"].append(
            boxes([(-w * 0.3, w * 0.3, -d / 2 - 0.004, -d / 2 + 0.01, wall - 0.24, wall - 0.1)], 0.002)
        )
        pieces["body"].append(
            boxes([(-w * 0.4, w * 0.4, -d / 2 - 0.01, -d / 2 + 0.01, low + 0.06, wall - 0.32)], 0.006)
        )
        pieces["letter"].append(
            moved(
                letters(text, min(0.1, w * 0.9 / len(text)), 0.004),
                (0, -d / 2 - 0.011, (low + wall) / 2 - 0.08),
            )
        )
        lock = turned(cylinder(0.014, 0.02, 0.003, 12), "x", np.pi / 2)
        pieces["metal"].append(moved(lock, (w * 0.3, -d / 2 - 0.008, low + 0.16)))
    else:
        house = style == "house"
        d, tall = (w * 1.9, w * 0.95) if house else (w * 0.62, w * 1.15)
        low = h - tall
        pieces["trim"].append(
            boxes([(-0.045, 0.045, -0.045, 0.045, 0, low + 0.01)], 0.006)
            if house
            else cylinder(0.03, low + 0.05, 0.004, 18)
        )
        if not house:
            pieces["trim"].append(cylinder(0.1, 0.015, 0.003, 20))
        if house:
            pieces["trim"].append(
                boxes([(-w * 0.42, w * 0.42, -d * 0.45, d * 0.45, low - 0.01, low + 0.02)], 0.004)
            )
            a = np.linspace(0, np.pi, 15)
            arch = np.stack([np.cos(a) * w / 2, 0 * a, np.sin(a) * w / 2 + h - w / 2], 1)
            ring = np.vstack([arch, [(-w / 2, 0, low + 0.02), (w / 2, 0, low + 0.02)]])
            rings = [ring + (0, s * d / 2, 0) for s in (-1, 1)]
            pieces["body"].append(_skin(np.array(rings)))
            door = [ring * [1.03, 1, 1] + (0, y, 0) for y in (-d / 2 - 0.012, -d / 2 + 0.03)]
            pieces["body"].append(_skin(np.array(door)))
            pieces["metal"].append(boxes([(-0.02, 0.02, -d / 2 - 0.04, -d / 2, h - 0.1, h - 0.06)], 0.004))
            flag = [
                (w / 2 + 0.006, w / 2 + 0.012, -0.02, 0.0, h - 0.18, h + 0.03),
                (w / 2 + 0.006, w / 2 + 0.012, -0.02, 0.09, h - 0.03, h + 0.03),
            ]
            pieces["flag"].append(boxes(flag, 0.002))
        else:
            pieces["body"].append(box((w, d, tall * 0.94), (0, 0, low + tall * 0.47), 0.014))
            hood = translation(0, -0.01, h - tall * 0.05) @ rotation("x", 0.12)
            pieces["body"].append(placed(box((w + 0.04, d + 0.05, 0.03), (0, 0, 0), 0.01), hood))
            pieces["dark"].append(
                boxes(
                    [(-w * 0.38, w * 0.38, -d / 2 - 0.002, -d / 2 + 0.05, h - tall * 0.27, h - tall * 0.21)]
                )
            )
            pieces["body"].append(
                boxes(
                    [(-w * 0.42, w * 0.42, -d / 2 - 0.03, -d / 2 + 0.02, h - tall * 0.21, h - tall * 0.18)],
                    0.006,
                )
            )
            pieces["body"].append(
                boxes(
                    [(-w * 0.42, w * 0.42, -d / 2 - 0.006, -d / 2 + 0.02, low + tall * 0.06, h - tall * 0.5)],
                    0.004,
                )
            )
            pieces["paper"].append(
                boxes(
                    [(-w * 0.2, w * 0.2, -d / 2 - 0.004, -d / 2 + 0.02, h - tall * 0.46, h - tall * 0.32)],
                    0.002,
                )
            )
            pieces["letter"].append(
                moved(
                    letters(text, min(0.07, w * 0.9 / len(text)), 0.003),
                    (0, -d / 2 - 0.007, low + tall * 0.26),
                )
            )
    pale = sum(body.color) < 1.35
    finish = {
        "body": body,
        "trim": trim,
        "dark": materials.plain((0.02, 0.02, 0.02), 0.8),
        "paper": materials.paper((0.9, 0.89, 0.85), pattern=1.0),
        "metal": materials.metal((0.6, 0.6, 0.6), 0.35),
        "letter": materials.paint((0.92, 0.92, 0.9) if pale else (0.06, 0.06, 0.07), 0.4),
        "flag": materials.paint((0.7, 0.06, 0.05), 0.4),
    }
    return Asset("mailbox", finished(pieces, finish), {"color": _word(body.color), "kind": style})


def _skin(rings: Points) -> Mesh:
    """A loft over rings, whichever way round they are."""
    rings = np.asarray(rings, float)
    mesh = loft(rings, 0.5)
    return mesh if volume(mesh) > 0 else loft(rings[:, ::-1], 0.5)


def _word(color: Colour) -> str:
    r, g, b = color
    if max(color) - min(color) < 0.12:
        return "black" if r < 0.2 else "grey" if r < 0.7 else "white"
    return "yellow" if r > 0.6 and g > 0.45 else "red" if r > max(g, b) else "blue" if b > g else "green"


@sampler("mailbox")
def mailbox_rand(rng: np.random.Generator) -> Asset:
    """A mailbox."""
    style = STYLES[int(rng.choice(4, p=[0.3, 0.28, 0.24, 0.18]))]
    seed = finishes.seed(rng)
    red, blue, yellow = (0.62, 0.05, 0.05), (0.06, 0.16, 0.42), (0.88, 0.66, 0.04)
    colors: dict[str, list[Colour]] = {
        "pillar": [red, red, (0.08, 0.3, 0.18)],
        "collection box": [blue, blue, red],
        "post": [yellow, red, blue],
        "house": [(0.07, 0.07, 0.075), (0.75, 0.76, 0.77), (0.5, 0.08, 0.07), (0.14, 0.25, 0.18)],
    }
    options = colors[style]
    body = materials.paint(
        finishes.jitter(options[int(rng.integers(len(options)))], rng, 0.008), 0.3, 0.5, seed
    )
    trim = {
        "house": materials.wood((0.5, 0.4, 0.3), roughness=0.8, seed=seed),
        "post": materials.metal((0.6, 0.61, 0.62), 0.4, seed=seed),
        "pillar": materials.paint((0.05, 0.05, 0.055), 0.4, seed=seed),
    }.get(style, body)
    height, width = {
        "pillar": (rng.uniform(1.45, 1.7), rng.uniform(0.4, 0.5)),
        "collection box": (rng.uniform(1.15, 1.35), rng.uniform(0.5, 0.62)),
        "post": (rng.uniform(1.25, 1.5), rng.uniform(0.36, 0.48)),
        "house": (rng.uniform(1.1, 1.3), rng.uniform(0.2, 0.26)),
    }[style]
    return mailbox(height, width, body, trim, style, str(rng.choice(["POST", "MAIL", "LETTERS"])))
