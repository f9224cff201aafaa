# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Arrays of other libraries: torch where it is installed, and array-api-strict, whose devices stand for GPUs."""

import numpy as np
import pytest

from cavendish.codecs import (
    align,
    convert_normals,
    decode_instances,
    decode_legend,
    depth_codec,
    depth_codecs,
    encode_instances,
    encode_labels,
    normal_codec,
    normal_codecs,
)

COLORS = [(250, 10, 10), (10, 250, 10), (10, 10, 250)]


class Torch:
    """CPU tensors; where there is a GPU, those too, by hand."""

    def __init__(self):
        self.torch = pytest.importorskip("torch")

    def array(self, array):
        return self.torch.from_numpy(array.copy())

    def check(self, got, want):
        assert isinstance(got, self.torch.Tensor)
        assert got.device.type == "cpu"
        np.testing.assert_array_equal(got.numpy(), want)
        assert got.numpy().dtype == want.dtype


class Strict:
    """Arrays of the standard and of nothing else, on a device that NumPy may not look into."""

    def __init__(self):
        self.xp = pytest.importorskip("array_api_strict")
        self.device = self.xp.Device("device1")

    def array(self, array):
        return self.xp.asarray(array, device=self.device)

    def check(self, got, want):
        assert type(got) is type(self.xp.asarray(0))
        assert got.device == self.device
        ours = np.asarray(got.to_device(self.xp.Device("CPU_DEVICE")))
        np.testing.assert_array_equal(ours, want)
        assert ours.dtype == want.dtype


@pytest.fixture(params=[Torch, Strict], ids=["torch", "array-api"])
def library(request):
    return request.param()


def some_depth():
    depth = np.random.default_rng(0).uniform(0.3, 60, (2, 3, 5, 7)).astype(np.float32)
    depth[0, 0, 0, 0] = np.inf
    return depth


@pytest.mark.parametrize("name", depth_codecs())
def test_depth(library, name):
    codec, depth = depth_codec(name), some_depth()
    rgb = codec.encode(depth)
    library.check(codec.encode(library.array(depth)), rgb)
    library.check(
        codec.encode(library.array(depth.astype(np.float64))), codec.encode(depth.astype(np.float64))
    )
    library.check(codec.error_bound(library.array(depth)), codec.error_bound(depth))
    shown = library.array(rgb)
    metres = codec.decode(rgb)
    library.check(codec.decode(shown), metres)
    library.check(codec.decode(library.array((rgb / 255).astype(np.float32))), metres)
    for got, want in zip(
        codec.decode(rgb=shown, residual=True), codec.decode(rgb, residual=True), strict=True
    ):
        library.check(got, want)
    with pytest.raises(ValueError, match="NaN"):
        codec.encode(library.array(np.full((2, 2), np.nan)))
    with pytest.raises(TypeError, match="floating"):
        codec.encode(library.array(np.ones((2, 2), int)))
    with pytest.raises(TypeError, match="uint8"):
        codec.decode(library.array(np.ones((2, 2, 3), int)))


def test_alignment(library):
    codec, depth = depth_codec("lotus"), some_depth()
    values = codec.decode(codec.encode(depth))
    theirs = codec.alignment(library.array(depth))
    for got, want in zip(theirs, codec.alignment(depth), strict=True):
        library.check(got, want)
    metres = codec.metres(values, codec.alignment(depth))
    library.check(codec.metres(library.array(values), theirs), metres)
    found = align(library.array(values), library.array(depth))
    library.check(found.scale, align(values, depth).scale)
    library.check(found.apply(library.array(values)), align(values, depth).apply(values))
    library.check(
        codec.align(library.array(values), library.array(depth)).shift, codec.align(values, depth).shift
    )


@pytest.mark.parametrize("name", normal_codecs())
def test_normals(library, name):
    codec = normal_codec(name)
    normals = np.random.default_rng(0).normal(size=(2, 5, 7, 3))
    normals = (normals / np.linalg.norm(normals, axis=-1, keepdims=True)).astype(np.float32)
    normals[0, 0, 0] = np.nan
    rgb = codec.encode(normals)
    library.check(codec.encode(library.array(normals)), rgb)
    for got, want in zip(codec.decode(library.array(rgb), True), codec.decode(rgb, True), strict=True):
        library.check(got, want)
    library.check(convert_normals(library.array(normals), name), convert_normals(normals, name))


def test_labels_and_instances(library):
    ids = np.kron(np.random.default_rng(0).integers(0, 3, (4, 4)), np.ones((9, 9), int))
    rgb = encode_labels(ids, COLORS)
    library.check(encode_labels(library.array(ids), COLORS), rgb)
    library.check(encode_labels(library.array(ids), library.array(np.array(COLORS))), rgb)
    library.check(decode_legend(library.array(rgb), COLORS, reject=20), decode_legend(rgb, COLORS))
    painted = dict(enumerate(COLORS))
    library.check(encode_instances(library.array(ids), painted), rgb)
    library.check(decode_instances(library.array(rgb)), decode_instances(rgb))


def test_what_torch_adds():
    torch = pytest.importorskip("torch")
    codec, depth = depth_codec(), some_depth()
    rgb = codec.encode(depth)
    followed = torch.from_numpy(depth).requires_grad_()
    np.testing.assert_array_equal(codec.encode(followed).numpy(), rgb)
    picture = torch.from_numpy(rgb / 255).float().movedim(-1, 1).movedim(1, -1)  # not contiguous
    np.testing.assert_array_equal(codec.decode(picture).numpy(), codec.decode(rgb))
    corners = torch.tensor([[1.0, 0, 0], [1, 1, 1]])
    for kind in (torch.bfloat16, torch.float16, torch.float64):
        assert codec.decode(corners.to(kind)).tolist() == pytest.approx([0.801, np.inf], abs=1e-3)
    assert codec.decode(corners).dtype == torch.float32
    scalar = codec.encode(torch.tensor(3.0))
    assert scalar.shape == (3,)
    assert codec.decode(scalar).shape == ()
