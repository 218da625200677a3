package io.gan4j.checkpoint;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what a loss of power would leave: contents as they were when they were last forced, names as
 * they were when their folder was last forced. A fault can be set for any of its steps, which it counts.
 */
final class MemoryStore implements Store {
    /** What does not survive a crash, of what was not forced to the disk. */
    enum Loss {
        /** The process is killed, the system lives on. */
        NOTHING,
        /** The power fails. */
        ALL,
        /** Contents were written back by chance, names were not. */
        NAMES,
        /** Names were written back by chance, contents were not: files of the right name and length 0. */
        CONTENTS,
        /** New files and deletions were written back, renames were not. */
        RENAMES
    }

    /** The end of the process: nothing in the code under test may catch it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    /** What befalls a step. */
    interface Fault {
        /** Comes before the step, and instead of it if it throws. */
        void before(Call call) throws IOException;
    }

    /** One step: its number from 0, what it is, and, if it is a write, of how many bytes and how to do a part of it. */
    record Call(int step, String what, int length, Part part) {}

    /** Writes the first bytes only, and nothing if the step is no write. */
    interface Part {
        void write(int bytes);
    }

    private enum NameChange {
        CREATE,
        RENAME,
        DELETE
    }

    private record Change(
            NameChange kind,
            Path path,
            @Nullable Path target,
            @Nullable Inode inode) {}

    private static final class Inode {
        private byte[] content = {};
        private byte[] durable = {};
    }

    private final int chunkBytes;
    private final Map<Path, Inode> names = new TreeMap<>();
    private final Map<Path, Inode> durableNames = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();
    private Fault fault = call -> {};
    private int steps;

    MemoryStore(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    /** Sets what befalls the steps from now on, counted from 0. */
    void fault(Fault fault) {
        this.fault = fault;
        this.steps = 0;
    }

    /** The number of steps since the fault was set. */
    int steps() {
        return steps;
    }

    /** A durable file. */
    void put(Path file, byte[] content) {
        Inode inode = new Inode();
        inode.content = content;
        inode.durable = content;
        names.put(file, inode);
        durableNames.put(file, inode);
    }

    byte[] content(Path file) {
        return names.get(file).content;
    }

    /** The names of all files, sorted. */
    List<String> names() {
        return names.keySet().stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    /** The disk after a crash and the loss. */
    MemoryStore survivor(Loss loss) {
        Map<Path, Inode> left = new TreeMap<>(durableNames);
        Set<NameChange> kept = switch (loss) {
            case NOTHING, CONTENTS -> EnumSet.allOf(NameChange.class);
            case ALL, NAMES -> EnumSet.noneOf(NameChange.class);
            case RENAMES -> EnumSet.of(NameChange.CREATE, NameChange.DELETE);
        };
        for (Change change : unsynced) {
            if (kept.contains(change.kind)) {
                apply(change, left);
            }
        }
        MemoryStore survivor = new MemoryStore(chunkBytes);
        boolean contentLost = loss == Loss.ALL || loss == Loss.CONTENTS;
        left.forEach((path, inode) -> survivor.put(path, contentLost ? inode.durable : inode.content));
        return survivor;
    }

    private static void apply(Change change, Map<Path, Inode> names) {
        names.remove(change.path);
        if (change.kind == NameChange.CREATE) {
            names.put(change.path, change.inode);
        } else if (change.kind == NameChange.RENAME) {
            names.put(change.target, change.inode);
        }
    }

    private void change(Change change) {
        apply(change, names);
        unsynced.add(change);
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private <T> T step(String what, Action<T> action) throws IOException {
        return step(new Call(steps++, what, 0, bytes -> {}), action);
    }

    private <T> T step(Call call, Action<T> action) throws IOException {
        fault.before(call);
        return action.run();
    }

    @Override
    public int chunkBytes() {
        return chunkBytes;
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        step("createFolders", () -> null);
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        return step("lock", () -> (Closeable) () -> {});
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        return step(
                "list",
                () -> names.entrySet().stream()
                        .filter(file -> folder.equals(file.getKey().getParent()))
                        .map(file -> new Entry(file.getKey(), file.getValue().content.length))
                        .toList());
    }

    @Override
    public Output create(Path file) throws IOException {
        return step("create", () -> {
            if (names.containsKey(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Inode inode = new Inode();
            change(new Change(NameChange.CREATE, file, null, inode));
            return new MemoryOutput(inode);
        });
    }

    private final class MemoryOutput implements Output {
        private final Inode inode;

        private MemoryOutput(Inode inode) {
            this.inode = inode;
        }

        @Override
        public void append(byte[] bytes, int length) throws IOException {
            write("append", inode.content.length, Arrays.copyOf(bytes, length));
        }

        @Override
        public void overwrite(long position, byte[] bytes) throws IOException {
            write("overwrite", (int) position, bytes.clone());
        }

        private void write(String what, int position, byte[] bytes) throws IOException {
            Part part = length -> {
                byte[] content = Arrays.copyOf(inode.content, Math.max(inode.content.length, position + length));
                System.arraycopy(bytes, 0, content, position, length);
                inode.content = content;
            };
            step(new Call(steps++, what, bytes.length, part), () -> {
                part.write(bytes.length);
                return null;
            });
        }

        @Override
        public void sync() throws IOException {
            step("sync", () -> inode.durable = inode.content);
        }

        @Override
        public void close() throws IOException {
            step("close", () -> null);
        }
    }

    @Override
    public Input open(Path file) throws IOException {
        return step("open", () -> {
            Inode inode = names.get(file);
            if (inode == null) {
                throw new FileNotFoundException(file.toString());
            }
            return new MemoryInput(inode.content);
        });
    }

    private final class MemoryInput implements Input {
        private final byte[] content;
        private int position;

        private MemoryInput(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() throws IOException {
            return step("size", () -> (long) content.length);
        }

        @Override
        public int read(byte[] bytes, int length) throws IOException {
            return step("read", () -> {
                int count = Math.min(length, content.length - position);
                System.arraycopy(content, position, bytes, 0, count);
                position += count;
                return count;
            });
        }

        @Override
        public void close() throws IOException {
            step("close", () -> null);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step("move", () -> {
            Inode inode = names.get(from);
            if (inode == null) {
                throw new NoSuchFileException(from.toString());
            }
            change(new Change(NameChange.RENAME, from, to, inode));
            return null;
        });
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step("syncFolder", () -> {
            durableNames.clear();
            durableNames.putAll(names);
            unsynced.clear();
            return null;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete", () -> {
            if (names.containsKey(file)) {
                change(new Change(NameChange.DELETE, file, null, null));
            }
            return null;
        });
    }
}
