"""Python's side of the networks alone and of reading a photograph. Arguments: networks as JSON, photograph, threads."""

import json
import sys
import time

import numpy as np
import onnxruntime as ort
from PIL import Image

networks, photograph, threads = sys.argv[1:]


def opened(network):
    options = ort.SessionOptions()
    options.intra_op_num_threads = int(threads)
    options.inter_op_num_threads = 1
    session = ort.InferenceSession(network["model"], options, providers=["CPUExecutionProvider"])
    feeds = {
        name: np.sin(np.arange(np.prod(shape), dtype=np.float64)).astype(np.float32).reshape(shape)
        for name, shape in network["inputs"].items()
    }
    return session, feeds


sessions = {network["name"]: opened(network) for network in json.loads(networks)}


def run(question):
    session, feeds = sessions[question["name"]]
    return session.run(None, feeds)[0]


def read(_):
    """The same steps as ours: decode, resize the whole picture, normalise, planes of colour."""
    picture = Image.open(photograph).convert("RGB").resize((224, 224), Image.BICUBIC)
    pixels = (np.asarray(picture, dtype=np.float32) - 127) / 128
    return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])


actions = {"network": run, "photograph": read}

print(json.dumps({}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    action = actions[question["what"]]
    spent = []
    for i in range(-2, question["times"]):
        begun = time.perf_counter()
        data = action(question)
        if i >= 0:
            spent.append((time.perf_counter() - begun) * 1000)
    total = float(np.abs(data.astype(np.float64)).sum())
    print(json.dumps({"ms": spent, "sum": total, "count": int(data.size)}), flush=True)
