package io.gan4j.data;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableListMultimap;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.gan4j.file.Plural;
import io.gan4j.file.StrictJsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the captions of a text file: a line for each, with the file of the picture that it is of. */
final class CaptionLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int JSON_DEPTH = 8;
    private static final Set<String> FILE_NAMES = Set.of("file", "file_name", "filename", "image");
    private static final Set<String> CAPTION_NAMES = Set.of("caption", "captions", "text");

    private final String file;
    private final ImmutableListMultimap.Builder<String, String> captions = ImmutableListMultimap.builder();
    private String unit = "line";
    private int line;

    private CaptionLines(String file) {
        this.file = file;
    }

    /**
     * The captions by the files that they are of, in the order of the lines.
     *
     * @param file the name of the file, which says how it is read
     * @throws MalformedDataException if it is no text in UTF-8, or a line has no file or no caption
     */
    static ImmutableListMultimap<String, String> read(String file, byte[] bytes) throws MalformedDataException {
        CaptionLines lines = new CaptionLines(file);
        String text = text(file, bytes);
        if (file.toLowerCase(Locale.ROOT).endsWith(".jsonl")) {
            lines.json(text);
        } else if (isCsv(file, text)) {
            lines.unit = "row";
            lines.table(Csv.lines(file, text));
        } else {
            lines.table(text.lines()
                    .map(line -> line.isBlank()
                            ? List.<String>of()
                            : Splitter.on('\t').splitToList(line))
                    .toList());
        }
        ImmutableListMultimap<String, String> read = lines.captions.build();
        if (read.isEmpty()) {
            throw new MalformedDataException(file, "there is no caption in it");
        }
        return read;
    }

    /**
     * The captions of one picture, one a line.
     *
     * @throws MalformedDataException if it is no text in UTF-8, or there is no caption
     */
    static List<String> ofOne(String file, byte[] bytes) throws MalformedDataException {
        List<String> captions = text(file, bytes)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (captions.isEmpty()) {
            throw new MalformedDataException(file, "there is no caption in it");
        }
        return captions;
    }

    /** Some lists of captions have commas and another ending, such as those of Flickr8k. */
    private static boolean isCsv(String file, String text) throws MalformedDataException {
        if (file.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return true;
        }
        String head = text.lines().findFirst().orElse("");
        if (head.indexOf('\t') >= 0 || head.indexOf('"') >= 0) {
            return false;
        }
        List<String> names = Csv.lines(file, head).stream().findFirst().orElse(List.of());
        return column(names, FILE_NAMES) >= 0 && column(names, CAPTION_NAMES) >= 0;
    }

    private static String text(String file, byte[] bytes) throws MalformedDataException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(file, "is no text in UTF-8", e);
        }
    }

    private MalformedDataException wrong(String what) {
        return new MalformedDataException(file, unit + " " + line + " " + what);
    }

    private void add(String picture, String caption) throws MalformedDataException {
        if (picture.isBlank()) {
            throw wrong("names no file");
        }
        if (caption.isBlank()) {
            throw wrong("has an empty caption, of " + picture.strip());
        }
        captions.put(ZipNames.path(picture.strip()), caption.strip());
    }

    /** With names of the columns in the first line, or file and caption alone. */
    private void table(List<List<String>> rows) throws MalformedDataException {
        int ofFile = 0;
        int ofCaption = 1;
        int columns = 0;
        for (List<String> cells : rows) {
            line++;
            if (cells.isEmpty()) {
                continue;
            }
            if (columns == 0) {
                columns = cells.size();
                int fileColumn = column(cells, FILE_NAMES);
                int captionColumn = column(cells, CAPTION_NAMES);
                if (fileColumn >= 0 && captionColumn >= 0) {
                    ofFile = fileColumn;
                    ofCaption = captionColumn;
                    continue;
                }
                if (columns != 2) {
                    throw wrong("has " + Plural.of(columns, "column")
                            + (unit.equals("row") ? ": a row is a file, a comma" : ": a line is a file, a tab")
                            + " and a caption, or the first line names the columns, two of them 'file' and 'caption'");
                }
            }
            if (cells.size() != columns) {
                throw wrong("has " + Plural.of(cells.size(), "column") + ", not " + columns);
            }
            add(cells.get(ofFile), cells.get(ofCaption));
        }
    }

    private static int column(List<String> cells, Set<String> names) {
        for (int i = 0; i < cells.size(); i++) {
            if (names.contains(cells.get(i).strip().toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private void json(String text) throws MalformedDataException {
        for (String row : text.lines().toList()) {
            line++;
            if (!row.isBlank()) {
                object(row);
            }
        }
    }

    private void object(String row) throws MalformedDataException {
        @Nullable String picture = null;
        List<String> texts = new ArrayList<>();
        try (JsonReader reader = StrictJsonText.reader(row, JSON_DEPTH)) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (FILE_NAMES.contains(name)) {
                    picture = reader.nextString();
                } else if (CAPTION_NAMES.contains(name)) {
                    addTexts(reader, texts);
                } else {
                    reader.skipValue();
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw wrong("goes on after its object");
            }
        } catch (MalformedDataException e) {
            throw e;
        } catch (IOException | IllegalStateException | JsonParseException e) {
            throw new MalformedDataException(
                    file,
                    "line " + line + " is no JSON object with 'file' and 'caption', texts both: " + e.getMessage(),
                    e);
        }
        if (picture == null || texts.isEmpty()) {
            throw wrong(picture == null ? "has no 'file'" : "has no 'caption'");
        }
        for (String caption : texts) {
            add(picture, caption);
        }
    }

    private static void addTexts(JsonReader reader, List<String> texts) throws IOException {
        if (reader.peek() != JsonToken.BEGIN_ARRAY) {
            texts.add(reader.nextString());
            return;
        }
        reader.beginArray();
        while (reader.hasNext()) {
            texts.add(reader.nextString());
        }
        reader.endArray();
    }
}
