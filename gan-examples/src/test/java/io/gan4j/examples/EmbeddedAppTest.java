package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An app that depends on gan-onnx alone, {@code src/test/embedded-app}: built outside this repository by a Maven of its own,
 * then run in a JVM of its own on what Maven says its class path is; and once more as a module, on the same jars as modules.
 */
class EmbeddedAppTest {
    private static final Path APP =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("src/test/embedded-app/src");
    private static final Path MODULE = APP.resolve("modular/java/module-info.java");

    private static final Path README =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("README.md");
    /** A row of the README's list of jars: names, sizes, and what they are for. */
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\| ([0-9., ]+) \\| ([^|]+) \\|");

    @TempDir
    private static Path work;

    private static List<Path> classPath;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        classPath = new EmbeddedApp(work).build();
    }

    @Test
    void app_onTheClassPath_drawsItsPicture() throws IOException, InterruptedException {
        draw("-cp", joined(classPath), "com.example.app.DrawDigits");
    }

    /** What slips in beside it makes every app larger, so each jar stands in the README, with its size. */
    @Test
    void classPath_holdsTheJarsThatTheReadmeLists_andNoOther() throws IOException {
        Map<String, Double> listed = new TreeMap<>();
        for (String row : Files.readAllLines(README)) {
            Matcher cells = ROW.matcher(row);
            if (cells.matches()) {
                List<String> names = code(cells.group(1));
                String[] sizes = cells.group(2).split(", ");
                assertThat(sizes).as(row).hasSameSizeAs(names);
                for (int i = 0; i < sizes.length; i++) {
                    listed.put(names.get(i), Double.valueOf(sizes[i]));
                }
                code(cells.group(3)).forEach(small -> listed.put(small, 0.0));
            }
        }
        Map<String, Double> found = new TreeMap<>();
        for (Path jar : jars()) {
            String name = String.valueOf(jar.getFileName()).replaceFirst("-\\d.*", "");
            if (!name.startsWith("gan-")) {
                found.put(name, Files.size(jar) / 1e6);
            }
        }
        assertThat(found.keySet()).isEqualTo(listed.keySet());
        listed.forEach((name, size) -> assertThat(found.get(name)).as(name).isCloseTo(size, within(0.05 + size / 20)));
    }

    private static List<String> code(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void app_onTheModulePath_drawsItsPicture() throws IOException, InterruptedException {
        Path app = work.resolve("modular");
        assertThat(compiled(app, APP.resolve("main/java/com/example/app/DrawDigits.java"), MODULE))
                .isEmpty();
        List<Path> modules = new ArrayList<>(jars());
        modules.add(app);
        draw("-p", joined(modules), "-m", "com.example.app/com.example.app.DrawDigits");
    }

    @ParameterizedTest
    @CsvSource({"io.gan4j.file.AtomicFile, io.gan4j.file", "io.gan4j.settings.SettingsJson, io.gan4j.settings"})
    void app_onTheModulePath_doesNotSeeWhatIsPublicForJavasSake(String type, String hidden) throws IOException {
        Path user = Files.writeString(
                work.resolve("Curious.java"),
                "package com.example.app; class Curious { Object o = " + type + ".class; }");
        assertThat(compiled(work.resolve("curious"), user, MODULE))
                .contains("package " + hidden + " is not visible")
                .contains("does not export it");
    }

    /** Runs the app, which must draw what the model draws here. */
    private static void draw(String... launched) throws IOException, InterruptedException {
        Path model = TinyModel.write(work.resolve("model.onnx"));
        Path sheet = work.resolve("sheet.png");
        Files.deleteIfExists(sheet);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.awt.headless=true"));
        command.addAll(List.of(launched));
        command.addAll(List.of(model.toString(), sheet.toString()));
        EmbeddedApp.run(work, command);
        try (Generator generator = Generator.load(model)) {
            assertThat(Images.of(ImageIO.read(sheet.toFile())))
                    .isEqualTo(Images.of(generator.generate(64, 42).grid().toBufferedImage()));
        }
    }

    /** What the app stands on, without its own classes. */
    private static List<Path> jars() {
        return classPath.subList(1, classPath.size());
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Compiles a module against the jars as modules, and gives what the compiler says. */
    private static String compiled(Path into, Path... sources) {
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        // without a class path of its own, the compiler would take the tests'
        List<String> options =
                List.of("--release", "17", "-p", joined(jars()), "-cp", into.toString(), "-d", into.toString());
        compiler.getTask(
                        said,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)
                                .getJavaFileObjects(sources))
                .call();
        return said.toString();
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
