package io.gan4j.live;

import com.google.gson.JsonParser;
import io.gan4j.file.AtomicFile;
import io.gan4j.html.PageParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a page has seen of one or several runs, as one HTML file that shows it in any browser, from the disk, without a network:
 * the numbers of every report and every picture. The file can load nothing and send nothing, which its own content security
 * policy says.
 *
 * <pre>{@code
 * Replay.of(Path.of("run")).write(Path.of("run.html"));
 * }</pre>
 */
public final class Replay {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final String LINKS = "<!-- links -->";

    private final byte[] html;

    private Replay(byte[] html) {
        this.html = html;
    }

    /**
     * Reads run folders.
     *
     * @param folders 1 to 32 run folders, or folders that hold one of the name {@code run}
     * @throws IOException if a folder is none that a run has written to
     */
    public static Replay of(Path... folders) throws IOException {
        List<Story> stories = new ArrayList<>();
        for (Path run : FolderPage.runs(List.of(folders))) {
            Story story = new Story(() -> {});
            new FolderStory(run, story).refresh();
            stories.add(story);
        }
        return of(stories);
    }

    static Replay of(List<Story> stories) {
        String script = script();
        String style = PageFiles.text(PageFiles.STYLE);
        String data = stories.stream().map(Replay::data).collect(Collectors.joining(",", "[", "]"));
        String head = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy(script, style) + "\">\n<style>"
                + style + "</style>";
        String page = PageFiles.text("");
        int links = page.indexOf(LINKS);
        int end = page.indexOf(LINKS, links + 1);
        String whole = page.substring(0, links) + head + page.substring(end + LINKS.length());
        String scripts = "<script type=\"application/json\" id=\"replay\">" + data
                + "</script>\n<script type=\"module\">" + script + "</script>\n</body>";
        return new Replay(PageServer.utf8(whole.replace("</body>", scripts)));
    }

    /** What the served page may, without the rule about frames, which a page cannot give itself. */
    private static String policy(String script, String style) {
        return "default-src 'none'; script-src " + PageParts.source(script) + "; style-src " + PageParts.source(style)
                + "; img-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
    }

    /** The page's scripts as one: they import nothing but each other. */
    static String script() {
        return PageParts.joined(PageFiles.SCRIPTS.stream().map(PageFiles::text).toList());
    }

    /** A story as an object: its lines, its pictures by number, and that of the data. */
    private static String data(Story story) {
        List<String> lines = story.all().lines();
        String frames = lines.stream()
                .filter(line -> line.startsWith("{\"kind\":\"frame\""))
                .map(line ->
                        JsonParser.parseString(line).getAsJsonObject().get("id").getAsLong())
                .map(id -> frame(story, id))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"lines\":[" + String.join(",", lines) + "],\"frames\":" + frames + ",\"real\":\""
                + base64(story.real()) + "\"}";
    }

    private static String frame(Story story, long id) {
        byte[] bytes = story.frame(id);
        return bytes == null ? "" : "\"" + id + "\":\"" + base64(bytes) + "\"";
    }

    private static String base64(byte @Nullable [] bytes) {
        return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }

    static boolean isPng(byte @Nullable [] bytes) {
        return bytes != null
                && bytes.length >= PNG.length
                && IntStream.range(0, PNG.length).allMatch(i -> bytes[i] == PNG[i]);
    }

    /** The file. */
    byte[] bytes() {
        return html;
    }

    /** The page as text, {@code UTF-8} when it is written. */
    public String html() {
        return new String(html, StandardCharsets.UTF_8);
    }

    /**
     * Writes the file; one that is there is replaced in one step, missing folders are created.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, html);
    }
}
