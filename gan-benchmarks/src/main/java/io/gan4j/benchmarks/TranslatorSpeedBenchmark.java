package io.gan4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.architecture.UNet;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An {@link ImageTranslator} beside a bare ONNX Runtime session on the same file, floats in and floats out, one thread both. The two take
 * turns, and the time is that of the processor on the calling thread, where ONNX Runtime computes too, so that programs beside this one
 * disturb it little. Prints the median of each and the median of the ratios of the rounds.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.TranslatorSpeedBenchmark [rounds]
 * }</pre>
 */
public final class TranslatorSpeedBenchmark {
    private static final int ROUNDS = 40;
    private static final int WARM_UP = 5;
    private static final int[] BATCHES = {1, 8};

    private TranslatorSpeedBenchmark() {}

    /** A computation of a batch. */
    private interface Call {
        float[] run() throws OrtException;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws OrtException {
        int rounds = args.length == 1 ? Integer.parseInt(args[0]) : ROUNDS;
        compare("pix2pix, 64 px", UNet.of(32), Shape.of(3, 64, 64), 1, rounds);
        compare("CycleGAN, 32 px", ResidualTranslator.of(32), Shape.of(3, 32, 32), 1, rounds);
        compare("super-resolution, 16 to 64 px", SuperResolver.of(4, 32), Shape.of(3, 16, 16), 4, rounds);
        UNet film = UNet.of(32).normalization(Normalization.NONE);
        compare("next frame, 64 px", film, Shape.of(4, 64, 64), 1, rounds);
    }

    private static void compare(String name, TranslatorArchitecture recipe, Shape input, int scale, int rounds)
            throws OrtException {
        Shape output = Shape.of(input.channels() == 4 ? 1 : 3, scale * input.height(), scale * input.width());
        Network network = recipe.translator(input, output);
        ModelCard card = ModelCard.translator(TranslatorArchitecture.INPUT, input, output, Range.UNBOUNDED);
        byte[] file = ModelFormat.find().write(network, network.initialise(0), card);
        // the library first: it starts ONNX Runtime, which a program can do once
        try (ImageTranslator translator =
                        ImageTranslator.load(file, LoadOptions.defaults().threads(1));
                OrtSession.SessionOptions options = oneThread();
                OrtSession session = OrtEnvironment.getEnvironment().createSession(file, options)) {
            for (int batch : BATCHES) {
                float[] images = new float[batch * input.size()];
                RandomStream.of(1).fillUniform(images, -1, 1);
                long[] shape = {batch, input.channels(), input.height(), input.width()};
                Call library = () -> translator.translate(images);
                Call bare = () -> bare(session, images, shape);
                print(name, batch, library, bare, rounds);
            }
        }
    }

    private static OrtSession.SessionOptions oneThread() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        return options;
    }

    private static float[] bare(OrtSession session, float[] images, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                OrtSession.Result result = session.run(Map.of(TranslatorArchitecture.INPUT, input))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[output.remaining()];
            output.get(values);
            return values;
        }
    }

    private static void print(String name, int batch, Call library, Call bare, int rounds) throws OrtException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            // who is first changes, so that neither always finds the caches as the other left them
            double first = milliseconds(round % 2 == 0 ? library : bare);
            double second = milliseconds(round % 2 == 0 ? bare : library);
            if (round >= 0) {
                ours.add(round % 2 == 0 ? first : second);
                theirs.add(round % 2 == 0 ? second : first);
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %d | %.2f ms | %.2f ms | %.3f |",
                name,
                batch,
                Medians.median(ours),
                Medians.median(theirs),
                Medians.ratio(ours, theirs)));
    }

    private static double milliseconds(Call call) throws OrtException {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        call.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
    }
}
