# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Steel lockers in a row, one to four doors high."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import box, cylinder, placed, rotation, translation
from cavendish.scenes.parts.fittings import deformed, parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh, Support


def locker(
    body: Material,
    doors: tuple[Material, ...],
    columns: int = 3,
    tiers: int = 1,
    width: float = 0.9,
    depth: float = 0.5,
    height: float = 1.8,
    base: str = "plinth",
    slope: float = 0.0,
    ajar: tuple[int, float] | None = None,
    grip: str = "lever",
    color: str = "grey",
) -> Asset:
    """Lockers.

    doors: materials that the columns' doors take in turn; base: plinth or legs; slope: how much its roof rises to the
    back, metres; ajar: (which door, radians); grip: lever or lock.
    """
    lift = 0.09 if base == "plinth" else 0.14
    t = 0.012
    face = -depth / 2 + 0.03
    back = depth / 2
    mid, deep = (face + back) / 2, back - face
    z0, z1 = lift, height - slope
    shell: list[Mesh] = []
    xs = np.linspace(-width / 2, width / 2, columns + 1)
    for k, x in enumerate(xs):
        at = x + (t / 2 if k == 0 else -t / 2 if k == columns else 0.0)
        shell.append(box((t, deep, z1 - z0), (at, mid, (z0 + z1) / 2), 0.002, 1))
    shell += [box((width - 2 * t, deep, t), (0, mid, z), 0.002, 1) for z in (z0 + t / 2, z1 - t / 2)]
    shell.append(box((width - 2 * t, 0.004, z1 - z0 - 2 * t), (0, back - 0.004, (z0 + z1) / 2), 0))
    if slope > 0:
        roof = box((width, deep, slope), (0, mid, z1 + slope / 2), 0.001, 1)

        def lean(p: Float) -> Float:
            up = np.clip((p[:, 2] - z1) / slope, 0, 1) * np.clip((p[:, 1] - face) / deep, 0.02, 1)
            return np.column_stack([p[:, 0], p[:, 1], z1 + slope * up])

        shell.append(deformed(roof, lean, 0.4))
    dark: list[Mesh] = []
    bright: list[Mesh] = []
    plates: list[Mesh] = []
    if base == "plinth":
        shell.append(
            box((width - 0.01, deep - 0.03, lift + 0.004), (0, mid + 0.01, lift / 2 + 0.002), 0.002, 1)
        )
    else:
        shell += [
            box((0.035, 0.035, lift + 0.002), (sx * (width / 2 - 0.03), y, lift / 2 + 0.001), 0.002, 1)
            for sx in (-1, 1)
            for y in (face + 0.03, back - 0.03)
        ]
    leaves: list[list[Mesh]] = [[] for _ in doors]
    span = (z1 - z0 - 2 * t) / tiers
    inner = width / columns
    for c in range(columns):
        for r in range(tiers):
            low = z0 + t + r * span
            if c == 0 and r:
                shell.append(box((width - 2 * t, deep - 0.01, 0.008), (0, mid + 0.004, low), 0.001, 1))
            w, h = inner - 0.016, span - 0.008
            leaf = [box((w, 0.016, h), (w / 2, 0, 0), 0.003)]
            holes: list[Mesh] = []
            for end in (1, -1):
                for k in range(4 if h > 0.5 else 3):
                    slot = end * (h / 2 - 0.06 - 0.022 * k)
                    holes.append(box((w * 0.5, 0.004, 0.006), (w / 2, -0.0072, slot), 0))
                    leaf.append(box((w * 0.52, 0.006, 0.003), (w / 2, -0.0095, slot + 0.006), 0))
            handle: list[Mesh] = []
            if grip == "lever":
                handle.append(box((0.04, 0.012, 0.13), (w - 0.035, -0.011, 0), 0.004))
                holes.append(box((0.022, 0.003, 0.07), (w - 0.035, -0.0175, 0.0), 0.001, 1))
            else:
                knob = placed(
                    cylinder(0.014, 0.018, 0.003, 18),
                    translation(w - 0.035, -0.007, 0) @ rotation("x", np.pi / 2),
                )
                handle.append(knob)
                handle.append(box((0.006, 0.012, 0.022), (w - 0.035, -0.028, 0), 0.002, 1))
            plate = box((0.06, 0.003, 0.03), (w / 2, -0.009, h * 0.5 - 0.19 if h > 0.5 else 0.0), 0.001, 1)
            turn = -ajar[1] if ajar is not None and ajar[0] == c * tiers + r else 0.0
            pose = translation(xs[c] + 0.008, face - 0.008 - 0.0005, low + span / 2) @ rotation("z", turn)
            leaves[c % len(doors)] += [placed(m, pose) for m in leaf]
            dark += [placed(m, pose) for m in holes]
            bright += [placed(m, pose) for m in handle]
            plates.append(placed(plate, pose))
    black = materials.plastic((0.04, 0.04, 0.042), 0.6)
    steel = materials.metal((0.72, 0.72, 0.73), 0.3)
    label = materials.paper((0.93, 0.93, 0.9))
    pieces = parts(
        (shell, body), *zip(leaves, doors, strict=True), (dark, black), (bright, steel), (plates, label)
    )
    supports = (
        ()
        if slope > 0
        else (Support((-width / 2 + 0.03, width / 2 - 0.03), (face + 0.02, back - 0.02), height),)
    )
    return Asset(
        "locker",
        pieces,
        {"color": color, "material": "painted metal", "doors": str(columns * tiers)},
        supports,
    )


@sampler("locker")
def locker_rand(rng: np.random.Generator) -> Asset:
    """One to five columns of lockers, 1.7 to 1.9 m high."""
    names: dict[str, Colour] = {
        "grey": (0.62, 0.63, 0.64),
        "blue": (0.14, 0.28, 0.52),
        "green": (0.2, 0.4, 0.3),
        "red": (0.6, 0.1, 0.09),
        "yellow": (0.85, 0.68, 0.15),
        "beige": (0.78, 0.72, 0.6),
    }
    color = str(rng.choice(list(names), p=[0.3, 0.28, 0.12, 0.12, 0.08, 0.1]))
    tone = finishes.jitter(names[color], rng, 0.03)
    paint = materials.paint(tone, 0.35, seed=finishes.seed(rng))
    body = paint if rng.random() < 0.5 else materials.paint((0.6, 0.61, 0.62), 0.4)
    doors: tuple[Material, ...] = (paint,)
    if rng.random() < 0.15:
        doors = tuple(materials.paint(names[n], 0.35) for n in rng.permutation(list(names))[:3])
    columns = int(rng.choice([1, 2, 3, 4, 5], p=[0.1, 0.25, 0.35, 0.2, 0.1]))
    tiers = int(rng.choice([1, 2, 3, 4], p=[0.4, 0.35, 0.15, 0.1]))
    base = "plinth" if rng.random() < 0.65 else "legs"
    ajar = (
        (int(rng.integers(columns * tiers)), float(rng.uniform(0.08, 0.18))) if rng.random() < 0.15 else None
    )
    return locker(
        body,
        doors,
        columns,
        tiers,
        columns * float(rng.uniform(0.3, 0.36)),
        float(rng.uniform(0.45, 0.52)),
        float(rng.uniform(1.72, 1.92)),
        base,
        float(rng.uniform(0.1, 0.16)) if rng.random() < 0.2 else 0.0,
        ajar,
        "lever" if rng.random() < 0.6 else "lock",
        color if len(doors) == 1 else "colourful",
    )
