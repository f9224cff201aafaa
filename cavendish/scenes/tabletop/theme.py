# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What lies together on a surface, how, and on which surfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Name = Literal["breakfast", "desk", "kitchen", "workbench", "toys", "market", "bin", "parcel"]
Surface = Literal["table", "desk", "counter", "coffee table", "dresser", "floor"]


@dataclass(frozen=True)
class Theme:
    """A kind of clutter.

    things: how often each class is drawn. surfaces: where it is found. upright: the share that was put down as people
    do; the others were dropped. reach: half the width of the patch that it lies on, metres. tidy: how many places are
    looked at for each thing, of which the lowest is taken: 1 makes a heap. holder: what most of it lies in.
    """

    things: Mapping[str, int]
    surfaces: tuple[Surface, ...]
    upright: float = 0.9
    reach: float = 0.6
    tidy: int = 16
    holder: Literal["tote", "box"] | None = None


THEMES: dict[Name, Theme] = {
    "breakfast": Theme(
        {
            "plate": 3,
            "mug": 4,
            "bowl": 2,
            "drinking glass": 3,
            "spoon": 6,
            "fork": 4,
            "knife": 4,
            "jar": 3,
            "milk carton": 2,
            "cereal box": 2,
            "bottle": 1,
            "apple": 2,
            "orange": 2,
            "banana": 1,
            "candle": 1,
            "kettle": 1,
            "phone": 1,
        },
        ("table", "counter"),
        upright=0.94,
    ),
    "desk": Theme(
        {
            "pen": 7,
            "pencil cup": 1,
            "book": 5,
            "mug": 3,
            "phone": 2,
            "eyeglasses": 2,
            "scissors": 2,
            "can": 2,
            "tape roll": 2,
            "remote": 1,
            "laptop": 1,
            "keyboard": 1,
            "bottle": 1,
            "die": 1,
            "candle": 1,
            "apple": 1,
            "toy car": 1,
            "tray": 1,
        },
        ("desk", "table"),
        upright=0.9,
    ),
    "kitchen": Theme(
        {
            "pot": 1,
            "pan": 1,
            "bowl": 3,
            "plate": 2,
            "can": 4,
            "jar": 4,
            "bottle": 3,
            "cutting board": 1,
            "knife": 3,
            "spoon": 4,
            "fork": 2,
            "drinking glass": 2,
            "mug": 2,
            "apple": 3,
            "orange": 3,
            "banana": 2,
            "toaster": 1,
            "kettle": 1,
            "milk carton": 2,
            "cereal box": 2,
        },
        ("counter", "table"),
        upright=0.8,
    ),
    "workbench": Theme(
        {
            "hammer": 3,
            "screwdriver": 7,
            "tape roll": 4,
            "can": 3,
            "jar": 3,
            "scissors": 2,
            "pen": 4,
            "knife": 2,
            "bottle": 2,
            "mug": 1,
            "eyeglasses": 1,
            "book": 1,
            "toy brick": 1,
            "tray": 1,
        },
        ("desk", "table", "floor"),
        upright=0.7,
    ),
    "toys": Theme(
        {
            "toy brick": 12,
            "toy car": 8,
            "die": 4,
            "book": 3,
            "pen": 4,
            "mug": 1,
            "cushion": 1,
            "remote": 1,
        },
        ("floor", "coffee table"),
        upright=0.4,
        reach=0.4,
        tidy=6,
    ),
    "market": Theme(
        {
            "apple": 7,
            "orange": 7,
            "banana": 4,
            "can": 4,
            "jar": 3,
            "milk carton": 2,
            "cereal box": 3,
            "bottle": 2,
            "bowl": 1,
            "tray": 1,
            "candle": 1,
        },
        ("table", "counter", "dresser"),
        upright=0.35,
        reach=0.32,
        tidy=8,
    ),
    "bin": Theme(
        {
            "can": 4,
            "jar": 2,
            "cereal box": 1,
            "milk carton": 1,
            "tape roll": 3,
            "screwdriver": 3,
            "scissors": 2,
            "toy brick": 4,
            "toy car": 3,
            "remote": 2,
            "phone": 2,
            "pen": 3,
            "mug": 2,
            "apple": 2,
            "banana": 2,
            "spoon": 2,
            "hammer": 1,
            "candle": 2,
            "die": 2,
            "book": 1,
        },
        ("table", "floor", "desk"),
        upright=0.05,
        tidy=10,
        holder="tote",
    ),
    "parcel": Theme(
        {
            "book": 5,
            "can": 4,
            "jar": 3,
            "cereal box": 2,
            "milk carton": 1,
            "tape roll": 3,
            "mug": 3,
            "bowl": 1,
            "toy car": 2,
            "remote": 1,
            "phone": 1,
            "candle": 3,
            "pen": 2,
            "orange": 2,
            "scissors": 1,
            "toy brick": 3,
        },
        ("table", "floor", "coffee table"),
        upright=0.5,
        tidy=12,
        holder="box",
    ),
}
# Things that no one lays on their side; whatever the theme, they stand.
STANDING = frozenset({"pencil cup", "laptop", "keyboard", "kettle", "toaster", "pot", "pan", "plate", "tray"})
# Things of which there is one at most.
LONE = frozenset(
    {
        "laptop",
        "keyboard",
        "kettle",
        "toaster",
        "tray",
        "pencil cup",
        "cushion",
        "cutting board",
        "pot",
    }
)
# Goods that come in sets: several of one draw, and one or two draws of each.
SETS = frozenset({"plate", "bowl", "drinking glass", "spoon", "fork", "knife", "can", "jar", "mug"})
