"""Writes a TensorFlow.js graph model as an ONNX graph: the operations that the detectors and pose networks of ours use.

    graph = TfjsGraph(Path("model.json"))
    model = graph.convert("ssd", "Preprocessor/sub", {"image": [1, 3, 300, 300]}, {"Sigmoid": ("scores", [1, 1917, 90])})

TensorFlow keeps pictures as [n, height, width, channels], ONNX as [n, channels, height, width]. Values between convolutions
stay in ONNX's order ("picture"); whatever else looks at one gets it in TensorFlow's ("plain"). All whole numbers become int64.
Weights are stored as float16 and cast when the model is loaded; scales and shifts that follow a convolution are put into it.
"""

import base64
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

INT64 = TensorProto.INT64
ALIASES = {"Add": "AddV2", "_FusedConv2D": "Conv2D", "DepthwiseConv2dNative": "Depthwise", "FusedDepthwiseConv2dNative": "Depthwise"}
UNARY = {"Sigmoid": "Sigmoid", "Exp": "Exp", "Relu": "Relu", "Abs": "Abs", "Reciprocal": "Reciprocal"}
BINARY = {
    "AddV2": "Add", "BiasAdd": "Add", "Sub": "Sub", "Mul": "Mul", "RealDiv": "Div", "FloorDiv": "Div", "Minimum": "Min",
    "Maximum": "Max", "Less": "Less", "Greater": "Greater", "GreaterEqual": "GreaterOrEqual", "Equal": "Equal",
    "LogicalAnd": "And",
}  # fmt: skip
DTYPES = {"DT_FLOAT": np.float32, "DT_INT32": np.int64, "DT_BOOL": np.bool_}


@dataclass
class Value:
    name: str
    picture: bool = False
    const: np.ndarray | None = None


@dataclass
class Convolution:
    """One that is not written yet, for what follows may still go into its weights."""

    source: str
    weight: np.ndarray  # [out, in, height, width]
    bias: np.ndarray
    attributes: dict


