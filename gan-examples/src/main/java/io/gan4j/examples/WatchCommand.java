package io.gan4j.examples;

import io.gan4j.file.VisibleText;
import io.gan4j.live.FolderPage;
import io.gan4j.live.LiveOptions;
import io.gan4j.live.Replay;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows run folders on a page in the browser, or writes them into one file. */
@Command(
        name = "watch",
        description = {
            "Shows runs from their folders on a page in the browser: losses, scores, gradients, measurements, and samples by"
                    + " step. The runs may be finished, interrupted or under way in another program; several are shown side by"
                    + " side. Ends by Ctrl-C.",
            "",
            "Example: gan-examples watch digits/run --html run.html",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "A folder with the history of a run, or one that holds such a folder by the name of run.")
    private List<Path> runs = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of 127.0.0.1 to serve the page at. Default: one that is free.")
    private int port = 0;

    @Option(
            names = "--html",
            paramLabel = "FILE.html",
            description =
                    "Serve nothing, but write a page into one file that any browser shows from the disk; replaced if it"
                            + " is there.")
    private @Nullable Path html;

    WatchCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Path file = html;
        if (file != null) {
            OutputFile.prepare(file);
            Replay.of(runs.toArray(Path[]::new)).write(file);
            out.println("Wrote " + VisibleText.of(file.toString()));
            return ExitCode.OK;
        }
        LiveOptions options = Usage.checked(spec, () -> LiveOptions.defaults().port(port));
        try (FolderPage page = FolderPage.open(runs, options)) {
            out.println("Watching at " + page.url());
            return StopSignals.await(err());
        }
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec, "the command line sets it")
                .commandLine()
                .getErr();
    }
}
