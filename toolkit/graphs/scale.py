"""Writes scale.onnx: crops and scales a picture as Pillow's BICUBIC does, and turns it into the tensor of a network.

    pip install onnx==1.20.1 && python scale.py

picture [h, w, 3] uint8; starts, ends: top left and bottom right of the part that is kept, as [y, x]; size: [height, width] of the
result; mean, deviation: per colour. pixels [height, width, 3] uint8; tensor [1, 3, height, width] float32 = (pixels - mean) / deviation.
"""

from pathlib import Path

import onnx
from onnx import TensorProto, helper, numpy_helper
import numpy as np

node = helper.make_node


def constant(name, values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


graph = helper.make_graph(
    [
        node("Slice", ["picture", "starts", "ends", "yx"], ["part"]),
        node("Transpose", ["part"], ["planes"], perm=[2, 0, 1]),
        node("Unsqueeze", ["planes", "first"], ["batch"]),
        node("Concat", ["one_three", "size"], ["sizes"], axis=0),
        # Pillow's filter: antialiased, a = -0.5, neighbours outside the part left out.
        node(
            "Resize",
            ["batch", "", "", "sizes"],
            ["scaled"],
            mode="cubic",
            antialias=1,
            cubic_coeff_a=-0.5,
            exclude_outside=1,
            coordinate_transformation_mode="half_pixel",
        ),
        node("Squeeze", ["scaled", "first"], ["scaled_planes"]),
        node("Transpose", ["scaled_planes"], ["pixels"], perm=[1, 2, 0]),
        node("Cast", ["scaled"], ["numbers"], to=TensorProto.FLOAT),
        node("Sub", ["numbers", "mean"], ["centred"]),
        node("Div", ["centred", "deviation"], ["tensor"]),
    ],
    "scale",
    [
        value("picture", TensorProto.UINT8, ["h", "w", 3]),
        value("starts", TensorProto.INT64, [2]),
        value("ends", TensorProto.INT64, [2]),
        value("size", TensorProto.INT64, [2]),
        value("mean", TensorProto.FLOAT, [1, 3, 1, 1]),
        value("deviation", TensorProto.FLOAT, [1, 3, 1, 1]),
    ],
    [
        value("pixels", TensorProto.UINT8, ["height", "width", 3]),
        value("tensor", TensorProto.FLOAT, [1, 3, "height", "width"]),
    ],
    [constant("yx", [0, 1]), constant("first", [0]), constant("one_three", [1, 3])],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="sonde")
model.ir_version = 9
onnx.checker.check_model(model)
onnx.save(model, Path(__file__).with_name("scale.onnx"))
