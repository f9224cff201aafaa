# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What Blender makes of a pack's files: the same thing of every format, and of what is hostile a sentence and no more."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from PIL import Image

from cavendish.render.quality import Quality
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.geometry import translation
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.pack import SUFFIXES, Pack, read
from cavendish.scenes.scene import Asset, Float, Object, Scene, Sky, World

pytestmark = pytest.mark.render
DRAW = Path(__file__).parents[1] / "render" / "blender" / "draw.py"
FORMATS = ("blend", "glb", "gltf", "obj", "ply", "stl")
OTHERS = {
    "wedge.gltf": "wedge.bin",
    "wedge.obj": "wedge.mtl",
    "lost.obj": "lost.mtl",
    "reads.obj": "reads.mtl",
}
PLACED = ("object", "generated", "bare", "uv", "attribute")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A pack of all files that `pack_files.py` makes, and a cache of its own."""
    pytest.importorskip("embreex")
    out = tmp_path_factory.mktemp("files")
    script = Path(__file__).with_name("pack_files.py")
    done = subprocess.run(
        [sys.executable, str(script), str(out)], capture_output=True, text=True, check=False
    )
    assert (out / "done").exists(), done.stdout[-2000:] + done.stderr[-4000:]
    rows = []
    for path in sorted(out.iterdir()):
        if path.suffix in SUFFIXES:
            files = {OTHERS[path.name]: _sha(out / OTHERS[path.name])} if path.name in OTHERS else {}
            rows.append({"name": path.name, "class": "chair", "file": path.name, "sha256": _sha(path), "files": files,
                         "faces": 6, "size": [1, 1, 1]})  # fmt: skip
    said = {"pack": 1, "name": "files", "version": "1", "licence": "CC0-1.0", "assets": rows}
    (out / "pack.yaml").write_text(yaml.safe_dump(said))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(out / "cache"))
        yield out


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return read(folder)


@pytest.fixture(scope="module")
def failed(pack: Pack) -> dict[str, str]:
    """What failed, by name, of all files in as few processes as it takes."""
    jobs = {prepared.job(pack, row).key: row.name for row in pack.assets}
    found = prepared.prepare([prepared.job(pack, row) for row in pack.assets])
    return {jobs[key]: why for key, why in found.items()}


def asset(pack: Pack, name: str) -> Asset:
    return stock.asset_of(pack, next(row for row in pack.assets if row.name == name))


def notes(pack: Pack, name: str) -> list[str]:
    return prepared.notes(prepared.job(pack, next(row for row in pack.assets if row.name == name)).key)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_thing_upright_in_metres(
    pack: Pack, failed: dict[str, str], kind: str
) -> None:
    assert f"wedge.{kind}" not in failed
    made = asset(pack, f"wedge.{kind}")
    np.testing.assert_allclose(made.extent, ((-1, -0.5, 0), (1, 0.5, 3)), atol=1e-5)
    (part,) = made.parts
    assert len(part.mesh.faces) == 6
    top = part.mesh.vertices[part.mesh.vertices[:, 2] > 2.9]
    np.testing.assert_allclose(top, np.tile([-1, -0.5, 3], (len(top), 1)), atol=1e-5)
    corners = part.mesh.vertices[part.mesh.faces].astype(np.float64)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert np.sum(across * corners[:, 0]) / 6 == pytest.approx(2, abs=1e-4), "its faces look outward"
    if kind not in ("ply", "stl"):
        np.testing.assert_allclose(part.material.color, (0.906, 0.248, 0.248), atol=0.02)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("torn.blend", "Failed to read blend file"),
        ("torn.glb", "it is no glTF"),
        ("torn.obj", "it has no faces"),
        ("torn.ply", "failed importing"),
        ("torn.stl", "it has no faces"),
        ("bomb.blend", "Failed to read blend file|Blender died of it"),
        ("heavy.glb", "it has over 1,000,000 faces; decimate it"),
        ("many.blend", "it has over 1,000,000 faces; decimate it"),
        ("declares.glb", "its importer ends with ValueError: buffer is smaller than requested size"),
        ("declares.ply", "Blender died of it|failed importing"),
        ("declares.stl", "it has no faces"),
        ("empty.blend", "it has no faces"),
        ("points.obj", "it has no faces"),
        ("tiny.obj", "it has no faces"),
        ("huge.obj", "it measures 1e.30 x 0 x 1e.30 m after its scale; set `scale`"),
        ("nan.blend", "1 of the 5 vertices of 'wedge' are not finite"),
        ("fetches.blend", "its modifier 'cache' takes data from another file; apply it in Blender"),
        ("reads.obj", "it takes data from /etc/hostname, which is not among the `files` of its entry"),
        ("reads.gltf", "it takes data from /etc/hostname, which is not among the `files` of its entry"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(failed: dict[str, str], name: str, says: str) -> None:
    import re

    assert re.search(says, failed[name]), failed[name]
    assert "\n" not in failed[name] and len(failed[name]) < 500


def test_all_else_is_ready(pack: Pack, failed: dict[str, str]) -> None:
    fine = {row.name for row in pack.assets} - set(failed)
    assert fine == {
        *(f"wedge.{kind}" for kind in FORMATS),
        *(f"by_{name}.blend" for name in PLACED),
        *(
            "bumpy.blend",
            "textured.glb",
            "large.blend",
            "lost.blend",
            "lost.obj",
            "peeks.blend",
            "scripted.blend",
            "nan.ply",
        ),
    }
    for name in fine:
        for part in asset(pack, name).parts:
            assert np.isfinite(part.mesh.vertices).all()


def test_no_script_driver_or_handler_runs(pack: Pack, folder: Path, failed: dict[str, str]) -> None:
    assert "scripted.blend" not in failed and not list(folder.glob("ran-*"))
    assert notes(pack, "scripted.blend") == ["2 drivers were dropped"]
    held = prepared.materials(asset(pack, "scripted.blend").packed).read_bytes()  # type: ignore[arg-type]
    assert b"__import__" not in held and b"run.py" not in held
    assert b"ShaderNodeScript" not in held and b"shade.osl" not in held


def test_textures_are_kept_made_smaller_or_missed(pack: Pack, failed: dict[str, str]) -> None:
    assert notes(pack, "textured.glb") == ["holes that textures cut (alpha) were filled"]
    assert notes(pack, "large.blend") == ["its textures were made smaller, to 2048 pixels"]
    assert notes(pack, "lost.blend") == ["its texture lost is missing"]
    assert notes(pack, "peeks.blend") == ["its texture peeks is missing"], (
        "it lies there, outside of the file"
    )
    assert notes(pack, "lost.obj") == ["its texture C:\\old\\no such.png is missing"]
    assert not failed.keys() & {"textured.glb", "large.blend", "lost.blend", "lost.obj"}


@pytest.fixture(scope="module")
def shots(pack: Pack, folder: Path, failed: dict[str, str]) -> tuple[Scene, list[dict[str, Any]]]:
    """Assets in a row, each seen alone by a camera before it."""
    names = [
        *(f"by_{name}.blend" for name in PLACED),
        "textured.glb",
        "wedge.glb",
        "lost.blend",
        "bumpy.blend",
    ]
    things = tuple(
        Object(k + 1, asset(pack, name), translation(12 * k, 0, 0)) for k, name in enumerate(names)
    )
    cameras = []
    for k, thing in enumerate(things):
        eye: Float = np.array([12.0 * k, -12, thing.asset.extent[1][2] / 2])
        cameras.append(pinhole(look(eye, eye + (0, 12, 0)), 48, 48, np.radians(20)))
    scene = Scene(things, (), World(Sky(0.8, 2.5)), tuple(cameras))
    (folder / "jobs").write_bytes(pickle.dumps({"row": (scene, Quality(samples=4), frozenset({"albedo"}))}))
    (folder / "drawn").mkdir()
    done = subprocess.run(
        [sys.executable, str(DRAW), str(folder / "jobs"), str(folder / "drawn")],
        capture_output=True,
        text=True,
    )
    assert (folder / "drawn/done").exists(), done.stderr[-4000:]
    return scene, [dict(np.load(folder / f"drawn/row.{k}.npz")) for k in range(len(names))]


def test_a_render_agrees_with_the_oracle(shots: tuple[Scene, list[dict[str, Any]]]) -> None:
    from cavendish.render.raycast import raycast

    scene, views = shots
    for camera, view in zip(scene.cameras, views, strict=True):
        seen = raycast(scene, camera)
        assert (seen.instances == view["instances"]).mean() > 0.995
        both = np.isfinite(seen.depth) & np.isfinite(view["depth"]) & (seen.instances == view["instances"])
        assert both.mean() > 0.05 and np.abs(seen.depth[both] / view["depth"][both] - 1).max() < 1e-3


@pytest.mark.parametrize("name", PLACED)
def test_materials_look_as_in_their_own_file(
    shots: tuple[Scene, list[dict[str, Any]]], folder: Path, name: str
) -> None:
    """A convex body that is matt, in a world of white, looks as its albedo."""
    view = shots[1][PLACED.index(name)]
    theirs = np.asarray(Image.open(folder / f"by_{name}.png").convert("RGB")) / 255
    albedo = np.clip(np.nan_to_num(view["albedo"]), 0, 1)
    ours = np.where(albedo <= 0.0031308, 12.92 * albedo, 1.055 * albedo ** (1 / 2.4) - 0.055)
    inner = np.hypot(*np.mgrid[-23.5:24, -23.5:24]) < 18
    assert np.abs(ours[inner].mean(axis=0) - theirs[inner].mean(axis=0)).max() < 0.02
    # Where a checker's fields end, the two differ by their pixels' filters.
    assert np.quantile(np.abs(ours - theirs)[inner], 0.7) < 0.03


def test_what_textures_cut_is_solid_in_picture_and_truth(shots: tuple[Scene, list[dict[str, Any]]]) -> None:
    view = shots[1][len(PLACED)]
    assert (view["instances"][20:28, 22:27] == len(PLACED) + 1).all()
    left, right = view["rgb"][20:28, 21:23].mean(axis=(0, 1)), view["rgb"][20:28, 25:27].mean(axis=(0, 1))
    assert left[0] > 1.5 * left[1] and right[1] > 1.2 * right[0]
    assert view["albedo"][24, 26, 1] > 0.7 and view["albedo"][24, 26, 0] < 0.1


def test_what_has_lost_its_texture_is_not_magenta(shots: tuple[Scene, list[dict[str, Any]]]) -> None:
    view = shots[1][len(PLACED) + 2]
    seen = view["rgb"][view["instances"] == len(PLACED) + 3].astype(float)
    assert len(seen) > 50 and seen[:, 1].mean() > 1.1 * seen[:, 0].mean(), "the colour beneath it is green"


def test_displacement_is_seen_and_leaves_the_normals_of_the_truth(
    shots: tuple[Scene, list[dict[str, Any]]],
) -> None:
    view = shots[1][-1]
    here = view["instances"] == len(PLACED) + 4
    assert here.sum() > 200 and np.abs(view["normals"][here] - (0, 0, 1)).max() < 1e-3
    assert np.ptp(view["rgb"][here].astype(float).mean(axis=1)) > 10, "its waves are shaded"


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
