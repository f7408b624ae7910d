"""Python's side of bench/inference.mjs: ONNX Runtime and Pillow. Arguments: image, ONNX model, labels, threads."""

import json
import sys
import time

import numpy as np
import onnxruntime as ort
from PIL import Image

image_path, model_path, labels_path, threads = sys.argv[1:]

options = ort.SessionOptions()
options.intra_op_num_threads = int(threads)
options.inter_op_num_threads = 1
session = ort.InferenceSession(model_path, options, providers=["CPUExecutionProvider"])
with open(labels_path, encoding="utf8") as file:
    labels = json.load(file)


def predict():
    """The same steps as ours: decode, centre square, resize, normalise, run, softmax, the five best."""
    picture = Image.open(image_path).convert("RGB")
    side = round(min(picture.size) * 0.875)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    square = picture.resize((224, 224), Image.BICUBIC, box=(left, top, left + side, top + side))
    pixels = (np.asarray(square, dtype=np.float32) - 127) / 128
    (logits,) = session.run(["logits"], {"image": np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])})
    exponents = np.exp(logits[0] - logits[0].max())
    probabilities = exponents / exponents.sum()
    best = np.argsort(probabilities)[::-1][:5]
    return [{"label": labels[i], "probability": float(probabilities[i])} for i in best]


def timed(times, action):
    for _ in range(2):
        action()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


print(json.dumps({"labels": predict()}), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"ms": timed(question["times"], predict)}), flush=True)
