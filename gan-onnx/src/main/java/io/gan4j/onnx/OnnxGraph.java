package io.gan4j.onnx;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph of an ONNX file while it is written: operators in the order in which they run, constants, and any number of named
 * inputs and outputs. Mutable; the order of the calls is the order in the file.
 */
final class OnnxGraph {
    private final String name;
    private final List<WireWriter> nodes = new ArrayList<>();
    private final List<WireWriter> initializers = new ArrayList<>();
    private final List<WireWriter> inputs = new ArrayList<>();
    private final List<WireWriter> outputs = new ArrayList<>();

    OnnxGraph(String name) {
        this.name = name;
    }

    /** Adds an operator that gives this tensor. */
    void add(OnnxOperator operator, String name, String output) {
        nodes.add(operator.message(name, output));
    }

    /** Adds a constant tensor of floats. The values are copied. */
    void constant(String name, Shape shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        initializers.add(tensor(name, Initializers.FLOAT, extents(shape), bytes.array()));
    }

    /** Adds a constant list of whole numbers. */
    void constant(String name, List<Long> values) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putLong);
        initializers.add(tensor(name, Initializers.INT64, List.of((long) values.size()), bytes.array()));
    }

    /**
     * Adds an input, a batch of samples of this shape.
     *
     * @param free the names of the last axes whose extents are free
     */
    void input(String name, Shape shape, List<String> free) {
        inputs.add(value(name, shape, free));
    }

    /** Adds an output in the same way. */
    void output(String name, Shape shape, List<String> free) {
        outputs.add(value(name, shape, free));
    }

    /** Returns the message {@code GraphProto}. */
    WireWriter message() {
        return new WireWriter()
                .messages(1, nodes)
                .text(2, name)
                .messages(5, initializers)
                .messages(11, inputs)
                .messages(12, outputs);
    }

    /** Returns the message {@code TensorProto}. */
    private static WireWriter tensor(String name, long type, List<Long> extents, byte[] values) {
        return new WireWriter()
                .integers(1, extents)
                .integer(2, type)
                .text(8, name)
                .bytes(9, values);
    }

    /** Returns the message {@code ValueInfoProto} of a batch of floats. */
    private static WireWriter value(String name, Shape shape, List<String> free) {
        WireWriter axes = new WireWriter().message(1, new WireWriter().text(2, OnnxWriter.BATCH));
        List<Long> extents = extents(shape);
        extents.subList(0, extents.size() - free.size())
                .forEach(extent -> axes.message(1, new WireWriter().integer(1, extent)));
        free.forEach(axis -> axes.message(1, new WireWriter().text(2, axis)));
        WireWriter tensor = new WireWriter().integer(1, Initializers.FLOAT).message(2, axes);
        return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
    }

    /** Returns the extents of a shape, as ONNX counts them. */
    static List<Long> extents(Shape shape) {
        List<Long> extents = new ArrayList<>();
        for (int extent : shape.toArray()) {
            extents.add((long) extent);
        }
        return extents;
    }
}
