"""Reads a TensorFlow.js graph model: its nodes, their attributes and its weights. What they mean is said in operations.py."""

import base64
import json
from pathlib import Path

import numpy as np


def read_model(path: Path):
    """The nodes by name as they stand in the file, and the weights by name."""
    model = json.loads(path.read_text())
    nodes = {node["name"]: node for node in model["modelTopology"]["node"]}
    return nodes, dict(read_weights(path.parent, model["weightsManifest"]))


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
