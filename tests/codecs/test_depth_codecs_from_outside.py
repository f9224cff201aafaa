# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A depth codec of another package, found through its entry point."""

import os
import subprocess
import sys
from pathlib import Path

import cavendish.codecs

CODEC = '''
"""Depth from white, near, to black, far."""
from functools import cache

import numpy as np

from cavendish.codecs.depth.curve import Curve, along_curve
from cavendish.codecs.depth.nearest import Searched
from cavendish.codecs.depth.palette import PaletteCodec
from cavendish.codecs.depth.registry import register


@cache
def grays():
    """Return the (256, 3) colours."""
    return np.arange(255, -1, -1, dtype=np.uint8)[:, None].repeat(3, 1)


@register("negative")
@along_curve
def negative(curve: Curve) -> PaletteCodec:
    """Return the codec."""
    legend = (("white", (255, 255, 255)), ("black", (0, 0, 0)))
    return PaletteCodec("negative", 1, curve.parameters, legend, curve, grays, Searched(grays))
'''
USE = """
import numpy as np
from cavendish.codecs import depth_codec, depth_codecs
assert "negative" in depth_codecs(), depth_codecs()
codec = depth_codec("negative", near=1, far=256)
assert codec.encode(np.array([1.0, 2, 300])).tolist() == [[255] * 3, [254] * 3, [0] * 3]
assert codec.decode(np.uint8([254] * 3)) == 2
assert codec == depth_codec(codec.name, **codec.parameters)
"""


def run(folder, script, codec, *options):
    """Run a script where a package with such a codec is installed."""
    info = folder / "negatives-1.0.dist-info"
    info.mkdir()
    (folder / "negatives.py").write_text(codec)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: negatives\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[cavendish.codecs]\nnegatives = negatives\n")
    root = str(Path(cavendish.codecs.__file__).parents[2])
    path = os.pathsep.join([str(folder), root])
    command = [sys.executable, *options, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path})


def test_a_codec_of_another_package(tmp_path):
    done = run(tmp_path, USE, CODEC, "-W", "error")
    assert done.returncode == 0, done.stderr


def test_a_broken_package_is_warned_of_and_spares_the_others(tmp_path):
    script = "from cavendish.codecs import depth_codec, depth_codecs\ndepth_codec()\nprint(depth_codecs())"
    done = run(tmp_path, script, "import nothing_of_the_kind")
    assert done.returncode == 0, done.stderr
    assert "the depth codecs of negatives cannot be loaded: ModuleNotFoundError" in done.stderr
    assert "cube" in done.stdout


def test_a_name_is_taken_once(tmp_path):
    done = run(
        tmp_path,
        "from cavendish.codecs import depth_codecs; depth_codecs()",
        CODEC.replace('"negative"', '"cube"'),
    )
    assert "depth codec 'cube' is that of cavendish.codecs.depth.cube; choose another name" in done.stderr
