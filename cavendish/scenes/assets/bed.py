# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Beds: a frame with a headboard (at +Y), a mattress and a duvet; without pillows."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, moved, tube
from cavendish.scenes.parts.bedding import band, duvet
from cavendish.scenes.parts.fittings import leg, padded, parts
from cavendish.scenes.scene import Asset, Material, Mesh

FRAMES = ("panel", "slatted", "upholstered", "metal", "divan")


def bed(
    frame: Material,
    sheet: Material,
    cover: Material,
    lining: Material,
    throw: Material | None = None,
    style: str = "panel",
    width: float = 1.4,
    length: float = 2.0,
    top: float = 0.50,
    mattress: float = 0.2,
    headboard: float = 1.0,
    footboard: float = 0.0,
    drop: float = 0.2,
    plump: float = 0.03,
    bare: float = 0.55,
    turned_down: float = 0.25,
    channels: int = 0,
    seed: int = 0,
) -> Asset:
    """A bed. style: one of FRAMES; width, length: of the mattress; top: height of its upper side.

    mattress: its thickness; headboard: height of the headboard's top; footboard: of a board at the foot, 0
    for none; drop: how far the duvet hangs down over the sides; plump: its thickness; bare: how much of the
    mattress, from the head, it leaves free; turned_down: width of its upper end that is folded back,
    showing `lining`, 0 for none; channels: seams that divide an upholstered headboard; throw: a blanket
    across the foot; seed: of the folds.
    """
    under = top - mattress
    rail = 0.03
    head_y = length / 2 + 0.012
    frame_parts: list[Mesh] = []
    soft_frame: list[Mesh] = []
    side_top = under + 0.05
    x = width / 2 + rail / 2 + 0.006
    if style in ("panel", "slatted"):
        frame_parts += [box((rail, length, 0.16), (s * x, 0, side_top - 0.08), 0.004) for s in (-1, 1)]
        frame_parts.append(
            box((2 * x + rail, rail, 0.16), (0, -length / 2 - rail / 2 + 0.004, side_top - 0.0805), 0.004)
        )
        post, wide = 0.055, 2 * x + rail
        for s in (-1, 1):
            frame_parts.append(
                box((post, post, headboard), (s * (wide - post) / 2, head_y + 0.02, headboard / 2), 0.005)
            )
            tall = max(footboard, side_top) + 0.012
            frame_parts.append(
                box((post, post, tall), (s * (wide - post) / 2, -length / 2 - 0.012, tall / 2), 0.005)
            )
        if style == "panel":
            panel = headboard - 0.03 - (under - 0.05)
            frame_parts.append(
                box((wide - post, 0.024, panel), (0, head_y + 0.02, headboard - 0.03 - panel / 2), 0.004)
            )
            frame_parts.append(box((wide + 0.02, 0.07, 0.025), (0, head_y + 0.02, headboard + 0.012), 0.005))
        else:
            for z, h in ((headboard - 0.05, 0.09), (under + 0.12, 0.07)):
                frame_parts.append(box((wide - post, 0.026, h), (0, head_y + 0.02, z), 0.004))
            count = int(wide / 0.11)
            low, high = under + 0.13, headboard - 0.06
            for k in range(count):
                at = (k + 0.5) * (wide - post) / count - (wide - post) / 2
                frame_parts.append(
                    box((0.045, 0.016, high - low), (at, head_y + 0.02, (low + high) / 2), 0.002, 1)
                )
        if footboard > 0:
            h = footboard - under + 0.06
            frame_parts.append(
                box((wide - post, 0.024, h), (0, -length / 2 - 0.016, footboard - h / 2), 0.004)
            )
    elif style == "upholstered":
        thick = 0.09
        wide = width + 0.12
        soft_frame += [
            padded((0.07, length + 0.02, 0.26), (s * (width / 2 + 0.036), 0, side_top - 0.13), 0.025, inner=3)
            for s in (-1, 1)
        ]
        soft_frame.append(
            padded((wide + 0.022, 0.07, 0.262), (0, -length / 2 - 0.036, side_top - 0.131), 0.025, inner=3)
        )
        strips = max(channels, 1)
        step = wide / strips
        low = 0.10
        for k in range(strips):
            pad = padded(
                (step + 0.004, thick, headboard - low),
                (0, 0, 0),
                0.03,
                (0, 0.012 if strips > 1 else 0.02, 0),
                2 if strips > 1 else 6,
                0,
                0,
                0,
                1,
            )
            soft_frame.append(
                moved(pad, ((k + 0.5) * step - wide / 2, head_y + thick / 2 - 0.004, (headboard + low) / 2))
            )
        feet = [
            (sx * (width / 2 - 0.02), y) for sx in (-1, 1) for y in (-length / 2 + 0.03, length / 2 - 0.05)
        ]
        frame_parts += [moved(leg(side_top - 0.23, 0.05, 0.036), (a, b, 0)) for a, b in feet]
        frame_parts += [
            moved(leg(0.13, 0.05, 0.04), (s * (wide / 2 - 0.1), head_y + thick / 2, 0)) for s in (-1, 1)
        ]
    elif style == "metal":
        r = 0.016
        wide = width + 2 * r + 0.02
        for y, high in ((head_y + r, headboard), (-length / 2 - r - 0.004, max(footboard, top + 0.06))):
            hoop = bend(
                [(-wide / 2, y, 0), (-wide / 2, y, high), (wide / 2, y, high), (wide / 2, y, 0)],
                min(0.16, high * 0.25),
                6,
            )
            frame_parts.append(tube(hoop, r, 14))
            low = under - 0.02
            frame_parts.append(tube([(-wide / 2, y, low), (wide / 2, y, low)], r * 0.7, 10))
            count = max(int(wide / 0.13), 4)
            for k in range(1, count):
                a = k * wide / count - wide / 2
                frame_parts.append(tube([(a, y, low), (a, y, high)], 0.006, 8))
        frame_parts += [
            box((0.03, length + 0.03, 0.04), (s * (width / 2 + 0.01), 0, under - 0.016), 0.003)
            for s in (-1, 1)
        ]
    elif style == "divan":
        half = length / 2 - 0.004
        for y in (-half / 2 - 0.002, half / 2 + 0.002):
            soft_frame.append(
                padded((width + 0.01, half, under - 0.05), (0, y, (under + 0.05) / 2), 0.015, inner=3)
            )
        soft_frame.append(
            padded(
                (width + 0.04, 0.075, headboard - 0.06),
                (0, head_y + 0.036, (headboard + 0.06) / 2),
                0.03,
                (0, 0.015, 0),
            )
        )
        wheels = [
            (sx * (width / 2 - 0.08), y) for sx in (-1, 1) for y in (-length / 2 + 0.1, length / 2 - 0.1)
        ]
        frame_parts += [moved(cylinder(0.025, 0.056, 0.004, 16), (a, b, 0)) for a, b in wheels]
        frame_parts += [
            box((0.06, 0.025, 0.12), (s * width * 0.36, head_y + 0.036, 0.06), 0.003, 1) for s in (-1, 1)
        ]
    else:
        raise ValueError(f"no bed frame is called {style!r}; there are {', '.join(FRAMES)}")
    if style != "divan":  # what the mattress lies on
        frame_parts.append(box((width + 0.008, length - 0.02, 0.05), (0, 0, under - 0.0245), 0.002, 1))
        if style in ("panel", "slatted") and width > 1.3:
            frame_parts.append(box((0.05, 0.05, under - 0.03), (0, 0, (under - 0.03) / 2), 0.003, 1))
    base = padded(
        (width - 0.004, length - 0.004, mattress),
        (0, 0, top - mattress / 2),
        0.045,
        (0, 0, 0.012),
        7,
        0.002,
        seed,
        0.006,
    )
    railed = style in ("panel", "slatted", "upholstered")  # the duvet ends over the rails that stand out
    free = min(drop, mattress + plump - 0.075) if railed else min(drop, mattress + 0.06)
    over = duvet(width, length, top, free, plump, bare, seed, footboard > 0 or style == "metal")
    edge = length / 2 - bare
    linings, throws = [], []
    if turned_down > 0:
        linings.append(
            band(width, top, free * 0.94, plump, edge - turned_down / 2 + 0.03, turned_down, 0.028, seed + 3)
        )
    if throw is not None:
        throws.append(
            band(
                width, top, free + (0.0 if railed else 0.03), plump, -length / 2 + 0.42, 0.5, 0.013, seed + 5
            )
        )
    attributes = {"material": cover.kind, "frame": style, "size": "double" if width > 1.25 else "single"}
    return Asset(
        "bed",
        parts(
            (frame_parts, frame if style not in ("upholstered", "divan") else lining_of(frame)),
            (soft_frame, frame),
            ([base], sheet),
            ([over], cover),
            (linings, lining),
            (throws, throw or cover),
        ),
        attributes,
    )


