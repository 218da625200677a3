package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.error.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network in use: its card, and its runner behind a lease. Many threads may run at once; closing waits for them, and later
 * calls are refused, because native code must never see memory that was freed under it.
 */
final class Session implements AutoCloseable {
    /** The most elements of input or output in one call of the engine, which bounds the memory that a large count takes. */
    private static final int CHUNK_ELEMENTS = 1 << 22;

    /** How many bytes of a file are read at once: what is read goes through native memory. */
    private static final int SLICE = 1 << 16;

    /** What a virtual machine makes at most. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ModelCard card;
    private final Runner runner;
    private final ReentrantReadWriteLock lease = new ReentrantReadWriteLock();
    private boolean closed;

    Session(ModelCard card, Runner runner) {
        this.card = card;
        this.runner = runner;
    }

    /** @throws IllegalArgumentException if the card is of a model of another kind */
    static Session of(ModelCard card, Runner runner, ModelCard.Kind kind) {
        checkArgument(
                card.kind() == kind, "the card is not of %s but of %s", withArticle(kind), withArticle(card.kind()));
        return new Session(card, runner);
    }

    static Session load(Path file, LoadOptions options, ModelCard.Kind kind) throws IOException {
        // begun before the file is read; what is wrong with the file is said before that there is no format
        ModelFormat prepared = Files.isReadable(file) ? prepared() : null;
        byte[] bytes = bytes(file, options);
        return open(prepared == null ? prepared() : prepared, bytes, options, kind, file.toString());
    }

    private static ModelFormat prepared() {
        ModelFormat format = ModelFormat.find();
        format.prepareToRead();
        return format;
    }

