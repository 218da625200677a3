package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.AuxiliaryClassifier;
import io.gan4j.architecture.AuxiliaryClassifier.Teacher;
import io.gan4j.architecture.Conditioning;
import io.gan4j.game.Game;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Concat;
import io.gan4j.loss.NonSaturating;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gradients that a classifier beside the discriminator brings, in both phases and for every weight, against finite
 * differences of the losses in Java: cross entropy of the class and half the squared error of each number that is read, added
 * to both losses.
 */
class AuxiliaryTermsTest {
    private static final int BATCH = 4;
    private static final int LATENT = 3;
    private static final int CLASSES = 3;
    private static final int POINT = 2;
    private static final int HIDDEN = 3;
    private static final double RATE = 0.5;
    private static final double WEIGHT = 0.7;
    private static final double NUMBERS_WEIGHT = 0.3;
    private static final double STEP = 1e-4;

    private static final float[] REALS = {0.5f, -1, 2, 0.25f, -0.75f, 1.5f, 1, 1};
    private static final float[] LATENTS = {0.3f, -0.2f, 1, -1.4f, 0.8f, 0.1f, 2, -0.6f, 0.4f, -0.9f, 1.2f, -1};
    private static final int[] LABELS = {2, 0, 1, 2};
    private static final int[] ASKED = {0, 1, 1, 2};

    private static Network generator() {
        return Network.from("z", Shape.of(LATENT))
                .input(Conditioning.INPUT, Shape.of(CLASSES))
                .join(new Concat(), "z", Conditioning.INPUT)
                .linear(POINT)
                .build();
    }

    private static Network discriminator() {
        return Network.from("x", Shape.of(POINT))
                .linear(HIDDEN)
                .tanh()
                .linear(1)
                .build();
    }

    private static float[] oneHot(int... classes) {
        float[] rows = new float[classes.length * CLASSES];
        for (int i = 0; i < classes.length; i++) {
            rows[i * CLASSES + classes[i]] = 1;
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"LABELS, 0", "GENERATOR, 0", "GENERATOR, 2"})
    void bothPhases_moveEveryWeightAgainstTheGradientOfTheirLosses(Teacher teacher, int numbers) {
        Network reader = Network.from("features", Shape.of(HIDDEN))
                .linear(CLASSES + numbers)
                .build();
        TrainingStrategy strategy = TrainingStrategy.standard().batch(BATCH).optimizer(Sgd.of(RATE));
        Game game = TwoPlayerGame.rules(generator(), discriminator(), Prior.NORMAL, new NonSaturating(), strategy)
                .auxiliary(new AuxiliaryClassifier(reader, numbers, teacher, WEIGHT, NUMBERS_WEIGHT))
                .game();
        Map<String, Map<String, Tensor>> parameters = Map.of(
                "generator", HandPlayed.trained(generator(), 1),
                "discriminator", HandPlayed.trained(discriminator(), 2),
                "classifier", HandPlayed.trained(reader, 3));
        Map<String, float[]> feeds = new HashMap<>(Map.of("real", REALS, "z", LATENTS, "fake_class", oneHot(ASKED)));
        if (teacher == Teacher.LABELS) {
            feeds.put("real_class", oneHot(LABELS));
        }
        Losses losses = new Losses(teacher, numbers);
        Map<String, double[]> wanted = wide(parameters);
        losses.descend(wanted, losses::ofDiscriminator, "discriminator", "classifier");
        losses.descend(wanted, losses::ofGenerator, "generator");
        try (HandPlayed played = HandPlayed.with(game, BATCH, parameters)) {
            played.step(feeds);
            wanted.forEach((name, values) -> {
                String player = name.substring(0, name.indexOf('.'));
                float[] after = played.parameter(player, name.substring(player.length() + 1));
                assertThat(TwoLayers.doubles(after)).as(name).containsExactly(values, within(1e-5));
            });
        }
    }

    private static Map<String, double[]> wide(Map<String, Map<String, Tensor>> parameters) {
        Map<String, double[]> wide = new TreeMap<>();
        parameters.forEach((player, values) ->
                values.forEach((name, tensor) -> wide.put(player + "." + name, TwoLayers.doubles(tensor.values()))));
        return wide;
    }

