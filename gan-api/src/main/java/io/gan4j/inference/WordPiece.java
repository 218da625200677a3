package io.gan4j.inference;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.gan4j.error.ModelFileException;
import io.gan4j.file.StrictJsonText;
import io.gan4j.file.VisibleText;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of BERT and of most small sentence encoders (Devlin et al. 2019; Wu et al. 2016, section 4.1), read from the
 * {@code tokenizer.json} that lies beside such a model: words are cut into the longest pieces that are known. Immutable.
 *
 * <p>What the file may say: a model of type WordPiece, BERT's normalizer and BERT's splitting at blanks and punctuation, and a
 * template of one special token before and one behind. The names of special tokens in a text are text like any other.
 */
public final class WordPiece {
    private static final int JSON_DEPTH = 16;
    private static final int DEFAULT_LENGTH = 512;
    private static final int MOST_LENGTH = 8192;
    private static final int MOST_SHOWN = 60;

    private final ImmutableMap<String, Integer> pieces;
    private final String prefix;
    private final int longestWord;
    private final int unknown;
    private final int first;
    private final int last;
    private final int length;
    private final boolean lowercase;
    private final boolean stripsAccents;

    private WordPiece(JsonObject file) {
        JsonObject model = object(file, "model");
        require(text(model, "type", "WordPiece").equals("WordPiece"), "its model is no WordPiece");
        Map<String, Integer> vocabulary = new HashMap<>();
        object(model, "vocab").entrySet().forEach(entry -> vocabulary.put(entry.getKey(), number(entry.getValue())));
        this.pieces = ImmutableMap.copyOf(vocabulary);
        this.prefix = text(model, "continuing_subword_prefix", "##");
        this.longestWord = model.has("max_input_chars_per_word") ? number(model.get("max_input_chars_per_word")) : 100;
        this.unknown = id(text(model, "unk_token", "[UNK]"));
        JsonObject normalizer = object(file, "normalizer");
        require(text(normalizer, "type", "").equals("BertNormalizer"), "its normalizer is not BERT's");
        this.lowercase = flag(normalizer, "lowercase", true);
        this.stripsAccents = flag(normalizer, "strip_accents", lowercase);
        require(
                text(object(file, "pre_tokenizer"), "type", "").equals("BertPreTokenizer"),
                "it does not split texts as BERT does");
        this.first = id("[CLS]");
        this.last = id("[SEP]");
        this.length = length(file);
    }

    /**
     * Reads a tokenizer.
     *
     * @throws ModelFileException if the text is no such file, or of another kind of tokenizer
     */
    public static WordPiece parse(String json) {
        try (JsonReader reader = StrictJsonText.reader(json, JSON_DEPTH)) {
            return new WordPiece(JsonParser.parseReader(reader).getAsJsonObject());
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new ModelFileException("the tokenizer cannot be read: " + e.getMessage(), e);
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new ModelFileException(
                    "the tokenizer cannot be used: " + what + "; tokenizers of BERT's kind can, of type WordPiece");
        }
    }

    private static JsonObject object(JsonObject of, String name) {
        JsonElement found = of.get(name);
        require(found != null && found.isJsonObject(), "it has no '" + name + "'");
        return of.getAsJsonObject(name);
    }

    private static String text(JsonObject of, String name, String missing) {
        JsonElement found = of.get(name);
        return found == null || found.isJsonNull() ? missing : found.getAsString();
    }

    private static boolean flag(JsonObject of, String name, boolean missing) {
        JsonElement found = of.get(name);
        return found == null || found.isJsonNull() ? missing : found.getAsBoolean();
    }

    private static int number(@Nullable JsonElement element) {
        require(element != null && element.isJsonPrimitive(), "a number in it is none");
        return element == null ? 0 : element.getAsInt();
    }

    private static int length(JsonObject file) {
        JsonElement truncation = file.get("truncation");
        if (truncation == null || !truncation.isJsonObject()) {
            return DEFAULT_LENGTH;
        }
        int most = number(truncation.getAsJsonObject().get("max_length"));
        require(most >= 3 && most <= MOST_LENGTH, "texts are cut off at " + most + " tokens");
        return most;
    }