class TfjsGraph:
    def __init__(self, path: Path):
        model = json.loads(path.read_text())
        self.nodes = {node["name"]: node for node in model["modelTopology"]["node"]}
        self.weights = dict(read_weights(path.parent, model["weightsManifest"]))

    def convert(self, name, start, inputs, outputs):
        """The graph from the node `start`, whose value (a picture) the only input takes, to other nodes.

        `inputs` holds that input's name and shape, `outputs` each output's: {name: shape}, {node: (name, shape)}.
        """
        self.out, self.initialisers, self.values, self.pending, self.sums = [], {}, {}, {}, {}
        self.values[start] = Value(next(iter(inputs)), picture=True)
        needed = self.order(outputs)
        self.uses = Counter(source for node in needed for source in self.sources(node))
        self.uses.update(list(outputs))
        for node in needed:
            if node not in self.values:
                self.emit(self.nodes[node])
        for node, (as_name, _) in outputs.items():
            self.add("Identity", [self.plain(self.value(node))], as_name)
        ports = [
            [helper.make_tensor_value_info(as_name, TensorProto.FLOAT, shape) for as_name, shape in port]
            for port in (inputs.items(), outputs.values())
        ]
        graph = helper.make_graph(self.out, name, *ports, list(self.initialisers.values()))
        opset = [helper.make_opsetid("", 17)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=9, producer_name="sonde")
        checker.check_model(model)
        return model

    def order(self, outputs):
        """Every node that the outputs need, each after those that it needs."""
        found, stack = {}, [(node, False) for node in outputs]
        while stack:
            node, done = stack.pop()
            if node in found:
                continue
            if done:
                found[node] = True
                continue
            stack.append((node, True))
            if node not in self.values:
                stack.extend((source, False) for source in self.sources(node))
        return list(found)

    def sources(self, name):
        if name in self.values and self.values[name].const is None:
            return []
        return [source.split(":")[0] for source in self.nodes[name].get("input", []) if not source.startswith("^")]

    # What a node's inputs are.

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

    # Writing.

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

    def emit(self, node):
        op = ALIASES.get(node["op"], node["op"])
        name, sources = node["name"], [source.removesuffix(":0") for source in node.get("input", []) if source[0] != "^"]
        attributes = Attributes(node.get("attr", {}))
        if op == "Const":
            self.values[name] = Value(name, const=self.weights[name])
        elif op in ("Conv2D", "Depthwise"):
            self.convolution(op, name, sources, attributes)
        elif self.folds(op, name, sources):
            pass
        elif op in UNARY or op == "Relu6":
            self.unary(op, name, sources[0])
        elif op in BINARY:
            self.binary(BINARY[op], name, *sources)
        else:
            getattr(self, op)(name, sources, attributes)

    # Convolutions, and what is put into them.

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

    def folds(self, op, name, sources):
        """Puts a scale, a shift or a batch norm by constants into the convolution before it. True where that was possible."""
        if op == "AddN" and len(sources) == 2:
            conv = next((source for source in sources if self.alone(source)), None)
            if conv:
                self.sums[name] = (conv, next(source for source in sources if source != conv))
                return True
        if op == "FusedBatchNorm" and self.alone(sources[0]):
            scale, shift, mean, variance = (self.const(source).astype(np.float64) for source in sources[1:5])
            scale = scale / np.sqrt(variance + Attributes(self.nodes[name]["attr"]).number("epsilon"))
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

    # Element by element.

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

    # The rest, one method for each of TensorFlow's operations.

    def AddN(self, name, sources, _):
        self.add("Sum", [self.plain(self.value(source)) for source in sources], name)
        self.keep(name)

    def SquaredDifference(self, name, sources, _):
        self.binary("Sub", f"{name}.difference", *sources)
        self.add("Mul", [f"{name}.difference"] * 2, name)
        self.keep(name, self.values[f"{name}.difference"].picture)

    def Identity(self, name, sources, _):
        self.values[name] = self.value(sources[0])

    def Cast(self, name, sources, attributes):
        to = {"DT_FLOAT": TensorProto.FLOAT, "DT_INT32": INT64, "DT_BOOL": TensorProto.BOOL}[attributes.dtype("DstT")]
        self.add("Cast", [self.plain(self.value(sources[0]))], name, to=to)
        self.keep(name)

    def MaxPool(self, name, sources, attributes):
        sizes = {"kernel_shape": attributes.ints("ksize")[1:3], "strides": attributes.ints("strides")[1:3]}
        assert attributes.text("padding") == "SAME"
        self.add("MaxPool", [self.picture(self.value(sources[0]))], name, auto_pad="SAME_UPPER", **sizes)
        self.keep(name, picture=True)

    def ResizeBilinear(self, name, sources, attributes):
        value = self.value(sources[0])
        mode = "half_pixel" if attributes.flag("half_pixel_centers") else "asymmetric"
        mode = "align_corners" if attributes.flag("align_corners") else mode
        shape = self.add("Shape", [self.picture(value)], f"{name}.shape", end=2)
        size = self.add("Concat", [shape, self.plain(self.value(sources[1]))], f"{name}.size", axis=0)
        inputs = [self.picture(value), "", "", size]
        self.add("Resize", inputs, name, mode="linear", coordinate_transformation_mode=mode)
        self.keep(name, picture=True)

    def Shape(self, name, sources, _):
        value = self.value(sources[0])
        if value.picture:
            shape = self.add("Shape", [value.name], f"{name}.picture")
            self.add("Gather", [shape, self.number(0, 2, 3, 1)], name)
        else:
            self.add("Shape", [self.plain(value)], name)
        self.keep(name)

    def Size(self, name, sources, _):
        self.add("Size", [self.plain(self.value(sources[0]))], name)
        self.keep(name)

    def Reshape(self, name, sources, _):
        self.add("Reshape", [self.plain(self.value(source)) for source in sources], name)
        self.keep(name)

    def Squeeze(self, name, sources, attributes):
        inputs = [self.plain(self.value(sources[0]))]
        axes = attributes.ints("squeeze_dims")
        self.add("Squeeze", [*inputs, self.number(*axes)] if axes else inputs, name)
        self.keep(name)

    def ExpandDims(self, name, sources, _):
        axis = int(self.const(sources[1]))
        self.add("Unsqueeze", [self.plain(self.value(sources[0])), self.number(axis)], name)
        self.keep(name)

    def Transpose(self, name, sources, _):
        self.add("Transpose", [self.plain(self.value(sources[0]))], name, perm=[int(axis) for axis in self.const(sources[1])])
        self.keep(name)

    def Pack(self, name, sources, attributes):
        axis = attributes.ints_of("axis")
        parts = []
        for i, source in enumerate(sources):
            value = self.plain(self.value(source))
            parts.append(self.add("Unsqueeze", [value, self.number(axis)], f"{name}.part{i}"))
        self.add("Concat", parts, name, axis=axis)
        self.keep(name)

    def Unpack(self, name, sources, attributes):
        axis, count = attributes.ints_of("axis"), attributes.ints_of("num")
        value = self.plain(self.value(sources[0]))
        for i in range(count):
            part = f"{name}:{i}" if i else name
            self.add("Gather", [value, self.number(i, scalar=True)], part, axis=axis)
            self.keep(part)

    def Split(self, name, sources, attributes):
        count = attributes.ints_of("num_split")
        parts = [f"{name}:{i}" if i else name for i in range(count)]
        self.add("Split", [self.plain(self.value(sources[1]))], parts, axis=int(self.const(sources[0])))
        for part in parts:
            self.keep(part)

    def ConcatV2(self, name, sources, _):
        *parts, axis = sources
        self.add("Concat", [self.plain(self.value(part)) for part in parts], name, axis=int(self.const(axis)))
        self.keep(name)

    def Tile(self, name, sources, _):
        self.add("Tile", [self.plain(self.value(source)) for source in sources], name)
        self.keep(name)

    def Fill(self, name, sources, _):
        shape, value = (self.plain(self.value(source)) for source in sources)
        self.add("Expand", [value, shape], name)
        self.keep(name)

    def Range(self, name, sources, _):
        self.add("Range", [self.plain(self.value(source)) for source in sources], name)
        self.keep(name)

    def Select(self, name, sources, _):
        self.add("Where", [self.plain(self.value(source)) for source in sources], name)
        self.keep(name)

    def GatherNd(self, name, sources, _):
        self.add("GatherND", [self.plain(self.value(source)) for source in sources], name)
        self.keep(name)

    def TopKV2(self, name, sources, _):
        count = self.add("Reshape", [self.plain(self.value(sources[1])), self.number(1)], f"{name}.count")
        self.add("TopK", [self.plain(self.value(sources[0])), count], [name, f"{name}:1"])
        self.keep(name)
        self.keep(f"{name}:1")

    def ArgMax(self, name, sources, _):
        axis = int(self.const(sources[1]))
        self.add("ArgMax", [self.plain(self.value(sources[0]))], name, axis=axis, keepdims=0)
        self.keep(name)

    def Max(self, name, sources, attributes):
        axes = [int(axis) for axis in np.atleast_1d(self.const(sources[1]))]
        kept = int(attributes.flag("keep_dims"))
        self.add("ReduceMax", [self.plain(self.value(sources[0]))], name, axes=axes, keepdims=kept)
        self.keep(name)

    def Sum(self, name, sources, attributes):
        axes = self.number(*(int(axis) for axis in np.atleast_1d(self.const(sources[1]))))
        kept = int(attributes.flag("keep_dims"))
        self.add("ReduceSum", [self.plain(self.value(sources[0])), axes], name, keepdims=kept)
        self.keep(name)

    def Slice(self, name, sources, _):
        begin, size = (self.const(source) for source in sources[1:])
        ends = np.where(size < 0, np.iinfo(np.int64).max, begin + size)
        inputs = [self.plain(self.value(sources[0])), self.number(*map(int, begin)), self.number(*map(int, ends))]
        self.add("Slice", inputs, name)
        self.keep(name)

    def StridedSlice(self, name, sources, attributes):
        begin, end, stride = (self.const(source) for source in sources[1:4])
        masks = {mask: attributes.ints_of(f"{mask}_mask") for mask in ("begin", "end", "shrink_axis", "new_axis", "ellipsis")}
        assert masks["ellipsis"] == 0 and all(stride == 1)
        starts, ends, axes, shrunk, fresh = [], [], [], [], []
        axis = 0  # of the input; an entry of new_axis takes none
        for i in range(len(begin)):
            bit = 1 << i
            if masks["new_axis"] & bit:
                fresh.append(i)
                continue
            whole = masks["begin"] & bit and masks["end"] & bit
            if not whole:
                first = 0 if masks["begin"] & bit else int(begin[i])
                last = np.iinfo(np.int64).max if masks["end"] & bit else int(end[i])
                if masks["shrink_axis"] & bit:
                    last = first + 1 if first != -1 else np.iinfo(np.int64).max
                    shrunk.append(axis)
                starts.append(first)
                ends.append(int(last))
                axes.append(axis)
            axis += 1
        assert not (shrunk and fresh)
        current = self.plain(self.value(sources[0]))
        if axes:
            slots = [self.number(*values) for values in (starts, ends, axes)]
            current = self.add("Slice", [current, *slots], f"{name}.slice")
        if shrunk:
            current = self.add("Squeeze", [current, self.number(*shrunk)], f"{name}.squeeze")
        if fresh:
            current = self.add("Unsqueeze", [current, self.number(*fresh)], f"{name}.fresh")
        self.values[name] = Value(current)


