# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which classes a change may concern, and which may stand where."""

from __future__ import annotations

SMALL = frozenset(
    [
        "vase",
        "plant",
        "globe",
        "bowl",
        "mug",
        "bottle",
        "jar",
        "candle",
        "can",
        "pot",
        "pan",
        "plate",
        "book",
        "laptop",
        "backpack",
        "box",
        "toaster",
        "kettle",
        "microwave",
        "apple",
        "orange",
        "banana",
        "ball",
        "cushion",
        "pillow",
        "basket",
        "ornament",
        "sphere",
        "cube",
        "cone",
        "cylinder",
        "torus",
        "pyramid",
        "crate",
        "tote",
        "spoon",
        "fork",
        "knife",
        "phone",
        "remote",
        "keyboard",
        "monitor",
        "television",
        "clock",
        "tray",
    ]
) | {"toy car", "cereal box", "milk carton", "table lamp", "stack of books", "pencil cup", "drinking glass"}
STANDING = frozenset(
    ["chair", "stool", "armchair", "sofa", "bench", "bin", "bed", "table", "desk", "dresser", "nightstand", "wardrobe", "bookshelf", "drum", "pallet", "sack", "bollard", "planter", "hydrant", "mailbox", "wheelchair", "ladder"]
) | {
    "office chair", "coffee table", "side table", "floor lamp", "filing cabinet", "litter bin", "traffic cone",
    "safety barrier", "tv stand", "water cooler", "vending machine", "cleaning cart", "pallet jack", "school desk",
}  # fmt: skip
VEHICLES = frozenset(["car", "truck", "bus", "bicycle", "motorcycle"])
HUNG = frozenset(["picture", "mirror", "clock", "towel"]) | {"notice board", "wall sign", "fire extinguisher"}
LIVING = frozenset(["person", "bush", "tree", "rock"])

RECOLOURED = (SMALL - frozenset(["plant", "apple", "orange", "banana", "book"])) | STANDING | VEHICLES
RECOLOURED |= {"curtain", "rug", "towel", "door"}
REMOVED = SMALL | STANDING | VEHICLES | HUNG | LIVING | {"rug"}
MOVED = (SMALL | STANDING) - frozenset(
    ["clock", "television", "bed", "wardrobe", "bookshelf", "mailbox", "hydrant", "bollard"]
)

# Classes of which one may stand in another's place: none looks odd where the other stood.
PEERS: tuple[frozenset[str], ...] = (
    frozenset(["vase", "plant", "globe", "bowl", "jar", "candle", "mug", "can", "apple", "orange"])
    | {"toy car", "milk carton"},
    frozenset({"chair", "stool", "office chair", "armchair"}),
    frozenset({"bin", "box", "backpack", "plant", "stool", "ball"}),
    frozenset({"traffic cone", "bollard", "litter bin", "planter"}),
    frozenset({"apple", "orange", "banana"}),
    frozenset({"cube", "sphere", "cylinder", "cone", "torus", "pyramid"}),
    frozenset({"person", "traffic cone"}),
    frozenset({"tree", "bush"}),
)

# What may be added on a surface: on a thing's support, on a floor, on the ground.
ON_TOP = (
    "vase",
    "plant",
    "bowl",
    "mug",
    "jar",
    "candle",
    "can",
    "toy car",
    "apple",
    "orange",
    "backpack",
    "globe",
)
ON_FLOOR = ("plant", "box", "backpack", "ball", "stool", "chair", "bin")
ON_GROUND = ("traffic cone", "box", "ball", "litter bin", "planter", "bench", "chair", "backpack")
FLOORS = frozenset({"floor", "rug"})
GROUNDS = frozenset({"ground", "road", "sidewalk", "lawn", "crosswalk"})
