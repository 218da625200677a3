package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Samples;
import io.gan4j.engine.FakeBackend;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.layer.Ada;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.RelativisticAverage;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingPlan;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Fakes;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that contradict each other are refused before anything is compiled, with the reason and the nearest valid value. */
class ContradictionsTest {
    private static final Dataset DATA = new Samples(100);
    private static final GanBuilder BASE =
            Gan.vanilla().generatorFeatures(4).discriminatorFeatures(4).batch(8);

    private static final String MIXED_SAMPLES =
            "a gradient penalty is on the gradient of each sample alone, but batch normalisation in the discriminator mixes"
                    + " the samples: set discriminatorNorm(Normalization.LAYER) or discriminatorNorm(Normalization.NONE)";

    private static void contradicts(GanBuilder settings, String message) {
        FakeBackend backend = new FakeBackend();
        assertThatThrownBy(() -> settings.backend(backend).train(DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: " + message);
        assertThat(backend.compiled).isEmpty();
    }

    private static void isFine(GanBuilder settings) {
        FakeBackend backend = new FakeBackend();
        try (TrainedGan trained = settings.steps(1).backend(backend).train(DATA)) {
            assertThat(trained.step()).isEqualTo(1);
        }
    }

    @Test
    void sharedFakes_ofSeveralUpdatesAStep_contradictThem() {
        GanBuilder shared = BASE.fakes(Fakes.SHARED);
        String problem =
                "both players can share a batch of fakes only where each is updated once a step by one batch: set ";
        contradicts(shared.discriminatorSteps(2), problem + "discriminatorSteps(1) or fakes(Fakes.ANEW)");
        contradicts(shared.generatorSteps(2), problem + "generatorSteps(1) or fakes(Fakes.ANEW)");
        contradicts(shared.accumulation(2), problem + "accumulation(1) or fakes(Fakes.ANEW)");
        contradicts(shared.unrolledSteps(1), problem + "unrolledSteps(0) or fakes(Fakes.ANEW)");
        isFine(shared);
    }

    @Test
    void clippedWeights_withAGradientPenalty_contradictEachOther() {
        contradicts(
                BASE.regularizers(WeightClipping.standard(), GradientPenalty.standard()),
                "weight clipping and a gradient penalty are two ways to keep the discriminator's slope bounded, and clipped"
                        + " weights cannot reach the penalty's slope of 1: leave one of the two out of regularizers(...)");
        isFine(BASE.regularizers(WeightClipping.standard()));
        isFine(BASE.regularizers(GradientPenalty.standard()));
    }

    @ParameterizedTest
    @MethodSource("lossesWithoutSigns")
    void adaptiveAugmentation_withoutSignsToFollow_isRefused(LossStrategy loss) {
        Dataset digits = Datasets.digits(20);
        GanBuilder settings = BASE.loss(loss);
        assertThatThrownBy(() -> plan(settings.augment(Ada.all()), digits))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: adaptive augmentation follows the signs of the scores of real images,"
                                + " which say nothing under the loss '" + loss.describe()
                                + "': set augment(Ada.all().fixed(0.2)), augment(DiffAugment.all()), or a loss such as NonSaturating");
        plan(settings.augment(Ada.all().fixed(0.2)), digits);
        plan(settings.augment(Ada.all()).loss(new NonSaturating()), digits);
    }

    @CanIgnoreReturnValue
    private static TrainingPlan plan(GanBuilder settings, Dataset data) {
        return new Planner(settings.backend(new FakeBackend()).draft()).plan(data);
    }

    static Stream<LossStrategy> lossesWithoutSigns() {
        return Stream.of(new Wasserstein(), new RelativisticAverage(), new RelativisticPaired());
    }

    @Test
    void pathLength_withoutStyles_isRefused() {
        contradicts(
                BASE.regularizers(PathLength.standard()),
                "path length regularization is taken at the output of the layer 'w', which the generator does not have: set"
                        + " architecture(StyleGan2.of(32)), or leave PathLength out of regularizers(...)");
    }

    @Test
    void pathLength_twice_isRefused() {
        contradicts(
                BASE.latent(3)
                        .generator(Network.from("z", Shape.of(3))
                                .linear(2)
                                .name("w")
                                .linear(DATA.shape().size())
                                .reshape(DATA.shape())
                                .tanh()
                                .build())
                        .regularizers(PathLength.standard(), PathLength.of(1)),
                "path length regularization is set twice: leave one of the two out of regularizers(...)");
    }

    @ParameterizedTest
    @CsvSource({
        // batch, packing, nearest packing, nearest batch
        "8, 16, 8, 16",
        "8,  3, 2,  9",
        "9,  2, 1,  8",
        "7,  5, 7,  5",
        "1,  2, 1,  2"
    })
    void packing_thatDoesNotDivideTheBatch_isRefused(int batch, int packing, int nearestPacking, int nearestBatch) {
        GanBuilder settings = BASE.batch(batch).packing(packing);
        contradicts(
                settings,
                "a batch of " + batch + " cannot be dealt into packs of " + packing + " samples: set packing("
                        + nearestPacking + ") or batch(" + nearestBatch + ")");
        isFine(settings.packing(nearestPacking));
        isFine(settings.batch(nearestBatch));
    }

    /** Ten samples: what one message suggests must not contradict the next, nor the data. */
    @Test
    void batchesThatAreSuggested_areOnesThatTheDataFills() {
        FakeBackend backend = new FakeBackend();
        Dataset ten = new Samples(10);
        GanBuilder settings = Gan.vanilla().packing(3).backend(backend);
        assertThatThrownBy(() -> settings.train(ten))
                .hasMessage(
                        "this GAN cannot be trained: a batch of 64 cannot be dealt into packs of 3 samples: set packing(2)"
                                + " or batch(9); a batch of 64 is more than the 10 samples of the data (counted pixels): set batch(9)");
        settings.batch(9).steps(1).train(ten).close();
        assertThatThrownBy(() -> settings.minibatchStdDev(4).train(ten))
                .hasMessage("this GAN cannot be trained: a batch of 64 cannot be dealt into packs of 3 samples: set"
                        + " packing(2); the 21 samples that the discriminator is given cannot be dealt into groups of 4 for"
                        + " minibatchStdDev: set minibatchStdDev(3); a batch of 64 is more than the 10 samples of the data"
                        + " (counted pixels): take more data, or fewer samples in packs and groups");
        assertThatThrownBy(
                        () -> Gan.vanilla().minibatchStdDev(4).backend(backend).train(ten))
                .hasMessage("this GAN cannot be trained: a batch of 64 is more than the 10 samples of the data (counted"
                        + " pixels): set batch(8)");
        Dataset one = new Samples(1);
        assertThatThrownBy(() -> Gan.vanilla()
                        .minibatchStdDev(4)
                        .batch(1)
                        .backend(backend)
                        .train(one))
                .hasMessage(
                        "this GAN cannot be trained: minibatch features compare a sample with the others of its batch,"
                                + " but the discriminator is given one at a time: leave them out, or take more data than 1 sample");
        assertThat(backend.compiled).hasSize(1);
    }

    @Test
    void smoothedLabels_withALossThatTakesNone_areRefused() {
        contradicts(
                Gan.wgan().architecture(Mlp.of(4)).batch(8).labels(Labels.smoothed()),
                "labels other than 1 and 0 need a loss that judges each sample for itself, which the loss 'Wasserstein"
                        + " (Arjovsky et al. 2017)' does not: set labels(Labels.hard()), or a loss such as NonSaturating");
        isFine(BASE.labels(Labels.smoothed()));
    }

    @Test
    void virtualBatchNorm_withoutAReferenceBatch_isRefusedInEitherNetwork() {
        GanBuilder generator = BASE.generatorNorm(Normalization.VIRTUAL);
        contradicts(
                generator,
                "virtual batch normalisation in the generator needs a reference batch of 8 samples, but there is none: set"
                        + " referenceBatch(8)");
        isFine(generator.referenceBatch(8));
        GanBuilder discriminator = BASE.discriminatorNorm(Normalization.VIRTUAL);
        contradicts(
                discriminator,
                "virtual batch normalisation in the discriminator needs a reference batch of 8 samples, but there is none:"
                        + " set referenceBatch(8)");
        isFine(discriminator.referenceBatch(8));
    }

    @Test
    void referenceBatch_ofAnotherSizeThanALayers_isRefused() {
        Network generator = Network.from("z", Shape.of(3))
                .linear(4)
                .virtualBatchNorm(5)
                .relu()
                .linear(1)
                .reshape(Shape.of(1, 1, 1))
                .build();
        contradicts(
                BASE.generator(generator).referenceBatch(6),
                "virtual batch normalisation in the generator needs a reference batch of 5 samples, but there is one of 6:"
                        + " set referenceBatch(5)");
        isFine(BASE.generator(generator).referenceBatch(5));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "101, 100"})
    void referenceBatch_tooSmallOrLargerThanTheData_isRefused(int samples, int nearest) {
        contradicts(
                BASE.referenceBatch(samples),
                "a reference batch must hold from 2 samples to the 100 of the data, was " + samples
                        + ": set referenceBatch(" + nearest + ")");
        isFine(BASE.generatorNorm(Normalization.VIRTUAL).referenceBatch(nearest));
    }

