"""Changes of an ONNX graph that OpenCV 4.6 needs before it can run one, each of them exact on paper.

Every number made here comes from single IEEE operations or from math.fsum (correctly rounded), never from a BLAS, so that the same
input gives the same bytes on every machine.
"""
import math

import numpy
import onnx
from onnx import helper, numpy_helper


class Graph:
    """A model with its constants by name and its nodes found by what they make and take."""

    def __init__(self, model):
        self.model = model
        self.nodes = []
        self.constants = {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}
        for node in model.graph.node:
            if node.op_type == "Constant":
                self.constants[node.output[0]] = numpy_helper.to_array(attribute(node, "value"))
            else:
                self.nodes.append(node)

    def consumers(self, name):
        return [node for node in self.nodes if name in node.input]

    def producer(self, name):
        return next((node for node in self.nodes if name in node.output), None)

    def only_consumer(self, name, kind):
        """The one node that takes the value, when there is one and it is of this kind."""
        found = self.consumers(name)
        is_output = any(output.name == name for output in self.model.graph.output)
        return found[0] if len(found) == 1 and found[0].op_type == kind and not is_output else None

    def split(self, node):
        """(value, constant) of a node with two inputs of which one is constant, else None."""
        if len(node.input) != 2:
            return None
        for value, other in ((node.input[0], node.input[1]), (node.input[1], node.input[0])):
            if other in self.constants and value not in self.constants:
                return value, self.constants[other]
        return None

    def add_constant(self, base, array):
        name = base
        while name in self.constants:
            name += "_"
        self.constants[name] = array
        return name

    def rename(self, old, new):
        for node in self.nodes:
            for index, name in enumerate(node.input):
                if name == old:
                    node.input[index] = new

    def fix_input(self, shape):
        value = self.model.graph.input[0]
        del value.type.tensor_type.shape.dim[:]
        for length in shape:
            value.type.tensor_type.shape.dim.add().dim_value = length

    def finish(self):
        """The model with its constants as initializers, only those in use, in a fixed order."""
        used = {name for node in self.nodes for name in node.input}
        graph = self.model.graph
        del graph.node[:]
        graph.node.extend(self.nodes)
        del graph.initializer[:]
        for name in sorted(used & set(self.constants)):
            graph.initializer.append(numpy_helper.from_array(numpy.ascontiguousarray(self.constants[name]), name))
        del graph.value_info[:]
        return self.model


def attribute(node, name, default=None):
    return next((helper.get_attribute_value(item) for item in node.attribute if item.name == name), default)


def clips_to_attributes(graph):
    """OpenCV 4.6 takes the limits of a Clip as attributes only, as operator sets before 11 had them."""
    for node in [node for node in graph.nodes if node.op_type == "Clip" and len(node.input) == 3]:
        low, high = (float(graph.constants[name].reshape(())) for name in node.input[1:])
        del node.input[1:]
        node.attribute.extend([helper.make_attribute("min", low), helper.make_attribute("max", high)])


def convolution_bias(graph, convolution):
    if len(convolution.input) == 3:
        return graph.constants[convolution.input[2]]
    return numpy.zeros(graph.constants[convolution.input[1]].shape[0], numpy.float32)


def fold_shapes(graph):
    """Shape, and what is computed from shapes, becomes constants; the input's shape has to be fixed before."""
    folding = {"Cast": fold_cast, "Slice": fold_slice, "Concat": fold_concat}
    while True:
        shapes = inferred_shapes(graph)
        folded = []
        for node in graph.nodes:
            if node.op_type == "Shape" and node.input[0] in shapes:
                graph.constants[node.output[0]] = numpy.array(shapes[node.input[0]], numpy.int64)
                folded.append(node)
            elif node.op_type in folding and all(name in graph.constants for name in node.input):
                graph.constants[node.output[0]] = folding[node.op_type](graph, node)
                folded.append(node)
        if not folded:
            return
        graph.nodes = [node for node in graph.nodes if node not in folded]


def inferred_shapes(graph):
    copy = onnx.ModelProto()
    copy.CopyFrom(graph.model)
    plain = Graph.__new__(Graph)
    plain.model, plain.nodes, plain.constants = copy, list(graph.nodes), graph.constants
    inferred = onnx.shape_inference.infer_shapes(plain.finish())
    known = {}
    for value in inferred.graph.value_info:
        dims = value.type.tensor_type.shape.dim
        if len(dims) and all(dim.HasField("dim_value") for dim in dims):
            known[value.name] = [dim.dim_value for dim in dims]
    return known


def fold_cast(graph, node):
    return graph.constants[node.input[0]].astype(onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[attribute(node, "to")])


def fold_slice(graph, node):
    start, end = attribute(node, "starts")[0], attribute(node, "ends")[0]
    return graph.constants[node.input[0]][start:end]


def fold_concat(graph, node):
    return numpy.concatenate([graph.constants[name] for name in node.input])


def fold_layer_norms(graph):
    """gamma * n + beta in front of a MatMul, or through reshapes in front of a 1x1 Conv, goes into its weights and bias: OpenCV 4.6
    would apply a vector to the wrong axis."""
    for scale in [node for node in graph.nodes if node.op_type == "Mul"]:
        parts = graph.split(scale)
        before = graph.producer(parts[0]) if parts else None
        shift = graph.only_consumer(scale.output[0], "Add") if before is not None and before.op_type == "Div" else None
        if shift is None or parts[1].ndim != 1 or parts[1].size == 1:
            continue
        gamma, beta = parts[1], graph.split(shift)[1]
        follower = graph.consumers(shift.output[0])
        while len(follower) == 1 and follower[0].op_type in ("Reshape", "Transpose"):
            follower = graph.consumers(follower[0].output[0])
        if len(follower) != 1 or follower[0].op_type not in ("MatMul", "Conv"):
            raise ValueError("a layer norm is followed by something unforeseen")
        if follower[0].op_type == "MatMul":
            fold_into_product(graph, follower[0], gamma, beta)
        else:
            fold_into_pointwise(graph, follower[0], gamma, beta)
        graph.nodes.remove(scale)
        graph.nodes.remove(shift)
        graph.rename(shift.output[0], parts[0])


def weighted_sums(beta, rows):
    return [math.fsum(float(left) * float(right) for left, right in zip(beta, row)) for row in rows]


def fold_into_product(graph, product, gamma, beta):
    weights = graph.constants[product.input[1]]
    addition = graph.only_consumer(product.output[0], "Add")
    bias = graph.split(addition)[1]
    total = bias.astype(numpy.float64) + numpy.array(weighted_sums(beta, weights.T))
    product.input[1] = graph.add_constant(product.output[0] + "_weights", gamma[:, None] * weights)
    name = graph.add_constant(addition.output[0] + "_bias", total.astype(numpy.float32))
    addition.input[1 if addition.input[0] == product.output[0] else 0] = name


def fold_into_pointwise(graph, convolution, gamma, beta):
    weights = graph.constants[convolution.input[1]]
    sums = weighted_sums(beta, weights[:, :, 0, 0])
    total = convolution_bias(graph, convolution).astype(numpy.float64) + numpy.array(sums)
    names = [graph.add_constant(convolution.output[0] + "_weights", weights * gamma[None, :, None, None]),
             graph.add_constant(convolution.output[0] + "_bias", total.astype(numpy.float32))]
    del convolution.input[1:]
    convolution.input.extend(names)
