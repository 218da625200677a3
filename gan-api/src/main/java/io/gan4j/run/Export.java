package io.gan4j.run;

import io.gan4j.engine.HostedNetworks;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.AtomicFile;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An export that proves itself: the file is written in memory, read back, run and compared before it appears. */
final class Export {
    private static final Logger LOG = LoggerFactory.getLogger(Export.class);

    /** The largest difference of a value between trainer and file. */
    static final float TOLERANCE = 1e-4f;

    private static final int CHECKED_INPUTS = 1000;
    /** How many inputs are checked of a network that is given images, and computes much on each. */
    private static final int CHECKED_IMAGES = 100;

    private static final int CHECKED_AT_ONCE = 50;
    private static final long FIRST_CHECKED_SEED = 1_000;
    private static final int TEST_VECTORS = 4;

    private final ModelNetwork network;
    private final HostedNetworks networks;
    private final String name;
    private final ModelCard card;

    Export(ModelNetwork network, HostedNetworks networks, String name, ModelCard card) {
        this.network = network;
        this.networks = networks;
        this.name = name;
        this.card = card;
    }

    ModelCard to(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder, so " + file + " cannot be written");
        }
        if (folder != null && Files.exists(folder) && !Files.isWritable(folder)) {
            throw new IOException("the folder " + folder + " cannot be written to");
        }
        ModelFormat format = ModelFormat.find();
        Runner trainer = network.runner(networks::evaluator);
        ModelCard proven = card.testVectors(testVectors(trainer));
        byte[] bytes = format.write(network.network(), network.parameters(networks), proven);
        ModelFormat.Model written = format.read(bytes, LoadOptions.defaults());
        try (Runner exported = written.runner()) {
            compare(trainer, exported, format.name());
        }
        AtomicFile.write(file, bytes);
        return proven;
    }

    private List<TestVector> testVectors(Runner trainer) {
        List<TestVector> vectors = new ArrayList<>();
        for (long seed = 0; seed < TEST_VECTORS; seed++) {
            vectors.add(
                    TestVector.of(seed, trainer.run(card.testInputs(seed), 1).get(0)));
        }
        return vectors;
    }

    private void compare(Runner trainer, Runner exported, String format) {
        List<float[]> inputs = new ArrayList<>();
        card.inputs()
                .forEach(port ->
                        inputs.add(new float[CHECKED_AT_ONCE * port.shape().size()]));
        Values measured = Values.NONE;
        int checked = card.kind() == ModelCard.Kind.TRANSLATOR ? CHECKED_IMAGES : CHECKED_INPUTS;
        for (int from = 0; from < checked; from += CHECKED_AT_ONCE) {
            for (int i = 0; i < CHECKED_AT_ONCE; i++) {
                List<float[]> one = card.testInputs(FIRST_CHECKED_SEED + from + i);
                for (int end = 0; end < one.size(); end++) {
                    int size = one.get(end).length;
                    System.arraycopy(one.get(end), 0, inputs.get(end), i * size, size);
                }
            }
            float[] expected = trainer.run(inputs, CHECKED_AT_ONCE).get(0);
            float[] actual = exported.run(inputs, CHECKED_AT_ONCE).get(0);
            measured = measured.with(actual);
            float difference = difference(expected, actual);
            if (!(difference <= TOLERANCE)) {
                throw new ModelFileException("the " + format + " file of the " + name
                        + " was refused: its output differs from the trainer's by " + difference + ", at most "
                        + TOLERANCE
                        + " is allowed");
            }
        }
        if (card.kind() == ModelCard.Kind.GENERATOR
                && card.sample().isImage()
                && measured.leave(-1 - TOLERANCE, 1 + TOLERANCE)) {
            LOG.warn(
                    "the exported generator gives images with values from {} to {}, and pictures show those from -1 to 1: train"
                            + " on until it has learned the range, or end it in tanh()",
                    measured.least(),
                    measured.largest());
        }
    }

    /** The least and the largest value of those that were seen. */
    private record Values(float least, float largest) {
        static final Values NONE = new Values(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

        Values with(float[] more) {
            float low = least;
            float high = largest;
            for (float value : more) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            return new Values(low, high);
        }

        boolean leave(float low, float high) {
            return least < low || largest > high;
        }
    }

    private static float difference(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Float.POSITIVE_INFINITY;
        }
        float largest = 0;
        for (int i = 0; i < expected.length; i++) {
            float difference = Math.abs(expected[i] - actual[i]);
            if (!(difference <= largest)) {
                largest = difference;
            }
            if (Float.isNaN(difference)) {
                return Float.NaN;
            }
        }
        return largest;
    }
}
