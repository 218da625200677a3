package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check of a file that may come from anywhere, in Java, before native code sees it. It admits what {@link OnnxFormat}
 * writes and nothing else: no code, no other files, no operator or tensor of surprising size.
 *
 * <p>Memory is bounded: a call takes as many samples at once as fit {@link Budget#most} elements. What is not bounded is
 * time: a file may hold as much work as its size and {@link LoadOptions#maxElements} allow.
 *
 * @param card what the file says of itself, which fits what is in it
 * @param inputs the names of its inputs, in the order of the card's
 * @param samples how many samples may be computed at once, at least 1
 * @param sizes checks images of other sizes; null if the network takes those of the card alone
 */
record OnnxPreflight(
        ModelCard card,
        ImmutableList<String> inputs,
        int samples,
        @Nullable OtherSizes sizes) {
    /**
     * Checks a file.
     *
     * @throws ModelFileException if it is refused; the message says why
     */
    static OnnxPreflight check(byte[] file, LoadOptions options) {
        FileKind.check(file);
        OnnxFile parsed = OnnxFile.parse(file);
        ModelCard card = OnnxCard.read(parsed.properties);
        if (parsed.irVersion != OnnxWriter.IR_VERSION || !parsed.opsets.equals(List.of((long) OnnxWriter.OPSET))) {
            throw new ModelFileException("it is of ONNX version " + parsed.irVersion + " with the operator sets "
                    + parsed.opsets + ", gan4j writes version " + OnnxWriter.IR_VERSION + " with " + OnnxWriter.OPSET);
        }
        Budget budget = new Budget(options.maxElements());
        Map<String, Shape> inputs = inputs(parsed, card, budget);
        checkCount("output", parsed.graph.outputs, 1);
        OnnxFile.Value output = parsed.graph.outputs.get(0);
        checkValue("its output", output, card.output(), budget);
        checkName("its output", output, OnnxFormat.output(card));
        Initializers initializers = new Initializers(parsed.graph.initializers);
        GraphCheck graph = new GraphCheck(parsed.graph, initializers, budget);
        Shape computed = graph.outputShape(inputs, output.name);
        if (!computed.equals(card.output())) {
            throw new ModelFileException("it computes " + computed + " and says that its output is " + card.output());
        }
        ImmutableList<String> names = ImmutableList.copyOf(inputs.keySet());
        boolean free = isFree(parsed.graph.inputs, output);
        return new OnnxPreflight(
                // the first version of the card has no names
                card.inputNames(names),
                names,
                samples(budget, graph),
                free
                        ? new OtherSizes(parsed.graph, initializers, budget, ImmutableMap.copyOf(inputs), computed)
                        : null);
    }

    /** How many samples may be computed at once. */
    static int samples(Budget budget, GraphCheck graph) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, budget.most() / graph.peak()));
    }

    /** Whether height and width are free, which they are at all ends or at none. */
    private static boolean isFree(List<OnnxFile.Value> inputs, OnnxFile.Value output) {
        boolean free = isFree(output);
        for (OnnxFile.Value input : inputs) {
            if (isFree(input) != free) {
                throw new ModelFileException("height and width are free at some of its ends, not at all");
            }
        }
        return free;
    }

    private static boolean isFree(OnnxFile.Value value) {
        return value.extents.get(value.extents.size() - 1).isFree() && value.extents.size() > 1;
    }

    /** The shapes of the inputs by name, which are those of the card, and in its order. */
    private static Map<String, Shape> inputs(OnnxFile parsed, ModelCard card, Budget budget) {
        List<OnnxFile.Value> values = parsed.graph.inputs;
        List<Port> ports = card.inputs();
        checkCount("input", values, ports.size());
        Map<String, Shape> inputs = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            OnnxFile.Value value = values.get(i);
            Port port = ports.get(i);
            String what = ports.size() == 1 ? "its input" : "its input '" + Text.shortened(value.name) + "'";
            if (OnnxCard.namesEnds(parsed.properties)) {
                checkName("its input " + i, value, port.name());
            }
            checkValue(what, value, port.shape(), budget);
            inputs.put(value.name, port.shape());
        }
        return inputs;
    }

    private static void checkCount(String what, List<OnnxFile.Value> values, int expected) {
        if (values.size() != expected) {
            throw new ModelFileException("it has " + values.size() + " " + what + "s, not "
                    + (expected == 1 ? "one" : "the " + expected + " that its properties name"));
        }
    }

    private static void checkName(String what, OnnxFile.Value value, String expected) {
        if (!value.name.equals(expected)) {
            throw new ModelFileException(
                    what + " is called '" + Text.shortened(value.name) + "', not '" + Text.shortened(expected) + "'");
        }
    }

    private static void checkValue(String what, OnnxFile.Value value, Shape expected, Budget budget) {
        if (value.name.isEmpty()) {
            throw new ModelFileException(what + " has no name");
        }
        if (value.type != Initializers.FLOAT) {
            throw ForeignFields.ofOtherType(what, value.type);
        }
        int axes = value.extents.size();
        boolean free = axes == 1 + expected.rank() && expected.isImage() && isFree(value);
        boolean fixed = axes > 0;
        for (int axis = 1; axis < axes; axis++) {
            fixed &= value.extents.get(axis).isFree() == (free && axis >= 2);
        }
        if (!fixed) {
            throw new ModelFileException(what + " is no batch of samples of a fixed shape");
        }
        // the name of the batch's axis is free
        if (!value.extents.get(0).isFree()) {
            throw ForeignFields.fixedBatch(what, value.extents.get(0).number());
        }
        long[] extents = new long[axes - 1];
        for (int axis = 1; axis < axes; axis++) {
            boolean ofCard = free && axis >= 2;
            extents[axis - 1] =
                    ofCard ? expected.extent(axis - 1) : value.extents.get(axis).number();
        }
        Shape shape = budget.shape(what, extents);
        if (!shape.equals(expected)) {
            throw new ModelFileException(what + " is of shape " + shape + ", its properties say " + expected);
        }
    }
}
