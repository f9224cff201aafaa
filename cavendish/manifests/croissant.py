# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""croissant.json: the dataset described for machines, in Croissant 1.0 (JSON-LD), which `mlcroissant` reads.

Source: the specification, http://mlcommons.org/croissant/1.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cavendish.manifests.contents import Contents

FIELDS = {
    "id": ("sc:Text", "The pair's name: scene, view, task and number."),
    "task": ("sc:Text", "What the prompt asks for."),
    "prompt": ("sc:Text", "What the model is told."),
    "input_image_file_name": (
        "sc:Text",
        "The input picture, in the split's folder; none of a generation pair.",
    ),
    "target_image_file_name": ("sc:Text", "The picture to answer with, in the split's folder."),
    "mask_image_file_name": ("sc:Text", "What an edit changes, in the split's folder."),
    "width": ("sc:Integer", "Pixels."),
    "height": ("sc:Integer", "Pixels."),
    "weight": ("sc:Float", "How often to draw the pair, relative to others."),
    "program": ("sc:Text", "What the prompt says, as JSON, for a machine."),
    "truth": ("sc:Text", "The exact truth of the view, OpenEXR, in the split's folder."),
    "scene": ("sc:Integer", "The scene's number."),
    "view": ("sc:Integer", "The view's number in its scene."),
    "seed": ("sc:Integer", "The seed that the pair was drawn with."),
    "flip_safe": ("sc:Boolean", "Whether a horizontal flip of both pictures leaves the pair true."),
}
FILES = {
    "inputs": ("rgb.png", "image/png", "The rendered pictures."),
    "targets": ("*-*.png", "image/png", "The targets, and the masks of edits."),
    "truth": ("truth.exr", "image/x-exr", "Depth, normals and instances of each view, lossless."),
    "frames": ("frame.json", "application/json", "Camera, objects and provenance of each view."),
}
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write_croissant(out: Path, dataset: Mapping[str, Any], found: Contents, licences: list[str]) -> None:
    """Write OUT/croissant.json. The same dataset gives the same bytes: no times, no dates.

    licences: SPDX names of what the pictures show that is not Cavendish's own.
    """
    tasks = sorted({task for counts in dataset["pairs"].values() for task in counts})
    total = sum(sum(counts.values()) for counts in dataset["pairs"].values())
    whole: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": f"cavendish-{dataset.get('recipe_digest', '')[:12]}".rstrip("-"),
        "description": (
            f"{total} pairs (input image, prompt) -> target image for tuning image-editing models into vision models: "
            f"{', '.join(tasks)}. {dataset['views']} views of {sum(dataset['scenes'].values())} procedural scenes with "
            f"exact ground truth, grown by Cavendish {dataset['cavendish']}."
        ),
        "version": "1.0.0",
        "keywords": ["synthetic", "image-to-image", *tasks],
        "distribution": [*_manifests(found), *_pictures(found)],
        "recordSet": [_records(split) for split in found.manifests],
    }
    if licences:
        whole["license"] = [f"https://spdx.org/licenses/{name}.html" for name in licences]
    (out / "croissant.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def _manifests(found: Contents) -> list[dict[str, Any]]:
    return [
        {
            "@type": "cr:FileObject",
            "@id": f"{split}-manifest",
            "name": f"{split}-manifest",
            "description": f"A row for each pair of {split}.",
            "contentUrl": f"{split}/metadata.jsonl",
            "contentSize": f"{file.bytes} B",
            "encodingFormat": "application/jsonlines",
            "sha256": file.sha256,
        }
        for split, file in found.manifests.items()
    ]


def _pictures(found: Contents) -> list[dict[str, Any]]:
    return [
        {
            "@type": "cr:FileSet",
            "@id": f"{split}-{name}",
            "name": f"{split}-{name}",
            "description": meaning,
            "encodingFormat": kind,
            "includes": f"{split}/*/*/{pattern}",
        }
        for split in found.manifests
        for name, (pattern, kind, meaning) in FILES.items()
    ]


def _records(split: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": split,
        "name": split,
        "description": f"The pairs of {split}; the manifest's `encoding` also says how each target is decoded.",
        "key": {"@id": f"{split}/id"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{split}/{name}",
                "name": name,
                "description": meaning,
                "dataType": kind,
                "source": {"fileObject": {"@id": f"{split}-manifest"}, "extract": {"column": name}},
            }
            for name, (kind, meaning) in FIELDS.items()
        ],
    }
