# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Expressions as a pair: what each means in a colour of its own, all else background."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from cavendish.codecs import decode_legend, encode_labels
from cavendish.manifests import colors
from cavendish.manifests.grammar import Grammar, expand, joined, sentence
from cavendish.manifests.pair import Encoding, Entry, Pair
from cavendish.manifests.parameters import TaskParameters
from cavendish.manifests.programs.graph import ViewGraph, view_graph
from cavendish.manifests.programs.propose import Expression
from cavendish.manifests.programs.run import run
from cavendish.manifests.programs.steps import Kind, as_json, from_json
from cavendish.manifests.promise import BLACK, prove_colors
from cavendish.manifests.prompts import Phrasebook
from cavendish.render.frame import Frame

Rng = np.random.Generator
NAMED, COLORED = 0.5, 0.4  # chances that colours go by name, and that the background is not black


def paint(
    parameters: TaskParameters,
    frame: Frame,
    said: Sequence[tuple[Expression, str]],
    book: Phrasebook,
    grammar: Grammar,
    rng: Rng,
    more: Mapping[str, str] | None = None,
) -> Pair | None:
    """The pair of some expressions, each with its words; None where colours run out.

    more: other words of a prompt that speaks of one expression alone, whose branch has {phrase} and no {legend}.
    """
    graph = view_graph(frame)
    words = " ".join([*(text for _, text in said), *(more or {}).values()])
    unsaid = [name for name in colors.NAMED if any(re.search(rf"\b{part}\b", words) for part in name.split())]
    background = BLACK
    if rng.random() < COLORED:
        background = (colors.draw_named(1, [], rng, unsaid) or [BLACK])[0]
    named = rng.random() < NAMED
    palette = colors.draw_named(len(said), [background], rng, unsaid) if named else None
    if palette is None:
        named, palette = False, colors.draw(len(said), [background], rng)
    if palette is None:
        return None
    spelt = colors.spelt(palette, named, rng)
    legend = tuple(
        Entry(_name(expression, graph), text, color, spelling, bool(expression.found))
        for (expression, text), color, spelling in zip(said, palette, spelt, strict=True)
    )
    rest = ""
    symbol = book.start(parameters.styles, rng)
    if background != BLACK or rng.random() < 0.5:
        rest = expand(grammar, "others", rng, background=colors.name_of(background))
    if more is None:
        prompt = _prompt(grammar, symbol, legend, rest, rng)
    else:
        slots = {**more, "phrase": said[0][1], "hue": spelt[0], "rest": f" {rest}" if rest else ""}
        prompt = sentence(expand(grammar, symbol, rng, **slots))
        at, size = next(
            (prompt.lower().find(text.lower()), len(text))
            for text in (said[0][1], more["ask"])
            if text.lower() in prompt.lower()
        )
        text = prompt[at : at + size]  # it may begin the sentence
        said = [(said[0][0], text)]
        legend = (replace(legend[0], said=text),)
    groups = [[graph.items[k].id for k in expression.found] for expression, _ in said]
    target = encode_labels(_labels(frame, groups), palette, background)
    program = {
        "expressions": [
            {"said": text, "kind": expression.kind, "program": as_json(expression.program), "objects": ids}
            for (expression, text), ids in zip(said, groups, strict=True)
        ]
    }
    return Pair(
        parameters.speaks,
        prompt,
        target,
        Encoding("legend", legend=legend, background=background),
        flip_safe=all(expression.program.flips for expression, _ in said),
        weight=parameters.weight,
        program=program,
    )


