package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operators and constants of an ONNX file of another tool, which {@link ForeignFile} has checked before. Fields that are
 * not needed to make layers of them are passed over.
 */
final class ForeignGraph implements WireReader.Message {
    /** Which fields may come more than once: all. */
    private static final long ANY = -1;

    final List<Node> nodes = new ArrayList<>();
    final Map<String, Constant> constants = new HashMap<>();
    private final WireReader wire;

    private ForeignGraph(WireReader wire) {
        this.wire = wire;
    }

    static ForeignGraph parse(byte[] bytes) {
        WireReader wire = new WireReader(bytes);
        ForeignGraph graph = new ForeignGraph(wire);
        wire.file("ModelProto", ANY, graph);
        return graph;
    }

    @Override
    public void field(int number) {
        if (number == 7) {
            wire.message("GraphProto", ANY, this::part);
        } else {
            wire.skip();
        }
    }

    private void part(int number) {
        switch (number) {
            case 1 -> nodes.add(wire.message("NodeProto", ANY, new Node(wire)));
            case 5 -> {
                Constant constant = wire.message("TensorProto", ANY, new Constant(wire));
                constants.put(constant.name, constant);
            }
            default -> wire.skip();
        }
    }

    /** An operator. */
    static final class Node implements WireReader.Message {
        final List<String> inputs = new ArrayList<>();
        final List<String> outputs = new ArrayList<>();
        String type = "";
        private final Map<String, Attribute> attributes = new HashMap<>();
        private final WireReader wire;

        private Node(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> inputs.add(wire.text());
                case 2 -> outputs.add(wire.text());
                case 4 -> type = wire.text();
                case 5 -> {
                    Attribute attribute = wire.message("AttributeProto", ANY, new Attribute(wire));
                    attributes.put(attribute.name, attribute);
                }
                default -> wire.skip();
            }
        }

        /** An attribute that is a whole number. */
        long integer(String name, long missing) {
            Attribute attribute = attributes.get(name);
            return attribute == null ? missing : attribute.integer;
        }

        /** An attribute that is a float. */
        float number(String name, float missing) {
            Attribute attribute = attributes.get(name);
            return attribute == null ? missing : attribute.number;
        }

        /** An attribute that is a word. */
        String word(String name, String missing) {
            Attribute attribute = attributes.get(name);
            return attribute == null ? missing : attribute.word;
        }

        /**
         * The one number that an attribute lists again and again.
         *
         * @return null if it lists others
         */
        @Nullable
        Long each(String name, long missing) {
            Attribute attribute = attributes.get(name);
            if (attribute == null || attribute.integers.isEmpty()) {
                return missing;
            }
            long first = attribute.integers.get(0);
            return attribute.integers.stream().allMatch(number -> number == first) ? first : null;
        }
    }

    /** A setting of an operator. */
    private static final class Attribute implements WireReader.Message {
        private final List<Long> integers = new ArrayList<>();
        private final WireReader wire;
        private String name = "";
        private long integer;
        private float number;
        private String word = "";

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
                case 8 -> integers.add(wire.integer());
                default -> wire.skip();
            }
        }
    }

    /** A constant tensor. */
    static final class Constant implements WireReader.Message {
        final List<Long> dims = new ArrayList<>();
        String name = "";
        private long type;
        /** The same bytes, whether they are in the field for bytes or in that for floats. */
        private ByteBuffer bytes = ByteBuffer.allocate(0);

        private final WireReader wire;

        private Constant(WireReader wire) {
            this.wire = wire;
        }

        @Override
        public void field(int number) {
            switch (number) {
                case 1 -> dims.add(wire.integer());
                case 2 -> type = wire.integer();
                case 4, 9 -> bytes = wire.bytes();
                case 8 -> name = wire.text();
                default -> wire.skip();
            }
        }

        /**
         * Its values.
         *
         * @throws ModelFileException if they are no finite floats, or not as many as its shape asks for
         */
        float[] floats() {
            String called = "its tensor '" + Text.shortened(name) + "'";
            if (type != Initializers.FLOAT) {
                throw ForeignFields.ofOtherType(called, type);
            }
            long size = 1;
            for (long dim : dims) {
                // at most 2^31 before, so that no product is lost
                size = dim < 0 || dim > Integer.MAX_VALUE || size > Integer.MAX_VALUE ? -1 : size * dim;
            }
            if (size * Float.BYTES != bytes.remaining()) {
                throw new ModelFileException(
                        called + " of shape " + dims + " has " + bytes.remaining() / Float.BYTES + " floats");
            }
            float[] values = new float[(int) size];
            bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new ModelFileException(called + " holds " + values[i] + " at place " + i);
                }
            }
            return values;
        }
    }
}
