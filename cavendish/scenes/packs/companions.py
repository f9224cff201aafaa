# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The other files that a mesh file takes data from: buffers and textures of a glTF, materials and textures of an OBJ."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

TEXTURES = ("map_", "bump", "norm", "disp", "refl", "decal")  # how lines of a .mtl begin that name a texture
OPTIONS = re.compile(
    r"(-[a-z]+\s+((on|off|sphere|cube_\w+|[-+.\d][-+.\de]*|[rgbmlz])\s+)*)*", re.I
)  # before its name


def companions(path: Path) -> list[str]:
    """The names, as the file at `path` has them, of all files that it takes data from. Raises ValueError."""
    suffix = path.suffix.lower()
    if suffix in (".gltf", ".glb"):
        return sorted(set(_of_gltf(path, suffix)))
    return sorted(set(_of_obj(path))) if suffix == ".obj" else []


def _of_gltf(path: Path, suffix: str) -> Iterator[str]:
    with path.open("rb") as file:
        if suffix == ".glb":
            head = file.read(20)
            if len(head) < 20 or head[:4] != b"glTF":
                raise ValueError("it is no glTF: a .glb begins with `glTF`")
            data = file.read(min(struct.unpack_from("<I", head, 12)[0], path.stat().st_size))
        else:
            data = file.read()
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is no glTF: {error}") from error
    if not isinstance(told, dict):
        raise ValueError("it is no glTF: its JSON is no object")
    for key in ("buffers", "images"):
        rows = told.get(key, ())
        for row in rows if isinstance(rows, list) else ():
            uri = row.get("uri") if isinstance(row, dict) else None
            if isinstance(uri, str) and not uri.startswith("data:"):
                yield unquote(uri)


def _of_obj(path: Path) -> Iterator[str]:
    libraries = {name.strip('"') for name in _named(path, ("mtllib",))}
    if path.with_suffix(".mtl").is_file():  # which Blender reads even where no line names it
        libraries.add(path.with_suffix(".mtl").name)
    for name in sorted(libraries):
        yield name
        library = path.parent / name
        if library.is_file() and not _leaves(name):
            base = Path(name).parent
            for texture in _named(library, TEXTURES):
                yield str(base / OPTIONS.sub("", texture, count=1).strip('"'))


def _leaves(name: str) -> bool:
    return Path(name).is_absolute() or ".." in Path(name).parts


def _named(path: Path, keys: tuple[str, ...]) -> Iterator[str]:
    """What follows on lines that begin with a key; a backslash at the end of a line joins the next to it."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        joined = ""
        for line in lines:
            joined += line.rstrip("\r\n")
            if joined.endswith("\\"):
                joined = joined[:-1] + " "
                continue
            words, joined = joined.split(None, 1), ""
            if len(words) == 2 and words[0].lower().startswith(keys):
                yield words[1].strip()
