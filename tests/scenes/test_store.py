# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A scene comes back from its file as it was, and its digest sees every change."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes import materials
from cavendish.scenes.cameras import look, pinhole
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.scene import Asset, Light, Object, Part, Scene, Sky, Support, World
from cavendish.scenes.store import digest, load, save


@pytest.fixture
def scene():
    mesh = box((0.2, 0.2, 0.2), (0, 0, 0.1))
    one = Asset(
        "cube",
        (Part(mesh, materials.wood((0.5, 0.4, 0.3))),),
        {"material": "wood"},
        (Support((-0.1, 0.1), (-0.1, 0.1), 0.2),),
        (Light("point", np.eye(4), 3.0),),
    )
    other = Asset("cube", (Part(mesh, materials.plain((0.9, 0.1, 0.1))),))
    things = [Object(k + 1, one, translation(k, 0, 0)) for k in range(3)] + [
        Object(9, other, translation(0, 2, 0))
    ]
    camera = pinhole(look(np.array([0.0, -3.0, 1.5]), np.zeros(3)), 64, 48, 1.0)
    return Scene(tuple(things), (Light("area", np.eye(4), 10.0),), World(Sky(0.5, 1.0)), (camera,))


def changed(scene, **of_first):
    first = scene.objects[0]
    return replace(scene, objects=(replace(first, **of_first), *scene.objects[1:]))


def test_a_saved_scene_comes_back_whole(scene, tmp_path):
    save(tmp_path / "scene.npz", scene)
    back = load(tmp_path / "scene.npz")
    assert digest(back) == digest(scene)
    assert [thing.id for thing in back.objects] == [1, 2, 3, 9]
    assert np.array_equal(back.objects[1].pose, scene.objects[1].pose)
    assert back.objects[0].asset.parts[0].mesh.vertices.dtype == np.float32
    assert back.objects[0].asset.parts[0].material == scene.objects[0].asset.parts[0].material
    assert back.world == scene.world
    assert back.air == scene.air


def test_what_was_shared_stays_shared(scene, tmp_path):
    save(tmp_path / "scene.npz", scene)
    a, b, c, d = load(tmp_path / "scene.npz").objects
    assert a.asset is b.asset is c.asset
    assert d.asset is not a.asset
    assert d.asset.parts[0].mesh is a.asset.parts[0].mesh


def test_the_digest_sees_every_change(scene):
    part = scene.objects[0].asset.parts[0]
    vertices = part.mesh.vertices.copy()
    vertices[3, 1] = np.nextafter(vertices[3, 1], np.float32(1))
    bent = replace(part, mesh=replace(part.mesh, vertices=vertices))
    repainted = replace(part, material=materials.wood((0.5, 0.4, 0.3), roughness=0.41))
    asset = scene.objects[0].asset
    others = [
        changed(scene, asset=replace(asset, parts=(bent,))),
        changed(scene, asset=replace(asset, parts=(repainted,))),
        changed(scene, asset=replace(asset, attributes={"material": "oak"})),
        changed(scene, pose=translation(0, 0, 1e-9)),
        changed(scene, id=77),
        replace(scene, lights=(replace(scene.lights[0], power=10.5),)),
        replace(scene, world=World(Sky(0.5, 1.0, haze=2.0))),
        replace(scene, cameras=(replace(scene.cameras[0], exposure=0.1),)),
    ]
    assert len({digest(scene), *map(digest, others)}) == len(others) + 1


@pytest.mark.parametrize("text", [b"", b"not a scene at all", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_archive_is_refused(text, tmp_path):
    path = tmp_path / "other.npz"
    path.write_bytes(text)
    with pytest.raises(ValueError, match=r"other\.npz"):
        load(path)


def test_an_archive_without_a_scene_is_refused(tmp_path):
    np.savez(tmp_path / "other.npz", a0=np.zeros(3))
    with pytest.raises(ValueError, match=r"other\.npz is not a saved scene"):
        load(tmp_path / "other.npz")


@pytest.mark.parametrize(
    "text",
    ['{"noun": "Bomb", "fields": {}}', "[1, 2]", "{", '{"array": 7}', '{"noun": "Sky", "fields": {"x": 1}}'],
)
def test_a_broken_tree_is_refused(text, tmp_path):
    np.savez(tmp_path / "other.npz", scene=np.frombuffer(text.encode(), np.uint8))
    with pytest.raises(ValueError, match=r"other\.npz"):
        load(tmp_path / "other.npz")
