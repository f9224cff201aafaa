# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Growing a pack, with a process in the place of Infinigen that does what its arguments say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from cavendish.errors import CavendishError, InputError
from cavendish.packs.grow import Event, Failed, Made, Started, Summary, grow, store
from cavendish.packs.grow import environment as environments
from cavendish.packs.grow.plan import Finish, Generator
from cavendish.scenes.packs.pack import read

FAKE = """
import json, os, sys, time
from pathlib import Path
from PIL import Image

work = Path(sys.argv[1])
job = json.loads((work / "job.json").read_text())
how = job["arguments"].get("how", "")
(work / "begun").touch()
with (Path(__file__).parents[4] / "calls").open("a") as file:
    file.write(f"{job['name']} {job['seed']}\\n")
if how == "die":
    os._exit(11)
if how == "hang":
    time.sleep(60)
told = {"seconds": 0.1, "cpu": 0.1, "error": "it has no faces"}
if how != "refuse":
    (work / f"{job['name']}.blend").write_bytes(b"BLENDER" + str(job["seed"]).encode())
    Image.new("RGBA", (8, 8), (200, 20, 20, 255)).save(work / f"{job['name']}.png")
    told["made"] = {"faces": 12, "size": [0.5, 0.5, 1.0], "supports": [], "materials": 1}
(work / "done").write_text(json.dumps(told))
(work / "done").rename(work / "done.json")
"""
CHAIR = Generator("chair", "fake.Chair", "chair", size=((0.3, 1), (0.3, 1), (0.5, 1.5)), time=0.3)
LAMP = Generator("floor-lamp", "fake.Lamp", "floor lamp", size=((0.1, 1), (0.1, 1), (0.5, 2)), time=0.3)
OAK = Finish("oak", "fake.Oak", ("wood",), time=0.3)
Grow = Callable[..., tuple[Summary, list[Event]]]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Holds the name and the seed of each attempt."""
    return tmp_path / "code" / "calls"


@pytest.fixture
def fake(tmp_path: Path, calls: Path, monkeypatch: pytest.MonkeyPatch) -> Grow:
    """Grows a pack in tmp_path/pack from the rows it is given."""
    code = calls.parent
    package = code / "cavendish/render/blender/infinigen"
    package.mkdir(parents=True)
    for folder in [package, *package.parents][:4]:
        (folder / "__init__.py").touch()
    (package / "work.py").write_text(FAKE)
    monkeypatch.setattr("cavendish.packs.grow.process.code", lambda folder: code)
    monkeypatch.setattr("cavendish.packs.grow.run.environment", lambda python, report: Path(sys.executable))
    monkeypatch.setattr("cavendish.packs.grow.run.DRAWING", 1.0)

    def run(
        *rows: Generator | Finish,
        classes: tuple[str, ...] | None = None,
        variants: int = 1,
        seed: int = 0,
        workers: int = 1,
        faces: int = 20_000,
    ) -> tuple[Summary, list[Event]]:
        monkeypatch.setattr("cavendish.packs.grow.plan.table", lambda: rows)
        heard: list[Event] = []
        return grow(tmp_path / "pack", classes, variants, seed, workers, None, faces, heard.append), heard

    return run


def bad(row: Generator, how: str) -> Generator:
    return replace(row, arguments={"how": how})


def test_a_pack_grows_and_is_read_as_one(fake: Grow, tmp_path: Path) -> None:
    summary, heard = fake(CHAIR, LAMP, OAK, variants=2, workers=2)
    pack = read(tmp_path / "pack")
    assert sorted(row.name for row in pack.assets) == [
        "chair-0000", "chair-0001", "floor-lamp-0000", "floor-lamp-0001",
    ]  # fmt: skip
    assert [row.kinds for row in pack.materials] == [("wood",), ("wood",)]
    assert pack.materials[0].color == pytest.approx((200 / 255, 20 / 255, 20 / 255), abs=0.01)
    assert pack.licence == "BSD-3-Clause"
    assert "Princeton" in (tmp_path / "pack/LICENSE").read_text()
    assert {row.attributes["color"] for row in pack.assets} == {"red"}
    for row in (*pack.assets, *pack.materials):
        assert pack.path_of(row).is_file()
        assert (tmp_path / "pack" / str(row.thumbnail)).is_file()
    assert (tmp_path / "pack/sheet.jpg").is_file()
    assert (summary.assets, summary.materials, summary.classes, summary.faces) == (4, 2, 2, 48)
    assert heard[0] == Started(6, 0)
    assert sum(isinstance(event, Made) for event in heard) == 6


def test_what_stands_is_kept_and_only_the_rest_is_made(fake: Grow, calls: Path, tmp_path: Path) -> None:
    fake(CHAIR, LAMP)
    calls.unlink()
    summary, _ = fake(CHAIR, LAMP, variants=2)
    assert summary.kept == ("chair-0000", "floor-lamp-0000")
    assert {line.split()[0] for line in calls.read_text().splitlines()} == {"chair-0001", "floor-lamp-0001"}
    assert len(read(tmp_path / "pack").assets) == 4


def test_a_file_that_was_changed_is_made_again(fake: Grow, tmp_path: Path) -> None:
    fake(CHAIR, LAMP)
    (tmp_path / "pack/chair/chair-0000.blend").write_bytes(b"something else")
    summary, _ = fake(CHAIR, LAMP)
    assert (summary.made, summary.kept) == (("chair-0000",), ("floor-lamp-0000",))


@pytest.mark.parametrize("change", [{"faces": 10_000}, {"seed": 1}])
def test_another_budget_or_seed_is_another_asset(fake: Grow, change: dict[str, int]) -> None:
    fake(CHAIR)
    summary, _ = fake(CHAIR, **change)
    assert summary.made == ("chair-0000",)


def test_other_classes_are_added_to_those_that_stand(fake: Grow, tmp_path: Path) -> None:
    fake(CHAIR, LAMP, OAK, classes=("chair",))
    fake(CHAIR, LAMP, OAK, classes=("floor lamp", "materials"))
    assert sorted(read(tmp_path / "pack").classes) == ["chair", "floor lamp"]
    assert len(read(tmp_path / "pack").materials) == 1


@pytest.mark.parametrize(
    ("how", "reason"), [("die", "status 11"), ("hang", "longer than 1.3 s"), ("refuse", "no faces")]
)
def test_a_generator_that_fails_takes_no_other_with_it(
    fake: Grow, tmp_path: Path, calls: Path, how: str, reason: str
) -> None:
    summary, heard = fake(bad(CHAIR, how), LAMP)
    assert reason in summary.failed["chair-0000"]
    assert summary.made == ("floor-lamp-0000",)
    assert [event.name for event in heard if isinstance(event, Failed)] == ["chair-0000"]
    assert [row.name for row in read(tmp_path / "pack").assets] == ["floor-lamp-0000"]
    told = yaml.safe_load((tmp_path / "pack/.grown/run.yaml").read_text())
    assert reason in told["failed"]["chair-0000"] and told["made"] == ["floor-lamp-0000"]
    seeds = [line.split()[1] for line in calls.read_text().splitlines() if line.startswith("chair")]
    assert len(seeds) == len(set(seeds)) == (1 if how == "hang" else 3)  # each attempt has a seed of its own


def test_a_python_that_does_not_start_is_told_and_not_tried_for_ever(
    fake: Grow, calls: Path, tmp_path: Path
) -> None:
    (calls.parent / "cavendish/render/blender/infinigen/work.py").write_text("raise ImportError('no bpy')")
    summary, _ = fake(CHAIR, LAMP)
    assert all("no bpy" in reason for reason in summary.failed.values())
    assert len(summary.failed) == 2


def test_seeds_do_not_depend_on_what_else_is_grown(fake: Grow, calls: Path) -> None:
    fake(CHAIR, LAMP, variants=2)
    both = set(calls.read_text().splitlines())
    calls.unlink()
    fake(LAMP, variants=3, faces=5_000)
    alone = set(calls.read_text().splitlines())
    assert {line for line in both if line.startswith("floor")} < alone


def test_an_interrupted_run_leaves_a_pack_of_what_stands(
    fake: Grow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def report(event: Event) -> None:
        if isinstance(event, Made):
            raise KeyboardInterrupt

    monkeypatch.setattr("cavendish.packs.grow.plan.table", lambda: (CHAIR, LAMP))
    with pytest.raises(KeyboardInterrupt):
        grow(tmp_path / "pack", None, 1, 0, 1, None, 20_000, report)
    assert [row.name for row in read(tmp_path / "pack").assets] == ["chair-0000"]
    assert not (tmp_path / "pack/.grown/work").exists()
    assert fake(CHAIR, LAMP)[0].kept == ("chair-0000",)


def test_a_folder_with_something_else_in_it_is_left_alone(fake: Grow, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="something else"):
        fake(CHAIR)
    assert [path.name for path in (tmp_path / "pack").iterdir()] == ["thesis.txt"]


def test_two_runs_do_not_grow_one_pack(fake: Grow, tmp_path: Path) -> None:
    fake(CHAIR)
    with store.alone(tmp_path / "pack"), pytest.raises(InputError, match="another run"):
        fake(CHAIR, LAMP)


def test_an_unknown_class_is_an_error_that_names_the_nearest(fake: Grow) -> None:
    with pytest.raises(InputError, match="did you mean chair"):
        fake(CHAIR, classes=("chairs",))


def test_pack_yaml_has_the_keys_in_their_order(fake: Grow, tmp_path: Path) -> None:
    fake(CHAIR)
    row = yaml.safe_load((tmp_path / "pack/pack.yaml").read_text())["assets"][0]
    assert list(row) == [
        "name", "class", "file", "sha256", "thumbnail", "faces", "size", "up", "front", "scale", "stands", "supports",
        "attributes",
    ]  # fmt: skip


def test_without_python_3_11_one_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(environments, "PLACES", ())
    with pytest.raises(InputError, match=r"Python 3\.11.*--python"):
        environments.environment(None, lambda event: None)
    with pytest.raises(InputError, match=r"is no Python 3\.11"):
        environments.environment(tmp_path / "python", lambda event: None)


def test_an_installation_that_fails_names_its_log_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python3.11"
    python.write_text('#!/bin/sh\ncase "$*" in *venv\\ *) echo "ERROR: no disk"; exit 1;; esac\n')
    python.chmod(0o755)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for _ in range(2):
        with pytest.raises(CavendishError, match=r"no disk.*install\.log"):
            environments.environment(python, lambda event: None)


def test_an_environment_that_is_ready_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    python = tmp_path / "python3.11"
    python.write_text(
        '#!/bin/sh\ncase "$*" in *"-m venv "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python";; esac\n'
    )
    python.chmod(0o755)
    heard: list[object] = []
    first = environments.environment(python, heard.append)
    assert environments.environment(None, heard.append) == first
    assert len(heard) == 1
