package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.GanBuilder;
import io.gan4j.data.Datasets;
import io.gan4j.live.LiveOptions;
import io.gan4j.live.LivePage;
import io.gan4j.training.Checkpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run by the command line, and that it changes nothing of what is learned. */
@Timeout(120)
class WatchCommandTest {
    @TempDir
    Path temporary;

    private Path run() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("digits/run"));
        Files.writeString(folder.resolve("history.jsonl"), "{\"step\":10,\"epoch\":1.0,\"generator_loss\":0.5}\n");
        return folder;
    }

    @Test
    void watch_html_writesOneFile() throws IOException {
        Path file = temporary.resolve("out/run.html");
        Cli cli = Cli.run("watch", run(), "--html", file);
        assertThat(cli).isEqualTo(new Cli(0, "Wrote " + file + "\n", ""));
        assertThat(Files.readString(file)).startsWith("<!doctype html>").contains("\"generator loss\":0.5");
    }

    @Test
    void watch_html_ofSeveralRuns_holdsThemAll() throws IOException {
        run();
        Path other = Files.createDirectories(temporary.resolve("other"));
        Files.writeString(other.resolve("history.jsonl"), "{\"step\":20,\"epoch\":2.0,\"generator_loss\":0.25}\n");
        Path file = temporary.resolve("both.html");
        assertThat(Cli.run("watch", temporary.resolve("digits"), other, "--html", file)
                        .code())
                .isZero();
        assertThat(Files.readString(file)).contains("\"generator loss\":0.5", "\"generator loss\":0.25");
    }

    @Test
    void watch_ofNoRun_isTold() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertThat(Cli.run("watch", empty))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples watch: " + empty + " is no run folder: it holds neither history.jsonl nor"
                                + " config.json; give the folder that checkpoints were kept in\n"));
    }

    @Test
    void watch_atAPortThatIsInUse_isTold() throws IOException {
        try (LivePage page = LivePage.open()) {
            int port = URI.create(page.url()).getPort();
            Cli cli = Cli.run("watch", run(), "--port", port);
            assertThat(cli.code()).isEqualTo(1);
            assertThat(cli.err())
                    .startsWith("gan-examples watch: port " + port + " of 127.0.0.1 cannot be had: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void digits_live_printsTheAddress_andServesItAtThePort() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = IdxFolder.write(temporary.resolve("data"), 10);
        Cli cli = Cli.run(
                "digits",
                "--data",
                data,
                "--steps",
                2,
                "--batch",
                4,
                "--features",
                4,
                "--latent",
                8,
                "--threads",
                1,
                "--live=" + port,
                "--out",
                temporary.resolve("out"));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .containsPattern("(?m)^Live page: http://127\\.0\\.0\\.1:" + port + "/[A-Za-z0-9_-]{43}/$");
    }

    @Test
    void digits_liveWithAPortThatIsNone_isTold() {
        assertThat(Cli.run("digits", "--live=99999", "--out", temporary.resolve("never")))
                .isEqualTo(new Cli(
                        2,
                        "",
                        "gan-examples digits: port must be from 0 to 65535, was 99999 (gan-examples digits --help shows the"
                                + " usage)\n"));
    }

    /** The state in the newest checkpoint of a run: all behind the header, which holds the time that the run took. */
    private byte[] trained(GanBuilder gan, String name) throws IOException {
        Path run = temporary.resolve(name);
        gan.checkpoints(Checkpoints.in(run).everySteps(30))
                .train(Datasets.ring(8))
                .close();
        byte[] file = Files.readAllBytes(run.resolve("checkpoints/step-0000000060.safetensors"));
        int header = Math.toIntExact(
                ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
        return Arrays.copyOfRange(file, Long.BYTES + header, file.length);
    }

    /** Somebody who takes everything as it comes, tries latents, and pauses the run now and then. */
    private static final class Watcher implements Runnable {
        private final URI url;
        private final boolean pauses;
        private final AtomicInteger taken = new AtomicInteger();

        private Watcher(String url, boolean pauses) {
            this.url = URI.create(url);
            this.pauses = pauses;
        }

        @Override
        public void run() {
            HttpClient client = HttpClient.newHttpClient();
            try (BufferedReader events = new BufferedReader(new InputStreamReader(
                    client.send(HttpRequest.newBuilder(url.resolve("events")).build(), BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8))) {
                for (String line = events.readLine(); line != null; line = events.readLine()) {
                    if (line.startsWith("data: [[")) {
                        look(client);
                    }
                }
            } catch (IOException e) {
                // the page is closed under it
                taken.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void look(HttpClient client) throws IOException, InterruptedException {
            client.send(HttpRequest.newBuilder(url.resolve("lines/0/0/0")).build(), BodyHandlers.ofString());
            client.send(HttpRequest.newBuilder(url.resolve("frame/0/1")).build(), BodyHandlers.ofByteArray());
            post(
                    client,
                    "sample",
                    "{\"run\":0,\"seed\":\"1\",\"count\":\"100\",\"class\":\"-1\",\"move\":[1,0],\"anew\":false}");
            if (pauses && taken.get() % 10 == 3) {
                post(client, "command", "{\"run\":0,\"command\":\"pause\"}");
                post(client, "command", "{\"run\":0,\"command\":\"resume\"}");
            }
            taken.incrementAndGet();
        }

        private void post(HttpClient client, String path, String body) throws IOException, InterruptedException {
            client.send(
                    HttpRequest.newBuilder(url.resolve(path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    /** With pictures at every report, for 0, 1 and 8 people, one of whom pauses the run now and then. */
    @Test
    void watching_changesNothingOfWhatIsLearned() throws Exception {
        GanBuilder gan = RingOfGaussians.gan().steps(60).reportEvery(1);
        byte[] unwatched = trained(gan, "unwatched");
        for (int watchers : new int[] {0, 1, 8}) {
            try (LivePage page = LivePage.open(LiveOptions.defaults().cost(1))) {
                List<Watcher> all = new ArrayList<>();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < watchers; i++) {
                    Watcher watcher = new Watcher(page.url(), i == 0);
                    Thread thread = new Thread(watcher, "watcher " + i);
                    thread.setDaemon(true);
                    thread.start();
                    all.add(watcher);
                    threads.add(thread);
                }
                assertThat(trained(gan.listener(page), "watched by " + watchers))
                        .as("the state with %s watchers", watchers)
                        .isEqualTo(unwatched);
                assertThat(page.replay().html()).contains("\"step\":60", "\"state\":\"finished\"");
                page.close();
                for (Thread thread : threads) {
                    thread.join(10_000);
                }
                assertThat(all)
                        .allSatisfy(watcher -> assertThat(watcher.taken.get())
                                .as("what a watcher has taken")
                                .isPositive());
            }
        }
        assertThat(trained(gan.seed(1), "other")).as("another seed").isNotEqualTo(unwatched);
    }
}
