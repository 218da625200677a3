package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Distances within classes, of points whose classes lie at -1 and at 1 and spread by 0.1 to either side. */
class ClassDistancesTest {
    private static final List<String> CLASSES = List.of("left", "right");
    private static final float SPREAD = 0.1f;
    private static final FeatureExtractor POINTS = FeatureExtractors.pixels(Shape.of(1));

    /** Points of one class after the other: the four of two classes, over and over. */
    private static Dataset data(int count, List<String> classes) {
        float[][] points = new float[count][1];
        for (int i = 0; i < count; i++) {
            points[i][0] = point(i / 2, i % 2, SPREAD);
        }
        int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
        return Datasets.labelled(Datasets.points(points), classes, labels);
    }

    private static float point(int number, int place, float spread) {
        return (place == 0 ? -1 : 1) + (number % 2 == 0 ? spread : -spread);
    }

    /** Gives the points of a class in turn, or of the other class, with a spread of its own. */
    private static Generator generator(List<String> classes, boolean swapped, float spread) {
        int[] next = new int[2];
        return Generator.of(ModelCard.generator(1, Prior.NORMAL, Shape.of(1)).conditional("y", classes), new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] points = new float[count];
                for (int i = 0; i < count; i++) {
                    int asked = inputs.get(1)[2 * i] == 1 ? 0 : 1;
                    points[i] = point(next[asked]++, swapped ? 1 - asked : asked, spread);
                }
                return List.of(points);
            }

            @Override
            public void close() {}
        });
    }

    private static double value(Metric metric, Generator generator) {
        return metric.samples(400)
                .features(POINTS)
                .measure(generator, data(400, CLASSES))
                .value();
    }

    @Test
    void generator_thatGivesTheDatasPoints_hasNoDistance() {
        assertThat(value(Metric.classFrechetDistance(), generator(CLASSES, false, SPREAD)))
                .isCloseTo(0, within(1e-6));
        // unbiased, so that it may be a little below 0
        assertThat(value(Metric.classKernelDistance(), generator(CLASSES, false, SPREAD)))
                .isCloseTo(0, within(0.05));
    }

    /** Over all samples nothing is wrong; within a class the means are 2 apart. */
    @Test
    void generator_thatMixesClassesUp_isFarWithinClassesAlone() {
        assertThat(value(Metric.frechetDistance(), generator(CLASSES, true, SPREAD)))
                .isCloseTo(0, within(1e-6));
        assertThat(value(Metric.classFrechetDistance(), generator(CLASSES, true, SPREAD)))
                .isCloseTo(4, within(1e-4));
        assertThat(value(Metric.classKernelDistance(), generator(CLASSES, true, SPREAD)))
                .isGreaterThan(1);
    }

    /** The variance of the data within a class, 0.01 times 200 / 199, is all that is missing. */
    @Test
    void generator_thatMakesOneSampleAClass_isAsFarAsTheVarianceOfTheClass() {
        assertThat(value(Metric.classFrechetDistance(), generator(CLASSES, false, 0)))
                .isCloseTo(0.01 * 200 / 199, within(1e-6));
    }

    @Test
    void evaluation_listsEachClass_andWhatRealSamplesScore() {
        Metric metric = Metric.classKernelDistance();
        EvaluationReport report = Evaluation.of(generator(CLASSES, false, SPREAD))
                .against(data(400, CLASSES))
                .samples(200)
                .features(POINTS)
                .metrics(metric)
                .run();
        assertThat(report.measurements().stream().map(Measurement::metric))
                .containsExactly(
                        "kernel distance within classes",
                        "kernel distance within classes, left",
                        "kernel distance within classes, right");
        double sum = report.measurements().get(1).value()
                + report.measurements().get(2).value();
        assertThat(report.measurements().get(0).value()).isCloseTo(sum / 2, within(1e-9));
        assertThat(report.realScores().get(0).metric()).isEqualTo("kernel distance within classes");
        assertThat(report.realScores().get(0).value()).isCloseTo(0, within(0.02));
    }

    @Test
    void ofManyClasses_theFarthestAreListed() {
        int classes = 30;
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
        float[][] points = new float[classes * 4][1];
        for (int i = 0; i < points.length; i++) {
            points[i][0] = i % classes + (i < points.length / 2 ? SPREAD : -SPREAD);
        }
        int[] labels = IntStream.range(0, points.length).map(i -> i % classes).toArray();
        Dataset data = Datasets.labelled(Datasets.points(points), names, labels);
        // every class is given at 0: the last is the farthest
        Generator generator =
                Generator.of(ModelCard.generator(1, Prior.NORMAL, Shape.of(1)).conditional("y", names), new Runner() {
                    @Override
                    public List<float[]> run(List<float[]> inputs, int count) {
                        return List.of(new float[count]);
                    }

                    @Override
                    public void close() {}
                });
        List<Measurement> numbers = Evaluation.of(generator)
                .against(data)
                .samples(points.length)
                .features(POINTS)
                .metrics(Metric.classFrechetDistance())
                .run()
                .measurements();
        assertThat(numbers).hasSize(21);
        assertThat(numbers.get(1).metric()).isEqualTo("Fréchet distance within classes, class 29");
        // a mean of 29, and the variance of four points at 0.1 to either side: 0.04 / 3
        assertThat(numbers.get(1).value()).isCloseTo(29 * 29 + 0.04 / 3, within(1e-3));
        assertThat(numbers.get(0).warnings().get(0)).startsWith("of class 'class 0': ");
    }

    @Test
    void whatCannotBeCompared_isRefusedWithItsReason() {
        Metric metric = Metric.classFrechetDistance().samples(40).features(POINTS);
        Dataset unlabelled = Datasets.points(new float[] {0}, new float[] {1});
        assertThat(metric.problem(unlabelled))
                .contains("it compares the samples of each class, and 2 points has no labels of two classes or more");
        List<String> codes = List.of("code 0", "code 1");
        assertThatThrownBy(() -> metric.measure(generator(codes, false, 0), data(40, CLASSES)))
                .hasMessage("the generator is asked for [code 0, code 1], the classes of 40 points are [left, right]");
        assertThatThrownBy(() -> metric.measure(generator(CLASSES, false, 0), data(3, CLASSES)))
                .hasMessage(
                        "it needs at least 2 samples of each class on both sides, of 'right' there are 1 of the data and 20"
                                + " generated ones: set samples(...) to more, or take more data");
        Generator plain = Generator.of(ModelCard.generator(1, Prior.NORMAL, Shape.of(1)), new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                return new float[count];
            }

            @Override
            public void close() {}
        });
        assertThatThrownBy(() -> metric.measure(plain, data(40, CLASSES)))
                .hasMessage("it needs a conditional generator, this one takes no classes");
    }
}
