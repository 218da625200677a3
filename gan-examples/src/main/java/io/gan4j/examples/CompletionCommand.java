package io.gan4j.examples;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes commands, options and the names of presets. */
@Command(
        name = "completion",
        description = {
            "Prints a script by which a shell completes commands, options and the names that they take. bash and zsh source it,"
                    + " fish reads it from its folder of completions.",
            "",
            "Example: source <(gan-examples completion bash)",
            "Example: gan-examples completion fish > ~/.config/fish/completions/gan-examples.fish",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    /** The shells that there is a script for, by the words of the command line. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private @Nullable Shell shell;

    CompletionCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        CommandLine all = Objects.requireNonNull(spec, "the command line sets it")
                .parent()
                .commandLine();
        out.print(CompletionScript.of(all, Objects.requireNonNull(shell, "the command line demands it")));
        return ExitCode.OK;
    }
}
