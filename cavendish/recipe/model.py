# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a recipe is made of, typed and checked; its digest."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from cavendish.errors import nearest
from cavendish.manifests.prompts import book
from cavendish.manifests.tasks import TASKS
from cavendish.render.passes import ALWAYS, PASSES
from cavendish.render.quality import Quality
from cavendish.scenes.blame import home_of, told
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.ontology import categories
from cavendish.scenes.packs.choice import Choice
from cavendish.scenes.userfile import Source
from cavendish.scenes.views import Views


class _Unknown(BaseModel):
    """Stands for the parameters of a builder that is not known, which is the error that is told."""


class SceneChoice(BaseModel):
    """One kind of scene in the mix."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    builder: str = Field(description="Name of a builder.")
    weight: float = Field(1.0, gt=0, description="Its share of the scenes, relative to the others.")
    parameters: SerializeAsAny[BaseModel] = Field(
        default_factory=dict, validate_default=True, description="The builder's parameters."
    )

    @field_validator("builder")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in BUILDERS:
            raise ValueError(f"{name} is not a builder; {nearest(name, BUILDERS)}")
        return name

    @field_validator("parameters", mode="before")
    @classmethod
    def _typed(cls, value: Any, info: ValidationInfo) -> Any:
        name = info.data.get("builder")
        if not name:
            return _Unknown()
        builder = BUILDERS[name]
        try:
            return builder.parameters.model_validate(value, context=info.context)
        except (ValueError, AssertionError):  # a ValidationError, or what pydantic makes one of
            raise
        except Exception as error:
            raise ValueError(
                f"the parameters of {name} fail: {told(error, home_of(builder.build))}"
            ) from error


class Truth(BaseModel):
    """What of the truth stays on disk. It is the larger part of a dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keep: tuple[str, ...] = Field(
        ALWAYS,
        description="The passes in truth.exr; [] writes none. `cavendish pairs` needs depth, normals and instances; "
        "geometric_normals, albedo and position are rendered where they are named here.",
        json_schema_extra={"items": {"enum": [*sorted(PASSES)]}, "uniqueItems": True},
    )
    half_normals: bool = Field(False, description="Normals at half precision: a third less disk.")
    objects: tuple[Literal["amodal", "boxes", "occlusion"], ...] = Field(
        (),
        description="What else frame.json says of each object. amodal: its whole mask, as if nothing stood before it, "
        "with pixels and bounds; boxes: its box in space; occlusion: its visible share, and what covers the rest.",
    )

    @property
    def rendered(self) -> frozenset[str]:
        """The optional passes to render."""
        return frozenset(self.keep) - frozenset(ALWAYS)

    @field_validator("keep")
    @classmethod
    def _passes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in PASSES:
                raise ValueError(f"{name} is not a pass; {nearest(name, PASSES)}")
        return value


