package io.gan4j.inference;

import io.gan4j.error.ModelFileException;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;
import io.gan4j.testing.FakeRunner;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A format whose files are numbers of what it keeps in memory. The one on the class path of these tests. */
public final class FakeFormat implements ModelFormat {
    private static final Map<Integer, Written> FILES = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger(1000);
    private static volatile Function<Written, Runner> engine = FakeFormat::exact;
    /** How often formats were asked to prepare for a file. */
    static final AtomicInteger PREPARED = new AtomicInteger();

    /** What a file holds. */
    public record Written(Network network, Map<String, Tensor> parameters, ModelCard card) {}

    /** Lets files be run by this engine from here on. */
    public static void engine(Function<Written, Runner> other) {
        engine = other;
    }

    /** Lets files be run as {@link FakeRunner} does. */
    public static void reset() {
        engine = FakeFormat::exact;
    }

    private static Runner exact(Written written) {
        return new FakeRunner(written.card(), 0);
    }

    public static byte[] file(ModelCard card) {
        Network network = Network.from("z", card.input()).tanh().build();
        return new FakeFormat().write(network, Map.of(), card);
    }

    public static Written written(byte[] file) {
        Written written = file.length == 4 ? FILES.get(ByteBuffer.wrap(file).getInt()) : null;
        if (written == null) {
            throw new ModelFileException("this is no model");
        }
        return written;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public byte[] write(Network network, Map<String, Tensor> parameters, ModelCard card) {
        int number = NEXT.incrementAndGet();
        FILES.put(number, new Written(network, parameters, card));
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    @Override
    public void prepareToRead() {
        PREPARED.incrementAndGet();
    }

    @Override
    public Model read(byte[] file, LoadOptions options) {
        Written written = written(file);
        return new Model(written.card(), engine.apply(written));
    }

    @Override
    public Model readForeign(byte[] file, LoadOptions options, int height, int width, String layer) {
        return read(file, options);
    }

    @Override
    public ModelCard describe(byte[] file, LoadOptions options) {
        return written(file).card();
    }
}
