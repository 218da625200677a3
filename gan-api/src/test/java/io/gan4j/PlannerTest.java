package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gan4j.architecture.Mlp;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Samples;
import io.gan4j.engine.FakeBackend;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Divergence;
import io.gan4j.training.GeneratorMetric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that contradict each other or the data: what the message says, and that what it says to do works. */
class PlannerTest {
    private static final GanBuilder BASE = Gan.vanilla();

    private static void contradicts(GanBuilder builder, int samples, String message) {
        assertThatThrownBy(() -> builder.train(new Samples(samples)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: " + message);
    }

    @Test
    void batch_largerThanTheData_isRefusedWithWhatWouldDo() {
        contradicts(
                BASE,
                12,
                "a batch of 64 is more than the 12 samples of the data (counted pixels): set batch(12) or less");
    }

    /** Each of them is made as it is read: neither the data nor their fingerprint take memory or time. */
    @Test
    void data_ofMoreSamplesThanAnArrayHolds_areRefusedAtOnce() {
        Dataset stacked = Datasets.stacked(Datasets.digits(10), Integer.MAX_VALUE, 0);
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> BASE.train(stacked))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(
                                "this GAN cannot be trained: the order of the 2,147,483,647 samples of a pass")
                        .hasMessageContaining("take at most"));
    }

    @Test
    void data_withoutSamples_isRefused() {
        contradicts(BASE, 0, "counted pixels has no samples");
    }

    @Test
    void image_outOfTheRecipesRange_isRefusedOnce() {
        contradicts(
                Gan.dcgan(),
                64,
                "the networks of Dcgan make images of 8 to 256 pixels a side, the data's samples have shape (1, 1, 1):"
                        + " resize them while reading (size(...), Datasets.resized), or set architecture(Mlp.of(256)),"
                        + " whose networks make samples of any shape");
    }

