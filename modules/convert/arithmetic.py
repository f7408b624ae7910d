"""Convolutions, and the arithmetic on single values that may go into their weights instead of into nodes of its own.

A scale, a shift or a batch norm by constants that follows a convolution is put into it. So a convolution is written only when
somebody asks for its value.
"""

from dataclasses import dataclass

import numpy as np
from onnx_writer import OnnxWriter, Value

UNARY = {"Sigmoid": "Sigmoid", "Exp": "Exp", "Relu": "Relu", "Abs": "Abs", "Reciprocal": "Reciprocal"}
BINARY = {
    "AddV2": "Add", "BiasAdd": "Add", "Sub": "Sub", "Mul": "Mul", "RealDiv": "Div", "FloorDiv": "Div", "Minimum": "Min",
    "Maximum": "Max", "Less": "Less", "Greater": "Greater", "GreaterEqual": "GreaterOrEqual", "Equal": "Equal",
    "LogicalAnd": "And",
}  # fmt: skip


@dataclass
class Convolution:
    """One that is not written yet, for what follows may still go into its weights."""

    source: str
    weight: np.ndarray  # [out, in, height, width]
    bias: np.ndarray
    attributes: dict


class Arithmetic(OnnxWriter):
    """`uses` counts how often each node's value is asked for: a convolution that two ask for takes nothing in."""

    def __init__(self, uses):
        super().__init__()
        self.uses, self.pending, self.sums = uses, {}, {}

    def value(self, source) -> Value:
        source = source.removesuffix(":0")
        if source in self.sums:
            conv, other = self.sums.pop(source)
            self.binary("Add", source, conv, other)
        if source in self.pending:
            self.write(source)
        return self.values[source]

    def const(self, source):
        value = self.values.get(source.removesuffix(":0"))
        return None if value is None else value.const

    def convolution(self, op, name, sources, attributes):
        kernel = self.const(sources[1])
        if op == "Depthwise":
            height, width, depth, times = kernel.shape
            weight = kernel.reshape(height, width, depth * times, 1).transpose(2, 3, 0, 1)
            group = depth
        else:
            weight, group = kernel.transpose(3, 2, 0, 1), 1
        self.pending[name] = Convolution(
            self.picture(self.value(sources[0])),
            weight.astype(np.float64),
            np.zeros(len(weight)),
            {
                "kernel_shape": weight.shape[2:],
                "strides": attributes.ints("strides")[1:3],
                "dilations": (attributes.ints("dilations") or [1, 1, 1, 1])[1:3],
                "group": group,
                "auto_pad": {"SAME": "SAME_UPPER", "VALID": "VALID"}[attributes.text("padding")],
            },
        )
        fused = attributes.texts("fused_ops")
        if "BiasAdd" in fused:
            self.pending[name].bias += self.const(sources[2])
        for then in fused:
            if then != "BiasAdd":
                conv = self.pending.pop(name)
                self.pending[f"{name}.conv"] = conv
                self.uses[f"{name}.conv"] = 1
                self.unary(then, name, f"{name}.conv")

    def folds(self, op, name, sources, attributes):
        """Puts a scale, a shift or a batch norm by constants into the convolution before it. True where that was possible."""
        if op == "AddN" and len(sources) == 2:
            conv = next((source for source in sources if self.alone(source)), None)
            if conv:
                self.sums[name] = (conv, next(source for source in sources if source != conv))
                return True
        if op == "FusedBatchNorm" and self.alone(sources[0]):
            scale, shift, mean, variance = (self.const(source).astype(np.float64) for source in sources[1:5])
            scale = scale / np.sqrt(variance + attributes.number("epsilon"))
            conv = self.pending.pop(sources[0])
            conv.weight *= scale[:, None, None, None]
            conv.bias = (conv.bias - mean) * scale + shift
            self.pending[name] = conv
            return True
        if op not in ("AddV2", "BiasAdd", "Mul") or len(sources) != 2:
            return False
        base, by = sources if self.const(sources[1]) is not None else sources[::-1]
        constant = self.const(by)
        if op != "Mul" and base in self.sums and self.uses[base] == 1 and constant is not None:
            conv, other = self.sums.pop(base)
            self.pending[conv].bias += np.broadcast_to(constant.reshape(-1), self.pending[conv].bias.shape)
            self.binary("Add", name, conv, other)
            return True
        if constant is None or not self.alone(base) or constant.size not in (1, len(self.pending[base].bias)):
            return False
        conv = self.pending.pop(base)
        values = np.broadcast_to(constant.reshape(-1).astype(np.float64), conv.bias.shape)
        if op == "Mul":
            conv.weight *= values[:, None, None, None]
            conv.bias = conv.bias * values
        else:
            conv.bias = conv.bias + values
        self.pending[name] = conv
        return True

    def alone(self, source):
        return source in self.pending and self.uses[source] == 1

    def write(self, name):
        conv = self.pending.pop(name)
        weight = self.initialiser(f"{name}.weight", conv.weight.astype(np.float32))
        bias = self.initialiser(f"{name}.bias", conv.bias.astype(np.float32))
        self.add("Conv", [conv.source, weight, bias], name, **conv.attributes)
        self.keep(name, picture=True)

    def unary(self, op, name, source):
        value = self.value(source)
        if op == "Relu6":
            limits = [self.number(limit, dtype=np.float32, scalar=True) for limit in (0, 6)]
            self.add("Clip", [value.name, *limits], name)
        else:
            self.add(UNARY[op], [value.name], name)
        self.keep(name, value.picture)

    def binary(self, op, name, left, right):
        values = [self.value(source) for source in (left, right)]
        picture = all(value.picture or self.fits_picture(value) for value in values)
        picture = picture and any(value.picture for value in values)
        inputs = [self.as_picture(value) if picture else self.plain(value) for value in values]
        self.add(op, inputs, name)
        self.keep(name, picture)

    def fits_picture(self, value):
        return value.const is not None and (value.const.size == 1 or value.const.ndim == 1)

    def as_picture(self, value):
        if value.picture:
            return value.name
        shape = () if value.const.size == 1 else (-1, 1, 1)
        return self.initialiser(f"{value.name}.channels", value.const.reshape(shape))
