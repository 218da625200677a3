package io.gan4j.examples;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * Runs in a JVM of its own: works for ever, and does not stop when it is asked to; with an argument it works for a moment, and
 * then waits.
 */
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
        boolean forEver = args.length == 0;
        signals.during(() -> {
            System.out.println("works");
            if (forEver) {
                await(never);
            }
            return 0;
        });
        System.out.println("has worked");
        await(never);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