    /** Multiples of such numbers would be below 0. */
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, (1 << 30) + 1, (1 << 20) + 1})
    void widthBeyondAllMachines_isRefusedByItsName(int features) {
        for (GanBuilder preset : List.of(
                Gan.vanilla(), Gan.dcgan(), Gan.modern(), Gan.sagan(), Gan.styleGan2(), Gan.sngan(), Gan.infoGan())) {
            String most = " must be at most 1048576, was " + features;
            assertThatThrownBy(() -> preset.generatorFeatures(features).train(Datasets.digits(64)))
                    .hasMessageEndingWith("generatorFeatures" + most);
            assertThatThrownBy(() -> preset.discriminatorFeatures(features).train(Datasets.digits(64)))
                    .hasMessageEndingWith("discriminatorFeatures" + most);
            assertThatThrownBy(() -> preset.latent(features)).hasMessage("latent" + most);
        }
    }

    /** Whatever the preset: what its message says to set works. */
    @Test
    void points_withAConvolutionalPreset_areTrainedAsTheMessageSays() {
        Dataset points = Datasets.ring(8);
        assertThatThrownBy(() -> Gan.wganGp().backend(new FakeBackend()).train(points))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: the networks of Dcgan make images of 8 to 256 pixels a side, the"
                                + " data's samples have shape (2): set architecture(Mlp.of(256)), whose networks make samples of"
                                + " any shape");
        for (GanBuilder preset :
                List.of(Gan.dcgan(), Gan.wgan(), Gan.wganGp(), Gan.lsgan(), Gan.sngan(), Gan.dragan(), Gan.modern())) {
            preset.architecture(Mlp.of(8))
                    .steps(1)
                    .backend(new FakeBackend())
                    .train(points)
                    .close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sigmoid", "tanh", "relu"})
    void discriminator_thatEndsInAnActivation_isRefused(String activation) {
        NetworkBuilder network = Network.from("x", Shape.of(1, 8, 8)).flatten().linear(1);
        network = switch (activation) {
            case "sigmoid" -> network.sigmoid();
            case "tanh" -> network.tanh();
            default -> network.relu();
        };
        Network own = network.dropout(0.1f).reshape(Shape.of(1)).build();
        assertThatThrownBy(() -> Gan.dcgan()
                        .batch(4)
                        .discriminator(own)
                        .backend(new FakeBackend())
                        .train(Datasets.resized(Datasets.digits(8), 8, 8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: the discriminator ends in " + activation
                        + "(), but a score is raw"
                        + " here: the loss applies what it needs, with better numbers; leave the last " + activation
                        + "() out");
    }

    private static Network imageGenerator(UnaryOperator<NetworkBuilder> end) {
        return end.apply(Network.from("z", Shape.of(5)).linear(64))
                .reshape(Shape.of(1, 8, 8))
                .build();
    }

    @Test
    void generatorOfImages_thatEndsInHalfTheirRange_isRefused() {
        Dataset digits = Datasets.resized(Datasets.digits(8), 8, 8);
        GanBuilder small = Gan.dcgan().batch(4).steps(1).backend(new FakeBackend());
        assertThatThrownBy(() ->
                        small.generator(imageGenerator(NetworkBuilder::sigmoid)).train(digits))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: the generator ends in sigmoid(), which gives nothing below 0, but"
                                + " images have values from -1 to 1: end it in tanh()");
        assertThatThrownBy(() ->
                        small.generator(imageGenerator(NetworkBuilder::relu)).train(digits))
                .hasMessageContaining("the generator ends in relu(), which gives nothing below 0");
    }

    /** Its file must not say that values are from -1 to 1. */
    @Test
    void generatorOfImages_withoutTanh_isSaidToBeUnbounded() {
        Dataset digits = Datasets.resized(Datasets.digits(8), 8, 8);
        GanBuilder small = Gan.dcgan().batch(4).steps(1).backend(new FakeBackend());
        GanBuilder own = small.generator(imageGenerator(network -> network));
        assertThat(own.advice(digits))
                .contains(
                        "the generator does not end in tanh(), so that its images may have values beyond -1 to 1, which"
                                + " pictures cut off: the exported file says that its values are unbounded");
        try (TrainedGan trained = own.train(digits)) {
            assertThat(trained.generator().card().range()).isEqualTo(Range.UNBOUNDED);
        }
        try (TrainedGan trained =
                small.generator(imageGenerator(NetworkBuilder::tanh)).train(digits)) {
            assertThat(trained.generator().card().range()).isEqualTo(Range.MINUS_ONE_TO_ONE);
        }
    }

    @Test
    void patience_withNothingMeasured_isRefused() {
        assertThatThrownBy(() -> Gan.vanilla()
                        .batch(1)
                        .patience(3)
                        .backend(new FakeBackend())
                        .train(Datasets.points(new float[][] {{0, 0}})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: patience counts measurements, and nothing is measured: set"
                        + " keepBest(metric, steps) or evaluateEvery(steps, metrics)");
    }

    @Test
    void metricThatCannotMeasureTheData_isToldBeforeTheFirstStep() {
        GeneratorMetric needy = new GeneratorMetric() {
            @Override
            public double of(Generator generator, Dataset data) {
                throw new AssertionError("it was measured");
            }

            @Override
            public Better better() {
                return Better.LOWER;
            }

            @Override
            public String name() {
                return "needy";
            }

            @Override
            public Optional<String> problem(Dataset data) {
                return Optional.of("it needs 100 samples, " + data.name() + " has " + data.size());
            }
        };
        FakeBackend backend = new FakeBackend();
        assertThatThrownBy(() -> Gan.vanilla()
                        .batch(4)
                        .backend(backend)
                        .evaluateEvery(10, new GanBuilderTest.Growing(), needy)
                        .train(new Samples(12)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: needy cannot be measured: it needs 100 samples, counted pixels has"
                                + " 12");
        assertThat(backend.compiled).isEmpty();
    }

    @Test
    void contradictions_areListedAllInOneMessage() {
        Network generator = Network.from("z", Shape.of(1, 2, 2)).tanh().build();
        Network discriminator = Network.from("x", Shape.of(3)).linear(2).build();
        contradicts(
                BASE.generator(generator).discriminator(discriminator),
                12,
                "the generator must take one latent vector, it takes [Input[name=z, shape=(1, 2, 2)]]; "
                        + "the generator makes samples of shape (1, 2, 2), those of counted pixels have (1, 1, 1); "
                        + "the discriminator takes [Input[name=x, shape=(3)]], the samples of counted pixels have shape "
                        + "(1, 1, 1); "
                        + "the discriminator must give one score, shape (1), it gives (2); "
                        + "a batch of 64 is more than the 12 samples of the data (counted pixels): set batch(12) or less");
    }

    @Test
    void keepBestBy_whereNothingOfThatNameIsMeasured_isRefused() {
        contradicts(
                BASE.keepBestBy("nothing"),
                64,
                "keepBestBy chooses among metrics, and nothing is measured: set evaluateEvery(steps, metrics)");
        contradicts(
                BASE.keepBestBy("coverage").evaluateEvery(5, new GanBuilderTest.Nothing()),
                64,
                "the best state is kept by one metric; none of those that are measured have the name 'coverage':"
                        + " they are nothing");
    }

    @Test
    void goingBack_withoutCheckpoints_isRefused() {
        contradicts(
                BASE.onDivergence(Divergence.goBack(2)),
                64,
                "after a divergence there would be no checkpoint to go back to: set"
                        + " checkpoints(Checkpoints.in(folder)) or onDivergence(Divergence.fail())");
    }
}
