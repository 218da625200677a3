package io.gan4j.live;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gan4j.file.Plural;
import io.gan4j.file.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the {@link Story} of a run from its folder, as far as it is written: {@code config.json}, {@code history.jsonl} and
 * {@code samples-STEP.png}. The folder may be written to meanwhile by any process, and may be damaged: what is whole is told,
 * and how much is not. Links in the folder are not followed. Used by one thread at a time.
 */
final class FolderStory {
    static final String CONFIGURATION = "config.json";
    static final String HISTORY = "history.jsonl";

    private static final Pattern SHEET = Pattern.compile("samples-(\\d{1,18})\\.png");
    private static final int LONGEST_CONFIGURATION = 16 << 20;
    private static final int LONGEST_SETTINGS = 1 << 16;
    private static final int LONGEST_SHEET = 64 << 20;
    private static final int MOST_SHEETS = 1_000;
    /** What is read of a history at a time. */
    private static final int CHUNK = 4 << 20;

    private static final Gson READABLE =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;
    private final Story story;
    private final Map<Long, Sheet> sheets = new ConcurrentHashMap<>();
    private final Map<Long, Long> idsBySteps = new TreeMap<>();
    private long nextId;
    private long read;
    private long unreadable;
    private @Nullable Object historyKey;
    private @Nullable FileTime configured;
    private String told = "";
    private boolean stated;

    private record Sheet(Path file, long step, FileTime modified) {}

    FolderStory(Path folder, Story story) {
        this.folder = folder;
        this.story = story;
        story.framesFrom(this::frame);
    }

