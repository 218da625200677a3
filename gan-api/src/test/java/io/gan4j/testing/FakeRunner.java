package io.gan4j.testing;

import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine of plain arithmetic: output {@code j} of an input is the mean of the input, plus {@code j / 100}, plus an offset. */
public final class FakeRunner implements Runner.Single {
    public final List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
    public final AtomicInteger closed = new AtomicInteger();
    public volatile Runnable whileRunning = () -> {};
    private final AtomicInteger running = new AtomicInteger();
    private final int in;
    private final int out;
    private final float offset;

    public FakeRunner(ModelCard card, float offset) {
        this.in = card.input().size();
        this.out = card.output().size();
        this.offset = offset;
    }

    @Override
    public float[] run(float[] input, int count) {
        if (closed.get() > 0 || input.length != count * in) {
            throw new AssertionError("closed or fed " + input.length + " values for " + count);
        }
        running.incrementAndGet();
        whileRunning.run();
        counts.add(count);
        float[] output = new float[count * out];
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int k = 0; k < in; k++) {
                sum += input[i * in + k];
            }
            for (int j = 0; j < out; j++) {
                output[i * out + j] = sum / in + j / 100f + offset;
            }
        }
        running.decrementAndGet();
        return output;
    }

    @Override
    public void close() {
        if (running.get() > 0) {
            throw new AssertionError("closed while running");
        }
        closed.incrementAndGet();
    }
}
