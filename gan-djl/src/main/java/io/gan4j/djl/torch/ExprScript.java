package io.gan4j.djl.torch;

import io.gan4j.game.BinaryOp;
import io.gan4j.game.Reduction;
import io.gan4j.game.UnaryOp;
import io.gan4j.tensor.Shape;
import java.util.StringJoiner;

/** Writes the operations of expressions as calls of libtorch's operators. */
final class ExprScript {
    private ExprScript() {}

    /** A reduction. */
    static String reduce(Reduction op, String x) {
        return switch (op) {
            case MEAN -> "torch.mean(" + x + ")";
            case SUM -> "torch.sum(" + x + ")";
            case BATCH_MEAN -> "torch.mean(" + x + ", [0], True)";
            case SAMPLE_SUM -> "torch.sum(torch.flatten(" + x + ", 1), [1], True)";
            case SAMPLE_NORM -> "torch.norm(torch.flatten(" + x + ", 1), 2, [1], True)";
            case SAMPLE_LOG_SUM_EXP -> "torch.logsumexp(torch.flatten(" + x + ", 1), [1], True)";
        };
    }

    /** An operation on each element. */
    static String ofOne(UnaryOp op, String x) {
        return call(op) + "(" + x + ")";
    }

    private static String call(UnaryOp op) {
        return switch (op) {
            case NEGATE -> "torch.neg";
            case ABS -> "torch.abs";
            case SQUARE -> "torch.square";
            case SQRT -> "torch.sqrt";
            case EXP -> "torch.exp";
            case LOG -> "torch.log";
            case SOFTPLUS -> "torch.softplus";
            case SIGMOID -> "torch.sigmoid";
            case TANH -> "torch.tanh";
            case RELU -> "torch.relu";
        };
    }

    /** An operation on two operands. */
    static String ofTwo(BinaryOp op, String a, String b) {
        String call = call(op) + "(" + a + ", " + b + ")";
        return op == BinaryOp.LESS_THAN ? floats(call) : call;
    }

    private static String call(BinaryOp op) {
        return switch (op) {
            case PLUS -> "torch.add";
            case MINUS -> "torch.sub";
            case TIMES -> "torch.mul";
            case OVER -> "torch.div";
            case MINIMUM -> "torch.minimum";
            case MAXIMUM -> "torch.maximum";
            case LESS_THAN -> "torch.lt";
        };
    }

    /** An operation on an operand and a number, for which no tensor is made: small networks are bound by calls. */
    static String withNumber(BinaryOp op, String a, float number) {
        return switch (op) {
            case PLUS, MINUS, TIMES, OVER, LESS_THAN -> ofTwo(op, a, Float.toString(number));
            case MINIMUM -> "torch.clamp_max(" + a + ", " + number + ")";
            case MAXIMUM -> "torch.clamp_min(" + a + ", " + number + ")";
        };
    }

    /** An operation on a number and an operand. */
    static String numberWith(BinaryOp op, float number, String b) {
        return switch (op) {
            case PLUS, TIMES, MINIMUM, MAXIMUM -> withNumber(op, b, number);
            case MINUS -> "torch.rsub(" + b + ", " + number + ")";
            case OVER -> "torch.mul(torch.reciprocal(" + b + "), " + number + ")";
            case LESS_THAN -> floats("torch.gt(" + b + ", " + number + ")");
        };
    }

    private static String floats(String truths) {
        return "torch.to(" + truths + ", 6)";
    }

    /** The shape of a batch of samples of this shape. */
    static String batched(Shape shape) {
        StringJoiner extents = new StringJoiner(", ", "[", "]").add("-1");
        for (int extent : shape.toArray()) {
            extents.add(Integer.toString(extent));
        }
        return extents.toString();
    }
}
