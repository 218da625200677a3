"""Runs a generator that gan4j wrote in OpenCV, with batches of changing size.

usage: check_opencv.py MODEL INPUT OUTPUT

INPUT and OUTPUT are little-endian floats: four inputs, and what gan4j computed for them. Prints the largest difference
between that and what OpenCV computes for one, four and again one of them. Exits with 77 where cv2 or numpy is not
installed.
"""

import sys

try:
    import cv2
    import numpy
except ImportError as error:
    print(error)
    sys.exit(77)


def main(model_file, input_file, output_file):
    # From version 5 on OpenCV has several engines; the classic one is the one that all versions have.
    engine = {"engine": cv2.dnn.ENGINE_CLASSIC} if hasattr(cv2.dnn, "ENGINE_CLASSIC") else {}
    net = cv2.dnn.readNetFromONNX(model_file, **engine)
    inputs = numpy.fromfile(input_file, "<f4").reshape(4, -1)
    expected = numpy.fromfile(output_file, "<f4").reshape(4, -1)
    largest = 0
    for count in (1, 4, 1):
        net.setInput(inputs[:count])
        output = net.forward().reshape(count, -1)
        largest = max(largest, numpy.abs(output - expected[:count]).max())
    print(f"largest difference {largest:.3e}")


main(*sys.argv[1:])
