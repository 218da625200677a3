package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.architecture.Normalization;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads damaged models, each by its number, and runs those that are not refused: the main class of a JVM that may not survive it.
 * Every other number stands for damaged bytes, the rest for damaged structure.
 */
final class DamagedModels {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1).maxElements(1 << 20);
    private static final int LONGEST_SECONDS = 10;
    /** Ends the JVM when a model took longer. */
    static final int HANGS = 77;

    private DamagedModels() {}

    /**
     * Takes the seed, the first number, the one after the last, and a file for the number that is under way, which is still
     * there when the JVM has died.
     */
    public static void main(String[] arguments) throws IOException {
        long seed = Long.parseLong(arguments[0]);
        long from = Long.parseLong(arguments[1]);
        long to = Long.parseLong(arguments[2]);
        try (FileChannel channel = FileChannel.open(
                Path.of(arguments[3]), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            MappedByteBuffer progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            progress.putLong(0, from);
            watch(progress);
            List<byte[]> models = models();
            int loaded = 0;
            for (long number = from; number < to; number++) {
                progress.putLong(0, number);
                loaded += isLoaded(model(models, seed, number), number) ? 1 : 0;
            }
            System.out.println(loaded);
        }
    }

    private static void watch(MappedByteBuffer progress) {
        Thread watch = new Thread(() -> {
            long last = -1;
            for (int seconds = 0; seconds <= LONGEST_SECONDS; seconds++) {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    return;
                }
                long now = progress.getLong(0);
                seconds = now == last ? seconds : 0;
                last = now;
            }
            System.out.println("model " + last + " takes longer than " + LONGEST_SECONDS + " seconds");
            Runtime.getRuntime().halt(HANGS);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** Every architecture, and every normalisation and practice that is written in operators of its own. */
    static List<byte[]> models() {
        List<byte[]> models = new ArrayList<>();
        for (Architecture architecture : List.of(Dcgan.of(2), Mlp.of(3), Modern.of(2))) {
            Network generator = architecture.generator(4, Models.IMAGE);
            models.add(Models.write(generator, Models.card(generator)));
            Network critic = architecture.discriminator(Models.IMAGE);
            models.add(Models.write(critic, Models.discriminatorCard(critic)));
        }
        for (Normalization norm :
                List.of(Normalization.INSTANCE, Normalization.LAYER, Normalization.PIXEL, Normalization.VIRTUAL)) {
            Network generator = NetworkPractices.none()
                    .normalization(norm)
                    .generator(Dcgan.of(2).generator(4, Models.IMAGE), 4);
            models.add(Models.write(generator, Models.card(generator)));
        }
        Network practised = NetworkPractices.none()
                .spectralNorm()
                .minibatchStdDev(2)
                .discriminator(Dcgan.of(2).withoutCriticNorm().discriminator(Models.IMAGE), 4);
        models.add(Models.write(practised, Models.discriminatorCard(practised)));
        models.add(Models.small());
        return models;
    }

    static byte[] model(List<byte[]> models, long seed, long number) {
        byte[] whole = models.get((int) (number / 2 % models.size()));
        RandomStream random = RandomStream.of(seed, number);
        return number % 2 == 0 ? Damages.bytes(whole, random) : Damages.structure(whole, random);
    }

    private static boolean isLoaded(byte[] file, long number) {
        try (Runner runner = Models.FORMAT.read(file, OPTIONS).runner()) {
            ModelCard card = Models.FORMAT.describe(file, OPTIONS);
            assertThat(runner.run(new float[2 * card.input().size()], 2))
                    .hasSize(2 * card.output().size());
            return true;
        } catch (ModelFileException e) {
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("model " + number, e);
        }
    }
}
