"""Reads a checkpoint that gan4j wrote with the reference implementation of safetensors.

usage: read_checkpoint.py CHECKPOINT

Prints the step, the facts, and a line for each tensor: its name as JSON, its shape, and its numbers' bits in hexadecimal.
Exits with 77 where safetensors or numpy is not installed.
"""

import json
import sys

try:
    import numpy
    from safetensors import safe_open
except ImportError as error:
    print(error)
    sys.exit(77)


def main(file):
    with safe_open(file, framework="numpy") as checkpoint:
        metadata = checkpoint.metadata()
        print(metadata["format"])
        print(metadata["step"])
        print(json.dumps(json.loads(metadata["facts"])))
        for name in sorted(checkpoint.keys()):
            tensor = checkpoint.get_tensor(name)
            assert tensor.dtype == numpy.float32
            bits = [f"{number:08x}" for number in tensor.reshape(-1).view(numpy.uint32)]
            print(json.dumps(name), list(tensor.shape), *bits)


main(sys.argv[1])
