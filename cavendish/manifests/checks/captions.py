# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Captions: each says what its facts are, and these are true of what is in view."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cavendish.manifests.captions import facts as told
from cavendish.manifests.captions.words import symbols
from cavendish.manifests.checks import FORM, Fault, Held, Said, Unchecked, in_words, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.manifests.prompts import languages, phrasebook
from cavendish.manifests.recognise import recognise
from cavendish.render.frame import Frame

AGAIN = "make the scene again"


@view_check(
    "captions",
    "every caption is true of its picture: place, things, counts, materials, relations, light, view",
)
def captions(view: ViewFiles) -> Iterator[Said]:
    """Read each caption with the words of its facts, and hold the facts against the frame."""
    frame = view.frame
    for row in view.rows:
        if row.task != "generation" or frame is None:
            continue
        try:
            facts = json.loads(row.program)
            if not says(row.prompt, facts):
                yield Fault(row.id, f"its caption does not say what its facts are; {AGAIN}")
            fault = told.complaint(facts, frame)
            if fault:
                yield Fault(row.id, f"{fault}; {AGAIN}")
            if row.input_image_file_name is not None:
                yield Fault(row.id, f"it has an input, and a caption alone leads to its picture; {AGAIN}")
        except AttributeError as error:
            if not isinstance(error.obj, Frame):
                raise
            yield Unchecked("captions", f"the recipe keeps no {error.name}")
            continue
        except FORM as error:
            yield Fault(row.id, f"its facts are none of a caption ({in_words(error)}); {AGAIN}")
        yield Held()


def says(caption: str, facts: Mapping[str, Any]) -> bool:
    """Whether a caption is one that these facts are told in."""
    said = symbols(facts)
    return any(
        recognise({**phrasebook("generation", language).grammar, **said}, "prompt", caption, {}) is not None
        for language in languages("generation")
    )
