"""Python's side of bench/training.mjs: Keras on TensorFlow, compiled graphs as is its default. Argument: threads."""

import json
import sys
import time

import numpy as np
import tensorflow as tf
from keras import Sequential, layers, optimizers

threads = int(sys.argv[1])
tf.config.threading.set_intra_op_parallelism_threads(threads)

nets = {
    "cnn": {
        "input": (28, 28, 1),
        "classes": 10,
        "layers": lambda: [
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ],
    },
    "head": {
        "input": (1280,),
        "classes": 5,
        "layers": lambda: [layers.Dense(128, activation="relu"), layers.Dense(5, activation="softmax")],
    },
}
models = {}


def train(net, steps, batch):
    """Steps per second of one epoch of `fit`."""
    spec = nets[net]
    if net not in models:
        models[net] = Sequential([layers.Input(spec["input"]), *spec["layers"]()])
        models[net].compile(optimizers.Adam(0.001), loss="categorical_crossentropy", metrics=["accuracy"])
    model = models[net]
    count = steps * batch
    x = np.random.normal(size=(count, *spec["input"])).astype(np.float32)
    y = np.eye(spec["classes"], dtype=np.float32)[np.random.randint(0, spec["classes"], count)]
    begun = time.perf_counter()
    history = model.fit(x, y, batch_size=batch, epochs=1, verbose=0).history
    seconds = time.perf_counter() - begun
    return {"perSecond": steps / seconds, "loss": history["loss"][0], "parameters": model.count_params()}


print(json.dumps({"engine": f"tensorflow {tf.__version__}", "threads": threads}), flush=True)
for line in sys.stdin:
    print(json.dumps(train(**json.loads(line))), flush=True)
