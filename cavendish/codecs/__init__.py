# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Numbers to RGB and back: depth, normals, semantic labels and instances as ordinary images.

A model that was tuned on Cavendish's pairs answers with a picture. These functions read it:

    from cavendish.codecs import decode_instances, depth_codec, normal_codec

    codec = depth_codec("cube")                            # metres along seven edges of the RGB cube
    rgb = codec.encode(depth)                              # (H, W) float metres -> (H, W, 3) uint8
    metres, off = codec.decode(answer, residual=True)      # off: distance from the codec's path
    normals = normal_codec("banana").decode(answer)        # (H, W, 3) unit vectors, NaN where invalid
    instances = decode_instances(answer)                   # (H, W): 0 background, 1..n objects

Every encoder has a decoder, every decoder is total on uint8 colours, and every codec states its error bound.
NumPy alone is needed; tensors of torch, and arrays of any library of the array API, come back as what they were.
"""

from cavendish.codecs.align import Alignment, align
from cavendish.codecs.colors import separated
from cavendish.codecs.depth import DepthCodec, RelativeDepthCodec, depth_codec, depth_codecs
from cavendish.codecs.instances import decode_instances, encode_instances
from cavendish.codecs.labels import decode_legend, encode_labels
from cavendish.codecs.normals import NormalCodec, convert_normals, normal_codec, normal_codecs

__all__ = [
    "Alignment",
    "DepthCodec",
    "NormalCodec",
    "RelativeDepthCodec",
    "align",
    "convert_normals",
    "decode_instances",
    "decode_legend",
    "depth_codec",
    "depth_codecs",
    "encode_instances",
    "encode_labels",
    "normal_codec",
    "normal_codecs",
    "separated",
]
