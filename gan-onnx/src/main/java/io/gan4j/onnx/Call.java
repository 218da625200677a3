package io.gan4j.onnx;

import com.google.common.base.Strings;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operator as its rule sees it: the shapes that come in, its weights and its attributes, each with what it may be. Words from
 * the file are made fit for a message only where there is one: that takes a regular expression, and most apps ask for their first
 * image before the JVM has compiled anything.
 */
final class Call {
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_INTS = 7;

    private final OnnxFile.Node node;
    private final Map<String, Shape> shapes;
    private final Set<String> whole;
    private final Initializers initializers;
    private final Budget budget;
    private final Set<String> unreadAttributes;
    private long scratch;

    /** @param whole the names of those tensors that hold whole numbers; what an operator gives may be added */
    Call(OnnxFile.Node node, Map<String, Shape> shapes, Set<String> whole, Initializers initializers, Budget budget) {
        this.node = node;
        this.shapes = shapes;
        this.whole = whole;
        this.initializers = initializers;
        this.budget = budget;
        this.unreadAttributes = new HashSet<>(node.attributes.keySet());
    }

    /** The operator's name and type, to begin a message. */
    @Override
    public String toString() {
        return "its operator '" + Text.shortened(node.name) + "', a " + Text.shortened(node.type) + ",";
    }

    /** The refusal of this operator. */
    ModelFileException wrong(String what) {
        return new ModelFileException(this + " " + what);
    }

    /** Refuses the operator unless a condition holds. */
    void require(boolean condition, String what, Object... shown) {
        if (!condition) {
            throw wrong(Strings.lenientFormat(what, shown));
        }
    }

    /** The number of inputs, which must be in a range. */
    int inputs(int least, int most) {
        int number = node.inputs.size();
        require(number >= least && number <= most, "has %s", Plural.of(number, "input"));
        return number;
    }

    /** The shape of an input that is data, floats. */
    Shape data(int index) {
        Shape shape = computed(index);
        if (whole.contains(node.inputs.get(index))) {
            throw wrong("takes '" + Text.shortened(node.inputs.get(index)) + "', which holds whole numbers");
        }
        return shape;
    }

    /** The shape of an input that holds whole numbers. */
    Shape wholeNumbers(int index) {
        Shape shape = computed(index);
        if (!whole.contains(node.inputs.get(index))) {
            throw wrong("takes '" + Text.shortened(node.inputs.get(index)) + "', which holds no whole numbers");
        }
        return shape;
    }

    /** Says that the operator gives whole numbers. */
    void givesWholeNumbers() {
        whole.addAll(node.outputs);
    }

    private Shape computed(int index) {
        Shape shape = shapes.get(node.inputs.get(index));
        if (shape == null) {
            throw wrong("takes '" + Text.shortened(node.inputs.get(index)) + "', which nothing before it computes");
        }
        return shape;
    }

    /** The shape of an input that is an image, {@code (C, H, W)}. */
    Shape image(int index) {
        Shape shape = data(index);
        require(shape.isImage(), "takes %s, which is no image", shape);
        return shape;
    }

    /** True if an input is a constant of the file, false if it is data. */
    boolean isConstant(int index) {
        return initializers.names().contains(node.inputs.get(index));
    }

    /** An input that is a constant of the file. */
    OnnxFile.Initializer constant(int index) {
        OnnxFile.Initializer constant = initializers.use(node.inputs.get(index));
        if (constant == null) {
            throw wrong("takes '" + Text.shortened(node.inputs.get(index)) + "', which is no tensor of the file");
        }
        return constant;
    }

    /** An input that is a float tensor of this shape. */
    OnnxFile.Initializer weight(int index, long... dims) {
        OnnxFile.Initializer weight = constant(index);
        if (!Initializers.is(weight, Initializers.FLOAT, dims)) {
            throw wrong("takes the tensor '" + Text.shortened(weight.name) + "' of shape " + weight.dims + " and type "
                    + weight.type + ", expected floats of shape " + Arrays.toString(dims));
        }
        return weight;
    }

    /** An input that is a list of whole numbers. */
    long[] indices(int index, int most) {
        OnnxFile.Initializer list = constant(index);
        boolean isList = list.dims.size() == 1
                && list.dims.get(0) <= most
                && Initializers.is(list, Initializers.INT64, list.dims.get(0));
        if (!isList) {
            throw wrong(
                    "takes '" + Text.shortened(list.name) + "', which is no list of up to " + most + " whole numbers");
        }
        return Initializers.longs(list);
    }

    /** An attribute that is a whole number. */
    long integer(String name, long least, long most) {
        return inRange(name, attribute(name, ATTRIBUTE_INT).integer, least, most);
    }

    /** An attribute that is a whole number, or may be missing. */
    long integer(String name, long least, long most, long missing) {
        return node.attributes.containsKey(name) ? integer(name, least, most) : missing;
    }

    /** An attribute that is a list of whole numbers. */
    long[] integers(String name, int count, long least, long most) {
        List<Long> values = attribute(name, ATTRIBUTE_INTS).integers;
        require(values.size() == count, "has %s in '%s', not %s", Plural.of(values.size(), "number"), name, count);
        long[] checked = new long[count];
        for (int i = 0; i < count; i++) {
            checked[i] = inRange(name, values.get(i), least, most);
        }
        return checked;
    }

    /** How many whole numbers an attribute lists. */
    int length(String name) {
        return attribute(name, ATTRIBUTE_INTS).integers.size();
    }

    /** An attribute that is a float. */
    float number(String name) {
        float value = attribute(name, ATTRIBUTE_FLOAT).number;
        require(Float.isFinite(value), "has %s as '%s'", value, name);
        return value;
    }

    /** An attribute that is this word. */
    void word(String name, String expected) {
        String word = attribute(name, ATTRIBUTE_STRING).word;
        if (!word.equals(expected)) {
            throw wrong("has '" + Text.shortened(word) + "' as '" + name + "', not '" + expected + "'");
        }
    }

    /** Refuses an input that is not left out. */
    void absent(int index) {
        String name = node.inputs.get(index);
        if (!name.isEmpty()) {
            throw wrong("takes '" + Text.shortened(name) + "', which is to be left out");
        }
    }

    private OnnxFile.Attribute attribute(String name, int type) {
        OnnxFile.@Nullable Attribute attribute = node.attributes.get(name);
        if (attribute == null || attribute.type != type) {
            throw wrong("has no attribute '" + name + "' of the right type");
        }
        unreadAttributes.remove(name);
        return attribute;
    }

    private long inRange(String name, long value, long least, long most) {
        require(value >= least && value <= most, "has %s as '%s', %s to %s are allowed", value, name, least, most);
        return value;
    }

    /** A shape, which may not have more elements than are allowed. */
    Shape shape(long... extents) {
        return budget.shape(this, extents);
    }

    /** Says that the operator needs memory beside its inputs and outputs. */
    void scratch(long elements) {
        scratch = elements;
    }

    long scratch() {
        return scratch;
    }

    /** Refuses attributes that no rule asked for. */
    void done() {
        if (!unreadAttributes.isEmpty()) {
            throw wrong("has the attribute '"
                    + Text.shortened(unreadAttributes.iterator().next()) + "', which gan4j does not write");
        }
    }
}
