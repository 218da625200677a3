package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableList;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.Plural;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network in ONNX Runtime. Calls go to the session itself, not through DJL's {@code NDList}: that takes some 20 microseconds
 * more a call, 1.2 to 1.3 times as much for one small image, and its {@code NDManager} starts the PyTorch engine beside it where
 * there is one (docs/decisions/0006).
 *
 * <p>Runs may overlap: a session has no state and no lock.
 */
final class OnnxRunner implements Runner {
    private static final int UNKNOWN = -1;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ImmutableList<String> names;
    private final String output;
    private final Ends ends;
    private final @Nullable OtherSizes sizes;
    private int multiple = UNKNOWN;

    /**
     * The shapes at the network's ends.
     *
     * @param most how many samples are computed at once
     */
    private record Ends(ImmutableList<Shape> inputs, Shape output, int most) {
        static Ends of(ModelCard card, int most) {
            ImmutableList.Builder<Shape> inputs = ImmutableList.builder();
            for (int i = 0; i < card.inputs().size(); i++) {
                inputs.add(card.inputs().get(i).shape());
            }
            return new Ends(inputs.build(), card.output(), most);
        }
    }

    private OnnxRunner(
            OrtEnvironment environment,
            OrtSession session,
            ImmutableList<String> names,
            String output,
            Ends ends,
            @Nullable OtherSizes sizes) {
        this.environment = environment;
        this.session = session;
        this.names = names;
        this.output = output;
        this.ends = ends;
        this.sizes = sizes;
    }

    /**
     * Loads a file that has passed the {@linkplain OnnxPreflight check}.
     *
     * @throws ModelFileException if ONNX Runtime refuses it nevertheless
     * @throws BackendException if ONNX Runtime does not start
     */
    static OnnxRunner open(byte[] file, OnnxPreflight checked, LoadOptions options) {
        OrtSession session = session(file, options);
        return new OnnxRunner(
                OnnxEngine.environment(),
                session,
                checked.inputs(),
                OnnxFormat.output(checked.card()),
                Ends.of(checked.card(), checked.samples()),
                checked.sizes());
    }

    /**
     * Loads a file of another tool that has passed the {@linkplain ForeignNetwork check}.
     *
     * @param card says how many features it has; one that does not fit is noticed at each run
     * @param most how many samples it takes at a time
     */
    static OnnxRunner of(OrtSession session, String input, String output, ModelCard card, int most) {
        return new OnnxRunner(
                OnnxEngine.environment(), session, ImmutableList.of(input), output, Ends.of(card, most), null);
    }

    /**
     * Makes ONNX Runtime ready to run a file that was checked.
     *
     * @throws ModelFileException if ONNX Runtime refuses it nevertheless
     * @throws BackendException if ONNX Runtime does not start
     */
    static OrtSession session(byte[] file, LoadOptions options) {
        OrtEnvironment environment = OnnxEngine.environment();
        try (OrtSession.SessionOptions settings = settings(options)) {
            return environment.createSession(file, settings);
        } catch (OrtException e) {
            throw new ModelFileException("ONNX Runtime refuses it: " + e.getMessage(), e);
        }
    }

    private static OrtSession.SessionOptions settings(LoadOptions options) throws OrtException {
        OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
        try {
            settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            settings.setInterOpNumThreads(1);
            settings.setIntraOpNumThreads(options.threads());
            // Never ONNX Runtime's own format, whose reader knows operators that the check does not.
            settings.addConfigEntry("session.load_model_format", "ONNX");
            return settings;
        } catch (OrtException | RuntimeException | Error e) {
            settings.close();
            throw e;
        }
    }

