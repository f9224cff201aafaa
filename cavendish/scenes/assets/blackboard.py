# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Boards to write on: black, green or white, with a tray, chalk or pens and at times something written. They hang."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import finishes, materials
from cavendish.scenes.assets import sampler
from cavendish.scenes.geometry import (
    box,
    curve,
    cylinder,
    merge,
    moulding,
    moved,
    placed,
    rotation,
    sheet,
    translation,
)
from cavendish.scenes.parts.fittings import centred, parts
from cavendish.scenes.scene import Asset, Colour, Float, Material, Mesh

Stroke = tuple[tuple[float, float], ...]
# Letters and figures as chalk draws them, on a grid of 4 x 6.
GLYPHS: dict[str, tuple[Stroke, ...]] = {
    "0": (((2, 6), (0.3, 4), (0.3, 2), (2, 0), (3.7, 2), (3.7, 4), (2, 6)),),
    "1": (((0.8, 4.6), (2.2, 6), (2.2, 0)),),
    "2": (((0.4, 4.8), (1.6, 6), (3.3, 5.4), (3.3, 3.8), (0.3, 0), (3.8, 0)),),
    "3": (((0.5, 5.5), (2, 6), (3.4, 4.8), (1.8, 3.2), (3.6, 1.8), (2.2, 0), (0.4, 0.5)),),
    "4": (((2.8, 0), (2.8, 6), (0.3, 1.9), (3.9, 1.9)),),
    "5": (((3.5, 6), (0.9, 6), (0.7, 3.5), (2.4, 3.8), (3.6, 2), (2.2, 0), (0.4, 0.4)),),
    "6": (((3, 6), (0.8, 3.4), (0.6, 1.2), (2.2, 0), (3.6, 1.4), (2.4, 3), (0.8, 2)),),
    "7": (((0.4, 6), (3.7, 6), (1.4, 0)),),
    "8": (((2, 3.2), (0.6, 4.6), (2, 6), (3.4, 4.6), (0.5, 1.6), (2, 0), (3.6, 1.6), (2, 3.2)),),
    "9": (((3.4, 4.4), (2, 6), (0.6, 4.6), (1.8, 3), (3.4, 4.4), (2.6, 0)),),
    "+": (((0.4, 3), (3.6, 3)), ((2, 4.6), (2, 1.4))),
    "=": (((0.4, 3.8), (3.6, 3.8)), ((0.4, 2.2), (3.6, 2.2))),
    "x": (((0.6, 4), (3.4, 0)), ((3.4, 4), (0.6, 0))),
    "a": (((3.2, 3.4), (1.6, 4), (0.5, 2), (1.6, 0), (3.1, 1.2), (3.2, 3.6), (3.3, 0.4), (4, 0)),),
    "e": (((0.5, 2), (3.2, 2.4), (2.2, 4), (0.6, 2.4), (1.4, 0), (3.6, 0.6)),),
    "l": (((0.8, 0.6), (2.4, 4.6), (1.8, 6), (1.3, 4), (1.6, 0.4), (2.8, 0.2)),),
    "m": (((0.3, 0), (0.5, 4), (1.5, 3.8), (1.8, 0), (2, 3.4), (3, 4), (3.3, 0.2), (4, 0.2)),),
    "o": (((2, 4), (0.5, 2.4), (1.4, 0), (3.2, 1), (3, 3.4), (2, 4)),),
    "s": (((3.2, 3.6), (1.6, 4), (0.9, 2.9), (3, 1.4), (1.8, 0), (0.5, 0.5)),),
    "t": (((1.8, 6), (1.7, 1), (2.6, 0), (3.4, 0.4)), ((0.6, 4.2), (3.2, 4.2))),
    "u": (((0.5, 4), (0.6, 1), (1.8, 0), (3, 1.4), (3.1, 4), (3.2, 0.5), (4, 0.2)),),
    "i": (((1.2, 4), (1.4, 0.5), (2.4, 0.1)), ((1.3, 5.4), (1.4, 5.1))),
    "n": (((0.5, 0), (0.7, 4), (1.9, 3.9), (2.9, 3), (3, 0.4), (3.8, 0.2)),),
    "r": (((0.7, 0), (0.9, 4), (1.2, 2.8), (2.4, 4), (3.3, 3.5)),),
}
KINDS = ("green", "black", "white")


