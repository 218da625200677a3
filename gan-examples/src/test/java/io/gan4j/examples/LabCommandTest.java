package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.Browser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lab as a stranger meets it: a command, an address, a page. */
@Timeout(180)
class LabCommandTest {
    @Test
    void port_thatIsInUse_isNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli cli = Cli.run("lab", "--port", taken.getLocalPort());
            assertThat(cli.code()).isEqualTo(1);
            assertThat(cli.err())
                    .startsWith("gan-examples lab: port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had: ")
                    .endsWith("; give another one, or none for one that is free\n")
                    .hasLineCount(1);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("gan4j-lab"));
    }

    private static Process lab() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "lab")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** One command; a page; points drawn by the pointer; a GAN that learns them, to be seen on the page. */
    @Test
    void stranger_drawsADistribution_andSeesItLearned(@TempDir Path folder) throws Exception {
        Process lab = lab();
        try (Browser browser = Browser.start(folder);
                BufferedReader said =
                        new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            assertThat(line).startsWith("The lab is at http://127.0.0.1:");
            URI page = URI.create(line.substring("The lab is at ".length()));
            browser.open(page.toString());
            browser.await("document.querySelectorAll('#choice label').length > 10");
            browser.evaluate("""
                    {
                      const kind = document.querySelector('#data select');
                      kind.value = 'drawn';
                      kind.dispatchEvent(new Event('change'));
                      const canvas = document.querySelector('.drawing');
                      const at = canvas.getBoundingClientRect();
                      canvas.setPointerCapture = () => {};
                      const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type,
                        {pointerId: 1, clientX: at.left + x, clientY: at.top + y, bubbles: true}));
                      send('pointerdown', 40, 120);
                      for (let x = 44; x <= 200; x += 4) { send('pointermove', x, 120 + 60 * Math.sin(x / 20)); }
                      send('pointerup', 200, 120);
                      0
                    }
                    """);
            browser.evaluate("document.querySelector('#begin button').click()");
            browser.await("Number(document.body.dataset.step) >= 20");
            assertThat(browser.text("#status")).startsWith("Training, step ");
            assertThat(browser.evaluate("document.querySelector('.plane-canvas').getAttribute('aria-label')")
                            .getAsString())
                    .contains("1,000 generated points");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).allMatch(address -> address.startsWith(page.toString()));
        } finally {
            lab.destroy();
            assertThat(lab.waitFor(30, TimeUnit.SECONDS))
                    .as("the lab ends when it is told to")
                    .isTrue();
        }
    }
}
