# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What things may be called, by the ontology, and what they are made of."""

from __future__ import annotations

from cavendish.manifests.classes import plural_of
from cavendish.scenes.ontology import Category, category

# The words of a material attribute -> what a person would say; each class of words is disjoint from the others.
MATERIALS = {
    "wood": ("wood",), "metal": ("metal", "steel", "aluminium", "cast iron", "iron", "brass", "chrome"),
    "glass": ("glass",), "plastic": ("plastic",), "ceramic": ("ceramic", "porcelain"), "leather": ("leather",),
    "stone": ("stone", "marble", "granite"), "cardboard": ("cardboard",), "concrete": ("concrete",), "brick": ("brick",),
    "fabric": ("fabric", "cloth", "wool", "canvas", "sheer cloth", "carpet", "linen"),
}  # fmt: skip
SORTS = frozenset({  # names of sorts of a class, which not all of its things are
    "whiteboard", "tumbler", "wine glass", "desk lamp", "saucepan", "oven", "kitchen range", "pencil", "marker", "cyclist",
    "dining table", "coach", "city bus", "motor scooter", "pendant lamp", "low table", "cardboard box", "ring", "passenger car",
    "kitchen cabinet", "kitchen sink", "wall clock", "framed picture", "painting", "closet", "carpet", "drape",
    "potted plant", "houseplant", "palm", "wastebasket", "trash can", "mast", "utility pole", "swivel chair", "felled trunk",
    "bathroom sink", "easy chair", "media console", "park bench", "skid", "toadstool", "blossom", "boulder", "throw pillow",
})  # fmt: skip
OTHERS = ("paper", "leaf", "plaster", "parquet", "rubber", "foam")  # surely none of those
# Where a person may see the material in question, though the table says another.
HIDDEN = ("painted", "lacquer", "laminate", "plain", "mixed", "sheet", "plywood")


def material(word: str | None, value: str) -> tuple[bool, bool]:
    """Whether a thing whose table says `word` is surely made of `value`, and whether perhaps."""
    if word is None:
        return False, True
    known = word in MATERIALS[value]
    another = word in OTHERS or any(word in words for words in MATERIALS.values())
    return known, known or not another or any(part in word for part in HIDDEN)


def mistakable(name: str, other: str) -> bool:
    """Whether people may call a thing of the class `other` by a name of the class `name`, or take it for one."""
    if name == other:
        return True
    this, that = category(name), category(other)
    words = (this.name, *this.synonyms)
    if any(_called(word, that) for word in words):
        return True
    if any(word in that.names.values() for word in words):
        return True
    if this.name in that.alike or that.name in this.alike or this.name == that.parent:
        return True
    shared = this.names.get("coco")
    # A specific name (office chair) is not said of the plain thing (chair).
    return shared is not None and shared == that.names.get("coco") and not this.name.endswith(f" {that.name}")


def serves(name: str, use: str) -> tuple[bool, bool]:
    """Whether things of a class surely serve a use, and whether some would say so."""
    known = category(name)
    if known.affords is None:
        return False, True
    return use in known.affords, use in known.affords or use in known.might


def names(name: str) -> list[tuple[str, str]]:
    """The singular and plural of a class, the usual one first, then its synonyms; a pair of scissors is never one scissors."""
    known = category(name)
    if known.plural.startswith("pairs of "):
        return [(f"pair of {name}", known.plural)]
    plain = [(known.plural.replace("flights", "flight").replace("rolls", "roll"), known.plural)]
    first = plain[0] if known.plural.startswith(("flights of ", "rolls of ")) else (name, known.plural)
    return [first, *((word, plural_of(word)) for word in known.synonyms if _plain(word))]


def _plain(synonym: str) -> bool:
    """Whether a synonym may be said of every thing of its class, and cannot be heard as an adjective and another noun."""
    return synonym not in SORTS and synonym.split()[0] not in MATERIALS


def wears(name: str) -> bool:
    """Whether the material in the table of a thing is what one would say that it is made of."""
    return category(name).parent not in ("textile", "vegetation", "fruit") and name not in (
        "bed",
        "picture",
        "mattress",
    )


def _called(word: str, other: Category) -> bool:
    return any(name == word or name.endswith(f" {word}") for name in (other.name, *other.synonyms))