def blackboard(
    kind: str = "green",
    width: float = 2.4,
    height: float = 1.2,
    frame: Material | None = None,
    wings: bool = False,
    lines: tuple[str, ...] = (),
    figure: str = "",
    inks: tuple[Colour, ...] = ((0.92, 0.92, 0.9),),
    tray: float = 0.08,
    seed: int = 0,
) -> Asset:
    """A board whose back is on the wall, its tray at z = 0. kind: one of KINDS.

    wings: seams that part it in three; lines: what is written, of the GLYPHS; figure: triangle, circle or curve, or
    none; inks: colours of the writing; tray: its depth, metres.
    """
    rng = np.random.default_rng(seed)
    deep = 0.022
    lift = 0.03
    colors: dict[str, Colour] = {
        "green": (0.09, 0.2, 0.15),
        "black": (0.06, 0.065, 0.07),
        "white": (0.93, 0.94, 0.94),
    }
    face = materials.paint(colors[kind], 0.6 if kind != "white" else 0.12, seed=float(seed % 97))
    frame = frame or materials.metal((0.75, 0.75, 0.76), 0.35, brushed=1.0)
    bar = 0.028
    back = deep / 2
    profile = [(0, -back), (bar, -back), (bar, -back + 0.004), (bar, back), (0, back)]
    frames = [moved(moulding(width, height, profile), (0, 0, lift))]
    panel = -back + 0.009
    faces = [
        box(
            (width - 2 * bar + 0.01, 0.008, height - 2 * bar + 0.01), (0, panel + 0.004, lift + height / 2), 0
        )
    ]
    if wings:
        for s in (-1, 1):
            frames.append(
                box(
                    (0.02, 0.014, height - 2 * bar),
                    (s * width / 4, panel - 0.001, lift + height / 2),
                    0.002,
                    1,
                )
            )
    wide = width * 0.96
    y = -back - tray / 2
    frames.append(box((wide, tray, 0.006), (0, y, lift - 0.004), 0.002, 1))
    frames.append(box((wide, 0.005, 0.018), (0, y - tray / 2 + 0.0025, lift + 0.004), 0.002, 1))
    frames += [
        box((0.03, tray * 0.9, 0.03), (s * wide * 0.35, y + tray * 0.05, lift - 0.018), 0.003, 1)
        for s in (-1, 1)
    ]
    loose: dict[Colour, list[Mesh]] = {}
    wood = materials.wood((0.7, 0.5, 0.32))
    felts: list[Mesh] = []
    holders: list[Mesh] = []
    on = lift - 0.001
    for k in range(int(rng.integers(2, 6))):
        x, turn = float(rng.uniform(-0.42, 0.42)) * wide, float(rng.normal(0, 0.3))
        chalk = cylinder(0.005 if kind != "white" else 0.008, 0.06 if kind != "white" else 0.13, 0.001, 12)
        lying = placed(
            chalk,
            translation(x, y + 0.005, on + (0.005 if kind != "white" else 0.008))
            @ rotation("z", turn)
            @ rotation("y", np.pi / 2),
        )
        loose.setdefault(inks[k % len(inks)], []).append(lying)
    x = float(rng.choice([-0.46, 0.45])) * wide
    x = float(np.clip(x, -wide / 2 + 0.09, wide / 2 - 0.09))
    holders.append(box((0.14, 0.05, 0.02), (x, y, on + 0.026), 0.005))
    felts.append(box((0.138, 0.048, 0.017), (x, y, on + 0.0085), 0.003, 1))
    written: dict[Colour, list[Mesh]] = {}
    size = min(0.13, height * 0.8 / max(len(lines), 1) / 1.7)
    top = lift + height - 0.13 - size
    for number, line in enumerate(lines):
        ink = inks[int(rng.integers(len(inks)))]
        step = size * float(rng.uniform(0.62, 0.72))
        start = -width * 0.44 + float(rng.uniform(0, 0.08)) * width
        for k, letter in enumerate(line):
            x0 = start + k * step
            if letter not in GLYPHS or x0 > width * 0.46:
                continue
            base = top - number * size * 1.65 + float(rng.normal(0, size * 0.03))
            for stroke in GLYPHS[letter]:
                points = np.array(stroke) / 6 * size + rng.normal(0, size * 0.012, (len(stroke), 2))
                written.setdefault(ink, []).append(_ribbon(points + (x0, base), panel, size * 0.055))
    if figure:
        ink = inks[-1]
        middle = np.array([width * 0.27, lift + height * 0.5])
        for points in _figure(figure, min(height * 0.3, width * 0.18)):
            written.setdefault(ink, []).append(_ribbon(points + middle, panel, 0.006))

    def matter(color: Colour) -> Material:
        return materials.paint(color, 0.3) if kind == "white" else materials.paper(color)

    writing = [([merge(meshes)], matter(ink)) for ink, meshes in written.items()]
    pieces = parts(
        (faces, face),
        (frames, frame),
        *((meshes, matter(ink)) for ink, meshes in loose.items()),
        (holders, wood),
        (felts, materials.fabric((0.2, 0.2, 0.22))),
        *writing,
    )
    low = min(float(p.mesh.vertices[:, 2].min()) for p in pieces)
    pieces = centred(tuple(type(p)(moved(p.mesh, (0, 0, -low)), p.material) for p in pieces))
    named = {"green": "green blackboard", "black": "blackboard", "white": "whiteboard"}[kind]
    category = "whiteboard" if kind == "white" else "blackboard"
    return Asset(category, pieces, {"color": kind, "kind": named, "mount": "wall"})


