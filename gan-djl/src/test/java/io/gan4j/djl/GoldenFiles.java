package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.Version;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.layer.BatchNorm;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.GoldenModel;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the golden files of a version, which are kept for ever and which all later versions must read: a model of each recipe
 * for gan-onnx, and the run folder of a short run for gan-djl. They are written once, just before a release, and committed:
 *
 * <pre>{@code
 * ./mvnw -pl gan-djl -am test -Dtest=GoldenFiles -Dsurefire.failIfNoSpecifiedTests=false -Dgan4j.golden=0.2.0
 * }</pre>
 */
class GoldenFiles {
    static final String RUN = "run";
    static final int STEPS = 4;
    static final int STOPPED = 2;
    private static final Shape IMAGE = Shape.of(1, 8, 8);

    @Test
    @EnabledIfSystemProperty(named = "gan4j.golden", matches = "\\d+\\.\\d+\\.\\d+")
    void write() throws IOException {
        String version = System.getProperty("gan4j.golden");
        // the files say by which version they were written
        assertThat(Version.VERSION).startsWith(version);
        Path resources = Path.of("src", "test", "resources", "golden", version);
        writeModels(folder(Path.of("..", "gan-onnx").resolve(resources)));
        writeRun(folder(resources));
    }

    /** What is there is never written anew. */
    private static Path folder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(
                    folder.toAbsolutePath().normalize().toString());
        }
        return Files.createDirectories(folder);
    }

    /** Twelve images that no later version can draw otherwise. */
    static Dataset data() {
        byte[][] images = new byte[12][IMAGE.size()];
        for (int i = 0; i < images.length; i++) {
            for (int j = 0; j < images[i].length; j++) {
                images[i][j] = (byte) (i * 37 + j * j * 11);
            }
        }
        return Datasets.pixels(IMAGE, images);
    }

    private static GanBuilder small(GanBuilder preset) {
        return preset.generatorFeatures(2)
                .discriminatorFeatures(2)
                .latent(4)
                .batch(4)
                .seed(5)
                .threads(1);
    }

    private static Map<String, GanBuilder> recipes() {
        Map<String, GanBuilder> recipes = new LinkedHashMap<>();
        recipes.put("vanilla", Gan.vanilla());
        recipes.put("dcgan", Gan.dcgan());
        recipes.put("wgan", Gan.wgan());
        recipes.put("wgan-gp", Gan.wganGp());
        recipes.put("lsgan", Gan.lsgan());
        recipes.put("sngan", Gan.sngan());
        recipes.put("dragan", Gan.dragan());
        recipes.put("modern", Gan.modern());
        for (Normalization norm :
                List.of(Normalization.INSTANCE, Normalization.LAYER, Normalization.PIXEL, Normalization.VIRTUAL)) {
            recipes.put(
                    "dcgan-" + norm.name().toLowerCase(Locale.ROOT),
                    Gan.dcgan().generatorNorm(norm).referenceBatch(4));
        }
        recipes.put(
                "practices",
                Gan.dcgan()
                        .spectralNorm()
                        .minibatchStdDev(4)
                        .minibatchDiscrimination(3, 2)
                        .ema(0.9));
        return recipes;
    }

    private static void writeModels(Path folder) throws IOException {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, GanBuilder> recipe : recipes().entrySet()) {
            Path generator = folder.resolve(recipe.getKey() + ".onnx");
            Path discriminator = folder.resolve(recipe.getKey() + "-discriminator.onnx");
            try (TrainedGan trained = small(recipe.getValue()).steps(2).train(data())) {
                trained.export(generator, "CC0-1.0");
                trained.exportDiscriminator(discriminator);
            }
            add(outputs, generator);
            add(outputs, discriminator);
        }
        try (TrainedGan points = small(Gan.vanilla()).steps(2).train(Datasets.ring(8))) {
            add(outputs, write(folder.resolve("points.onnx"), points));
        }
        Network uniform = Network.from("z", Shape.of(4))
                .linear(64)
                .sigmoid()
                .reshape(IMAGE)
                .build();
        add(outputs, write(folder.resolve("uniform.onnx"), uniform, ModelCard.generator(4, Prior.UNIFORM, IMAGE)));
        Network recogniser = Network.from("x", IMAGE)
                .conv2d(2, 4, 2, 1)
                .relu()
                .flatten()
                .linear(5)
                .build();
        add(outputs, write(folder.resolve("extractor.onnx"), recogniser, ModelCard.extractor(IMAGE, 5)));
        ModelCard classes = ModelCard.classifier(IMAGE, 3, List.of("odd", "even"));
        add(outputs, write(folder.resolve("classifier.onnx"), recogniser, classes));
        add(outputs, writeConditional(folder.resolve("conditional.onnx")));
        GoldenModel.write(folder, outputs);
    }

    /** A generator whose batch normalisation takes scale and shift from the class. */
    private static Path writeConditional(Path file) throws IOException {
        Network network = Network.from("z", Shape.of(4))
                .linear(32)
                .reshape(Shape.of(2, 4, 4))
                .name("image")
                .input("y", Shape.of(3))
                .embedding(2)
                .name("gamma")
                .branch("y")
                .embedding(2)
                .name("beta")
                .branch("image")
                .add(BatchNorm.of(2).withoutAffine())
                .modulate("gamma", "beta")
                .relu()
                .convTranspose2d(1, 4, 2, 1)
                .tanh()
                .build();
        return write(
                file,
                network,
                ModelCard.generator(4, Prior.NORMAL, IMAGE).conditional("y", List.of("one", "two", "three")));
    }

    private static void add(Map<String, float[]> outputs, Path file) throws IOException {
        outputs.put(file.getFileName().toString(), GoldenModel.output(file));
    }

    private static Path write(Path file, TrainedGan trained) throws IOException {
        trained.export(file);
        return file;
    }

    private static Path write(Path file, Network network, ModelCard card) throws IOException {
        return Files.write(file, ModelFormat.find().write(network, network.initialise(7), card));
    }

    /** The run of which a folder is kept: it was stopped after half of its steps. */
    static GanBuilder run(Checkpoints kept) {
        return small(Gan.dcgan()).ema(0.9).dropout(0.3).steps(STEPS).checkpoints(kept.everySteps(STOPPED));
    }

    private static void writeRun(Path folder) throws IOException {
        try (TrainingRun run = run(Checkpoints.in(folder.resolve(RUN))).start(data())) {
            for (int step = 0; step < STOPPED; step++) {
                run.play();
            }
            GoldenModel.write(
                    folder, Map.of(RUN, run.generator().samples(run.generator().latents(1, 11))));
        }
        // of the process that wrote
        Files.delete(folder.resolve(RUN).resolve("write.lock"));
    }
}
