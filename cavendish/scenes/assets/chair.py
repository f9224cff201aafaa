# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Chairs with four legs, for tables: of slats, of spindles, with a moulded shell, upholstered."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cushion, grid, merge, moved, placed, sheet, tube, turned
from cavendish.scenes.parts.fittings import centred, deformed, leg, padded, parts, pose, rounded, slab
from cavendish.scenes.scene import Asset, Float, Material, Mesh, Part


def chair(
    frame: Material,
    pad: Material | None = None,
    width: float = 0.45,
    depth: float = 0.45,
    seat: float = 0.45,
    height: float = 0.88,
    slats: int = 3,
    lean: float = 0.12,
    leg: float = 0.036,
) -> Asset:
    """A chair of wood.

    Four legs, a seat, a leaning back of horizontal slats, with a pad where one is given.

    width, depth: of the seat; seat: its height; height: of the whole; lean: of the back, radians; leg:
    thickness.
    """
    thick = 0.022
    x, y = width / 2 - leg / 2, depth / 2 - leg / 2
    legs = [
        box((leg, leg, seat - thick), (sx * x, sy * y, (seat - thick) / 2))
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    aprons = [box((width - leg, 0.018, 0.06), (0, sy * y, seat - thick - 0.035)) for sy in (-1, 1)]
    aprons += [box((0.018, depth - leg, 0.06), (sx * x, 0, seat - thick - 0.035)) for sx in (-1, 1)]
    top = box((width, depth, thick), (0, 0, seat - thick / 2), bevel=0.008, segments=3)
    rise = (height - seat) / np.cos(lean)
    posts = [box((leg * 0.8, leg * 0.7, rise), (sx * x, 0, rise / 2)) for sx in (-1, 1)]
    step = (rise - 0.12) / max(slats, 1)
    rails = [box((width - leg, 0.016, step * 0.55), (0, 0, 0.12 + step * (k + 0.6))) for k in range(slats)]
    back = moved(turned(merge(posts + rails), "x", -lean), (0, y - 0.004, seat - thick / 2))
    made = [Part(merge([*legs, *aprons, top, back]), frame)]
    if pad is not None:
        made.append(
            Part(cushion((width * 0.92, depth * 0.88, 0.045), (0, -0.01, seat + 0.02), plump=0.25), pad)
        )
    return Asset("chair", centred(tuple(made)), {"material": frame.kind})


def shell_chair(
    shell: Material,
    legs: Material,
    pad: Material | None = None,
    width: float = 0.47,
    seat: float = 0.45,
    height: float = 0.82,
    lean: float = 0.25,
    curl: float = 0.06,
    metal: bool = False,
) -> Asset:
    """A chair with a moulded shell, seat and back in one, on four splayed legs.

    seat: height of the shell's lowest point; height: of the whole; lean: of the back, radians; curl: how
    far its sides turn up; metal: thin rods with braces in place of wooden legs.
    """
    rise = height - seat
    profile = bend(
        [
            (0, -0.24, seat - 0.03),
            (0, -0.20, seat + 0.012),
            (0, 0.15, seat),
            (0, 0.17 + float(np.tan(lean)) * rise, height),
        ],
        0.11,
        8,
    )
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    along /= along[-1]

    def surface(u: Float, v: Float) -> tuple[Float, Float, Float]:
        y, z = (np.interp(u, along, profile[:, k]) for k in (1, 2))
        back = np.clip((u - 0.45) / 0.3, 0, 1)
        shape = np.interp(
            u, [0, 0.06, 0.2, 0.45, 0.62, 0.85, 0.95, 1], [0.80, 0.93, 1.0, 0.97, 0.90, 0.87, 0.82, 0.74]
        )
        side = 2 * v - 1
        lift = curl * np.abs(side) ** 2.6 * np.interp(u, [0, 0.15, 0.5, 0.8, 1], [0.1, 0.6, 1.2, 0.7, 0.3])
        round_ = (
            0.03 * np.abs(side) ** 4 * (np.clip((u - 0.78) * 4.5, 0, 1) - np.clip(1 - u * 12, 0, 1) * 0.6)
        )
        return side * width / 2 * shape, y - lift * back, z + lift * (1 - back) - round_ * back

    body = sheet(grid(surface, 34, 18), 0.007)
    out: list[Mesh] = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            foot = (sx * 0.075, sy * 0.085)
            if metal:
                top = np.array([sx * 0.13, sy * 0.11, seat + 0.002])
                out.append(
                    tube(np.array([top + np.array([foot[0], foot[1], 0.006 - top[2]]), top]), 0.008, 10)
                )
            else:
                out.append(moved(leg(seat - 0.004, 0.034, 0.020, foot), (sx * 0.13, sy * 0.11, 0)))
    if metal:
        for sx, sy in ((-1, 1), (1, 1), (1, -1), (-1, -1)):
            low, high = seat * 0.25, seat * 0.9
            ends = [
                np.array([sx * (0.13 + 0.075 * (1 - z / seat)), q * (0.11 + 0.085 * (1 - z / seat)), z])
                for q, z in ((sy, low), (-sy, high))
            ]
            out.append(tube(np.array(ends), 0.004, 8))
        low = min(float(np.min(mesh.vertices[:, 2])) for mesh in out)
        out = [moved(mesh, (0, 0, -low)) for mesh in out]
    under = [box((0.30, 0.03, 0.022), (0, sy * 0.11, seat - 0.010), 0.004, 1) for sy in (-1, 1)]
    under += [box((0.03, 0.25, 0.018), (sx * 0.13, 0, seat - 0.011), 0.004, 1) for sx in (-1, 1)]
    soft: list[Mesh] = []
    if pad is not None:
        soft.append(
            padded((width * 0.74, 0.32, 0.035), (0, -0.03, seat + 0.024), 0.014, (0.01, 0.01, 0.008), 5)
        )
    return Asset(
        "chair",
        centred(parts(([body], shell), (out + under, legs), (soft, pad or shell))),
        {"material": shell.kind, "shape": "shell"},
    )


def spindle_chair(
    frame: Material,
    width: float = 0.46,
    depth: float = 0.43,
    seat: float = 0.45,
    height: float = 0.90,
    spindles: int = 7,
    lean: float = 0.18,
    hoop: bool = True,
) -> Asset:
    """A Windsor chair.

    A carved seat, splayed legs with stretchers, and a back of spindles in a hoop or under a rail.
    """
    thick = 0.034
    top = slab(rounded(width, depth, 0.11, 8), thick, seat - thick, 0.012)
    high = seat - thick + 0.012
    spots = [(sx * width * 0.33, sy * depth * 0.32) for sx in (-1, 1) for sy in (-1, 1)]
    splay = [(np.sign(x) * 0.055, np.sign(y) * 0.065) for x, y in spots]
    pieces = [
        top,
        *(moved(leg(high, 0.030, 0.022, s), (x, y, 0)) for (x, y), s in zip(spots, splay, strict=True)),
    ]
    level = 0.19
    share = 1 - level / high
    feet = {
        (np.sign(x), np.sign(y)): (x + s[0] * share, y + s[1] * share, level)
        for (x, y), s in zip(spots, splay, strict=True)
    }
    for sx in (-1.0, 1.0):
        pieces.append(tube(np.array([feet[sx, -1.0], feet[sx, 1.0]]), 0.010, 10))
    pieces.append(
        tube(np.array([(-abs(feet[1.0, 1.0][0]), 0, level), (abs(feet[1.0, 1.0][0]), 0, level)]), 0.010, 10)
    )
    rise = (height - seat) / np.cos(lean)
    turn = pose("x", -lean, (0, depth / 2 - 0.045, seat - 0.012))
    half = width * 0.42
    if hoop:
        arch = np.linspace(0, np.pi, 25)
        line = np.column_stack(
            [
                half * np.sign(np.cos(arch)) * np.abs(np.cos(arch)) ** 0.6,
                0 * arch,
                rise * np.abs(np.sin(arch)) ** 0.6,
            ]
        )
        pieces.append(placed(tube(line, 0.011, 10), turn))
    else:
        rail = box((2 * half + 0.05, 0.022, 0.075), (0, 0, rise - 0.03), 0.008)
        pieces.append(placed(rail, turn))
        pieces += [
            placed(tube(np.array([(s * half, 0, 0), (s * (half - 0.006), 0, rise - 0.04)]), 0.013, 10), turn)
            for s in (-1, 1)
        ]
    for k in range(spindles):
        share = (k + 1) / (spindles + 1) * 2 - 1
        x = share * half
        end = rise * (1 - np.abs(share) ** (1 / 0.6)) ** 0.3 if hoop else rise - 0.04
        pieces.append(
            placed(
                tube(np.array([(x * 0.86, 0, 0), (x * 0.93, 0, end * 0.5), (x, 0, end - 0.002)]), 0.0065, 8),
                turn,
            )
        )
    return Asset("chair", centred(parts((pieces, frame))), {"material": frame.kind, "shape": "spindle back"})


def upholstered_chair(
    cloth: Material,
    legs: Material,
    width: float = 0.47,
    depth: float = 0.46,
    seat: float = 0.47,
    height: float = 0.90,
    lean: float = 0.16,
    seed: int = 0,
) -> Asset:
    """A dining chair with a padded seat and a padded, curved back on four tapered legs."""
    thick = 0.085
    pads = [
        padded(
            (width, depth, thick),
            (0, 0, seat - thick / 2 - 0.006),
            0.03,
            (0.006, 0.01, 0.018),
            5,
            0.002,
            seed,
            0.004,
        )
    ]
    rise = height - seat + 0.07
    back = padded(
        (width * 0.97, 0.065, rise), (0, 0, 0), 0.028, (0.012, 0.014, 0.012), 6, 0.002, seed + 1, 0.004, 1
    )

    def curve(p: Float) -> Float:
        x = 2 * p[:, 0] / width
        return np.column_stack(
            [p[:, 0] * (1 - 0.10 * (p[:, 2] / rise - 0.5) ** 2), p[:, 1] - 0.03 * x**2, p[:, 2]]
        )

    back = deformed(back, curve, 1.4)
    pads.append(
        placed(back, pose("x", -lean, (0, depth / 2 + 0.028, seat - 0.06)) @ pose("x", 0, (0, 0, rise / 2)))
    )
    top = seat - thick + 0.02
    out = [
        moved(
            leg(top, 0.038, 0.022, (sx * 0.02, sy * (0.05 if sy > 0 else 0.02)), round_=bool(seed % 2)),
            (sx * (width / 2 - 0.04), sy * (depth / 2 - 0.045), 0),
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    return Asset(
        "chair", centred(parts((pads, cloth), (out, legs))), {"material": cloth.kind, "shape": "upholstered"}
    )


@sampler("chair")
def chair_rand(rng: np.random.Generator) -> Asset:
    """A dining chair."""
    pick = rng.random()
    if pick < 0.2:
        metal = bool(rng.random() < 0.4)
        return shell_chair(
            finishes.any_plastic(rng) if rng.random() < 0.7 else finishes.wood(rng),
            finishes.frame_metal(rng) if metal else finishes.wood(rng),
            finishes.upholstery(rng) if rng.random() < 0.25 else None,
            width=rng.uniform(0.44, 0.50),
            seat=rng.uniform(0.43, 0.46),
            height=rng.uniform(0.78, 0.86),
            lean=rng.uniform(0.18, 0.32),
            curl=rng.uniform(0.03, 0.09),
            metal=metal,
        )
    if pick < 0.38:
        return spindle_chair(
            finishes.case(rng),
            width=rng.uniform(0.43, 0.50),
            depth=rng.uniform(0.40, 0.46),
            seat=rng.uniform(0.43, 0.46),
            height=rng.uniform(0.82, 1.0),
            spindles=int(rng.integers(5, 10)),
            lean=rng.uniform(0.12, 0.24),
            hoop=bool(rng.random() < 0.55),
        )
    if pick < 0.56:
        return upholstered_chair(
            finishes.upholstery(rng),
            finishes.frame_metal(rng) if rng.random() < 0.3 else finishes.wood(rng),
            width=rng.uniform(0.44, 0.52),
            depth=rng.uniform(0.43, 0.50),
            seat=rng.uniform(0.45, 0.48),
            height=rng.uniform(0.80, 1.02),
            lean=rng.uniform(0.10, 0.22),
            seed=int(rng.integers(10_000)),
        )
    return chair(
        frame=finishes.case(rng),
        pad=finishes.upholstery(rng) if rng.random() < 0.5 else None,
        width=rng.uniform(0.40, 0.50),
        depth=rng.uniform(0.40, 0.48),
        seat=rng.uniform(0.43, 0.47),
        height=rng.uniform(0.80, 1.0),
        slats=int(rng.integers(1, 5)),
        lean=rng.uniform(0.05, 0.2),
        leg=rng.uniform(0.03, 0.045),
    )
