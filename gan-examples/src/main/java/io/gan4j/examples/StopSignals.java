package io.gan4j.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and the signal to terminate, while something runs that can be asked to stop: the first one asks, the second one ends
 * the program at once. Not a shutdown hook: the natives have hooks of their own, which would free what the last step still uses.
 *
 * <p>A signal that the system cannot give, or that the program was started to ignore, as by {@code nohup}, stays as it is.
 */
final class StopSignals {
    /** What a shell adds to the number of the signal that ended a program. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final Runnable stop;
    private final PrintWriter err;
    private final AtomicInteger received = new AtomicInteger();
    private final List<Runnable> undo = new ArrayList<>();

    /**
     * Not in force yet.
     *
     * @param stop asks for the stop; on a thread of its own, which it may keep waiting
     * @param err where the person who sent the signal is told
     */
    StopSignals(Runnable stop, PrintWriter err) {
        this.stop = stop;
        this.err = err;
    }

    /** In force while this works; then the signals are left to whoever had them before. */
    <T> T during(Supplier<T> work) {
        handle(new Signal("INT"));
        handle(new Signal("TERM"));
        try {
            return work.get();
        } finally {
            undo.forEach(Runnable::run);
        }
    }

    private void handle(Signal signal) {
        try {
            SignalHandler before = Signal.handle(signal, this::receive);
            if (before.equals(SignalHandler.SIG_IGN)) {
                Signal.handle(signal, before);
            } else {
                undo.add(() -> Signal.handle(signal, before));
            }
        } catch (IllegalArgumentException e) {
            // the JVM or the system keeps this signal for itself, as java -Xrs asks
            err.println("Ctrl-C will not keep a checkpoint: " + e.getMessage());
        }
    }

    private void receive(Signal signal) {
        int code = ENDED_BY_SIGNAL + signal.getNumber();
        if (!received.compareAndSet(0, code)) {
            Runtime.getRuntime().halt(code);
        }
        err.println("Stopping after this step, with a checkpoint. A second signal ends the program at once.");
        stop.run();
    }

    /** The exit code that tells of the signal: 130 after Ctrl-C, 143 after the one to terminate; empty if none came. */
    OptionalInt exitCode() {
        int code = received.get();
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }
}
