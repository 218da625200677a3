package io.gan4j.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The requests that are being answered. A reader that takes nothing for some seconds holds up the thread that writes to it, and
 * nothing else; that thread is interrupted, which closes the connection.
 */
final class Calls {
    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final long patience;

    /** Lets a call write for so long. */
    Calls(long millis) {
        this.patience = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A request that this thread answers. */
    final class Call implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private long writingSince;
        private boolean writing;
        private boolean done;

        private Call() {}

        /** From now on the reader must take what is written. */
        synchronized void writes() {
            writing = true;
            writingSince = System.nanoTime();
        }

        /** There is nothing to write for now. */
        synchronized void waits() {
            writing = false;
        }

        private synchronized void interruptIfLate() {
            if (writing && !done && System.nanoTime() - writingSince > patience) {
                writing = false;
                thread.interrupt();
            }
        }

        @Override
        public synchronized void close() {
            done = true;
            open.remove(this);
            // clears the interrupt of a thread that is used again
            Thread.interrupted();
        }
    }

    Call begin() {
        Call call = new Call();
        open.add(call);
        return call;
    }

    void interruptLate() {
        open.forEach(Call::interruptIfLate);
    }

    int size() {
        return open.size();
    }
}
