package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.CountingPixels;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import io.gan4j.training.GeneratorState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final Metric METRIC =
            Metric.slicedWasserstein().samples(1000).seed(3);

    /** Makes each latent of the plane its sample, moved to the right. */
    private static Generator moving(double by) {
        return Generator.of(ModelCard.generator(2, Prior.NORMAL, Shape.of(2)), new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = input.clone();
                for (int i = 0; i < output.length; i += 2) {
                    output[i] += (float) by;
                }
                return output;
            }

            @Override
            public void close() {}
        });
    }

    private static Dataset points(int count) {
        float[][] points = new float[count][2];
        for (int i = 0; i < count; i++) {
            RandomStream.of(7, i).fillNormal(points[i], 0, 1);
        }
        return Datasets.points(points);
    }

    /** Moved by 10, all lie {@code 10 |cos|} away, whose mean is {@code 20 / pi}; within five standard errors of 128 lines. */
    @Test
    void distance_ofAGeneratorThatIsOff_isHowFar() {
        assertThat(METRIC.of(moving(10), points(5000))).isCloseTo(20 / Math.PI, within(1.4));
    }

    @Test
    void distance_ofAPerfectGenerator_isSmall() {
        Dataset points = points(5000);
        assertThat(METRIC.of(moving(0), points)).isLessThan(0.1).isEqualTo(METRIC.of(moving(0), points));
    }

    @Test
    void distance_toFewerSamplesThanAsked_isOfThem() {
        assertThat(METRIC.of(moving(10), points(50))).isBetween(5.0, 8.0);
    }

    @Test
    void distance_toDataOfAnotherShape_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METRIC.of(moving(0), Datasets.points(new float[3])))
                .withMessage("the generator makes samples of shape (2), those of 1 point have shape (3)");
    }

    @Test
    void metric_saysWhatItIs() {
        assertThat(METRIC.name()).isEqualTo("sliced Wasserstein distance");
        assertThat(METRIC.better()).isEqualTo(Better.LOWER);
    }

    /** Answers with the data's first images, over and over. */
    private static Generator copying(Dataset data, int different) {
        float[] images = Datasets.values(data, IntStream.range(0, different).toArray());
        return Generator.of(ModelCard.generator(2, Prior.NORMAL, data.shape()), new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count * data.shape().size()];
                for (int i = 0; i < output.length; i++) {
                    output[i] = images[i % images.length];
                }
                return output;
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void distanceOfPatches_isLessOfTheDataThanOfOneOfThem() {
        Dataset digits = Datasets.named(Datasets.digits(60), "drawn");
        Metric metric = Metric.pyramidWasserstein().samples(1000).seed(3);
        Measurement good = metric.measure(copying(digits, 60), digits);
        assertThat(good.metric()).isEqualTo(metric.name()).isEqualTo("sliced Wasserstein distance of patches");
        assertThat(good.protocol())
                .isEqualTo(new Protocol(
                        60, 60, "drawn", "none", "7 x 7 patches of a Laplacian pyramid, 16 an image", "", 3));
        assertThat(good.isBetterThan(metric.measure(copying(digits, 1), digits)))
                .isTrue();
        assertThat(metric.of(copying(digits, 60), digits)).isEqualTo(good.value());
    }

    @Test
    void similarity_ofACollapsedGenerator_isOne() {
        Dataset digits = Datasets.named(Datasets.digits(60), "drawn");
        Metric metric = Metric.multiScaleSsim().samples(50).seed(3);
        Measurement collapsed = metric.measure(copying(digits, 1), digits);
        assertThat(collapsed)
                .isEqualTo(Measurement.of(
                        "MS-SSIM of pairs",
                        new Estimate(1, 1, 1),
                        Better.NEAR_REAL,
                        new Protocol(0, 50, "drawn", "none", "MS-SSIM of 2 scales", "", 3)));
        assertThat(metric.of(copying(digits, 60), digits)).isLessThan(0.5);
        assertThat(metric.name()).isEqualTo("MS-SSIM of pairs");
    }

    @Test
    void metric_thatDoesNotFitTheData_saysWhy() {
        Dataset points = points(50);
        String noImages = "it is of images, the samples have shape (2)";
        assertThat(Metric.pyramidWasserstein().problem(points)).contains(noImages);
        assertThat(Metric.multiScaleSsim().problem(points)).contains(noImages);
        assertThat(Metric.slicedWasserstein().problem(points)).isEmpty();
        assertThat(Metric.classCoverage().problem(Datasets.digits(128)))
                .contains("it needs a network that tells the classes: set classifier(Classifier.train(data))");
        assertThat(Metric.memorisation().problem(points))
                .contains("it needs data that the generator was not trained on: set heldOut(data)");
        assertThat(Metric.memorisation().heldOut(points).problem(points)).isEmpty();
    }

    @Test
    void extractor_ofAnotherShape_isAProblem() {
        FeatureExtractor pixels = FeatureExtractors.pixels(Shape.of(3));
        assertThat(Metric.frechetDistance().features(pixels).problem(points(50)))
                .contains("its features, pixels, do not fit the data: an array of 1 sample of shape (3) must hold 3 for"
                        + " each, has 2");
    }

    private static Metric mean(String name, Better better, CountingPixels extractor) {
        return Metric.of(name, better, (real, made) -> new Estimate(name.equals("real") ? of(real) : of(made), -9, 9))
                .features(extractor)
                .samples(30)
                .seed(5);
    }

    private static double of(Features features) {
        double sum = 0;
        for (int i = 0; i < features.count(); i++) {
            sum += features.at(i, 0);
        }
        return sum / features.count();
    }

    private static Dataset pixels(int count) {
        byte[][] images = new byte[count][1];
        for (int i = 0; i < count; i++) {
            images[i][0] = (byte) i;
        }
        return Datasets.named(Datasets.pixels(Shape.of(1, 1, 1), images), "counted pixels");
    }

    private static Generator averaging(float offset) {
        ModelCard card = ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 1, 1));
        return Generator.of(card, new FakeRunner(card, offset));
    }

    @Test
    void ownMetric_comparesWhatTheExtractorSees() {
        float[] latents = averaging(0).latents(30, 5).toFloats();
        double expected = 0;
        for (float element : latents) {
            expected += element / 90;
        }
        Metric made = mean("made", Better.HIGHER, new CountingPixels(1));
        Measurement measured = made.measure(averaging(0.25f), pixels(40));
        assertThat(measured.value()).isCloseTo(expected + 0.25, within(1e-6));
        assertThat(measured.low()).isEqualTo(-9);
        assertThat(measured.better()).isEqualTo(Better.HIGHER);
        assertThat(measured.protocol())
                .isEqualTo(new Protocol(30, 30, "counted pixels", "none", "counting pixels", "c0", 5));
        assertThat(made.of(averaging(0.25f), pixels(40))).isEqualTo(measured.value());
    }

    @Test
    void metricsOfOneRun_seeTheDataOnceAndEachStateOnce() {
        CountingPixels extractor = new CountingPixels(1);
        Metric real = mean("real", Better.LOWER, extractor);
        Metric made = mean("made", Better.HIGHER, extractor);
        GeneratorState first = GeneratorState.of(averaging(0), pixels(40));
        real.measure(first);
        made.measure(first);
        assertThat(extractor.samples()).isEqualTo(30 + 30);
        GeneratorState second = first.next(averaging(1));
        assertThat(made.measure(second).value())
                .isGreaterThan(0.5 + made.measure(first).value());
        real.measure(second);
        assertThat(extractor.samples()).isEqualTo(30 + 30 + 30);
    }

    @Test
    void dataOfFewerSamples_isTakenWhole() {
        Measurement measured = mean("real", Better.LOWER, new CountingPixels(1)).measure(averaging(0), pixels(8));
        assertThat(measured.protocol().real()).isEqualTo(8);
        assertThat(measured.protocol().generated()).isEqualTo(30);
    }

    /** One value serves a run and an evaluation: its own conditions hold before those of the evaluation. */
    @Test
    void metric_inAnEvaluation_givesTheSameNumberAsInARun() {
        Dataset digits = Datasets.named(Datasets.digits(60), "drawn");
        Generator generator = copying(digits, 40);
        Metric distance = Metric.frechetDistance().samples(50).seed(2);
        Measurement inARun = distance.measure(GeneratorState.of(generator, digits));
        List<Measurement> evaluated = Evaluation.of(generator)
                .against(digits)
                .samples(30)
                .metrics(distance, Metric.coverage())
                .run()
                .measurements();
        assertThat(evaluated.get(0).value()).isEqualTo(inARun.value());
        assertThat(evaluated.get(0).protocol()).isEqualTo(inARun.protocol());
        assertThat(evaluated.get(0).estimate().hasInterval()).isTrue();
        assertThat(inARun.estimate().hasInterval()).isFalse();
        assertThat(evaluated.get(1).protocol().generated()).isEqualTo(30);
    }

    @Test
    void keysOfAll_nameThem() {
        assertThat(Metric.all())
                .hasSize(20)
                .allSatisfy(metric -> assertThat(Metric.named(metric.key())).isEqualTo(metric));
    }

    @Test
    void samples_below2_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.slicedWasserstein().samples(1))
                .withMessage("samples must be at least 2, was 1");
    }
}
