# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A whole report, small; the command line and its errors; a codec of another package."""

import json
import re

import numpy as np
import pytest
from PIL import Image

from cavendish.lab.report import Plan, plan, write
from cavendish.lab.study import Row, study
from cavendish.lab.truth import thinned
from cavendish.render.exr import write_truth


@pytest.fixture(scope="module")
def small():
    """Two codecs and all perturbations on two views of 64 x 64."""
    whole = plan(synthetic=["table", "street"], quick=True, codecs=["cube", "marigold"])
    return Plan(tuple(thinned(whole.truths, 64)), whole.depths, whole.normals[:1], whole.perturbations)


@pytest.mark.extra
def test_a_report_is_whole(tmp_path, small):
    assert {truth.depth.shape for truth in small.truths} == {(48, 48)}
    rows = [
        event
        for event in study(small.truths, small.depths, small.normals, small.perturbations)
        if isinstance(event, Row)
    ]
    files = write(tmp_path / "new" / "report", small, rows, "cavendish codecs report -o DIR")
    assert all(path.is_file() for path in files)

    text = (tmp_path / "new/report/report.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
    assert len(pictures) == 6
    for name in pictures:
        with Image.open(tmp_path / "new/report" / name) as image:
            image.load()
    assert (
        "**marigold are relative**" not in text
        and "**marigold is relative**: its answers were aligned" in text
    )
    assert "least squares" in text and not re.search(r"\bnan\b", text)

    data = json.loads((tmp_path / "new/report/report.json").read_text(encoding="utf-8"))
    assert data["command"].startswith("cavendish codecs report")
    assert set(data) >= {"truths", "codecs", "perturbations", "depth", "normals", "labels", "instances"}
    depth = [dict(zip(data["depth"]["columns"], row, strict=True)) for row in data["depth"]["rows"]]
    assert len(depth) == 2 * 2 * len(small.perturbations)
    found = {(row["truth"], row["codec"], row["perturbation"]): row for row in depth}
    for truth in ("table", "street"):
        exact = found[truth, "cube", "8 bits"]
        # A first-order bound for the table; the far end of the street has steps of metres.
        assert exact["median"] < (0.01 if truth == "table" else 0.002)
        assert exact["delta1"] == exact["valid"] == 1
        assert (
            exact["median"]
            < found[truth, "cube", "noise 2"]["median"]
            < found[truth, "cube", "noise 10"]["median"]
        )
    assert found["table", "cube", "8 bits"]["far"] is None
    assert found["street", "cube", "8 bits"]["far"] == 1


def test_cube_loses_under_a_thousandth_in_a_room():
    whole = plan(synthetic=["room"], quick=True, codecs=["cube"])
    rows = [
        event
        for event in study(whole.truths, whole.depths, (), whole.perturbations[:1])
        if isinstance(event, Row)
    ]
    assert rows[0].scores["median"] < 1e-3 and rows[0].scores["worst"] < 5e-3


def test_list_names_every_codec_and_its_colours(run):
    done = run("-m", "cavendish", "codecs", "list")
    assert done.returncode == 0, done.stderr
    lines = {line.split()[0]: line for line in done.stdout.split("\n\n")[0].splitlines() if line.strip()}
    assert "metric" in lines["cube"] and "1.87 mm" in lines["cube"] and "1,786" in lines["cube"]
    assert "relative" in lines["marigold"] and "magenta" in done.stdout and "…" not in done.stdout


def test_bad_input_is_one_sentence_and_status_2(run, tmp_path):
    pytest.importorskip("matplotlib")
    write_truth(tmp_path / "ids.exr", {"instances": np.ones((8, 8), np.uint32)})
    (tmp_path / "text.exr").write_text("not a picture", encoding="utf-8")
    for arguments, words in (
        (["--depth", tmp_path / "missing.exr"], "does not exist"),
        (["--depth", tmp_path / "text.exr"], "not a readable EXR"),
        (["--depth", tmp_path / "ids.exr"], "a channel called Z"),
        (["--synthetic", "ocean"], "there are table, room, street"),
    ):
        done = run("-m", "cavendish", "codecs", "report", "-o", tmp_path / "out", "--quick", *arguments)
        assert done.returncode == 2, done.stderr
        assert words in done.stderr and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
        assert not (tmp_path / "out").exists()
    done = run(
        "-m", "cavendish", "codecs", "report", "-o", tmp_path / "text.exr" / "out", "--synthetic", "table"
    )
    assert done.returncode == 2 and "cannot be made a folder" in done.stderr and done.stderr.count("\n") == 1


def test_without_matplotlib_the_cure_is_named(run, tmp_path):
    # A finder that hides matplotlib stands for a base install.
    code = (
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'matplotlib' else real(name, *rest)\n"
        "import sys; from cavendish.cli import main\n"
        f"sys.argv = ['cavendish', 'codecs', 'report', '-o', {str(tmp_path / 'out')!r}]; main()"
    )
    done = run("-c", code)
    assert done.returncode == 2
    assert "pip install -e '.[lab]'" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_codec_of_another_package_is_there_by_name(run, plugin):
    code = (
        "import numpy as np; from cavendish.codecs import DepthCodec, depth_codec, depth_codecs\n"
        "assert 'zigzag' in depth_codecs()\n"
        "codec = depth_codec('zigzag', c=5.0)\n"
        "assert isinstance(codec, DepthCodec) and codec.parameters == {'lam': -3.0, 'c': 5.0}\n"
        "depth = np.geomspace(0.1, 50, 4096, dtype=np.float32).reshape(64, 64)\n"
        "assert (np.abs(codec.decode(codec.encode(depth)) - depth) <= codec.error_bound(depth)).all()\n"
    )
    done = run("-c", code, plugins=plugin)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert "zigzag" in run("-m", "cavendish", "codecs", "list", plugins=plugin).stdout
