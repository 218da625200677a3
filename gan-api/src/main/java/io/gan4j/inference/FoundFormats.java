package io.gan4j.inference;

import io.gan4j.error.BackendException;
import io.gan4j.file.VisibleText;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model formats that are found on the class path, of which one is taken. */
final class FoundFormats {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private FoundFormats() {}

    /** Made when there is something to log, so that a class path without SLF4J can load models. */
    private static final class Log {
        static final Logger OF_FORMATS = LoggerFactory.getLogger(ModelFormat.class);

        private Log() {}
    }

    /**
     * The first one; of several, a warning says which it is, once for each choice.
     *
     * @throws BackendException if there is none
     */
    static ModelFormat first(Iterable<ModelFormat> found) {
        List<ModelFormat> all = new ArrayList<>();
        // without a lambda, of which the first one of a process takes longer than the first image
        for (ModelFormat format : found) {
            all.add(format);
        }
        if (all.isEmpty()) {
            throw new BackendException(
                    "no model format is on the class path: add the dependency io.gan4j:gan-onnx to load and export models");
        }
        if (all.size() > 1) {
            String choice = "several model formats are on the class path, "
                    + all.stream().map(FoundFormats::described).collect(Collectors.joining(", "))
                    + ": the first is taken; leave the others out, or put the one that is meant in front";
            if (TOLD.add(choice)) {
                Log.OF_FORMATS.warn(choice);
            }
        }
        return all.get(0);
    }

    private static String described(ModelFormat format) {
        CodeSource source = format.getClass().getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        return format.getClass().getName() + (place == null ? "" : " of " + VisibleText.of(place.toString()));
    }
}
