# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The figures of a report, for print: one colour for each codec everywhere, direct labels, no chart junk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator
from mpl_toolkits.mplot3d.art3d import Line3DCollection
from PIL import Image, ImageDraw, ImageFont

from cavendish.codecs import DepthCodec, depth_codec
from cavendish.lab.perturb import Perturbation
from cavendish.lab.study import decoded, encoded
from cavendish.lab.summary import Key, rounding_errors
from cavendish.lab.truth import Truth

STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.edgecolor": "0.35",
    "xtick.color": "0.25",
    "ytick.color": "0.25",
    "grid.color": "0.9",
    "grid.linewidth": 0.5,
    "legend.frameon": False,
    "lines.linewidth": 1.3,
}
COLORS = {
    "cube": "#d62728",
    "hue": "#ff7f0e",
    "turbo": "#8c6d1f",
    "plasma": "#7b1fa2",
    "inferno": "#c2185b",
    "viridis": "#2e8b57",
    "gray": "#7f7f7f",
    "multiwave": "#1f77b4",
    "triangle": "#17becf",
    "hilbert": "#000000",
    "pack24": "#9c755f",
    "marigold": "#e0b000",
    "lotus": "#e377c2",
}
SPARE = ("#5254a3", "#637939", "#843c39", "#3182bd")
"""The colours of codecs from other packages."""

MARKERS = "osD^v<>PX*hdp"
METRES = (0.3, 1, 3, 10, 30, 100, 300)
LEAST = 1e-8
"""The relative error at which a plot of precision ends: float32 itself keeps no more than 6e-8."""


def color_of(name: str, names: Sequence[str]) -> str:
    """Return the one colour of a codec among those of a report."""
    others = [other for other in names if other not in COLORS]
    return COLORS[name] if name in COLORS else SPARE[others.index(name) % len(SPARE)]


