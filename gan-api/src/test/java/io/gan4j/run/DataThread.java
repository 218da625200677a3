package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether the threads that prepare data are gone. */
final class DataThread {
    private DataThread() {}

    static void ends() {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (isThere() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(isThere()).as("a thread gan4j-data").isFalse();
    }

    private static boolean isThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("gan4j-data"));
    }
}
