# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Run every codec through every perturbation on every truth; what comes out is plain rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, TypeAlias, cast
from zlib import crc32

import numpy as np
import numpy.typing as npt

from cavendish.codecs import (
    DepthCodec,
    NormalCodec,
    decode_instances,
    decode_legend,
    encode_instances,
    encode_labels,
)
from cavendish.codecs.depth import RelativeDepthCodec
from cavendish.lab.metrics import angle_scores, depth_scores, instance_scores, label_scores
from cavendish.lab.perturb import RGB, Perturbation
from cavendish.lab.truth import Truth

Array: TypeAlias = npt.NDArray[Any]

OBJECTS = 24
"""The largest instances of a view that take part; the others are background."""

CLASSES = 8
"""Labels are dealt to the instances by their number, so that a class is in several places."""

APART = 60.0
"""How far apart the colours of labels and instances are drawn, from black too (Euclidean, 0-255 units)."""


@dataclass(frozen=True)
class Planned:
    """The study begins: it will have so many rows."""

    rows: int


@dataclass(frozen=True)
class Row:
    """What one codec made of one truth after one perturbation.

    noun: "depth", "normals", "labels" or "instances"; scores: those of that noun in `metrics`, by name.
    """

    noun: str
    truth: str
    group: str
    codec: str
    perturbation: str
    scores: Mapping[str, float]


Event: TypeAlias = Planned | Row


@dataclass(frozen=True)
class Trial:
    """A picture to harm, and what scores the harmed one."""

    noun: str
    truth: Truth
    codec: str
    encode: Callable[[], RGB]
    score: Callable[[RGB], Mapping[str, float]]


def study(
    truths: Sequence[Truth],
    depths: Sequence[DepthCodec],
    normals: Sequence[NormalCodec],
    perturbations: Sequence[Perturbation],
    seed: int = 0,
) -> Iterator[Event]:
    """Yield `Planned`, then a row for each trial and perturbation.

    The noise of a perturbation is one for all codecs of a truth. The same seed gives the same rows.
    """
    trials = [
        trial
        for number, truth in enumerate(truths)
        for trial in _trials(truth, depths, normals, seed + number)
    ]
    yield Planned(len(trials) * len(perturbations))
    for trial in trials:
        picture = trial.encode()
        for perturbation in perturbations:
            key = (crc32(trial.truth.name.encode()), crc32(perturbation.name.encode()))
            rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
            scores = trial.score(perturbation.apply(picture, rng))
            yield Row(trial.noun, trial.truth.name, trial.truth.group, trial.codec, perturbation.name, scores)


def _trials(
    truth: Truth, depths: Sequence[DepthCodec], normals: Sequence[NormalCodec], seed: int
) -> Iterator[Trial]:
    for depth in depths:
        yield Trial(
            "depth",
            truth,
            depth.name,
            partial(encoded, depth, truth.depth),
            partial(_score_depth, depth, truth),
        )
    if truth.normals is not None and np.isfinite(truth.normals).all(-1).any():
        for normal in normals:
            encode = partial(normal.encode, truth.normals)
            yield Trial("normals", truth, normal.name, encode, partial(_score_normals, normal, truth.normals))
    if truth.instances is None or not (truth.instances > 0).any():
        return
    objects = _largest(truth.instances)
    colors = draw_colors(np.random.default_rng(seed), OBJECTS)
    table = {int(label): colors[place] for place, label in enumerate(np.unique(objects[objects > 0]))}
    dealt = np.zeros(int(objects.max()) + 1, np.int64) - 1
    dealt[list(table)] = np.arange(len(table)) % CLASSES
    labels, legend = dealt[objects], colors[: min(CLASSES, len(table))]
    yield Trial(
        "labels",
        truth,
        "legend",
        partial(encode_labels, labels, legend),
        partial(_score_labels, legend, labels),
    )
    yield Trial(
        "instances",
        truth,
        "appendix A",
        partial(encode_instances, objects, table),
        partial(_score_instances, objects),
    )


def encoded(codec: DepthCodec, depth: Array) -> RGB:
    """Return the picture of a true depth; what is unknown (NaN) is encoded as infinitely far."""
    return codec.encode(np.where(np.isnan(depth), np.float32(np.inf), depth))


def decoded(codec: DepthCodec, rgb: RGB, depth: Array) -> Array:
    """Return the metres of a picture; those of a relative codec fitted to the true depth by least squares first."""
    answer = codec.decode(rgb)
    if codec.metric:
        return answer
    relative = cast(RelativeDepthCodec, codec)
    known = np.where(np.isfinite(depth) & (depth > 0), depth, np.float32(np.inf))
    return relative.metres(answer, relative.align(answer, known))


def draw_colors(rng: np.random.Generator, count: int) -> list[tuple[int, int, int]]:
    """Draw colours that are `APART` from one another and from black; up to some thirty can be had."""
    colors = np.zeros((1, 3), np.int64)
    while len(colors) <= count:
        color = rng.integers(0, 256, 3)
        if ((colors - color) ** 2).sum(-1).min() >= APART**2:
            colors = np.vstack([colors, color])
    return [(int(r), int(g), int(b)) for r, g, b in colors[1:]]


def _largest(instances: Array) -> Array:
    """Return the map of the `OBJECTS` largest instances, numbered from 1 by size; 0 elsewhere."""
    labels, index, counts = np.unique(instances, return_inverse=True, return_counts=True)
    order = [place for place in np.argsort(-counts, kind="stable") if labels[place] > 0][:OBJECTS]
    renamed = np.zeros(len(labels), np.int64)
    renamed[order] = np.arange(1, len(order) + 1)
    return np.asarray(renamed[index].reshape(instances.shape))


def _score_depth(codec: DepthCodec, truth: Truth, rgb: RGB) -> Mapping[str, float]:
    return asdict(depth_scores(decoded(codec, rgb, truth.depth), truth.depth))


def _score_normals(codec: NormalCodec, normals: Array, rgb: RGB) -> Mapping[str, float]:
    return asdict(angle_scores(codec.decode(rgb), normals))


def _score_labels(legend: Sequence[tuple[int, int, int]], labels: Array, rgb: RGB) -> Mapping[str, float]:
    return asdict(label_scores(decode_legend(rgb, legend, background=(0, 0, 0)), labels))


def _score_instances(objects: Array, rgb: RGB) -> Mapping[str, float]:
    return asdict(instance_scores(decode_instances(rgb), objects))
