"""Checks a file that gan4j wrote with the ONNX project's own tools.

usage: check_onnx.py MODEL INPUT OUTPUT

INPUT and OUTPUT are little-endian floats: a batch of inputs, and what gan4j computed for them. Prints the largest
difference between that and what onnxruntime computes, and fails if the file is not valid ONNX.
Exits with 77 where onnx, onnxruntime or numpy is not installed.
"""

import sys

try:
    import numpy
    import onnx
    import onnxruntime
except ImportError as error:
    print(error)
    sys.exit(77)


def main(model_file, input_file, output_file):
    model = onnx.load(model_file)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    shaped = {value.name for value in inferred.graph.value_info} | {value.name for value in model.graph.output}
    for node in model.graph.node:
        assert set(node.output) <= shaped, f"no shape for {node.name}"

    session = onnxruntime.InferenceSession(model_file, providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    (wanted,) = session.get_outputs()
    assert given.shape[0] == "N" and wanted.shape[0] == "N", (given.shape, wanted.shape)
    inputs = numpy.fromfile(input_file, "<f4").reshape([-1] + given.shape[1:])
    expected = numpy.fromfile(output_file, "<f4").reshape([-1] + wanted.shape[1:])
    (output,) = session.run([wanted.name], {given.name: inputs})
    assert output.shape == expected.shape, (output.shape, expected.shape)
    assert session.get_modelmeta().custom_metadata_map["gan4j.format"] == "1"
    print(f"largest difference {numpy.abs(output - expected).max():.3e}")


main(*sys.argv[1:])
