package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, which is asked for what it has made of it. Skipped where there is no Chromium at {@code
 * /usr/bin/chromium} or the place that the variable {@code GAN4J_CHROMIUM} names.
 */
@Timeout(120)
class BrowserTest {
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("GAN4J_CHROMIUM", "/usr/bin/chromium"));

    @TempDir
    Path temporary;

    @BeforeEach
    void browserIsThere() {
        Browser.assumeThere(CHROMIUM, "Chromium");
    }

    /** What a browser shows of an address, and what it had to complain of. */
    private record Shown(String page, String complaints) {}

    private Shown show(String address) throws IOException, InterruptedException {
        Path page = temporary.resolve("page");
        Path log = temporary.resolve("log");
        List<String> command = new ArrayList<>(List.of(CHROMIUM.toString(), "--headless=new", "--no-sandbox"));
        command.addAll(List.of("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"));
        command.addAll(List.of("--disable-component-update", "--enable-logging=stderr", "--window-size=1280,900"));
        // no name but this machine's leads anywhere
        command.add("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        command.add("--user-data-dir=" + temporary.resolve("profile"));
        command.addAll(List.of("--virtual-time-budget=3000", "--timeout=20000", "--dump-dom", address));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(page.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(browser.waitFor(100, TimeUnit.SECONDS))
                    .as("the browser has ended")
                    .isTrue();
        } finally {
            Stream<ProcessHandle> children = browser.descendants();
            children.forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
        }
        String complaints = Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("CONSOLE"))
                .reduce("", String::concat);
        return new Shown(Files.readString(page), complaints);
    }

    /** A value that only the reports of a stage have keeps its chart when the next one has begun. */
    @Test
    void runOfSeveralStages_saysWhichItIsIn() throws Exception {
        Path folder = FolderPageTest.run(temporary.resolve("one"));
        Files.writeString(
                folder.resolve("history.jsonl"),
                "{\"first_step\":151,\"last_step\":175,\"stage\":\"8 to 16 px\",\"number\":2,\"count\":3}\n"
                        + "{\"step\":160,\"epoch\":3.2,\"faded_in\":0.5,\"images_per_second\":1,\"seconds\":160}\n"
                        + "{\"first_step\":176,\"last_step\":200,\"stage\":\"<16 px>\",\"number\":3,\"count\":3}\n"
                        + "{\"step\":180,\"epoch\":3.6,\"images_per_second\":1,\"seconds\":180}\n",
                StandardOpenOption.APPEND);
        Path file = temporary.resolve("run.html");
        Replay.of(folder).write(file);
        Shown shown = show(file.toUri().toString());
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.page())
                .contains(", stage 3 of 3: &lt;16 px&gt;</td>")
                .contains("aria-label=\"Faded in, newest: faded in ");
    }

    @Test
    void replay_fromTheDisk_showsEveryNumberAndPicture() throws Exception {
        Path file = temporary.resolve("run.html");
        Replay.of(FolderPageTest.run(temporary.resolve("one"))).write(file);
        Shown shown = show(file.toUri().toString());
        assertThat(shown.complaints()).as("errors and violations of the policy").isEmpty();
        assertThat(shown.page())
                .contains("<h1 id=\"title\">dots &lt;b&gt;</h1>", ">150 of 200</td>", ">3</td>", ">2:30</td>")
                .contains("aria-label=\"Losses, newest: discriminator loss 0.5; generator loss 1.25\"")
                .contains("aria-label=\"Scores, newest: real score 2; fake score -1.00e-4\"")
                .contains(
                        "step 100, frame 2 of 2, newest",
                        "alt=\"A sheet of generated images at step 100\"",
                        "src=\"blob:")
                .doesNotContain("<b>dots", "<dots");
    }

    @Test
    void hostileNames_makeNoElement() throws Exception {
        Path folder = FolderPageTest.run(temporary.resolve("hostile"));
        String name = "</script><img id='intruder' src=x onerror='document.title=1'>";
        Files.writeString(
                folder.resolve("config.json"),
                "{\"data\":{\"name\":\"" + name + "\",\"shape\":[1,2,2],\"classes\":[\"" + name
                        + "\"]},\"settings\":{\"" + name + "\":\"" + name + "\"}}");
        Path file = temporary.resolve("hostile.html");
        Replay.of(folder).write(file);
        Shown shown = show(file.toUri().toString());
        assertThat(shown.complaints()).isEmpty();
        assertThat(shown.page()).doesNotContain("<img id=").contains("&lt;img id='intruder'");
    }
}
