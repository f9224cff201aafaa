# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Prompts: each is one that its task says of this target, with the colours of the row's legend and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

import numpy as np

from cavendish.codecs import depth_codec
from cavendish.manifests import colors
from cavendish.manifests.checks import FORM, Fault, Held, Said, Unchecked, in_words, scene_check
from cavendish.manifests.checks.material import SceneFiles
from cavendish.manifests.classes import nouns
from cavendish.manifests.grammar import Grammar
from cavendish.manifests.legend import written
from cavendish.manifests.pair import Entry, Pair, Rgb
from cavendish.manifests.programs.promise import complaint as expressions
from cavendish.manifests.promise import BLACK, prove_colors
from cavendish.manifests.prompts import languages, phrasebook
from cavendish.manifests.reading import disagreement, phrase_disagreement
from cavendish.manifests.recognise import outcomes, recognise
from cavendish.manifests.tasks import depth
from cavendish.manifests.tasks.instance import asked

AGAIN = "make the scene again"
NO_TARGET = np.zeros((1, 1, 3), np.uint8)  # the colours of a prompt are proved by its legend alone


@scene_check("prompts", "every prompt is one of its task's, speaks of its legend, and names no other colour")
def prompts(scene: SceneFiles) -> Iterator[Said]:
    """Read each prompt by its task's grammar with the words of its legend, and hold its colours against the legend."""
    for row in scene.rows:
        if row.task in ELSEWHERE:
            continue
        if row.task not in PROMPTS:
            yield Unchecked(f"{row.task} prompts", "no grammar of them is known")
            continue
        yield Held()
        pair = row.pair(NO_TARGET)
        try:
            complaint = PROMPTS[row.task](pair)
        except FORM as error:
            complaint = in_words(error)
        if complaint:
            yield Fault(row.id, f"{complaint}; {AGAIN}")


def _depth(pair: Pair) -> str:
    """What is wrong with a depth prompt, '' where nothing is. Its colours are the path's, whose green is no CSS green."""
    codec = depth_codec(pair.encoding.codec, **pair.encoding.parameters)
    legend = pair.encoding.legend
    if [entry.color for entry in legend] != [color for _, color in codec.legend]:
        return f"its legend is not the color path of {codec.name}"
    spelt = [entry.spelt for entry in legend if entry.spelt]
    named = False
    for language in languages("depth"):
        book = phrasebook("depth", language)
        names = depth.names_of(book, codec)
        if spelt not in ([], names):
            continue
        named = True
        ways = ("colors", "both") if spelt else ("name",)
        how = [f"{{{depth.symbol_of(way, codec)}}}" for way in ways]
        spoken = f"words_{codec.name}"
        grammar = {
            **book.grammar,
            "how": how if spelt else ["", *how],
            "words": book.grammar.get(spoken, book.grammar["words"]),
        }
        words = {slot: [text] for slot, text in depth.words_of(book, codec).items()}
        if recognise(grammar, "prompt", pair.prompt, words | {"palette": [codec.name]}) is not None:
            return ""
    if not named:
        path = ", ".join(name for name, _ in codec.legend)
        return f"its legend names the colors {', '.join(spelt)}, and the path is {path}"
    return f"its prompt is none of depth in {codec.name} {'with' if spelt else 'without'} a color path"


def _normals(pair: Pair) -> str:
    """What is wrong with a normals prompt, '' where nothing is."""
    prove_colors(pair)
    books = (phrasebook("normals", language) for language in languages("normals"))
    if any(recognise(book.grammar, "prompt", pair.prompt, {}) is not None for book in books):
        return ""
    return "its prompt is none of surface normals"


def _semantic(pair: Pair) -> str:
    """What is wrong with a semantic prompt, '' where nothing is."""
    prove_colors(pair)
    legend, background = pair.encoding.legend, pair.encoding.background or BLACK
    for language in languages("semantic"):
        if _says(phrasebook("semantic", language).grammar, pair.prompt, legend, background):
            return disagreement(pair.prompt, legend, background) if language == "en" else ""
    return "its prompt is none of a semantic map with this legend and background"


def _says(grammar: Grammar, prompt: str, legend: tuple[Entry, ...], background: Rgb) -> bool:
    """Whether a grammar says a prompt with this legend, one of whose entries may be all that it leaves out."""
    named = _spelt(background)
    rests = [
        Entry("background", rest, background, spelt, True)
        for rest, spelt in product(grammar["remainder"], named)
        if rest in prompt and spelt in prompt
    ]
    for told in (legend, *((*legend, rest) for rest in rests)):
        for text, shape in dict.fromkeys(outcomes(partial(_written, told, grammar))):
            if text.strip() not in prompt:
                continue
            mark = " " if text.endswith(".") or shape == "prose" else "\n"
            unsaid = background == BLACK or told is not legend
            whole: Grammar = {**grammar, **_rest(grammar, unsaid, mark)}
            words = {"legend": [text], "background": named}
            starts = (name for name in grammar if name.startswith("prompt_") and name.endswith(f"_{shape}"))
            if any(recognise(whole, start, prompt, words) is not None for start in starts):
                return True
    return False


def _written(legend: tuple[Entry, ...], grammar: Grammar, rng: np.random.Generator) -> tuple[str, str]:
    return written(legend, rng, "", grammar)


def _instance(pair: Pair) -> str:
    """What is wrong with an instance prompt, '' where nothing is."""
    name, wanted = asked(pair)
    background = pair.encoding.background or BLACK
    named = _spelt(background)[:1]
    for language in languages("instance"):
        book = phrasebook("instance", language).grammar
        adjective = " ".join(wanted.values())
        grammar: Grammar = {**book, **_rest(book, background == BLACK, "")}
        words = {
            "background": named,
            "a_background": [f"{'an' if w[0] in 'aeiou' else 'a'} {w}" for w in named],
        }
        for pair_of_nouns in nouns(name):
            one, plural = (f"{adjective} {noun}".strip() for noun in pair_of_nouns)
            if not {entry.said for entry in pair.encoding.legend} <= {one, plural}:
                continue
            if (
                recognise(grammar, "prompt", pair.prompt, words | {"one": [one], "plural": [plural]})
                is not None
            ):
                if language != "en":
                    return ""
                return phrase_disagreement(pair.prompt, name, tuple(wanted.values()), background)
    return f"its prompt is none of the instances of {name} on this background"


def _expressions(pair: Pair) -> str:
    """What is wrong with a prompt of referring expressions or questions, '' where nothing is."""
    prove_colors(pair)
    return expressions(pair)


def _rest(grammar: Grammar, may_be_unsaid: bool, mark: str) -> dict[str, tuple[str, ...]]:
    """The grammar of what a prompt says of the background."""
    return {"rest": (*([""] if may_be_unsaid else []), *(f"{mark}{other}" for other in grammar["others"]))}


def _spelt(color: Rgb) -> list[str]:
    """Every way to spell a colour: its name, where it has one, and its numbers."""
    names = [name for name, (known, _) in colors.NAMED.items() if known == color]
    return [*names, *(spell(color) for spell in colors.FORMS.values())]


PROMPTS: dict[str, Callable[[Pair], str]] = {
    "depth": _depth,
    "normals": _normals,
    "semantic": _semantic,
    "instance": _instance,
    "referring": _expressions,
    "reasoning": _expressions,
}
ELSEWHERE = frozenset({"edit", "generation"})  # their words are held by the checks of edits and of captions
