package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.testing.Browser;
import io.gan4j.testing.Looks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lab in a real browser. Skipped without one, see {@link Browser}. */
@Timeout(400)
class LabBrowserTest {
    private static final String SET = "var set = (name, value) => {\n"
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
            browser.await("document.querySelector('.drawing ~ .rule')?.textContent.startsWith('25 points')");
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

    private static void click(Browser browser, String text) throws Exception {
        browser.evaluate(
                "[...document.querySelectorAll('button')].find(one => one.textContent === '" + text + "').click()");
    }

    /** A small experiment is begun and waits before its first step. */
    private static void begin(Browser browser, LabPage page) throws Exception {
        browser.open(page.url());
        browser.await("document.querySelectorAll('#choice label').length > 10");
        browser.evaluate(SET + "set('batch', '8'); set('latent', '2'); set('generatorFeatures', '4');\n"
                + "set('discriminatorFeatures', '4'); set('steps', '1000'); 0");
        click(browser, "Begin with these");
        browser.await("document.body.dataset.state === 'playing'");
        click(browser, "Pause");
        browser.await("document.body.dataset.state === 'paused'");
        click(browser, "Reset");
        browser.await("document.body.dataset.experiment === '2' && document.body.dataset.step === '0'"
                + " && document.body.dataset.state === 'paused'");
    }

