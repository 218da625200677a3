package io.gan4j.web;

import io.gan4j.tensor.Vocabulary;
import io.gan4j.testing.Browser;
import io.gan4j.testing.Looks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of model page, for everybody; skipped without a {@link Browser}. */
@Timeout(400)
class ModelPageLooksTest {
    @TempDir
    private static Path folder;

    private static @Nullable Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Browser browser() {
        Browser present = browser;
        if (present == null) {
            throw new IllegalStateException("the browser was not started");
        }
        return present;
    }

    private static void open(String name, String html) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".html"), html);
        browser().open(file.toUri().toString());
        browser()
                .await("document.getElementById('proof') && (document.body.dataset.ready === 'yes'"
                        + " || document.querySelector('#proof.bad'))");
    }

    private static void check(String name, byte[] model) throws Exception {
        open(name, ModelPage.of(model, Models.OPTIONS).html());
        Looks.check(browser(), "page-" + name);
    }

    @Test
    void generators() throws Exception {
        check("classes", Models.conditional(List.of("a class of a rather long name", "b")));
        check("styles", Models.styled());
        check("points", Models.points());
    }

    @Test
    void generatorOfTexts_alsoWithAWordThatIsNotKnown() throws Exception {
        check("texts", Models.ofTexts(Vocabulary.of(List.of("a small red circle on blue", "a large green square"))));
        browser()
                .evaluate("{const area = document.querySelector('textarea'); area.value = 'purple';"
                        + " area.dispatchEvent(new Event('input')); document.querySelector('details').open = true; 0}");
        browser().await("document.querySelector('[aria-invalid=true]')");
        Looks.check(browser(), "page-unknown-word");
    }

    @Test
    void translators() throws Exception {
        check("translator", Models.translator());
        open("film", ModelPage.of(Models.film(), Models.OPTIONS).html());
        browser().evaluate("document.querySelector('.drop button').click()");
        browser().await("document.body.dataset.turn === '1'");
        Looks.check(browser(), "page-film");
    }

    @Test
    void modelThatIsDamaged() throws Exception {
        String html = ModelPage.of(Models.points(), Models.OPTIONS).html();
        String digest = html.substring(html.indexOf("\"digests\":[\"") + 12).substring(0, 64);
        open("damaged", html.replace(digest, "0".repeat(64)));
        browser().await("document.querySelector('#proof.bad')");
        Looks.check(browser(), "page-damaged");
    }
}
