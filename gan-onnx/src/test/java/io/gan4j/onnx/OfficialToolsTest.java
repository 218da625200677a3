package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.Gson;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ONNX project's checker and Python's runtime agree with us. Needs a Python with onnx, onnxruntime and numpy, see {@link
 * Python}; skipped where there is none.
 */
class OfficialToolsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        Shape grey = Shape.of(1, 28, 28);
        Shape odd = Shape.of(3, 33, 20);
        return Stream.of(
                arguments("dcgan of 28x28", Dcgan.of(8).generator(100, grey)),
                arguments("dcgan of 33x20", Dcgan.of(8).generator(16, odd)),
                arguments("mlp", Mlp.of(8).generator(16, Shape.of(4, 8, 8))),
                arguments("points", Mlp.of(8).generator(2, Shape.of(2))),
                arguments("dcgan's discriminator", Dcgan.of(8).discriminator(odd)),
                arguments("mlp's discriminator", Mlp.of(8).discriminator(grey)),
                arguments("layers of vectors", ofVectors()),
                arguments("layers of images", ofImages()),
                arguments("layers of a discriminator", ofADiscriminator()),
                arguments("all other layers", others()));
    }

    private static Network ofVectors() {
        return Network.from("z", Shape.of(6))
                .add(new SpectralNorm(Linear.of(6, 12)))
                .add(VirtualBatchNorm.of(12, 16))
                .relu()
                .add(LayerNorm.of(Shape.of(12)))
                .add(PixelNorm.standard())
                .build();
    }

    private static Network ofImages() {
        return Network.from("z", Shape.of(12))
                .reshape(Shape.of(3, 2, 2))
                .add(new SpectralNorm(ConvTranspose2d.doubling(3, 4)))
                .add(InstanceNorm2d.of(4))
                .add(VirtualBatchNorm.of(4, 16))
                .relu()
                .add(PixelNorm.standard())
                .add(LayerNorm.of(Shape.of(4, 4, 4)))
                .add(new SpectralNorm(Conv2d.of(4, 3, 3, 1, 1)))
                .tanh()
                .build();
    }

    private static Network ofADiscriminator() {
        return Network.from("x", Shape.of(3, 6, 6))
                .add(new SpectralNorm(Conv2d.halving(3, 4)))
                .add(MinibatchStdDev.standard())
                .flatten()
                .add(MinibatchDiscrimination.of(45, 5, 3))
                .add(MinibatchStdDev.standard())
                .linear(1)
                .build();
    }

    private static Network others() {
        NetworkBuilder network = Network.from("z", Shape.of(6)).dropout(0.5f).name("trunk");
        network.linear(6).batchNorm().sigmoid().name("branch").join(new Add(), "trunk", "branch", "z");
        return network.name("sum")
                .join(new Concat(), "sum", "trunk")
                .dropout(0.1f)
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void file_inOfficialTools_isValidAndGivesTheSame(String name, Network network) throws Exception {
        boolean generator = network.inputs().get(0).name().equals("z");
        ModelCard card = generator ? Models.card(network) : Models.discriminatorCard(network);
        byte[] file = Models.write(network, card);
        float[] inputs = new float[5 * card.input().size()];
        RandomStream.of(3).fillNormal(inputs, 0, 1);
        float[] outputs;
        try (Runner runner = Models.runner(file)) {
            outputs = runner.run(inputs, 5);
        }
        String report = Python.run(
                folder,
                "check_onnx.py",
                Files.write(folder.resolve("model.onnx"), file),
                write("inputs", inputs),
                write("outputs", outputs));
        assertThat(report).startsWith("largest difference ");
        assertThat(Double.parseDouble(report.replace("largest difference ", "").strip()))
                .isLessThanOrEqualTo(1e-4);
    }

    /** Texts in, images out: also the way from texts to numbers is done in Python, by what the documentation says of it. */
    @Test
    void fileOfTexts_inPython_makesTheSameImages() throws Exception {
        List<String> texts = List.of(
                "a small red circle on a blue background",
                "A Small  RED\tcircle, on a 'blue' background!",
                "the heart",
                "\uFF54he \u2013 he'art",
                "a\u00A0green\u2028star");
        byte[] file = TextModels.file();
        float[] latents;
        float[] images;
        try (Generator generator = Generator.load(file, LoadOptions.defaults())) {
            latents = generator.latents(texts.size(), 4).toFloats();
            images =
                    generator.generate(texts.size(), 4, Conditions.texts(texts)).toFloats();
        }
        String report = Python.run(
                folder,
                "check_texts.py",
                Files.write(folder.resolve("model.onnx"), file),
                Files.writeString(folder.resolve("texts.json"), new Gson().toJson(texts)),
                write("latents", latents),
                write("images", images));
        assertThat(report).startsWith("largest difference ");
        assertThat(Double.parseDouble(report.replace("largest difference ", "").strip()))
                .isLessThanOrEqualTo(1e-5);
    }

    private Path write(String name, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Files.write(folder.resolve(name), bytes.array());
    }
}
