package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.error.ModelFileException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPieceTest {
    private static final List<String> PIECES = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "heart", "hear", "##t", "##s", "un", "##aff", "##able", ",",
            "cafe", "\u4E2D", "\u6587", "i", "x");

    /** A tokenizer of these pieces. */
    static String json(String change, String into) {
        String vocabulary = IntStream.range(0, PIECES.size())
                .mapToObj(i -> "\"" + PIECES.get(i) + "\":" + i)
                .collect(Collectors.joining(","));
        return ("{\"version\":\"1.0\",\"truncation\":{\"max_length\":8},\"normalizer\":{\"type\":\"BertNormalizer\",\"lowercase\":true,"
                        + "\"strip_accents\":null},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},\"model\":{\"type\":\"WordPiece\","
                        + "\"unk_token\":\"[UNK]\",\"continuing_subword_prefix\":\"##\",\"max_input_chars_per_word\":12,\"vocab\":{"
                        + vocabulary + "}}}")
                .replace(change, into);
    }

    private static String tokens(String text) {
        return IntStream.of(LongStream.of(WordPiece.parse(json("", "")).ids(text))
                        .mapToInt(id -> (int) id)
                        .toArray())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "red heart           | [CLS] red heart [SEP]",
                "Red,HEARTS          | [CLS] red , heart ##s [SEP]",
                "unaffable           | [CLS] un ##aff ##able [SEP]",
                "unaffabley red      | [CLS] [UNK] red [SEP]",
                "caf\u00C9           | [CLS] cafe [SEP]",
                "\u4E2D\u6587x       | [CLS] \u4E2D \u6587 x [SEP]",
                "r\u0000e\u200Bd\tx  | [CLS] red x [SEP]",
                "\u0130\u2003x       | [CLS] i x [SEP]",
                "xxxxxxxxxxxxx x     | [CLS] [UNK] x [SEP]",
                "[SEP]               | [CLS] [UNK] [UNK] [UNK] [SEP]",
            })
    void ids_ofAText_areTheLongestKnownPieces(String text, String pieces) {
        assertThat(tokens(text)).isEqualTo(pieces);
    }

    @Test
    void ids_ofATextThatIsTooLongOrEmpty_areRefused() {
        assertThat(WordPiece.parse(json("", "")).length()).isEqualTo(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens("red red red red red red red"))
                .withMessage(
                        "the text has 9 tokens with the two that are put around it, at most 8 are taken: 'red red red red"
                                + " red red red'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens(" \u0007 "))
                .withMessage("the text is empty: there is no word in '\\u0007'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"WordPiece\" | \"type\":\"BPE\" | cannot be used: its model is no WordPiece",
                "BertNormalizer | NFC | cannot be used: its normalizer is not BERT's",
                "BertPreTokenizer | Whitespace | cannot be used: it does not split texts as BERT does",
                "\"[CLS]\" | \"[BOS]\" | cannot be used: its vocabulary lacks '[CLS]'",
                "\"max_length\":8 | \"max_length\":2 | cannot be used: texts are cut off at 2 tokens",
                "\"vocab\" | \"words\" | cannot be used: it has no 'vocab'",
            })
    void parse_ofAnotherTokenizer_saysWhy(String change, String into, String message) {
        assertThatThrownBy(() -> WordPiece.parse(json(change, into)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the tokenizer " + message + "; tokenizers of BERT's kind can, of type WordPiece");
    }

    @Test
    void parse_ofWhatIsNoJson_isRefused() {
        assertThatThrownBy(() -> WordPiece.parse("hello"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("the tokenizer cannot be read: ");
        assertThatThrownBy(() -> WordPiece.parse("[1]"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("the tokenizer cannot be read: ");
    }
}
