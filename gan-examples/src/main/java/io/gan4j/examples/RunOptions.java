package io.gan4j.examples;

import picocli.CommandLine.Option;

/** The options of how a run begins and what is left of it. */
final class RunOptions {
    @Option(
            names = "--resume",
            description =
                    "Go on with the run in the output folder that was interrupted, with its settings: give the options"
                            + " that name the data, --size, --channels and --skip-damaged as they were. Settings that are given must be the"
                            + " same.")
    boolean resume;

    @Option(
            names = "--keep-checkpoint",
            description =
                    "Keep the newest checkpoint of the finished run of a GAN: project needs it, and fine-tuning. Without it the"
                            + " checkpoints are deleted when the results are written.")
    boolean keepsCheckpoint;
}
