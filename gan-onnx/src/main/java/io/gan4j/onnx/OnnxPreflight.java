package io.gan4j.onnx;

import com.google.common.primitives.Ints;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The check of a file that may come from anywhere, in Java, before native code sees it. It admits what {@link OnnxFormat}
 * writes and nothing else: no code, no other files, no operator or tensor of surprising size.
 *
 * <p>Memory is bounded: a call takes as many samples at once as fit {@link Budget#most} elements. What is not bounded is
 * time: a file may hold as much work as its size and {@link LoadOptions#maxElements} allow.
 *
 * @param card what the file says of itself, which fits what is in it
 * @param input the name of its input
 * @param samples how many samples may be computed at once, at least 1
 */
record OnnxPreflight(ModelCard card, String input, int samples) {
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
        OnnxFile.Value input = only("input", parsed.graph.inputs);
        OnnxFile.Value output = only("output", parsed.graph.outputs);
        checkValue("input", input, card.input(), budget);
        checkValue("output", output, card.output(), budget);
        if (!output.name.equals(OnnxFormat.output(card))) {
            throw new ModelFileException("its output is called '" + Text.shortened(output.name) + "', not '"
                    + OnnxFormat.output(card) + "'");
        }
        GraphCheck graph = new GraphCheck(parsed.graph, budget);
        Shape computed = graph.outputShape(input.name, card.input(), output.name);
        if (!computed.equals(card.output())) {
            throw new ModelFileException("it computes " + computed + " and says that its output is " + card.output());
        }
        return new OnnxPreflight(card, input.name, Ints.saturatedCast(Math.max(1, budget.most() / graph.peak())));
    }

    private static OnnxFile.Value only(String what, List<OnnxFile.Value> values) {
        if (values.size() != 1) {
            throw new ModelFileException("it has " + values.size() + " " + what + "s, not one");
        }
        return values.get(0);
    }

    private static void checkValue(String what, OnnxFile.Value value, Shape expected, Budget budget) {
        if (value.name.isEmpty()) {
            throw new ModelFileException("its " + what + " has no name");
        }
        if (value.type != Initializers.FLOAT) {
            throw ForeignFields.ofOtherType("its " + what, value.type);
        }
        int axes = value.extents.size();
        if (axes == 0 || value.extents.stream().skip(1).anyMatch(OnnxFile.Value.Extent::isFree)) {
            throw new ModelFileException("its " + what + " is no batch of samples of a fixed shape");
        }
        // the name of the batch's axis is free
        if (!value.extents.get(0).isFree()) {
            throw ForeignFields.fixedBatch("its " + what, value.extents.get(0).number());
        }
        long[] extents = new long[axes - 1];
        for (int axis = 1; axis < axes; axis++) {
            extents[axis - 1] = value.extents.get(axis).number();
        }
        Shape shape = budget.shape("its " + what, extents);
        if (!shape.equals(expected)) {
            throw new ModelFileException("its " + what + " is of shape " + shape + ", its properties say " + expected);
        }
    }
}
