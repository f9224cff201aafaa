# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The steel of a hall: columns of H sections, rafters of I sections, trusses. Metres; a girder spans along X."""

from __future__ import annotations

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.geometry import box, moved, prism, turned
from cavendish.scenes.parts.facade.elements import Row, boxes, quads, rods
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Asset, Material, Mesh

STRIPED = 1.6  # metres up from the floor that a column's stripes reach


def column(side: float, height: float, steel: Material, hazard: bool = False) -> Asset:
    """An H section on a foot plate, its flanges across X. hazard: yellow and black around its lower part."""
    h, thin = side / 2, 0.014
    rows: list[Row] = [(s * h, s * (h - thin), -h, h, 0.02, height) for s in (-1, 1)]
    rows.append((-h + thin, h - thin, -thin / 2, thin / 2, 0.02, height))
    rows += [(-h, h, -h, h, 0.0, 0.02)]
    rows += [(-h + thin, h - thin, -h + 0.01, h - 0.01, z, z + thin) for z in (height - 0.4, height - thin)]
    marks: list[Mesh] = []
    bands: list[list[tuple[float, float, float]]] = []
    if hazard:
        for s in (-1, 1):
            x = s * (h + 0.001)
            for k in range(8):
                z = 0.12 + 0.18 * k
                corners = [(x, -s * h, z), (x, s * h, z + 0.06), (x, s * h, z + 0.15), (x, -s * h, z + 0.09)]
                bands.append(corners)
            marks.append(box((0.001, side, STRIPED - 0.05), (s * (h + 0.0004), 0, STRIPED / 2), 0))
    black = [moved(quads(np.array(bands)), (0, 0, 0))] if bands else []
    pieces = parts(
        ([boxes(rows, 0.002)], steel),
        (marks, materials.paint((0.93, 0.72, 0.06), 0.45)),
        (black, materials.paint((0.04, 0.04, 0.04), 0.5)),
    )
    return Asset("column", pieces, {"material": "steel", "kind": "H section"})


def _chevron(span: float, rise: float, low: float, high: float, thick: float) -> Mesh:
    """A plate in the XZ plane, `thick` along Y, between two lines that rise to the middle."""
    half = span / 2
    outline = [(-half, low), (0.0, low + rise), (half, low), (half, high), (0.0, high + rise), (-half, high)]
    return moved(turned(prism(np.array(outline), thick), "x", np.pi / 2), (0, thick / 2, 0))


def rafter(span: float, tall: float, rise: float, steel: Material) -> Asset:
    """An I section that follows the roof up to the ridge and down; its foot is on z = 0."""
    web, wide = 0.012, 0.18
    meshes = [
        _chevron(span, rise, 0.0, 0.02, wide),
        _chevron(span, rise, tall - 0.02, tall, wide),
        _chevron(span, rise, 0.02, tall - 0.02, web),
    ]
    ribs: list[Row] = []
    for x in np.arange(-span / 2 + 0.06, span / 2, max(span / 10, 1.2)):
        at = rise * (1 - abs(x) / (span / 2))
        ribs.append((x - 0.006, x + 0.006, -wide / 2 + 0.01, wide / 2 - 0.01, at + 0.021, at + tall - 0.022))
    return Asset(
        "roof truss", parts((meshes, steel), ([boxes(ribs)], steel)), {"kind": "rafter", "material": "steel"}
    )


def truss(span: float, tall: float, rise: float, steel: Material) -> Asset:
    """Two chords with posts and diagonals between them: the lower one level on z = 0, the upper one along the roof."""
    chord, half = 0.1, span / 2
    count = 2 * max(round(span / 3.2), 2)
    xs = np.linspace(-half + 0.05, half - 0.05, count + 1)
    tops = tall - chord / 2 + rise * (1 - np.abs(xs) / half)
    meshes = [
        boxes([(-half, half, -chord / 2, chord / 2, 0.0, chord)], 0.006),
        _chevron(span, rise, tall - chord, tall, chord),
    ]
    low = np.column_stack([xs, 0 * xs, np.full(len(xs), chord / 2)])
    high = np.column_stack([xs, 0 * xs, tops])
    start, end = [*low], [*high]
    for k in range(count):
        rising = (k < count // 2) == (k % 2 == 0)
        start.append(low[k] if rising else high[k])
        end.append(high[k + 1] if rising else low[k + 1])
    meshes.append(rods(np.array(start), np.array(end), 0.028, 8))
    return Asset("roof truss", parts((meshes, steel)), {"kind": "truss", "material": "steel"})
