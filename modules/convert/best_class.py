"""Ends a classifying network with its best class: a reader of many scores wants the greatest, and the others need not leave it."""

import onnx
from onnx import TensorProto, helper


def end_with_best_class(model, scores, shape):
    """In the place of the output `scores`, whose last axis are the classes: `score` (float32) and `class` (int64) of `shape`."""
    graph = model.graph
    kept = [output for output in graph.output if output.name != scores]
    graph.node.append(helper.make_node("ReduceMax", [scores], ["score"], "score", axes=[-1], keepdims=0))
    graph.node.append(helper.make_node("ArgMax", [scores], ["class"], "class", axis=-1, keepdims=0))
    del graph.output[:]
    graph.output.extend(kept)
    graph.output.append(helper.make_tensor_value_info("score", TensorProto.FLOAT, shape))
    graph.output.append(helper.make_tensor_value_info("class", TensorProto.INT64, shape))
    onnx.checker.check_model(model)
