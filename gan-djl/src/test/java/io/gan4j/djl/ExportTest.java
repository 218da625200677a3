package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.image.Images;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported gives what was trained. */
class ExportTest {
    private static final float TOLERANCE = 1e-4f;
    private static final int COUNT = 7;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void generator_ofEveryPreset_givesTheSameImages(Presets preset) throws IOException {
        check(preset.settings().threads(1));
    }

    @Test
    void generator_ofJoinsAndDropout_givesTheSameImages() throws IOException {
        NetworkBuilder generator =
                Network.from("z", Shape.of(6)).linear(8).leakyRelu(0.2f).name("trunk");
        generator.linear(8).dropout(0.4f).tanh().name("branch");
        generator.join(new Add(), "trunk", "branch").batchNorm().name("sum");
        generator.join(new Concat(), "sum", "branch", "z").linear(256).tanh().reshape(Shape.of(1, 16, 16));
        NetworkBuilder discriminator = Network.from("x", Shape.of(1, 16, 16))
                .conv2d(3, 4, 2, 1)
                .leakyRelu(0.2f)
                .name("a");
        discriminator.conv2d(2, 3, 1, 1).dropout(0.2f).name("b");
        discriminator.join(new Concat(), "a", "b").dropout(0.5f).flatten().linear(1);
        check(Gan.vanilla()
                .generator(generator.build())
                .discriminator(discriminator.build())
                .batch(8)
                .steps(4)
                .threads(1));
    }

    private void check(GanBuilder settings) throws IOException {
        Path file = folder.resolve("generator.onnx");
        Path ofDiscriminator = folder.resolve("discriminator.onnx");
        try (TrainedGan trained = settings.train(Presets.DATA)) {
            ModelCard card = trained.export(file, "CC0-1.0");
            trained.exportDiscriminator(ofDiscriminator);
            Images images = trained.generator().generate(COUNT, 11);
            float[] expected = images.toFloats();
            try (Generator generator = Generator.load(file);
                    Discriminator discriminator = Discriminator.load(ofDiscriminator)) {
                assertThat(generator.card()).isEqualTo(card);
                assertThat(card.origin().step()).isEqualTo(4);
                assertThat(card.origin().licence()).isEqualTo("CC0-1.0");
                assertThat(generator.generate(COUNT, 11).toFloats()).containsExactly(expected, within(TOLERANCE));
                for (int i = 0; i < COUNT; i++) {
                    float[] ofBatch = Arrays.copyOfRange(expected, i * 256, (i + 1) * 256);
                    float[] alone = generator
                            .generate(generator.latents(COUNT, 11).get(i))
                            .toFloats();
                    assertThat(alone).containsExactly(ofBatch, within(TOLERANCE));
                    float[] aloneTrained = trained.generator()
                            .generate(generator.latents(COUNT, 11).get(i))
                            .toFloats();
                    assertThat(aloneTrained).containsExactly(ofBatch, within(TOLERANCE));
                }
                assertThat(discriminator.score(images))
                        .containsExactly(trained.discriminator().score(images), within(TOLERANCE));
            }
        }
    }

    @Test
    void generators_on32Threads_giveWhatTheyGiveOnOne() throws Exception {
        Path file = folder.resolve("generator.onnx");
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (TrainedGan trained = Presets.DCGAN.settings().threads(1).train(Presets.DATA)) {
            trained.export(file);
            float[] expected = trained.generator().generate(COUNT, 11).toFloats();
            try (Generator exported =
                    Generator.load(file, LoadOptions.defaults().threads(1))) {
                float[] ofExported = exported.generate(COUNT, 11).toFloats();
                List<Future<float[]>> results = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    Generator generator = i % 2 == 0 ? exported : trained.generator();
                    results.add(
                            threads.submit(() -> generator.generate(COUNT, 11).toFloats()));
                }
                assertThat(ofExported).containsExactly(expected, within(TOLERANCE));
                for (int i = 0; i < results.size(); i++) {
                    // each engine's own bits, whatever the thread
                    assertThat(Arrays.equals(results.get(i).get(), i % 2 == 0 ? ofExported : expected))
                            .as("%s", i)
                            .isTrue();
                }
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void writerThatDamages_exporting_isRefusedAndLeavesNoFile() throws IOException, InterruptedException {
        Path services = Files.createDirectories(folder.resolve("services/META-INF/services"));
        Files.writeString(services.resolve("io.gan4j.inference.ModelFormat"), DamagingFormat.class.getName() + "\n");
        Path file = folder.resolve("generator.onnx");
        String output = ChildJvm.of(ChildProgram.class)
                .with(folder.resolve("services"))
                .output(folder, "train", file.toString());
        assertThat(output)
                .containsPattern("ModelFileException: the damaging ONNX file of the generator was refused: its output"
                        + " differs from the trainer's by 0\\.\\d+, at most 1\\.0E-4 is allowed")
                .contains("no file");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("services", "output.txt");
    }
}