def lining_of(cloth: Material) -> Material:
    """What the feet under an upholstered frame are made of.

    Black plastic under dark cloth, else pale wood.
    """
    dark = sum(cloth.color) < 1.2
    return (
        materials.plastic((0.05, 0.05, 0.05)) if dark else materials.wood((0.82, 0.64, 0.48), roughness=0.5)
    )


def _bedding(rng: np.random.Generator) -> Material:
    if rng.random() < 0.4:
        level = float(rng.uniform(0.82, 0.95))
        return materials.fabric((level, level * 0.99, level * 0.96), weave=0.0012, seed=finishes.seed(rng))
    return finishes.cloth(rng, patterned=0.35)


@sampler("bed")
def bed_rand(rng: np.random.Generator) -> Asset:
    """A bed, single or double."""
    style = str(rng.choice(FRAMES, p=[0.3, 0.2, 0.25, 0.12, 0.13]))
    width = float(rng.choice([0.9, 1.0, 1.2, 1.4, 1.6, 1.8], p=[0.2, 0.1, 0.1, 0.25, 0.25, 0.1]))
    frame = finishes.case(rng) if style in ("panel", "slatted") else finishes.upholstery(rng)
    if style == "metal":
        frame = finishes.frame_metal(rng)
    top = rng.uniform(0.44, 0.58)
    cover = _bedding(rng)
    level = float(rng.uniform(0.85, 0.95))
    sheet = materials.fabric((level, level, level * 0.98), weave=0.001, seed=finishes.seed(rng))
    wooden = style in ("panel", "slatted")
    return bed(
        frame,
        sheet if rng.random() < 0.7 else _bedding(rng),
        cover,
        _bedding(rng) if rng.random() < 0.6 else sheet,
        throw=finishes.cloth(rng, 0.4) if rng.random() < 0.4 else None,
        style=style,
        width=width,
        length=float(rng.choice([1.9, 2.0, 2.0, 2.1])),
        top=top,
        mattress=rng.uniform(0.16, 0.24),
        headboard=top + rng.uniform(0.35, 0.65),
        footboard=top + rng.uniform(0.02, 0.2) if wooden and rng.random() < 0.35 else 0.0,
        drop=rng.uniform(0.16, 0.30),
        plump=rng.uniform(0.02, 0.045),
        bare=rng.uniform(0.45, 0.62),
        turned_down=rng.uniform(0.18, 0.32) if rng.random() < 0.7 else 0.0,
        channels=int(rng.integers(4, 10)) if rng.random() < 0.5 else 0,
        seed=int(rng.integers(10_000)),
    )
