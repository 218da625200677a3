package io.gan4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Chromium without a window, handled by its DevTools protocol over the JDK's own web socket. A test that asks for one is
 * skipped where there is none at {@code /usr/bin/chromium} or the place that the variable {@code GAN4J_CHROMIUM} names. No name
 * but this machine's leads anywhere.
 */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("GAN4J_CHROMIUM", "/usr/bin/chromium"));
    private static final long PATIENCE = 60;
    private static final Set<String> COMPLAINTS =
            Set.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled");

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int asked;

    private Browser(Process process, URI page) throws InterruptedException, ExecutionException, TimeoutException {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .get(PATIENCE, TimeUnit.SECONDS);
        for (String domain : List.of("Runtime", "Log", "Page", "Network")) {
            ask(domain + ".enable", new JsonObject());
        }
    }

    /**
     * Starts a browser.
     *
     * @param folder an empty folder for what it keeps
     */
    public static Browser start(Path folder) throws Exception {
        assumeThere(CHROMIUM, "Chromium");
        Path log = folder.resolve("browser.log");
        List<String> command = new ArrayList<>(List.of(CHROMIUM.toString(), "--headless=new", "--no-sandbox"));
        command.addAll(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"));
        command.addAll(List.of("--disable-component-update", "--window-size=1280,900", "--remote-debugging-port=0"));
        command.add("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.add("about:blank");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // what it keeps outside of its profile goes with the folder, too
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        try {
            return new Browser(process, page(folder.resolve("profile/DevToolsActivePort")));
        } catch (Exception | Error e) {
            end(process);
            throw e;
        }
    }

    /**
     * Skips a test where a program is missing; where the variable {@code GAN4J_BROWSER} is {@code required} the test fails, so that
     * nothing goes untested unseen on a build server that has a browser.
     */
    public static void assumeThere(Path program, String name) {
        boolean there = Files.isExecutable(program);
        assertThat(there || !"required".equals(System.getenv("GAN4J_BROWSER")))
                .as("there is no %s at '%s', which GAN4J_BROWSER=required asks for", name, program)
                .isTrue();
        assumeTrue(there, "there is no " + name + " at '" + program + "'");
    }

    /** The address of the one page, once the browser has written down its port. */
    private static URI page(Path portFile) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < end) {
            if (Files.exists(portFile) && Files.readAllLines(portFile).size() >= 2) {
                URI list = URI.create(
                        "http://127.0.0.1:" + Files.readAllLines(portFile).get(0) + "/json/list");
                String pages = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(list).build(),
                                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                        .body();
                for (JsonElement page : JsonParser.parseString(pages).getAsJsonArray()) {
                    if (page.getAsJsonObject().get("type").getAsString().equals("page")) {
                        return URI.create(page.getAsJsonObject()
                                .get("webSocketDebuggerUrl")
                                .getAsString());
                    }
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser does not start");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                hear(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void hear(JsonObject message) {
        if (message.has("id")) {
            CompletableFuture<JsonObject> asker =
                    waiting.remove(message.get("id").getAsInt());
            if (asker != null) {
                asker.complete(message);
            }
            return;
        }
        String method = message.get("method").getAsString();
        if (COMPLAINTS.contains(method)) {
            complaints.add(message.get("params").toString());
        } else if (method.equals("Network.requestWillBeSent")) {
            requests.add(message.getAsJsonObject("params")
                    .getAsJsonObject("request")
                    .get("url")
                    .getAsString());
        }
    }

    private JsonObject ask(String method, JsonObject params)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        JsonObject message = new JsonObject();
        message.addProperty("id", ++asked);
        message.addProperty("method", method);
        message.add("params", params);
        waiting.put(asked, answer);
        socket.sendText(message.toString(), true).get(PATIENCE, TimeUnit.SECONDS);
        return answer.get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Opens an address. */
    public void open(String address) throws Exception {
        JsonObject params = new JsonObject();
        params.addProperty("url", address);
        ask("Page.navigate", params);
    }

    /** Sets the size of the window. */
    public void resize(int width, int height) throws Exception {
        JsonObject params = new JsonObject();
        params.addProperty("width", width);
        params.addProperty("height", height);
        params.addProperty("deviceScaleFactor", 1);
        params.addProperty("mobile", false);
        ask("Emulation.setDeviceMetricsOverride", params);
    }

    /**
     * Emulates what a person has set.
     *
     * @param scheme {@code light} or {@code dark}
     * @param forcedColors {@code active} or {@code none}
     */
    public void emulate(String scheme, String forcedColors) throws Exception {
        JsonArray features = new JsonArray();
        Map.of(
                        "prefers-color-scheme", scheme,
                        "forced-colors", forcedColors,
                        "prefers-reduced-motion", "reduce")
                .forEach((name, value) -> {
                    JsonObject feature = new JsonObject();
                    feature.addProperty("name", name);
                    feature.addProperty("value", value);
                    features.add(feature);
                });
        JsonObject params = new JsonObject();
        params.add("features", features);
        ask("Emulation.setEmulatedMedia", params);
    }

    /** Sends a command of the DevTools protocol and returns its result. */
    public JsonObject command(String method, JsonObject params) throws Exception {
        return ask(method, params).getAsJsonObject("result");
    }

    /** Returns the processor time that the page's thread has taken so far, in seconds. */
    public double processorSeconds() throws Exception {
        JsonObject domain = new JsonObject();
        domain.addProperty("timeDomain", "threadTicks");
        command("Performance.enable", domain);
        for (JsonElement metric :
                command("Performance.getMetrics", new JsonObject()).getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals("TaskDuration")) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new IOException("the browser does not tell how long its tasks took");
    }

    /**
     * Evaluates an expression in the page, waiting for a promise, and returns its value as JSON.
     *
     * @throws IOException if the page throws
     */
    public JsonElement evaluate(String expression) throws Exception {
        JsonObject params = new JsonObject();
        params.addProperty("expression", expression);
        params.addProperty("awaitPromise", true);
        params.addProperty("returnByValue", true);
        JsonObject result = ask("Runtime.evaluate", params).getAsJsonObject("result");
        if (result == null || result.has("exceptionDetails")) {
            throw new IOException("the page fails on " + expression + ": " + result);
        }
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null ? new JsonObject() : value;
    }

    /** Returns the text of the first element that a selector finds. */
    public String text(String selector) throws Exception {
        return evaluate("document.querySelector(" + '"' + selector + '"' + ").textContent")
                .getAsString();
    }

    /** Waits until an expression is true in the page. */
    public void await(String expression) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!evaluate("Boolean(" + expression + ")").getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("never true: " + expression + "; complaints: " + complaints);
            }
            Thread.sleep(50);
        }
    }

    /** Takes a picture of the whole page, as PNG. */
    public byte[] picture() throws Exception {
        JsonObject params = new JsonObject();
        params.addProperty("captureBeyondViewport", true);
        JsonObject clip = evaluate(
                        "({x: 0, y: 0, width: innerWidth, height: document.documentElement.scrollHeight, scale: 1})")
                .getAsJsonObject();
        params.add("clip", clip);
        JsonObject answer = ask("Page.captureScreenshot", params);
        return Base64.getDecoder()
                .decode(answer.getAsJsonObject("result").get("data").getAsString());
    }

    /** What the browser had to complain of: errors, violations of the policy, whatever a script printed. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The addresses that the page asked for. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
