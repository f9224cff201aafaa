# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Builders for tests, installed as a plugin package, and the command line run as users run it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

REPOSITORY = Path(__file__).parents[2]
BUILDERS = '''
import os, signal, time
import numpy as np
from pydantic import BaseModel
from cavendish.scenes import materials
from cavendish.scenes.builders import builder
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.scene import Asset, Object, Part, Region, Scene, Sky, World

class Nothing(BaseModel):
    pass

@builder("tiny", Nothing)
def tiny(parameters, rng):
    """Cubes on a ground under the sky."""
    ground = Asset("ground", (Part(box((60, 60, 0.2), (0, 0, -0.1), bevel=0), materials.plain((0.5, 0.5, 0.45))),))
    objects = [Object(1, ground, np.eye(4))]
    for k in range(6):
        cube = Asset("cube", (Part(box((0.5, 0.5, 0.5), (0, 0, 0.25)), materials.plain(tuple(rng.uniform(0, 1, 3)))),))
        objects.append(Object(2 + k, cube, translation(np.cos(k) * 1.5, np.sin(k) * 1.5, 0)))
    air = (Region((-4.0, -4.0, 1.2), (-3.0, 4.0, 1.8)),)
    return Scene(tuple(objects), world=World(Sky(0.7, 0.3)), air=air)

@builder("raising", Nothing)
def raising(parameters, rng):
    """Fails."""
    return {}["no such key"]

@builder("endless", Nothing)
def endless(parameters, rng):
    """Never returns."""
    while True:
        time.sleep(0.05)

@builder("dying", Nothing)
def dying(parameters, rng):
    """Takes its worker down."""
    os.kill(os.getpid(), signal.SIGKILL)
'''


@pytest.fixture(scope="session")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks to Python like an installed package with builders."""
    folder = tmp_path_factory.mktemp("plugin")
    (folder / "odd_builders.py").write_text(BUILDERS, encoding="utf-8")
    info = folder / "odd_builders-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: odd-builders\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text("[cavendish.builders]\nodd = odd_builders\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def environment(plugin: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(plugin), str(REPOSITORY)]), "COLUMNS": "200"}


@pytest.fixture(scope="session")
def cavendish(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line and return what it said."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cavendish", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=300, check=False
        )

    return run


@pytest.fixture
def recipe(tmp_path: Path) -> Callable[..., Path]:
    """Write a small recipe; builders are given by weight."""

    def write(name: str = "recipe.yaml", extra: str = "", **weights: float) -> Path:
        scenes = "".join(
            f"  - {{builder: {kind}, weight: {weight}}}\n"
            for kind, weight in (weights or {"tiny": 1}).items()
        )
        text = """\
        seed: 3
        count: 3
        scenes:
        {}
        views: {{per_scene: 2, width: 96, height: 64}}
        quality: {{samples: 1, bounces: 1}}
        tasks: {{depth: , normals: , semantic: , instance: }}
        splits: {{train: 2, val: 1}}
        """
        path = tmp_path / name
        path.write_text(dedent(text).format("\n" + scenes) + dedent(extra), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, str]]:
    """The digest of every file of a dataset that the recipe, the seed and the versions decide."""

    def read(out: Path) -> dict[str, str]:
        found = {}
        for path in sorted(out.rglob("*")):
            name = path.relative_to(out).as_posix()
            if not path.is_file() or name.startswith(("logs/", ".staging/")):
                continue
            data = path.read_bytes()
            if name == "dataset.json":
                whole = json.loads(data)
                assert whole.pop("seconds")  # the only part that a clock decides
                data = json.dumps(whole).encode()
            found[name] = hashlib.sha256(data).hexdigest()
        return found

    return read
