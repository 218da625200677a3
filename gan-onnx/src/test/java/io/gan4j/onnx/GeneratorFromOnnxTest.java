package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.Dcgan;
import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.TestVector;
import io.gan4j.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app does: load a file, generate, close. */
class GeneratorFromOnnxTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults();

    @Test
    void format_isFoundOnTheClassPath() {
        assertThat(ModelFormat.find()).isInstanceOf(OnnxFormat.class);
        assertThat(ModelFormat.find().name()).isEqualTo("ONNX");
    }

    @Test
    void file_loaded_generatesWhatTheNetworkComputes(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("small.onnx"), Models.small());
        Network network = Models.smallGenerator();
        Reference reference = new Reference(network, Models.trained(network, 7));
        try (Generator generator = Generator.load(file)) {
            assertThat(generator.shape()).isEqualTo(Models.IMAGE);
            Images images = generator.generate(3, 42);
            assertThat(images.count()).isEqualTo(3);
            double[] expected =
                    reference.evaluate(generator.latents(3, 42).get(2).toFloats());
            float[] third = images.get(2).toFloats();
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) third[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    @Test
    void file_described_saysWhatItIs(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("small.onnx"), Models.small());
        ModelCard card = ModelCard.read(file);
        assertThat(card.origin().dataset()).isEqualTo("digits");
        assertThat(card.origin().step()).isEqualTo(1000);
        assertThat(card.testVectors()).hasSize(2);
        assertThat(card.origin().configuration()).containsEntry("loss", "hinge");
    }

    @Test
    void discriminator_loaded_scores() {
        Network network = Dcgan.of(2).discriminator(Models.IMAGE);
        byte[] file = Models.write(network, Models.discriminatorCard(network));
        try (Generator generator = Generator.load(Models.small(), OPTIONS);
                Discriminator discriminator = Discriminator.load(file, OPTIONS)) {
            assertThat(discriminator.score(generator.generate(5, 1))).hasSize(5);
        }
        assertThatThrownBy(() -> Generator.load(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("holds a discriminator, not a generator");
    }

    @Test
    void wrongTestVector_isRefusedUnlessNotAskedFor() {
        Network network = Models.smallGenerator();
        byte[] file =
                Models.write(network, Models.card(network).testVectors(List.of(new TestVector(1, new float[64]))));
        assertThatThrownBy(() -> Generator.load(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("does not compute what it was exported to: for seed 1");
        Generator.load(file, OPTIONS.withoutTestVectors()).close();
    }

    @Test
    void image_generatedAloneOrInAnyBatch_isTheSame() {
        try (Generator generator = Generator.load(Models.small(), OPTIONS)) {
            float[] first = generator.generate(1, 9).toFloats();
            for (int count : new int[] {2, 7, 64, 1000}) {
                assertThat(generator.generate(count, 9).get(0).toFloats()).containsExactly(first, within(1e-5f));
            }
        }
    }

    @Test
    void anyNumberOfThreads_giveTheSameImages() {
        float[] one;
        try (Generator generator = Generator.load(Models.small(), OPTIONS.threads(1))) {
            one = generator.generate(4, 9).toFloats();
        }
        for (int threads : new int[] {0, 2, 5}) {
            try (Generator generator = Generator.load(Models.small(), OPTIONS.threads(threads))) {
                assertThat(generator.generate(4, 9).toFloats()).containsExactly(one, within(1e-5f));
            }
        }
    }

    @Test
    void oneGenerator_usedBy32Threads_givesWhatOneThreadGets() throws Exception {
        int seeds = 40;
        ExecutorService pool = Executors.newFixedThreadPool(32);
        try (Generator generator = Generator.load(Models.small(), OPTIONS)) {
            List<float[]> expected = IntStream.range(0, seeds)
                    .mapToObj(seed -> generator.generate(2, seed).toFloats())
                    .toList();
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 32; thread++) {
                int first = thread;
                tasks.add(() -> {
                    int wrong = 0;
                    for (int i = 0; i < 300; i++) {
                        int seed = (first + i) % seeds;
                        float[] got = generator.generate(2, seed).toFloats();
                        wrong += java.util.Arrays.equals(got, expected.get(seed)) ? 0 : 1;
                    }
                    return wrong;
                });
            }
            int wrong = 0;
            for (Future<Integer> result : pool.invokeAll(tasks)) {
                wrong += result.get();
            }
            assertThat(wrong).isZero();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void closeUnderLoad_waitsAndThenRefuses() throws Exception {
        ConcurrentLinkedQueue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            Generator generator = Generator.load(Models.small(), OPTIONS.withoutTestVectors());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        for (; ; ) {
                            generator.generate(4, 1);
                        }
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                    } catch (RuntimeException | Error e) {
                        unexpected.add(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            Thread.sleep(10);
            generator.close();
            generator.close();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(unexpected).isEmpty();
        assertThat(refused).hasValue(160);
    }

    @Test
    void closedGenerator_saysSo() {
        Generator generator = Generator.load(Models.small(), OPTIONS);
        generator.close();
        assertThatThrownBy(() -> generator.generate(1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this generator is closed");
    }

    @Test
    void manyModels_openedAndClosed_leaveNoTemporaryFiles() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Generator.load(Models.small(), OPTIONS).close();
        long before = count(temporary);
        for (int i = 0; i < 20; i++) {
            Generator.load(Models.small(), OPTIONS).close();
        }
        assertThat(count(temporary)).isEqualTo(before);
    }

    private static long count(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(ort|onnx).*"))
                    .count();
        }
    }
}
