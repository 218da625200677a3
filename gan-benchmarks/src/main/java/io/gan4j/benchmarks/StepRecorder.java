package io.gan4j.benchmarks;

import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.inference.Runner;
import io.gan4j.layer.Parameter;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engine that plays as another one does and writes down what the first steps begin with, are given and give, so that
 * a program in Python can play them again and be compared. The file is a {@link NumpyArchive} with these names:
 *
 * <ul>
 *   <li>{@code weight/PLAYER/PARAMETER} and {@code statistic/PLAYER/PARAMETER}, in the order of the layers;
 *   <li>{@code given/STEP/PHASE/NAME}: inputs by their name, {@code interval}, {@code schedule N}, {@code noise N} of
 *       layers, {@code take} and {@code put} of replay buffers;
 *   <li>{@code gave/STEP/PHASE/NAME}: the loss, the reports and the norms of gradients.
 * </ul>
 *
 * <p>For games of one stage whose phases are played once a step.
 */
final class StepRecorder implements TrainingBackend {
    private final TrainingBackend engine;
    private final NumpyArchive file;
    private final int steps;
    private @Nullable Game game;

    /**
     * Records the first steps of one run.
     *
     * @param engine what plays
     * @param file where to write
     * @param steps the number of steps
     */
    StepRecorder(TrainingBackend engine, Path file, int steps) throws IOException {
        this.engine = engine;
        this.file = new NumpyArchive(file);
        this.steps = steps;
    }

    /** The game that was compiled. */
    Game game() {
        return Objects.requireNonNull(game, "no game has been compiled yet");
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public CompiledGame compile(GameSetup setup) {
        game = setup.game();
        try {
            for (Player player : setup.game().players()) {
                write(player, Objects.requireNonNull(setup.parameters().get(player.name()), player.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Recorded(engine.compile(setup), setup);
    }

    private void write(Player player, Map<String, Tensor> values) throws IOException {
        for (Parameter.Role role : Parameter.Role.values()) {
            String begin = role == Parameter.Role.WEIGHT ? "weight/" : "statistic/";
            for (Parameter parameter : player.network().parameters(role)) {
                Tensor value = Objects.requireNonNull(values.get(parameter.name()), parameter.name());
                file.add(begin + player.name() + "/" + parameter.name(), value);
            }
        }
    }

    /** The compiled game, whose first steps are recorded. */
    private final class Recorded implements CompiledGame {
        private final CompiledGame played;
        private final List<PhasePlan> plans;
        private final int batch;
        private int step;

        Recorded(CompiledGame played, GameSetup setup) {
            this.played = played;
            this.plans = setup.game().phases().stream()
                    .map(phase -> PhasePlan.of(setup.game(), phase))
                    .toList();
            this.batch = setup.batch();
        }

        @Override
        public float[] step(List<ByteBuffer> feeds) {
            if (step >= steps) {
                return played.step(feeds);
            }
            try {
                writeGiven(feeds);
                float[] gave = played.step(feeds);
                writeGave(gave);
                if (++step == steps) {
                    file.close();
                }
                return gave;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void writeGiven(List<ByteBuffer> feeds) throws IOException {
            int next = 0;
            for (int phase = 0; phase < plans.size(); phase++) {
                int noises = 0;
                int schedules = 0;
                for (PhasePlan.Draw draw : plans.get(phase).draws()) {
                    String name;
                    if (draw instanceof PhasePlan.InputDraw input) {
                        name = input.input().name();
                    } else if (draw instanceof PhasePlan.IntervalDraw) {
                        name = "interval";
                    } else if (draw instanceof PhasePlan.ScheduleDraw) {
                        name = "schedule " + schedules++;
                    } else if (draw instanceof PhasePlan.ReplayDraw replay) {
                        name = replay.order() == PhasePlan.ReplayOrder.TAKE ? "take" : "put";
                    } else {
                        name = "noise " + noises++;
                    }
                    file.add(place("given", phase, name), draw.samples(batch), draw.shape(), feeds.get(next++));
                }
            }
        }

        private void writeGave(float[] gave) throws IOException {
            int next = 0;
            for (int phase = 0; phase < plans.size(); phase++) {
                for (String name : plans.get(phase).names()) {
                    file.add(place("gave", phase, name), Tensor.of(Shape.of(1), gave[next++]));
                }
            }
        }

        private String place(String what, int phase, String name) {
            return what + "/" + step + "/" + phase + "/" + name;
        }

        @Override
        public Map<String, Tensor> state() {
            return played.state();
        }

        @Override
        public @Nullable String nonFinite() {
            return played.nonFinite();
        }

        @Override
        public void restore(Map<String, Tensor> saved) {
            played.restore(saved);
        }

        @Override
        public String device() {
            return played.device();
        }

        @Override
        public Map<String, Tensor> parameters(String player) {
            return played.parameters(player);
        }

        @Override
        public void computeStatistics(String player, List<List<float[]>> batches) {
            played.computeStatistics(player, batches);
        }

        @Override
        public Runner evaluator(String player) {
            return played.evaluator(player);
        }

        @Override
        public void close() {
            played.close();
        }
    }
}
