package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Floats;
import io.gan4j.game.BinaryOp;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Reduction;
import io.gan4j.game.Sgd;
import io.gan4j.game.UnaryOp;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operation of an expression, on libtorch and in Java. */
class ExprTest {
    private static final float[] A = {0.5f, -1.25f, 3, 0};
    private static final float[] B = {2, -0.5f, 3, -4};

    @Test
    void everyOperation_onABatch_givesWhatJavaGives() {
        Map<String, Expr> wanted = new LinkedHashMap<>();
        Expr a = Expr.input("a");
        Expr b = Expr.input("b");
        for (UnaryOp op : UnaryOp.values()) {
            // of what it is defined for
            Expr x = op == UnaryOp.SQRT || op == UnaryOp.LOG ? a.square().plus(0.5) : a;
            wanted.put(op.name(), weighted(new Expr.OfOne(op, x)));
        }
        for (BinaryOp op : BinaryOp.values()) {
            wanted.put(op.name(), weighted(new Expr.OfTwo(op, a, b)));
            wanted.put(op + " number", weighted(new Expr.OfTwo(op, a, Expr.constant(-1.5))));
            wanted.put("number " + op, weighted(new Expr.OfTwo(op, Expr.constant(0.25), b)));
        }
        for (Reduction op : Reduction.values()) {
            wanted.put(op.name(), weighted(new Expr.Reduced(op, a)));
        }
        wanted.put("detached", weighted(a.detach()));
        wanted.put("variable", weighted(a.variable()));
        wanted.put("rolled", weighted(a.rolled(1)));
        wanted.put("rolled back", weighted(a.rolled(-2)));
        wanted.put("joined", weighted(a.join(b).half(Expr.Half.SECOND)));
        wanted.put("matched", weighted(a.matched(b)));
        wanted.put("matched with more", weighted(b.matched(a.join(b))));
        wanted.put("tiny", Expr.constant(1.5e-9));
        wanted.put("huge", Expr.constant(-2e30));
        wanted.put("lerp", weighted(a.lerp(b, Expr.constant(0.25))));
        Map<String, Float> values =
                HandPlayed.values(wanted, Shape.of(1), A.length, Map.of("a", A, "b", B, "w", new float[] {1, 2, 4, 8}));
        ExprEvaluator java = ExprEvaluator.of(Map.of("a", doubles(A), "b", doubles(B), "w", new double[] {1, 2, 4, 8}));
        wanted.forEach((name, expr) -> assertThat((double) values.get(name))
                .as(name)
                .isCloseTo(java.scalar(expr), within(1e-5 * Math.max(1e-9, Math.abs(java.scalar(expr))))));
    }

