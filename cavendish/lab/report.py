# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A report of a study: report.json for programs, report.md with tables and pictures for people."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cavendish.codecs import DepthCodec, NormalCodec, depth_codec, depth_codecs, normal_codec, normal_codecs
from cavendish.errors import LAB_EXTRA, InputError
from cavendish.lab.perturb import Perturbation, perturbations
from cavendish.lab.study import APART, CLASSES, OBJECTS, Row
from cavendish.lab.summary import AT, Key, bounds, groups, summarize
from cavendish.lab.synthetic import SYNTHETIC
from cavendish.lab.truth import Truth, read, thinned

SIDE = 512
"""Pixels of a synthetic view's side, and the most that others keep: compression is judged at a size that models see."""

QUICK = 96
"""The same for a quick look."""

TABLE = (
    "8 bits",
    "noise 2",
    "noise 5",
    "noise 10",
    "JPEG 95 4:4:4",
    "JPEG 75 4:2:0",
    "WebP 90",
    "resize bicubic",
    "H.264 28 4:2:0",
)
"""The perturbations of the tables; report.json has all."""

SHARES = ("delta1", "valid", "far", "found")
"""The scores that are shares: what is left to 1 is what matters of them."""

FIGURES = {
    "sheet.png": "One rendered depth as each codec paints it.",
    "precision.png": "Error bound over depth (line: the largest within 7 % of a depth), and the largest measured error of a round trip "
    "through 8 bits (dots). Gray: the other codecs. A relative codec has no bound before its image is known.",
    "paths.png": "The way of the colours through the RGB cube, from near to far. Hilbert's is drawn at order 2; pack24 has none.",
    "degradation.png": "AbsRel and delta1 failures against Gaussian noise.",
    "compression.png": "Lossy compression: AbsRel, median and 99th percentile, and delta1.",
    "errors.png": "Where each codec errs on one depth after JPEG 75 4:2:0.",
}


@dataclass(frozen=True)
class Plan:
    """What a report is of."""

    truths: tuple[Truth, ...]
    depths: tuple[DepthCodec, ...]
    normals: tuple[NormalCodec, ...]
    perturbations: tuple[Perturbation, ...]
    seed: int = 0


def require_plots() -> None:
    """Raise InputError, with the cure, where matplotlib is missing."""
    if find_spec("matplotlib") is None:
        raise InputError(f"a report's plots need matplotlib, which is not installed; {LAB_EXTRA}")


def plan(
    files: Sequence[Path] = (),
    synthetic: Sequence[str] = (),
    quick: bool = False,
    codecs: Sequence[str] | None = None,
    seed: int = 0,
) -> Plan:
    """Choose truths, codecs and perturbations: every one of each, unless said otherwise.

    files: EXRs with depth; synthetic: names of `SYNTHETIC`, all where neither is given. quick: small pictures.
    Raises InputError for a file that cannot be read and for an unknown name.
    """
    side = QUICK if quick else SIDE
    if unknown := [name for name in synthetic if name not in SYNTHETIC]:
        raise InputError(f"no synthetic view is called {unknown[0]!r}; there are {', '.join(SYNTHETIC)}")
    names = synthetic or (() if files else tuple(SYNTHETIC))
    truths = [*thinned([read(path) for path in files], side), *(SYNTHETIC[name](side) for name in names)]
    return Plan(
        tuple(_distinct(truths)),
        tuple(depth_codec(name) for name in (depth_codecs() if codecs is None else codecs)),
        tuple(normal_codec(name) for name in normal_codecs()),
        tuple(perturbations().values()),
        seed,
    )