class Attributes:
    """A node's attributes. Older converters write strings as lists of character codes, newer ones as base64."""

    def __init__(self, attributes):
        self.attributes = attributes

    def ints(self, key):
        return [int(value) for value in self.attributes.get(key, {}).get("list", {}).get("i", [])]

    def ints_of(self, key):
        return int(self.attributes.get(key, {}).get("i", 0))

    def number(self, key):
        return float(self.attributes[key]["f"])

    def flag(self, key):
        return bool(self.attributes.get(key, {}).get("b", False))

    def dtype(self, key):
        return self.attributes[key]["type"]

    def text(self, key):
        return decoded(self.attributes[key]["s"])

    def texts(self, key):
        return [decoded(text) for text in self.attributes.get(key, {}).get("list", {}).get("s", [])]


def decoded(text):
    return bytes(text).decode() if isinstance(text, list) else base64.b64decode(text).decode()


def read_weights(folder, manifest):
    for group in manifest:
        data, at = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for weight in group["weights"]:
            stored = np.dtype(weight.get("quantization", {}).get("dtype", weight["dtype"])).newbyteorder("<")
            length = int(np.prod(weight["shape"])) * stored.itemsize
            array = np.frombuffer(data[at : at + length], stored).reshape(weight["shape"])
            at += length
            yield weight["name"], array.astype({"int32": np.int64}.get(weight["dtype"], weight["dtype"]))
        if at != len(data):
            raise ValueError(f"{len(data) - at} bytes of {group['paths']} belong to no weight")
