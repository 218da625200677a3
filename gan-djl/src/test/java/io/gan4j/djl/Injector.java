package io.gan4j.djl;

import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The backend, with a number put somewhere before one of the steps. The game is compiled once and serves one run after another;
 * all runs must be of one game. After the step, and those that follow, it looks for itself whether all is finite.
 */
final class Injector implements TrainingBackend, AutoCloseable {
    private final DjlBackend backend = new DjlBackend();
    private @Nullable Played played;
    private Armed armed = new Armed(NOWHERE, 0, Long.MAX_VALUE);
    private long step;
    private long firstBad;
    private boolean injected;

    /** Where a number is put: among what a step is given, or in what is kept. */
    interface Place {
        /** True for the draw whose first number it replaces. */
        boolean isDraw(PhasePlan.Draw draw);

        /** True for the tensor that it fills. */
        boolean isTensor(String name);
    }

    private record Armed(Place place, float number, long at) {}

    private static final Place NOWHERE = new Place() {
        @Override
        public boolean isDraw(PhasePlan.Draw draw) {
            return false;
        }

        @Override
        public boolean isTensor(String name) {
            return false;
        }
    };

    /** Before step {@code at}, from 0, of a run that begins at step {@code from}, the number goes there. */
    void arm(Place place, float number, long at, long from) {
        armed = new Armed(place, number, at);
        step = from;
        firstBad = 0;
        injected = false;
    }

    /** The first step, from 1, after which a loss, a gradient or something that is kept was not finite; 0 if there was none. */
    long firstBad() {
        return firstBad;
    }

    /** True if the number found its place. */
    boolean injected() {
        return injected;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public CompiledGame compile(GameSetup setup) {
        if (played == null) {
            played = new Played(setup, backend.compile(setup));
        }
        played.restore(played.initial);
        return played;
    }

    @Override
    public void close() {
        if (played != null) {
            played.game.close();
        }
    }

    private final class Played extends ForwardingGame {
        private final List<PhasePlan> plans;
        private final Map<String, Tensor> initial;

        Played(GameSetup setup, CompiledGame game) {
            super(game);
            this.plans = setup.game().phases().stream()
                    .map(phase -> PhasePlan.of(setup.game(), phase))
                    .toList();
            this.initial = game.state();
        }

        @Override
        public float[] step(List<ByteBuffer> feeds) {
            if (step == armed.at()) {
                injectIntoState();
                injectIntoFeeds(feeds);
            }
            float[] outcomes = game.step(feeds);
            step++;
            if (step > armed.at() && firstBad == 0 && !isFinite(outcomes)) {
                firstBad = step;
            }
            return outcomes;
        }

        private void injectIntoState() {
            Map<String, Tensor> state = new LinkedHashMap<>(game.state());
            for (Map.Entry<String, Tensor> one : state.entrySet()) {
                if (armed.place().isTensor(one.getKey())) {
                    Arrays.fill(one.getValue().values(), armed.number());
                    injected = true;
                    break;
                }
            }
            game.restore(state);
        }

        private void injectIntoFeeds(List<ByteBuffer> feeds) {
            int next = 0;
            for (PhasePlan plan : plans) {
                for (PhasePlan.Draw draw : plan.draws()) {
                    ByteBuffer feed = feeds.get(next++);
                    if (!injected && armed.place().isDraw(draw)) {
                        feed.duplicate().order(ByteOrder.nativeOrder()).putFloat(0, armed.number());
                        injected = true;
                    }
                }
            }
        }

        /** The losses come first and the gradients last of what each phase gives. */
        private boolean isFinite(float[] outcomes) {
            int from = 0;
            for (PhasePlan plan : plans) {
                int last = from + plan.outcomes().size();
                if (!Float.isFinite(outcomes[from]) || !Float.isFinite(outcomes[last])) {
                    return false;
                }
                from = last + 1;
            }
            return game.state().values().stream().allMatch(Tensor::isFinite);
        }

        @Override
        public void close() {
            // the next run goes on with it
        }
    }
}
