package io.gan4j.examples;

import com.google.common.collect.ImmutableSet;
import io.gan4j.GanBuilder;
import io.gan4j.SettingsTable;
import io.gan4j.data.Dataset;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run of the lab and what looks at it. Its state lies in a folder of its own while it changes, as whoever copies the
 * experiment as Java has it in one; the folder goes when the run is closed.
 */
final class LabRun implements AutoCloseable {
    private static final Duration NEVER = Duration.ofDays(10_000);

    private final Path folder;
    private final TrainingRun run;
    private final LabView view;

    private LabRun(LabChoice choice, Path folder, Checkpoints checkpoints) {
        GanBuilder builder = choice.builder();
        Dataset data = choice.data().draw();
        this.folder = folder;
        this.run = builder.checkpoints(checkpoints.every(NEVER).keep(1)).start(data);
        this.view = new LabView(
                run, data, choice.data().mixture().orElse(null), judgesOne(builder), LabFormulas.of(builder));
    }

    /** Begins a run at step 0. */
    static LabRun begin(LabChoice choice) {
        Path folder;
        try {
            folder = Files.createTempDirectory("gan4j-lab");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the state of the run can be made", e);
        }
        try {
            return new LabRun(choice, folder, Checkpoints.in(folder));
        } catch (RuntimeException | Error e) {
            delete(folder);
            throw e;
        }
    }

    /** Ends this run and keeps its state for {@link #resume}. */
    void suspend() {
        run.handOver().close();
    }

    /** Goes on from the state of a run that was suspended. */
    LabRun resume(LabChoice choice, ImmutableSet<Checkpoints.Change> changes) {
        return new LabRun(choice, folder, Checkpoints.resume(folder, changes.toArray(Checkpoints.Change[]::new)));
    }

    TrainingRun run() {
        return run;
    }

    LabView view() {
        return view;
    }

    boolean isAtItsEnd() {
        return run.step() >= run.steps();
    }

    /** Where samples are judged together there is no score of a place. */
    private static boolean judgesOne(GanBuilder builder) {
        SettingsTable<GanBuilder> table = LabChoice.TABLE;
        return table.named("packing").text(builder).equals(Optional.of("1"))
                && List.of("minibatchDiscrimination", "minibatchStdDev").stream()
                        .allMatch(name -> table.named(name).text(builder).equals(Optional.of("none")));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " of the lab cannot be deleted", e);
        }
    }

    @Override
    public void close() {
        run.close();
        delete(folder);
    }
}
