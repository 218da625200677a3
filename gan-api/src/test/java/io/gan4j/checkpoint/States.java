package io.gan4j.checkpoint;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Checkpoints of small runs, and what a run folder holds. */
final class States {
    private States() {}

    /** A state whose numbers follow from its step. */
    static Checkpoint at(long step) {
        return at(step, 6);
    }

    /** A state with three tensors, of which the largest has {@code size} numbers. */
    static Checkpoint at(long step, int size) {
        return new Checkpoint(
                step,
                "{\"step\":" + step + ",\"recipe\":\"dcgan \\\"\u00e9\u4e2d\\n\"}",
                ImmutableMap.of(
                        "generator.weight",
                        normal(Shape.of(size), step),
                        "discriminator.bias \u00fc\"",
                        normal(Shape.of(2, 2), step + 1),
                        "adam.steps",
                        Tensor.of(Shape.scalar(), (float) step)));
    }

    static Tensor normal(Shape shape, long seed) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream.of(seed).fillNormal(tensor.values(), 0, 1);
        return tensor;
    }

    static Path checkpoints(Path run) {
        return run.resolve("checkpoints");
    }

    static Path regular(Path run, long step) {
        return checkpoints(run).resolve(CheckpointFile.name(CheckpointFile.Kind.REGULAR, step));
    }

    /** The names in the folder of checkpoints, sorted. */
    static List<String> names(Path run) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints(run))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
