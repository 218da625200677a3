package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.gan4j.image.Images;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Browser;
import io.gan4j.testing.Events;
import io.gan4j.testing.Looks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the live page costs, in numbers that do not depend on what else the machine does; where one does, the test asks for far
 * less than what is measured on a quiet machine, see {@code docs/numbers/live.md}.
 */
@Timeout(400)
class LiveNumbersTest {
    private static final double SLOW_MACHINE = 20;

    /** Uncompressed, as it is sent. */
    @Test
    void page_weighsAtMost150Kilobytes() throws Exception {
        int bytes = PageFiles.text("").getBytes(StandardCharsets.UTF_8).length;
        for (String name : List.of("page.css", "icon.svg")) {
            bytes += PageFiles.text(name).getBytes(StandardCharsets.UTF_8).length;
        }
        for (String name : PageFiles.SCRIPTS) {
            bytes += PageFiles.text(name).getBytes(StandardCharsets.UTF_8).length;
        }
        Looks.note("the live page's files", bytes / 1e3, "kB");
        assertThat(bytes).isLessThanOrEqualTo(150_000);
    }

    @Test
    void server_startsAtOnce() throws Exception {
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            long began = System.nanoTime();
            try (LivePage page = LivePage.open()) {
                starts.add((System.nanoTime() - began) / 1e6);
                assertThat(page.url()).isNotEmpty();
            }
        }
        Looks.note("a page is opened, the first time", starts.get(0), "ms");
        double median = median(starts);
        Looks.note("a page is opened, median of 11", median, "ms");
        assertThat(median).isLessThan(100 * SLOW_MACHINE);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** From the browser's request to a picture on its screen, and from the program's report to its number there. */
    @Test
    void firstPicture_andReports_areSeenSoon(@TempDir Path folder) throws Exception {
        try (LivePage page = LivePage.open(LiveOptions.defaults().cost(1));
                Browser browser = Browser.start(folder)) {
            page.started(Events.started(20_000));
            page.progressed(Events.progress(1, 20_000, Duration.ofSeconds(1)));
            page.settle(60);
            List<Double> pictures = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                browser.open("about:blank");
                browser.open(page.url());
                browser.await(
                        "document.querySelector('.sheet img') && document.querySelector('.sheet img').naturalWidth > 0"
                                + " && document.querySelector('.chart')");
                pictures.add(browser.evaluate("Math.max(...performance.getEntriesByType('resource')"
                                + ".filter(one => /frame/.test(one.name)).map(one => one.responseEnd))")
                        .getAsDouble());
            }
            Looks.note("from the request of the page to its first picture, median of 5", median(pictures), "ms");
            assertThat(median(pictures)).isLessThan(500 * SLOW_MACHINE);
            browser.evaluate(
                    "window.seen = {}; new MutationObserver(() => {\n"
                            + "const text = document.querySelector('.runs tbody').textContent.match(/([0-9,]+) of 20,000/);\n"
                            + "const step = text && Number(text[1].replaceAll(',', ''));\n"
                            + "if (step && !(step in window.seen)) { window.seen[step] = Date.now(); }})"
                            + ".observe(document.querySelector('.runs'), {subtree: true, childList: true, characterData: true}); 0");
            List<Long> told = new ArrayList<>();
            for (int step = 100; step < 140; step++) {
                told.add(System.currentTimeMillis());
                page.progressed(Events.progress(step, 20_000, Duration.ofSeconds(step)));
                browser.await("window.seen[" + step + "]");
            }
            List<Double> delays = new ArrayList<>();
            for (int i = 0; i < told.size(); i++) {
                delays.add(browser.evaluate("window.seen[" + (100 + i) + "]").getAsDouble() - told.get(i));
            }
            Looks.note("from a report to its step on the page, median of 40", median(delays), "ms");
            Looks.note(
                    "from a report to its step on the page, largest of 40",
                    delays.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                    "ms");
            assertThat(median(delays)).isLessThan(250 * SLOW_MACHINE);
        }
    }

    /** A run of 100,000 reports and 2,000 pictures, watched from its beginning to its end. */
    @Test
    void veryManyReports_andPictures_stayLight(@TempDir Path folder) throws Exception {
        byte[] picture = Images.of(Shape.of(1, 8, 8), new float[64 * 16]).grid().toPng();
        try (PageServer server = new PageServer(0, PageServer.Commands.NONE);
                Browser browser = Browser.start(folder)) {
            Story story = server.publish();
            Film film = new Film(Film.MOST_BYTES);
            story.framesFrom(film::get);
            JsonObject head = StoryLines.kind("head");
            head.addProperty("title", "a long run");
            head.addProperty("steps", 100_000);
            head.addProperty("view", "images");
            head.add("shape", StoryLines.array(Shape.of(1, 8, 8)));
            story.put("head", StoryLines.json(head));
            browser.open(server.url());
            browser.evaluate("window.tasks = []; new PerformanceObserver(list =>"
                    + " list.getEntries().forEach(one => window.tasks.push(one.duration)))"
                    + ".observe({type: 'longtask', buffered: true}); 0");
            double half = 0;
            for (int step = 1; step <= 100_000; step++) {
                story.addReport(StoryLines.json(
                        StoryLines.report(Events.progress(step, 100_000, Duration.ofMillis(step), 1f / step), 0.01)));
                if (step % 50 == 0) {
                    Film.Added added = film.add(picture);
                    story.put(
                            "frame " + added.id(), StoryLines.json(StoryLines.frame(added.id(), step, picture.length)));
                    Thread.sleep(1);
                }
                if (step == 50_000) {
                    half = heap(browser, 50_000);
                }
            }
            double end = heap(browser, 100_000);
            Looks.note("the page's heap after 50,000 reports and 1,000 pictures", half, "MB");
            Looks.note("the page's heap after 100,000 reports and 2,000 pictures", end, "MB");
            assertThat(end).isLessThan(50).isLessThan(half + 15);
            assertThat(browser.text(".film output")).endsWith("frame 2000 of 2000, newest");
            double processor = redraw(browser);
            Looks.note("all is drawn anew, 5 charts, processor time of the page's thread", processor, "ms");
            assertThat(processor).isLessThan(33 * SLOW_MACHINE);
            List<Double> tasks = StreamSupport.stream(
                            browser.evaluate("window.tasks").getAsJsonArray().spliterator(), false)
                    .map(JsonElement::getAsDouble)
                    .toList();
            Looks.note("long tasks of the page on the way, of 50 ms and more", tasks.size(), "");
            Looks.note(
                    "the longest of them",
                    tasks.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    "ms");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** The page has caught up and nothing but what it needs is left. */
    private static double heap(Browser browser, int step) throws Exception {
        browser.await("document.querySelector('.runs') && document.querySelector('.runs').textContent.includes('"
                + String.format(Locale.ROOT, "%,d", step) + " of 100,000')");
        browser.command("HeapProfiler.collectGarbage", new JsonObject());
        return browser.command("Runtime.getHeapUsage", new JsonObject())
                        .get("usedSize")
                        .getAsDouble()
                / 1e6;
    }

    /** Processor time of the page's thread for drawing everything once, a mean of 20. */
    private static double redraw(Browser browser) throws Exception {
        double before = browser.processorSeconds();
        browser.evaluate("(async () => { for (let i = 0; i < 20; i++) { window.dispatchEvent(new Event('resize'));"
                + " await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0))); } return 0; })()");
        return (browser.processorSeconds() - before) * 1e3 / 20;
    }
}
