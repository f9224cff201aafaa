# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Filled sacks of paper, jute and woven plastic, lying flat: sewn at both ends, or tied at the neck."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import curve, grounded, sheet, tube
from cavendish.scenes.heightfield import fractal
from cavendish.scenes.parts.fittings import loft, parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Support

Mouth = Literal["sewn", "tied"]
SIDES, RINGS = 64, 40
FIN = 0.045  # metres of cloth beyond a sewn end


def sack(
    length: float,
    width: float,
    height: float,
    cloth: Material,
    seam: Material,
    label: Material | None = None,
    mouth: Mouth = "sewn",
    kind: str = "paper",
    seed: int = 0,
) -> Asset:
    """A sack that lies along X, slumped over what it holds. Metres.

    seam: of its thread or cord and of letters; label: of the print on its upper side, where given; mouth: of its end at +X, the other
    is sewn; seed: of its lumps and creases.
    """
    rings = _skin(length, width, height, mouth, seed)
    top = float(rings[..., 2].max())
    threads: list[Mesh] = []
    for end, inward in ((0, 1), (-1, -1)):
        if end == -1 and mouth == "tied":
            continue
        fin, behind = (rings[k, 3 : SIDES // 2 - 2] for k in (end, end + 2 * inward))  # from above
        high = np.maximum(fin[:, 2], behind[:, 2]) + 0.002
        line = np.column_stack([fin[:, 0] + inward * 0.012, fin[:, 1], high])
        threads.append(tube(line[::2], 0.0022, 6))
    if mouth == "tied":
        neck = rings[int(0.84 * RINGS)]
        loop = neck.mean(axis=0) + (neck - neck.mean(axis=0)) * 1.06
        threads += [tube(loop[::3] + (k * 0.008, 0, 0), 0.005, 6, closed=True) for k in (-1, 0, 1)]
        tail = loop[SIDES // 4] + np.array([(0, 0, -0.002), (0.03, -0.02, 0.004), (0.06, -0.06, -0.02)])
        threads.append(tube(curve(tail, 4), 0.004, 6))
    fields, letters = [], []
    if label is not None:
        first, last = int(0.34 * RINGS), int(0.68 * RINGS)
        left, right = 5 * SIDES // 32, 11 * SIDES // 32
        fields.append(_patch(rings, (first, last), (left, right), 0.0015))
        for k in range(first + 1, last - 2, 3):  # a title, and a line under it
            letters.append(_patch(rings, (k, k + 2), (left + 2, left + 6), 0.0028))
        letters.append(_patch(rings, (first + 1, last - 2), (left + 8, left + 9), 0.0028))
    bodies = grounded([loft(rings, 1.3, grain=0), *fields, *threads, *letters])
    split = 1 + len(fields)
    pieces = parts((bodies[:1], cloth), (bodies[1:split], label or seam), (bodies[split:], seam))
    middle = rings[RINGS // 2]
    rest = Support(
        (-length * 0.25, length * 0.2), (-width * 0.25, width * 0.25), top - float(middle[:, 2].min())
    )
    return Asset("sack", pieces, {"material": kind}, (rest,))


def _skin(length: float, width: float, height: float, mouth: Mouth, seed: int) -> Float:
    """Its outside, (RINGS, SIDES, 3), from the seam at -X on."""
    t = np.linspace(0, 1, RINGS)
    t = 0.6 * t + 0.4 * (0.5 - 0.5 * np.cos(np.pi * t))  # finer at the ends
    x = (t - 0.5) * length
    edge = FIN / length
    near = np.clip((t - edge) / 0.24, 0, 1)
    far = np.clip((1 - edge - t) / 0.24, 0, 1) if mouth == "sewn" else np.clip((0.87 - t) / 0.3, 0, 1)
    full = np.sqrt(1 - (1 - near) ** 2) * np.sqrt(1 - (1 - far) ** 2)
    # What is flat is wider: the cloth's girth stays.
    wide = width * (1 - 0.09 * full)
    tall = np.maximum(height * full, 0.006)
    if mouth == "tied":
        neck = np.interp(t, [0.6, 0.7, 0.8, 0.86, 0.89, 0.95, 1.0], [1, 0.93, 0.62, 0.2, 0.19, 0.4, 0.5])
        wide = wide * neck
        tall = np.maximum(tall, height * np.interp(t, [0.8, 0.87, 0.9, 1.0], [0.0, 0.38, 0.36, 0.3]))
    turn = np.arange(SIDES) / SIDES * 2 * np.pi
    c, s = np.cos(turn), np.sin(turn)
    y = wide[:, None] / 2 * np.sign(c) * np.abs(c) ** 0.8
    up = tall[:, None] * np.where(s > 0, 0.62 * np.abs(s) ** 0.75, -0.38 * np.abs(s) ** 0.45)
    points = np.stack([np.broadcast_to(x[:, None], y.shape), y, up + 0.38 * tall[:, None]], axis=-1)
    # Lumps of what is in it, and creases that run from the ends.
    lumps = 0.16 * fractal(points / 0.17, 2, seed % 997) + 0.05 * fractal(points / 0.055, 2, seed % 991)
    ends = (4 * full * (1 - full))[:, None]
    angular = np.stack(np.broadcast_arrays(x[:, None] * 1.5, c * 5, s * 5), axis=-1)
    creases = 0.1 * ends * fractal(angular, 2, seed % 983)
    if mouth == "tied":  # gathered cloth
        creases = creases + 0.16 * np.interp(t, [0.55, 0.85, 1], [0, 1, 0.8])[:, None] * np.sin(11 * turn)
    swell = 1 + (lumps + creases) * np.clip(s + 0.35, 0, 1)
    points[..., 2] *= swell
    points[..., 1] *= 1 + 0.35 * (lumps + creases) * np.abs(c)
    # Ends droop to the floor, and their seam is not straight.
    wave = 0.007 * np.sin(21 * y + seed % 7) * (1 - full[:, None])
    points[..., 2] = (
        np.maximum(points[..., 2] + np.maximum(wave, -points[..., 2]), 0) + 0.012 * (1 - full[:, None]) ** 2
    )
    points[..., 0] += 0.012 * np.sin(7 * y + seed % 5) * np.sign(x)[:, None] * (1 - full[:, None])
    under = points[:, -np.arange(SIDES) % SIDES]  # what lies below: two cloths are never one, nor cross
    apart = 0.005 * np.sqrt(np.clip(s, 0, 1))
    points[..., 2] = np.where(s > 1e-9, np.maximum(points[..., 2], under[..., 2] + apart), points[..., 2])
    thin = np.where(s > 1e-9, 1 - full[:, None], 0.0)
    points[..., :2] += thin[..., None] * (under - points)[..., :2]
    if mouth == "tied":
        points[..., 2] += (np.interp(t, [0.7, 0.87, 1], [0, 0.012, 0]))[:, None]
    return points


def _patch(rings: Float, along: tuple[int, int], around: tuple[int, int], lift: float) -> Mesh:
    """What is printed on the skin between two rings and two of their places, `lift` metres above it."""
    rows = rings[along[0] : along[1] + 1, around[0] : around[1] + 1]
    return sheet(rows + (0, 0, lift))


@sampler("sack")
def sack_rand(rng: np.random.Generator) -> Asset:
    """A sack of 15 to 50 kg."""
    kind = str(rng.choice(["paper", "jute", "plastic"], p=[0.45, 0.25, 0.3]))
    tones: dict[str, Colour] = {
        "paper": (0.74, 0.66, 0.54),
        "jute": (0.58, 0.47, 0.32),
        "plastic": (0.86, 0.86, 0.84),
    }
    tone = finishes.jitter(tones[kind], rng, 0.025)
    seed = finishes.seed(rng)
    cloth = {
        "paper": materials.paper(tone, seed=seed),
        "jute": materials.fabric(tone, weave=0.004, seed=seed),
        "plastic": materials.fabric(tone, weave=0.0025, roughness=0.5, seed=seed),
    }[kind]
    ink = finishes.hsv(rng.random(), rng.uniform(0.5, 0.9), rng.uniform(0.3, 0.7))
    length = float(rng.uniform(0.62, 0.85))
    return sack(
        length,
        length * float(rng.uniform(0.54, 0.64)),
        float(rng.uniform(0.13, 0.18)),
        cloth,
        materials.fabric((0.92, 0.9, 0.85), weave=0.001),
        materials.paper(ink, seed=seed) if rng.random() < 0.75 else None,
        "tied" if kind == "jute" or rng.random() < 0.15 else "sewn",
        kind,
        int(rng.integers(2**31)),
    )
