package io.gan4j.testing;

import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.Mlp;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.game.Game;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.loss.NonSaturating;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Events as a run of 200 steps, 4 epochs, on images of 2 x 2 would send them. */
public final class Events {
    public static final Shape SAMPLE = Shape.of(1, 2, 2);

    private Events() {}

    /** The start of a run whose generator answers the n-th call, from 0, with images of brightness {@code n / 100 - 1}. */
    public static TrainingStarted started(long steps) {
        AtomicInteger calls = new AtomicInteger();
        Runner runner = new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count * SAMPLE.size()];
                Arrays.fill(output, calls.getAndIncrement() / 100f - 1);
                return output;
            }

            @Override
            public void close() {}
        };
        Mlp networks = new Mlp(2, 3);
        Game game = TwoPlayerGame.of(
                networks.generator(2, SAMPLE),
                networks.discriminator(SAMPLE),
                Prior.NORMAL,
                new NonSaturating(),
                TrainingStrategy.standard());
        Generator generator = Generator.of(ModelCard.generator(2, Prior.NORMAL, SAMPLE), runner);
        Dataset data = Datasets.named(Datasets.pixels(SAMPLE, new byte[500][4]), "dots, 500 images");
        return new TrainingStarted(
                game, data, "Abacus 1.0", "CPU, 2 threads", steps, 4, generator, new RecordedControl());
    }

    public static TrainingProgress progress(long step, long steps, Duration elapsed) {
        return progress(step, steps, elapsed, 0.5f);
    }

    public static TrainingProgress progress(long step, long steps, Duration elapsed, float discriminatorLoss) {
        return new TrainingProgress(
                step,
                steps,
                4.0 * step / steps,
                4,
                elapsed,
                640.25,
                ImmutableMap.of(
                        "discriminator loss",
                        discriminatorLoss,
                        "real score",
                        2f,
                        "fake score",
                        -0.0001f,
                        "generator loss",
                        1.25f));
    }

    public static TrainingEnded ended(long step, TrainingEnded.Outcome outcome) {
        return new TrainingEnded(step, Duration.ofSeconds(83), outcome);
    }
}
