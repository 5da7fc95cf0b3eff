"""PP-OCRv4's text detector for OpenCV 4.6, which refuses the three-input Clip of the file as shipped."""
from graph import Graph, clips_to_attributes


def convert(model):
    graph = Graph(model)
    clips_to_attributes(graph)
    return graph.finish()