def _figure(name: str, r: float) -> list[Float]:
    """Strokes (N, 2) of a drawing about the origin, of radius `r`."""
    turn = np.linspace(0, 2 * np.pi, 40)
    if name == "triangle":
        p = np.array([(-r, -0.6 * r), (r, -0.6 * r), (-r, 0.8 * r), (-r, -0.6 * r)])
        return [p, np.array([(-r, -0.45 * r), (-0.85 * r, -0.45 * r), (-0.85 * r, -0.6 * r)])]
    if name == "circle":
        ring = np.column_stack([np.cos(turn), np.sin(turn)]) * r
        return [ring, np.array([(0, 0), (r * 0.75, r * 0.66)]), np.array([(-0.04 * r, 0), (0.04 * r, 0)])]
    x = np.linspace(-0.9, 0.9, 30)
    return [
        np.array([(-r, 0), (r, 0), (0.92 * r, 0.06 * r), (r, 0), (0.92 * r, -0.06 * r)]),
        np.array([(0, -r), (0, r), (0.06 * r, 0.92 * r), (0, r), (-0.06 * r, 0.92 * r)]),
        np.column_stack([x * r, (1.4 * x**2 - 0.5) * r]),
    ]


def _ribbon(points: Float, y: float, width: float) -> Mesh:
    """A flat stroke along points (N, 2) of x and z, just before the plane y, facing -Y."""
    line = curve(points, 3) if len(points) > 2 else points
    keep = np.concatenate([[True], np.linalg.norm(np.diff(line, axis=0), axis=1) > 1e-5])
    line = line[keep]
    step = np.gradient(line, axis=0)
    side = np.stack([-step[:, 1], step[:, 0]], axis=1)
    side *= width / 2 / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    rows = np.stack([line - side, line + side], axis=1)
    level = np.full(rows.shape[:2], y - 0.0006)
    grid = np.stack([rows[..., 0], level, rows[..., 1]], axis=-1)
    return sheet(grid)


WORDS = (
    "minus lesson one",
    "test on tues",
    "a term is a line",
    "summer tour",
    "no noise",
    "let us learn",
    "area = x x",
    "total = 24",
    "7 + 5 = 12",
    "18 + 24 = 42",
    "3x + 2 = 11",
    "x = 3",
    "6 x 7 = 42",
    "a = 5 + 4",
    "2 4 6 8 10",
    "lines meet",
    "one metre",
    "in our room",
    "most trees",
    "a rose is a rose",
)


@sampler("blackboard")
def blackboard_rand(rng: np.random.Generator) -> Asset:
    """A board of 1.5 to 4 m to write on with chalk."""
    kind = "green" if rng.random() < 0.7 else "black"
    return _board(rng, kind, float(rng.uniform(1.5, 4.0)))


@sampler("whiteboard")
def whiteboard_rand(rng: np.random.Generator) -> Asset:
    """A board of 1.5 to 4 m to write on with markers."""
    return _board(rng, "white", float(rng.uniform(1.5, 4.0)))


def board_rand(rng: np.random.Generator, width: float) -> Asset:
    """A board of a given width, for chalk or for markers."""
    return _board(rng, str(rng.choice(KINDS, p=[0.45, 0.2, 0.35])), width)


def _board(rng: np.random.Generator, kind: str, width: float) -> Asset:
    pale: tuple[Colour, ...] = ((0.92, 0.92, 0.9), (0.93, 0.85, 0.45), (0.9, 0.6, 0.6))
    strong: tuple[Colour, ...] = ((0.05, 0.08, 0.3), (0.05, 0.05, 0.06), (0.7, 0.08, 0.08), (0.05, 0.4, 0.15))
    inks = strong if kind == "white" else pale
    inks = tuple(inks[k] for k in rng.permutation(len(inks))[: int(rng.integers(1, 3))])
    count = int(rng.integers(1, 6)) if rng.random() < 0.8 else 0
    lines = tuple(WORDS[k] for k in rng.permutation(len(WORDS))[:count])
    figure = str(rng.choice(["triangle", "circle", "curve"])) if rng.random() < 0.45 and width > 1.8 else ""
    frame = finishes.wood(rng) if kind != "white" and rng.random() < 0.45 else None
    return blackboard(
        kind,
        width,
        float(rng.uniform(1.0, 1.25)),
        frame,
        bool(width > 2.6 and rng.random() < 0.6),
        lines,
        figure,
        inks,
        float(rng.uniform(0.06, 0.1)),
        int(rng.integers(1 << 16)),
    )
