package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Game;
import io.gan4j.game.Stages;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.NonSaturating;
import io.gan4j.network.Network;
import io.gan4j.rules.Model;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.TrainingStrategy;
import org.jspecify.annotations.Nullable;

/** Plans of small runs to test with. */
public record Plan(
        FakeBackend backend,
        Dataset data,
        TrainingStrategy strategy,
        LossStrategy loss,
        long reportEvery,
        @Nullable Best best,
        @Nullable Checkpoints checkpoints,
        Divergence divergence,
        ImmutableList<TrainingListener> listeners) {
    public static Plan of(FakeBackend backend, int samples) {
        TrainingStrategy strategy = TrainingStrategy.standard().batch(4).steps(10);
        return new Plan(
                backend,
                new Samples(samples),
                strategy,
                new NonSaturating(),
                1,
                null,
                null,
                Divergence.fail(),
                ImmutableList.of());
    }

    public Plan strategy(TrainingStrategy other) {
        return new Plan(backend, data, other, loss, reportEvery, best, checkpoints, divergence, listeners);
    }

    public Plan steps(long steps) {
        return strategy(strategy.steps(steps));
    }

    public Plan data(Dataset other) {
        return new Plan(backend, other, strategy, loss, reportEvery, best, checkpoints, divergence, listeners);
    }

    public Plan loss(LossStrategy other) {
        return new Plan(backend, data, strategy, other, reportEvery, best, checkpoints, divergence, listeners);
    }

    public Plan reportEvery(long steps) {
        return new Plan(backend, data, strategy, loss, steps, best, checkpoints, divergence, listeners);
    }

    public Plan listeners(TrainingListener... others) {
        return new Plan(
                backend,
                data,
                strategy,
                loss,
                reportEvery,
                best,
                checkpoints,
                divergence,
                ImmutableList.copyOf(others));
    }

    public Plan best(Best wanted) {
        return new Plan(backend, data, strategy, loss, reportEvery, wanted, checkpoints, divergence, listeners);
    }

    public Plan checkpoints(Checkpoints kept) {
        return new Plan(backend, data, strategy, loss, reportEvery, best, kept, divergence, listeners);
    }

    public Plan onDivergence(Divergence what) {
        return new Plan(backend, data, strategy, loss, reportEvery, best, checkpoints, what, listeners);
    }

    public static Network generator() {
        return Network.from("z", Shape.of(3))
                .linear(1)
                .reshape(Shape.of(1, 1, 1))
                .build();
    }

    public Game game() {
        return rules().game();
    }

    private TwoPlayerGame rules() {
        Network discriminator =
                Network.from("x", Shape.of(1, 1, 1)).flatten().linear(1).build();
        return TwoPlayerGame.rules(generator(), discriminator, Prior.NORMAL, loss, strategy);
    }

    /** They say what checkpoints are compared by, where there are any. */
    private ImmutableList<Model> models() {
        return rules().models(data.classes()).stream()
                .map(model -> checkpoints == null ? model : model.card(recorded(model.card())))
                .collect(ImmutableList.toImmutableList());
    }

    private ModelCard recorded(ModelCard card) {
        return card.provenance("0", data.name(), data.fingerprint(), strategy.settings());
    }

    public TrainingRun start() {
        long steps = strategy.length().steps(TrainingRun.stepsAnEpoch(game(), TrainingData.of(data), strategy.batch()));
        return TrainingRun.start(new TrainingPlan(
                Stages.of(game()),
                TrainingData.of(data),
                strategy.batch(),
                steps,
                strategy.seed(),
                reportEvery,
                Device.CPU,
                2,
                Precision.FLOAT32,
                models(),
                strategy.standingStatistics(),
                best,
                checkpoints,
                divergence,
                listeners,
                backend,
                null));
    }
}
