package io.gan4j.onnx;

import com.google.common.collect.ImmutableMap;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Networks with random weights, as tests need them. */
final class Models {
    static final OnnxFormat FORMAT = new OnnxFormat();
    static final Shape IMAGE = Shape.of(1, 8, 8);

    private Models() {}

    /** Fresh weights, and statistics and biases as a training would leave them: none of them 0 or 1. */
    static Map<String, Tensor> trained(Network network, long seed) {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        network.initialise(seed).forEach((name, tensor) -> {
            float[] array = tensor.values().clone();
            RandomStream random = RandomStream.of(seed, name.hashCode());
            if (name.endsWith("_var")) {
                random.fillUniform(array, 0.25f, 4);
            } else if (tensor.shape().rank() == 1 || isConstant(array)) {
                random.fillNormal(array, 0.1, 0.5);
            }
            values.put(name, Tensor.of(tensor.shape(), array));
        });
        return values.buildOrThrow();
    }

    private static boolean isConstant(float[] array) {
        float[] first = new float[array.length];
        Arrays.fill(first, array[0]);
        return Arrays.equals(first, array);
    }

    static byte[] write(Network network, ModelCard card) {
        return FORMAT.write(network, trained(network, 7), card);
    }

    static ModelCard card(Network generator) {
        return ModelCard.generator(generator.inputs().get(0).shape().size(), Prior.NORMAL, generator.outputShape());
    }

    static ModelCard discriminatorCard(Network discriminator) {
        Shape judged = discriminator.inputs().get(0).shape();
        return ModelCard.generator(1, Prior.NORMAL, judged).ofDiscriminator(judged);
    }

    static Runner runner(byte[] file) {
        return FORMAT.read(file, LoadOptions.defaults().threads(1)).runner();
    }

    /** With a batch normalisation that stays an operator: what is before it cannot compute it. */
    static Network smallGenerator() {
        return Network.from("z", Shape.of(6))
                .reshape(Shape.of(6, 1, 1))
                .add(ConvTranspose2d.spreading(6, Shape.of(2, 4, 4)).withoutBias())
                .relu()
                .batchNorm()
                .add(ConvTranspose2d.doubling(2, 1))
                .tanh()
                .build();
    }

    /** A generator of 8x8 images with everything on its card, and two test vectors. */
    static byte[] small() {
        Network network = smallGenerator();
        ModelCard card = card(network)
                .provenance("0.1.0", "digits", "0123456789abcdef", Map.of("loss", "hinge", "batch", "64"))
                .step(1000)
                .licence("CC0-1.0");
        byte[] plain = write(network, card);
        try (Runner runner = runner(plain)) {
            return write(
                    network,
                    card.testVectors(List.of(
                            TestVector.of(3, runner.run(card.testInput(3), 1)),
                            TestVector.of(-4, runner.run(card.testInput(-4), 1)))));
        }
    }
}
