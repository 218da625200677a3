package io.gan4j.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who has the address of a page. */
final class Visitor {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI url;

    Visitor(String url) {
        this.url = URI.create(url);
    }

    int port() {
        return url.getPort();
    }

    /** The path with the secret, between slashes. */
    String path() {
        return url.getPath();
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    String text(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(path);
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode());
        }
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    int post(String type, String body) throws IOException, InterruptedException {
        return post("command", type, body).statusCode();
    }

    HttpResponse<byte[]> post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    int command(int run, String name) throws IOException, InterruptedException {
        return post("application/json", "{\"run\":" + run + ",\"command\":\"" + name + "\"}");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    /** All lines of a run. */
    List<JsonObject> lines(int run) throws IOException, InterruptedException {
        JsonArray lines = JsonParser.parseString(text("lines/" + run + "/999999999/0"))
                .getAsJsonObject()
                .getAsJsonArray("lines");
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement line : lines) {
            objects.add(line.getAsJsonObject());
        }
        return objects;
    }

    List<JsonObject> lines(int run, String kind) throws IOException, InterruptedException {
        return lines(run).stream()
                .filter(line -> line.get("kind").getAsString().equals(kind))
                .toList();
    }

    /** The events as they come; closing it goes away. */
    Events events() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = CLIENT.send(request("events").build(), BodyHandlers.ofInputStream());
        return new Events(response);
    }

    /** A stream of events. */
    static final class Events implements AutoCloseable {
        final HttpResponse<InputStream> response;
        private final BufferedReader reader;

        private Events(HttpResponse<InputStream> response) {
            this.response = response;
            this.reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next event, like {@code news [[0,3]]}; null at the end. */
        String next() throws IOException {
            String name = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    return name + " " + line.substring(6);
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    /** Sends bytes as they are and reads the first line of the answer; empty if the connection ends without one. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = reader.readLine();
            return line == null ? "" : line;
        }
    }

    /** Asks for a path with these header lines, and gives the status. */
    int rawGet(String path, String... headers) throws IOException {
        return rawAsk("GET", path, headers);
    }

    int rawAsk(String method, String path, String... headers) throws IOException {
        String answer = raw(
                method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ")[1]);
    }

    String host() {
        return "Host: 127.0.0.1:" + port();
    }
}
