package io.gan4j.checkpoint;

import com.google.common.collect.ImmutableList;
import io.gan4j.checkpoint.CheckpointFile.Kind;
import io.gan4j.error.CheckpointException;
import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.file.Reason;
import io.gan4j.file.VisibleText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer's hold on a run folder, the place of a run's checkpoints: {@code checkpoints/step-0000001000.safetensors} for each
 * of the newest, {@code checkpoints/best-0000000800.safetensors} for the best.
 *
 * <p>A crash at any moment, also a loss of power, leaves every checkpoint that was acknowledged and not yet replaced by one
 * that was: a checkpoint is written beside the others, forced to the disk, read back (up to 64 MB), renamed, and the folder
 * forced to the disk, before {@link #save} returns and older ones are deleted. This is how Lucene commits ({@code
 * IndexWriter.prepareCommit}). Not promised on network file systems, nor after a loss of power on Windows.
 *
 * <p>Every bit of a file is covered by a SHA-256. Files are opened by the names that a listing gives, links are not followed.
 *
 * <p>Safe for use by several threads; one saves or reads at a time. An interrupt neither stops a save nor gets lost.
 */
public final class RunFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

    private static final Store DISK = new DiskStore();
    private static final String CHECKPOINTS = "checkpoints";
    private static final int MOST_ATTEMPTS = 100;
    private static final String LOCK = "write.lock";
    private static final String PENDING = "pending-";
    /** How often a folder is listed whose writer deletes what is to be read. */
    private static final int ATTEMPTS = 5;

    /** Up to this length a file is read back before it counts. */
    private static final long READ_BACK_BYTES = 64_000_000;

    private final Path path;
    private final Path folder;
    private final int keep;
    private final Store store;
    private @Nullable Closeable lock;

    private RunFolder(Path path, int keep, Store store, Closeable lock) {
        this.path = path;
        this.folder = path.resolve(CHECKPOINTS);
        this.keep = keep;
        this.store = store;
        this.lock = lock;
    }

    /**
     * Opens a run folder for writing, and creates it if it is missing. What a crash left half-written is deleted.
     *
     * @param keep how many of the newest checkpoints are kept, at least 1; the best is kept besides
     * @throws FileSystemException if another writer has it open: the message names the folder and the process
     * @throws IOException if it cannot be created or locked
     */
    public static RunFolder open(Path folder, int keep) throws IOException {
        return open(folder, keep, DISK);
    }

    static RunFolder open(Path path, int keep, Store store) throws IOException {
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be at least 1, was " + keep);
        }
        store.createFolders(path);
        Closeable lock = store.lock(path.resolve(LOCK));
        try {
            RunFolder run = new RunFolder(path, keep, store, lock);
            store.createFolders(run.folder);
            run.deletePending();
            return run;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void deletePending() throws IOException {
        for (Store.Entry entry : store.list(folder)) {
            if (String.valueOf(entry.file().getFileName()).startsWith(PENDING)) {
                store.delete(entry.file());
            }
        }
    }

    /** The run folder. */
    public Path path() {
        return path;
    }

    /**
     * Saves a checkpoint as the newest; returns when it is durable. A checkpoint of the same step is replaced. Then all but the
     * newest are deleted; one that cannot be deleted is logged, and tried again by the next save. Checkpoints of later steps,
     * if there are any, stay: see {@link #discardAfter}.
     *
     * @throws IOException if it could not be written: what was there before still is
     * @throws IllegalArgumentException if facts and names are longer than a header may be
     */
    public synchronized void save(Checkpoint checkpoint) throws IOException {
        commit(checkpoint, Kind.REGULAR);
        prune(keep, file -> file.kind() == Kind.REGULAR && file.step() <= checkpoint.step());
    }

    /**
     * Saves a checkpoint as the best by the run's metric; returns when it is durable. The best before it is deleted then.
     *
     * @throws IOException if it could not be written: what was there before still is
     * @throws IllegalArgumentException if facts and names are longer than a header may be
     */
    public synchronized void saveBest(Checkpoint checkpoint) throws IOException {
        commit(checkpoint, Kind.BEST);
        // one of a later step would be taken for the best, did it come back
        discard(file -> file.kind() == Kind.BEST && file.step() > checkpoint.step());
        prune(1, file -> file.kind() == Kind.BEST);
    }

    private void commit(Checkpoint checkpoint, Kind kind) throws IOException {
        checkOpen();
        Path target = folder.resolve(CheckpointFile.name(kind, checkpoint.step()));
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    commit(checkpoint, target);
                    return;
                } catch (ClosedByInterruptException e) {
                    // an interrupted thread loses its channel; the flag is kept for after
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Makes the folders anew, which somebody deleted while this has them open, and takes the lock again: its file may be gone
     * with them. The next save then succeeds.
     *
     * @throws FileSystemException if another writer has taken the folder meanwhile; this is closed then
     * @throws IOException if the folders cannot be made
     */
    public synchronized void makeAnew() throws IOException {
        checkOpen();
        LOG.warn("{} is gone, and is made anew", visible(folder));
        close();
        lock = lockAnew();
        store.createFolders(folder);
    }

    /** Who deletes the folders may still be at it: what was made goes with the rest then, and is made once more. */
    private Closeable lockAnew() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                store.createFolders(path);
                return store.lock(path.resolve(LOCK));
            } catch (NoSuchFileException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void commit(Checkpoint checkpoint, Path target) throws IOException {
        Path pending = target.resolveSibling(PENDING + target.getFileName());
        try {
            store.delete(pending);
            CheckpointWriter.Written written = CheckpointWriter.write(store, pending, checkpoint);
            if (written.bytes() <= READ_BACK_BYTES) {
                readBack(pending, written.hash());
            }
            store.move(pending, target);
            store.syncFolder(folder);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            deleteAfter(e, pending);
            throw e;
        }
    }

    private void readBack(Path pending, String hash) throws IOException {
        try {
            CheckpointReader.verify(store, pending, hash);
        } catch (CorruptCheckpointException e) {
            throw new IOException("what was read back is not what was written: " + Reason.of(e), e);
        }
    }

    private void deleteAfter(Exception failure, Path pending) {
        try {
            store.delete(pending);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Deletes all but the newest. The checkpoint just saved is safe by now, so a failure must not be taken for its loss. */
    private void prune(int kept, Predicate<CheckpointFile> which) {
        try {
            List<CheckpointFile> files = files(which);
            for (CheckpointFile file : files.subList(Math.min(kept, files.size()), files.size())) {
                store.delete(file.file());
            }
        } catch (IOException e) {
            LOG.warn("older checkpoints in {} cannot be deleted: {}", visible(folder), VisibleText.line(Reason.of(e)));
        }
    }

    /**
     * The newest checkpoint that is intact, or nothing if there is none at all. Damaged ones are skipped with a warning that
     * names file and section. Who goes on from an older one calls {@link #discardAfter} with its step.
     *
     * @throws CorruptCheckpointException if there are checkpoints, but every one is damaged
     * @throws IOException if one cannot be read
     */
    public synchronized Optional<Checkpoint> newest() throws IOException {
        checkOpen();
        return firstIntact(files(file -> file.kind() == Kind.REGULAR), store);
    }

    /**
     * The best checkpoint by the run's metric, or nothing if none was saved.
     *
     * @throws CorruptCheckpointException if it is damaged
     * @throws IOException if it cannot be read
     */
    public synchronized Optional<Checkpoint> best() throws IOException {
        checkOpen();
        return firstIntact(files(file -> file.kind() == Kind.BEST), store);
    }

    private static Optional<Checkpoint> firstIntact(List<CheckpointFile> files, Store store) throws IOException {
        CorruptCheckpointException damage = null;
        for (CheckpointFile file : files) {
            try {
                return Optional.of(load(file.file(), store));
            } catch (CorruptCheckpointException e) {
                LOG.warn("checkpoint skipped: {}", VisibleText.line(Reason.of(e)));
                if (damage == null) {
                    damage = e;
                } else {
                    damage.addSuppressed(e);
                }
            }
        }
        if (damage != null) {
            throw damage;
        }
        return Optional.empty();
    }

    /**
     * Deletes the checkpoints that are newer than a step, durably, the newest first: for going back after a divergence. The
     * best stays.
     */
    public synchronized void discardAfter(long step) throws IOException {
        checkOpen();
        discard(file -> file.kind() == Kind.REGULAR && file.step() > step);
    }

    /**
     * Deletes all checkpoints of a run folder, the best too, once there is what they were kept for. Other files stay,
     * {@code write.lock} too: without it two writers might each lock a file of that name.
     *
     * @throws NoSuchFileException if there is no such folder
     * @throws FileSystemException if a writer has it open: the message names the folder and the process
     * @throws IOException if one cannot be deleted
     */
    public static void deleteCheckpoints(Path folder) throws IOException {
        list(folder);
        try (RunFolder run = open(folder, 1)) {
            run.discard(file -> true);
            if (run.store.list(run.folder).isEmpty()) {
                run.store.delete(run.folder);
            }
        }
    }

    private static String visible(Path file) {
        return VisibleText.of(file.toString());
    }

    private void discard(Predicate<CheckpointFile> which) throws IOException {
        List<CheckpointFile> files = files(which);
        for (CheckpointFile file : files) {
            store.delete(file.file());
            // each by itself: of two, the newer must not come back alone
            store.syncFolder(folder);
        }
    }

    private List<CheckpointFile> files(Predicate<CheckpointFile> which) throws IOException {
        return list(folder, store).stream().filter(which).toList();
    }

    private void checkOpen() {
        if (lock == null) {
            throw new IllegalStateException("run folder " + path + " is closed");
        }
    }

    /** Gives the run folder back to other writers. */
    @Override
    public synchronized void close() {
        Closeable held = lock;
        lock = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                LOG.warn("the lock on {} was not closed cleanly: {}", visible(path), VisibleText.line(Reason.of(e)));
            }
        }
    }

    /** The error for a folder in which a new run would replace the checkpoints of another. */
    public static CheckpointException alreadyUsed(Path folder) {
        return new CheckpointException(
                "the run folder " + folder
                        + " has checkpoints of a run already: go on with Checkpoints.resume, or choose another folder",
                null);
    }

    /** The error for a folder that holds no checkpoint of the run that is to go on. */
    public static CheckpointException nothingToGoOnFrom(Path folder) {
        return new CheckpointException("there is no checkpoint in the run folder " + folder + " to go on from", null);
    }

    /**
     * The checkpoints of a run folder, newest first, without opening them; also while another process writes there.
     *
     * @throws NoSuchFileException if there is no such folder
     * @throws FileSystemException if it is a file, such as an exported model
     */
    public static ImmutableList<CheckpointFile> list(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "is a file, not a run folder: an exported file generates (Generator.load) and cannot be trained on;"
                            + " give the folder that was given to checkpoints(...) in training");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no such run folder");
        }
        return list(folder.resolve(CHECKPOINTS), DISK);
    }

    /**
     * The newest checkpoint of a run folder as {@link #newest()} gives it, also while another process writes there.
     *
     * @throws NoSuchFileException if there is no such folder
     * @throws CorruptCheckpointException if there are checkpoints, but every one is damaged
     * @throws IOException if one cannot be read
     */
    public static Optional<Checkpoint> newest(Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return firstIntact(
                        list(folder).stream()
                                .filter(file -> file.kind() == Kind.REGULAR)
                                .toList(),
                        DISK);
            } catch (NoSuchFileException e) {
                // the writer replaced what was listed by newer ones
                if (attempt == ATTEMPTS || !Files.isDirectory(folder)) {
                    throw e;
                }
            }
        }
    }

    private static ImmutableList<CheckpointFile> list(Path folder, Store store) throws IOException {
        return listed(folder, store).stream()
                .map(CheckpointFile::of)
                .flatMap(Optional::stream)
                .sorted(CheckpointFile.NEWEST_FIRST)
                .collect(ImmutableList.toImmutableList());
    }

    private static List<Store.Entry> listed(Path folder, Store store) throws IOException {
        try {
            return store.list(folder);
        } catch (AccessDeniedException e) {
            throw unreadable(folder, e);
        }
    }

    /** A failure whose own message does not say why. */
    private static FileSystemException unreadable(Path file, IOException failure) {
        FileSystemException told =
                new FileSystemException(file.toString(), null, "cannot be read: " + Reason.of(failure, file));
        told.initCause(failure);
        return told;
    }

    /**
     * Loads one checkpoint.
     *
     * @throws CorruptCheckpointException if the file is not, to the bit, a checkpoint that was saved
     * @throws IOException if it cannot be read
     */
    public static Checkpoint load(Path file) throws IOException {
        return load(file, DISK);
    }

    private static Checkpoint load(Path file, Store store) throws IOException {
        Checkpoint checkpoint = read(file, store);
        Optional<CheckpointFile> name = CheckpointFile.of(new Store.Entry(file, 0));
        if (name.isPresent() && name.get().step() != checkpoint.step()) {
            throw new CorruptCheckpointException(
                    file.toString(),
                    "header",
                    "is that of step " + checkpoint.step() + ", the file has another's name");
        }
        return checkpoint;
    }

    private static Checkpoint read(Path file, Store store) throws IOException {
        try {
            return CheckpointReader.read(store, file);
        } catch (AccessDeniedException | ClosedByInterruptException e) {
            throw unreadable(file, e);
        }
    }
}