class Limits(BaseModel):
    """When to give up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scene_seconds: float = Field(
        1800.0, gt=0, description="A scene that takes longer is stopped and quarantined."
    )


_FILES = {"type": "array", "items": {"type": "string"}}
_CLASSES = {"anyOf": [{"type": "object"}, {"type": "string"}, _FILES]}
_PROMPTS = _CLASSES
_NAMED = {"type": "object", "properties": {"file": {"type": "string"}, "sha256": {"type": "string"}}}
_Source = Annotated[Source, WithJsonSchema({"anyOf": [{"type": "string"}, _NAMED]})]


class Recipe(BaseModel):
    """What to grow: scenes, their views, the quality of the RGB, the pairs, the splits."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Cavendish recipe")

    builders: tuple[_Source, ...] = Field(
        (), description="Python files with builders of your own, counted from the recipe's folder."
    )
    classes: Annotated[dict[str, dict[str, Any]], WithJsonSchema(_CLASSES)] = Field(
        default_factory=dict,
        description="Classes of your own, name -> plural, kind, parent, use, synonyms, size; or YAML files of them.",
    )
    prompts: Annotated[dict[str, dict[str, Any]], WithJsonSchema(_PROMPTS)] = Field(
        default_factory=dict,
        description="Folders with prompts of your own, LANGUAGE/TASK.yaml in each, counted from the recipe's folder; in a "
        "dataset their words, language -> task -> file.",
    )
    packs: tuple[Choice, ...] = Field(
        (), description="Packs of assets that builders draw from beside our own; see `cavendish packs`."
    )
    seed: int = Field(0, ge=0, lt=2**63, description="The seed of all randomness.")
    pairs_seed: int | None = Field(
        None,
        ge=0,
        lt=2**63,
        description="The seed of prompts, colors and all else of the pairs, in place of `seed`: other pairs of the same frames.",
    )
    count: int = Field(
        1, ge=1, le=10**9, description="How many scenes. A run may be continued with a larger count."
    )
    scenes: tuple[SceneChoice, ...] = Field(min_length=1, description="The kinds of scene and their shares.")
    views: Views = Field(default_factory=lambda: Views(), description="The cameras of each scene.")
    quality: Quality = Field(default_factory=lambda: Quality(), description="How the RGB is rendered.")
    tasks: dict[str, SerializeAsAny[BaseModel]] = Field(
        min_length=1, description="The tasks that pairs are drawn for, each with its parameters."
    )
    splits: dict[str, float] = Field(
        default_factory=lambda: {"train": 1.0}, min_length=1, description="Share of the scenes in each split."
    )
    truth: Truth = Field(default_factory=lambda: Truth(), description="What of the truth stays on disk.")
    limits: Limits = Field(default_factory=lambda: Limits(), description="When to give up on a scene.")

    @property
    def seed_of_pairs(self) -> int:
        """The seed that pairs are drawn with, which their rows name."""
        return self.seed if self.pairs_seed is None else self.pairs_seed

    def __reduce__(self) -> tuple[Callable[..., Recipe], tuple[Any, ...]]:
        # A process that reads it runs the user's files first, whose parameters' models it holds.
        return _revived, (self.builders, pickle.dumps(self.__getstate__()))

    @field_validator("classes")
    @classmethod
    def _classes(cls, value: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        categories(value)
        return value

    @field_validator("prompts")
    @classmethod
    def _prompts(cls, value: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        for language, task in ((language, task) for language, tasks in value.items() for task in tasks):
            book(task, language, value)
        return value

    @field_validator("tasks", mode="before")
    @classmethod
    def _tasks(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, Mapping):
            return value  # pydantic says what it is
        typed = {}
        for name, parameters in value.items():
            if name not in TASKS:
                raise ValueError(f"{name} is not a task; {nearest(str(name), TASKS)}")
            given = {} if parameters is None else parameters
            prompts = info.data.get("prompts") or {}  # a task's languages and styles are held against them
            typed[name] = _nested(name, TASKS[name].parameters, given, {"prompts": prompts})
        return typed

    @field_validator("splits")
    @classmethod
    def _splits(cls, value: dict[str, float]) -> dict[str, float]:
        for name, share in value.items():
            if not name.isidentifier() or not name.islower():
                raise ValueError(
                    f"{name!r} cannot name a split; use lower-case letters, such as train, val, test"
                )
            if not share > 0:
                raise ValueError(f"the share of {name} must be over 0")
        return value


def _revived(builders: tuple[Source, ...], state: bytes) -> Recipe:
    for file in builders:
        file.load()
    recipe = Recipe.__new__(Recipe)
    recipe.__setstate__(pickle.loads(state))
    return recipe


class Nested(ValueError):
    """A ValidationError of a model below, with the key it stands under."""

    def __init__(self, key: str, error: ValidationError) -> None:
        super().__init__(str(error))
        self.key, self.error = key, error


def _nested(key: str, model: type[BaseModel], value: Any, context: dict[str, Any]) -> BaseModel:
    try:
        return model.model_validate(value, context=context)
    except ValidationError as error:
        raise Nested(key, error) from error


def digest(recipe: Recipe) -> str:
    """SHA-256 of all of a recipe that decides the bytes of its scenes: neither count, limits nor threads do."""
    return digest_of(recipe.model_dump(mode="json"))


def digest_of(data: Mapping[str, Any]) -> str:
    """The digest of a resolved recipe as plain data, as dataset.json holds it, even of a version that knew other keys."""
    # A recipe without files of a user's says nothing of them, nor of a seed that it has not.
    decides = {
        key: value
        for key, value in data.items()
        if key not in ("count", "limits")
        and (value or key not in ("builders", "classes", "packs", "prompts"))
        and (value is not None or key != "pairs_seed")
    }
    if isinstance(data.get("quality"), dict):
        decides["quality"] = {key: value for key, value in data["quality"].items() if key != "threads"}
    if decides.get("builders"):  # what they hold decides, not where they lie
        decides["builders"] = [file.get("sha256") for file in decides["builders"] if isinstance(file, dict)]
    if decides.get("packs"):
        decides["packs"] = [
            {key: value for key, value in pack.items() if key != "path"}
            for pack in decides["packs"]
            if isinstance(pack, dict)
        ]
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()
