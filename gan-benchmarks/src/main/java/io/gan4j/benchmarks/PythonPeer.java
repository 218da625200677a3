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
        Path file = Files.createTempFile("gan4j", ".py");
        file.toFile().deleteOnExit();
        try (InputStream source = PythonPeer.class.getResourceAsStream("/" + script)) {
            if (source == null) {
                throw new IOException(script + " is not on the class path");
            }
            Files.write(file, source.readAllBytes());
        }
        String python = System.getenv().getOrDefault("GAN4J_PYTHON", "python3");
        try {
            List<String> call = new ArrayList<>(List.of(python, file.toString(), Integer.toString(threads)));
            call.addAll(List.of(variant));
            ProcessBuilder command = new ProcessBuilder(call);
            command.environment().putAll(environment);
            return Optional.of(new PythonPeer(
                    command.redirectError(ProcessBuilder.Redirect.DISCARD).start()));
        } catch (IOException e) {
            return Optional.empty();
        }
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
