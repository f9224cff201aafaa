# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The speed of the codecs on one core, against a plain NumPy implementation and np.copy.

    .venv/bin/python benchmarks/codecs.py

prints a table and writes it, with the machine and the versions, to benchmarks/codecs.md.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project need not be installed

import numpy as np

from cavendish.codecs import (
    decode_instances,
    decode_legend,
    depth_codec,
    encode_instances,
    encode_labels,
    normal_codec,
)

HERE = Path(__file__).resolve().parent
SIZE = 1024
RUNS = 21


def rendered_depth() -> np.ndarray:
    """Return (SIZE, SIZE) float32 metres: a floor, a wavy wall, boxes, spheres and some sky."""
    y, x = np.mgrid[:SIZE, :SIZE].astype(np.float32) / SIZE
    depth = np.where(y > 0.5, 1.6 / np.maximum(y - 0.45, 0.05), 14 + 2 * np.sin(9 * x) + 3 * x)
    depth[y < 0.12 + 0.05 * np.sin(5 * x)] = np.inf
    rng = np.random.default_rng(0)
    for _ in range(12):
        (v, u), (a, b), near = rng.uniform(0.1, 0.9, 2), rng.uniform(0.03, 0.15, 2), rng.uniform(1, 12)
        box = (abs(y - v) < a) & (abs(x - u) < b)
        depth[box] = (near + 2 * (x - u) + (y - v))[box]
        ball = np.hypot(y - 1 + v, x - 1 + u) < a
        depth[ball] = (near - np.sqrt(np.maximum(a * a - np.hypot(y - 1 + v, x - 1 + u) ** 2, 0)))[ball]
    return depth.astype(np.float32)


def plain_depth(depth: np.ndarray, colors: np.ndarray) -> np.ndarray:
    """Encode by the formula, an index and a palette."""
    return colors[np.floor(1785 * (1 - (1 + depth / 10) ** -2.0) + 0.5).astype(np.int64)]