    private int id(String token) {
        Integer id = pieces.get(token);
        require(id != null, "its vocabulary lacks '" + VisibleText.shortened(token, MOST_SHOWN) + "'");
        return id == null ? 0 : id;
    }

    /** The most tokens that a text may have, with the two special ones. */
    public int length() {
        return length;
    }

    /**
     * The numbers of a text's tokens, with the special ones before and behind.
     *
     * @throws IllegalArgumentException if the text is empty or has more tokens than {@link #length}
     */
    public long[] ids(String text) {
        List<Integer> found = new ArrayList<>();
        found.add(first);
        for (String word : words(text)) {
            cut(word, found);
        }
        found.add(last);
        String shown = VisibleText.shortened(
                VisibleText.line(text.length() > 2 * MOST_SHOWN ? text.substring(0, 2 * MOST_SHOWN) : text),
                MOST_SHOWN);
        if (found.size() == 2) {
            throw new IllegalArgumentException("the text is empty: there is no word in '" + shown + "'");
        }
        if (found.size() > length) {
            throw new IllegalArgumentException("the text has " + found.size()
                    + " tokens with the two that are put around it, at most " + length + " are taken: '" + shown + "'");
        }
        return found.stream().mapToLong(Integer::longValue).toArray();
    }

    /** The longest known piece from the left, then from there on; the whole word is unknown if a part of it is. */
    private void cut(String word, List<Integer> found) {
        int[] points = word.codePoints().toArray();
        if (points.length > longestWord) {
            found.add(unknown);
            return;
        }
        List<Integer> cut = new ArrayList<>();
        int from = 0;
        while (from < points.length) {
            int to = points.length;
            Integer id = null;
            while (to > from && id == null) {
                String piece = new String(points, from, to - from);
                id = pieces.get(from == 0 ? piece : prefix + piece);
                to--;
            }
            if (id == null) {
                found.add(unknown);
                return;
            }
            cut.add(id);
            from = to + 1;
        }
        found.addAll(cut);
    }

    /** What lies between blanks; punctuation and Chinese characters stand alone. */
    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        normalized(text).codePoints().forEach(point -> {
            boolean alone = isPunctuation(point) || isChinese(point);
            if (alone || isBlank(point)) {
                end(word, words);
            }
            if (alone) {
                words.add(Character.toString(point));
            } else if (!isBlank(point)) {
                word.appendCodePoint(point);
            }
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private String normalized(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .filter(point -> isBlank(point) || !isControl(point))
                .forEach(point -> clean.appendCodePoint(isBlank(point) ? ' ' : point));
        String plain = clean.toString();
        if (stripsAccents) {
            StringBuilder stripped = new StringBuilder();
            Normalizer.normalize(plain, Normalizer.Form.NFD)
                    .codePoints()
                    .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
                    .forEach(stripped::appendCodePoint);
            plain = stripped.toString();
        }
        if (!lowercase) {
            return plain;
        }
        StringBuilder lower = new StringBuilder();
        plain.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static boolean isBlank(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point == 0x0B
                || point == 0x0C
                || point == 0x85
                || Character.isSpaceChar(point);
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return point == 0xFFFD
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED;
    }

    private static boolean isPunctuation(int point) {
        boolean ascii = point >= '!' && point <= '/'
                || point >= ':' && point <= '@'
                || point >= '[' && point <= '`'
                || point >= '{' && point <= '~';
        return ascii
                || switch (Character.getType(point)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /** The blocks of ideographs that BERT sets apart. */
    private static boolean isChinese(int point) {
        return point >= 0x4E00 && point <= 0x9FFF
                || point >= 0x3400 && point <= 0x4DBF
                || point >= 0x20000 && point <= 0x2A6DF
                || point >= 0x2A700 && point <= 0x2B73F
                || point >= 0x2B740 && point <= 0x2B81F
                || point >= 0x2B920 && point <= 0x2CEAF
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0x2F800 && point <= 0x2FA1F;
    }
}
