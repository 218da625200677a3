package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.WordPiece;
import io.gan4j.testing.MiniLm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A sentence encoder of another maker, all-MiniLM-L6-v2, as it is to be had; skipped where it is not there. */
class MiniLmTest {
    private static OnnxSentences encoder;
    private static WordPiece tokenizer;

    @BeforeAll
    static void load() throws IOException {
        byte[] pieces = MiniLm.tokenizer();
        tokenizer = WordPiece.parse(new String(pieces, StandardCharsets.UTF_8));
        encoder = OnnxSentences.load(
                MiniLm.model(), pieces, LoadOptions.defaults().threads(1));
    }

    @AfterAll
    static void close() {
        if (encoder != null) {
            encoder.close();
        }
    }

    private static double cosine(String one, String other) {
        float[] both = encoder.read(List.of(one, other));
        double product = 0;
        for (int i = 0; i < encoder.size(); i++) {
            product += both[i] * both[encoder.size() + i];
        }
        return product;
    }

    /** The numbers of BERT's uncased vocabulary, which are the same everywhere. */
    @Test
    void tokens_areThoseOfBert() {
        assertThat(tokenizer.ids("Hello, world!")).containsExactly(101, 7592, 1010, 2088, 999, 102);
    }

    /** 0.44 is what the maker's own Java class gives. */
    @Test
    void vectors_ofWordsOfOneMeaning_areNear() {
        assertThat(encoder.size()).isEqualTo(384);
        assertThat(cosine("red heart", "red heart")).isCloseTo(1, within(1e-5));
        assertThat(cosine("red heart", "crimson love symbol")).isCloseTo(0.44, within(0.01));
        for (String other :
                List.of("grinning face", "fire engine", "dog", "flag of France", "umbrella with rain drops")) {
            assertThat(cosine("crimson love symbol", other)).as(other).isLessThan(0.3);
        }
    }

    @Test
    void vectors_ofThings_tellWhichColorBelongsToWhich() {
        assertThat(cosine("a red circle on a blue background", "a blue circle on a red background"))
                .isBetween(0.5, 0.999);
    }

    @Test
    void text_thatIsTooLong_isRefusedWithTheNumberOfItsTokens() {
        String text = "star ".repeat(tokenizer.length());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.read(List.of(text)))
                .withMessageStartingWith("the text has " + (tokenizer.length() + 2)
                        + " tokens with the two that are put around it, at most " + tokenizer.length()
                        + " are taken: 'star star");
    }
}
