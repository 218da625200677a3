package io.gan4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gan4j.architecture.Dcgan;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.TestVector;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sampling through gan-onnx beside a bare ONNX Runtime session on the same file: the default DCGAN generator of 28x28 images.
 * The library draws the latents from a seed, runs, and makes {@link Images}; the bare session is given its latents and hands
 * back floats.
 *
 * <pre>{@code
 * java -jar gan-benchmarks/target/gan-benchmarks.jar SamplingBenchmark
 * }</pre>
 */
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SamplingBenchmark {
    private static final Shape IMAGE = Shape.of(1, 28, 28);

    /** Images a call. */
    @Param({"1", "16", "64"})
    public int batch;

    private Generator generator;
    private OrtEnvironment environment;
    private OrtSession session;
    private float[] latents;
    private long seed;

    /** Writes the file once and opens it both ways. */
    @Setup(Level.Trial)
    public void open() throws OrtException {
        byte[] file = model(List.of());
        generator = Generator.load(file, LoadOptions.defaults());
        environment = OrtEnvironment.getEnvironment();
        session = environment.createSession(file);
        latents = Latents.draw(Prior.NORMAL, StepNetworks.LATENT, batch, 0).toFloats();
    }

    /** The file of the generator, with these test vectors. */
    static byte[] model(List<TestVector> vectors) {
        Network network = Dcgan.of(64).generator(StepNetworks.LATENT, IMAGE);
        ModelCard card =
                ModelCard.generator(StepNetworks.LATENT, Prior.NORMAL, IMAGE).testVectors(vectors);
        return ModelFormat.find().write(network, network.initialise(0), card);
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() throws OrtException {
        generator.close();
        session.close();
    }

    /** The library: a seed in, images out. */
    @Benchmark
    public Images library() {
        return generator.generate(batch, seed++);
    }

    /** ONNX Runtime's own Java interface: floats in, floats out. */
    @Benchmark
    public float[] bareSession() throws OrtException {
        long[] shape = {batch, StepNetworks.LATENT};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(latents), shape);
                OrtSession.Result result = session.run(Map.of("z", input))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[output.remaining()];
            output.get(values);
            return values;
        }
    }
}
