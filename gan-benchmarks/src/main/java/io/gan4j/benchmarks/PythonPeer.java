package io.gan4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A script in Python that measures what it is told to: a number of steps in, seconds out, a line each. */
final class PythonPeer implements AutoCloseable {
    /** What all scripts import. */
    private static final String SHARED = "peer.py";

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final String version;

    private PythonPeer(Process process) throws IOException {
        this.process = process;
        this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String first = out.readLine();
        if (first == null) {
            throw new IOException("the script ended at once");
        }
        this.version = first;
    }

    /**
     * Starts a script that lies beside the classes, with what it calls a variant; empty if there is no Python, or it lacks what
     * the script needs.
     */
    static Optional<PythonPeer> start(String script, int threads, String... variant) throws IOException {
        return start(script, threads, Map.of(), variant);
    }

    /** The same with variables of its environment. */
    static Optional<PythonPeer> start(String script, int threads, Map<String, String> environment, String... variant)
            throws IOException {
        Path folder = Files.createTempDirectory("gan4j");
        folder.toFile().deleteOnExit();
        unpack(SHARED, folder);
        Path file = unpack(script, folder);
        String python = System.getenv().getOrDefault("GAN4J_PYTHON", "python3");
        try {
            List<String> call = new ArrayList<>(List.of(python, "-B", file.toString(), Integer.toString(threads)));
            call.addAll(List.of(variant));
            ProcessBuilder command = new ProcessBuilder(call);
            command.environment().putAll(environment);
            return Optional.of(new PythonPeer(
                    command.redirectError(ProcessBuilder.Redirect.DISCARD).start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path unpack(String script, Path folder) throws IOException {
        Path file = folder.resolve(script);
        file.toFile().deleteOnExit();
        try (InputStream source = PythonPeer.class.getResourceAsStream("/" + script)) {
            if (source == null) {
                throw new IOException(script + " is not on the class path");
            }
            Files.write(file, source.readAllBytes());
        }
        return file;
    }

    String version() {
        return version;
    }

    /** The seconds that {@code steps} steps take. */
    double seconds(int steps) throws IOException {
        return asked(Integer.toString(steps));
    }

    /** The most memory that the script has taken, in MiB. */
    double memory() throws IOException {
        return asked("memory");
    }

    /** The seconds of processors that the script has used so far. */
    double processorSeconds() throws IOException {
        return asked("processor");
    }

    /** The number of parameters of a player of the script's game. */
    long parameters(String player) throws IOException {
        return (long) asked("parameters " + player);
    }

    /** The largest relative difference of a loss or of a gradient's norm from those that {@link StepRecorder} wrote. */
    double difference(Path recorded) throws IOException {
        return asked("check " + recorded);
    }

    private double asked(String question) throws IOException {
        in.write(question + "\n");
        in.flush();
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException("the script in Python ended");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
        }
    }
}
