package io.gan4j.live;

import com.google.common.collect.ImmutableMap;
import io.gan4j.html.PageParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of the page, which are parts of this module: a fixed table, so that no path is ever made of a request. */
final class PageFiles {
    /** The script that the pages of all modules have. */
    static final String FORMAT = "format.js";

    private static final String SCRIPT_TYPE = "text/javascript; charset=utf-8";

    /** The scripts, each behind those that it imports. */
    static final List<String> SCRIPTS =
            List.of(FORMAT, "model.js", "source.js", "chart.js", "samples.js", "explore.js", "page.js");

    static final String STYLE = "page.css";
    static final String PAGE = "page.html";

    private static final ImmutableMap<String, PageFile> FILES = files();

    private PageFiles() {}

    /** A file of text and its media type. */
    record PageFile(String type, String text) {}

    private static ImmutableMap<String, PageFile> files() {
        ImmutableMap.Builder<String, PageFile> files = ImmutableMap.builder();
        files.put(FORMAT, new PageFile(SCRIPT_TYPE, PageParts.formatScript()));
        SCRIPTS.stream().skip(1).forEach(name -> files.put(name, read(name, SCRIPT_TYPE)));
        files.put("icon.svg", read("icon.svg", "image/svg+xml"));
        String style = PageParts.style() + PageParts.text(PageFiles.class, STYLE);
        files.put(STYLE, new PageFile("text/css; charset=utf-8", style));
        files.put("", read(PAGE, "text/html; charset=utf-8"));
        return files.buildOrThrow();
    }

    private static PageFile read(String name, String type) {
        return new PageFile(type, PageParts.text(PageFiles.class, name));
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
