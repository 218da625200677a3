package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Critic;
import io.gan4j.loss.GeneratorPenalty;
import io.gan4j.loss.Labels;
import io.gan4j.loss.Penalty;
import io.gan4j.network.Network;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A number that is not finite, or next to it, comes from outside: wherever it goes, the run ends by the step after which anything
 * is not finite, by an exception that names step and network, and what is on the disk is finite and loads. NaN and the
 * infinities end it in the very step. 1e38 may be borne; then the run finishes, and nothing is ever saved that is not finite.
 */
class InjectionTest {
    private static final long EVERY = 19;
    private static final int STEPS_AFTER = 3;
    private static final List<Long> AT = List.of(0L, 1L, 57L);
    private static final List<Float> NUMBERS =
            List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f);
    private static final Dataset DATA = Datasets.ring(8);

    private static final Schedule RATE = Schedule.linear(1, 0.9);
    private static final Schedule OF_D = Schedule.linear(0.1, 0.01);
    private static final Schedule OF_G = Schedule.linear(0.1, 0.02);
    private static final Schedule SLOPE_OF_D = Schedule.linear(0.1, 0.03);
    private static final Schedule SLOPE_OF_G = Schedule.linear(0.1, 0.04);

    /** Losses and gradients do not depend on these. */
    private static final Set<Place> SEEN_IN_THE_STATE_ALONE =
            EnumSet.of(Place.MEAN_OF_BATCH_NORM, Place.VARIANCE_OF_BATCH_NORM, Place.MOVING_AVERAGE);

    private static final Injector INJECTOR = new Injector();

    @TempDir
    static Path folder;

    /** Where the number goes; the names of tensors are those of a state. */
    enum Place implements Injector.Place {
        DATA(PhasePlan.Draw::isReal),
        LATENT(draw ->
                draw instanceof PhasePlan.InputDraw input && input.input().source() instanceof Game.Latent),
        LABEL(draw -> draw instanceof PhasePlan.RandomDraw),
        LOSS_OF_THE_DISCRIMINATOR(scheduled(OF_D)),
        LOSS_OF_THE_GENERATOR(scheduled(OF_G)),
        GRADIENT_OF_THE_DISCRIMINATOR(scheduled(SLOPE_OF_D)),
        GRADIENT_OF_THE_GENERATOR(scheduled(SLOPE_OF_G)),
        LEARNING_RATE(scheduled(RATE)),
        DECAY_OF_THE_AVERAGE(
                draw -> draw instanceof PhasePlan.ScheduleDraw given && given.schedule() instanceof Schedule.Averaging),
        WEIGHT_OF_THE_DISCRIMINATOR("discriminator.linear_2.bias"),
        WEIGHT_OF_THE_GENERATOR("generator.linear_1.weight"),
        FIRST_MOMENT("discriminator.optimizer.m.linear_1.weight"),
        SECOND_MOMENT("generator.optimizer.v.linear_2.weight"),
        COUNT_OF_THE_OPTIMIZER("discriminator.optimizer.t.linear_1.bias"),
        MEAN_OF_BATCH_NORM("generator.batch_norm_1.running_mean"),
        VARIANCE_OF_BATCH_NORM("generator.batch_norm_1.running_var"),
        MOVING_AVERAGE("generator.average.linear_1.weight"),
        SPECTRAL_VECTOR("discriminator.linear_1.weight_u"),
        REPLAY("replays.0");

        @SuppressWarnings("ImmutableEnumChecker") // immutable, though it does not say so in a way that is checked
        private final Predicate<PhasePlan.Draw> draw;

        private final String tensor;

        Place(Predicate<PhasePlan.Draw> draw) {
            this(draw, "");
        }

        Place(String tensor) {
            this(any -> false, tensor);
        }

        Place(Predicate<PhasePlan.Draw> draw, String tensor) {
            this.draw = draw;
            this.tensor = tensor;
        }

        private static Predicate<PhasePlan.Draw> scheduled(Schedule schedule) {
            return draw -> draw instanceof PhasePlan.ScheduleDraw given
                    && given.schedule().equals(schedule);
        }

        @Override
        public boolean isDraw(PhasePlan.Draw given) {
            return draw.test(given);
        }

        @Override
        public boolean isTensor(String name) {
            return name.equals(tensor);
        }
    }

    /** Terms through which a number reaches a loss, or a gradient alone: an infinite slope leaves a sigmoid at 0 or 1. */
    private static Expr terms(Expr scores, Schedule factor, Schedule slope) {
        return scores.mean()
                .square()
                .times(Expr.scheduled(factor))
                .plus(scores.times(Expr.scheduled(slope)).sigmoid().mean());
    }

    private record OfDiscriminator() implements Penalty {
        @Override
        public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
            return terms(critic.score(real), OF_D, SLOPE_OF_D);
        }
    }

    private record OfGenerator() implements GeneratorPenalty {
        @Override
        public Expr penalty(Critic critic, Expr real, Expr fake) {
            return terms(critic.score(fake), OF_G, SLOPE_OF_G);
        }
    }

    private static GanBuilder settings(long steps, Checkpoints kept) {
        return Gan.vanilla()
                .generator(Network.from("z", Shape.of(3))
                        .linear(6)
                        .batchNorm()
                        .relu()
                        .linear(2)
                        .build())
                .discriminator(Network.from("x", Shape.of(2))
                        .linear(6)
                        .spectralNorm()
                        .leakyRelu(0.2f)
                        .linear(1)
                        .build())
                .optimizer(Adam.of(0.01))
                .labels(Labels.soft())
                .replay(Replay.half(20))
                .ema(0.9)
                .rate(RATE)
                .regularizers(new OfDiscriminator(), new OfGenerator())
                .batch(8)
                .threads(1)
                .backend(INJECTOR)
                .steps(steps)
                .checkpoints(kept.everySteps(EVERY));
    }

    /** A run up to the last of the steps, which the late cases go on from. */
    @BeforeAll
    static void begin() {
        try (TrainingRun run = settings(57 + STEPS_AFTER, Checkpoints.in(folder.resolve("begun")))
                .start(DATA)) {
            for (int i = 0; i < 57; i++) {
                run.play();
            }
        }
    }

    @AfterAll
    static void end() {
        INJECTOR.close();
    }

    @ParameterizedTest
    @EnumSource
    void number_fromOutside_endsTheRunOrIsBorne(Place place) throws IOException {
        int seen = 0;
        int borne = 0;
        for (long at : AT) {
            for (float number : NUMBERS) {
                Path run = folder.resolve(place + "-" + at + "-" + number);
                boolean diverged = inject(place, number, at, run);
                assertThat(diverged || number == 1e38f)
                        .as("%s at %s", number, at)
                        .isTrue();
                seen += diverged ? 1 : 0;
                borne += diverged ? 0 : 1;
            }
        }
        System.out.println("P12: " + place + ", " + seen + " seen at once, " + borne + " of 1e38 borne");
    }

    /** Plays a case; true if it diverged. */
    private static boolean inject(Place place, float number, long at, Path run) throws IOException {
        Throwable thrown;
        try (TrainingRun training =
                settings(at + STEPS_AFTER, beginning(at, run)).start(DATA)) {
            INJECTOR.arm(place, number, at, training.step());
            assertThat(training.step()).isEqualTo(at < EVERY ? 0 : at);
            thrown = catchThrowable(() -> training.train().close());
        }
        assertThat(INJECTOR.injected()).as("there is such a place").isTrue();
        long bad = INJECTOR.firstBad();
        assertFinite(run, bad == 0 ? at + STEPS_AFTER : at < EVERY ? -1 : at);
        if (bad == 0) {
            assertThat(thrown).isNull();
            return false;
        }
        assertThat(number == 1e38f || bad == at + 1).isTrue();
        assertThat(thrown).isInstanceOfSatisfying(TrainingDivergedException.class, e -> {
            assertThat(e.step()).isEqualTo(bad);
            assertThat(e.player()).isIn("generator", "discriminator");
            assertThat(e).hasMessageContaining("at step " + bad + ": ").hasMessageContaining("of the " + e.player());
        });
        if (SEEN_IN_THE_STATE_ALONE.contains(place) && number != 1e38f) {
            assertThat(thrown)
                    .hasMessageContaining(": " + place.tensor.substring(place.tensor.indexOf('.') + 1) + " of");
        }
        return true;
    }

    private static Checkpoints beginning(long at, Path run) throws IOException {
        if (at < EVERY) {
            return Checkpoints.in(run);
        }
        Path from = folder.resolve("begun").resolve("checkpoints");
        Files.createDirectories(run.resolve("checkpoints"));
        for (CheckpointFile file : RunFolder.list(folder.resolve("begun"))) {
            Files.copy(file.file(), run.resolve("checkpoints").resolve(from.relativize(file.file())));
        }
        return Checkpoints.resume(run, Checkpoints.Change.LENGTH);
    }

    /** Everything on the disk loads and is finite; the newest is of this step, or there is none. */
    private static void assertFinite(Path run, long newest) throws IOException {
        List<CheckpointFile> files = RunFolder.list(run);
        assertThat(files.isEmpty() ? -1 : files.get(0).step()).isEqualTo(newest);
        for (CheckpointFile file : files) {
            Checkpoint checkpoint = RunFolder.load(file.file());
            assertThat(checkpoint.tensors().values()).allMatch(Tensor::isFinite);
        }
    }
}
