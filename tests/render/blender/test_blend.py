# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A user's .blend file as a scene: its geometry is Blender's to the oracle, its things have classes, no script runs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from cavendish.scenes.build import BuildError, build
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import pinhole
from cavendish.scenes.scene import Scene

pytestmark = [pytest.mark.render, pytest.mark.filterwarnings("ignore:materials of the")]
Load = Callable[..., Scene]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("embreex")
    out = tmp_path_factory.mktemp("blend")
    script = Path(__file__).with_name("blend_files.py")
    done = subprocess.run([sys.executable, str(script), str(out)], capture_output=True, text=True)
    assert (out / "done").exists(), done.stdout[-2000:] + done.stderr[-4000:]
    return out


@pytest.fixture(scope="module")
def load(files: Path) -> Iterator[Load]:
    """The scene of one of the files, by its name."""
    blend = BUILDERS["blend"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(files / "cache"))

        def load(name: str, **more: object) -> Scene:
            given = blend.parameters.model_validate({"file": name, **more}, context={"folder": files})
            return build(blend, given, np.random.default_rng(0))

        yield load


@pytest.fixture(scope="module")
def scene(load: Load) -> Scene:
    with pytest.warns(
        UserWarning, match="1 objects of the .blend have no `class` and are left out: forgotten"
    ):
        return load("whole.blend")


def test_things_have_classes_attributes_and_ids(scene: Scene) -> None:
    assert Counter(thing.category for thing in scene.objects) == {
        "floor": 1,
        "table": 1,
        "ball": 1,
        "rock": 1,
        "sign": 1,
        "chair": 2,
    }
    assert [thing.id for thing in scene.objects] == list(range(1, 8))
    assert next(t for t in scene.objects if t.category == "ball").asset.attributes == {"material": "rubber"}
    chairs = [thing.asset for thing in scene.objects if thing.category == "chair"]
    assert chairs[0] is chairs[1], "what is instanced shares its geometry"


def test_its_geometry_is_blenders(scene: Scene, files: Path) -> None:
    from cavendish.render.raycast import raycast

    sight = np.load(files / "sight.npz")
    seen = raycast(scene, pinhole(sight["pose"], 240, 160, 1.0))
    both = np.isfinite(sight["depth"]) & np.isfinite(seen.depth)
    assert (np.isfinite(sight["depth"]) == np.isfinite(seen.depth)).mean() > 0.9999
    off = np.abs(seen.depth[both] / sight["depth"][both] - 1)
    assert both.sum() > 20_000 and np.quantile(off, 0.9995) < 1e-5
    apart = np.linalg.norm(seen.normals - sight["normals"], axis=-1)[both]
    assert np.quantile(apart, 0.999) < 5e-3
    for iid in range(1, 9):
        mine = sight["instances"] == iid
        assert (mine.sum() == 0) == (iid == 5), iid  # the fifth is hidden
        if iid != 5:
            _, counts = np.unique(seen.instances[mine], return_counts=True)
            assert counts.max() / counts.sum() > 0.999, "one object of the file is one object"


def test_materials_are_the_nearest_of_ours(scene: Scene) -> None:
    kinds = {thing.category: [part.material.kind for part in thing.asset.parts] for thing in scene.objects}
    assert kinds["floor"] == ["parquet"] and kinds["table"] == ["plastic", "metal"]
    red = next(t for t in scene.objects if t.category == "table").asset.parts[0].material
    np.testing.assert_allclose(
        red.color, (0.7354, 0.1517, 0.1517), atol=1e-3
    )  # sRGB of what Blender has linear


def test_lights_world_and_air_are_its_own(scene: Scene) -> None:
    assert [light.kind for light in scene.lights] == ["area"] and scene.lights[0].power == pytest.approx(80)
    assert scene.world.sky is not None
    assert scene.world.sky.sun_elevation == pytest.approx(np.pi / 2 - 0.6, abs=1e-4)
    assert np.allclose((scene.air[0].low, scene.air[0].high), ((-1, -4.5, 1.25), (1, -3.5, 1.75)))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_it_is_read_once_and_parameters_give_the_air(load: Load, files: Path, scene: Scene) -> None:
    kept = list((files / "cache").rglob("*.npz"))
    before = {path: path.stat().st_mtime_ns for path in kept}
    again = load("whole.blend", air=[[[0, 0, 1], [1, 1, 2]]])
    assert again.air[0].high == (1, 1, 2) and len(again.objects) == len(scene.objects)
    assert before == {path: path.stat().st_mtime_ns for path in kept}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_scripts_do_not_run_and_units_become_metres(load: Load, files: Path) -> None:
    (cube,) = load("scripted.blend").objects
    assert not (files / "ran").exists()
    assert np.allclose(cube.pose[:3, 3], (3, 0, 0.5)) and np.allclose(
        cube.asset.extent, ((-0.5,) * 3, (0.5,) * 3)
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("classless.blend", "none of its 1 objects carries the custom property `class`"),
        ("linked.blend", "it takes data from another file .*whole.blend"),
        ("odd.blend", "the material 'odd' asks for the kind 'woood'; known are"),
        ("torn.blend", "torn.blend"),
    ],
)
def test_what_cannot_be_a_scene_ends_a_run_with_a_sentence(load: Load, name: str, says: str) -> None:
    with pytest.raises(BuildError, match=says) as caught:
        load(name)
    assert caught.value.fatal and "\n" not in str(caught.value)
