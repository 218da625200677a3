package io.gan4j.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The answers to one request, all with the headers that keep a page to itself. */
final class Answers {
    /** Nothing but files of this page, no form, no frame, no text that becomes a script. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    /** No command is longer. */
    private static final int LONGEST_BODY = 1 << 16;

    private final HttpExchange exchange;
    private final Calls.Call call;

    Answers(HttpExchange exchange, Calls.Call call) {
        this.exchange = exchange;
        this.call = call;
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
    }

    String method() {
        return exchange.getRequestMethod();
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** What was sent; null if it is too long. */
    byte @Nullable [] body() throws IOException {
        call.writes();
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(LONGEST_BODY + 1);
            return body.length > LONGEST_BODY ? null : body;
        } finally {
            call.waits();
        }
    }

    /** What was posted as JSON; null, and refused, if it is of another type or too long. */
    byte @Nullable [] postedJson() throws IOException {
        String type = header("Content-Type");
        if (type == null || !type.equals("application/json")) {
            refuse(415);
            return null;
        }
        byte[] body = body();
        if (body == null) {
            refuse(413);
        }
        return body;
    }

    /** Says nothing but that there is no answer. */
    void refuse(int status) throws IOException {
        send(status, "text/plain; charset=utf-8", PageServer.utf8(reason(status)));
    }

    /** Says that it is too early, and after how many seconds it will not be. */
    void refuseFor(long seconds) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
        refuse(429);
    }

    /** Answers a command, about which there is nothing more to say than its status. */
    void refuseOrConfirm(int status) throws IOException {
        if (status == 204) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            refuse(status);
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "bad request";
            case 403 -> "forbidden";
            case 405 -> "method not allowed";
            case 409 -> "not now";
            case 413 -> "too long";
            case 429 -> "too many at once";
            case 415 -> "send application/json";
            case 503 -> "too many pages are open";
            default -> "not found";
        };
    }

    void send(String type, byte[] bytes) throws IOException {
        send(200, type, bytes);
    }

    /** Offers a file to keep. */
    void download(String name, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
        send("text/html; charset=utf-8", bytes);
    }

    private void send(int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        call.writes();
        if (method().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
        call.waits();
    }

    /** Begins a stream of events, whose first bytes reach the reader at once. */
    OutputStream stream() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    Calls.Call call() {
        return call;
    }
}
