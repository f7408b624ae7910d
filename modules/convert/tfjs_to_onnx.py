"""Writes a TensorFlow.js graph model as an ONNX graph: the operations that the detectors and pose networks of ours use.

    graph = TfjsGraph(Path("model.json"))
    model = graph.convert("ssd", "Preprocessor/sub", {"image": [1, 3, 300, 300]}, {"Sigmoid": ("scores", [1, 1917, 90])})

tfjs_model.py reads the model, onnx_writer.py writes the graph, arithmetic.py and operations.py say what becomes of each
operation. compare.mjs checks that both compute the same.
"""

from collections import Counter
from pathlib import Path

from arithmetic import BINARY, UNARY
from onnx_writer import Value
from operations import Operations
from tfjs_model import Attributes, read_model

ALIASES = {"Add": "AddV2", "_FusedConv2D": "Conv2D", "DepthwiseConv2dNative": "Depthwise", "FusedDepthwiseConv2dNative": "Depthwise"}


class TfjsGraph:
    def __init__(self, path: Path):
        self.nodes, self.weights = read_model(path)

    def convert(self, name, start, inputs, outputs):
        """The graph from the node `start`, whose value (a picture) the only input takes, to other nodes.

        `inputs` holds that input's name and shape, `outputs` each output's: {name: shape}, {node: (name, shape)}.
        """
        needed = self.order(start, outputs)
        uses = Counter(source for node in needed if node != start for source in self.sources(node))
        uses.update(list(outputs))
        writer = Operations(uses)
        writer.values[start] = Value(next(iter(inputs)), picture=True)
        for node in needed:
            if node != start:
                self.emit(self.nodes[node], writer)
        for node, (as_name, _) in outputs.items():
            writer.add("Identity", [writer.plain(writer.value(node))], as_name)
        return writer.model(name, inputs.items(), outputs.values())

    def order(self, start, outputs):
        """Every node that the outputs need, each after those that it needs; nothing before `start`."""
        found, stack = {}, [(node, False) for node in outputs]
        while stack:
            node, done = stack.pop()
            if node in found:
                continue
            if done:
                found[node] = True
                continue
            stack.append((node, True))
            if node != start:
                stack.extend((source, False) for source in self.sources(node))
        return list(found)

    def sources(self, name):
        return [source.split(":")[0] for source in self.nodes[name].get("input", []) if not source.startswith("^")]

    def emit(self, node, writer):
        op = ALIASES.get(node["op"], node["op"])
        name, sources = node["name"], [source.removesuffix(":0") for source in node.get("input", []) if source[0] != "^"]
        attributes = Attributes(node.get("attr", {}))
        if op == "Const":
            writer.values[name] = Value(name, const=self.weights[name])
        elif op in ("Conv2D", "Depthwise"):
            writer.convolution(op, name, sources, attributes)
        elif writer.folds(op, name, sources, attributes):
            pass
        elif op in UNARY or op == "Relu6":
            writer.unary(op, name, sources[0])
        elif op in BINARY:
            writer.binary(BINARY[op], name, *sources)
        else:
            getattr(writer, op)(name, sources, attributes)
