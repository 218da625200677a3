package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An app that depends on gan-onnx alone, {@code src/test/embedded-app}: built outside this repository by a Maven of its own,
 * then run in a JVM of its own on what Maven says its class path is.
 */
class EmbeddedAppTest {
    @TempDir
    private static Path work;

    private static List<Path> classPath;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        classPath = new EmbeddedApp(work).build();
    }

    @Test
    void app_drawsItsPicture() throws IOException, InterruptedException {
        Path model = TinyModel.write(work.resolve("model.onnx"));
        Path sheet = work.resolve("sheet.png");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList()),
                "com.example.app.DrawDigits",
                model.toString(),
                sheet.toString()));
        EmbeddedApp.run(work, command);
        try (Generator generator = Generator.load(model)) {
            assertThat(Images.of(ImageIO.read(sheet.toFile())))
                    .isEqualTo(Images.of(generator.generate(64, 42).grid().toBufferedImage()));
        }
    }

    @Test
    void classPath_holdsNoJarOfATrainer() {
        assertThat(classPath)
                .extracting(path -> String.valueOf(path.getFileName()))
                .anyMatch(name -> name.startsWith("gan-onnx-"))
                .anyMatch(name -> name.startsWith("gan-api-"))
                .noneMatch(name -> name.matches("(?i).*(pytorch|torch|gan-djl|picocli).*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/gan4j/djl/DjlBackend.class",
                "ai/djl/pytorch/engine/PtEngine.class",
                "ai/djl/pytorch/jni/JniUtils.class",
                "META-INF/services/io.gan4j.engine.TrainingBackend"
            })
    void classPath_holdsNoClassOfATrainer(String resource) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path path : classPath) {
            urls.add(path.toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            assertThat(loader.findResource("META-INF/services/io.gan4j.inference.ModelFormat"))
                    .as("the class path of the app is complete")
                    .isNotNull();
            assertThat(loader.findResource(resource)).isNull();
        }
    }

    @Test
    void app_wasBuiltOutsideThisRepository() throws IOException {
        Path classes = classPath.get(0);
        assertThat(classes).startsWith(work.toRealPath());
        assertThat(Files.exists(classes.resolve("com/example/app/DrawDigits.class")))
                .isTrue();
    }
}
