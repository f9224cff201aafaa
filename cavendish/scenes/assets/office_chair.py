# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Office chairs: a five-armed foot on castors, a gas spring, a seat and a back of pad, mesh or leather."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import bend, box, cylinder, grid, moved, placed, sheet, tube, turned
from cavendish.scenes.parts.fittings import (
    castor,
    centred,
    deformed,
    loft,
    padded,
    parts,
    pose,
    ring_of,
    rounded,
)
from cavendish.scenes.scene import Asset, Float, Material, Mesh

BACKS = ("pad", "mesh", "executive")
ARMS = ("none", "T", "loop")


def office_chair(
    pad: Material,
    shell: Material,
    metal: Material,
    net: Material,
    back: str = "pad",
    arms: str = "T",
    seat: float = 0.48,
    width: float = 0.49,
    depth: float = 0.47,
    back_height: float = 0.55,
    lean: float = 0.12,
    spread: float = 0.32,
    headrest: bool = False,
    turn: float = 0.3,
    seed: int = 0,
) -> Asset:
    """An office chair.

    back: one of BACKS; arms: one of ARMS; seat: height of its top; width, depth: of the seat.

    back_height: of the backrest above the seat; lean: its tilt, radians; spread: radius of the foot; turn:
    of the foot about the column, radians. pad: upholstery; shell: plastic parts; metal: foot and column;
    net: of a mesh back.
    """
    wheel = 0.028
    hub = 0.105
    level = seat - 0.085  # the underside of the seat pan
    ring = rounded(1.0, 1.0, 0.25, 3)[:, ::-1][::-1]
    rings = [
        np.column_stack([np.full(len(ring), r), ring[:, 0] * w, z + ring[:, 1] * h])
        for r, w, h, z in (
            (0.0, 0.06, 0.05, hub),
            (0.06, 0.052, 0.045, hub),
            (spread * 0.85, 0.036, 0.026, 0.085),
            (spread + 0.015, 0.03, 0.02, 0.079),
        )
    ]
    arm = loft(np.array(rings), crease=0.9)
    if _inside_out(arm):
        arm = loft(np.array(rings)[:, ::-1], crease=0.9)
    foot = ring_of(arm, 5, turn)
    foot.append(moved(cylinder(0.042, 0.06, 0.006, 20), (0, 0, hub - 0.028)))
    castors = [
        placed(
            turned(castor(wheel), "z", 1.3 * k + seed),
            pose("z", turn + k * 2 * np.pi / 5, (0, 0, 0)) @ _shift(spread),
        )
        for k in range(5)
    ]
    column = [
        moved(cylinder(0.027, (level - hub) * 0.55, 0.003, 18), (0, 0, hub)),
        moved(cylinder(0.014, level - hub, 0.001, 14), (0, 0, hub)),
    ]
    under = [
        box((0.17, 0.24, 0.045), (0, 0.01, level - 0.018), 0.012),
        box((width * 0.8, 0.05, 0.012), (0, 0.0, level + 0.002), 0.003, 1),
    ]
    under.append(
        tube(
            bend(
                [
                    (0.06, 0.02, level - 0.02),
                    (width * 0.46, 0.0, level - 0.024),
                    (width * 0.56, -0.02, level - 0.026),
                ],
                0.05,
            ),
            0.006,
            8,
        )
    )

    def waterfall(p: Float) -> Float:
        front = np.clip(-p[:, 1] / (depth / 2) - 0.35, 0, 1)
        dish = 0.012 * (1 - np.clip((2 * p[:, 0] / width) ** 2, 0, 1))
        taper = 1 - 0.10 * np.clip(p[:, 1] / (depth / 2), -1, 1)
        return np.column_stack([p[:, 0] * taper, p[:, 1], p[:, 2] - 0.05 * front**2 - dish])

    thick = 0.075 if back != "executive" else 0.10
    seat_pad = deformed(
        padded((width, depth, thick), (0, 0, 0), 0.034, (0.012, 0.02, 0.012), 6, 0.0, seed, 0.0),
        waterfall,
        1.4,
    )
    soft: list[Mesh] = [moved(seat_pad, (0, -0.02, seat - thick / 2))]
    pan = deformed(
        padded((width * 0.9, depth * 0.9, 0.03), (0, 0, 0), 0.012, (0.01, 0.015, 0), 4), waterfall, 1.4
    )
    hard: list[Mesh] = [moved(pan, (0, -0.01, seat - thick - 0.004))]
    hard += under
    hinge = depth / 2 - 0.02
    tilt = pose("x", -lean, (0, hinge + 0.045, seat))
    mesh_parts: list[Mesh] = []
    high = back_height
    if back == "mesh":
        w = width * 0.94
        outline = bend(
            [
                (-w * 0.36, 0, 0.06),
                (-w * 0.5, 0, high * 0.5),
                (-w * 0.42, 0, high),
                (w * 0.42, 0, high),
                (w * 0.5, 0, high * 0.5),
                (w * 0.36, 0, 0.06),
                (-w * 0.36, 0, 0.06),
            ],
            0.09,
            6,
        )[:-1]
        outline = np.vstack([[(0.0, 0.0, 0.06)], outline[1:]])

        def bow(p: Float) -> Float:
            z = p[:, 2] / high
            return np.asarray(
                p
                + np.outer(
                    -0.09 * (2 * p[:, 0] / w) ** 2 * 0.6 - 0.035 * np.sin(np.pi * np.clip(z, 0, 1)), (0, 1, 0)
                )
            )

        rim = deformed(tube(outline, 0.012, 8, closed=True), bow, 1.4)
        hard.append(placed(rim, tilt))

        def net_at(u: Float, v: Float) -> tuple[Float, Float, Float]:
            z = 0.065 + (high - 0.07) * u
            half = np.interp(z / high, [0.1, 0.5, 0.93, 1.0], [0.365, 0.485, 0.425, 0.40]) * w
            x = (2 * v - 1) * half
            p = bow(np.column_stack([x.ravel(), 0 * x.ravel(), z.ravel()])).reshape(*x.shape, 3)
            return p[..., 0], p[..., 1], p[..., 2]

        mesh_parts.append(placed(sheet(grid(net_at, 14, 16), 0.003), tilt))
        lumbar = deformed(padded((w * 0.8, 0.014, 0.05), (0, 0.012, high * 0.36), 0.006, inner=8), bow, 1.4)
        hard.append(placed(lumbar, tilt))
        y_spine = 0.012
    else:
        w = width * (0.90 if back == "pad" else 1.02)
        deep = 0.06 if back == "pad" else 0.095

        def backrest(p: Float) -> Float:
            x, z = 2 * p[:, 0] / w, p[:, 2] / high
            narrow = 1 - 0.14 * np.clip(z + 0.1, 0, 1) ** 2 - 0.06 * np.clip(-z, 0, 1)
            curve = -0.045 * x**2 - 0.03 * np.exp(-(((z + 0.22) / 0.22) ** 2)) + 0.03 * z
            return np.column_stack([p[:, 0] * narrow, p[:, 1] + curve, p[:, 2]])

        if back == "pad":
            rest = [padded((w, deep, high - 0.08), (0, 0, 0.04), 0.028, (0.008, 0.012, 0.008), 6)]
        else:
            cuts = np.linspace(-high / 2 + 0.0, high / 2, 4)
            rest = [
                padded((w, deep, b - a + 0.006), (0, 0, (a + b) / 2), 0.035, (0.008, 0.022, 0.0), 5)
                for a, b in pairwise(cuts)
            ]
        back_at = tilt @ pose("x", 0, (0, -0.005, high / 2))
        soft += [placed(deformed(piece, backrest, 1.4), back_at) for piece in rest]
        cover = padded((w * 0.86, 0.02, high * 0.72), (0, deep / 2 - 0.002, 0), 0.009, (0.0, 0.004, 0.02), 5)
        hard.append(placed(deformed(cover, backrest, 1.4), back_at))
        y_spine = deep / 2 - 0.005
    top = tilt @ np.array([0, y_spine + 0.014, high * 0.42, 1.0])
    spine = bend([(0, 0.09, level - 0.02), (0, hinge + 0.075, level - 0.02), tuple(top[:3])], 0.10, 6)
    for s in (-1, 1):
        hard.append(tube(spine + np.array([s * 0.022, 0, 0]), 0.013, 10))
    hard.append(placed(box((0.085, 0.02, 0.10), (0, y_spine + 0.008, high * 0.42), 0.006, 1), tilt))
    if headrest:
        pad_ = deformed(
            padded((0.27, 0.05, 0.14), (0, 0, 0), 0.022, (0.01, 0.01, 0.01), 4),
            lambda p: p - np.outer((p[:, 0] / 0.13) ** 2 * 0.02, (0, 1, 0)),
            1.4,
        )
        soft.append(placed(pad_, tilt @ pose("x", 0, (0, -0.02, high + 0.12))))
        hard.append(placed(box((0.05, 0.012, 0.24), (0, 0.012, high + 0.03), 0.004, 1), tilt))
    elbow = seat + 0.21
    x = width / 2 + 0.035
    if arms == "T":
        for s in (-1, 1):
            hard.append(
                tube(
                    bend(
                        [(0, 0.0, level + 0.002), (s * x, 0.0, level + 0.002), (s * x, 0.0, elbow - 0.02)],
                        0.05,
                        5,
                    ),
                    0.014,
                    10,
                )
            )
            hard.append(moved(cylinder(0.02, 0.12, 0.003, 14), (s * x, 0, level + 0.10)))
            hard.append(
                padded((0.085, 0.25, 0.03), (s * x, -0.02, elbow - 0.01), 0.013, (0.004, 0.006, 0.004), 3)
            )
    elif arms == "loop":
        for s in (-1, 1):
            loop = [
                (s * 0.1, -0.08, level),
                (s * x, -0.10, level + 0.01),
                (s * x, -0.15, elbow),
                (s * x, 0.15, elbow),
                (s * x, 0.17, level + 0.02),
                (s * 0.1, 0.08, level),
            ]
            hard.append(tube(bend(loop, 0.06, 5), 0.015, 10))
            hard.append(
                padded((0.06, 0.22, 0.03), (s * x, 0.0, elbow + 0.012), 0.013, (0.004, 0.004, 0.004), 3)
            )
    black = materials.plastic((0.06, 0.06, 0.062), 0.5)
    made = parts((soft, pad), (hard, shell), (foot + column, metal), (castors, black), (mesh_parts, net))
    return Asset(
        "office chair",
        centred(made),
        {"material": pad.kind, "upholstery": pad.kind, "back": back, "arms": arms},
    )


