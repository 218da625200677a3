package io.gan4j.djl;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.engine.Precision;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Ada;
import io.gan4j.layer.DiffAugment;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.RelativisticAverage;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.Wasserstein;
import io.gan4j.loss.WeightClipping;
import io.gan4j.tensor.Prior;
import io.gan4j.training.Fakes;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Configurations that are drawn at random, each setting for itself, so that settings meet that nobody thought of together. The
 * same seed draws the same configurations.
 */
final class CrossedConfigurations {
    private static final int BATCH = 4;
    private static final List<Dataset> IMAGES =
            List.of(Datasets.resized(Datasets.digits(24), 16, 16), Datasets.resized(Datasets.shapes(24), 16, 16));
    private static final Dataset POINTS = Points.ring(3).count(24).draw();
    private static final List<LossStrategy> LOSSES = List.of(
            new NonSaturating(),
            new Minimax(),
            new Hinge(),
            LeastSquares.standard(),
            new Wasserstein(),
            new RelativisticAverage(),
            new RelativisticPaired());

    private final Random random;

    CrossedConfigurations(long seed) {
        this.random = new Random(seed);
    }

    /** Settings and what they are to learn. */
    record Drawn(GanBuilder settings, Dataset data) {
        @Override
        public String toString() {
            return data.name() + ": "
                    + settings.conditional(Conditioning.none()).configuration();
        }
    }

    /** The next configuration, which need not be a valid one. */
    Drawn next() {
        boolean images = chance(0.8);
        Dataset data = images ? one(IMAGES) : POINTS;
        Architecture recipe = one(images ? recipes() : List.of(Mlp.of(4), Modern.of(4)));
        GanBuilder settings = Gan.dcgan()
                .architecture(recipe)
                .latent(5)
                .batch(BATCH)
                .threads(1)
                .reportEvery(1)
                .seed(random.nextInt(1_000))
                .prior(one(List.of(Prior.values())))
                .loss(one(LOSSES))
                .conditional(one(List.of(
                        Conditioning.none(),
                        Conditioning.none(),
                        Conditioning.projection(),
                        Conditioning.concatenated(),
                        Conditioning.auxiliary(),
                        Conditioning.discovered(3, 2))))
                .regularizers(regularizers(recipe).toArray(Regularizer[]::new));
        for (UnaryOperator<GanBuilder> practice : some(practices(images))) {
            settings = practice.apply(settings);
        }
        return new Drawn(settings, data);
    }

    private static List<Architecture> recipes() {
        return List.of(
                Dcgan.of(2),
                Dcgan.of(2).withoutCriticNorm(),
                Mlp.of(4),
                Modern.of(4),
                StyleGan.of(2).mapping(6, 2),
                StyleGan2.of(2).mapping(6, 2));
    }

    private List<Regularizer> regularizers(Architecture recipe) {
        int every = 1 + random.nextInt(2);
        List<Regularizer> all = new ArrayList<>(List.of(
                R1.of(1).every(every),
                R2.of(Schedule.linear(1, 0.1)),
                GradientPenalty.standard().every(every),
                GradientPenalty.oneSided(),
                Dragan.standard(),
                WeightClipping.standard(),
                FeatureMatching.standard(),
                new HistoricalAveraging(0.01f)));
        if (recipe instanceof StyleGan2 || recipe instanceof StyleGan) {
            all.add(PathLength.standard().every(every));
        }
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(3));
    }

    private List<UnaryOperator<GanBuilder>> practices(boolean images) {
        List<UnaryOperator<GanBuilder>> all = new ArrayList<>(List.of(
                gan -> gan.generatorNorm(one(List.of(Normalization.values()))),
                gan -> gan.discriminatorNorm(one(List.of(Normalization.values()))),
                GanBuilder::spectralNorm,
                GanBuilder::generatorSpectralNorm,
                gan -> gan.dropout(0.3),
                gan -> gan.generatorDropout(0.3),
                gan -> gan.minibatchDiscrimination(3, 2),
                gan -> gan.minibatchStdDev(2),
                gan -> gan.labels(Labels.smoothed().flipped(0.1)),
                gan -> gan.scoring(TrainingStrategy.Scoring.MIXED),
                gan -> gan.instanceNoise(Schedule.linear(0.1, 0)),
                gan -> gan.replay(one(List.of(Replay.half(8), Replay.pool()))),
                gan -> gan.packing(2),
                gan -> gan.unrolledSteps(1),
                gan -> gan.ema(0.9),
                gan -> gan.standingStatistics(2),
                gan -> gan.referenceBatch(3),
                gan -> gan.fakes(Fakes.SHARED),
                gan -> gan.gradientClipping(one(List.of(GradientClipping.norm(1), GradientClipping.value(0.1)))),
                gan -> gan.accumulation(2),
                gan -> gan.discriminatorSteps(2),
                gan -> gan.generatorSteps(2),
                gan -> gan.rate(Schedule.cosine(1, 0.5)),
                gan -> gan.optimizer(one(List.of(RmsProp.of(1e-4), Sgd.of(1e-3).momentum(0.5)))),
                gan -> gan.precision(Precision.BFLOAT16)));
        if (images) {
            all.add(gan -> gan.augment(DiffAugment.all()));
            all.add(gan -> gan.augment(Ada.all().fixed(0.6)));
            // 160 images are enough for the probability to move far
            all.add(gan -> gan.augment(Ada.all().following(0.1, 160).background(-1)));
        }
        return all;
    }

    /** A few of them, in any order. */
    private <T> List<T> some(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, random.nextInt(6));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
