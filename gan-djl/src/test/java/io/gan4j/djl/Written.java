package io.gan4j.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Watches through the flight recorder which files Java code of this JVM writes, and whether any of it talks to a network. */
final class Written {
    private static final String WRITES = "jdk.FileWrite";
    private static final Set<String> TALKS = Set.of("jdk.SocketRead", "jdk.SocketWrite");

    private final Recording recording = new Recording();

    private Written() {}

    /** From now on. */
    static Written watched() {
        Written written = new Written();
        written.recording.enable(WRITES).withThreshold(Duration.ZERO).withoutStackTrace();
        TALKS.forEach(name ->
                written.recording.enable(name).withThreshold(Duration.ZERO).withoutStackTrace());
        written.recording.start();
        return written;
    }

    /** The files that were written until now, and {@code network} if a socket was read or written. */
    Set<String> until(Path dump) throws IOException {
        recording.stop();
        recording.dump(dump);
        Set<String> found = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(dump)) {
            String name = event.getEventType().getName();
            if (TALKS.contains(name)) {
                found.add("network");
            } else if (name.equals(WRITES) && event.getString("path") != null) {
                found.add(event.getString("path"));
            }
        }
        recording.close();
        Files.delete(dump);
        return found;
    }
}
