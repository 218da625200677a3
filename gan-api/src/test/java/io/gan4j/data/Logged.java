package io.gan4j.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged while data is loaded, which in tests goes to the standard error stream. */
record Logged(Dataset dataset, String log) {
    interface Loader {
        Dataset load() throws IOException;
    }

    static Logged during(Loader loader) throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Dataset dataset = loader.load();
            return new Logged(dataset, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
