# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Raised letters of straight strokes, for signs on shops and stops. Metres."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.parts.facade.elements import quads
from cavendish.scenes.scene import Float, Mesh

# Strokes of each letter: polylines of points "xy" on a grid of 0..4 across and 0..6 up.
STROKES = {
    "A": "00 26 40|12 32",
    "B": "00 06 36 45 44 33 42 41 30 00|03 33",
    "C": "41 30 10 01 05 16 36 45",
    "D": "00 06 26 44 42 20 00",
    "E": "40 00 06 46|03 33",
    "F": "00 06 46|03 33",
    "G": "45 36 16 05 01 10 30 41 43 23",
    "H": "00 06|40 46|03 43",
    "I": "00 06",
    "J": "46 41 30 10 01",
    "K": "00 06|46 03 40",
    "L": "06 00 40",
    "M": "00 06 23 46 40",
    "N": "00 06 40 46",
    "O": "10 01 05 16 36 45 41 30 10",
    "P": "00 06 36 45 44 33 03",
    "Q": "10 01 05 16 36 45 41 30 10|22 40",
    "R": "00 06 36 45 44 33 03|23 40",
    "S": "01 10 30 41 42 33 13 04 05 16 36 45",
    "T": "20 26|06 46",
    "U": "06 01 10 30 41 46",
    "V": "06 20 46",
    "W": "06 10 23 30 46",
    "X": "00 46|06 40",
    "Y": "06 23 46|23 20",
    "Z": "06 46 00 40",
    "&": "40 05 16 25 02 10 20 42",
    "0": "10 01 05 16 36 45 41 30 10",
    "1": "04 26 20",
    "2": "05 16 36 45 44 00 40",
    "3": "05 16 36 45 44 33 42 41 30 10 01|13 33",
    "4": "30 36 02 42",
    "5": "46 06 03 33 42 41 30 00",
    "6": "45 36 16 05 01 10 30 41 42 33 03",
    "7": "06 46 10",
    "8": "13 04 05 16 36 45 44 33 13 02 01 10 30 41 42 33",
    "9": "01 10 30 41 45 36 16 05 04 13 43",
    " ": "",
}
WORDS = (
    "BAKERY",
    "BOOKS",
    "CAFE",
    "FLOWERS",
    "HOTEL",
    "OPTICIAN",
    "SHOES",
    "TEA ROOM",
    "WINES",
    "TAILOR",
    "HARDWARE",
    "CHEMIST",
    "GROCER",
    "RECORDS",
    "BISTRO",
    "HAIR",
    "DENTIST",
    "FISH & CHIPS",
    "TOYS",
    "CYCLES",
    "JEWELLER",
    "PRINTERS",
    "NOODLES",
    "DELI",
    "LAUNDRY",
    "ANTIQUES",
    "PHARMACY",
    "BURGERS",
    "BANK",
)


def letters(text: str, height: float, thick: float = 0.02, weight: float = 0.13) -> Mesh:
    """`text` in capitals, its middle at the origin, in the plane y = 0 and proud of it by `thick` towards -Y.

    height: of the letters, metres; weight: width of the strokes in parts of it.
    """
    unit, pen = height / 6, weight * height / 2
    starts, ends, x = [], [], 0.0
    for letter in text.upper():
        for stroke in filter(None, STROKES.get(letter, "").split("|")):
            points = np.array([(x + int(p[0]) * unit, int(p[1]) * unit) for p in stroke.split()])
            starts.append(points[:-1])
            ends.append(points[1:])
        x += {"I": 1.5, " ": 3.0}.get(letter, 5.4) * unit
    a, b = np.concatenate(starts), np.concatenate(ends)
    middle = (np.minimum(a.min(0), b.min(0)) + np.maximum(a.max(0), b.max(0))) / 2
    return _strokes(a - middle, b - middle, pen, thick)


def _strokes(a: Float, b: Float, pen: float, thick: float) -> Mesh:
    """Flat bars from a to b (N, 2) in (x, z), without backs."""
    along = (b - a) / np.linalg.norm(b - a, axis=1, keepdims=True) * pen
    side = np.stack([-along[:, 1], along[:, 0]], 1)
    tip = 0.7 * along
    ring = np.stack([a - tip - side, b + tip - side, b + tip + side, a - tip + side], axis=1)
    # Every other stroke a hair lower, so that two that cross do not share a plane.
    lift = thick * (1 - 0.04 * (np.arange(len(a)) % 2))
    front = np.stack([ring[..., 0], np.broadcast_to(-lift[:, None], ring.shape[:2]), ring[..., 1]], axis=-1)
    back = front * (1, 0, 1)
    rim = np.stack([back, np.roll(back, -1, 1), np.roll(front, -1, 1), front], axis=2).reshape(-1, 4, 3)
    return quads(np.concatenate([front, rim]))
