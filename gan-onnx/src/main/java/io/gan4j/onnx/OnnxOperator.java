package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.util.List;

/**
 * An ONNX operator that is to be written: its type, the tensors that it takes, and its attributes. Immutable; its name and
 * output are given where it is {@linkplain OnnxGraph#add added} to a graph.
 *
 * @param type ONNX's word for it
 * @param inputs the names of the tensors that it takes
 * @param attributes its settings
 */
record OnnxOperator(String type, ImmutableList<String> inputs, ImmutableList<Attribute> attributes) {
    /** Returns the operator of this type that takes these tensors, without attributes. */
    static OnnxOperator of(String type, List<String> inputs) {
        return new OnnxOperator(type, ImmutableList.copyOf(inputs), ImmutableList.of());
    }

    /** Returns this operator with further attributes. */
    OnnxOperator with(Attribute... further) {
        ImmutableList.Builder<Attribute> all = ImmutableList.builder();
        return new OnnxOperator(
                type, inputs, all.addAll(attributes).add(further).build());
    }

    /** Returns the message {@code NodeProto}. */
    WireWriter message(String name, String output) {
        return new WireWriter()
                .texts(1, inputs)
                .text(2, output)
                .text(3, name)
                .text(4, type)
                .messages(5, attributes.stream().map(Attribute::message).toList());
    }

    /**
     * A setting of an operator.
     *
     * @param message the message {@code AttributeProto}
     */
    record Attribute(WireWriter message) {
        /** ONNX's numbers of the types that an attribute may have. */
        private static final int FLOAT = 1;

        private static final int INT = 2;
        private static final int STRING = 3;
        private static final int INTS = 7;
        private static final int TYPE = 20;

        /** Returns an attribute that is a whole number. */
        static Attribute integer(String name, long value) {
            return new Attribute(named(name).integer(3, value).integer(TYPE, INT));
        }

        /** Returns an attribute that is a list of whole numbers. */
        static Attribute integers(String name, long... values) {
            return new Attribute(named(name).integers(8, Longs.asList(values)).integer(TYPE, INTS));
        }

        /** Returns an attribute that is a float. */
        static Attribute number(String name, float value) {
            return new Attribute(named(name).number(2, value).integer(TYPE, FLOAT));
        }

        /** Returns an attribute that is a word. */
        static Attribute text(String name, String value) {
            return new Attribute(named(name).text(4, value).integer(TYPE, STRING));
        }

        private static WireWriter named(String name) {
            return new WireWriter().text(1, name);
        }
    }
}
