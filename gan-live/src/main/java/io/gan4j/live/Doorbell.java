package io.gan4j.live;

import java.util.concurrent.TimeUnit;

/** Wakes those who wait for news. It holds nothing but that there are some, so that nobody can fall behind. */
final class Doorbell {
    private long rings;
    private boolean closed;

    synchronized void ring() {
        rings++;
        notifyAll();
    }

    /** Lets everybody go, now and later. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized long rings() {
        return rings;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits until it has rung more often than this, or it is closed, or the time is over. */
    synchronized long await(long known, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (rings == known && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return rings;
    }
}
