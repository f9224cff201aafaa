# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Targets: each decodes to the truth within its codec's bound."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import numpy as np

from cavendish.codecs import depth_codec, depth_codecs, normal_codec, normal_codecs
from cavendish.manifests.checks import FORM, Fault, Held, Said, Unchecked, in_words, view_check
from cavendish.manifests.checks.material import ViewFiles
from cavendish.manifests.pair import Encoding, Pair
from cavendish.manifests.tasks import TASKS
from cavendish.render.frame import Frame

AGAIN = "make the scene again"


@view_check("targets", "every target decodes to its truth within the codec's bound, and its legend holds")
def targets(view: ViewFiles) -> Iterator[Said]:
    """Rebuild each pair from its row and its picture, and let its task prove it."""
    frame = view.frame
    for row in view.rows:
        target = view.targets[row.id].value
        if frame is None or target is None or row.task not in TASKS:
            continue  # told by another check
        if target.shape != frame.rgb.shape:
            continue
        how = row.how
        version = _version(how)
        if version not in (None, how.version):
            yield Held()
            yield Fault(
                row.id,
                f"version {how.version} of {how.codec} made it, and this is version {version}; {AGAIN}",
            )
            continue
        try:
            white = view.masks[row.id].value if row.mask_image_file_name else None
            pair = row.pair(target, None if white is None else white[..., 0] > 0)
            TASKS[row.task].prove(pair, _unrounded(pair, frame) if view.expected.half_normals else frame)
        except AttributeError as error:
            if not isinstance(error.obj, Frame):
                raise
            # The Frame has no such pass, as the recipe did not keep it.
            yield Unchecked(f"{row.task} pairs", f"the recipe keeps no {error.name}")
            continue
        except FORM as error:
            yield Fault(row.id, f"{in_words(error)}; {AGAIN}")
        yield Held()


def _version(how: Encoding) -> int | None:
    """The version of the codec here, None where only its task knows it."""
    if how.codec in depth_codecs():
        return depth_codec(how.codec).version
    return normal_codec(how.codec).version if how.codec in normal_codecs() else None


def _unrounded(pair: Pair, frame: Frame) -> Frame:
    """The Frame with its normals as they may have been before half precision: of all that round to what is stored, those
    nearest to what a target of normals decodes to.

    The target was made of them, and a stored half alone would break the bound on some pixels in a million.
    """
    if pair.encoding.codec not in normal_codecs() or not hasattr(frame, "normals"):
        return frame
    halves = np.abs(np.spacing(frame.normals.astype(np.float16)).astype(np.float32)) / 2
    decoded = normal_codec(pair.encoding.codec).decode(pair.target)
    nearest = np.clip(decoded, frame.normals - halves, frame.normals + halves)
    # Where the target has nothing, the truth is left to speak for itself.
    other = copy(frame)
    object.__setattr__(other, "normals", np.where(np.isfinite(nearest), nearest, frame.normals))
    return other
