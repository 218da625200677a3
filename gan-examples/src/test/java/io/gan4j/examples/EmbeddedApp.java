package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Version;
import io.gan4j.inference.Generator;
import io.gan4j.onnx.OnnxFormat;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Builds the app of {@link EmbeddedAppTest}. Its Maven finds this build's gan-onnx and what that stands on in a repository
 * made for the purpose, and all else in the repository of the Maven that runs the tests: nothing is installed, and the
 * network is used only if that Maven may use it.
 */
final class EmbeddedApp {
    private static final long MINUTES = 5;

    private final Path work;
    private final Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private final Path root = module.resolveSibling("").normalize();

    EmbeddedApp(Path work) {
        this.work = work;
    }

    /** Builds the app and gives its class path, its own classes first. */
    List<Path> build() throws IOException, InterruptedException {
        Path app = work.toRealPath().resolve("app");
        copy(module.resolve("src/test/embedded-app"), app);
        Path repository = work.resolve("repository");
        install(repository, "gan4j-parent", root.resolve("pom.xml"));
        install(repository, "gan-api", root.resolve("gan-api/pom.xml"));
        install(repository, "gan-onnx", root.resolve("gan-onnx/pom.xml"));
        jar(repository, "gan-api", Generator.class);
        jar(repository, "gan-onnx", OnnxFormat.class);
        run(app, maven(app, repository));
        List<Path> classPath = new ArrayList<>(List.of(app.resolve("target/classes")));
        String dependencies = Files.readString(app.resolve("target/classpath"));
        Arrays.stream(dependencies.split(File.pathSeparator)).map(Path::of).forEach(classPath::add);
        return classPath;
    }

    private List<String> maven(Path app, Path repository) {
        String home = System.getProperty("gan4j.maven.home", "");
        List<String> command = new ArrayList<>(List.of(
                home.isEmpty()
                        ? root.resolve("mvnw").toString()
                        : Path.of(home, "bin", "mvn").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "-f",
                app.resolve("pom.xml").toString(),
                "-Dgan4j.version=" + Version.VERSION,
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + localRepository(),
                "-Dmaven.repo.local.tail.ignoreAvailability=true"));
        if (System.getProperty("gan4j.maven.offline", "").endsWith("true")) {
            command.add("--offline");
        }
        command.addAll(List.of(
                "compile",
                "dependency:build-classpath",
                "-Dmdep.includeScope=runtime",
                "-Dmdep.outputFile=" + app.resolve("target/classpath")));
        return command;
    }

    private static String localRepository() {
        String ofTheUser =
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString();
        return System.getProperty("gan4j.maven.repository", ofTheUser);
    }

    /** Runs a command, whose output is shown if it fails. */
    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        // what the Maven above tells its own script about its own project
        environment.keySet().removeIf(name -> name.startsWith("MAVEN_") && !name.equals("MAVEN_USER_HOME"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended && process.exitValue() == 0)
                .as("%s%n%s", String.join(" ", command), Files.readString(log))
                .isTrue();
    }

    private static Path place(Path repository, String artifact, String ending) throws IOException {
        Path folder = repository.resolve("io/gan4j").resolve(artifact).resolve(Version.VERSION);
        Files.createDirectories(folder);
        return folder.resolve(artifact + "-" + Version.VERSION + ending);
    }

    private static void install(Path repository, String artifact, Path pom) throws IOException {
        Files.copy(pom, place(repository, artifact, ".pom"));
    }

    /** The jar that a class came from, or one made of its folder where the modules are not packaged yet. */
    private static void jar(Path repository, String artifact, Class<?> member) throws IOException {
        Path target = place(repository, artifact, ".jar");
        Path source;
        try {
            source = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no path to " + member, e);
        }
        if (!Files.isDirectory(source)) {
            Files.copy(source, target);
            return;
        }
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Path file : files(source)) {
                jar.putNextEntry(new JarEntry(source.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