    /** Reads a file once, up to the limit. */
    static byte[] bytes(Path file, LoadOptions options) throws IOException {
        long most = Math.min(options.maxFileBytes(), LONGEST_ARRAY - 1);
        long heap = Runtime.getRuntime().maxMemory();
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder, a model is one file");
        }
        try (InputStream in = stream(file)) {
            // The size decides nothing in favour of a file: it may grow, and a pipe has none.
            long size = Files.size(file);
            byte[] bytes = size > most || size > heap ? new byte[0] : bytes(in, (int) size, (int) (most + 1));
            if (size > most || bytes.length > most) {
                throw new ModelFileException(
                        file + " is larger than " + most + " bytes, the limit; LoadOptions.maxFileBytes raises it");
            }
            if (size > heap) {
                throw tooLarge(file, heap, null);
            }
            return bytes;
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, heap, e);
        }
    }

    /** Without a channel, which takes a new JVM as many classes as the check of a file. */
    private static InputStream stream(Path file) throws IOException {
        try {
            return new FileInputStream(file.toFile());
        } catch (FileNotFoundException | UnsupportedOperationException e) {
            // says what is in the way, or reads what lies in another file system than the machine's
            return Files.newInputStream(file);
        }
    }

    /**
     * Reads a stream to its end, or up to a limit. {@link InputStream#readNBytes} would take hundreds of small arrays and join
     * them, and Java 17 does not read pipes by it.
     *
     * @param expected how many bytes there probably are
     */
    private static byte[] bytes(InputStream in, int expected, int most) throws IOException {
        byte[] bytes = new byte[Math.min(expected, most)];
        int length = 0;
        int read = 0;
        while (length < bytes.length && read >= 0) {
            read = in.read(bytes, length, Math.min(SLICE, bytes.length - length));
            length += Math.max(0, read);
        }
        // what has grown meanwhile, and a pipe, go on
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] slice = new byte[SLICE];
        while (read >= 0 && rest.size() < most - length) {
            read = in.read(slice, 0, Math.min(SLICE, most - length - rest.size()));
            rest.write(slice, 0, Math.max(0, read));
        }
        if (length == bytes.length && rest.size() == 0) {
            return bytes;
        }
        byte[] all = Arrays.copyOf(bytes, length + rest.size());
        System.arraycopy(rest.toByteArray(), 0, all, length, rest.size());
        return all;
    }

    private static ModelFileException tooLarge(Path file, long heap, @Nullable Throwable cause) {
        return new ModelFileException(
                file + " does not fit Java's heap, which has " + (heap >> 20) + " MiB; -Xmx enlarges it", cause);
    }

    static Session open(byte[] bytes, LoadOptions options, ModelCard.Kind kind, String name) {
        return open(prepared(), bytes, options, kind, name);
    }

    private static Session open(
            ModelFormat format, byte[] bytes, LoadOptions options, ModelCard.Kind kind, String name) {
        ModelFormat.Model model;
        try {
            model = format.read(bytes, options);
        } catch (ModelFileException e) {
            throw new ModelFileException(name + ": " + e.getMessage(), e);
        }
        Session session = new Session(model.card(), model.runner());
        try {
            session.check(kind, options, name);
        } catch (RuntimeException | Error e) {
            session.close();
            throw e;
        }
        return session;
    }

    private void check(ModelCard.Kind kind, LoadOptions options, String name) {
        if (card.kind() != kind) {
            throw new ModelFileException(name + " holds " + withArticle(card.kind()) + ", not " + withArticle(kind)
                    + "; load it as " + type(card.kind()));
        }
        if (options.verification() == LoadOptions.Verification.NONE) {
            return;
        }
        for (TestVector vector : card.testVectors()) {
            float difference = vector.difference(run(card.testInputs(vector.seed()), 1));
            if (!(difference <= TestVector.TOLERANCE)) {
                throw new ModelFileException(
                        name + " does not compute what it was exported to: for seed " + vector.seed()
                                + " its output differs by " + difference + ", at most " + TestVector.TOLERANCE
                                + " is allowed; LoadOptions.withoutTestVectors skips this check");
            }
        }
    }

    private static String withArticle(ModelCard.Kind kind) {
        return (kind == ModelCard.Kind.EXTRACTOR ? "an " : "a ") + kind.word();
    }

    private static String type(ModelCard.Kind kind) {
        return switch (kind) {
            case GENERATOR -> "Generator";
            case DISCRIMINATOR -> "Discriminator";
            case CLASSIFIER, EXTRACTOR -> "Recogniser";
            case TRANSLATOR -> "ImageTranslator";
            case TEXT_ENCODER -> "TextReader";
        };
    }

    ModelCard card() {
        return card;
    }

    float[] run(float[] input, int count) {
        return run(List.of(input), count);
    }

    /** Evaluates the network on a batch for each of its inputs. */
    float[] run(List<float[]> inputs, int count) {
        int out = card.output().size();
        int in = 0;
        for (int i = 0; i < card.inputs().size(); i++) {
            in += card.inputs().get(i).shape().size();
        }
        int chunk = Math.max(1, CHUNK_ELEMENTS / Math.max(in, out));
        // without a lambda, of which the first one of a process takes longer than the first image
        lease();
        try {
            if (count <= chunk) {
                return runner.run(inputs, count).get(0);
            }
            float[] output = new float[Math.multiplyExact(count, out)];
            for (int from = 0; from < count; from += chunk) {
                int to = Math.min(count, from + chunk);
                float[] part = runner.run(rows(inputs, from, to), to - from).get(0);
                System.arraycopy(part, 0, output, from * out, part.length);
            }
            return output;
        } finally {
            lease.readLock().unlock();
        }
    }

    /** The number that height and width of images must be multiples of; 0 if only the card's size is taken. */
    int sizeMultiple() {
        return leased(runner::sizeMultiple);
    }

    /** Evaluates the network on images of another size than the card's, all of one size. */
    float[] runSized(float[] images, int count, int height, int width) {
        return leased(() -> runner.sized(height, width).run(images, count));
    }

    private <T> T leased(Supplier<T> use) {
        lease();
        try {
            return use.get();
        } finally {
            lease.readLock().unlock();
        }
    }

    /** Takes the lease, which whoever called must give back, unless the network is closed. */
    private void lease() {
        lease.readLock().lock();
        if (closed) {
            lease.readLock().unlock();
            throw new IllegalStateException("this " + card.kind().word() + " is closed");
        }
    }

    private List<float[]> rows(List<float[]> inputs, int from, int to) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int size = card.inputs().get(i).shape().size();
            rows.add(Arrays.copyOfRange(inputs.get(i), from * size, to * size));
        }
        return rows;
    }

    @Override
    public void close() {
        if (lease.getReadHoldCount() > 0) {
            throw new IllegalStateException("this " + card.kind().word()
                    + " cannot be closed from within one of its own calls, which it would wait for for ever");
        }
        lease.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                runner.close();
            }
        } finally {
            lease.writeLock().unlock();
        }
    }
}