def _shift(x: float) -> Float:
    out = np.eye(4)
    out[0, 3] = x
    return out


def _inside_out(mesh: Mesh) -> bool:
    a, b, c = (mesh.vertices[mesh.faces[:, k]].astype(float) for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) < 0


@sampler("office chair")
def office_chair_rand(rng: np.random.Generator) -> Asset:
    """An office chair."""
    back = str(rng.choice(BACKS, p=[0.45, 0.3, 0.25]))
    dark = materials.fabric(
        finishes.jitter((0.10, 0.10, 0.11), rng, 0.02), weave=0.002, seed=finishes.seed(rng)
    )
    if back == "executive":
        pad = finishes.hide(rng)
    else:
        pad = dark if rng.random() < 0.5 else finishes.cloth(rng, patterned=0.0)
    pale = rng.random() < 0.2
    shell = materials.plastic(
        (0.86, 0.86, 0.85) if pale else (0.07, 0.07, 0.075), 0.45, seed=finishes.seed(rng)
    )
    metal = (
        materials.metal((0.75, 0.75, 0.76), float(rng.uniform(0.12, 0.35))) if rng.random() < 0.5 else shell
    )
    color = finishes.cloth_color(rng) if rng.random() < 0.25 else (0.12, 0.12, 0.125)
    executive = back == "executive"
    return office_chair(
        pad,
        shell,
        metal,
        materials.fabric(color, weave=0.003, seed=finishes.seed(rng)),
        back=back,
        arms=str(rng.choice(ARMS, p=[0.05, 0.35, 0.6] if executive else [0.3, 0.5, 0.2])),
        seat=rng.uniform(0.44, 0.54),
        width=rng.uniform(0.46, 0.53),
        depth=rng.uniform(0.44, 0.50),
        back_height=rng.uniform(0.60, 0.74) if executive else rng.uniform(0.40, 0.62),
        lean=rng.uniform(0.08, 0.2),
        spread=rng.uniform(0.29, 0.34),
        headrest=bool(not executive and rng.random() < 0.2),
        turn=rng.uniform(0, 1.2),
        seed=int(rng.integers(10_000)),
    )