    /** True if a folder holds what this reads. */
    static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(HISTORY), LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(folder.resolve(CONFIGURATION), LinkOption.NOFOLLOW_LINKS);
    }

    /** Tells what is new since the last time. */
    void refresh() {
        try {
            beginAnewIfReplaced();
            configuration();
            boolean grew = history();
            sheets();
            tell(grew, unreadable == 0 ? "" : unreadable(unreadable));
        } catch (IOException e) {
            tell(false, "the folder cannot be read: " + Reason.of(e));
        }
    }

    private static String unreadable(long lines) {
        return Plural.of(lines, "line") + " of " + HISTORY + " cannot be read and are left out";
    }

    private void tell(boolean grew, String problem) {
        if (grew || !stated) {
            stated = true;
            JsonObject state = StoryLines.state("recorded");
            state.addProperty("written", written());
            story.put("state", StoryLines.json(state));
        }
        if (!problem.equals(told)) {
            told = problem;
            JsonObject line = StoryLines.kind("problem");
            line.addProperty("text", StoryLines.text(problem));
            story.put("problem", StoryLines.json(line));
        }
    }

    /** When the history was last written to, in milliseconds since 1970; 0 if there is none. */
    private long written() {
        try {
            return Files.getLastModifiedTime(folder.resolve(HISTORY), LinkOption.NOFOLLOW_LINKS)
                    .toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    /** A history that is shorter than it was, or another file, is of a run that was resumed or begun anew. */
    private void beginAnewIfReplaced() throws IOException {
        Path file = folder.resolve(HISTORY);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (read > 0) {
                forget(null);
            }
            return;
        }
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (read > 0 && (now.size() < read || !Objects.equals(historyKey, now.fileKey()))) {
            forget(now.fileKey());
        }
        historyKey = now.fileKey();
    }

    private void forget(@Nullable Object key) {
        read = 0;
        unreadable = 0;
        configured = null;
        historyKey = key;
        told = "";
        stated = false;
        sheets.clear();
        idsBySteps.clear();
        story.restart();
    }

    private void configuration() throws IOException {
        Path file = folder.resolve(CONFIGURATION);
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        FileTime modified = there ? Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS) : FileTime.fromMillis(0);
        if (modified.equals(configured)) {
            return;
        }
        JsonObject head = StoryLines.kind("head");
        head.addProperty("run", StoryLines.text(name()));
        head.addProperty("view", "images");
        if (there) {
            describe(head, whole(file, LONGEST_CONFIGURATION));
        }
        configured = modified;
        story.put("head", StoryLines.json(head));
    }

    /** The folder's name, behind that of its parent if it is the one that most run folders have. */
    private String name() {
        Path whole = folder.toAbsolutePath().normalize();
        int count = whole.getNameCount();
        if (count == 0) {
            return whole.toString();
        }
        boolean usual = whole.endsWith(FolderPage.INSIDE) && count > 1;
        return whole.subpath(usual ? count - 2 : count - 1, count).toString();
    }

    /** Takes from a configuration what it has of what a page shows. */
    private static void describe(JsonObject head, byte[] configuration) {
        JsonElement json;
        try {
            json = JsonParser.parseString(new String(configuration, StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            head.addProperty("unreadable", CONFIGURATION + " cannot be read");
            return;
        }
        if (!(json instanceof JsonObject config)) {
            head.addProperty("unreadable", CONFIGURATION + " is no object");
            return;
        }
        if (config.get("data") instanceof JsonObject data) {
            head.addProperty("title", text(data.get("name")));
            head.add("size", data.get("samples"));
            head.add("shape", data.get("shape"));
            JsonArray classes = new JsonArray();
            if (data.get("classes") instanceof JsonArray names) {
                names.forEach(name -> classes.add(text(name)));
            }
            if (!classes.isEmpty()) {
                head.add("classes", classes);
            }
        }
        if (config.get("settings") instanceof JsonObject settings) {
            JsonObject shown = new JsonObject();
            settings.entrySet().forEach(one -> shown.addProperty(StoryLines.text(one.getKey()), shown(one.getValue())));
            head.add("settings", shown);
            length(head, settings);
        }
    }

    /** How far the run is to go, in the word in which it was set. */
    private static void length(JsonObject head, JsonObject settings) {
        if (settings.get("strategy") instanceof JsonObject strategy
                && strategy.get("length") instanceof JsonObject length
                && length.get("number") instanceof JsonPrimitive number
                && number.isNumber()) {
            head.add(text(length.get("type")).endsWith("Steps") ? "steps" : "epochs", number);
        }
    }

    private static String text(@Nullable JsonElement element) {
        return element != null && element.isJsonPrimitive() ? StoryLines.text(element.getAsString()) : "";
    }

    private static String shown(JsonElement value) {
        String text = value.isJsonPrimitive() ? value.getAsString() : READABLE.toJson(value);
        return text.length() <= LONGEST_SETTINGS ? text : text.substring(0, LONGEST_SETTINGS);
    }

    private static byte[] whole(Path file, int longest) throws IOException {
        try (SeekableByteChannel channel =
                        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                InputStream in = Channels.newInputStream(channel)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException(file + " is longer than " + longest + " bytes");
            }
            return bytes;
        }
    }

    /** Tells the lines that have been ended since; true if there are any. */
    private boolean history() throws IOException {
        Path file = folder.resolve(HISTORY);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean grew = false;
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(0, channel.size() - read)));
            while (channel.size() > read) {
                chunk.clear();
                channel.position(read);
                while (chunk.hasRemaining() && channel.read(chunk) >= 0) {}
                int ended = lines(chunk.array(), chunk.position());
                if (ended == 0 && chunk.position() == CHUNK) {
                    // no report is as long
                    unreadable++;
                    ended = chunk.position();
                }
                if (ended == 0) {
                    break;
                }
                read += ended;
                grew = true;
            }
        }
        return grew;
    }

    /** Tells all lines that end within these bytes, and how many bytes they take. */
    private int lines(byte[] bytes, int length) {
        int begin = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                begin = i + 1;
            }
        }
        return begin;
    }

    private void line(String text) {
        HistoryLine line = HistoryLine.read(text);
        if (line == null) {
            unreadable++;
        } else if (line.isReport()) {
            story.addReport(line.json());
        } else {
            story.add(line.json());
        }
    }

    private void sheets() throws IOException {
        Map<Long, Sheet> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "samples-*.png")) {
            for (Path file : files) {
                Matcher name = SHEET.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    long step = Long.parseLong(name.group(1));
                    found.put(step, new Sheet(file, step, Files.getLastModifiedTime(file)));
                }
            }
        }
        idsBySteps.entrySet().removeIf(known -> {
            boolean stays = Objects.equals(sheets.get(known.getValue()), found.get(known.getKey()));
            if (!stays) {
                sheets.remove(known.getValue());
                story.remove("frame " + known.getValue());
            }
            return !stays;
        });
        for (Sheet sheet : found.values()) {
            if (!idsBySteps.containsKey(sheet.step()) && sheets.size() < MOST_SHEETS) {
                long id = nextId++;
                idsBySteps.put(sheet.step(), id);
                sheets.put(id, sheet);
                int bytes = (int) Math.min(Integer.MAX_VALUE, Files.size(sheet.file()));
                story.put("frame " + id, StoryLines.json(StoryLines.frame(id, sheet.step(), bytes)));
            }
        }
    }

    private byte @Nullable [] frame(long id) {
        Sheet sheet = sheets.get(id);
        if (sheet == null) {
            return null;
        }
        try {
            byte[] bytes = whole(sheet.file(), LONGEST_SHEET);
            return Replay.isPng(bytes) ? bytes : null;
        } catch (IOException e) {
            // gone, or being replaced: the page is told that there is none
            return null;
        }
    }
}
