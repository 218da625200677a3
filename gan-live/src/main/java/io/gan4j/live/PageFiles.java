package io.gan4j.live;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of the page, which are parts of this module: a fixed table, so that no path is ever made of a request. */
final class PageFiles {
    /** The scripts, each behind those that it imports. */
    static final List<String> SCRIPTS =
            List.of("format.js", "model.js", "source.js", "chart.js", "samples.js", "explore.js", "page.js");

    static final String STYLE = "page.css";
    static final String PAGE = "page.html";

    private static final ImmutableMap<String, PageFile> FILES = files();

    private PageFiles() {}

    /** A file of text and its media type. */
    record PageFile(String type, String text) {}

    private static ImmutableMap<String, PageFile> files() {
        ImmutableMap.Builder<String, PageFile> files = ImmutableMap.builder();
        SCRIPTS.forEach(name -> files.put(name, read(name, "text/javascript; charset=utf-8")));
        files.put("icon.svg", read("icon.svg", "image/svg+xml"));
        files.put(STYLE, read(STYLE, "text/css; charset=utf-8"));
        files.put("", read(PAGE, "text/html; charset=utf-8"));
        return files.buildOrThrow();
    }

    private static PageFile read(String name, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("gan-live is incomplete: its resource " + name + " is missing");
            }
            return new PageFile(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " of gan-live cannot be read", e);
        }
    }

    /** The file of this name; the page itself has none. Null if there is no such file. */
    static @Nullable PageFile get(String name) {
        return FILES.get(name);
    }

    /** The text of a file that there is. */
    static String text(String name) {
        PageFile file = FILES.get(name);
        if (file == null) {
            throw new IllegalStateException("gan-live has no resource " + name);
        }
        return file.text();
    }
}
