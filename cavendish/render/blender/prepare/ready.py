# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an opened file becomes: an asset's parts in metres in its frame, and the materials that they wear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from cavendish.render.blender.blend_layers import names_read
from cavendish.render.blender.blend_material import GREY, material_of
from cavendish.render.blender.blend_mesh import meshes_of
from cavendish.render.blender.evaluated import SURFACES
from cavendish.render.blender.prepare.coordinates import PREFIX, by_layers, by_uvs
from cavendish.render.blender.prepare.honest import honest
from cavendish.scenes import materials
from cavendish.scenes.cutouts import CUTOUTS
from cavendish.scenes.scene import Asset, Float, Object, Packed, Part, Scene
from cavendish.scenes.store import save

LAYERS = 16  # attributes of a mesh that its materials may read
LARGEST = 2048  # pixels of a side of a texture
FAR = 1e4  # metres from the origin, where float32 is off a millimetre


def ready_asset(job: dict[str, Any], folder: Path) -> list[str]:
    """Write asset.npz and materials.blend of the objects that are open. Returns notes. Raises ValueError."""
    turn = np.eye(4)
    turn[:3, :3] = np.array(job["turn"]) * job["scale"]
    parts, worn = _parts(turn, int(job["faces"]))
    parts = _placed(parts)
    for material in worn:
        by_layers(material)
    notes = _write_materials(worn, folder)
    asset = Asset("thing", tuple(parts))
    save(folder / "asset.npz", Scene((Object(1, asset, np.eye(4)),)))
    return notes


def ready_material(folder: Path) -> list[str]:
    """Write materials.blend with the one material of the file that is open. Returns notes. Raises ValueError."""
    users = [slot.material for body in bpy.data.objects for slot in body.material_slots if slot.material]
    found = list(dict.fromkeys(users)) or list(bpy.data.materials)
    if not found:
        raise ValueError("it holds no material")
    if len(found) > 1:
        raise ValueError(
            f"it holds {len(found)} materials ({found[0].name}, {found[1].name} ...); a file has one"
        )
    by_uvs(found[0])
    return _write_materials(found, folder)


def _parts(turn: Float, most: int) -> tuple[list[Part], list[Any]]:
    """The parts of all objects, one for each material, and the Blender materials by slot."""
    graph = bpy.context.evaluated_depsgraph_get()
    found: list[Part] = []
    worn: list[Any] = []
    count = 0
    for instance in graph.object_instances:
        body = instance.object
        if not instance.show_self or body.type not in SURFACES or body.hide_render:
            continue
        world = turn @ np.array(instance.matrix_world, np.float64)
        if abs(np.linalg.det(world[:3, :3])) < 1e-18:
            continue
        mesh = body.data if body.type == "MESH" else None
        count += len(mesh.polygons) if mesh else 0
        if count > most:
            raise ValueError(f"it has over {most:,} faces; decimate it")
        _finite(body)
        read = names_read(slot.material for slot in body.material_slots if slot.material)
        if len(read) > LAYERS:
            raise ValueError(f"its materials read {len(read)} attributes of its mesh, over {LAYERS}")
        for bare, material in meshes_of(body, world, read):
            made = replace(bare, layers={PREFIX + name: layer for name, layer in bare.layers.items()})
            if material is None:
                found.append(Part(made, GREY))
                continue
            if material.original not in worn:
                worn.append(material.original)
            packed = Packed("", "", "", "", "", worn.index(material.original))
            like = material_of(material)
            if like.kind in CUTOUTS:  # the truth knows our own holes, and this one has none
                like = materials.plastic(like.color)
            found.append(Part(made, replace(like, packed=packed)))
    total = sum(len(part.mesh.faces) for part in found)
    if not total:
        raise ValueError("it has no faces")
    if total > most:
        raise ValueError(f"it has {total:,} triangles, over {most:,}; decimate it")
    return found, worn


def _finite(body: Any) -> None:
    """Raises ValueError where vertices of a mesh are not finite."""
    if body.type == "MESH":
        points = np.empty(3 * len(body.data.vertices), np.float32)
        body.data.vertices.foreach_get("co", points)
        bad = int(np.sum(~np.isfinite(points.reshape(-1, 3)).all(axis=1)))
        if bad:
            raise ValueError(f"{bad} of the {len(points) // 3} vertices of {body.name!r} are not finite")


def _placed(parts: list[Part]) -> list[Part]:
    """The parts with the asset standing on z = 0, its footprint around x = y = 0. Raises ValueError."""
    points = np.concatenate([part.mesh.vertices for part in parts]).astype(np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    if np.abs(points).max() > FAR or np.ptp(points, axis=0).max() < 1e-4:
        size = " x ".join(f"{side:.3g}" for side in high - low)
        raise ValueError(f"it measures {size} m after its scale; set `scale` so that it is in metres")
    shift = -np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    return [
        replace(part, mesh=replace(part.mesh, vertices=(part.mesh.vertices + shift).astype(np.float32)))
        for part in parts
    ]


def _write_materials(worn: list[Any], folder: Path) -> list[str]:
    """materials.blend: the materials, called by their slots, with textures packed and nothing else."""
    notes: list[str] = []
    for slot, material in enumerate(worn):
        material.name = f"slot {slot}"
        material.use_fake_user = True
        notes += honest(material)
    for image in bpy.data.images:
        _shrunk(image, notes)
    blocks = set(worn)
    bpy.data.libraries.write(str(folder / "materials.blend"), blocks, fake_user=True, compress=False)
    return sorted(set(notes))


def _shrunk(image: Any, notes: list[str]) -> None:
    """Pack an image into the file, at a size that hundreds of assets can share a memory with."""
    if image.type in ("RENDER_RESULT", "COMPOSITING") or image.source not in ("FILE", "GENERATED"):
        return
    width, height = image.size
    if not width or not height:
        notes.append(f"its texture {Path(image.filepath).name or image.name} is missing")
        return
    if max(width, height) > LARGEST:
        part = LARGEST / max(width, height)
        image.scale(max(int(width * part), 1), max(int(height * part), 1))
        notes.append(f"its textures were made smaller, to {LARGEST} pixels")
        image.pack()
    if not image.packed_file:
        image.pack()
