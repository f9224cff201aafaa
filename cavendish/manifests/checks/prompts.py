# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Prompts: each is one that its task says of this target, with the colours of the row's legend and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from cavendish.codecs import depth_codec
from cavendish.manifests import colors
from cavendish.manifests.checks import FORM, Fault, Held, Said, Unchecked, in_words, scene_check
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.classes import plural_of
from cavendish.manifests.grammar import Grammar, joined
from cavendish.manifests.legend import written
from cavendish.manifests.pair import Pair, Rgb
from cavendish.manifests.promise import BLACK, prove_colors
from cavendish.manifests.recognise import outcomes, recognise
from cavendish.manifests.tasks import depth, instance, normals, semantic
from cavendish.scenes.ontology import category

AGAIN = "make the scene again"
NO_TARGET = np.zeros((1, 1, 3), np.uint8)  # the colours of a prompt are proved by its legend alone


@scene_check("prompts", "every prompt is one of its task's, speaks of its legend, and names no other colour")
def prompts(scene: SceneFiles) -> Iterator[Said]:
    """Read each prompt by its task's grammar with the words of its legend, and hold its colours against the legend."""
    for row in scene.rows:
        if row.task not in PROMPTS:
            yield Unchecked(f"{row.task} prompts", "no grammar of them is known")
            continue
        yield Held()
        pair = Pair(row.task, row.prompt, NO_TARGET, row.how, row.flip_safe)
        try:
            complaint = PROMPTS[row.task](pair)
        except FORM as error:
            complaint = in_words(error)
        if complaint:
            yield Fault(row.id, f"{complaint}; {AGAIN}")


def _depth(pair: Pair) -> str:
    """What is wrong with a depth prompt, '' where nothing is. Its colours are the path's, whose green is no CSS green."""
    codec = depth_codec(pair.encoding.codec, **pair.encoding.parameters)
    names = [name for name, _ in codec.legend]
    legend = pair.encoding.legend
    if [entry.color for entry in legend] != [color for _, color in codec.legend]:
        return f"its legend is not the color path of {codec.name}"
    spelt = [entry.spelt for entry in legend if entry.spelt]
    if spelt not in ([], names):
        return f"its legend names the colors {', '.join(spelt)}, and the path is {', '.join(names)}"
    grammar: Grammar = depth.GRAMMAR
    if len(names) < 3:  # nothing to pass through
        ends = [path for path in depth.GRAMMAR["path"] if "{middle}" not in path]
        grammar = {**grammar, "path": ends}
    words = {
        "colors": [joined(names)],
        "first": names[:1],
        "last": names[-1:],
        "middle": [joined(names[1:-1])],
        "arrows": [" -> ".join(names)],
    }
    if not spelt:
        words["path"] = [""]
    if recognise(grammar, "prompt", pair.prompt, words) is None:
        return f"its prompt is none of depth in {codec.name} {'with' if spelt else 'without'} a color path"
    return ""


def _normals(pair: Pair) -> str:
    """What is wrong with a normals prompt, '' where nothing is."""
    prove_colors(pair)
    found = recognise(normals.GRAMMAR, "prompt", pair.prompt, {})
    return "" if found is not None else "its prompt is none of surface normals"


def _semantic(pair: Pair) -> str:
    """What is wrong with a semantic prompt, '' where nothing is."""
    prove_colors(pair)
    legend, background = pair.encoding.legend, pair.encoding.background or BLACK
    # The forms that a legend can take, of which the prompt must have one, word for word.
    for text, form in dict.fromkeys(outcomes(lambda rng: written(legend, rng))):
        mark = " " if text.endswith(".") or form == "prose" else "\n"
        grammar: Grammar = semantic.GRAMMAR | _rest(semantic.GRAMMAR["others"], background, mark)
        words = {"legend": [text], "background": _named(background)}
        if recognise(grammar, form, pair.prompt, words) is not None:
            return ""
    return "its prompt is none of a semantic map with this legend and background"


def _instance(pair: Pair) -> str:
    """What is wrong with an instance prompt, '' where nothing is."""
    prove_colors(pair)
    legend, background = pair.encoding.legend, pair.encoding.background or BLACK
    names = {entry.name.rsplit(" ", 1)[0] for entry in legend}
    said = {entry.said for entry in legend}
    if len(names) != 1 or len(said) != 1:
        return "its legend speaks of no class, or of several"
    known = category(names.pop())
    grammar: Grammar = instance.GRAMMAR | _rest(instance.GRAMMAR["others"], background, "")
    word = _named(background)
    words = {"background": word, "a_background": [f"{'an' if w[0] in 'aeiou' else 'a'} {w}" for w in word]}
    pairs = [(known.name, known.plural), *((name, plural_of(name)) for name in known.synonyms)]
    for one, plural in pairs:
        if said <= {one, plural}:
            found = recognise(grammar, "prompt", pair.prompt, words | {"one": [one], "plural": [plural]})
            if found is not None:
                return ""
    return f"its prompt is none of the instances of {known.name} on this background"


def _rest(others: tuple[str, ...], background: Rgb, mark: str) -> dict[str, tuple[str, ...]]:
    """The grammar of what a prompt says of the background: a black one may be left unsaid."""
    return {"rest": (*([""] if background == BLACK else []), *(f"{mark}{other}" for other in others))}


def _named(color: Rgb) -> list[str]:
    """The names of a colour."""
    return [name for name, (known, _) in colors.NAMED.items() if known == color]


PROMPTS: dict[str, Callable[[Pair], str]] = {
    "depth": _depth,
    "normals": _normals,
    "semantic": _semantic,
    "instance": _instance,
}
