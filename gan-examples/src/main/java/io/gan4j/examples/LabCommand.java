package io.gan4j.examples;

import io.gan4j.live.LiveOptions;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a page on which one tries GANs on points of the plane. */
@Command(
        name = "lab",
        description = {
            "Opens a page in the browser on which one tries GANs: choose or draw points of the plane, set whatever can be"
                    + " set, and watch generator and discriminator step by step. What was found is copied as Java or as a"
                    + " command. Ends by Ctrl-C.",
            "",
            "Example: gan-examples lab",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class LabCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of 127.0.0.1 to serve the page at. Default: one that is free.")
    private int port = 0;

    LabCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        int checked =
                Usage.checked(spec, () -> LiveOptions.defaults().port(port)).port();
        try (LabPage page = LabPage.open(checked)) {
            out.println("The lab is at " + page.url());
            return StopSignals.await(Objects.requireNonNull(spec, "the command line sets it")
                    .commandLine()
                    .getErr());
        }
    }
}
