package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lab in a real browser. Skipped without one, see {@link Browser}. */
@Timeout(180)
class LabBrowserTest {
    private static final String SET = "const set = (name, value) => {\n"
            + "  const label = [...document.querySelectorAll('#choice label')].find(one => one.firstChild.data === name);\n"
            + "  const control = label.querySelector('input, select'); control.value = value;\n"
            + "  control.dispatchEvent(new Event('input')); control.dispatchEvent(new Event('change')); };\n";

    @TempDir
    Path folder;

    @Test
    void stranger_drawsPoints_andWatchesAGanLearnThem() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            browser.open(page.url());
            browser.await("document.querySelectorAll('#choice label').length > 10");
            browser.await("document.getElementById('status').textContent === 'Choose data and settings, and begin.'");
            browser.evaluate(SET + "set('Distribution', 'drawn'); set('batch', '8'); set('generatorFeatures', '4');\n"
                    + "set('discriminatorFeatures', '4'); set('steps', '30'); 0");
            browser.evaluate("{const canvas = document.querySelector('.drawing');\n"
                    + "const key = key => canvas.dispatchEvent(new KeyboardEvent('keydown', {key}));\n"
                    + "for (let i = 0; i < 25; i++) { key(' '); key(i % 2 ? 'ArrowUp' : 'ArrowRight'); } 0}");
            assertThat(browser.text(".drawing ~ .rule")).isEqualTo("25 points, at most 1000.");
            browser.evaluate("document.querySelector('#begin button').click()");
            browser.await("document.body.dataset.state === 'finished'");
            assertThat(browser.text("#status")).isEqualTo("Finished: all 30 steps are played.");
            assertThat(browser.evaluate("document.querySelector('.plane-canvas').getAttribute('aria-label')")
                            .getAsString())
                    .startsWith("Step 30: 1,000 generated points");
            assertThat(browser.text("#chart-list .chart:nth-child(1) .legend")).contains("generator loss");
            // what was seen can be looked back at
            assertThat(browser.text(".film output")).isEqualTo("step 30, newest");
            browser.evaluate("{const back = document.querySelector('.film input'); back.value = 0;"
                    + " back.dispatchEvent(new Event('input')); 0}");
            assertThat(browser.text(".film output")).isEqualTo("step 0");
            assertThat(browser.text(".told:last-child")).startsWith("Before the first step: 1,000 generated points");
            browser.await("document.querySelector('#copy pre').textContent.startsWith('float[] drawn = {')");
            // a second page shows the same experiment
            browser.open(page.url() + "#again");
            browser.evaluate("location.reload()");
            browser.await(
                    "document.body && document.body.dataset.state === 'finished' && document.querySelector('.drawing')");
            browser.await("document.querySelector('.drawing ~ .rule').textContent.startsWith('25 points')");
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).allMatch(address -> address.startsWith(page.url()));
        }
    }

    @Test
    void wrongSetting_isRefusedBesideIt() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            browser.open(page.url());
            browser.await("document.querySelectorAll('#choice label').length > 10");
            browser.evaluate(SET + "set('ema', '<i>7</i>'); 0");
            browser.await("document.querySelector('#settings [aria-invalid=true]')");
            assertThat(browser.text("#settings .refusal:not([hidden])"))
                    .startsWith("ema cannot be read: ")
                    .contains("<i>7</i>");
            assertThat(browser.evaluate("document.querySelectorAll('i').length").getAsInt())
                    .isZero();
            browser.evaluate("document.querySelector('#begin button').click()");
            browser.await("document.querySelector('#status.bad')");
            assertThat(browser.text("#status")).startsWith("ema cannot be read: ");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
