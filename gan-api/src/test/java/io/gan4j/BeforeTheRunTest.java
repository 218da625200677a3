package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.gan4j.training.GeneratorMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out of networks and data before a run. */
class BeforeTheRunTest {
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
    void data_thatIsHardToLearn_isToldBeforeTheRun() {
        Dataset table = Datasets.points(new float[][] {{18, 92_000}, {78, 91_000}});
        assertThat(Gan.vanilla().advice(table))
                .anySatisfy(line -> assertThat(line).startsWith("component 1 of the data has mean 9.150e+04"));
        assertThat(Gan.vanilla().advice(Datasets.ring(8)))
                .noneSatisfy(line -> assertThat(line).startsWith("component"));
        assertThat(Gan.dcgan().advice(Datasets.digits(194)))
                .anySatisfy(line ->
                        assertThat(line).startsWith("194 images are few:").contains("Datasets.mirrored(data)"));
        assertThat(Gan.dcgan().advice(Datasets.digits(2_000)))
                .noneSatisfy(line -> assertThat(line).contains("images are few"));
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
                        .evaluateEvery(10, needy)
                        .train(new Samples(12)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: needy cannot be measured: it needs 100 samples, counted pixels has"
                                + " 12");
        assertThat(backend.compiled).isEmpty();
    }
}
