"""TensorFlow's operations besides convolutions and arithmetic: one method for each, named as TensorFlow names it.

Each takes the node's name, the names of its inputs and its attributes.
"""

import numpy as np
from arithmetic import Arithmetic
from onnx import TensorProto
from onnx_writer import Value


class Operations(Arithmetic):
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
        to = {"DT_FLOAT": TensorProto.FLOAT, "DT_INT32": TensorProto.INT64, "DT_BOOL": TensorProto.BOOL}[attributes.dtype("DstT")]
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