    /** The losses of both phases in double precision. */
    private record Losses(Teacher teacher, int numbers) {
        /** Moves the weights of some players against the gradient of a loss, by finite differences. */
        void descend(
                Map<String, double[]> parameters, ToDoubleFunction<Map<String, double[]>> loss, String... learners) {
            Map<String, double[]> moved = new LinkedHashMap<>();
            for (String learner : learners) {
                parameters.forEach((name, values) -> {
                    if (name.startsWith(learner + ".")) {
                        double[] next = new double[values.length];
                        for (int i = 0; i < next.length; i++) {
                            double value = values[i];
                            values[i] = value + STEP;
                            double above = loss.applyAsDouble(parameters);
                            values[i] = value - STEP;
                            double below = loss.applyAsDouble(parameters);
                            values[i] = value;
                            next[i] = value - RATE * (above - below) / (2 * STEP);
                        }
                        moved.put(name, next);
                    }
                });
            }
            parameters.putAll(moved);
        }

        double ofDiscriminator(Map<String, double[]> parameters) {
            double sum = 0;
            for (int i = 0; i < BATCH; i++) {
                double[] real = {REALS[POINT * i], REALS[POINT * i + 1]};
                double[] fake = fake(parameters, i);
                sum += softplus(-score(parameters, real)) + softplus(score(parameters, fake));
                sum += WEIGHT
                        * (teacher == Teacher.LABELS
                                ? crossEntropy(read(parameters, real), LABELS[i])
                                : reading(parameters, fake, i));
            }
            return sum / BATCH;
        }

        double ofGenerator(Map<String, double[]> parameters) {
            double sum = 0;
            for (int i = 0; i < BATCH; i++) {
                double[] fake = fake(parameters, i);
                sum += softplus(-score(parameters, fake)) + WEIGHT * reading(parameters, fake, i);
            }
            return sum / BATCH;
        }

        /** What it costs to read the class and the numbers of a fake. */
        private double reading(Map<String, double[]> parameters, double[] fake, int i) {
            double[] read = read(parameters, fake);
            double cost = crossEntropy(read, ASKED[i]);
            for (int number = 0; number < numbers; number++) {
                double off = read[CLASSES + number] - LATENTS[LATENT * i + number];
                cost += 0.5 * NUMBERS_WEIGHT * off * off;
            }
            return cost;
        }

        private static double[] fake(Map<String, double[]> parameters, int i) {
            double[] input = new double[LATENT + CLASSES];
            for (int j = 0; j < LATENT; j++) {
                input[j] = LATENTS[LATENT * i + j];
            }
            input[LATENT + ASKED[i]] = 1;
            return linear(parameters, "generator.linear_1", input);
        }

        private static double[] features(Map<String, double[]> parameters, double[] sample) {
            double[] features = linear(parameters, "discriminator.linear_1", sample);
            for (int h = 0; h < features.length; h++) {
                features[h] = Math.tanh(features[h]);
            }
            return features;
        }

        private static double score(Map<String, double[]> parameters, double[] sample) {
            return linear(parameters, "discriminator.linear_2", features(parameters, sample))[0];
        }

        private static double[] read(Map<String, double[]> parameters, double[] sample) {
            return linear(parameters, "classifier.linear_1", features(parameters, sample));
        }

        private static double crossEntropy(double[] scores, int wanted) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(scores[c]);
            }
            return Math.log(sum) - scores[wanted];
        }

        private static double softplus(double x) {
            return Math.log1p(Math.exp(x));
        }

        private static double[] linear(Map<String, double[]> parameters, String layer, double[] input) {
            double[] weight = parameters.get(layer + ".weight");
            double[] output = parameters.get(layer + ".bias").clone();
            for (int o = 0; o < output.length; o++) {
                for (int i = 0; i < input.length; i++) {
                    output[o] += weight[o * input.length + i] * input[i];
                }
            }
            return output;
        }
    }
}