    /** Tells the samples apart. */
    private static Expr weighted(Expr expr) {
        return expr.times(Expr.input("w")).sum();
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "image", "number"})
    void uniform_ofABatch_goesWithItSampleBySample(String kind) {
        Shape shape = Map.of("vector", Shape.of(4), "image", Shape.of(2, 1, 2), "number", Shape.of(1))
                .get(kind);
        int size = shape.size();
        Player player = player(shape, 0.5f, 1);
        Expr real = Expr.input("real");
        Expr fake = Expr.input("fake");
        Expr t = Expr.uniform(real);
        Expr between = fake.lerp(real, t);
        Phase phase = new Phase(
                "p",
                1,
                Expr.apply("p", between).mean(),
                ImmutableMap.of(
                        "weighted", between.times(Expr.input("w")).sum(),
                        "uniform first", t.times(between).sum(),
                        "same draw", t.minus(t).abs().sum()));
        Game game = Game.of(
                List.of(player),
                List.of(input("real", shape), input("fake", shape), input("w", shape)),
                List.of(phase));
        float[] x = HandPlayed.normal(3 * size, 1);
        float[] y = HandPlayed.normal(3 * size, 2);
        float[] w = HandPlayed.normal(3 * size, 3);
        float[] e = {0, 0.25f, 0.75f};
        double weighted = 0;
        double first = 0;
        for (int i = 0; i < x.length; i++) {
            double point = y[i] + e[i / size] * (x[i] - y[i]);
            weighted += w[i] * point;
            first += e[i / size] * point;
        }
        try (HandPlayed played = HandPlayed.of(game, 3)) {
            float[] outcomes = played.step(draw -> draw instanceof PhasePlan.InputDraw given
                    ? Map.of("real", x, "fake", y, "w", w).get(given.input().name())
                    : e);
            assertThat((double) outcomes[1]).isCloseTo(weighted, within(1e-5));
            assertThat((double) outcomes[2]).isCloseTo(first, within(1e-5));
            assertThat(outcomes[3]).isZero();
        }
    }

    @Test
    void sampleReductions_ofImages_keepSamplesApart() {
        Map<String, Expr> wanted = Map.of(
                "sum", Expr.input("x").sampleSum().square().sum(),
                "norm", Expr.input("x").sampleNorm().sum());
        float[] x = {3, 0, 0, 4, 1, 1, -1, 1};
        Map<String, Float> values = HandPlayed.values(wanted, Shape.of(1, 2, 2), 2, Map.of("x", x));
        assertThat(values.get("sum")).isEqualTo(49f + 4f);
        assertThat(values.get("norm")).isEqualTo(5f + 2f);
    }

    /** Three vectors and six others, and the gradient at the first: the partner less the mean of all by their shares. */
    @Test
    void matched_ofVectors_isTheLogarithmOfThePartnersShare() {
        float[] a = {1, 0, 0, 2, -1, 1};
        float[] b = {0, 1, 2, 0, 1, 1};
        float[] c = {-1, 3, 0, 0, 0.5f, -2};
        float[] all = Floats.concat(b, c);
        Expr.Variable vectors = Expr.input("a").variable();
        Expr others = Expr.input("b").join(Expr.input("c"));
        Expr matched = vectors.matched(others);
        Map<String, Expr> wanted = Map.of(
                "matched", matched.times(Expr.input("w")).sum(),
                "gradient", matched.gradient(vectors).times(Expr.input("v")).sum());
        float[] weights = {1, 10, 100};
        double value = 0;
        double gradient = 0;
        float[] v = {1, 2, 3, 4, 5, 6};
        for (int i = 0; i < 3; i++) {
            double[] shares = new double[6];
            double sum = 0;
            for (int j = 0; j < 6; j++) {
                double product = a[2 * i] * all[2 * j] + a[2 * i + 1] * all[2 * j + 1];
                shares[j] = Math.exp(product);
                sum += shares[j];
            }
            value += weights[i] * Math.log(shares[i] / sum);
            for (int axis = 0; axis < 2; axis++) {
                double mean = 0;
                for (int j = 0; j < 6; j++) {
                    mean += shares[j] / sum * all[2 * j + axis];
                }
                gradient += v[2 * i + axis] * (all[2 * i + axis] - mean);
            }
        }
        Map<String, Float> values = HandPlayed.values(
                wanted,
                Shape.of(2),
                3,
                Map.of("a", a, "b", b, "c", c, "w", new float[] {1, 1, 10, 10, 100, 100}, "v", v));
        assertThat((double) values.get("gradient")).isCloseTo(gradient, within(1e-4));
        assertThat((double) values.get("matched")).isCloseTo(2 * value, within(1e-3));
    }

    /** Two images of 2 channels, 1 row and 3 columns. */
    @Test
    void croppingAndConcatenation_ofImages_keepTheOrder() {
        Expr x = Expr.input("x");
        Expr y = Expr.input("y");
        Expr change = x.cropped(2, 1, 0).minus(x.cropped(2, 0, 1));
        Map<String, Expr> wanted = Map.of(
                "first channel", x.cropped(0, 0, 1).sampleNorm().sum(),
                "second channel", x.cropped(0, 1, 0).sum(),
                "middle column", x.cropped(2, 1, 1).sum(),
                "change", change.abs().sum(),
                "second of x, first of y", x.concat(y).cropped(0, 1, 1).times(x).sum());
        float[] a = {3, 0, 4, 1, 2, 3, 0, 1, 0, 5, 5, 7};
        float[] b = {1, 10, 100, 0, 0, 0, 1, 10, 100, 0, 0, 0};
        Map<String, Float> values = HandPlayed.values(wanted, Shape.of(2, 1, 3), 2, Map.of("x", a, "y", b));
        assertThat(values.get("first channel")).isEqualTo(5f + 1f);
        assertThat(values.get("second channel")).isEqualTo(1f + 2 + 3 + 5 + 5 + 7);
        assertThat(values.get("middle column")).isEqualTo(0f + 2 + 1 + 5);
        assertThat(values.get("change")).isEqualTo(3f + 4 + 1 + 1 + 1 + 1 + 0 + 2);
        float second = 3 * 1 + 0 * 2 + 4 * 3 + 5 * 0 + 5 * 1 + 7 * 0;
        float first = 1 * 1 + 10 * 2 + 100 * 3 + 5 * 1 + 5 * 10 + 7 * 100;
        assertThat(values.get("second of x, first of y")).isEqualTo(second + first);
    }

    @Test
    void detached_inALoss_letsNoGradientThrough() {
        // of a^2 with a = 0.5 x, once of it detached: a x instead of 2 a x
        Expr a = Expr.apply("p", Expr.input("x"));
        assertThat(gradient(a.detach().times(a).mean(), 3)).isEqualTo(1.5f * 3, within(1e-5f));
        assertThat(gradient(a.times(a).mean(), 3)).isEqualTo(2 * 1.5f * 3, within(1e-5f));
    }

    @Test
    void variable_inALoss_isAPlaceOfItsOwn() {
        Expr a = Expr.apply("p", Expr.input("x"));
        Expr.Variable v = a.variable();
        // d v^2 / d v = 2 v, whose weight in the loss is a: the gradient reaches the weight through a alone
        assertThat(gradient(v.square().gradient(v).times(a).mean(), 3)).isEqualTo(2 * 1.5f * 3, within(1e-5f));
    }

    @Test
    void gradient_ofWhatDoesNotMentionTheVariable_isZero() {
        Expr a = Expr.apply("p", Expr.input("x"));
        Expr.Variable v = Expr.input("x").variable();
        Expr none = a.gradient(v).plus(1);
        assertThat(gradient(none.times(a).mean(), 3)).isEqualTo(3f, within(1e-5f));
    }

    /** The gradient at weight 0.5, for a batch of this one number. */
    private static float gradient(Expr loss, float x) {
        Player player = player(Shape.of(1), 0.5f, 1);
        try (HandPlayed played = HandPlayed.with(
                HandPlayed.onePlayer(player, Map.of("x", Shape.of(1)), loss),
                1,
                Map.of(
                        "p",
                        Map.of(
                                "linear_1.weight",
                                Tensor.of(Shape.of(1, 1), 0.5f),
                                "linear_1.bias",
                                Tensor.zeros(Shape.of(1)))))) {
            played.step(Map.of("x", new float[] {x}));
            return 0.5f - played.parameter("p", "linear_1.weight")[0];
        }
    }

    private static Player player(Shape input, float weight, double rate) {
        Network network = Network.from("x", input)
                .flatten()
                .add(new Linear(input.size(), 1, Init.constant(weight)))
                .build();
        return Player.of("p", network, Sgd.of(rate));
    }

    private static Game.Input input(String name, Shape shape) {
        return new Game.Input(name, shape, new Game.Real());
    }
}