def prepare(out: Path) -> None:
    """Make a report's folder where it is not; raises InputError where that cannot be, before the long work."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out} cannot be made a folder: {error.strerror}") from error
    if not os.access(out, os.W_OK):
        raise InputError(f"{out} cannot be written: choose another folder with -o")


def write(out: Path, plan: Plan, rows: Sequence[Row], command: str) -> list[Path]:
    """Write report.json, report.md and the figures into a folder, made if need be; return the files.

    Raises InputError where matplotlib is missing or the folder cannot be written.
    """
    require_plots()
    try:
        prepare(out)
        (out / "report.json").write_text(_json(plan, rows, command), encoding="utf-8")
        figures = _figures(out, plan, rows)
        (out / "report.md").write_text(_markdown(plan, rows, figures, command), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{error.filename or out} cannot be written: {error.strerror}") from error
    return [out / name for name in ("report.md", "report.json", *figures)]


def _distinct(truths: Sequence[Truth]) -> list[Truth]:
    """Return the truths with a number behind a name that another has."""
    seen: dict[str, int] = {}
    named = []
    for truth in truths:
        seen[truth.name] = count = seen.get(truth.name, 0) + 1
        name = truth.name if count == 1 else f"{truth.name} ({count})"
        named.append(Truth(name, truth.group, truth.depth, truth.normals, truth.instances))
    return named


def _figures(out: Path, plan: Plan, rows: Sequence[Row]) -> list[str]:
    from cavendish.lab import plots  # matplotlib is an extra

    summary, names = summarize(rows), [codec.name for codec in plan.depths]
    found, first = groups(rows, "depth"), plan.truths[0]
    plots.contact_sheet(plan.depths, first, out / "sheet.png")
    plots.precision(plan.depths, out / "precision.png")
    plots.paths(plan.depths, out / "paths.png")
    drawn = ["sheet.png", "precision.png", "paths.png"]
    harms = {harm.name: harm for harm in plan.perturbations}
    if any(harm.family == "noise" for harm in plan.perturbations):
        plots.degradation(summary, names, found, out / "degradation.png")
        drawn.append("degradation.png")
    if any(harm.lossy for harm in plan.perturbations):
        plots.compression(summary, names, plan.perturbations, found[0], out / "compression.png")
        drawn.append("compression.png")
    if "JPEG 75 4:2:0" in harms:
        plots.error_sheet(plan.depths, first, harms["JPEG 75 4:2:0"], out / "errors.png")
        drawn.append("errors.png")
    return drawn


def _json(plan: Plan, rows: Sequence[Row], command: str) -> str:
    """One row a line, errors to three digits, shares to five decimals; an infinite score is the string "inf", one that there is not null."""
    scores: dict[str, list[str]] = {}
    tables: dict[str, list[list[object]]] = {}
    for row in rows:
        scores.setdefault(row.noun, list(row.scores))
        values = [_plain(value, name in SHARES) for name, value in row.scores.items()]
        tables.setdefault(row.noun, []).append([row.truth, row.codec, row.perturbation, *values])
    head = {
        "command": command,
        "seed": plan.seed,
        "truths": [
            {
                "name": t.name,
                "group": t.group,
                "shape": list(t.depth.shape),
                "range_m": [_plain(v) for v in _span(t)],
            }
            for t in plan.truths
        ],
        "codecs": [
            {
                "name": codec.name,
                "version": codec.version,
                "parameters": dict(codec.parameters),
                "metric": codec.metric,
                "range_m": [_plain(end) for end in codec.range],
                "bounds_m": None
                if (b := bounds(codec)) is None
                else dict(zip(map(str, AT), map(_plain, b), strict=True)),
            }
            for codec in plan.depths
        ],
        "perturbations": [harm.name for harm in plan.perturbations],
    }
    parts = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for noun, table in tables.items():
        columns = json.dumps(["truth", "codec", "perturbation", *scores[noun]])
        lines = ",\n".join(f"   {json.dumps(line)}" for line in table)
        parts.append(f' {json.dumps(noun)}: {{\n  "columns": {columns},\n  "rows": [\n{lines}\n  ]}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _plain(value: float, share: bool = False) -> float | str | None:
    if math.isnan(value):
        return None
    if share:
        return math.floor(value * 1e5 + 1e-6) / 1e5  # never rounded up to all
    return float(f"{value:.3g}") if math.isfinite(value) else "inf"


def _span(truth: Truth) -> tuple[float, float]:
    """The nearest and the farthest finite depth above 0."""
    known = truth.depth[(truth.depth > 0) & (truth.depth < math.inf)]
    return float(known.min()), float(known.max())


def _markdown(plan: Plan, rows: Sequence[Row], figures: Sequence[str], command: str) -> str:
    summary = summarize(rows)
    names = [codec.name for codec in plan.depths]
    harms = [name for name in TABLE if name in {harm.name for harm in plan.perturbations}]
    relative = [codec.name for codec in plan.depths if not codec.metric]
    sections = [
        "# The codecs in the laboratory",
        f"Made by `{command}`. Every score of every view is in [report.json](report.json).",
        "## What was measured",
        "\n".join(f"- {line}" for line in _method(plan, relative)),
        _table(
            ["view", "group", "pixels", "depth, m", "nothing"],
            [
                [t.name, t.group, f"{t.depth.shape[1]} x {t.depth.shape[0]}", "{:.2f} to {:.2f}".format(*_span(t)), _share((t.depth == math.inf).mean())]
                for t in plan.truths
            ],
        ),
        "## The codecs",
        _table(["codec", "", "range, m", *(f"bound at {d:g} m" for d in AT)], [codec_row(codec) for codec in plan.depths]),
    ]  # fmt: skip
    for figure in figures[:3]:
        sections.append(_picture(figure))
    sections.append("## Depth: median AbsRel / delta1")
    sections.append("Read them with the tails below: a median hides what one pixel in fifty does.")
    sections += [_depth_table(summary, names, group, harms, _typical) for group in groups(rows, "depth")]
    sections.append("## Depth: AbsRel at the 99th percentile / worst")
    sections += [_depth_table(summary, names, group, harms, _tail) for group in groups(rows, "depth")]
    holes = [
        [group, name, harm, _share(scores["valid"])]
        for (noun, group, name, harm), scores in summary.items()
        if noun == "depth" and scores["valid"] < 1
    ]
    sections.append("## Depth: answers that are no depth")
    worst = sorted(holes, key=lambda row: float(row[3].rstrip(" %")))[:12]
    sections.append(
        _table(["group", "codec", "perturbation", "least valid share of a view"], worst)
        + "\n\n" + f"{len(holes)} of {len([k for k in summary if k[0] == 'depth'])} combinations have such pixels; the worst are shown."
        if holes
        else "None: every answer for every pixel with a finite truth was finite and not negative."
    )  # fmt: skip
    sky = [
        group
        for group in groups(rows, "depth")
        if not math.isnan(summary["depth", group, names[0], harms[0]]["far"])
    ]
    if sky:
        sections.append(
            "## Nothing there: the share of infinite pixels that come back behind everything finite"
        )
        for group in sky:
            body = [
                [name, *(_share(summary["depth", group, name, harm]["far"]) for harm in harms)]
                for name in names
            ]
            sections.append(_table([group, *harms], body))
    sections += [_picture(figure) for figure in figures[3:]]
    for noun, (title, cell) in OTHERS.items():
        found = groups(rows, noun)
        if not found:
            continue
        codecs = list(dict.fromkeys(row.codec for row in rows if row.noun == noun))
        sections.append(f"## {title}")
        body = [
            [group, codec, *(cell(summary[noun, group, codec, harm]) for harm in harms)]
            for group in found
            for codec in codecs
        ]
        sections.append(_table(["group", "codec", *harms], body))
    return "\n\n".join(sections) + "\n"


def _method(plan: Plan, relative: Sequence[str]) -> list[str]:
    lines = [
        "A true depth is encoded, the 8-bit picture is perturbed, decoded, and compared pixel by pixel. AbsRel is "
        "|p - g| / g; delta1 is the share of pixels with max(p/g, g/p) < 1.25. A group's score is the mean of its views'; of "
        "`worst` it is the largest, of `valid` the least.",
        "Scored are the pixels whose truth is finite and above 0. An answer that is infinite, NaN or negative there is an error: "
        "infinite in median, 99th percentile and worst, wrong in delta1. True NaN is encoded as infinitely far and scored nowhere.",
        "The noise is one for all codecs. Resizing is to half and back. A perturbation acts on the picture alone; what a model adds "
        "of its own is not in it.",
        f"Normals without an answer count as 180 degrees. Labels: the {OBJECTS} largest objects dealt to {CLASSES} classes; instances: the "
        f"same objects; colours drawn at least {APART:g} apart, black for the rest; an instance's IoU is its best with any region found.",
    ]
    if relative:
        lines.append(
            f"**{' and '.join(relative)} {'is' if len(relative) == 1 else 'are'} relative**: {'its' if len(relative) == 1 else 'their'} answers were aligned to the truth by least squares (scale and shift, for each "
            "view) before scoring. The others had no such help, so the columns do not compare like with like. "
            "What lies beyond an image's 2nd and 98th percentile is clipped, and the infinitely far with it."
        )
    if not any(harm.family == "H.264" for harm in plan.perturbations):
        lines.append("H.264 was left out: PyAV (`av`) is not installed.")
    return lines


def codec_row(codec: DepthCodec) -> list[str]:
    """Name, kind, range and bounds of a depth codec, in words."""
    near, far = codec.range
    span = f"{near:g} to {far:,.0f}" if math.isfinite(far) else "each image's"
    known = bounds(codec)
    stated = ["-"] * len(AT) if known is None else [metres(bound) for bound in known]
    return [codec.name, "metric" if codec.metric else "relative", span, *stated]


def metres(length: float) -> str:
    """A length in the unit that is read best."""
    for unit, name in ((1, "m"), (1e-3, "mm"), (1e-6, "µm"), (1e-9, "nm")):
        if length >= unit:
            return f"{length / unit:.3g} {name}" if math.isfinite(length) else "inf"
    return "0" if length == 0 else f"{length / 1e-9:.2g} nm"


def _depth_table(
    summary: Mapping[Key, Mapping[str, float]],
    names: Sequence[str],
    group: str,
    harms: Sequence[str],
    cell: Callable[[Mapping[str, float]], str],
) -> str:
    return _table(
        [group, *harms],
        [[name, *(cell(summary["depth", group, name, harm]) for harm in harms)] for name in names],
    )


def _typical(scores: Mapping[str, float]) -> str:
    return f"{_percent(scores['median'])} / {scores['delta1']:.3f}"


def _tail(scores: Mapping[str, float]) -> str:
    return f"{_percent(scores['p99'])} / {_percent(scores['worst'])}"


def _angles(scores: Mapping[str, float]) -> str:
    return f"{scores['mean']:.2f} / {scores['p99']:.1f}"


def _classes(scores: Mapping[str, float]) -> str:
    return f"{scores['mean']:.3f} / {scores['worst']:.3f}"


def _objects(scores: Mapping[str, float]) -> str:
    return f"{scores['mean']:.3f} / {scores['found']:.3f}"


OTHERS: dict[str, tuple[str, Callable[[Mapping[str, float]], str]]] = {
    "normals": ("Normals: mean / 99th percentile, degrees", _angles),
    "labels": ("Labels: mean IoU / worst class", _classes),
    "instances": ("Instances: mean IoU / share found (IoU over 0.5)", _objects),
}
"""The tables of what is not depth: a title and a cell's words, by noun."""


def _percent(value: float) -> str:
    if not math.isfinite(value):
        return "inf"
    percent = 100 * value
    if percent >= 1000:
        return f"{percent:,.0f} %"
    return f"{percent:.3g} %" if percent >= 5e-4 else "0 %"


def _share(value: float) -> str:
    """A share, never rounded up to all."""
    return f"{math.floor(value * 1e5 + 1e-6) / 1e3:g} %"


def _table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)])


def _picture(name: str) -> str:
    return f"![{FIGURES[name].replace('[', '(')}]({name})\n\n*{FIGURES[name]}*"
