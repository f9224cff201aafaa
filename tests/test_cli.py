# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The command line, run as a program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cavendish", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_help_teaches() -> None:
    said = run("--help").stdout
    for word in ("generate", "recipes", "doctor", "schema", "quickstart"):
        assert word in said
    said = run("generate", "--help").stdout
    for word in ("--out", "--count", "--seed", "--workers", "--set", "Exit status"):
        assert word in said


def test_version_and_recipes() -> None:
    assert run("--version").stdout.startswith("cavendish ")
    assert "quickstart" in run("recipes").stdout


def test_schema_is_json(tmp_path: Path) -> None:
    assert json.loads(run("schema").stdout)["title"] == "Cavendish recipe"
    assert run("schema", "-o", str(tmp_path / "s.json")).returncode == 0
    assert json.loads((tmp_path / "s.json").read_text())["type"] == "object"


def test_bad_input_exits_with_2_and_one_line(tmp_path: Path) -> None:
    done = run("generate", "nowhere.yaml", "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "nowhere.yaml" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_blender_the_cure_is_named(tmp_path: Path) -> None:
    # A finder that hides bpy stands for a base install.
    code = (
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'bpy' else real(name, *rest)\n"
        "import sys; from cavendish.cli import main\n"
        f"sys.argv = ['cavendish', 'generate', 'quickstart', '-o', {str(tmp_path / 'out')!r}]; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert "pip install -e '.[render]'" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.render
def test_doctor_finds_blender_and_its_devices() -> None:
    done = run("doctor")
    assert "bpy" in done.stdout and "cpu: " in done.stdout and "GB free" in done.stdout
    assert done.returncode == 0, done.stdout


def test_doctor_names_the_packages_of_missing_libraries() -> None:
    from cavendish.doctor import packages

    assert packages(["libXi.so.6", "libSM.so.6"]) == ["libsm6", "libxi6"]
