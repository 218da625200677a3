package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureCache;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.CountingPixels;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import io.gan4j.training.GeneratorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final Dataset DATA = Brightness.data(400);

    private static Evaluation evaluation() {
        return Evaluation.of(Brightness.generator(0)).against(DATA).samples(200);
    }

    private static Evaluation read() {
        return evaluation().classifier(Brightness.reader(Brightness.SHAPE));
    }

    private static List<String> names(EvaluationReport report) {
        return report.measurements().stream().map(Measurement::metric).toList();
    }

    @Test
    void run_byDefault_measuresAllThatFits() {
        EvaluationReport report = read().run();
        assertThat(names(report))
                .contains("sliced Wasserstein distance", "classes found of 2", "reverse KL of classes");
        assertThat(report.skipped())
                .extracting(EvaluationReport.Skipped::metric)
                .contains(Metric.classificationAccuracy());
    }

    @Test
    void run_withoutAClassifier_saysWhatToSet() {
        assertThat(evaluation().run().skipped())
                .contains(new EvaluationReport.Skipped(
                        Metric.classCoverage(),
                        "it needs a network that tells the classes: set classifier(Classifier.train(data))"));
    }

    @Test
    void run_ofPoints_measuresWhatFits() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2));
        Dataset ring = Datasets.ring(8);
        EvaluationReport report = Evaluation.of(Generator.of(card, new FakeRunner(card, 0)))
                .against(ring)
                .samples(100)
                .run();
        assertThat(names(report)).contains("sliced Wasserstein distance").doesNotContain("classes found of 2");
        assertThat(report.skipped())
                .contains(new EvaluationReport.Skipped(
                        Metric.classCoverage(), "it is of images, the samples have shape (2)"));
        assertThat(report.gallery()).isEmpty();
    }

    private static Evaluation ofImages() {
        Shape shape = Shape.of(1, 28, 28);
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, shape);
        return Evaluation.of(Generator.of(card, new FakeRunner(card, 0)))
                .against(Datasets.named(Datasets.digits(40), "drawn"))
                .samples(30)
                .seed(4);
    }

    @Test
    void distanceOfPatches_isMeasuredAtEachSize() {
        EvaluationReport report = ofImages().metrics("pyramid-wasserstein").run();
        assertThat(names(report))
                .containsExactly(
                        "sliced Wasserstein distance of patches",
                        "sliced Wasserstein distance of patches, 28 x 28",
                        "sliced Wasserstein distance of patches, 14 x 14");
        assertThat(report.measurements()).allSatisfy(measurement -> {
            assertThat(measurement.better()).isEqualTo(Better.LOWER);
            assertThat(measurement.estimate().hasInterval()).isTrue();
            assertThat(measurement.protocol())
                    .isEqualTo(new Protocol(
                            30, 30, "drawn", "none", "7 x 7 patches of a Laplacian pyramid, 16 an image", "", 4));
        });
    }

    /** The fake generator's images are one slope in different brightness. */
    @Test
    void similarity_isMeasuredOfBoth() {
        EvaluationReport report = ofImages().metrics("ms-ssim").run();
        assertThat(names(report)).containsExactly("MS-SSIM of pairs", "MS-SSIM of pairs, of the data");
        Measurement generated = report.measurements().get(0);
        Measurement real = report.measurements().get(1);
        assertThat(generated.value()).isGreaterThan(real.value());
        assertThat(generated.better()).isEqualTo(Better.NEAR_REAL);
        assertThat(generated.protocol()).isEqualTo(new Protocol(0, 30, "drawn", "none", "MS-SSIM of 2 scales", "", 4));
        assertThat(real.protocol()).isEqualTo(new Protocol(30, 0, "drawn", "none", "MS-SSIM of 2 scales", "", 4));
    }

    @Test
    void images_thatAreTooSmall_areRefusedOrPassedOver() {
        assertThat(evaluation().run().skipped())
                .contains(
                        new EvaluationReport.Skipped(
                                Metric.pyramidWasserstein(),
                                "a distance of patches needs images of at least 7 x 7 pixels, these have 4 x 4"),
                        new EvaluationReport.Skipped(
                                Metric.multiScaleSsim(),
                                "MS-SSIM needs images of at least 11 x 11 pixels, these have 4 x 4"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation().metrics("ms-ssim").run())
                .withMessage(
                        "ms-ssim cannot be measured: MS-SSIM needs images of at least 11 x 11 pixels, these have 4 x 4");
    }

    @Test
    void run_twice_givesTheSameNumbers() {
        assertThat(read().run().measurements()).isEqualTo(read().run().measurements());
        assertThat(read().seed(1).run().measurements())
                .isNotEqualTo(read().run().measurements());
    }

    /** The latents are uniform in [-1, 1), so both classes are as likely; all images are bright that are moved by 2. */
    @Test
    void classes_ofGeneratedImages_areCounted() {
        EvaluationReport even = read().metrics(Metric.classCoverage()).run();
        assertThat(even.measurements().get(0).value()).isEqualTo(2);
        assertThat(even.measurements().get(1).value()).isCloseTo(0, within(0.02));
        assertThat(even.measurements().get(0).protocol())
                .isEqualTo(new Protocol(0, 200, DATA.name(), "none", "light meter", "ab", 0));
        EvaluationReport collapsed = Evaluation.of(Brightness.generator(2))
                .against(DATA)
                .samples(200)
                .classifier(Brightness.reader(Brightness.SHAPE))
                .metrics("class-coverage")
                .run();
        assertThat(collapsed.measurements().get(0).value()).isEqualTo(1);
        assertThat(collapsed.measurements().get(1).value()).isCloseTo(Math.log(2), within(1e-9));
    }

    /** A third class of the data, of which it has no samples, counts neither for nor against the generator. */
    @Test
    void classes_thatTheDataHasNoSamplesOf_areNotAskedFor() {
        List<String> three = List.of("none", "dark", "bright");
        int[] labels = new int[400];
        Arrays.setAll(labels, i -> DATA.label(i) + 1);
        Evaluation of =
                evaluation().against(Datasets.labelled(DATA, three, labels)).metrics(Metric.classCoverage());
        EvaluationReport report = of.classifier(Brightness.reader(three, 1)).run();
        assertThat(names(report)).containsExactly("classes found of 2", "reverse KL of classes");
        assertThat(report.measurements().get(0).value()).isEqualTo(2);
        assertThat(report.measurements().get(1).value()).isCloseTo(0, within(0.02));
        assertThat(report.measurements().get(0).warnings()).isEmpty();
        Measurement misread =
                of.classifier(Brightness.reader(three, 0)).run().measurements().get(0);
        assertThat(misread.value()).isEqualTo(1);
        assertThat(misread.warnings()).hasSize(1).first().asString().contains("are read as classes that <b>grey</b>");
    }

    @Test
    void classifier_thatTheDataIsTooFewFor_isNamedWithTheNumber() {
        Dataset few = Brightness.data(78);
        assertThat(evaluation().against(few).run().skipped())
                .contains(new EvaluationReport.Skipped(
                        Metric.classCoverage(),
                        "it needs a network that tells the classes: a classifier learns of 128 images or more, "
                                + few.name() + " has 78: set classifier(...)"));
    }

    @Test
    void numbersOfSamples_areCheckedBeforeTheWork() {
        List<EvaluationProgress> events = new ArrayList<>();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation()
                        .samples(3)
                        .metrics(Metric.slicedWasserstein(), Metric.precision(), Metric.coverage())
                        .progress(events::add)
                        .run())
                .withMessage(
                        "precision cannot be measured: it needs at least 4 samples of the data and as many generated"
                                + " ones, there are 3 and 3; coverage cannot be measured: it needs at least 6 samples of the data"
                                + " and as many generated ones, there are 3 and 3");
        assertThat(events).isEmpty();
        assertThat(names(evaluation()
                        .samples(4)
                        .metrics(Metric.precision(), Metric.recall(), Metric.frechetDistance())
                        .run()))
                .containsExactly("precision", "recall", "Fréchet distance");
    }

    /** What turns out late costs no number that has been measured. */
    @Test
    void metric_thatFailsAtItsTurn_leavesTheOthers() {
        Metric failing = Metric.of("failing", Better.LOWER, (real, made) -> {
            throw new IllegalArgumentException("not today");
        });
        Metric greedy = Metric.of("greedy", Better.LOWER, (real, made) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        EvaluationReport report = evaluation()
                .metrics(Metric.slicedWasserstein(), failing, greedy, Metric.coverage())
                .run();
        assertThat(names(report)).containsExactly("sliced Wasserstein distance", "coverage");
        assertThat(report.skipped()).hasSize(2).first().isEqualTo(new EvaluationReport.Skipped(failing, "not today"));
        assertThat(report.skipped().get(1).reason()).startsWith("it does not fit into Java's heap of ");
    }

    /** Farther from the training data than fresh samples is no better than nearer. */
    @Test
    void memorisation_isBestNearTheDatas() {
        Measurement ratio = evaluation()
                .heldOut(Brightness.data(300))
                .metrics(Metric.memorisation())
                .run()
                .measurements()
                .get(0);
        assertThat(ratio.better()).isEqualTo(Better.NEAR_REAL);
    }

    @Test
    void worseGenerator_isWorse() {
        double near = evaluation().run().measurements().get(0).value();
        double far = Evaluation.of(Brightness.generator(1))
                .against(DATA)
                .samples(200)
                .run()
                .measurements()
                .get(0)
                .value();
        assertThat(far).isGreaterThan(2 * near);
    }

    @Test
    void gallery_holdsTheNearestOfTheData() {
        byte[][] images = new byte[5][16];
        for (int i = 0; i < 5; i++) {
            Arrays.fill(images[i], (byte) (i * 50));
        }
        float[] samples = new float[32];
        Arrays.fill(samples, 0, 16, 104 / 127.5f - 1);
        Arrays.fill(samples, 16, 32, 2f);
        assertThat(Gallery.nearest(samples, Datasets.pixels(Brightness.SHAPE, images)))
                .containsExactly(2, 4);
    }

    @Test
    void gallery_countsClasses() {
        Gallery.Histogram histogram =
                read().run().gallery().orElseThrow().histogram().orElseThrow();
        assertThat(histogram.real()).containsExactly(200L, 200L);
        assertThat(histogram.generated().get(0) + histogram.generated().get(1)).isEqualTo(200);
    }

    @Test
    void progress_tellsOfEachPart() {
        List<EvaluationProgress> events = new ArrayList<>();
        read().metrics(Metric.classCoverage()).progress(events::add).run();
        assertThat(events)
                .containsExactly(
                        new EvaluationProgress("class coverage", 0, 3),
                        new EvaluationProgress("pictures", 1, 3),
                        new EvaluationProgress("real data in the same protocol", 2, 3));
    }

    @Test
    void settings_doNotChangeWhatTheyAreOf() {
        Evaluation base = evaluation();
        assertThat(base.seed(9).metrics(Metric.slicedWasserstein()).samples(50)).isNotSameAs(base);
        assertThat(base.run().measurements().get(0).protocol().generated()).isEqualTo(200);
    }

    @Test
    void cache_keepsWhatTheDataLooksLike(@TempDir Path folder) {
        CountingPixels extractor = new CountingPixels(16);
        Subject first = subject(extractor, folder);
        first.realFeatures();
        subject(extractor, folder).realFeatures();
        assertThat(extractor.samples()).isEqualTo(200);
        first.generatedFeatures();
        first.generatedFeatures();
        assertThat(extractor.samples()).isEqualTo(400);
    }

    private static Subject subject(CountingPixels extractor, Path folder) {
        GeneratorState state = GeneratorState.of(Brightness.generator(0), DATA);
        state.ofData(FeatureCache.class, FeatureCache.class, () -> FeatureCache.in(folder));
        return new Subject(state, MetricConditions.NONE.samples(200).extractor(extractor));
    }

    @Test
    void moreSamplesThanData_takeAllOfTheData() {
        EvaluationReport report =
                evaluation().samples(1_000).metrics(Metric.slicedWasserstein()).run();
        assertThat(report.measurements().get(0).protocol().real()).isEqualTo(400);
    }

    @Test
    void metric_thatIsUnknown_isRefusedWithAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation().metrics("fid"))
                .withMessageStartingWith("there is no metric 'fid'; there are ")
                .withMessageContaining("sliced-wasserstein, ");
    }

    @Test
    void metric_thatIsNamedButCannotBe_isRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation()
                        .metrics(Metric.classCoverage(), Metric.classificationAccuracy())
                        .run())
                .withMessage("class-coverage cannot be measured: it needs a network that tells the classes: set"
                        + " classifier(Classifier.train(data)); classification-accuracy cannot be measured: it needs a"
                        + " network that tells the classes: set classifier(Classifier.train(data))");
    }

    @Test
    void heldOutData_withoutLabels_isRefusedWhereTheyAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read().heldOut(Datasets.pixels(Brightness.SHAPE, new byte[2][16]))
                        .metrics("classification-accuracy")
                        .run())
                .withMessageEndingWith("has no labels of two classes or more");
    }

    @Test
    void data_withoutLabels_isNamedWhereTheyAreNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation()
                        .against(Datasets.named(Datasets.pixels(Brightness.SHAPE, new byte[9][16]), "plain"))
                        .metrics("class-coverage")
                        .run())
                .withMessage(
                        "class-coverage cannot be measured: plain has no labels to train a classifier on, and none was"
                                + " given: set classifier(...)");
    }

    @Test
    void noData_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Evaluation.of(Brightness.generator(0)).run())
                .withMessage("there is no data to evaluate against: set against(data)");
    }

    @Test
    void data_ofAnotherImageSize_isRefused() {
        Dataset large = Datasets.named(Datasets.pixels(Shape.of(1, 8, 5), new byte[3][40]), "large");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation().against(large).run())
                .withMessage(
                        "the generator makes images of 4 x 4 pixels, those of large have 8 x 5: bring them to its size"
                                + " by Datasets.resized(data, 4, 4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation().heldOut(large).run())
                .withMessageContaining("those of large have 8 x 5");
    }

    @Test
    void data_ofAnotherNumberOfChannels_isRefused() {
        Dataset colour = Datasets.named(Datasets.pixels(Shape.of(3, 4, 4), new byte[3][48]), "colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation().against(colour).run())
                .withMessage("the generator makes images of 1 channel, those of colour have 3 channels");
    }

    @Test
    void data_thatIsNoImages_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        evaluation().against(Datasets.points(new float[2])).run())
                .withMessage("the generator makes samples of shape (1, 4, 4), those of 1 point have shape (2)");
    }

    @Test
    void classifier_ofAnotherShape_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation()
                        .classifier(Brightness.reader(Shape.of(1, 5, 5)))
                        .run())
                .withMessage("the light meter reads images of shape (1, 5, 5), the samples have (1, 4, 4)");
    }

    @Test
    void generator_thatMakesNaN_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Evaluation.of(Brightness.generator(Float.NaN))
                        .against(DATA)
                        .samples(10)
                        .metrics("sliced-wasserstein")
                        .run())
                .withMessage(
                        "sliced Wasserstein distance: the generator's samples must be finite, value 0 of sample 0 was"
                                + " NaN: has its training diverged?");
    }

    @Test
    void samples_below2_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation().samples(1))
                .withMessage("samples must be at least 2, was 1");
    }
}
