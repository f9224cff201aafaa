# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Open a file of a pack in an empty Blender: .blend, glTF, OBJ, PLY or STL. No script, driver or handler of it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import bpy
from mathutils import Matrix

from cavendish.scenes.packs.companions import companions

LOADERS: dict[str, Callable[[str], object]] = {
    # Axes are taken as they are in the file; pack.yaml says which is up.
    ".obj": lambda path: bpy.ops.wm.obj_import(filepath=path, forward_axis="Y", up_axis="Z"),
    ".ply": lambda path: bpy.ops.wm.ply_import(filepath=path, forward_axis="Y", up_axis="Z"),
    ".stl": lambda path: bpy.ops.wm.stl_import(
        filepath=path, forward_axis="Y", up_axis="Z", use_mesh_validate=True
    ),
    ".glb": lambda path: _gltf(path),
    ".gltf": lambda path: _gltf(path),
    ".blend": lambda path: bpy.ops.wm.open_mainfile(filepath=path, load_ui=False, use_scripts=False),
}


def careful() -> None:
    """Blender with its factory settings, and no script of a file will run. Once, before files are opened."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.preferences.filepaths.use_scripts_auto_execute = False


@contextmanager
def opened(path: Path, suffix: str, others: Sequence[str]) -> Iterator[list[str]]:
    """Blender with the file's objects; yields a list for notes on what of it is left out. Raises ValueError.

    others: the files that it may take data from.
    """
    # Settings are the factory's once a process: with them, all of Blender's scripts are read again.
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True, load_ui=False)
    for name in companions(path):
        _listed(path.parent / name, name, others)
    LOADERS[suffix](str(path))
    notes: list[str] = []
    if suffix == ".blend":
        _alone()
    else:
        for image in bpy.data.images:
            if (
                image.source == "FILE" and not image.packed_file
            ):  # Blender looks for a texture in more than one place
                _listed(Path(bpy.path.abspath(image.filepath)), image.name, others)
    if suffix in (".glb", ".gltf"):
        _in_file_axes()
    _tamed(notes)
    yield notes


def _gltf(path: str) -> None:
    bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
    bpy.ops.import_scene.gltf(filepath=path, import_shading="NORMALS")


def _in_file_axes() -> None:
    """Blender turns a glTF upright; turn it back, since pack.yaml counts in the file's own axes."""
    back = Matrix(((1, 0, 0, 0), (0, 0, 1, 0), (0, -1, 0, 0), (0, 0, 0, 1)))
    for body in bpy.data.objects:
        if body.parent is None:
            body.matrix_world = back @ body.matrix_world
    bpy.context.view_layer.update()


def _listed(file: Path, name: str, known: Sequence[str]) -> None:
    """Raises ValueError for a file that is there, and that pack.yaml does not list, so that no checksum covers it."""
    if file.exists() and not any(file.resolve() == Path(other).resolve() for other in known):
        raise ValueError(
            f"it takes data from {name}, which is not among the `files` of its entry in pack.yaml"
        )


def _alone() -> None:
    """Raises ValueError where a .blend takes data from other files."""
    for body in bpy.data.objects:
        for modifier in body.modifiers:
            if modifier.type == "MESH_CACHE":
                raise ValueError(
                    f"its modifier {modifier.name!r} takes data from another file; apply it in Blender"
                )
    for tree in bpy.data.node_groups:
        for node in tree.nodes:
            if node.bl_idname.startswith("GeometryNodeImport"):
                raise ValueError(
                    f"its node {node.name!r} takes data from another file; apply its modifier in Blender"
                )
    images = {bpy.path.abspath(image.filepath) for image in bpy.data.images}
    others = sorted(set(bpy.utils.blend_paths(absolute=True, packed=False)) - images - {""})
    if others:
        raise ValueError(
            f"it takes data from another file ({others[0]}); make it all local and pack it in Blender"
        )
    for image in bpy.data.images:  # Blender reads no other file for it
        if image.source != "GENERATED" and not image.packed_file:
            image.filepath = ""


def _tamed(notes: list[str]) -> None:
    """Take away what acts by itself: scripts, drivers, animation, physics, handlers."""
    for text in list(bpy.data.texts):
        bpy.data.texts.remove(text)
    driven = 0
    for kind in (
        "objects",
        "meshes",
        "materials",
        "node_groups",
        "shape_keys",
        "armatures",
        "curves",
        "worlds",
        "scenes",
    ):
        for block in getattr(bpy.data, kind):
            trees = [block, getattr(block, "node_tree", None)]
            for one in trees:
                if one is not None and getattr(one, "animation_data", None) is not None:
                    driven += len(one.animation_data.drivers)
                    one.animation_data_clear()
    if driven:
        notes.append(f"{driven} drivers were dropped")