def plain_depth_decode(rgb: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Decode by projection onto each of the seven edges in turn."""
    colors = rgb.astype(np.float32)
    best, position = np.full(rgb.shape[:-1], np.inf, np.float32), np.zeros(rgb.shape[:-1], np.float32)
    for edge, (start, end) in enumerate(pairwise(corners)):
        t = np.clip((colors - start) @ (end - start) / 65025, 0, 1)
        square = ((colors - start - t[..., None] * (end - start)) ** 2).sum(-1)
        closer = square < best
        best, position = np.where(closer, square, best), np.where(closer, (edge + t) / 7, position)
    with np.errstate(divide="ignore"):
        return 10 * ((1 - position) ** -0.5 - 1)


def plain_normals(normals: np.ndarray) -> np.ndarray:
    """Encode by the formula."""
    rgb = np.rint((normals * (-1, 1, 1) + 1) * 127.5).clip(0, 255)
    return np.where(np.isnan(rgb), 128, rgb).astype(np.uint8)


def plain_normals_decode(rgb: np.ndarray) -> np.ndarray:
    """Decode by the formula."""
    vectors = (rgb / np.float32(127.5) - 1) * np.float32([-1, 1, 1])
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.where(length < 0.5, np.nan, vectors / np.maximum(length, 1e-9))


def plain_legend(rgb: np.ndarray, colors: np.ndarray) -> np.ndarray:
    """Decode by the distance to every colour."""
    best, label = np.full(rgb.shape[:-1], np.inf, np.float32), np.zeros(rgb.shape[:-1], np.int32)
    for index, color in enumerate(colors.astype(np.float32)):
        square = ((rgb - color) ** 2).sum(-1)
        label = np.where(square < best, index, label)
        best = np.minimum(square, best)
    return label


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of `work` after a first call."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def fresh(before: str, timed: str) -> float:
    """Return the median seconds, of five, that `timed` takes in a new interpreter after `before`."""
    script = (
        f"{before}\nimport time\nstart = time.perf_counter()\n{timed}\nprint(time.perf_counter() - start)"
    )
    command = [sys.executable, "-c", script]
    runs = [subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent) for _ in range(5)]
    return statistics.median(float(run.stdout) for run in runs)


def main() -> None:
    """Measure, print and write the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rng = np.random.default_rng(0)
    cube, banana = depth_codec("cube"), normal_codec("banana")
    corners = np.float32([color for _, color in cube.legend])
    path = cube.encode(cube.decode(np.uint8([color for _, color in cube.legend])))
    steps = np.arange(1786)
    palette = cube.encode(10 * ((1 - np.minimum(steps / 1785, 1 - 1e-9)) ** -0.5 - 1))
    assert (palette[::255] == path).all()

    depth = rendered_depth()
    rgb = cube.encode(depth)
    noisy = np.clip(rgb + rng.normal(0, 3, rgb.shape), 0, 255).astype(np.uint8)
    across, down = np.gradient(np.where(np.isinf(depth), np.nan, depth))
    normals = np.stack([-down * 50, across * 50, np.ones_like(depth)], -1)
    normals = (normals / np.linalg.norm(normals, axis=-1, keepdims=True)).astype(np.float32)
    shown = banana.encode(normals)

    cells = np.stack(np.meshgrid(*[[40, 105, 170, 235]] * 3), -1).reshape(-1, 3)
    tiles = np.kron(np.arange(64).reshape(8, 8), np.ones((SIZE // 8, SIZE // 8), int))
    labels, legend = tiles % 20, cells[:20]
    semantic = encode_labels(labels, legend)
    y, x = np.mgrid[:SIZE, :SIZE]
    instances = np.zeros((SIZE, SIZE), int)
    for i, (v, u, a, b) in enumerate(rng.uniform((0, 0, 20, 20), (SIZE, SIZE, 130, 130), (60, 4)), 1):
        instances[np.maximum(abs(y - v) / a, abs(x - u) / b) < 1] = i
    colors = dict(enumerate(cells[:60].tolist(), 1))
    objects = encode_instances(instances, colors)
    drifted = np.clip(objects + rng.normal(0, 3, objects.shape), 0, 255).astype(np.uint8)
    noise = rng.integers(0, 256, objects.shape, dtype=np.uint8)

    rows: list[tuple[str, Callable[[], object], Callable[[], object] | None, int]] = [
        ("np.copy of float32 depth", lambda: depth.copy(), None, RUNS),
        ("np.copy of RGB", lambda: rgb.copy(), None, RUNS),
        ("cube, encode", lambda: cube.encode(depth), lambda: plain_depth(depth, palette), RUNS),
        ("cube, decode", lambda: cube.decode(rgb), lambda: plain_depth_decode(rgb, corners), RUNS),
        (
            "cube, decode, noise of 3",
            lambda: cube.decode(noisy),
            lambda: plain_depth_decode(noisy, corners),
            RUNS,
        ),
        ("cube, decode with residual", lambda: cube.decode(rgb, residual=True), None, RUNS),
        ("cube, error bound", lambda: cube.error_bound(depth), None, RUNS),
        ("banana, encode", lambda: banana.encode(normals), lambda: plain_normals(normals), RUNS),
        ("banana, decode", lambda: banana.decode(shown), lambda: plain_normals_decode(shown), RUNS),
        ("labels, encode", lambda: encode_labels(labels, legend), None, RUNS),
        (
            "legend of 20, decode",
            lambda: decode_legend(semantic, legend),
            lambda: plain_legend(semantic, legend),
            7,
        ),
        ("instances, encode", lambda: encode_instances(instances, colors), None, RUNS),
        ("60 instances, decode", lambda: decode_instances(objects), None, 7),
        ("60 instances, decode, noise of 3", lambda: decode_instances(drifted), None, 5),
        ("pure noise, decode as instances", lambda: decode_instances(noise), None, 5),
    ]
    lines = ["| | ms | megapixels/s | plain NumPy, megapixels/s |", "|---|--:|--:|--:|"]
    for name, work, plain, runs in rows:
        took = seconds(work, runs)
        other = f"{depth.size / 1e6 / seconds(plain, 3):,.1f}" if plain else ""
        lines.append(f"| {name} | {took * 1e3:,.2f} | {depth.size / 1e6 / took:,.0f} | {other} |")
    imported = fresh("", "import cavendish.codecs")
    alone = fresh("", "import numpy")
    first = fresh(
        "import numpy as np\nfrom cavendish.codecs import depth_codec\n"
        "rgb, codec = np.zeros((1024, 1024, 3), np.uint8), depth_codec()",
        "codec.decode(rgb)",
    )
    head = [
        "# The speed of the codecs",
        "",
        f"`.venv/bin/python benchmarks/codecs.py`: one core, {SIZE} x {SIZE}, medians. Depth and RGB are",
        "those of a scene of planes, boxes and spheres with sky; plain NumPy is the formula written down.",
        "",
        f"Python {platform.python_version()}, NumPy {np.__version__}, {processor()}.",
        "",
    ]
    tail = [
        "",
        f"`import cavendish.codecs`: {imported:.3f} s, of which NumPy takes {alone:.3f} s. "
        f"First decode of a process: {first:.3f} s.",
    ]
    text = "\n".join([*head, *lines, *tail]) + "\n"
    print(text)
    (HERE / "codecs.md").write_text(text)


def processor() -> str:
    """Return the processor's name, as Linux tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.machine())


if __name__ == "__main__":
    main()
