package io.gan4j.live;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a program's own, served as {@link LivePage} is: at {@code 127.0.0.1} alone, behind a secret in its address, to
 * requests of this page and of nobody else, with a policy that runs the page's own scripts alone. What there is, is a fixed
 * table of files and what one function answers; everything else is not found.
 *
 * <p>Beside the program's files there are those of the live page that are of use to others: {@code page.css}, {@code format.js}
 * and {@code chart.js}, ES modules, and {@code icon.svg}.
 *
 * <p>The function is called on threads of the server, several at a time. A request with a body is a {@code POST} of {@code
 * application/json} of at most 64 KiB; others are refused before they reach it.
 */
public final class OwnPage implements AutoCloseable {
    private static final ImmutableMap<String, Reply> SHARED = shared();

    private final PageServer server;

    private OwnPage(PageServer server) {
        this.server = server;
    }

    /** Answers what is asked of a page. */
    public interface Handler {
        /**
         * Answers a request for something that is no file.
         *
         * @param path what follows the secret: {@code state/7}
         * @param body what was posted; null for a {@code GET}
         * @return null if there is no such thing
         * @throws InterruptedException if the page is closed while this waits
         */
        @Nullable
        Reply answer(String path, byte @Nullable [] body) throws InterruptedException;
    }

    /**
     * What is answered.
     *
     * @param type a media type: {@code application/json; charset=utf-8}
     * @param bytes what is sent, not copied
     */
    public record Reply(String type, byte[] bytes) {
        /** Answers JSON. */
        public static Reply json(String text) {
            return text("application/json", text);
        }

        /**
         * Answers text, in UTF-8.
         *
         * @param type a media type without parameters: {@code text/html}
         */
        public static Reply text(String type, String text) {
            return new Reply(type + "; charset=utf-8", PageServer.utf8(text));
        }
    }

    private static ImmutableMap<String, Reply> shared() {
        ImmutableMap.Builder<String, Reply> files = ImmutableMap.builder();
        for (String name : new String[] {PageFiles.STYLE, PageFiles.FORMAT, "chart.js", "icon.svg"}) {
            PageFiles.PageFile file = PageFiles.get(name);
            if (file != null) {
                files.put(name, new Reply(file.type(), PageServer.utf8(file.text())));
            }
        }
        return files.buildOrThrow();
    }

    /**
     * Serves a page.
     *
     * @param port 0 for one that is free
     * @param files the page's files by name, the page itself under the empty one
     * @param handler answers what is no file
     * @throws java.io.UncheckedIOException if the port cannot be had; the message says what to do
     * @throws IllegalArgumentException if a file has the name of one that there is already
     */
    public static OwnPage open(int port, Map<String, Reply> files, Handler handler) {
        ImmutableMap<String, Reply> all = ImmutableMap.<String, Reply>builder()
                .putAll(SHARED)
                .putAll(files)
                .buildOrThrow();
        return new OwnPage(PageServer.of(port, (path, answers) -> answer(all, handler, path, answers)));
    }

    private static void answer(Map<String, Reply> files, Handler handler, String path, Answers answers)
            throws IOException, InterruptedException {
        Reply file = files.get(path);
        String method = answers.method();
        if (!method.equals("GET") && (file != null || !method.equals("POST"))) {
            answers.refuse(405);
            return;
        }
        byte[] body = null;
        if (method.equals("POST")) {
            body = answers.postedJson();
            if (body == null) {
                return;
            }
        }
        Reply reply = file == null ? handler.answer(path, body) : file;
        if (reply == null) {
            answers.refuse(404);
        } else {
            answers.send(reply.type(), reply.bytes());
        }
    }

    /** The address of the page, with its secret: {@code http://127.0.0.1:PORT/SECRET/}. */
    public String url() {
        return server.url();
    }

    /** Ends the page. Closing it again does nothing. */
    @Override
    public void close() {
        server.close();
    }
}
