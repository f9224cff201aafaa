# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""`cavendish scenes check`: exit status, JSON, and the words for what is wrong, of Cavendish's builders and a user's."""

import json

import pytest
from typer.testing import CliRunner

from cavendish.cli import app
from cavendish.scenes.builders import BUILDERS

pytestmark = pytest.mark.extra
MINE = '''
import numpy as np
from pydantic import BaseModel
from cavendish.scenes import materials
from cavendish.scenes.builders import builder
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.scene import Asset, Object, Part, Region, Scene

class Hover(BaseModel):
    lift: float = 0.0

@builder("hover", Hover)
def hover(parameters, rng):
    """Boxes over a floor."""
    floor = Asset("floor", (Part(box((9, 9, 0.2), (0, 0, -0.1), bevel=0), materials.concrete()),))
    cube = Asset("box", (Part(box((0.5, 0.5, 0.5), (0, 0, 0.25)), materials.concrete()),))
    poses = [translation(x, 1, parameters.lift) for x in (-1.2, -0.4, 0.4, 1.2)]
    things = [Object(k, cube, pose) for k, pose in enumerate(poses, 2)]
    return Scene((Object(1, floor, np.eye(4)), *things), air=(Region((-1, -3, 1), (1, -2, 1.6)),))
'''


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    file = tmp_path_factory.mktemp("mine") / "hovering.py"
    file.write_text(MINE)
    yield str(file)
    BUILDERS.pop("hover", None)


def run(*words):
    return CliRunner().invoke(app, ["scenes", "check", "--workers", "1", *words])


def test_a_sound_builder_passes(mine):
    result = run("--builders", mine, "--seeds", "2")
    assert result.exit_code == 0, result.output
    assert "hover" in result.output and "primitives" not in result.output


def test_a_fault_is_told_with_its_seed_and_size(mine):
    result = run("hover", "--builders", mine, "--seeds", "1", "--first", "7", "--set", "lift=0.003")
    assert result.exit_code == 1
    assert "hover, seed 7: box 2 floats 3.0 mm" in result.output


def test_json_holds_the_counts_and_the_worst(mine):
    result = run("hover", "--builders", mine, "--seeds", "2", "--json", "--set", "lift=-0.004")
    found = json.loads(result.stdout)["hover"]
    assert (found["scenes"], found["things"], found["bad_scenes"]) == (2, 10, 2)
    assert found["faults"] == {"through": 8, "floating": 0, "camera": 0, "doorway": 0}
    assert found["worst"][0]["metres"] == pytest.approx(0.004, abs=1e-4)


def test_an_unknown_builder_or_parameter_is_told():
    assert run("rooom").exit_code != 0
    assert run("primitives", "--set", "no_such=1").exit_code != 0
