package io.gan4j.run;

import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Feeds steps from a thread of its own, a few ahead, so that the engine never waits for data. */
final class Prefetcher implements AutoCloseable {
    private static final int AHEAD = 3;

    private final BlockingQueue<List<ByteBuffer>> empty = new LinkedBlockingQueue<>();
    private final BlockingQueue<Filled> full = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** Buffers ready for a step, or why they are not. */
    private record Filled(
            List<ByteBuffer> buffers, @Nullable Throwable failure) {}

    /** @param steps the step before which feeding ends, counted from 0; nothing is fed if it is not after the first one */
    Prefetcher(StepFeeder feeder, long firstStep, long steps) {
        for (int i = 0; i < Math.min(AHEAD, steps - firstStep); i++) {
            empty.add(feeder.allocate());
        }
        thread = new Thread(() -> feed(feeder, firstStep, steps), "gan4j-data");
        thread.setDaemon(true);
        thread.start();
    }

    private void feed(StepFeeder feeder, long firstStep, long steps) {
        try {
            for (long step = firstStep; step < steps; step++) {
                List<ByteBuffer> buffers = empty.take();
                if (closed) {
                    return;
                }
                feeder.fill(step, buffers);
                full.add(new Filled(buffers, null));
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            // whoever takes the next step is told; no step comes after it
            full.add(new Filled(List.of(), e));
        }
    }

    /** The buffers of the next step, which go back by {@link #release}. */
    List<ByteBuffer> take() {
        Filled filled;
        try {
            filled = full.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for data");
        }
        if (filled.failure() != null) {
            throw new IllegalStateException(
                    "the training data could not be read: " + filled.failure(), filled.failure());
        }
        return filled.buffers();
    }

    void release(List<ByteBuffer> buffers) {
        empty.add(buffers);
    }

    /**
     * Lets the thread end after the step that it is filling. It is woken rather than interrupted: an interrupt would close
     * the file channel of a dataset that reads from one.
     */
    @Override
    public void close() {
        closed = true;
        empty.add(List.of());
    }

    /** Closes, and waits until the thread has left the data alone. */
    void closeAndWait() {
        close();
        Uninterruptibles.joinUninterruptibly(thread);
    }
}
