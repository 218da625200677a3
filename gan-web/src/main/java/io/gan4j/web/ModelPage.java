package io.gan4j.web;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.AtomicFile;
import io.gan4j.html.PageParts;
import io.gan4j.inference.LoadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An exported generator or translator as one HTML file, which runs it in any browser, from the disk and without a network.
 *
 * <pre>{@code
 * ModelPage.of(Path.of("digits.onnx")).title("Digits").write(Path.of("digits.html"));
 * }</pre>
 *
 * <p>The page of a generator shows what it makes of a seed, which is what Java makes of it, within 1e-4; it moves the latents
 * along the {@linkplain io.gan4j.inference.LatentDirections directions of the largest change}, asks a conditional generator for
 * its classes, one of texts for any text of its words, and truncates the styles of a style-based one. The page of a translator
 * takes pictures, that of a translator of films their frames. What is saved says that a model made it.
 *
 * <p>The file is checked as {@code Generator.load} does before it is embedded. The page checks its copy again: by its SHA-256
 * and, with what the reader's browser computes, by the model's test vectors; a model that computes something else generates
 * nothing. The page's own content security policy lets it load nothing and send nothing. Its size is that of the model, times
 * 4/3, and 5.1 million bytes for ONNX Runtime Web.
 *
 * <p>It needs a browser of 2023 or later: WebAssembly with SIMD, and {@code DecompressionStream}.
 *
 * <p>Immutable and thread-safe.
 */
@CheckReturnValue
public final class ModelPage {
    private static final int LONGEST_TITLE = 200;

    /** The scripts, each behind those that it imports. */
    static final List<String> SCRIPTS = List.of(
            "random.js",
            "words.js",
            "model.js",
            "picture.js",
            "asked.js",
            "views.js",
            "generator.js",
            "translator.js",
            "film.js",
            "page.js");

    private final EmbeddedModel model;
    private final String title;

    private ModelPage(EmbeddedModel model, String title) {
        this.model = model;
        this.title = title;
    }

    /**
     * Reads a model file.
     *
     * @param file an exported generator or translator
     * @throws IOException if it cannot be read
     * @throws ModelFileException if it is no model that this library wrote, is damaged, fails its test vectors, or is of a kind
     *     that a page does not show
     */
    public static ModelPage of(Path file) throws IOException {
        LoadOptions options = LoadOptions.defaults();
        byte[] bytes = options.read(file);
        try {
            return new ModelPage(EmbeddedModel.of(bytes, options), "");
        } catch (ModelFileException e) {
            throw new ModelFileException(file + ": " + e.getMessage(), e);
        }
    }

    /** Takes the bytes of a model file, see {@link #of(Path)}. */
    public static ModelPage of(byte[] file, LoadOptions options) {
        return new ModelPage(EmbeddedModel.of(file, options), "");
    }

    /**
     * Sets the heading of the page. Default: what the model was trained on.
     *
     * @param text 1 to 200 characters
     * @throws IllegalArgumentException if it is empty or longer
     */
    public ModelPage title(String text) {
        checkArgument(
                !text.isBlank() && text.length() <= LONGEST_TITLE,
                "title must have 1 to %s characters, had %s",
                LONGEST_TITLE,
                text.isBlank() ? 0 : text.length());
        return new ModelPage(model, text);
    }

    /** Returns the page as text, {@code UTF-8} when it is written. */
    public String html() {
        String script = script();
        String style = PageParts.style() + WebFiles.text("page.css");
        return WebFiles.text("page.html")
                .replace("<!-- policy -->", policy(script, style))
                .replace("<!-- style -->", "<style>" + style + "</style>")
                .replace(
                        "<!-- licence -->",
                        "<pre>ONNX Runtime Web " + WebRuntime.VERSION + "\n\n" + WebRuntime.licence() + "</pre>")
                .replace("<!-- data -->", data() + "<script type=\"module\">" + script + "</script>");
    }

    /**
     * The page may run its own script, the scripts that it makes of its own bytes, one of them as a worker, and WebAssembly; it
     * may show what it drew. It may load and send nothing.
     */
    private static String policy(String script, String style) {
        String policy = "default-src 'none'; script-src " + PageParts.source(script)
                + " blob: 'wasm-unsafe-eval'; worker-src blob:; style-src " + PageParts.source(style)
                + "; img-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none';"
                + " require-trusted-types-for 'script'; trusted-types gan4j";
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">";
    }

    /** The page's scripts as one: they import nothing but each other. */
    static String script() {
        return PageParts.joined(Stream.concat(
                        Stream.of(PageParts.formatScript()), SCRIPTS.stream().map(WebFiles::text))
                .toList());
    }

    private String data() {
        StringBuilder data = new StringBuilder();
        data.append(block("application/json", "facts", model.facts(title)));
        for (int i = 0; i < model.files().size(); i++) {
            data.append(block(
                    "text/plain", "model-" + i, WebFiles.base64(model.files().get(i))));
        }
        return data.append(block("text/plain", "worker", WebFiles.base64(WebFiles.bytes("worker.js"))))
                .append(block("text/plain", "runtime-script", WebFiles.base64(WebRuntime.packedScript())))
                .append(block("text/plain", "runtime", WebFiles.base64(WebRuntime.packedBinary())))
                .toString();
    }

    private static String block(String type, String id, String text) {
        return "<script type=\"" + type + "\" id=\"" + id + "\">" + text + "</script>\n";
    }

    /**
     * Writes the file; one that is there is replaced in one step, missing folders are created.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
