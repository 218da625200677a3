package io.gan4j.djl.torch;

import ai.djl.util.Utils;
import io.gan4j.error.BackendException;
import io.gan4j.file.FileRights;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that DJL unpacks native libraries into and loads them from. By itself DJL takes {@code .djl.ai} in the user's
 * home, or in the temporary folder where the home may not be written, whoever made it; here it is a folder that nobody else may
 * write.
 */
final class NativeCache {
    /** The variable, or property, that names it. */
    static final String VARIABLE = "DJL_CACHE_DIR";

    /** The variable, or property, that DJL asks before that one. */
    private static final String FIRST = "ENGINE_CACHE_DIR";

    private static final String LIBTORCH = "pytorch";

    private static final Logger LOG = LoggerFactory.getLogger(NativeCache.class);

    private NativeCache() {}

    /**
     * Returns the folder for libtorch. Where others may write the one that DJL would take, DJL is given a folder of the user
     * alone: within the one that is named, or else within the temporary folder.
     *
     * @throws BackendException if there is none that can be trusted
     */
    static Path safe() {
        Path cache = Utils.getEngineCacheDir().toAbsolutePath().normalize();
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return cache.resolve(LIBTORCH);
        }
        boolean named = isSet(FIRST) || isSet(VARIABLE);
        if (!named && !Files.isWritable(Path.of(System.getProperty("user.home", "")))) {
            Path own = own(temporary(), false, "the home of the user may not be written");
            LOG.info("native libraries are unpacked into {}, since the home of the user may not be written", own);
            return own.resolve(LIBTORCH);
        }
        FileRights rights = made(cache);
        String problem = named ? rights.problemWhereNamed() : both(rights);
        if (problem == null) {
            return cache.resolve(LIBTORCH);
        }
        if (System.getenv(FIRST) != null || named && !rights.belongsToUser()) {
            throw new BackendException(refusal(problem));
        }
        Path own = own(named ? cache : temporary(), named, problem);
        LOG.warn("native libraries are unpacked into {}, since {}", own, problem);
        return own.resolve(LIBTORCH);
    }

    /** Makes the folder before its rights are looked at, so that nobody makes it in between. */
    private static FileRights made(Path cache) {
        Path libtorch = cache.resolve(LIBTORCH);
        try {
            Files.createDirectories(libtorch);
        } catch (IOException e) {
            LOG.debug("DJL will say so, if it has to write there", e);
        }
        return FileRights.of(cache, libtorch);
    }

    private static @Nullable String both(FileRights rights) {
        String problem = rights.problem();
        return problem == null ? rights.problemAbove() : problem;
    }

    private static boolean isSet(String name) {
        String value = Utils.getEnvOrSystemProperty(name);
        return value != null && !value.isEmpty();
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    /** Gives DJL a folder that only this user may write, made now or by an earlier process of the user. */
    private static Path own(Path parent, boolean named, String reason) {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
        Path own = parent.resolve("gan4j-" + user);
        try {
            Files.createDirectory(
                    own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            LOG.trace("an earlier process, or somebody else, has made it", e);
        } catch (IOException e) {
            throw new BackendException(refusal(reason + ", and " + LibtorchFailure.reason(e)), e);
        }
        if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackendException(refusal(reason + ", and " + own + " is no folder"));
        }
        FileRights rights = made(own);
        String problem = named ? rights.problem() : both(rights);
        if (problem != null) {
            throw new BackendException(refusal(reason + ", and " + problem));
        }
        System.setProperty(FIRST, own.toString());
        return own;
    }

    private static String refusal(String problem) {
        return "libtorch could not be started, since there is no safe place for its native libraries: " + problem
                + "; let the environment variable " + (System.getenv(FIRST) == null ? VARIABLE : FIRST)
                + " name a folder that only you may write";
    }
}
