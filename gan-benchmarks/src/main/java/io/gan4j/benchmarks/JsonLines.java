package io.gan4j.benchmarks;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of results, one JSON object a line, to which each is added as soon as it is there.
 *
 * @param file the file, which need not exist
 * @param type what a line is
 */
record JsonLines<T>(Path file, Class<T> type) {
    /** The results so far, in the order in which they were added. */
    List<T> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(line -> new Gson().fromJson(line, type))
                .toList();
    }

    /** Adds a result, and prints it. */
    void add(T result, PrintStream out) throws IOException {
        String line = new Gson().toJson(result) + "\n";
        out.print(line);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
