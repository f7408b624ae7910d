"""Writes ONNX nodes one after the other, and knows in which order of dimensions each value is.

TensorFlow keeps pictures as [n, height, width, channels], ONNX as [n, channels, height, width]. Values between convolutions
stay in ONNX's order ("picture"); whatever else looks at one gets it in TensorFlow's ("plain"). All whole numbers become int64.
Weights are stored as float16 and cast when the model is loaded.
"""

from dataclasses import dataclass

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper


@dataclass
class Value:
    name: str
    picture: bool = False
    const: np.ndarray | None = None


class OnnxWriter:
    def __init__(self):
        self.out, self.initialisers, self.values = [], {}, {}

    def model(self, name, inputs, outputs):
        """What was written, as a checked model. `inputs` and `outputs` hold pairs of a name and a shape."""
        ports = [
            [helper.make_tensor_value_info(port, TensorProto.FLOAT, shape) for port, shape in ports]
            for ports in (inputs, outputs)
        ]
        graph = helper.make_graph(self.out, name, *ports, list(self.initialisers.values()))
        opset = [helper.make_opsetid("", 17)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=9, producer_name="sonde")
        checker.check_model(model)
        return model

    def add(self, op, inputs, outputs, **attributes):
        outputs = [outputs] if isinstance(outputs, str) else outputs
        self.out.append(helper.make_node(op, inputs, outputs, name=outputs[0], **attributes))
        return outputs[0]

    def once(self, op, inputs, output, **attributes):
        if not any(output in node.output for node in self.out):
            self.add(op, inputs, output, **attributes)
        return output

    def keep(self, name, picture=False):
        self.values[name] = Value(name, picture)

    def initialiser(self, name, array):
        if name not in self.initialisers:
            if array.dtype == np.float32 and array.size > 16:
                half = array.astype(np.float16)
                if not np.isfinite(half).all():
                    raise ValueError(f"{name} does not fit in float16")
                self.initialisers[name] = numpy_helper.from_array(half, f"{name}.f16")
                self.add("Cast", [f"{name}.f16"], name, to=TensorProto.FLOAT)
            else:
                self.initialisers[name] = numpy_helper.from_array(array, name)
        return name

    def number(self, *values, dtype=np.int64, scalar=False):
        array = np.array(values[0] if scalar else values, dtype)
        return self.initialiser(f"const.{dtype.__name__}.{'' if scalar else 'list.'}{'.'.join(map(str, values))}", array)

    def plain(self, value: Value) -> str:
        """The value in TensorFlow's order of dimensions."""
        if value.const is not None:
            return self.initialiser(value.name, value.const)
        if not value.picture:
            return value.name
        return self.once("Transpose", [value.name], f"{value.name}.plain", perm=[0, 2, 3, 1])

    def picture(self, value: Value) -> str:
        if value.picture:
            return value.name
        return self.once("Transpose", [self.plain(value)], f"{value.name}.picture", perm=[0, 3, 1, 2])
