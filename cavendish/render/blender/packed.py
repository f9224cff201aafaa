# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring the materials of packs into the scene, from the files that `prepare` made ready."""

from __future__ import annotations

from collections.abc import Iterable

import bpy

from cavendish.scenes.packs.prepared import materials as file_of
from cavendish.scenes.scene import Packed


def realize_packed(wanted: Iterable[Packed]) -> dict[Packed, bpy.types.Material]:
    """The Blender materials of what is of packs; each file is read once. Raises PackError where one is not ready."""
    files: dict[str, list[Packed]] = {}
    for packed in wanted:
        files.setdefault(packed.key, []).append(packed)
    found: dict[Packed, bpy.types.Material] = {}
    for group in files.values():
        slots = sorted({packed.slot for packed in group})
        path = str(file_of(group[0]))
        with bpy.data.libraries.load(path, link=False) as (_, brought):
            brought.materials = [f"slot {slot}" for slot in slots]
        by_slot = dict(zip(slots, brought.materials, strict=True))
        found |= {packed: by_slot[packed.slot] for packed in group}
    return found
