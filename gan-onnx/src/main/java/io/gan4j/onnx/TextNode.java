package io.gan4j.onnx;

import static io.gan4j.onnx.OnnxNode.operator;
import static io.gan4j.onnx.OnnxOperator.Attribute.integer;
import static io.gan4j.onnx.OnnxOperator.Attribute.integers;

import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.WordPool;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Says which ONNX operators the layers of networks that read texts are, for {@link OnnxNode}.
 *
 * @param emitter adds operators and constants
 */
record TextNode(LayerEmitter emitter) {
    /**
     * Numbers of words come as floats, like everything that a network is given. They are brought into the range of the words
     * before they become whole numbers, so that no input can point beyond the table, whose first row is of no word.
     */
    OnnxOperator tokenEmbedding(TokenEmbedding layer) {
        String above = emitter.step("above_zero", operator("Relu", emitter.input()));
        String ids = rounded("ids", atMost("within", above, layer.words()));
        String vectors = rows("vectors", ids, "weight", Shape.of(layer.words(), layer.features()));
        float[] numbers = new float[layer.places()];
        for (int place = 0; place < numbers.length; place++) {
            numbers[place] = 1f + place;
        }
        String place = emitter.constant("numbers", Shape.of(layer.places()), numbers);
        String numbered = emitter.step("numbered", operator("Cast", ids).with(integer("to", Initializers.FLOAT)));
        String taken = emitter.step("taken", operator("Mul", atMost("there", numbered, 1), place));
        String places = rounded("places", taken);
        String positions = rows("positions", places, "position", Shape.of(layer.places(), layer.features()));
        String sum = emitter.step("sum", operator("Add", vectors, positions));
        return operator("Transpose", sum).with(integers("perm", 0, 2, 1));
    }

    private String atMost(String name, String input, float most) {
        return emitter.step(name, operator("Min", input, constant(name + "_most", most)));
    }

    private String rounded(String name, String numbers) {
        String raised = plus(name + "_raised", numbers, 0.5f);
        return emitter.step(name, operator("Cast", raised).with(integer("to", Initializers.INT64)));
    }

    /** The rows of a table that whole numbers point to: 0 to zeros, those from 1 on to the rows of a weight. */
    private String rows(String name, String numbers, String weight, Shape shape) {
        float[] values = emitter.values(weight);
        float[] table = new float[shape.extent(1) + values.length];
        System.arraycopy(values, 0, table, shape.extent(1), values.length);
        String constant = emitter.constant(weight, Shape.of(1 + shape.extent(0), shape.extent(1)), table);
        return emitter.step(name, operator("Gather", constant, numbers).with(integer("axis", 0)));
    }

    /** What is no word is left out by a mask: 1 where there is one. */
    OnnxOperator wordPool(WordPool layer) {
        String words = emitter.inputs().get(1);
        String there = atMost("there", emitter.step("above_zero", operator("Relu", words)), 1);
        String mask = row("mask", there, layer.places());
        String kept = emitter.step("kept", operator("Mul", emitter.input(), mask));
        String count = emitter.step(
                "count",
                operator("ReduceSum", there, emitter.indices("axes", 1L)).with(integer("keepdims", 1)));

        String beyondOne = emitter.step("beyond_one", operator("Relu", plus("one_less", count, -1)));
        String divisor = plus("at_least_one", beyondOne, 1);
        String sum = emitter.step(
                "sum",
                operator("ReduceSum", kept, emitter.indices("places", 2L)).with(integer("keepdims", 0)));
        String mean = emitter.step("mean", operator("Div", sum, divisor));

        String gap =
                emitter.step("gap", operator("Mul", plus("gaps", there, -1), constant("absent", -WordPool.ABSENT)));
        String lowered = emitter.step("lowered", operator("Add", kept, row("row", gap, layer.places())));
        String most =
                emitter.step("most", operator("ReduceMax", lowered).with(integers("axes", 2), integer("keepdims", 0)));
        String any = atMost("any", count, 1);
        String largest = emitter.step("largest", operator("Mul", most, any));
        return OnnxOperator.of("Concat", List.of(mean, largest)).with(integer("axis", 1));
    }

    private String constant(String name, float value) {
        return emitter.constant(name, Shape.of(1), value);
    }

    private String plus(String name, String input, float number) {
        return emitter.step(name, operator("Add", input, constant(name + "_number", number)));
    }

    /** A number for each place as a row that is spread over the features. */
    private String row(String name, String numbers, int places) {
        String target = emitter.target(name + "_shape", Shape.of(1, places));
        return emitter.step(name, operator("Reshape", numbers, target));
    }
}
