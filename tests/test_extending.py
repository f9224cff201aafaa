# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""docs/extending.md as a new user follows it in an empty folder, and what a user's mistakes are answered with."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PAGE = (REPOSITORY / "docs" / "extending.md").read_text(encoding="utf-8")
PLUGIN = REPOSITORY / "examples" / "scene_plugin"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
LISTINGS = {text.split("\n")[0].removeprefix("# "): text for kind, text in BLOCKS if kind != "sh"}
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
NEEDS_BLENDER = ("generate", "validate", "blend", "make_room")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder with the page's listings."""
    folder = tmp_path_factory.mktemp("user")
    for name, text in LISTINGS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks to Python as if the example package were installed."""
    folder = tmp_path_factory.mktemp("site")
    whole = tomllib.loads((PLUGIN / "pyproject.toml").read_text(encoding="utf-8"))
    project = whole["project"]
    for package in whole["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
        shutil.copytree(PLUGIN / package, folder / package)
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {module}\n" for name, module in entries.items())
        for group, entries in project["entry-points"].items()
    )
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run(folder: Path, installed: Path) -> Run:
    """Run a command line as the page has it, in the user's folder."""

    def run(line: str, plugin: bool = False) -> subprocess.CompletedProcess[str]:
        words = shlex.split(line)
        python = [sys.executable] if words[0] == "python" else [sys.executable, "-P", "-m", words[0]]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([*([str(installed)] if plugin else []), str(REPOSITORY)]),
            "COLUMNS": "200",
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        return subprocess.run(
            [*python, *words[1:]],
            capture_output=True,
            text=True,
            env=environment,
            cwd=folder,
            timeout=300,
            check=False,
        )

    return run


def _commands() -> Iterator[object]:
    for line in COMMANDS:
        heavy = any(word in line for word in NEEDS_BLENDER)
        yield pytest.param(line, marks=[pytest.mark.render if heavy else pytest.mark.extra], id=line[:60])


def test_the_page_has_its_listings() -> None:
    assert LISTINGS.keys() == {"my_scenes.py", "recipe.yaml", "my_classes.yaml", "make_room.py"}
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("line", list(_commands()))
def test_every_command_of_the_page_does_what_it_says(line: str, folder: Path, run: Run) -> None:
    if line.startswith("pip install"):
        assert line == "pip install ./examples/scene_plugin"  # which the fixture `installed` stands for
        return
    if "--set file=my_room.blend" in line and not (folder / "my_room.blend").exists():
        assert run("python make_room.py").returncode == 0
    if "validate" in line and not (folder / "out").exists():
        assert run("cavendish generate recipe.yaml -o out").returncode == 0
    done = run(line, plugin=any(word in line for word in ("stall", "fruit crate")))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Warning" not in done.stderr
    found = re.search(r"-o (\S+\.png)", line)
    if found:
        assert (folder / found[1]).stat().st_size > 5_000


def test_a_plugin_brings_builders_assets_classes_and_material(run: Run) -> None:
    said = run("cavendish scenes list", plugin=True).stdout
    assert "A market stall with a tiled counter" in said and "fruit crate" in said
    assert "stall" not in run("cavendish scenes list").stdout
    assert "hint:" not in run("cavendish scenes preview stall -o plain.png", plugin=True).stdout


DESCRIBED = """
import json, sys
from pathlib import Path
from cavendish.engine.dataset import open_dataset
from cavendish.recipe import load
open_dataset(Path(sys.argv[2]), load(sys.argv[1]))
print((Path(sys.argv[2]) / "dataset.json").read_text())
"""


def test_a_dataset_names_the_packages_and_the_files_that_it_hangs_on(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "describe.py").write_text(DESCRIBED, encoding="utf-8")

    def described(name: str, scenes: str, plugin: bool = True) -> subprocess.CompletedProcess[str]:
        recipe = folder / "packages.yaml"
        recipe.write_text(f"scenes: [{scenes}]\nviews: {{width: 96, height: 64}}\ntasks: {{depth: }}\n")
        return run(f"python describe.py {recipe} {tmp_path / name}", plugin)

    market = {"cavendish-market": "1.0"}
    assert json.loads(described("a", "{builder: stall}").stdout)["packages"] == market
    assert json.loads(described("b", "{builder: primitives}").stdout)["packages"] == {}
    done = run(f"python describe.py recipe.yaml {tmp_path / 'c'}", plugin=True)
    whole = json.loads(done.stdout)
    assert whole["packages"] == market, "a builder of a file of one's own may draw on any package"
    sha = hashlib.sha256((folder / "my_scenes.py").read_bytes()).hexdigest()
    assert whole["recipe"]["builders"] == [{"file": "my_scenes.py", "sha256": sha}]
    again = run(f"python describe.py recipe.yaml {tmp_path / 'c'}")
    assert again.returncode != 0
    assert "begun with cavendish-market 1.0 and here is no package that adds to it" in again.stderr


