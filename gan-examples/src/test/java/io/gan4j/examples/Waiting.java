package io.gan4j.examples;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Runs in a JVM of its own: works for ever, and does not stop when it is asked to. */
final class Waiting {
    private Waiting() {}

    public static void main(String[] args) {
        CountDownLatch never = new CountDownLatch(1);
        StopSignals signals = new StopSignals(
                () -> {
                    System.out.println("asked to stop");
                    await(never);
                },
                new PrintWriter(System.err, true));
        signals.during(() -> {
            System.out.println("works");
            await(never);
            return 0;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
