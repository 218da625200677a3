package io.gan4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.Plural;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.SentenceVectors;
import io.gan4j.inference.WordPiece;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A sentence encoder of another maker, such as all-MiniLM-L6-v2: a network of BERT's kind as ONNX, with the {@code
 * tokenizer.json} that lies beside it.
 *
 * <pre>{@code
 * try (OnnxSentences encoder = OnnxSentences.load(Path.of("model.onnx"), Path.of("tokenizer.json"))) {
 *     float[] vectors = encoder.read(List.of("red heart", "crimson love symbol"));
 * }
 * }</pre>
 *
 * <p>The network takes whole numbers {@code input_ids}, {@code attention_mask} and perhaps {@code token_type_ids}, each {@code
 * (1, tokens)}, and gives a vector for each token, {@code last_hidden_state} or its only output; a sentence's vector is their
 * mean, brought to length 1, as Sentence-BERT has it (Reimers and Gurevych 2019, section 3). Texts are read one at a time,
 * since quantized networks give other vectors for a text in company.
 *
 * <p>The file is trusted as far as {@link io.gan4j.inference.ModelFormat#readForeign} trusts one: any of ONNX's own operators,
 * no code and no other files.
 */
public final class OnnxSentences implements SentenceVectors {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final String HIDDEN = "last_hidden_state";

    private final OrtSession session;
    private final WordPiece tokenizer;
    private final Set<String> inputs;
    private final String output;
    private final String fingerprint;
    private final int size;
    private final ReentrantReadWriteLock lease = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxSentences(
            OrtSession session, WordPiece tokenizer, ForeignFile file, String output, String fingerprint) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.inputs = file.inputs.stream().map(input -> input.name).collect(ImmutableSet.toImmutableSet());
        this.output = output;
        this.fingerprint = fingerprint;
        this.size = vector(tokenizer.ids("a")).length;
    }

    /**
     * Loads an encoder.
     *
     * @param model the network, an ONNX file
     * @param tokenizer its {@code tokenizer.json}, see {@link WordPiece}
     * @throws IOException if a file cannot be read
     * @throws ModelFileException if one is refused; the message says why
     */
    public static OnnxSentences load(Path model, Path tokenizer) throws IOException {
        LoadOptions options = LoadOptions.defaults();
        return load(options.read(model), options.read(tokenizer), options);
    }

    /**
     * Loads an encoder from the bytes of its files: resources of the app, say.
     *
     * @throws ModelFileException if one is refused; the message says why
     */
    public static OnnxSentences load(byte[] model, byte[] tokenizer, LoadOptions options) {
        WordPiece pieces = WordPiece.parse(new String(tokenizer, StandardCharsets.UTF_8));
        FileKind.check(model);
        ForeignFile file = ForeignFile.parse(model);
        String output = output(file);
        String fingerprint = Hashing.sha256()
                .newHasher()
                .putInt(model.length)
                .putBytes(model)
                .putBytes(tokenizer)
                .hash()
                .toString();
        OrtSession session = OnnxRunner.session(model, options);
        try {
            return new OnnxSentences(session, pieces, file, output, fingerprint);
        } catch (RuntimeException | Error e) {
            close(session, e);
            throw e;
        }
    }

    private static String output(ForeignFile file) {
        for (ForeignFile.Value input : file.inputs) {
            if (!Set.of(IDS, MASK, TYPES).contains(input.name) || input.type != Initializers.INT64) {
                throw new ModelFileException("its input '" + Text.shortened(input.name)
                        + "' is none of an encoder of sentences, which takes whole numbers (int64) " + IDS + ", " + MASK
                        + " and " + TYPES);
            }
        }
        if (file.inputs.stream().noneMatch(input -> input.name.equals(IDS))) {
            throw new ModelFileException("it has no input " + IDS + ", so it is no encoder of sentences");
        }
        if (file.outputs.contains(HIDDEN)) {
            return HIDDEN;
        }
        if (file.outputs.size() != 1) {
            throw new ModelFileException("it has the outputs " + file.outputs + ", none of which is " + HIDDEN);
        }
        return file.outputs.get(0);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public float[] read(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("there is no text to read");
        }
        float[] vectors = new float[Math.multiplyExact(texts.size(), size)];
        lease.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("this encoder of sentences is closed");
            }
            for (int i = 0; i < texts.size(); i++) {
                System.arraycopy(vector(tokenizer.ids(texts.get(i))), 0, vectors, i * size, size);
            }
        } finally {
            lease.readLock().unlock();
        }
        return vectors;
    }

    private float[] vector(long... ids) {
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, OnnxTensor> given = new HashMap<>();
        try {
            put(given, IDS, ids);
            put(given, MASK, ones);
            put(given, TYPES, new long[ids.length]);
            try (OrtSession.Result result = session.run(given, Set.of(output))) {
                return pooled((OnnxTensor) result.get(0), ids.length);
            }
        } catch (OrtException e) {
            throw new BackendException(
                    "ONNX Runtime could not read a text of " + Plural.of(ids.length, "token") + ": " + e.getMessage(),
                    e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private void put(Map<String, OnnxTensor> given, String name, long... values) throws OrtException {
        if (inputs.contains(name)) {
            long[] shape = {1, values.length};
            given.put(name, OnnxTensor.createTensor(OnnxEngine.environment(), LongBuffer.wrap(values), shape));
        }
    }

    /** The mean of the tokens' vectors, brought to length 1. */
    private static float[] pooled(OnnxTensor tokens, int count) {
        long[] shape = tokens.getInfo().getShape();
        if (shape.length != 3 || shape[0] != 1 || shape[1] != count || shape[2] < 1) {
            throw new ModelFileException("it gives " + Arrays.toString(shape) + " for " + count
                    + " tokens, not a vector for each: (1, tokens, size)");
        }
        float[] values = tokens.getFloatBuffer().array();
        int size = (int) shape[2];
        double[] sums = new double[size];
        for (int i = 0; i < values.length; i++) {
            sums[i % size] += values[i];
        }
        double square = 0;
        for (double sum : sums) {
            square += sum * sum;
        }
        double length = Math.sqrt(square);
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = (float) (sums[i] / Math.max(length, Float.MIN_NORMAL));
        }
        return vector;
    }

    /** Waits for the calls that are under way, and frees the network. */
    @Override
    public void close() {
        lease.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new BackendException("ONNX Runtime could not close an encoder: " + e.getMessage(), e);
        } finally {
            lease.writeLock().unlock();
        }
    }

    private static void close(OrtSession session, Throwable cause) {
        try {
            session.close();
        } catch (OrtException e) {
            cause.addSuppressed(e);
        }
    }
}
