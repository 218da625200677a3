package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.live.LiveOptions;
import io.gan4j.live.LivePage;
import io.gan4j.run.TrainedGan;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static float[] trained(GanBuilder gan, Dataset data) {
        try (TrainedGan trained = gan.train(data)) {
            Generator generator = trained.generator();
            return generator.samples(generator.latents(100, 1));
        }
    }

    /** Pictures at every report, for somebody who takes them as they come. */
    @Test
    void watching_changesNothingOfWhatIsLearned() throws Exception {
        Dataset ring = Datasets.ring(8);
        GanBuilder gan = RingOfGaussians.gan().steps(60).reportEvery(1);
        float[] unwatched = trained(gan, ring);
        try (LivePage page = LivePage.open(LiveOptions.defaults().cost(1))) {
            InputStream events = URI.create(page.url() + "events").toURL().openStream();
            assertThat(trained(gan.listener(page), ring)).isEqualTo(unwatched);
            assertThat(page.replay().html()).contains("\"step\":60", "\"state\":\"finished\"");
            events.close();
        }
        assertThat(trained(gan.seed(1), ring)).as("another seed").isNotEqualTo(unwatched);
    }
}
