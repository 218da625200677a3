package io.gan4j.live;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The page of {@link LivePage} over run folders: those that {@code checkpoints(Checkpoints.in(folder))} names, of runs in any
 * process, finished, interrupted or under way. Several runs are shown side by side, in one chart.
 *
 * <pre>{@code
 * try (FolderPage page = FolderPage.open(List.of(Path.of("run")))) {
 *     System.out.println(page.url());
 *     System.in.read();
 * }
 * }</pre>
 *
 * <p>It reads and never writes. A folder is looked at every second while somebody has the page in sight; what is damaged in it
 * is left out and counted. Links in a folder are not followed. It is served as {@link LivePage} is, and cannot change a run.
 */
public final class FolderPage implements AutoCloseable {
    private static final int MOST_FOLDERS = 32;
    /** The name that a run folder has within the output folder of a command. */
    static final String INSIDE = "run";

    private final PageServer server;

    private FolderPage(PageServer server) {
        this.server = server;
    }

    /** Serves folders at a free port, see {@link #open(List, LiveOptions)}. */
    public static FolderPage open(List<Path> folders) throws IOException {
        return open(folders, LiveOptions.defaults());
    }

    /**
     * Serves folders as the options say, of which the port matters alone.
     *
     * @param folders 1 to 32 run folders, or folders that hold one of the name {@code run}
     * @throws IOException if a folder is none that a run has written to
     * @throws java.io.UncheckedIOException if the port cannot be had
     */
    public static FolderPage open(List<Path> folders, LiveOptions options) throws IOException {
        List<Path> runs = runs(folders);
        PageServer server = new PageServer(options.port(), PageServer.Commands.NONE);
        List<FolderStory> stories = new ArrayList<>();
        runs.forEach(run -> stories.add(new FolderStory(run, server.publish())));
        stories.forEach(FolderStory::refresh);
        server.everySecond(() -> {
            if (server.isWatched()) {
                stories.forEach(FolderStory::refresh);
            }
        });
        return new FolderPage(server);
    }

    /** The run folders that are meant. */
    static List<Path> runs(List<Path> folders) throws IOException {
        checkArgument(
                !folders.isEmpty() && folders.size() <= MOST_FOLDERS,
                "folders must be 1 to %s, were %s",
                MOST_FOLDERS,
                folders.size());
        List<Path> runs = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.exists(folder)) {
                throw new IOException(folder + " does not exist");
            }
            checkAccess(folder);
            if (FolderStory.isRun(folder)) {
                runs.add(folder);
            } else if (FolderStory.isRun(folder.resolve(INSIDE))) {
                runs.add(folder.resolve(INSIDE));
            } else {
                throw new IOException(folder + " is no run folder: it holds neither " + FolderStory.HISTORY + " nor "
                        + FolderStory.CONFIGURATION + "; give the folder that checkpoints were kept in");
            }
        }
        return runs;
    }

    /** What may not be looked into must not pass for a folder without a run. */
    private static void checkAccess(Path folder) throws IOException {
        for (Path inside : List.of(folder, folder.resolve(INSIDE))) {
            if (Files.isDirectory(inside) && !(Files.isReadable(inside) && Files.isExecutable(inside))) {
                throw new AccessDeniedException(inside.toString());
            }
        }
    }

    /** The address of the page, with its secret: {@code http://127.0.0.1:PORT/SECRET/}. */
    public String url() {
        return server.url();
    }

    /** Ends the page. Closing it again does nothing. */
    @Override
    public void close() {
        server.close();
    }
}
