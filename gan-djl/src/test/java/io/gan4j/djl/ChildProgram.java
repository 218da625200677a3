package io.gan4j.djl;

import io.gan4j.Gan;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.BackendException;
import io.gan4j.error.GanException;
import io.gan4j.event.TrainingListener;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests run in a child JVM: the first argument says what. */
final class ChildProgram {
    private static final PrintStream OUT = System.out;

    private ChildProgram() {}

    public static void main(String[] args) throws IOException {
        Connections connections = Connections.refused();
        switch (args[0]) {
            case "train" -> train(Path.of(args[1]));
            case "everything" -> everything(Path.of(args[1]));
            case "keep" -> keep(Path.of(args[1]));
            case "fail" -> fail();
            case "pool" -> pool();
            case "applications" -> applications(args);
            case "steps" -> steps(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "cycles" -> cycles(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "loads" -> loads(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "calls" -> calls(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        OUT.println("connections " + connections.tried());
    }

    private static void train(Path file) throws IOException {
        try (TrainedGan trained = Presets.VANILLA.settings().train(Presets.DATA)) {
            trained.export(file);
            OUT.println("exported");
        } catch (GanException e) {
            OUT.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        if (Files.exists(file)) {
            try (Generator generator = Generator.load(file)) {
                OUT.println("loaded " + generator.generate(2, 1));
            }
        } else {
            OUT.println("no file");
        }
    }

    /** Trains with checkpoints, exports and loads, watched. */
    private static void everything(Path folder) throws IOException {
        Written written = Written.watched();
        Path file = folder.resolve("generator.onnx");
        try (TrainedGan trained = Presets.DCGAN
                .settings()
                .checkpoints(Checkpoints.in(folder.resolve("run")).everySteps(1))
                .train(Presets.DATA)) {
            trained.export(file);
        }
        try (Generator generator = Generator.load(file)) {
            generator.generate(2, 1);
        }
        written.until(folder.resolve("recording.jfr")).forEach(path -> OUT.println("wrote " + path));
    }

    /** Trains with a checkpoint after each step, and then waits to be killed. */
    private static void keep(Path folder) {
        try (TrainedGan trained = ResumeTest.Recipe.DCGAN
                .settings()
                .checkpoints(Checkpoints.in(folder).everySteps(1))
                .listener(TrainingListener.onProgress(progress -> pause()))
                .reportEvery(1)
                .train(Presets.DATA)) {
            OUT.println("trained " + trained.step());
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail() {
        for (int i = 0; i < 2; i++) {
            try {
                Presets.VANILLA.settings().train(Presets.DATA).close();
                OUT.println("trained");
            } catch (BackendException e) {
                OUT.println("BackendException: " + e.getMessage());
            }
        }
    }

    /** Trains on a thread that knows the JDK's classes alone, as those of the common pool do in some servers. */
    private static void pool() {
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        Thread.currentThread().setContextClassLoader(platform);
        fail();
        OUT.println(
                Thread.currentThread().getContextClassLoader() == platform
                        ? "the context class loader is the same"
                        : "another context class loader");
    }

    /**
     * Trains in several applications of one JVM, each with a class loader and classes of its own; in them the list of DJL's
     * engines is another's if the second argument says so.
     */
    private static void applications(String[] args) {
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Application.of(args[2].equals("unmerged")).run(ChildProgram.class.getName(), "fail");
        }
    }

    private static void steps(int warm, int steps) throws IOException {
        Dataset data = Datasets.digits(640);
        try (TrainingRun run = Gan.dcgan()
                .generatorFeatures(8)
                .discriminatorFeatures(8)
                .steps(steps)
                .threads(1)
                .start(data)) {
            for (int i = 0; i < warm; i++) {
                run.play();
            }
            long before = resident();
            for (int i = warm; i < steps; i++) {
                run.play();
            }
            OUT.println("grown " + (resident() - before));
        }
    }

    private static void cycles(int warm, int cycles) throws IOException {
        long before = 0;
        for (int i = 0; i < cycles; i++) {
            if (i == warm) {
                before = resident();
            }
            Presets.DCGAN.settings().steps(2).threads(1).train(Presets.DATA).close();
        }
        OUT.println("grown " + (resident() - before));
    }

    private static void loads(int warm, int loads) throws IOException {
        byte[] file = exported();
        long before = 0;
        for (int i = 0; i < loads; i++) {
            if (i == warm) {
                before = resident();
            }
            try (Generator generator =
                    Generator.load(file, LoadOptions.defaults().threads(1))) {
                generator.generate(2, i);
            }
        }
        OUT.println("grown " + (resident() - before));
    }

    private static void calls(int warm, int calls) throws IOException {
        try (Generator generator =
                Generator.load(exported(), LoadOptions.defaults().threads(1))) {
            long before = 0;
            for (int i = 0; i < calls; i++) {
                if (i == warm) {
                    before = resident();
                }
                generator.samples(generator.latents(1 + i % 3, i));
            }
            OUT.println("grown " + (resident() - before));
        }
    }

    private static byte[] exported() throws IOException {
        Path file = Files.createTempFile("generator", ".onnx");
        try (TrainedGan trained = Presets.DCGAN.settings().threads(1).train(Presets.DATA)) {
            trained.export(file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /** Bytes of this process in memory. */
    private static long resident() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
        return Long.parseLong(pages[1]) * 4096;
    }
}
