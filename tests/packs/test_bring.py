# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A folder of downloads becomes a pack: classes, scales, licences and other files, and a reason for all that is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cavendish.errors import InputError
from cavendish.packs.bring import Brought, Terms, bring, table
from cavendish.packs.inspection import inspect
from cavendish.scenes.packs.pack import Pack, read
from cavendish.scenes.scene import Asset

pytestmark = pytest.mark.extra  # a process that stands for Blender is started
TERMS = Terms("mine", "1", "CC-BY-4.0", "https://example.org")


@pytest.fixture
def downloads(tmp_path: Path, cached: Path) -> Path:
    """Chairs in three units in a folder called so, and more."""
    folder = tmp_path / "downloads"
    for name, text in {
        "chairs/metres.ply": "box 0.5 0.5 0.9",
        "chairs/milli metres.PLY": "box 500 500 900",
        "armchair/a.ply": "box 80 80 90",
        "armchair/b/a.ply": "box 80 80 91",
        "odd/thing.ply": "box 7 7 7",
        "odd/flat.stl": "box 1 1 0",
        "odd/bent.stl": "bad it is bent",
        "odd/\x1b[31m.stl": "box 1 1 1",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def brought(downloads: Path, said: str = "", terms: Terms = TERMS, **more: Any) -> tuple[Brought, Pack]:
    out = downloads.parent / "out"
    path = downloads.parent / "classes.yaml"
    path.write_text(said)
    return bring(downloads, out, table(path), terms, **more), read(out)


def test_folders_name_classes_and_sizes_find_units(downloads: Path) -> None:
    result, pack = brought(downloads)
    rows = {row.name: row for row in pack.assets}
    assert {name: (row.category, row.scale) for name, row in rows.items()} == {
        "metres": ("chair", 1.0),
        "milli-metres": ("chair", 0.001),
        "a": ("armchair", 0.01),
        "a-2": ("armchair", 0.01),
    }
    assert rows["milli-metres"].size == (0.5, 0.5, 0.9) and rows["metres"].faces == 12
    assert (
        result.notes["chairs/milli metres.PLY"] == "taken as millimetres, which makes it the size of a chair"
    )
    assert "chairs/metres.ply" not in result.notes
    assert "its class is not known: name it in a table" in result.left["odd/thing.ply"]
    assert [one.said for one in inspect(pack) if one.level == "error"] == []
    assert pack.licences == {"CC-BY-4.0": 4} and pack.source == "https://example.org"
    assert (pack.folder / "armchair/b/a.ply").is_file() and not (pack.folder / "odd").exists()


def test_a_table_says_more_than_folders(downloads: Path) -> None:
    said = """
    odd/thing.ply: {class: zither, height: 1.4, stands: thing, licence: CC0-1.0, source: here, up: y, front: z}
    milli*: {class: stool, scale: 0.0005}
    odd/*: box
    """
    result, pack = brought(downloads, said)
    rows = {row.name: row for row in pack.assets}
    thing = rows["thing"]
    assert thing.scale == pytest.approx(0.2) and thing.size == (1.4, 1.4, 1.4) and thing.stands == "thing"
    assert (thing.licence, thing.source, thing.up) == ("CC0-1.0", "here", "y")
    assert rows["milli-metres"].size == (0.25, 0.25, 0.45)
    assert rows["flat"].category == "box" and rows["flat"].size[2] > 0
    assert result.left == {
        "odd/bent.stl": "it is bent",
        "'odd/\\x1b[31m.stl'": "its name holds what cannot be printed; rename it",
    }


def test_what_has_no_licence_or_no_height_is_left_out(downloads: Path) -> None:
    said = "odd/flat.stl: {class: box, height: 2, licence: MIT}\nodd/thing.ply: {class: box, scale: 900, licence: MIT}\n"
    result, pack = brought(
        downloads, said + "chairs/metres.ply: {class: chair, licence: MIT}", Terms("m", "1", None, None)
    )
    assert [row.name for row in pack.assets] == ["metres"]
    assert "it has no licence; give --licence" in result.left["armchair/a.ply"]
    assert "it is flat, so that no scale gives it a height" in result.left["odd/flat.stl"]
    assert "it is 6300 m large; give its `scale`" in result.left["odd/thing.ply"]


def test_links_and_other_files(downloads: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.mtl").write_text("newmtl a")
    for name, text in {
        "chair/a.obj": "box 0.5 0.5 0.9\nmtllib a.mtl\n", "chair/a.mtl": "map_Kd tex/wood.png\nmap_Ks C:\\gone.png\n",
        "chair/tex/wood.png": "", "chair/b.obj": "mtllib ../../outside.mtl\n", "chair/c.glb": "no glTF",
    }.items():  # fmt: skip
        (downloads / name).parent.mkdir(parents=True, exist_ok=True)
        (downloads / name).write_text(text)
    (downloads / "chair/link.ply").symlink_to(downloads / "chairs/metres.ply")
    result, pack = brought(downloads)
    (row,) = [one for one in pack.assets if one.file == "chair/a.obj"]
    assert sorted(row.files) == ["chair/a.mtl", "chair/tex/wood.png"], "what is not there is not asked for"
    assert (pack.folder / "chair/tex/wood.png").is_file()
    assert "lies outside of" in result.left["chair/b.obj"] and "it is no glTF" in result.left["chair/c.glb"]
    assert "is a link" in result.left["chair/link.ply"]


def test_thumbnails_are_written_and_named(downloads: Path) -> None:
    def draw(asset: Asset, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        Image.new("RGB", (4, 4)).save(path)

    _, pack = brought(downloads, draw=draw)
    assert all(row.thumbnail and (pack.folder / row.thumbnail).is_file() for row in pack.assets)
    assert not [one for one in inspect(pack) if one.level == "error"]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("- a", "it maps names of files to classes, as in"),
        ("a: [b", "cannot be read"),
        ("a: 2020-99-99", "cannot be read"),
        ("'*.ply': {klass: chair}", r"\*.ply: class: Field required"),
        ("'*.ply': {class: chair, stands: sky}", r"\*.ply: stands: "),
        ("'*.ply': 7", r"\*.ply: "),
        ("'*.ply': {class: chair, scale: 0}", "scale"),
    ],
)
def test_a_bad_table_is_a_sentence(downloads: Path, said: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        brought(downloads, said)
    assert "\n" not in str(caught.value) and "classes.yaml" in str(caught.value)


def test_what_cannot_begin_leaves_nothing(downloads: Path, tmp_path: Path) -> None:
    out = tmp_path / "new"
    with pytest.raises(InputError, match="there is no folder"):
        bring(tmp_path / "none", out, {}, TERMS)
    (tmp_path / "bare").mkdir()
    with pytest.raises(InputError, match="holds no mesh: no file in it ends in"):
        bring(tmp_path / "bare", out, {}, TERMS)
    with pytest.raises(InputError, match="is not empty; choose another folder with -o"):
        bring(downloads, downloads, {}, TERMS)
    with pytest.raises(InputError, match="the new pack: name: "):
        bring(downloads, out, {}, Terms("a b", "1", "MIT", None))
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="Not a directory"):
        bring(downloads, tmp_path / "file", {}, TERMS)
    (tmp_path / "none.ply").write_text("bad it is bent")
    (tmp_path / "bad/chair").mkdir(parents=True)
    (tmp_path / "bad/chair/a.ply").write_text("bad it is bent")
    with pytest.raises(InputError, match=r"no file of .* makes an asset \(chair/a.ply: it is bent\)"):
        bring(tmp_path / "bad", out, {}, TERMS)
    assert not out.exists()
