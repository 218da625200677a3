package io.gan4j.engine;

import io.gan4j.game.Phase;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * An engine that learns nothing and writes down what it is given. Outcome {@code i} of step {@code n}, both from 0, is {@code
 * n + i / 10}; an evaluator gives the mean of its first input and the number of steps played, over a thousand.
 */
public final class FakeBackend implements TrainingBackend {
    /** The bytes of each buffer of each step. */
    public final List<List<byte[]>> fed = Collections.synchronizedList(new ArrayList<>());

    public final List<GameSetup> compiled = new ArrayList<>();
    public final AtomicInteger closed = new AtomicInteger();
    /** Called in each step with its number, from 0. */
    public volatile LongConsumer inStep = step -> {};

    public volatile int poisonedStep = -1;
    public volatile int poisonedOutcome;
    public volatile float poison = Float.NaN;
    public volatile boolean evaluatorsFail;
    /** In how many plays of the poisoned step there is poison. */
    public volatile int poisonedTimes = Integer.MAX_VALUE;

    /** The tensor that the state has besides, and which holds poison; none if empty. */
    public volatile String poisonedTensor = "";

    public volatile boolean poisonedState;

    @Override
    public String name() {
        return "fake engine 1.0";
    }

    @Override
    public CompiledGame compile(GameSetup setup) {
        compiled.add(setup);
        return new Played(setup);
    }

    public float[] floats(int step, int buffer) {
        ByteBuffer bytes = ByteBuffer.wrap(fed.get(step).get(buffer)).order(ByteOrder.nativeOrder());
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Played implements CompiledGame {
        private final GameSetup setup;
        private volatile int steps;
        private volatile boolean over;

        Played(GameSetup setup) {
            this.setup = setup;
        }

        @Override
        public String device() {
            return "abacus";
        }

        @Override
        public float[] step(List<ByteBuffer> feeds) {
            checkOpen();
            inStep.accept(steps);
            List<byte[]> copies = new ArrayList<>();
            for (ByteBuffer feed : feeds) {
                if (!feed.isDirect() || feed.order() != ByteOrder.nativeOrder() || feed.position() != 0) {
                    throw new AssertionError("not as promised: " + feed);
                }
                byte[] copy = new byte[feed.remaining()];
                feed.get(copy);
                copies.add(copy);
            }
            fed.add(copies);
            int count = 0;
            for (Phase phase : setup.game().phases()) {
                // the loss, what is reported, and the gradients of those who learn
                count += phase.plays()
                        * (1 + phase.reports().size() + phase.learners().size());
            }
            float[] outcomes = new float[count];
            for (int i = 0; i < count; i++) {
                outcomes[i] = steps + i / 10f;
            }
            if (steps == poisonedStep && poisonedTimes-- > 0) {
                outcomes[poisonedOutcome] = poison;
            }
            steps++;
            return outcomes;
        }

        private void checkOpen() {
            if (over) {
                throw new AssertionError("used after close");
            }
        }

        @Override
        public Map<String, Tensor> parameters(String player) {
            checkOpen();
            return setup.parameters().get(player);
        }

        @Override
        public Map<String, Tensor> state() {
            checkOpen();
            Tensor counted = Tensor.of(Shape.of(1), poisonedState ? poison : steps);
            return poisonedTensor.isEmpty()
                    ? Map.of("game.steps", counted)
                    : Map.of("game.steps", counted, poisonedTensor, Tensor.of(Shape.of(1), poison));
        }

        @Override
        public void restore(Map<String, Tensor> saved) {
            checkOpen();
            steps = (int) saved.get("game.steps").values()[0];
        }

        @Override
        public void computeStatistics(String player, List<List<float[]>> batches) {
            checkOpen();
        }

        @Override
        public Runner evaluator(String player) {
            if (evaluatorsFail) {
                throw new IllegalStateException("no evaluator today");
            }
            int out = setup.game().network(player).outputShape().size();
            return new Runner() {
                @Override
                public List<float[]> run(List<float[]> inputs, int count) {
                    checkOpen();
                    float[] input = inputs.get(0);
                    int in = input.length / count;
                    float[] output = new float[count * out];
                    for (int i = 0; i < count; i++) {
                        float sum = 0;
                        for (int k = 0; k < in; k++) {
                            sum += input[i * in + k];
                        }
                        for (int j = 0; j < out; j++) {
                            output[i * out + j] = sum / in + j / 100f + steps / 1000f;
                        }
                    }
                    return List.of(output);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {
            over = true;
            closed.incrementAndGet();
        }
    }
}