@pytest.mark.render
def test_a_plugins_material_is_drawn_by_its_own_nodes(run: Run, folder: Path) -> None:
    line = "cavendish scenes preview stall -o nodes.png --quality render --samples 1 --width 64 --height 64"
    done = run(line, plugin=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _spoilt(folder: Path, old: str, new: str) -> str:
    text = LISTINGS["my_scenes.py"]
    assert old in text
    (folder / "spoilt.py").write_text(text.replace(old, new), encoding="utf-8")
    return f"spoilt.py:{text[: text.index(old)].count(chr(10)) + 1}"


@pytest.mark.extra
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "rng.choice",
            "rng.choise",
            "AttributeError: 'numpy.random._generator.Generator' object has no attribute 'choise'",
        ),
        ('ASSETS[rng.choice(["mug", "book", "bowl"])]', "ASSETS['mugg']", "KeyError: 'mugg'"),
        (
            "translation(x, 0, 0.21 + 0.4 * k)",
            "translation(x, 0)",
            "TypeError: translation() missing 1 required",
        ),
    ],
)
def test_an_error_in_a_builder_names_the_users_line(
    folder: Path, run: Run, old: str, new: str, says: str
) -> None:
    line = _spoilt(folder, old, new)
    done = run("cavendish scenes preview rack --builders spoilt.py -o x.png --seed 7")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "builder rack: " in done.stderr and says in done.stderr
    assert f"{folder.resolve()}/{line}" in done.stderr and "seed 7" in done.stderr


@pytest.mark.extra
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("boards: int =", "boards: int -", "TypeError"),
        ("from pydantic import", "from pydantik import", "No module named 'pydantik'"),
        ("import numpy as np", "import numpy as np, my_scenes", "a file of builders stands alone"),
        ("def rack(", "def rack", "SyntaxError"),
    ],
)
def test_a_file_that_cannot_be_imported_is_bad_input_with_its_line(
    folder: Path, run: Run, old: str, new: str, says: str
) -> None:
    line = _spoilt(folder, old, new)
    done = run("cavendish scenes preview rack --builders spoilt.py -o x.png")
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert says in done.stderr and line in done.stderr


@pytest.mark.extra
def test_a_name_that_is_taken_names_both(folder: Path, run: Run) -> None:
    line = _spoilt(folder, '@builder("rack"', '@builder("room"')
    done = run("cavendish scenes list --builders spoilt.py")
    assert done.returncode == 2
    assert line in done.stderr and "builders/room.py:" in done.stderr and "'room'" in done.stderr


@pytest.mark.extra
def test_what_is_no_scene_is_said_at_once(folder: Path, run: Run) -> None:
    _spoilt(folder, "Scene(tuple(objects)", "Scene(objects")
    done = run("cavendish scenes preview rack --builders spoilt.py -o x.png")
    assert done.returncode == 1 and "spoilt.py:" in done.stderr
    assert "Scene.objects is a list of Object; it takes a tuple of Objects" in done.stderr


@pytest.mark.extra
def test_a_parameters_model_that_fails_names_the_users_line(folder: Path, run: Run) -> None:
    check = "\n\n    def model_post_init(self, context):\n        self.nothing['at all']\n"
    _spoilt(folder, 'description="How many boards.")', f'description="How many boards."){check}')
    (folder / "spoilt.yaml").write_text(
        LISTINGS["recipe.yaml"].replace("my_scenes", "spoilt"), encoding="utf-8"
    )
    done = run("cavendish generate spoilt.yaml -o never")
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "the parameters of rack fail: AttributeError" in done.stderr and "spoilt.py:20" in done.stderr


@pytest.mark.render
def test_a_failing_builder_is_quarantined_with_the_users_line(folder: Path, run: Run) -> None:
    line = _spoilt(folder, "height = 0.4 * parameters.boards", "height = 0.4 * parameters.bords")
    recipe = (
        LISTINGS["recipe.yaml"].replace("my_scenes", "spoilt").replace("  - {builder: primitives}", "  #")
    )
    (folder / "spoilt.yaml").write_text(recipe, encoding="utf-8")
    done = run("cavendish generate spoilt.yaml -o failed --count 1")
    assert done.returncode == 1
    failure = json.loads((folder / "failed" / "quarantine.jsonl").read_text())
    assert failure["stage"] == "build" and failure["seed"] == 1
    assert "builder rack: AttributeError" in failure["reason"] and line in failure["reason"]


@pytest.mark.render
def test_a_changed_file_is_another_recipe(folder: Path, run: Run) -> None:
    if not (folder / "out").exists():
        assert run("cavendish generate recipe.yaml -o out").returncode == 0
    described = json.loads((folder / "out" / "dataset.json").read_text())
    assert described["recipe"]["builders"][0]["file"] == "my_scenes.py"
    assert described["recipe"]["classes"]["plank rack"]["synonyms"] == ["open rack"]
    _spoilt(folder, "seed=rng.uniform(0, 99)", "seed=1")
    other = run("cavendish generate recipe.yaml -o out --set builders=[spoilt.py]")
    assert other.returncode == 2 and "a dataset of another recipe" in other.stderr
    for given, says in (
        ("", "name that file by --builders"),
        ("--builders spoilt.py", "spoilt.py is another one"),
    ):
        done = run(f"cavendish validate out --oracle 1 {given}")
        assert done.returncode == 2 and says in done.stderr
    plain = run("cavendish validate out")  # needs none of the user's code
    assert plain.returncode == 0, plain.stdout
