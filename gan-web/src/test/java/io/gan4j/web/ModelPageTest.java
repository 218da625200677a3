package io.gan4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.error.ModelFileException;
import io.gan4j.html.PageParts;
import io.gan4j.image.Images;
import io.gan4j.image.Provenance;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.TestVector;
import io.gan4j.onnx.StyledHalves;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPageTest {
    private static String html(byte[] model) {
        return ModelPage.of(model, Models.OPTIONS).html();
    }

    private static String block(String html, String id) {
        int at = html.indexOf("id=\"" + id + "\">") + id.length() + 6;
        return html.substring(at, html.indexOf("</script>", at));
    }

    private static byte[] bytes(String html, String id) {
        return Base64.getDecoder().decode(block(html, id));
    }

    private static JsonObject facts(String html) {
        return JsonParser.parseString(block(html, "facts")).getAsJsonObject();
    }

    @Test
    void page_holdsTheModelAndTheRuntime_toTheBit() {
        byte[] model = Models.images();
        String html = html(model);
        assertThat(bytes(html, "model-0")).isEqualTo(model);
        assertThat(bytes(html, "runtime")).isEqualTo(WebRuntime.packedBinary());
        assertThat(bytes(html, "runtime-script")).isEqualTo(WebRuntime.packedScript());
        assertThat(bytes(html, "worker")).isEqualTo(WebFiles.bytes("worker.js"));
        assertThat(facts(html).getAsJsonArray("digests").get(0).getAsString()).isEqualTo(WebFiles.hex(model));
    }

    @Test
    void page_isAsSmallAsItSays() {
        byte[] model = Models.images();
        assertThat(html(model).length()).isLessThan(5_200_000 + (int) (1.34 * model.length));
    }

    /** What the policy allows, and nothing else: its own script and style, what it makes of its own bytes, WebAssembly. */
    @Test
    void policy_letsThePageLoadAndSendNothing() {
        String html = html(Models.points());
        String script = html.substring(
                html.indexOf("<script type=\"module\">") + "<script type=\"module\">".length(),
                html.lastIndexOf("</script>"));
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        assertThat(html)
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                        + PageParts.source(script) + " blob: 'wasm-unsafe-eval'; worker-src blob:; style-src "
                        + PageParts.source(style)
                        + "; img-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none';"
                        + " require-trusted-types-for 'script'; trusted-types gan4j\">");
        assertThat(html.indexOf("Content-Security-Policy")).isLessThan(html.indexOf("<style>"));
    }

    @Test
    void page_namesNothingOutsideItself() {
        String html = html(Models.points());
        assertThat(Pattern.compile("(?i)\\b(src|href)\\s*=")
                        .matcher(html.replaceAll("link\\.href =", ""))
                        .find())
                .isFalse();
        for (String script : ModelPage.SCRIPTS) {
            assertThat(WebFiles.text(script))
                    .as(script)
                    .doesNotContain(
                            "http:", "https:", "innerHTML", "eval(", "document.write", "fetch(", "XMLHttpRequest");
        }
        assertThat(WebFiles.text("worker.js")).doesNotContain("http", "fetch(", "importScripts");
    }

    @Test
    void scripts_becomeOne() {
        assertThat(ModelPage.script()).doesNotContain("\nimport ", "\nexport ").contains("class RandomStream");
    }

    /** Names come from a file that may come from anywhere. */
    @Test
    void hostileNames_endNothing() {
        String name = "</script><script>alert(1)//<!--";
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(1, 2, 2))
                .provenance("0.1.0", name, "", Map.of(name, name))
                .licence(name);
        String html = html(Models.images(card));
        int scripts = html(Models.images()).split("<script", -1).length;
        assertThat(html.split("<script", -1)).hasSize(scripts);
        assertThat(html.split("</script", -1)).hasSize(scripts);
        assertThat(html).doesNotContain("alert(1)//<!--");
        assertThat(facts(html).get("title").getAsString()).isEqualTo("Generator of " + name);
        String conditional = html(Models.conditional(List.of(name, "b\u202e", "<!-- data -->")));
        assertThat(conditional.split("</script", -1)).hasSize(scripts);
        assertThat(facts(conditional).getAsJsonArray("classes").get(2).getAsString())
                .isEqualTo("<!-- data -->");
        assertThat(facts(conditional).getAsJsonArray("classes").get(1).getAsString())
                .isEqualTo("b\\u202e");
        assertThat(ModelPage.of(Models.points(), Models.OPTIONS)
                        .title(name)
                        .html()
                        .split("</script", -1))
                .hasSize(scripts);
    }

    @Test
    void facts_areThoseOfTheCard() {
        JsonObject facts = facts(html(Models.conditional(List.of("a", "b", "c"))));
        assertThat(facts.get("kind").getAsString()).isEqualTo("generator");
        assertThat(facts.get("prior").getAsString()).isEqualTo("uniform");
        assertThat(facts.get("latent").getAsInt()).isEqualTo(3);
        assertThat(facts.getAsJsonArray("inputs").toString()).isEqualTo("[[3],[3]]");
        assertThat(facts.getAsJsonArray("output").toString()).isEqualTo("[1,4,4]");
        assertThat(facts.get("directionCount").getAsInt()).isEqualTo(3);
        assertThat(facts.get("tolerance").getAsFloat()).isEqualTo(TestVector.TOLERANCE);
        assertThat(facts.getAsJsonArray("vectors")
                        .get(0)
                        .getAsJsonObject()
                        .get("seed")
                        .getAsString())
                .isEqualTo("3");
        assertThat(facts.get("styled").getAsBoolean()).isFalse();
    }

    @Test
    void styledGenerator_comesInItsHalves() {
        byte[] model = Models.styled();
        String html = html(model);
        StyledHalves halves = StyledHalves.of(model, Models.OPTIONS).orElseThrow();
        assertThat(bytes(html, "model-0")).isEqualTo(halves.mapping());
        assertThat(bytes(html, "model-1")).isEqualTo(halves.synthesis());
        assertThat(facts(html).get("styled").getAsBoolean()).isTrue();
        assertThat(Base64.getDecoder().decode(facts(html).get("mean").getAsString()))
                .hasSize(6 * Float.BYTES);
    }

    /** Put behind the header of any PNG, the mark makes a file that says where it comes from. */
    @Test
    void mark_isAChunkOfAPng() throws Exception {
        byte[] mark = EmbeddedModel.mark();
        assertThat(new String(mark, StandardCharsets.ISO_8859_1))
                .contains("iTXtXML:com.adobe.xmp", "trainedAlgorithmicMedia");
        byte[] plain = Images.of(Shape.of(1, 1, 1), new float[1]).toPng(Provenance.NONE);
        byte[] marked = new byte[plain.length + mark.length];
        System.arraycopy(plain, 0, marked, 0, 33);
        System.arraycopy(mark, 0, marked, 33, mark.length);
        System.arraycopy(plain, 33, marked, 33 + mark.length, plain.length - 33);
        assertThat(ImageIO.read(new ByteArrayInputStream(marked)).getWidth()).isEqualTo(1);
    }

    @Test
    void models_thatMakeNothing_areRefused() {
        assertThatThrownBy(() -> ModelPage.of(Models.discriminator(), Models.OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the model is a discriminator: a page shows what generators and translators make");
    }

    @Test
    void facts_ofTexts_holdTheVocabulary_withNothingHidden() {
        Vocabulary vocabulary = Vocabulary.of(List.of("A red\u202E ring", "</script> red"));
        JsonObject facts = facts(html(Models.ofTexts(vocabulary)));
        assertThat(facts.get("asks").getAsString()).isEqualTo("texts");
        assertThat(facts.get("vocabulary").toString())
                .isEqualTo("{\"words\":[\"a\",\"red\",\"ring\",\"script\"],\"length\":3,"
                        + "\"examples\":[\"a red ring\",\"</script> red\"]}");
        assertThat(html(Models.ofTexts(vocabulary))).doesNotContain("</script> red");
    }

    @Test
    void model_ofSentencesWithoutExamples_isRefused() {
        assertThatThrownBy(() -> ModelPage.of(Models.ofSentences(), Models.OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "the model takes sentence vectors of an encoder outside of it, and holds no example of one: a"
                                + " page has nothing to ask it for");
    }

    @Test
    void facts_ofAFilm_saySomethingOfItsFrames() {
        JsonObject facts = facts(html(Models.film()));
        assertThat(facts.get("frames").getAsInt()).isEqualTo(3);
        assertThat(facts.getAsJsonArray("inputs").toString()).isEqualTo("[[3,8,8]]");
        assertThat(facts.getAsJsonArray("output").toString()).isEqualTo("[1,8,8]");
    }

    @Test
    void damagedFile_isRefusedByName(@TempDir Path folder) throws Exception {
        byte[] model = Models.images();
        model[model.length / 2] ^= 0x40;
        Path file = Files.write(folder.resolve("m.onnx"), model);
        assertThatThrownBy(() -> ModelPage.of(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": ");
        assertThatThrownBy(() -> ModelPage.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void modelThatNoBrowserHolds_isRefused() {
        EmbeddedModel.checkSize(256 << 20);
        assertThatThrownBy(() -> EmbeddedModel.checkSize(300L << 20))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "the model has 300 MiB, a page holds at most 256 MiB: train a smaller one, or use it in Java");
    }

    @Test
    void title_isChecked() {
        ModelPage page = ModelPage.of(Models.points(), Models.OPTIONS);
        assertThatThrownBy(() -> page.title(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("title must have 1 to 200 characters, had 0");
        assertThatThrownBy(() -> page.title("x".repeat(201)))
                .hasMessage("title must have 1 to 200 characters, had 201");
        assertThat(facts(page.title("Points").html()).get("title").getAsString())
                .isEqualTo("Points");
    }

    @Test
    void write_createsFolders_andReplaces(@TempDir Path folder) throws Exception {
        ModelPage page = ModelPage.of(Models.translator(), Models.OPTIONS);
        Path file = folder.resolve("a/b.html");
        page.write(file);
        page.title("Twice").write(file);
        assertThat(Files.readString(file)).isEqualTo(page.title("Twice").html());
        assertThat(Files.list(folder.resolve("a"))).hasSize(1);
    }
}
