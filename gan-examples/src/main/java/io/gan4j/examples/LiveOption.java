package io.gan4j.examples;

import io.gan4j.event.TrainingListener;
import io.gan4j.live.LiveOptions;
import io.gan4j.live.LivePage;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The option {@code --live} of a command that trains, as a mixin:
 *
 * <pre>{@code
 * @Mixin
 * private LiveOption live = new LiveOption();
 * ...
 * try (LiveOption.Page page = live.open(out)) {
 *     gan.listener(page.listener()).train(data);
 * }
 * }</pre>
 */
final class LiveOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--live",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            description =
                    "Show the course of training on a page in the browser, at http://127.0.0.1:PORT, with buttons to"
                            + " pause and stop it; without PORT at one that is free. The address is printed.")
    private @Nullable Integer port;

    /**
     * Serves the page and prints its address, if it was asked for.
     *
     * @throws java.io.UncheckedIOException if the port cannot be had
     */
    Page open(PrintStream out) {
        Integer asked = port;
        if (asked == null) {
            return new Page(null);
        }
        LiveOptions options =
                Usage.checked(command, () -> LiveOptions.defaults().port(asked));
        LivePage page = LivePage.open(options);
        out.println("Live page: " + page.url());
        return new Page(page);
    }

    /** The page, or none. */
    record Page(@Nullable LivePage page) implements AutoCloseable {
        private static final TrainingListener NOBODY = new TrainingListener() {};

        /** What the run is to tell of itself: to the page, or to nobody. */
        TrainingListener listener() {
            return page == null ? NOBODY : page;
        }

        @Override
        public void close() {
            if (page != null) {
                page.close();
            }
        }
    }
}
