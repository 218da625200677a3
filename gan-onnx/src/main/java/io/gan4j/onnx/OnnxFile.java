package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file as it is parsed, before anything of its meaning is checked. Each part takes the fields that {@link OnnxFormat}
 * writes, passes over those that tools add without changing what is computed, and refuses all others. Parsed by hand rather
 * than by the generated protobuf classes, which accept every field that ONNX has.
 */
final class OnnxFile implements WireReader.Message {
    private static final long REPEATED = WireReader.repeated(8, 14);
    /** Where the environment variable ORT_LOAD_CONFIG_FROM_MODEL is 1, ONNX Runtime obeys this property. */
    private static final String SESSION_SETTINGS = "ort_config";

    final Map<String, String> properties = new HashMap<>();
    final List<Long> opsets = new ArrayList<>();
    final Graph graph;
    long irVersion;
    private final WireReader wire;

    private OnnxFile(WireReader wire) {
        this.wire = wire;
        this.graph = new Graph(wire);
    }

    /**
     * Parses a file.
     *
     * @throws ModelFileException if it is no ONNX file, is cut short, or has a field that gan4j does not write
     */
    static OnnxFile parse(byte[] bytes) {
        WireReader wire = new WireReader(bytes);
        OnnxFile file = new OnnxFile(wire);
        wire.file("ModelProto", REPEATED, file);
        return file;
    }

    @Override
    public void field(int number) {
        switch (number) {
            case 1 -> irVersion = wire.integer();
            case 2 -> producer(wire.text());
            case 3, 6 -> wire.bytes();
            case 7 -> wire.message("GraphProto", Graph.REPEATED, graph);
            case 8 -> wire.message("OperatorSetIdProto", 0, new Opset());
            case 14 -> property(wire.message("StringStringEntryProto", 0, new Property()));
            case 20, 25 -> throw new ModelFileException("it brings functions of its own, which gan4j never writes");
            default -> throw ForeignFields.refused("ModelProto", number);
        }
    }

    private static void producer(String name) {
        if (!name.equals(OnnxFormat.PRODUCER)) {
            throw new ModelFileException("it was not written by gan4j but by '" + Text.shortened(name)
                    + "'; only what gan4j exports can be loaded");
        }
    }

