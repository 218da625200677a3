package io.gan4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Holds a state of a page to what everybody needs of it, on wide and narrow windows, light and dark, and in forced colors: axe
 * finds nothing, and nothing is wider than the window. If the system property {@code gan4j.documents} names a folder, the state
 * is written there as pictures, with which the documentation is illustrated.
 */
public final class Looks {
    private static final String DOCUMENTS = "gan4j.documents";
    private static final int WIDE = 1440;
    /** The width in pixels that the Web Content Accessibility Guidelines 2.2, 1.4.10, ask for. */
    private static final int NARROW = 320;

    private static final int HEIGHT = 900;

    private static final List<Look> ALL = List.of(
            new Look("1440", WIDE, "light", "none"),
            new Look("dark", WIDE, "dark", "none"),
            new Look("320", NARROW, "light", "none"),
            new Look("320-dark", NARROW, "dark", "none"),
            new Look("forced", WIDE, "light", "active"));

    private Looks() {}

    private record Look(String name, int width, String scheme, String forcedColors) {}

    /**
     * Looks at a page in all ways, as it is now.
     *
     * @param state a name for it: that of its pictures
     */
    public static void check(Browser browser, String state) throws Exception {
        browser.evaluate(axe() + "\n0");
        for (Look look : ALL) {
            browser.resize(look.width, HEIGHT);
            browser.emulate(look.scheme, look.forcedColors);
            browser.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(() => done(0)), 400))");
            JsonElement found = browser.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result =>"
                    + " result.violations.flatMap(one => one.nodes.map(node => one.id + ' ' + node.target.join(' ')"
                    + " + ': ' + node.failureSummary + ' in ' + node.html.slice(0, 200))))");
            assertThat(StreamSupport.stream(found.getAsJsonArray().spliterator(), false)
                            .map(JsonElement::getAsString))
                    .as("what axe finds of %s, %s", state, look.name)
                    .isEmpty();
            assertThat(browser.evaluate("document.documentElement.scrollWidth").getAsInt())
                    .as("the width of %s, %s", state, look.name)
                    .isLessThanOrEqualTo(look.width);
            keep(browser, state + "-" + look.name);
        }
        browser.emulate("light", "none");
        browser.resize(WIDE, HEIGHT);
    }

    private static String axe() throws IOException {
        try (InputStream in = Looks.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in)
                    .as("axe.min.js, which the test dependency com.deque.html.axe-core:playwright holds")
                    .isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void keep(Browser browser, String name) throws Exception {
        String folder = System.getProperty(DOCUMENTS, "");
        if (!folder.isEmpty()) {
            Files.write(Files.createDirectories(Path.of(folder)).resolve(name + ".png"), browser.picture());
        }
    }

    /** Writes down a number that a test has measured, with the numbers of other tests. */
    public static void note(String what, double value, String unit) throws IOException {
        String folder = System.getProperty(DOCUMENTS, "");
        if (!folder.isEmpty()) {
            Files.writeString(
                    Files.createDirectories(Path.of(folder)).resolve("numbers.txt"),
                    String.format(Locale.ROOT, "%-70s %10.2f %s%n", what, value, unit),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
