package io.gan4j.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table from text (RFC 4180): a line of names, then a line for each row, values between commas, semicolons or tabs,
 * whichever the line of names has most of; a value in double quotes may hold these, line ends and doubled quotes.
 */
final class Csv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String SEPARATORS = ",;\t";

    private final String file;
    private final String text;
    private final char separator;
    private int at;

    private Csv(String file, String text) {
        this.file = file;
        this.text = text;
        this.separator = separator(text);
    }

    static Table read(Path file, List<String> categories) throws IOException {
        if (FolderFiles.attributes(file).isDirectory()) {
            throw new FileSystemException(file.toString(), null, "is a folder, not a file");
        }
        Heap.check(file.toString(), Files.size(file));
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(file.toString(), "is no text in UTF-8: save it in that encoding", e);
        }
        if (text.indexOf('\0') >= 0) {
            throw new MalformedDataException(
                    file.toString(), "is no text in UTF-8, it holds zero bytes: save it in that encoding");
        }
        List<List<String>> lines = lines(file.toString(), text);
        if (lines.size() < 2) {
            throw new MalformedDataException(
                    file.toString(), "must hold a line with the names of the columns and at least one row");
        }
        if (TableReader.areNumbers(lines.get(0))) {
            throw new MalformedDataException(
                    file.toString(),
                    "has numbers in its first line, which must hold the names of the columns: write a line with their"
                            + " names above it");
        }
        try {
            return TableReader.read(
                    String.valueOf(file.getFileName()), lines.get(0), lines.subList(1, lines.size()), categories, 1);
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException(file.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The values of each line that is not empty.
     *
     * @param file the name of the file, for messages
     * @throws MalformedDataException if a quote is not closed
     */
    static List<List<String>> lines(String file, String text) throws MalformedDataException {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new Csv(file, marked ? text.substring(1) : text).lines();
    }

    private static char separator(String text) {
        String head = text.lines().findFirst().orElse("");
        char best = ',';
        long most = 0;
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char candidate = SEPARATORS.charAt(i);
            long count = head.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    private List<List<String>> lines() throws MalformedDataException {
        List<List<String>> lines = new ArrayList<>();
        while (at < text.length()) {
            List<String> line = line();
            if (line.size() > 1 || !line.get(0).isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<String> line() throws MalformedDataException {
        List<String> values = new ArrayList<>();
        while (true) {
            values.add(value());
            if (at == text.length()) {
                return values;
            }
            char end = text.charAt(at++);
            if (end != separator) {
                if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                return values;
            }
        }
    }

    private String value() throws MalformedDataException {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < text.length() && !endsValue(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() throws MalformedDataException {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else if (at == text.length() || endsValue(text.charAt(at))) {
                return value.toString();
            } else {
                throw problem(from, "has text after its closing quote");
            }
        }
        throw problem(from, "has no closing quote");
    }

    private boolean endsValue(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private MalformedDataException problem(int from, String what) {
        long line = text.substring(0, from + 1).lines().count();
        return new MalformedDataException(file, "a value in quotes that begins in line " + line + " " + what);
    }
}
