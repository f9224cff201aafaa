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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project need not be installed

import numpy as np

from cavendish.codecs import (
    decode_instances,
    decode_legend,
    depth_codec,
    depth_codecs,
    encode_instances,
    encode_labels,
    normal_codec,
)

HERE = Path(__file__).resolve().parent
SIZE = 1024
RUNS = 21
CROP = 64
"""The rows that a slow plain implementation is measured on."""


@dataclass(frozen=True)
class Row:
    """What is measured, and, on `rows` of the SIZE rows, the plain way to the same."""

    name: str
    work: Callable[[], object]
    plain: Callable[[], object] | None = None
    rows: int = SIZE
    runs: int = RUNS


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


def plain_depth_decode(rgb: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Decode by projection onto each of the seven edges in turn."""
    colors = rgb.astype(np.float32)
    best, position = np.full(rgb.shape[:-1], np.inf, np.float32), np.zeros(rgb.shape[:-1], np.float32)
    for edge, (start, end) in enumerate(pairwise(corners)):
        t = np.clip((colors - start) @ (end - start) / 65025, 0, 1)
        square = ((colors - start - t[..., None] * (end - start)) ** 2).sum(-1)
        closer = square < best
        best, position = np.where(closer, square, best), np.where(closer, (edge + t) / 7, position)
    return depth_at(position)


def power(depth: np.ndarray) -> np.ndarray:
    """Return the paper's curve."""
    return 1 - (1 + depth / 10) ** -2.0


def depth_at(position: np.ndarray) -> np.ndarray:
    """Return its inverse."""
    with np.errstate(divide="ignore"):
        return 10 * ((1 - position) ** -0.5 - 1)


def plain_nearest(rgb: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Decode by the distance to every colour of a palette."""
    colors, first = np.unique(palette, axis=0, return_index=True)
    best, step = np.full(rgb.shape[:-1], np.inf, np.float32), np.zeros(rgb.shape[:-1], np.int32)
    for color, index in zip(colors.astype(np.float32), first, strict=True):
        square = ((rgb - color) ** 2).sum(-1)
        closer = square < best
        best, step = np.where(closer, square, best), np.where(closer, index, step)
    return depth_at(step / (len(palette) - 1))


def plain_pack24(depth: np.ndarray) -> np.ndarray:
    """Encode by shifts."""
    number = np.floor((2**24 - 1) * power(depth.astype(float)) + 0.5).astype(np.int64)
    return np.stack([number >> 16, number >> 8 & 255, number & 255], -1).astype(np.uint8)


def plain_pack24_decode(rgb: np.ndarray) -> np.ndarray:
    """Decode by a sum."""
    return depth_at(rgb @ np.array([65536, 256, 1]) / (2**24 - 1)).astype(np.float32)


def plain_hilbert(depth: np.ndarray) -> np.ndarray:
    """Encode by Skilling's loops (AIP Conference Proceedings 707, 2004) over bits and axes."""
    number = np.floor((2**24 - 1) * power(depth.astype(float)) + 0.5).astype(np.int64)
    x = [sum((number >> (3 * bit + 2 - axis) & 1) << bit for bit in range(8)) for axis in range(3)]
    last = x[2] >> 1
    x = [x[0] ^ last, x[1] ^ x[0], x[2] ^ x[1]]
    for bit in (2, 4, 8, 16, 32, 64, 128):
        for axis in (2, 1, 0):
            swap = np.where(x[axis] & bit, 0, (x[0] ^ x[axis]) & (bit - 1))
            x[0] = x[0] ^ np.where(x[axis] & bit, bit - 1, swap)
            x[axis] = x[axis] ^ swap
    return np.stack(x, -1).astype(np.uint8)


def plain_hilbert_decode(rgb: np.ndarray) -> np.ndarray:
    """Decode by the same loops, backwards."""
    x = [rgb[..., axis].astype(np.int64) for axis in range(3)]
    for bit in (128, 64, 32, 16, 8, 4, 2):
        for axis in range(3):
            swap = np.where(x[axis] & bit, 0, (x[0] ^ x[axis]) & (bit - 1))
            x[0] = x[0] ^ np.where(x[axis] & bit, bit - 1, swap)
            x[axis] = x[axis] ^ swap
    x[1] = x[1] ^ x[0]
    x[2] = x[2] ^ x[1]
    gray = np.zeros_like(x[0])
    for bit in (128, 64, 32, 16, 8, 4, 2):
        gray ^= np.where(x[2] & bit, bit - 1, 0)
    number = sum(
        ((x[axis] ^ gray) >> bit & 1) << (3 * bit + 2 - axis) for bit in range(8) for axis in range(3)
    )
    return depth_at(number / (2**24 - 1)).astype(np.float32)


def plain_relative(depth: np.ndarray, inverse: bool) -> np.ndarray:
    """Encode by the percentiles."""
    with np.errstate(divide="ignore"):
        values = 1 / depth if inverse else depth
    low, high = np.percentile(values[np.isfinite(depth)], (2, 98))
    gray = np.rint(255 * np.clip((values - low) / (high - low), 0, 1)).astype(np.uint8)
    return np.repeat(gray[..., None], 3, -1)


def plain_palette(depth: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Encode by the formula, an index and a palette."""
    return palette[np.floor((len(palette) - 1) * power(depth) + 0.5).astype(np.int64)]


def plain_mean(rgb: np.ndarray) -> np.ndarray:
    """Decode grays by their mean."""
    return rgb.mean(-1, dtype=np.float32) / 127.5 - 1


PLAIN: dict[str, tuple[Callable[..., np.ndarray], Callable[..., np.ndarray]]] = {
    "pack24": (plain_pack24, plain_pack24_decode),
    "hilbert": (plain_hilbert, plain_hilbert_decode),
    "marigold": (partial(plain_relative, inverse=False), plain_mean),
    "lotus": (partial(plain_relative, inverse=True), plain_mean),
}
"""The plain encoder and decoder of a codec without a palette."""


def depth_rows(depth: np.ndarray, rng: np.random.Generator) -> Iterator[Row]:
    """Yield the rows of every depth codec but cube."""
    for name in depth_codecs():
        if name == "cube":
            continue
        codec = depth_codec(name)
        rgb = codec.encode(depth)
        noisy = np.clip(rgb + rng.normal(0, 3, rgb.shape), 0, 255).astype(np.uint8)
        rows, plain = SIZE, PLAIN.get(name)
        if plain is None:
            palette = codec.palette()
            plain = partial(plain_palette, palette=palette), partial(plain_nearest, palette=palette)
            rows = CROP if len(palette) < 1 << 16 else 0  # to search 2^16 colours takes minutes
        yield Row(f"{name}, encode", partial(codec.encode, depth), partial(plain[0], depth))
        searched = partial(plain[1], rgb[:rows]) if rows else None
        yield Row(f"{name}, decode", partial(codec.decode, rgb), searched, rows)
        yield Row(f"{name}, decode, noise of 3", partial(codec.decode, noisy))


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


def first_decode(name: str) -> float:
    """Return the seconds of the first decode of a process."""
    return fresh(
        "import numpy as np\nfrom cavendish.codecs import depth_codec\n"
        f"rgb, codec = np.zeros((1024, 1024, 3), np.uint8), depth_codec({name!r})",
        "codec.decode(rgb)",
    )


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
    some = np.random.default_rng(1).uniform(0, 60, 5000)
    assert np.allclose(plain_hilbert_decode(plain_hilbert(some)), some, rtol=1e-4)

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

    noisy_cube = Row(
        "cube, decode, noise of 3", lambda: cube.decode(noisy), lambda: plain_depth_decode(noisy, corners)
    )
    table = [
        Row("np.copy of float32 depth", lambda: depth.copy()),
        Row("np.copy of RGB", lambda: rgb.copy()),
        Row("cube, encode", lambda: cube.encode(depth), lambda: plain_palette(depth, palette)),
        Row("cube, decode", lambda: cube.decode(rgb), lambda: plain_depth_decode(rgb, corners)),
        noisy_cube,
        Row("cube, decode with residual", lambda: cube.decode(rgb, residual=True)),
        Row("cube, error bound", lambda: cube.error_bound(depth)),
        *depth_rows(depth, rng),
        Row("banana, encode", lambda: banana.encode(normals), lambda: plain_normals(normals)),
        Row("banana, decode", lambda: banana.decode(shown), lambda: plain_normals_decode(shown)),
        Row("labels, encode", lambda: encode_labels(labels, legend)),
        Row(
            "legend of 20, decode",
            lambda: decode_legend(semantic, legend),
            lambda: plain_legend(semantic, legend),
            runs=7,
        ),
        Row("instances, encode", lambda: encode_instances(instances, colors)),
        Row("60 instances, decode", lambda: decode_instances(objects), runs=7),
        Row("60 instances, decode, noise of 3", lambda: decode_instances(drifted), runs=5),
        Row("pure noise, decode as instances", lambda: decode_instances(noise), runs=5),
    ]
    lines = ["| | ms | megapixels/s | plain NumPy, megapixels/s |", "|---|--:|--:|--:|"]
    for row in table:
        took = seconds(row.work, row.runs)
        other = f"{depth.size / 1e6 * row.rows / SIZE / seconds(row.plain, 3):,.2f}" if row.plain else ""
        lines.append(f"| {row.name} | {took * 1e3:,.2f} | {depth.size / 1e6 / took:,.0f} | {other} |")
    imported = fresh("", "import cavendish.codecs")
    alone = fresh("", "import numpy")
    firsts = ", ".join(
        f"{name} {first_decode(name):.2f}" for name in depth_codecs() if hasattr(depth_codec(name), "nearest")
    )
    head = [
        "# The speed of the codecs",
        "",
        f"`.venv/bin/python benchmarks/codecs.py`: one core, {SIZE} x {SIZE}, medians. Depth and RGB are",
        "those of a scene of planes, boxes and spheres with sky; plain NumPy is the formula written down, or, for the\nnearest colour of a palette, a search of all of them.",
        "",
        f"Python {platform.python_version()}, NumPy {np.__version__}, {processor()}.",
        "",
    ]
    tail = [
        "",
        f"`import cavendish.codecs`: {imported:.3f} s, of which NumPy takes {alone:.3f} s. "
        f"First decode of a process, which makes the codec's table, in seconds: {firsts}.",
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