    static Stream<Arguments> minibatchFeatures() {
        return Stream.of(
                Arguments.of("discrimination", BASE.minibatchDiscrimination(), 2, 1),
                Arguments.of("deviation in pairs", BASE.minibatchStdDev(2), 2, 1),
                Arguments.of("deviation in fours", BASE.minibatchStdDev(4), 4, 1),
                Arguments.of("packed", BASE.minibatchDiscrimination().packing(3), 6, 3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("minibatchFeatures")
    void minibatchFeatures_inABatchOfOne_areRefused(String name, GanBuilder settings, int nearest, int batch) {
        contradicts(
                settings.batch(batch),
                "minibatch features compare a sample with the others of its batch, but the discriminator is given one at a"
                        + " time: set batch(" + nearest + ")");
        isFine(settings.batch(nearest));
    }

    @ParameterizedTest
    @CsvSource({
        // batch, packing, scoring, group; samples judged at once, nearest group, nearest batch
        "10, 1, SEPARATE, 4, 10, 5,  8",
        " 7, 1, SEPARATE, 4,  7, 7,  8",
        " 3, 1, SEPARATE, 4,  3, 3,  4",
        "12, 2, SEPARATE, 4,  6, 3,  8",
        " 8, 1,    MIXED, 3, 16, 2,  9"
    })
    void groups_thatDoNotDivideTheSamples_areRefused(
            int batch,
            int packing,
            TrainingStrategy.Scoring scoring,
            int group,
            int samples,
            int nearestGroup,
            int nearestBatch) {
        GanBuilder settings =
                BASE.batch(batch).packing(packing).scoring(scoring).minibatchStdDev(group);
        contradicts(
                settings,
                "the " + samples + " samples that the discriminator is given cannot be dealt into groups of " + group
                        + " for minibatchStdDev: set minibatchStdDev(" + nearestGroup + ") or batch(" + nearestBatch
                        + ")");
        isFine(settings.minibatchStdDev(nearestGroup));
        isFine(settings.batch(nearestBatch));
    }

    static Stream<Regularizer> penaltiesOfGradients() {
        return Stream.of(
                GradientPenalty.standard(), Dragan.standard(), R1.standard(), R2.standard(), MatchingAware.standard());
    }

    @ParameterizedTest
    @MethodSource("penaltiesOfGradients")
    void gradientPenalty_withABatchNormalisedDiscriminator_isRefused(Regularizer penalty) {
        GanBuilder settings = BASE.regularizers(penalty).discriminatorNorm(Normalization.BATCH);
        contradicts(settings, MIXED_SAMPLES);
        isFine(settings.discriminatorNorm(Normalization.LAYER));
        isFine(settings.discriminatorNorm(Normalization.NONE));
        isFine(settings.regularizers(FeatureMatching.standard()));
    }

    @Test
    void ownDiscriminator_whenSamplesArePacked_mustTakeThePack() {
        contradicts(
                BASE.packing(2).discriminator(judgeOf(1)),
                "the discriminator takes [Input[name=x, shape=(1, 1, 1)]], the samples of counted pixels have shape (1, 1, 1),"
                        + " and with packing(2) it is given (2, 1, 1): build it for (2, 1, 1), or set packing(1)");
        isFine(BASE.packing(2).discriminator(judgeOf(2)));
        isFine(BASE.discriminator(judgeOf(1)));
    }

    private static Network judgeOf(int channels) {
        return Network.from("x", Shape.of(channels, 1, 1)).flatten().linear(1).build();
    }

    @Test
    void contradictions_ofManySettings_areAllInOneMessage() {
        contradicts(
                BASE.batch(10)
                        .packing(3)
                        .loss(new RelativisticPaired())
                        .labels(Labels.soft())
                        .regularizers(GradientPenalty.standard(), WeightClipping.standard())
                        .generatorNorm(Normalization.VIRTUAL)
                        .discriminatorNorm(Normalization.BATCH)
                        .minibatchStdDev(2),
                "weight clipping and a gradient penalty are two ways to keep the discriminator's slope bounded, and clipped"
                        + " weights cannot reach the penalty's slope of 1: leave one of the two out of regularizers(...); "
                        + "a batch of 10 cannot be dealt into packs of 3 samples: set packing(2) or batch(12); "
                        + "labels other than 1 and 0 need a loss that judges each sample for itself, which the loss"
                        + " 'relativistic, in pairs of real and fake (Jolicoeur-Martineau 2018; Huang et al. 2024)' does not:"
                        + " set labels(Labels.hard()), or a loss such as NonSaturating; "
                        + "virtual batch normalisation in the generator needs a reference batch of 10 samples, but there is"
                        + " none: set referenceBatch(10); "
                        + MIXED_SAMPLES + "; "
                        + "the 3 samples that the discriminator is given cannot be dealt into groups of 2 for"
                        + " minibatchStdDev: set minibatchStdDev(3) or batch(12)");
    }

    @Test
    void contradictions_areFoundWhenARunIsStarted() {
        assertThatThrownBy(() -> BASE.packing(3).backend(new FakeBackend()).start(DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("packs of 3");
    }

    @Test
    void everyPracticeThatGoesWithTheOthers_isFineTogether() {
        isFine(BASE.generatorNorm(Normalization.VIRTUAL)
                .discriminatorNorm(Normalization.LAYER)
                .referenceBatch(6)
                .spectralNorm()
                .generatorSpectralNorm()
                .dropout(0.3)
                .generatorDropout(0.1)
                .minibatchDiscrimination(3, 2)
                .minibatchStdDev(4)
                .labels(Labels.soft().flipped(0.05))
                .scoring(TrainingStrategy.Scoring.MIXED)
                .instanceNoise(Schedule.linear(0.1, 0))
                .replay(Replay.half(16))
                .packing(2)
                .unrolledSteps(2)
                .discriminatorSteps(2)
                .generatorSteps(2)
                .accumulation(2)
                .ema(0.99)
                .standingStatistics(3)
                .gradientClipping(GradientClipping.norm(1))
                .rate(Schedule.cosine(1, 0))
                .regularizers(
                        GradientPenalty.standard(),
                        Dragan.standard(),
                        R1.standard(),
                        R2.standard(),
                        FeatureMatching.standard(),
                        new HistoricalAveraging(0.01f)));
    }

    @Test
    void classes_withoutTwoOfThem_areRefused_unlessTheyAreFound() {
        GanBuilder conditional = BASE.batch(2).conditional().backend(new FakeBackend());
        Dataset unlabelled = Datasets.points(new float[] {1, 2}, new float[] {3, 4});
        assertThatThrownBy(() -> conditional.train(unlabelled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: a conditional GAN needs samples of at least 2 classes, 2 points has"
                                + " no labels: take data with labels, or leave conditional() out");
        Dataset ofOne = Datasets.labelled(unlabelled, List.of("left"), 0, 0);
        assertThatThrownBy(() -> conditional.train(ofOne))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: a conditional GAN needs samples of at least 2 classes, all of "
                        + ofOne.name() + " are of one: take data with labels, or leave conditional() out");
        conditional
                .conditional(Conditioning.discovered(2, 1))
                .steps(1)
                .train(unlabelled)
                .close();
    }
}
