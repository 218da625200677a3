package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ONNX file of another tool, as far as it has to be known before ONNX Runtime sees it: what goes in and out, and that it
 * holds nothing that could run code or read other files. Unlike {@link OnnxFile} it passes over the fields that it does not
 * know, as protobuf does, and takes those that come twice together.
 */
final class ForeignFile implements WireReader.Message {
    /** Which fields may come more than once: all. */
    private static final long ANY = -1;

    /** The names of all tensors that operators compute. */
    final Set<String> computed = new HashSet<>();

    final List<Value> inputs = new ArrayList<>();
    final List<String> outputs = new ArrayList<>();
    private final Set<String> constants = new HashSet<>();
    private final WireReader wire;

    private ForeignFile(WireReader wire) {
        this.wire = wire;
    }

    /**
     * Parses a file.
     *
     * @throws ModelFileException if it is no ONNX file, is cut short, or holds what no extractor of features needs
     */
    static ForeignFile parse(byte[] bytes) {
        WireReader wire = new WireReader(bytes);
        ForeignFile file = new ForeignFile(wire);
        wire.file("ModelProto", ANY, file);
        // before version 4 of the format, constants are listed among the inputs too
        file.inputs.removeIf(input -> file.constants.contains(input.name));
        return file;
    }

    @Override
    public void field(int number) {
        switch (number) {
            case 7 -> wire.message("GraphProto", ANY, this::graph);
            case 8 -> wire.message("OperatorSetIdProto", ANY, field -> domain(field, 1));
            case 14 -> wire.message("StringStringEntryProto", ANY, this::property);
            case 20, 25 -> throw new ModelFileException("it brings functions of its own, which are never loaded");
            default -> wire.skip();
        }
    }

    private void property(int number) {
        if (number == 1) {
            OnnxFile.checkProperty(wire.text());
        } else {
            wire.skip();
        }
    }

    private void domain(int number, int ofDomain) {
        if (number != ofDomain) {
            wire.skip();
            return;
        }
        String name = wire.text();
        if (!name.isEmpty() && !name.equals("ai.onnx")) {
            throw new ModelFileException(
                    "it asks for the operators of '" + Text.shortened(name) + "', which are not ONNX's own");
        }
    }

    private void graph(int number) {
        switch (number) {
            case 1 -> wire.message("NodeProto", ANY, this::node);
            case 5 -> wire.message("TensorProto", ANY, this::constant);
            case 11 -> inputs.add(wire.message("ValueInfoProto", ANY, new Value(wire)));
            case 12 -> outputs.add(wire.message("ValueInfoProto", ANY, new Value(wire)).name);
            case 15 -> throw new ModelFileException("it holds a sparse tensor, which is never loaded");
            default -> wire.skip();
        }
    }

    private void node(int number) {
        switch (number) {
            case 2 -> computed.add(wire.text());
            case 5 -> wire.message("AttributeProto", ANY, this::attribute);
            default -> domain(number, 7);
        }
    }

    private void attribute(int number) {
        switch (number) {
            case 5, 10 -> wire.message("TensorProto", ANY, this::tensor);
            case 6, 11 -> throw new ModelFileException("an operator of it holds a graph, which is never loaded");
            case 22, 23 -> throw new ModelFileException("it holds a sparse tensor, which is never loaded");
            default -> wire.skip();
        }
    }

    private void constant(int number) {
        if (number == 8) {
            constants.add(wire.text());
        } else {
            tensor(number);
        }
    }

    private void tensor(int number) {
        if (number == 13 || number == 14 && wire.integer() != 0) {
            throw new ModelFileException("it wants files outside itself, which are never read");
        }
        if (number != 14) {
            wire.skip();
        }
    }

    /** The name, type and shape of an input or output. */
    static final class Value implements WireReader.Message {
        /** The extents of the axes, the batch first; one that is free is 0. */
        final List<Long> extents = new ArrayList<>();

        String name = "";
        long type;
        private final WireReader wire;

        private Value(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> name = wire.text();
                case 2 -> wire.message("TypeProto", ANY, this::ofType);
                default -> wire.skip();
            }
        }

        private void ofType(int number) {
            if (number == 1) {
                wire.message("TypeProto.Tensor", ANY, this::ofTensor);
            } else {
                wire.skip();
            }
        }

        private void ofTensor(int number) {
            switch (number) {
                case 1 -> type = wire.integer();
                case 2 -> wire.message("TensorShapeProto", ANY, this::ofShape);
                default -> wire.skip();
            }
        }

        private void ofShape(int number) {
            if (number == 1) {
                extents.add(0L);
                wire.message("TensorShapeProto.Dimension", ANY, this::extent);
            } else {
                wire.skip();
            }
        }

        private void extent(int number) {
            if (number == 1) {
                extents.set(extents.size() - 1, wire.integer());
            } else {
                wire.skip();
            }
        }
    }
}
