package io.gan4j.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A thread that trains, a daemon. */
public final class TrainingThread {
    private TrainingThread() {}

    /**
     * Starts the thread.
     *
     * @param train trains to the end
     * @param cancel gives the training up; called when the future is cancelled
     * @return completes with what was trained, or with the exception that {@code train} throws; what was trained is closed if
     *     the future was completed or cancelled before
     */
    public static <T extends Trained> CompletableFuture<T> start(Supplier<T> train, Runnable cancel) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        T trained = train.get();
                        if (!result.complete(trained)) {
                            trained.close();
                        }
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "gan4j-training");
        thread.setDaemon(true);
        result.whenComplete((trained, failure) -> {
            if (result.isCancelled()) {
                cancel.run();
            }
        });
        thread.start();
        return result;
    }
}
