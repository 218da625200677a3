package io.gan4j.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, the signal to terminate and that of a closed terminal, while something runs that can be asked to stop: the first one
 * asks, the second one ends the program at once. Not a shutdown hook: the natives have hooks of their own, which would free
 * what the last step still uses.
 *
 * <p>A signal that the system cannot give, or that the program was started to ignore, as by {@code nohup}, stays as it is.
 */
final class StopSignals {
    /** What a shell adds to the number of the signal that ended a program. */
    private static final int ENDED_BY_SIGNAL = 128;

    /** A person's Ctrl-C, the request to terminate, and what is sent when a terminal is closed or a connection ends. */
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    /** No signal has come. */
    private static final int NONE = 0;

    /** The work has ended, and no signal came before. */
    private static final int ENDED = -1;

    private final Runnable stop;
    private final PrintWriter err;
    private final String notice;
    private final AtomicInteger received = new AtomicInteger();
    private final List<Runnable> undo = new ArrayList<>();

    /**
     * Not in force yet.
     *
     * @param stop asks for the stop; on a thread of its own, which it may keep waiting
     * @param err where the person who sent the signal is told
     */
    StopSignals(Runnable stop, PrintWriter err) {
        this(stop, err, "Stopping after this step, with a checkpoint. A second signal ends the program at once.");
    }

    /**
     * Not in force yet.
     *
     * @param notice what the person who sent the signal is told
     */
    StopSignals(Runnable stop, PrintWriter err, String notice) {
        this.stop = stop;
        this.err = err;
        this.notice = notice;
    }

    /**
     * Waits until a signal ends the program, while others serve a page, say.
     *
     * @return the exit code that tells of the signal; 0 if the waiting thread was interrupted instead
     */
    static int await(PrintWriter err) {
        CountDownLatch ended = new CountDownLatch(1);
        StopSignals signals = new StopSignals(ended::countDown, err, "Ending.");
        int interrupted = signals.during(() -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ExitCode.OK;
        });
        return signals.exitCode().orElse(interrupted);
    }

    /** In force while this works; then the signals are left to whoever had them before. */
    <T> T during(Supplier<T> work) {
        List<String> kept = SIGNALS.stream().filter(name -> !handle(name)).toList();
        if (!kept.isEmpty()) {
            err.println(
                    "These signals will end the program without a checkpoint, since Java or the system keeps them to"
                            + " itself: " + String.join(", ", kept));
        }
        try {
            return work.get();
        } finally {
            // from here on nobody could be asked to stop
            received.compareAndSet(NONE, ENDED);
            undo.forEach(Runnable::run);
        }
    }

    /**
     * False if the JVM or the system keeps this signal for itself, as java -Xrs asks; one that there is not here is no loss.
     */
    private boolean handle(String name) {
        Signal signal;
        try {
            signal = new Signal(name);
        } catch (IllegalArgumentException e) {
            return true;
        }
        AtomicReference<SignalHandler> known = new AtomicReference<>(SignalHandler.SIG_DFL);
        SignalHandler before;
        try {
            before = Signal.handle(
                    signal, received -> receive(received, Objects.requireNonNull(known.get(), "the handler before")));
        } catch (IllegalArgumentException e) {
            return false;
        }
        known.set(before);
        if (before.equals(SignalHandler.SIG_IGN)) {
            Signal.handle(signal, before);
        } else {
            undo.add(() -> Signal.handle(signal, before));
        }
        return true;
    }

    /** What comes when the work is done, but is not undone yet, is left to whoever had the signal before. */
    private void receive(Signal signal, SignalHandler before) {
        int code = ENDED_BY_SIGNAL + signal.getNumber();
        int earlier = received.compareAndExchange(NONE, code);
        if (earlier == ENDED && !before.equals(SignalHandler.SIG_DFL)) {
            before.handle(signal);
            return;
        }
        if (earlier != NONE) {
            Runtime.getRuntime().halt(code);
        }
        err.println(notice);
        stop.run();
    }

    /**
     * The exit code that tells of the signal: 130 after Ctrl-C, 143 after the one to terminate, 129 after a closed terminal;
     * empty if none came while the work was going on.
     */
    OptionalInt exitCode() {
        int code = received.get();
        return code == NONE || code == ENDED ? OptionalInt.empty() : OptionalInt.of(code);
    }
}