    /** A set of operators. */
    private final class Opset implements WireReader.Message {
        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> domain(wire.text());
                case 2 -> opsets.add(wire.integer());
                default -> throw ForeignFields.refused("OperatorSetIdProto", number);
            }
        }
    }

    private static void domain(String name) {
        if (!name.isEmpty()) {
            throw new ModelFileException(
                    "it asks for the operators of '" + Text.shortened(name) + "', which are not ONNX's own");
        }
    }

    /** A name and what it stands for. */
    private final class Property implements WireReader.Message {
        private String key = "";
        private String value = "";

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> key = wire.text();
                case 2 -> value = wire.text();
                default -> throw ForeignFields.refused("StringStringEntryProto", number);
            }
        }
    }

    private void property(Property property) {
        checkProperty(property.key);
        if (properties.put(property.key, property.value) != null) {
            throw new ModelFileException("its property " + Text.shortened(property.key) + " is there twice");
        }
    }

    /** Refuses a property that would say how ONNX Runtime is to run, whether to write profiles for instance. */
    static void checkProperty(String key) {
        if (key.equals(SESSION_SETTINGS)) {
            throw new ModelFileException(
                    "it brings settings of ONNX Runtime, its property ort_config, which are never read");
        }
    }

    /** The operators, in the order in which they run, with what goes in and out. */
    static final class Graph implements WireReader.Message {
        static final long REPEATED = WireReader.repeated(1, 5, 11, 12, 13, 16);

        final List<Node> nodes = new ArrayList<>();
        final List<Initializer> initializers = new ArrayList<>();
        final List<Value> inputs = new ArrayList<>();
        final List<Value> outputs = new ArrayList<>();
        private final WireReader wire;

        private Graph(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> nodes.add(wire.message("NodeProto", Node.REPEATED, new Node(wire)));
                case 2 -> wire.skip();
                case 5 -> initializers.add(wire.message("TensorProto", Initializer.REPEATED, new Initializer(wire)));
                case 11 -> inputs.add(wire.message("ValueInfoProto", Value.REPEATED, new Value(wire)));
                case 12 -> outputs.add(wire.message("ValueInfoProto", Value.REPEATED, new Value(wire)));
                // doc string, the shapes that tools inferred, metadata
                case 10, 13, 16 -> wire.skip();
                case 15 -> throw new ModelFileException("it holds a sparse tensor, which gan4j never writes");
                default -> throw ForeignFields.refused("GraphProto", number);
            }
        }
    }

    /** An operator. */
    static final class Node implements WireReader.Message {
        static final long REPEATED = WireReader.repeated(1, 2, 5, 9);

        final List<String> inputs = new ArrayList<>();
        final List<String> outputs = new ArrayList<>();
        final Map<String, Attribute> attributes = new HashMap<>();
        String name = "";
        String type = "";
        private final WireReader wire;

        private Node(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> inputs.add(wire.text());
                case 2 -> outputs.add(wire.text());
                case 3 -> name = wire.text();
                case 4 -> type = wire.text();
                case 5 -> attribute();
                // doc string, metadata
                case 6, 9 -> wire.skip();
                case 7 -> domain(wire.text());
                default -> throw ForeignFields.refused("NodeProto", number);
            }
        }

        private void attribute() {
            Attribute attribute = wire.message("AttributeProto", Attribute.REPEATED, new Attribute(wire));
            if (attributes.put(attribute.name, attribute) != null) {
                throw new ModelFileException("the attribute '" + Text.shortened(attribute.name) + "' of its operator '"
                        + Text.shortened(name) + "' is there twice");
            }
        }
    }

    /** A setting of an operator: a whole number, several, a float, or a word. */
    static final class Attribute implements WireReader.Message {
        static final long REPEATED = WireReader.repeated(8);

        final List<Long> integers = new ArrayList<>();
        String name = "";
        long type;
        long integer;
        float number;
        String word = "";
        private final WireReader wire;

        private Attribute(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int field) {
            switch (field) {
                case 1 -> name = wire.text();
                case 2 -> number = wire.number();
                case 3 -> integer = wire.integer();
                case 4 -> word = wire.text();
                case 6, 11 -> throw new ModelFileException("an operator of it holds a graph, which gan4j never writes");
                case 8 -> integers.add(wire.integer());
                // doc string
                case 13 -> wire.skip();
                case 20 -> type = wire.integer();
                default -> throw ForeignFields.refused("AttributeProto", field);
            }
        }
    }

    /** A constant tensor. */
    static final class Initializer implements WireReader.Message {
        static final long REPEATED = WireReader.repeated(1, 16);

        final List<Long> dims = new ArrayList<>();
        String name = "";
        long type;
        ByteBuffer bytes = ByteBuffer.allocate(0);
        private final WireReader wire;

        private Initializer(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> dims.add(wire.integer());
                case 2 -> type = wire.integer();
                case 8 -> name = wire.text();
                case 9 -> bytes = wire.bytes();
                // doc string, metadata
                case 12, 16 -> wire.skip();
                case 13, 14 ->
                    throw new ModelFileException("it wants files outside itself, which gan4j never writes or reads");
                default -> throw ForeignFields.refused("TensorProto", number);
            }
        }
    }

    /** The name, type and shape of an input or output. An extent is free and has a name, or is a number without one. */
    static final class Value implements WireReader.Message {
        record Extent(String name, long number) {
            boolean isFree() {
                return !name.isEmpty();
            }
        }

        /** The name of an extent that the file gives neither a number nor a name. */
        private static final String UNNAMED = "?";

        static final long REPEATED = WireReader.repeated(4);
        private static final long REPEATED_IN_SHAPE = WireReader.repeated(1);

        final List<Extent> extents = new ArrayList<>();
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
                // doc string, metadata
                case 3, 4 -> wire.skip();
                case 2 -> wire.message("TypeProto", 0, new Part(Part.TYPE));
                default -> throw ForeignFields.refused("ValueInfoProto", number);
            }
        }

        /** The messages that lie in one another in the description of a value, each told by its name. */
        private final class Part implements WireReader.Message {
            static final String TYPE = "TypeProto";
            static final String TENSOR = "TypeProto.Tensor";
            static final String SHAPE = "TensorShapeProto";
            static final String EXTENT = "TensorShapeProto.Dimension";

            private final String message;

            Part(String message) {
                this.message = message;
            }

            @Override
            public void field(int number) {
                if (number == 1 && message.equals(TYPE)) {
                    wire.message(TENSOR, 0, new Part(TENSOR));
                } else if (number == 1 && message.equals(TENSOR)) {
                    type = wire.integer();
                } else if (number == 2 && message.equals(TENSOR)) {
                    wire.message(SHAPE, REPEATED_IN_SHAPE, new Part(SHAPE));
                } else if (number == 1 && message.equals(SHAPE)) {
                    extent();
                } else if (number == 1 && message.equals(EXTENT)) {
                    extents.add(new Extent("", wire.integer()));
                } else if (number == 2 && message.equals(EXTENT)) {
                    extents.add(new Extent(wire.text(), 0));
                } else {
                    throw ForeignFields.refused(message, number);
                }
            }
        }

        private void extent() {
            int before = extents.size();
            wire.message(Part.EXTENT, 0, new Part(Part.EXTENT));
            if (extents.size() == before) {
                extents.add(new Extent(UNNAMED, 0));
            }
            if (extents.size() != before + 1) {
                throw new ModelFileException("an extent of its inputs or outputs is both a number and a name");
            }
        }
    }
}
