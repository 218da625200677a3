package io.gan4j.examples;

import io.gan4j.run.TrainingRun;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of how a run begins and what is left of it. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--resume",
            description =
                    "Go on with the run in the output folder that was interrupted, with its settings: give the options"
                            + " that say what the data are and how they are read as they were. Settings that are given must"
                            + " be the same.")
    boolean resume;

    @Option(
            names = "--keep-checkpoint",
            description =
                    "Keep the newest checkpoint of the finished run of a GAN: project needs it, and fine-tuning. Without it the"
                            + " checkpoints are deleted when the results are written.")
    boolean keepsCheckpoint;

    /** What is worth knowing of a run, in the options of the command, a paragraph each; nothing without a command. */
    List<String> advice(TrainingRun run) {
        CommandSpec of = command;
        return of == null
                ? List.of()
                : run.advice().stream()
                        .map(line -> Paragraph.of(ShellWords.of(line, of), "Advice: ", 2))
                        .toList();
    }
}