def prove(pair: Pair, frame: Frame) -> None:
    """Raise ValueError where the target does not show what each expression means, or the prompt does not say it so."""
    task, legend, background = pair.task, pair.encoding.legend, pair.encoding.background
    assert background is not None
    groups = [objects_of(entry) for entry in legend]
    labels = _labels(frame, groups)
    palette = [entry.color for entry in legend]
    if not np.array_equal(encode_labels(labels, palette, background), pair.target):
        raise ValueError(f"{task}: the target does not show the objects that its legend names")
    if not np.array_equal(decode_legend(pair.target, palette, background=background), labels):
        raise ValueError(f"{task}: the target does not decode to the objects that its legend names")
    for entry, ids in zip(legend, groups, strict=True):
        if entry.present != bool(ids):
            raise ValueError(
                f"{task}: {entry.said!r} is marked wrongly as {'present' if entry.present else 'absent'}"
            )
        if not states(pair.prompt, entry, alone=len(legend) == 1):
            raise ValueError(f"{task}: the prompt does not give {entry.said!r} the color {entry.spelt}")
    prove_colors(pair)
    told = pair.program.get("expressions", ())
    if told and [(one["said"], one["objects"]) for one in told] != [
        (entry.said, ids) for entry, ids in zip(legend, groups, strict=True)
    ]:
        raise ValueError(f"{task}: the program and the legend speak of different things")
    for one in told:
        graph = view_graph(frame)
        found = run(from_json(one["program"]), graph)
        ids = [graph.items[k].id for k in np.flatnonzero(found.sure)]
        if not found.exact or ids != one["objects"]:
            raise ValueError(
                f"{task}: {one['said']!r} means the objects {ids}, and the row says {one['objects']}"
            )


def objects_of(entry: Entry) -> list[int]:
    """The IDs that a legend's entry stands for: `vase 21+22` is 21 and 22; none where nothing in view fits it."""
    found = re.search(r" ([\d+]+)$", entry.name)
    return [int(part) for part in found.group(1).split("+")] if found and entry.present else []


def states(prompt: str, entry: Entry, alone: bool) -> bool:
    """Whether a prompt gives an expression its colour: with nothing else between them, or, where it is alone, anyhow."""
    if alone:
        return entry.said.casefold() in prompt.casefold() and entry.spelt in prompt
    said, spelt = re.escape(entry.said), re.escape(entry.spelt)
    there = (
        rf"\b{said}( in | = |: | -> | the color | with | ){spelt}(?![\w#])",
        rf"\buse {spelt} for {said}(?=\.)",
        re.escape(f"{json.dumps(entry.said, ensure_ascii=False)}: {json.dumps(entry.spelt)}"),
    )
    return any(re.search(form, prompt, re.IGNORECASE) for form in there)


def _prompt(grammar: Grammar, symbol: str, legend: Sequence[Entry], rest: str, rng: Rng) -> str:
    """The whole prompt, with the legend in the form that the symbol's branch takes."""
    mark = " "
    if symbol.endswith("_prose"):
        text = joined([_item(grammar, "item_prose", 0, entry) for entry in legend])
    elif symbol.endswith("_sentences"):
        which = int(rng.integers(len(grammar["item_sentence"])))
        text = " ".join(_item(grammar, "item_sentence", which, entry) for entry in legend)
    else:
        text, mark = _block(grammar, legend, rng)
    return sentence(expand(grammar, symbol, rng, legend=text, rest=f"{mark}{rest}" if rest else ""))


def _block(grammar: Grammar, legend: Sequence[Entry], rng: Rng) -> tuple[str, str]:
    """A legend after a colon, and what stands between it and what follows."""
    form = int(rng.integers(3))
    if form == 0:
        return " " + json.dumps({entry.said: entry.spelt for entry in legend}, ensure_ascii=False), "\n"
    symbol = "item_line" if form == 1 else "item_row"
    which = int(rng.integers(len(grammar[symbol])))
    items = [_item(grammar, symbol, which, entry) for entry in legend]
    return ("\n" + "\n".join(items), "\n") if form == 1 else (" " + "; ".join(items) + ".", " ")


def _item(grammar: Grammar, symbol: str, which: int, entry: Entry) -> str:
    return grammar[symbol][which].replace("{phrase}", entry.said).replace("{hue}", entry.spelt)


def _labels(frame: Frame, groups: Sequence[Sequence[int]]) -> npt.NDArray[np.int32]:
    """(H, W): the index of the group that a pixel's object belongs to, -1 for all others."""
    labels = np.full(frame.instances.shape, -1, np.int32)
    for k, ids in enumerate(groups):
        labels[np.isin(frame.instances, np.array(ids, np.uint32))] = k
    return labels


def _name(expression: Expression, graph: ViewGraph) -> str:
    """What a legend's entry calls the things: their classes, and their IDs."""
    items = [graph.items[k] for k in expression.found]
    kinds = [step.of for step in expression.program.steps if isinstance(step, Kind)]
    names = sorted({item.category for item in items}) or kinds or ["nothing"]
    return " ".join([" and ".join(names), *(["+".join(str(item.id) for item in items)] if items else [])])
