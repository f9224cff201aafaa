# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The page of the scene library's statistics: Markdown tables, and a figure of the depths for print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from math import gcd
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image

from cavendish.scenes.scene import Float
from cavendish.statistics import EDGES, NOTICED, RANGES, Summary, quantile

K = TypeVar("K")
BANDS = {"NYU": "#1f77b4", "KITTI": "#d62728", "ETH3D": "#2e8b57"}
METRES = (0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000)
LEAST = 5e-4  # of the pixels: a class with less everywhere is named, but gets no row


def page(found: Mapping[str, Summary], command: str, figure: str) -> str:
    """The page as Markdown. found: a Summary by the name of its builder. figure: where its picture is, from the page."""
    seen = {name: summary for name, summary in found.items() if summary.views}
    lines = [
        "# What the scenes are like",
        "",
        f"Made by `{command}`: scenes of every builder with its default parameters (those of `cavendish scenes preview NAME "
        "--seed 0`, 1, 2 ...), one view each, cast by the oracle (`cavendish.render.raycast`). The cameras are the "
        "builder's own styles; fields of view are drawn as a recipe's `views` have them by default, sizes from the shapes "
        "below. Every view counts alike. Numbers like *5 (2 to 9)* are a median and where nine in ten views lie.",
        "",
        "## Depth",
        "",
        f"![Histograms of depth for each builder]({figure})",
        "",
        "The shares within the ranges of three benchmarks are of the pixels that have a depth: "
        + ", ".join(f"{name} {low:g} to {high:g} m" for name, (low, high) in RANGES.items())
        + ".",
        "",
        *_table(
            ("scenes", "no depth", "1 %", "5 %", "median", "95 %", "99 %", *RANGES),
            [(name, *_depths(summary)) for name, summary in seen.items()]
            + ([("**all alike**", *_depths(merged(list(seen.values()))))] if len(seen) > 1 else []),
        ),
        "",
        "## What is in view",
        "",
        f"Classes (stuff such as walls among them) and countable things that cover at least {NOTICED:.2%} of a view.",
        "",
        *_table(
            (
                "scenes",
                "views",
                "classes in view",
                "things in view",
                "things in the scene",
                "classes in all views",
            ),
            [
                (
                    name,
                    str(summary.views),
                    *(_spread(summary, key, "{:.0f}") for key in ("classes", "things", "built")),
                    str(len(summary.shares)),
                )
                for name, summary in seen.items()
            ],
        ),
        "",
        "## Cameras",
        "",
        *_table(
            ("scenes", "styles", "shapes", "degrees across", "degrees up"),
            [
                (
                    name,
                    _parts(summary.styles, str),
                    _parts(summary.sizes, shape),
                    _spread(summary, "across", "{:.0f}"),
                    _spread(summary, "up", "{:.0f}"),
                )
                for name, summary in seen.items()
            ],
        ),
        "",
        *_time(seen),
        "",
        "## Pixels of each class",
        "",
        "The share of a view, in the mean.",
        "",
        *_classes(seen),
        *_failures(found),
    ]
    return "\n".join(lines) + "\n"


def merged(summaries: Sequence[Summary]) -> Summary:
    """All together, for the depths: every builder counts alike."""
    whole = Summary(views=len(summaries))
    for summary in summaries:
        whole.depth_sums += summary.depths
        for key in ("sky", *RANGES):
            whole.sums[key] += summary.sums[key] / summary.views
    return whole


def shape(size: tuple[int, int]) -> str:
    """The shape of a picture in small whole numbers, such as 4:3."""
    common = gcd(*size)
    return f"{size[0] // common}:{size[1] // common}"


