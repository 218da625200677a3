package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.FakeBackend;
import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.inference.Generator;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.WeightClipping;
import io.gan4j.measurement.Better;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a configuration says of itself to people. */
class PracticesTest {
    private static final String DCGANS_ADAM = "Adam at 0.0002, betas 0.5 and 0.999 (Kingma and Ba 2015)";

    @Test
    void practices_ofModern_areItsRecipe() {
        assertThat(Gan.modern().practices())
                .containsExactly(
                        "Gaussian latents of length 100",
                        "loss: relativistic, in pairs of real and fake (Jolicoeur-Martineau 2018; Huang et al. 2024)",
                        "batches of 64",
                        "both players: Adam at 0.0005, betas 0 and 0.99 (Kingma and Ba 2015)",
                        "both learning rates times 1 to 0 along half a cosine (Loshchilov and Hutter 2017)",
                        "R1 gradient penalty at real samples, gamma 1 (Mescheder et al. 2018)",
                        "R2 gradient penalty at fakes, gamma 1 (Mescheder et al. 2018)",
                        "real and fake samples in separate batches (ganhacks 4)",
                        "moving average of the generator, decay 0.999, less in the first steps (Yazici et al. 2019)");
    }

    @Test
    void practices_ofAPlainGan_areNoMoreThanTheBasics() {
        assertThat(Gan.vanilla().practices())
                .containsExactly(
                        "Gaussian latents of length 100",
                        "loss: non-saturating (Goodfellow et al. 2014)",
                        "batches of 64",
                        "both players: " + DCGANS_ADAM,
                        "real and fake samples in separate batches (ganhacks 4)");
    }

    private static GeneratorMetric metric() {
        return new GeneratorMetric() {
            @Override
            public String name() {
                return "sharpness";
            }

            @Override
            public double of(Generator generator, Dataset data) {
                return 0;
            }

            @Override
            public Better better() {
                return Better.HIGHER;
            }
        };
    }

    @Test
    void practices_whenAllAreOn_areAllListed() {
        GanBuilder all = Gan.lsgan()
                .latent(32)
                .prior(Prior.UNIFORM)
                .regularizers(
                        WeightClipping.standard(),
                        GradientPenalty.oneSided().every(4),
                        Dragan.standard(),
                        R1.of(Schedule.cosine(1, 0.1)).every(16),
                        R2.of(0.02),
                        FeatureMatching.of(2),
                        PathLength.standard(),
                        new HistoricalAveraging(0.01f))
                .generatorNorm(Normalization.VIRTUAL)
                .generatorDropout(0.5)
                .generatorSpectralNorm()
                .discriminatorNorm(Normalization.LAYER)
                .dropout(0.3)
                .spectralNorm()
                .minibatchDiscrimination(32, 5)
                .minibatchStdDev(4)
                .generatorOptimizer(RmsProp.of(5e-5))
                .discriminatorOptimizer(Sgd.of(0.01).momentum(0.9))
                .generatorRate(Schedule.constant(0.5))
                .discriminatorRate(Schedule.linear(1, 0).between(0.5, 1))
                .gradientClipping(GradientClipping.value(0.25))
                .discriminatorSteps(5)
                .generatorSteps(2)
                .batch(16)
                .accumulation(3)
                .unrolledSteps(1)
                .scoring(TrainingStrategy.Scoring.MIXED)
                .labels(Labels.smoothed())
                .instanceNoise(Schedule.linear(0.1, 0))
                .replay(Replay.half(500))
                .packing(2)
                .referenceBatch(16)
                .ema(0.99)
                .standingStatistics(50)
                .keepBest(metric(), 100);
        assertThat(all.practices())
                .containsExactly(
                        "uniform latents of length 32",
                        "loss: least squares, targets 0 for fakes, 1 for real samples, 1 for the generator (Mao et al. 2017)",
                        "generator: virtual batch normalisation (Salimans et al. 2016)",
                        "generator: dropout 0.5 (Srivastava et al. 2014)",
                        "generator: spectral normalisation of the weights (Miyato et al. 2018)",
                        "discriminator: layer normalisation (Ba et al. 2016)",
                        "discriminator: minibatch standard deviation over groups of 4 (Karras et al. 2018)",
                        "discriminator: minibatch discrimination by 32 kernels of 5 (Salimans et al. 2016)",
                        "discriminator: dropout 0.3 (Srivastava et al. 2014)",
                        "discriminator: spectral normalisation of the weights (Miyato et al. 2018)",
                        "batches of 16",
                        "the mean gradient of 3 batches for each update",
                        "generator: RMSProp at 0.00005, decay 0.99 (Hinton 2012)",
                        "discriminator: gradient descent at 0.01, momentum 0.9",
                        "two time-scale updates (Heusel et al. 2017)",
                        "generator's learning rate times 0.5",
                        "discriminator's learning rate times 1 to 0 in a straight line, from 0.5 to 1 of the run",
                        "each element of the gradients kept within -0.25 and 0.25 (Pascanu et al. 2013)",
                        "5 updates of the discriminator in a step",
                        "2 updates of the generator in a step",
                        "the generator looks 1 update of the discriminator ahead (Metz et al. 2017)",
                        "the discriminator's weights clipped to 0.01 (Arjovsky et al. 2017)",
                        "one-sided gradient penalty between real samples and fakes, weight 10, every 4 steps"
                                + " (Petzka et al. 2018)",
                        "DRAGAN's gradient penalty around real samples, weight 10, spread 0.5 (Kodali et al. 2017)",
                        "R1 gradient penalty at real samples, gamma 1 to 0.1 along half a cosine (Loshchilov and Hutter"
                                + " 2017), every 16 steps (Mescheder et al. 2018)",
                        "R2 gradient penalty at fakes, gamma 0.02 (Mescheder et al. 2018)",
                        "feature matching, weight 2 (Salimans et al. 2016)",
                        "path length regularization of the generator, weight 2, every 4 steps (Karras et al. 2020)",
                        "historical averaging of both players, weight 0.01 (Salimans et al. 2016)",
                        "labels: real 0.9, fake 0 (one-sided smoothing, Salimans et al. 2016)",
                        "real and fake samples in one batch",
                        "instance noise of standard deviation 0.1 to 0 in a straight line (Sonderby et al. 2017)",
                        "experience replay: half of each batch from 500 earlier fakes (Shrivastava et al. 2017)",
                        "packing: 2 samples judged as one (Lin et al. 2018)",
                        "a reference batch of 16 samples (Salimans et al. 2016)",
                        "moving average of the generator, decay 0.99, less in the first steps (Yazici et al. 2019)",
                        "standing statistics of the generator from 50 batches (Brock et al. 2019)",
                        "the best state by sharpness is kept, measured every 100 steps");
    }

