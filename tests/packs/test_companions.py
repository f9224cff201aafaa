# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Which other files a mesh file names: all that Blender would read, however it is written."""

from __future__ import annotations

import json
import struct
import time
from pathlib import Path

import pytest

from cavendish.scenes.packs.companions import companions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mtllib a.mtl\nv 0 0 0\n", ["a.mtl", "wood.png"]),
        ("  MTLLIB a.mtl \r\n", ["a.mtl", "wood.png"]),
        ('mtllib "a.mtl"\n', ["a.mtl", "wood.png"]),
        ("mtl\\\nlib a.mtl\n", ["x.mtl"]),
        ("mtllib \\\na.mtl\n", ["a.mtl", "wood.png"]),
        ("mtllib my a.mtl\nmtllib ../b.mtl\n", ["../b.mtl", "my a.mtl"]),
        ("# mtllib a.mtl\n", []),
    ],
)
def test_an_obj_names_its_materials_and_their_textures(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "m.obj").write_text(text)
    (tmp_path / "a.mtl").write_text("newmtl a\nmap_Kd wood.png\nKd 1 1 1\n")
    if found == ["x.mtl"]:  # Blender joins the halves of a word with a space
        found = []
    assert companions(tmp_path / "m.obj") == found


def test_blender_reads_a_mtl_of_the_same_name_unasked(tmp_path: Path) -> None:
    (tmp_path / "m.obj").write_text("v 0 0 0\n")
    (tmp_path / "m.mtl").write_text("map_Kd /etc/hostname\n")
    assert companions(tmp_path / "m.obj") == ["/etc/hostname", "m.mtl"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("map_Kd wood grain.png", "wood grain.png"),
        ("map_Kd -o 0 0.5 0 -s 1 1 1 wood grain.png", "wood grain.png"),
        ("map_Bump -bm 0.3 -clamp on bump.png", "bump.png"),
        ("norm -imfchan r n.png", "n.png"),
        ('map_Kd "C:\\textures\\a b.png"', "C:\\textures\\a b.png"),
        ("map_Kd -strange.png", "-strange.png"),
    ],
)
def test_options_of_a_texture_are_no_part_of_its_name(tmp_path: Path, line: str, name: str) -> None:
    (tmp_path / "m.obj").write_text("mtllib m.mtl\n")
    (tmp_path / "m.mtl").write_text(line + "\n")
    assert name in companions(tmp_path / "m.obj")


def test_a_gltf_names_buffers_and_pictures(tmp_path: Path) -> None:
    told = {
        "buffers": [{"uri": "a%20b.bin"}, {"uri": "data:application/octet-stream;base64,AA"}, {}],
        "images": [{"uri": "../up.png"}, {"bufferView": 0}, {"uri": 7}, None],
    }
    text = json.dumps(told).encode()
    (tmp_path / "m.gltf").write_bytes(text)
    (tmp_path / "m.glb").write_bytes(struct.pack("<4sIII4s", b"glTF", 2, 0, len(text), b"JSON") + text)
    assert companions(tmp_path / "m.gltf") == companions(tmp_path / "m.glb") == ["../up.png", "a b.bin"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"glTF",
        b"PK\3\4" * 9,
        struct.pack("<4sIII4s", b"glTF", 2, 0, 2**32 - 1, b"JSON") + b"{",
        b"[" * 5000,
    ],
)
@pytest.mark.parametrize("name", ["m.glb", "m.gltf"])
def test_what_is_no_gltf_is_a_sentence(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ValueError, match="it is no glTF"):
        companions(tmp_path / name)


def test_no_line_takes_for_ever(tmp_path: Path) -> None:
    (tmp_path / "m.obj").write_text("mtllib m.mtl\n")
    (tmp_path / "m.mtl").write_text("map_Kd " + "-e 1 -e " * 20_000 + "\n" + "map_Kd " + "-" * 100_000)
    start = time.monotonic()
    companions(tmp_path / "m.obj")
    assert time.monotonic() - start < 2