def precision(codecs: Sequence[DepthCodec], path: Path) -> None:
    """Draw the bound over depth of every metric codec, relative, with the measured errors of eight bits as dots."""
    metric = [codec for codec in codecs if codec.metric]
    names = [codec.name for codec in codecs]
    fine = np.geomspace(0.1, 400, 121)
    depth = np.sqrt(fine[:-1] * fine[1:])
    spread = (
        np.geomspace(1, fine[1] / fine[0], 60, endpoint=False) * fine[:-1, None]
    )  # bounds are jagged: their envelope
    edges = np.geomspace(0.1, 400, 25)
    centers = np.sqrt(edges[:-1] * edges[1:])
    with np.errstate(invalid="ignore"):
        curves = {
            codec.name: (np.asarray(codec.error_bound(spread), np.float64) / spread).max(-1)
            for codec in metric
        }
    columns = 4
    with _figure(path, columns, -(-len(metric) // columns), (2.05, 1.75)) as (figure, axes):
        for place, (ax, codec) in enumerate(zip(axes, metric, strict=False)):
            for name, curve in curves.items():
                if name != codec.name:
                    ax.plot(depth, _finite(curve), color="0.87", linewidth=0.7, zorder=1)
            color = color_of(codec.name, names)
            ax.plot(depth, _finite(curves[codec.name]), color=color, zorder=3)
            measured = rounding_errors(codec, edges)
            ax.plot(
                centers,
                _finite(measured),
                "o",
                color=color,
                markersize=2.4,
                markerfacecolor="white",
                zorder=4,
            )
            ax.set(xscale="log", yscale="log", xlim=(0.1, 400), ylim=(LEAST, 2))
            ax.set_title(codec.name, loc="left", color=color, fontweight="bold", pad=3)
            ax.grid(True)
            ax.xaxis.set_minor_locator(NullLocator())
            ax.set_xticks(
                [0.1, 1, 10, 100], ["0.1", "1", "10", "100"] if place >= len(metric) - columns else [""] * 4
            )
            ax.set_yticks(
                [1e-8, 1e-6, 1e-4, 1e-2, 1],
                ["1e-8", "1e-6", "0.01 %", "1 %", "100 %"] if place % columns == 0 else [""] * 5,
            )
        figure.supxlabel("depth, m", fontsize=8)
        figure.supylabel("error / depth", fontsize=8)


def degradation(
    summary: Mapping[Key, Mapping[str, float]], names: Sequence[str], groups: Sequence[str], path: Path
) -> None:
    """Draw AbsRel (median and 99th percentile) and the share outside delta1 against the noise's sigma."""
    sigmas = {"8 bits": 0, "noise 1": 1, "noise 2": 2, "noise 5": 5, "noise 10": 10}
    measures = (
        ("median", "AbsRel, median"),
        ("p99", "AbsRel, 99th percentile"),
        ("delta1", "delta1 failures, 1 - δ1"),
    )
    with _figure(path, len(groups), 3, (2.35 if len(groups) > 2 else 3.2, 1.9), legend=0.5) as (figure, axes):
        for place, ax in enumerate(axes):
            measure, title = measures[place // len(groups)]
            group = groups[place % len(groups)]
            for number, name in enumerate(names):
                points = [
                    (sigma, summary["depth", group, name, perturbation][measure])
                    for perturbation, sigma in sigmas.items()
                    if ("depth", group, name, perturbation) in summary
                ]
                x, y = np.array(points).T
                floor = 1e-4 if measure != "delta1" else 1e-5
                y = np.clip(1 - y if measure == "delta1" else y, floor, 30 if measure != "delta1" else 1)
                ax.plot(
                    x, y, color=color_of(name, names), marker=MARKERS[number % len(MARKERS)], markersize=3.2,
                    markeredgewidth=0, linewidth=1.1, label=name, zorder=4 if name == "cube" else 3,
                )  # fmt: skip
            ax.set_xscale("symlog", linthresh=1, linscale=0.6)
            ax.set_yscale("log")
            ax.set_xticks([0, 1, 2, 5, 10], ["0", "1", "2", "5", "10"])
            ax.xaxis.set_minor_locator(NullLocator())
            ax.yaxis.set_minor_locator(NullLocator())
            ax.set_xlim(-0.1, 11)
            if measure == "delta1":
                ax.set_ylim(0.7e-5, 1.3)
                ax.set_yticks(
                    [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1], ["≤0.001 %", "0.01 %", "0.1 %", "1 %", "10 %", "100 %"]
                )
                ax.set_xlabel("noise, σ of 255")
            else:
                ax.set_ylim(0.7e-4, 40)
                ax.set_yticks(
                    [1e-4, 1e-3, 1e-2, 1e-1, 1, 10], ["≤0.01 %", "0.1 %", "1 %", "10 %", "100 %", "1000 %"]
                )
            ax.grid(True)
            if place % len(groups) == 0:
                ax.set_ylabel(title)
            else:
                ax.set_yticklabels([])
            if place < len(groups):
                ax.set_title(group, loc="left", fontweight="bold")
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=7, fontsize=8, handlelength=2)


def compression(
    summary: Mapping[Key, Mapping[str, float]],
    names: Sequence[str],
    perturbations: Sequence[Perturbation],
    group: str,
    path: Path,
) -> None:
    """Draw, for each compression, every codec's AbsRel: a bar to the median, a tick at the 99th percentile, delta1."""
    lossy = [perturbation.name for perturbation in perturbations if perturbation.lossy]
    wanted = (
        "JPEG 95 4:4:4",
        "JPEG 75 4:4:4",
        "JPEG 75 4:2:0",
        "WebP 90",
        "H.264 18 4:4:4",
        "H.264 28 4:2:0",
    )
    shown = [name for name in wanted if name in lossy]
    columns = 3
    places = np.arange(len(names))[::-1]
    with _figure(path, columns, -(-len(shown) // columns), (2.75, 0.16 * len(names) + 0.7)) as (figure, axes):
        for number, (ax, perturbation) in enumerate(zip(axes, shown, strict=False)):
            for place, name in zip(places, names, strict=True):
                scores = summary["depth", group, name, perturbation]
                color = color_of(name, names)
                median, p99 = np.clip([scores["median"], scores["p99"]], 1e-5, 20)
                ax.barh(place, median - 1e-5, left=1e-5, height=0.62, color=color, zorder=3)
                ax.plot([median, p99], [place, place], color=color, linewidth=0.8, zorder=3)
                ax.plot([p99], [place], "|", color=color, markersize=5, markeredgewidth=1.4, zorder=4)
                ax.text(
                    900, place, f"{scores['delta1']:.3f}", fontsize=6.5, va="center", ha="right", color="0.2"
                )
            ax.set(xscale="log", xlim=(1e-5, 1000), ylim=(-0.7, len(names) - 0.3))
            ax.xaxis.set_minor_locator(NullLocator())
            ax.set_xticks([1e-4, 1e-2, 1], ["0.01 %", "1 %", "100 %"])
            ax.set_yticks(places, names if number % columns == 0 else [""] * len(names))
            ax.tick_params(axis="y", length=0)
            ax.grid(True, axis="x")
            ax.set_title(perturbation, loc="left", fontweight="bold")
            ax.text(900, len(names) - 0.4, "δ1", fontsize=7, ha="right", va="bottom", color="0.2")
        figure.supxlabel(f"AbsRel on {group}: bar to the median, line to the 99th percentile", fontsize=8)


def paths(codecs: Sequence[DepthCodec], path: Path) -> None:
    """Draw the way of each codec's colours through the RGB cube, each piece in its own colour.

    Codecs of one way share a picture; a codec that has none, as the bytes of "pack24" jump, is left out. The Hilbert
    curve is drawn at order 2.
    """
    ways: dict[bytes, npt.NDArray[np.uint8]] = {}
    names: dict[bytes, list[str]] = {}
    for codec in codecs:
        if (way := colors_along(codec)) is not None:
            key = np.unique(way, axis=0).tobytes()
            ways.setdefault(key, way)
            names.setdefault(key, []).append(codec.name)
    columns = 5
    with _figure(path, columns, -(-len(ways) // columns), (1.75, 1.95), projection="3d") as (_, axes):
        for ax, (key, way) in zip(axes, ways.items(), strict=False):
            values = way.astype(np.float64)
            if (
                np.median(np.abs(np.diff(values, axis=0)).max(-1)) <= 2
            ):  # fine enough for every fifth, which 255 holds
                values = np.concatenate([values[:-1:5], values[-1:]])
            pieces = np.stack([values[:-1], values[1:]], axis=1)
            walked = np.abs(np.diff(pieces, axis=1)).max((1, 2)) < 128  # hue jumps to black at its end
            pieces, paint = pieces[walked], values[:-1][walked] / 255
            for axis in range(3):
                for corner in range(4):
                    ends = np.zeros((2, 3))
                    ends[:, [i for i in range(3) if i != axis]] = 255 * np.array([corner & 1, corner >> 1])
                    ends[1, axis] = 255
                    ax.plot(*ends.T, color="0.6", linewidth=0.5, zorder=1)
            thick = 2.4 if len(pieces) < 5000 else 0.5
            if thick > 1:  # drawn first in gray and wider, so that a pale piece is seen on white
                ax.add_collection3d(
                    Line3DCollection(pieces, colors="0.4", linewidths=thick + 0.9, capstyle="round")
                )
            ax.add_collection3d(Line3DCollection(pieces, colors=paint, linewidths=thick, capstyle="round"))
            ax.set(xlim=(0, 255), ylim=(0, 255), zlim=(0, 255))
            ax.set_box_aspect((1, 1, 1), zoom=1.0)
            ax.view_init(elev=22, azim=-58)
            ax.set_axis_off()
            for word, place in (("R", (285, -10, -25)), ("G", (-10, 290, -10)), ("B", (-25, -25, 275))):
                ax.text(
                    *place, word, fontsize=7, color={"R": "#b00", "G": "#080", "B": "#00b"}[word], ha="center"
                )
            ax.set_title(", ".join(names[key]), fontweight="bold", y=1.0)


def colors_along(codec: DepthCodec, samples: int = 1 << 16) -> npt.NDArray[np.uint8] | None:
    """Return the (n, 3) colours that a codec goes through from near to far; None where they jump about.

    Depths are even along the paper's power curve, on which all codecs are by default.
    """
    if "order" in codec.parameters:
        codec = depth_codec(codec.name, order=2)
    # Unevenly spaced places find the bytes that even ones step over.
    uneven = _colors_at(codec, np.sort(np.random.default_rng(0).random(samples)))
    steps = np.abs(np.diff(uneven.astype(int), axis=0)).max(-1)
    if steps.max() == 0 or np.percentile(steps[steps > 0], 90) > 128:
        return None
    colors = _colors_at(codec, np.arange(samples) / samples)
    return np.asarray(colors[np.concatenate([[True], (np.diff(colors.astype(int), axis=0) != 0).any(-1)])])


def _colors_at(codec: DepthCodec, place: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    return np.asarray(codec.encode((10 * ((1 - place) ** -0.5 - 1))[None])[0])


def contact_sheet(codecs: Sequence[DepthCodec], truth: Truth, path: Path, side: int = 132) -> None:
    """Draw one depth as each codec paints it, pixel for pixel."""
    depth = _sampled(truth.depth, side)
    height, width = depth.shape
    columns, gap, top = 5, 10, 18
    rows = -(-len(codecs) // columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + top + gap) + gap), "white")
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for number, codec in enumerate(codecs):
        x, y = gap + number % columns * (width + gap), gap + number // columns * (height + top + gap)
        pen.text(
            (x, y),
            codec.name if codec.metric else f"{codec.name} (relative)",
            fill=(30, 30, 30),
            font=letters,
        )
        sheet.paste(Image.fromarray(encoded(codec, depth)), (x, y + top))
    sheet.save(path, optimize=True)


def error_sheet(
    codecs: Sequence[DepthCodec], truth: Truth, perturbation: Perturbation, path: Path, side: int = 132
) -> None:
    """Draw where each codec errs on one depth after a perturbation: |p - g| / g, logarithmic; no answer is white."""
    columns = 5
    with _figure(path, columns, -(-len(codecs) // columns), (1.2, 1.22)) as (figure, axes):
        for ax, codec in zip(axes, codecs, strict=False):
            rgb = perturbation.apply(encoded(codec, truth.depth), np.random.default_rng(0))
            answer = decoded(codec, rgb, truth.depth)
            with np.errstate(invalid="ignore", divide="ignore"):
                error = _sampled(np.abs(answer - truth.depth) / truth.depth, side)
            shown = np.where(np.isfinite(error), np.maximum(error, 1e-4), np.nan)
            magma = colormaps["magma"].with_extremes(bad="white")
            ax.imshow(shown, norm=LogNorm(1e-4, 1), cmap=magma, interpolation="nearest")
            ax.set_xticks([])
            ax.set_yticks([])
            ax.spines[:].set_visible(False)
            ax.set_title(codec.name, fontweight="bold", pad=2, fontsize=8)
        scale = figure.colorbar(axes[0].images[0], ax=axes, shrink=0.6, aspect=30, label="error / depth")
        scale.set_ticks([1e-4, 1e-3, 1e-2, 1e-1, 1], labels=["≤0.01 %", "0.1 %", "1 %", "10 %", "≥100 %"])
        scale.minorticks_off()


def _sampled(image: npt.NDArray[Any], side: int) -> npt.NDArray[Any]:
    """Return the nearest pixels of an (H, W) image for a picture of at most 'side' pixels a side."""
    height, width = image.shape
    most = max(height, width, side)
    rows, columns = (np.arange(n * side // most) * most // side for n in (height, width))
    return np.ascontiguousarray(image[np.ix_(rows, columns)])


@contextmanager
def _figure(
    path: Path,
    columns: int,
    rows: int,
    size: tuple[float, float],
    projection: str | None = None,
    legend: float = 0.0,
) -> Iterator[tuple[Figure, list[Any]]]:
    """Make a figure of columns x rows axes of a size in inches; it is saved at the end, without empty axes."""
    with mpl.rc_context(STYLE):
        figure = Figure(
            figsize=(columns * size[0] + 0.5, rows * size[1] + 0.3 + legend), layout="constrained"
        )
        FigureCanvasAgg(figure)
        grid = figure.subplots(
            rows, columns, squeeze=False, subplot_kw={"projection": projection} if projection else {}
        )
        axes = list(grid.reshape(-1))
        yield figure, axes
        for ax in axes:
            if not ax.has_data() and not ax.images and not ax.collections:
                ax.remove()
        buffer = BytesIO()
        figure.savefig(buffer, dpi=150, format="png")
    with Image.open(
        buffer
    ) as image:  # a palette of 192 colours is a third of the size, and as good for a plot
        image.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(path, optimize=True)


def _finite(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return values with gaps where they are infinite, and no less than a plot shows."""
    return np.where(np.isfinite(values), np.maximum(values, 1.2 * LEAST), np.nan)