def draw(found: Mapping[str, Summary], path: Path) -> None:
    """Draw each builder's histogram over the logarithm of depth, with the benchmarks' ranges. It needs matplotlib."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import NullLocator

    from cavendish.lab.plots import STYLE

    panels = {name: summary for name, summary in found.items() if summary.views}
    if len(panels) > 1:
        panels["all"] = merged(list(panels.values()))
    columns = min(3, len(panels)) or 1
    rows = -(-len(panels) // columns) or 1
    middles = np.sqrt(EDGES[:-1] * EDGES[1:])
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(2.7 * columns + 0.4, 1.5 * rows + 0.7), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(rows, columns, squeeze=False, sharex=True).reshape(-1)
        for number, ax in enumerate(axes):
            if number >= len(panels):
                ax.remove()
                continue
            name, summary = list(panels.items())[number]
            shown = 100 * smooth(summary.depths)
            top = max(float(shown.max()), 1e-9)
            for place, (band, (low, high)) in enumerate(RANGES.items()):
                ax.axvspan(low, high, color=BANDS[band], alpha=0.06, linewidth=0)
                height = top * (1.1 + 0.09 * place)
                ax.plot(
                    [low, high],
                    [height] * 2,
                    color=BANDS[band],
                    linewidth=2,
                    solid_capstyle="butt",
                    label=band,
                )
            ax.fill_between(middles, shown, color="0.75", linewidth=0)
            ax.plot(middles, shown, color="0.2", linewidth=0.9)
            ax.set(xscale="log", xlim=(METRES[0], METRES[-1]), ylim=(0, 1.38 * top))
            ax.set_xticks(METRES, [f"{metres:g}" for metres in METRES])
            ax.tick_params(axis="x", labelbottom=number + columns >= len(panels))
            ax.xaxis.set_minor_locator(NullLocator())
            ax.set_yticks([])
            ax.spines["left"].set_visible(False)
            sky = f", {summary.sky:.0%} sky" if summary.sky >= 0.005 else ""
            ax.set_title(f"{name}{sky}", loc="left", fontweight="bold", pad=3)
        if panels:
            handles, labels = axes[0].get_legend_handles_labels()
            figure.legend(handles, labels, loc="outside upper right", ncols=len(RANGES), fontsize=8)
        figure.supxlabel("depth, m", fontsize=8)
        figure.supylabel("share of pixels", fontsize=8)
        buffer = BytesIO()
        figure.savefig(buffer, dpi=150, format="png")
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(buffer) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def smooth(shares: Float) -> Float:
    """A histogram over EDGES as a curve: a moving mean over a tenth of a decade, for the eye alone."""
    return np.asarray(np.convolve(shares, np.ones(5) / 5, mode="same"))


def _depths(summary: Summary) -> tuple[str, ...]:
    metres = (quantile(summary.depths, at) for at in (0.01, 0.05, 0.5, 0.95, 0.99))
    return (
        f"{summary.sky:.0%}",
        *(f"{value:.3g} m" for value in metres),
        *(f"{summary.inside(name):.0%}" for name in RANGES),
    )


def _time(seen: Mapping[str, Summary]) -> list[str]:
    rendered = any("rgb" in summary.numbers for summary in seen.values())
    columns: list[tuple[str, Callable[[Summary], str]]] = [
        ("triangles, thousands", lambda s: _spread(s, "triangles", "{:,.0f}", 1e-3)),
        ("build, CPU s", lambda s: _spread(s, "build", "{:.2f}")),
        ("place a camera, CPU s", lambda s: _spread(s, "place", "{:.2f}")),
    ]
    if rendered:
        columns += [
            ("hand over, s", lambda s: _spread(s, "setup", "{:.2f}")),
            ("render, s", lambda s: _spread(s, "rgb", "{:.2f}")),
            ("brightness", lambda s: _spread(s, "brightness", "{:.2f}")),
            ("all but black or white", lambda s: _spread(s, "clipped", "{:.1%}")),
        ]
    return [
        "## Brightness and time" if rendered else "## Time",
        "",
        "Blender takes the scene over and renders it at the sizes above and the default quality; brightness is the mean "
        "luma of the sRGB picture, 0 to 1."
        if rendered
        else "Brightness and the time to render need Blender: add `--render`.",
        "",
        *_table(
            ("scenes", *(name for name, _ in columns)),
            [(name, *(tell(summary) for _, tell in columns)) for name, summary in seen.items()],
        ),
    ]


def _classes(seen: Mapping[str, Summary]) -> list[str]:
    shares = {name: summary.shares for name, summary in seen.items()}
    total = {
        word: max(row.get(word, 0.0) for row in shares.values()) for row in shares.values() for word in row
    }
    order = sorted(total, key=lambda word: (-sum(row.get(word, 0.0) for row in shares.values()), word))
    large = [word for word in order if total[word] >= LEAST]
    small = sorted(word for word in order if total[word] < LEAST)
    lines = _table(
        ("class", *seen), [(word, *(_percent(row.get(word)) for row in shares.values())) for word in large]
    )
    if small:
        lines += ["", f"Under {LEAST:.2%} everywhere: {', '.join(small)}."]
    return lines


def _failures(found: Mapping[str, Summary]) -> list[str]:
    told = [
        f"- {name}, {count} of {summary.views + summary.failures.total()}: {reason}"
        for name, summary in found.items()
        for reason, count in summary.failures.most_common(5)
    ]
    return ["", "## Scenes without a view", "", *told] if told else []


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}" if share >= 0.1 else f"{share:.1%}"


def _spread(summary: Summary, key: str, form: str, scale: float = 1.0) -> str:
    values = summary.numbers.get(key)
    if not values:
        return ""
    low, middle, high = (form.format(value * scale) for value in np.quantile(values, (0.05, 0.5, 0.95)))
    return middle if low == middle == high else f"{middle} ({low} to {high})"


def _parts(counts: Mapping[K, int], word: Callable[[K], str]) -> str:
    total = sum(counts.values())
    order = sorted(counts, key=lambda key: -counts[key])
    return ", ".join(f"{word(key)} {counts[key] / total:.0%}" for key in order)


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [
        "| " + " | ".join(names) + " |",
        "|---" + "|---:" * (len(names) - 1) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