    @Test
    void practices_withTheOtherChoice_sayIt() {
        assertThat(Gan.vanilla()
                        .replay(Replay.pool())
                        .discriminatorOptimizer(Adam.of(2e-4).betas(0.5, 0.9))
                        .gradientClipping(GradientClipping.norm(1))
                        .regularizers(GradientPenalty.standard())
                        .keepBest(metric(), 1)
                        .practices())
                .containsExactly(
                        "Gaussian latents of length 100",
                        "loss: non-saturating (Goodfellow et al. 2014)",
                        "batches of 64",
                        "generator: " + DCGANS_ADAM,
                        "discriminator: Adam at 0.0002, betas 0.5 and 0.9 (Kingma and Ba 2015)",
                        "gradients scaled to a norm of at most 1 (Pascanu et al. 2013)",
                        "gradient penalty between real samples and fakes, weight 10 (Gulrajani et al. 2017)",
                        "real and fake samples in separate batches (ganhacks 4)",
                        "experience replay: a pool of 50 earlier fakes (Zhu et al. 2017)",
                        "the best state by sharpness is kept, measured every step");
    }

    static Stream<GanBuilder> presets() {
        return Stream.of(
                Gan.vanilla(),
                Gan.dcgan(),
                Gan.wgan(),
                Gan.wganGp(),
                Gan.lsgan().loss(LeastSquares.pearson()),
                Gan.sngan(),
                Gan.dragan(),
                Gan.infoGan(),
                Gan.modern(),
                Gan.styleGan2());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void practices_areProseAndNoRecords(GanBuilder preset) {
        assertThat(preset.practices()).allSatisfy(line -> assertThat(line).doesNotContain("[", "=", "@", "E-"));
    }

    @Test
    void summary_ofASmallGan_listsLayersAndCountsParameters() {
        // weights and biases: 2 * 3 + 3, 3 * 6 + 6, 6 * 12 + 12, 12 * 4 + 4; then 4 * 4 + 4, 4 * 2 + 2, 2 + 1
        String expected = """
                generator
                z                    input            (2)                         0
                linear_1             Linear           (3)                         9
                leaky_relu_1         LeakyRelu        (3)                         0
                linear_2             Linear           (6)                        24
                leaky_relu_2         LeakyRelu        (6)                         0
                linear_3             Linear           (12)                       84
                leaky_relu_3         LeakyRelu        (12)                        0
                linear_4             Linear           (4)                        52
                tanh_1               Tanh             (4)                         0
                reshape_1            Reshape          (1, 2, 2)                   0
                169 parameters

                discriminator
                x                    input            (1, 2, 2)                   0
                reshape_1            Reshape          (4)                         0
                linear_1             Linear           (4)                        20
                leaky_relu_1         LeakyRelu        (4)                         0
                linear_2             Linear           (2)                        10
                leaky_relu_2         LeakyRelu        (2)                         0
                linear_3             Linear           (1)                         3
                33 parameters
                """;
        assertThat(Gan.vanilla()
                        .latent(2)
                        .generatorFeatures(3)
                        .discriminatorFeatures(2)
                        .summary(Shape.of(1, 2, 2)))
                .isEqualToNormalizingNewlines(expected);
    }

    @Test
    void summary_whenPacked_isOfTheDiscriminatorOfPacks() {
        // 3 packed samples of 4 numbers, 12 * 4 + 4
        assertThat(Gan.vanilla().discriminatorFeatures(2).packing(3).summary(Shape.of(1, 2, 2)))
                .contains("x                    input            (3, 2, 2)                   0")
                .contains("linear_1             Linear           (4)                        52");
    }

    @Test
    void summary_ofData_isOfTheNetworksThatItsClassesAreGivenTo() {
        Dataset data = Datasets.labelled(
                Datasets.points(new float[] {1, 2}, new float[] {3, 4}), List.of("left", "right"), 0, 1);
        GanBuilder gan = Gan.vanilla()
                .latent(3)
                .batch(1)
                .backend(new FakeBackend())
                .generatorFeatures(3)
                .discriminatorFeatures(2);
        assertThat(gan.summary(data)).isEqualToNormalizingNewlines(gan.summary(data.shape()));
        assertThat(gan.conditional().summary(data).lines().filter(line -> line.startsWith("y ")))
                .hasSize(2)
                .allMatch(line -> line.contains("(2)"));
        assertThatThrownBy(() -> gan.batch(3).summary(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a batch of 3 is more than the 2 samples of the data");
    }
}