    /** A network may be small at both ends and huge within, so the options bound the samples that are computed at once. */
    @Override
    public List<float[]> run(List<float[]> inputs, int count) {
        check(inputs, count);
        int most = ends.most();
        if (count <= most) {
            return List.of(batch(inputs, 0, count));
        }
        int out = ends.output().size();
        float[] all = new float[Math.multiplyExact(count, out)];
        for (int from = 0; from < count; from += most) {
            int number = Math.min(most, count - from);
            float[] part = batch(inputs, from, number);
            System.arraycopy(part, 0, all, from * out, part.length);
        }
        return List.of(all);
    }

    /** Found by trying, once: a race of threads finds the same number twice. */
    @Override
    public int sizeMultiple() {
        if (multiple == UNKNOWN) {
            multiple = sizes == null ? 0 : sizes.multiple();
        }
        return multiple;
    }

    @Override
    public Runner sized(int height, int width) {
        if (sizes == null) {
            return Runner.super.sized(height, width);
        }
        OtherSizes.Sized sized;
        try {
            sized = sizes.at(height, width);
        } catch (ModelFileException e) {
            throw new IllegalArgumentException(
                    "this network does not take images of " + height + " x " + width + " pixels: " + e.getMessage(), e);
        }
        Ends other = new Ends(ImmutableList.copyOf(sized.inputs()), sized.output(), sized.samples());
        OnnxRunner runner = new OnnxRunner(environment, session, names, output, other, sizes);
        return new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                return runner.run(inputs, count);
            }

            @Override
            public void close() {
                // the session is that of the runner that this one was made of
            }
        };
    }

    private void check(List<float[]> inputs, int count) {
        checkArgument(
                inputs.size() == names.size(),
                "this network has the inputs %s, arrays were given for %s",
                names,
                inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            Shape sample = ends.inputs().get(i);
            checkArgument(
                    inputs.get(i).length == (long) count * sample.size(),
                    "an array of %s of shape %s for the input '%s' must hold %s for each, has %s",
                    Plural.of(count, "sample"),
                    sample,
                    names.get(i),
                    sample.size(),
                    inputs.get(i).length);
        }
    }

    /** Evaluates the samples from a place on. */
    private float[] batch(List<float[]> inputs, int from, int count) {
        try (Feed feed = feed(inputs, from, count);
                OrtSession.Result result = session.run(feed.tensors(), Set.of(output))) {
            float[] given = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            if (given.length != Math.multiplyExact(count, ends.output().size())) {
                throw new IllegalStateException("ONNX Runtime gave " + Plural.of(given.length, "value") + " for "
                        + count + " samples of shape " + ends.output());
            }
            return given;
        } catch (OrtException e) {
            throw new BackendException(
                    "ONNX Runtime could not evaluate a batch of " + count + ": " + e.getMessage(), e);
        }
    }

    private Feed feed(List<float[]> inputs, int from, int count) throws OrtException {
        Feed feed = new Feed(new HashMap<>());
        try {
            for (int i = 0; i < inputs.size(); i++) {
                Shape sample = ends.inputs().get(i);
                int size = sample.size();
                FloatBuffer values = FloatBuffer.wrap(inputs.get(i), from * size, count * size);
                feed.tensors().put(names.get(i), OnnxTensor.createTensor(environment, values, shape(sample, count)));
            }
            return feed;
        } catch (OrtException | RuntimeException | Error e) {
            feed.close();
            throw e;
        }
    }

    /**
     * What the session is given, in native memory.
     *
     * @param tensors a batch for each input, by its name
     */
    private record Feed(Map<String, OnnxTensor> tensors) implements AutoCloseable {
        @Override
        public void close() {
            for (OnnxTensor tensor : tensors.values()) {
                tensor.close();
            }
        }
    }

    private static long[] shape(Shape sample, int count) {
        long[] shape = new long[1 + sample.rank()];
        shape[0] = count;
        for (int axis = 0; axis < sample.rank(); axis++) {
            shape[1 + axis] = sample.extent(axis);
        }
        return shape;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new BackendException("ONNX Runtime could not close a model: " + e.getMessage(), e);
        }
    }
}
