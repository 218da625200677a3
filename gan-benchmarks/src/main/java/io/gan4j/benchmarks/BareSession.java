package io.gan4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What ONNX Runtime's own Java interface takes in a fresh JVM from the bytes of a file to the first output of its network: the
 * floor of {@link FirstImageBenchmark}, in a class of its own, so that nothing of it is loaded where the library is measured.
 */
public final class BareSession {
    private BareSession() {}

    /** Prints the milliseconds that a file takes, with the libraries in a folder. */
    public static void main(String[] arguments) throws IOException, OrtException {
        long began = System.nanoTime();
        Path file = Path.of(arguments[0]);
        System.setProperty("onnxruntime.native.path", arguments[1]);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, StepNetworks.LATENT};
        FloatBuffer latent = FloatBuffer.allocate(StepNetworks.LATENT);
        try (OrtSession session = environment.createSession(Files.readAllBytes(file));
                OnnxTensor input = OnnxTensor.createTensor(environment, latent, shape);
                OrtSession.Result result = session.run(Map.of("z", input))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer();
            System.out.println((System.nanoTime() - began) / 1e6);
        }
    }
}