    @Test
    void step_isPlayedPhaseByPhase_backAndForth() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            begin(browser, page);
            assertThat(browser.evaluate("document.querySelector('.stages').hidden")
                            .getAsBoolean())
                    .isTrue();
            click(browser, "Next phase");
            browser.await("document.querySelector('.formula').textContent.startsWith('L_D = ')");
            assertThat(browser.text(".told:last-child")).startsWith("Step 1, the discriminator has learned: ");
            assertThat(browser.text(".formula")).isEqualTo("L_D = mean softplus(−s(x)) + mean softplus(s(G(z)))");
            assertThat(browser.text(".stages .numbers")).contains("discriminator loss ", "real score ", "fake score ");
            String old = browser.evaluate("document.querySelector('.plane-canvas').toDataURL()")
                    .getAsString();
            click(browser, "Next phase");
            assertThat(browser.text(".formula")).isEqualTo("L_G = mean softplus(−s(G(z)))");
            assertThat(browser.text(".stages .numbers"))
                    .contains("generator loss ")
                    .doesNotContain("real score");
            assertThat(browser.text(".told:last-child")).startsWith("Step 1: ");
            // back to both earlier stages, and forth again
            browser.evaluate("document.querySelector('.film button').click()");
            assertThat(browser.evaluate("document.querySelector('.plane-canvas').toDataURL()")
                            .getAsString())
                    .isEqualTo(old);
            browser.evaluate("document.querySelector('.film button').click()");
            assertThat(browser.text(".told:last-child")).startsWith("Step 1, before the step: ");
            assertThat(browser.text(".formula")).isEqualTo("Step 1 begins: the discriminator is about to learn.");
            // the keyboard does the same; the third time the next step is played
            for (int i = 0; i < 3; i++) {
                browser.evaluate(
                        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: ',', bubbles: true}))");
            }
            browser.await("document.body.dataset.step === '2'");
            assertThat(browser.text(".told:last-child")).startsWith("Step 2, the discriminator has learned: ");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void change_isJournalled_andPlayedAgain() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            begin(browser, page);
            click(browser, "+10");
            browser.await("document.body.dataset.step === '10'");
            browser.evaluate(SET + "set('generatorLearningRate', '0.02'); 0");
            click(browser, "Change this run");
            browser.await("document.querySelectorAll('#journal li').length === 1");
            assertThat(browser.text("#journal li")).isEqualTo("after step 10: generatorLearningRate 0.02");
            click(browser, "+10");
            browser.await("document.body.dataset.step === '20' && document.body.dataset.state === 'paused'");
            browser.await("document.querySelector('.film output').textContent === 'step 20, newest'");
            String first = browser.evaluate("document.querySelector('.plane-canvas').toDataURL()")
                    .getAsString();
            browser.evaluate(SET + "set('generatorLearningRate', '0.02'); 0");
            browser.await("document.querySelector('#copy pre').textContent.includes('// changed after step 10')");
            click(browser, "Play it again");
            browser.await("document.body.dataset.experiment === '3' && document.body.dataset.step === '20'"
                    + " && document.body.dataset.state === 'paused'");
            browser.await("document.querySelector('.film output').textContent === 'step 20, newest'");
            assertThat(browser.evaluate("document.querySelector('.plane-canvas').toDataURL()")
                            .getAsString())
                    .isEqualTo(first);
            // what cannot change within a run says so
            browser.evaluate(SET + "set('loss', 'hinge'); 0");
            click(browser, "Change this run");
            browser.await("document.querySelector('#status.bad')");
            assertThat(browser.text("#status")).startsWith("loss cannot change within a run: begin anew with it.");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Each state of the lab, for everybody. */
    @Test
    void states_areForEverybody() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            browser.open(page.url());
            browser.await("document.querySelectorAll('#choice label').length > 10");
            browser.await("document.getElementById('status').textContent === 'Choose data and settings, and begin.'");
            browser.evaluate(SET + "set('Distribution', 'drawn'); 0");
            Looks.check(browser, "lab-drawing");
            browser.evaluate(SET + "set('Distribution', 'ring'); set('ema', 'much'); 0");
            browser.await("document.querySelector('#settings [aria-invalid=true]')");
            Looks.check(browser, "lab-refused");
            begin(browser, page);
            click(browser, "+100");
            browser.await("document.body.dataset.step === '100' && document.body.dataset.state === 'paused'");
            browser.evaluate(SET + "set('generatorLearningRate', '0.002'); 0");
            click(browser, "Change this run");
            browser.await("document.querySelectorAll('#journal li').length === 1");
            click(browser, "+100");
            browser.await("document.body.dataset.step === '200' && document.body.dataset.state === 'paused'");
            click(browser, "Next phase");
            browser.await("document.querySelector('.formula').textContent.startsWith('L_D = ')");
            Looks.check(browser, "lab");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void pointer(Browser browser, String type, String kind, double x, double y) throws Exception {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("x", x);
        event.addProperty("y", y);
        event.addProperty("button", "left");
        event.addProperty("buttons", type.equals("mouseReleased") ? 0 : 1);
        event.addProperty("clickCount", 1);
        event.addProperty("pointerType", kind);
        browser.command("Input.dispatchMouseEvent", event);
    }

    private static void touch(Browser browser, String type, double x, double y) throws Exception {
        JsonArray points = new JsonArray();
        if (!type.equals("touchEnd")) {
            JsonObject point = new JsonObject();
            point.addProperty("x", x);
            point.addProperty("y", y);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        browser.command("Input.dispatchTouchEvent", event);
    }

    /** As the browser's own input tells of a mouse, a pen and a finger; keys are in the first test. */
    @Test
    void distribution_isDrawnByMousePenAndFinger() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            browser.open(page.url());
            browser.await("document.querySelectorAll('#choice label').length > 10");
            browser.evaluate(
                    SET + "set('Distribution', 'drawn');\n"
                            + "document.querySelector('.drawing').scrollIntoView(); window.kinds = new Set();\n"
                            + "document.querySelector('.drawing').addEventListener('pointerdown', event => kinds.add(event.pointerType)); 0");
            JsonObject at = browser.evaluate(
                            "(({x, y}) => ({x, y}))(document.querySelector('.drawing').getBoundingClientRect())")
                    .getAsJsonObject();
            double left = at.get("x").getAsDouble();
            double top = at.get("y").getAsDouble();
            int known = 0;
            for (String kind : List.of("mouse", "pen")) {
                double y = top + (kind.equals("pen") ? 120 : 60);
                pointer(browser, "mousePressed", kind, left + 40, y);
                for (int i = 1; i <= 10; i++) {
                    pointer(browser, "mouseMoved", kind, left + 40 + 12 * i, y);
                }
                pointer(browser, "mouseReleased", kind, left + 160, y);
                int points = points(browser);
                assertThat(points).as("points after the stroke of a %s", kind).isBetween(known + 8, known + 11);
                known = points;
            }
            touch(browser, "touchStart", left + 40, top + 180);
            for (int i = 1; i <= 10; i++) {
                touch(browser, "touchMove", left + 40 + 12 * i, top + 180);
            }
            touch(browser, "touchEnd", 0, 0);
            browser.await("kinds.has('touch')");
            assertThat(points(browser))
                    .as("points after the stroke of a finger")
                    .isGreaterThan(known);
            assertThat(browser.evaluate("[...kinds].sort().join(' ')").getAsString())
                    .isEqualTo("mouse pen touch");
            click(browser, "Take back");
            assertThat(points(browser)).as("without the last stroke").isEqualTo(known);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static int points(Browser browser) throws Exception {
        return Integer.parseInt(browser.text(".drawing ~ .rule").split(" ")[0]);
    }

    /**
     * A heavy picture: 5,000 points, a field of 128 x 128, arrows, the mesh; processor time does not depend on other programs.
     */
    @Test
    void heavyPicture_isDrawnWithinAFrame() throws Exception {
        try (LabPage page = LabPage.open(0);
                Browser browser = Browser.start(folder)) {
            browser.open(page.url());
            browser.await("document.querySelectorAll('#choice label').length > 10");
            browser.evaluate("""
                    (async () => {
                      const {Plane, LAYERS} = await import('./plane.js');
                      const text = (count, value) => {
                        const bytes = new Uint8Array(Float32Array.from({length: count}, (_, i) => value(i)).buffer);
                        let binary = '';
                        bytes.forEach(byte => { binary += String.fromCharCode(byte); });
                        return btoa(binary);
                      };
                      const wave = i => Math.sin(i * 12.9898) * 1.4;
                      window.heavy = new Plane(Object.fromEntries(LAYERS.map(([name]) => [name, true])));
                      document.getElementById('plane').append(heavy.root);
                      heavy.begin({left: -1.5, bottom: -1.5, side: 3, field: 128, mesh: 21, centres: [], floor: 0, leaningFloor: 0,
                        real: text(5000, wave), formulas: {}});
                      heavy.show({step: 1, fake: text(5000, i => wave(i + 7)), before: text(5000, wave), mesh: text(882, wave),
                        field: text(16384, wave), slopes: text(1024, wave), values: {}, divergence: 0.1, leaning: 0.1});
                      return 0;
                    })()
                    """);
            double before = browser.processorSeconds();
            browser.evaluate("(async () => { for (let i = 0; i < 30; i++) { heavy.draw();"
                    + " await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0))); } return 0; })()");
            double drawing = (browser.processorSeconds() - before) * 1e3 / 30;
            Looks.note(
                    "the plane of the lab with 5,000 points and a field of 128 x 128, processor time", drawing, "ms");
            // 33 ms on a machine of ten times this one's pace at its worst
            assertThat(drawing).isLessThan(330);
        }
    }
}
