package io.gan4j.run;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Whether a run may go on, and the lock that is held during a step, an evaluation, and each change of state. */
final class RunState {
    /** What became of a run. */
    enum Kind {
        OPEN,
        STOPPING,
        CANCELLED,
        FAILED,
        HANDED_OVER,
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private Kind kind = Kind.OPEN;
    private boolean paused;

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pause() {
        change(() -> paused = true);
    }

    void resume() {
        change(() -> paused = false);
    }

    void stop() {
        change(() -> kind = kind == Kind.OPEN ? Kind.STOPPING : kind);
    }

    void cancel() {
        end(Kind.CANCELLED);
    }

    /** Ends a run that is not over in this way. */
    void end(Kind with) {
        change(() -> kind = isUnderWay() ? with : kind);
    }

    /** Takes note that the networks are another's now, also if it was stopped or cancelled meanwhile. */
    void handOver() {
        change(() -> kind = Kind.HANDED_OVER);
    }

    /** Takes note that there are no networks any more; false if there were none before. */
    boolean close() {
        return locked(() -> {
            boolean open = kind != Kind.CLOSED;
            kind = Kind.CLOSED;
            changed.signalAll();
            return open;
        });
    }

    private boolean isUnderWay() {
        return kind == Kind.OPEN || kind == Kind.STOPPING;
    }

    /** Whether its networks are another's, or gone. */
    boolean isEmpty() {
        return kind == Kind.CLOSED || kind == Kind.HANDED_OVER;
    }

    /** @param step the newest step, for the message */
    void checkNotOver(long step) {
        if (kind == Kind.CANCELLED) {
            throw cancelled(step);
        }
        if (!isUnderWay()) {
            throw new IllegalStateException("this run is over: " + kind);
        }
    }

    private static CancellationException cancelled(long step) {
        return new CancellationException("training was cancelled after step " + step);
    }

    /**
     * Waits while paused.
     *
     * @param step tells the newest step
     * @return whether the run is to go on; false if it is to end with what there is
     * @throws CancellationException if the run was cancelled, or the thread interrupted
     */
    boolean mayGoOn(LongSupplier step) {
        lock.lock();
        try {
            while (paused && kind == Kind.OPEN) {
                changed.await();
            }
            if (kind == Kind.CANCELLED
                    || kind == Kind.CLOSED
                    || Thread.currentThread().isInterrupted()) {
                throw cancelled(step.getAsLong());
            }
            return kind == Kind.OPEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted after step " + step.getAsLong());
        } finally {
            lock.unlock();
        }
    }
}
