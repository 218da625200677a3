package io.gan4j.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may change what lies in a folder, and so choose the code that this process loads from there. Where files have no owners
 * and rights as POSIX has them, as on Windows, no problem is found: the folders of a user are the user's there.
 */
public final class FileRights {
    private static final Path THIS_PROCESS = Path.of("/proc/self");
    private static final int STICKY = 01000;

    private final List<Path> paths = new ArrayList<>();
    private final @Nullable UserPrincipal self = self();

    private FileRights() {}

    /**
     * Looks at a folder and at all that is in one of its folders.
     *
     * @param root the folder
     * @param natives the one below it, or itself, whose files are libraries
     */
    public static FileRights of(Path root, Path natives) {
        FileRights rights = new FileRights();
        rights.paths.add(real(root));
        try {
            Files.walkFileTree(
                    natives, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, rights.collector());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rights;
    }

    /**
     * Looks at a folder and at all that lies in it, but no deeper: the folders in it are looked at, what they hold is not.
     *
     * @param folder whose files are libraries
     */
    public static FileRights ofFolder(Path folder) {
        FileRights rights = new FileRights();
        rights.paths.add(real(folder));
        String[] names = folder.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            rights.paths.add(real(folder.resolve(name)));
        }
        return rights;
    }

    /** What vanishes meanwhile, or may not be read, is passed over: it cannot be loaded either. */
    private SimpleFileVisitor<Path> collector() {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(real(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Returns why others may choose what lies there although the user named the place: everyone may write it, or it belongs to
     * somebody else and lies where everyone may make folders.
     *
     * @return null if there is no problem
     */
    public @Nullable String problemWhereNamed() {
        for (Path path : paths) {
            PosixFileAttributes attributes = attributes(path);
            if (attributes != null) {
                if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                    return "everyone may write " + path;
                }
                if (!isTrusted(attributes.owner()) && liesWhereEveryoneWrites(path)) {
                    return path + " belongs to " + attributes.owner().getName();
                }
            }
        }
        return null;
    }

    /**
     * Returns why others than the user and root may choose what lies there.
     *
     * @return null if there is no problem
     */
    public @Nullable String problem() {
        for (Path path : paths) {
            String problem = problem(path, false);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /**
     * Returns why others than the user and root may put another folder where this one is: by the rights of the folders above
     * it.
     *
     * @return null if there is no problem
     */
    public @Nullable String problemAbove() {
        for (Path parent = paths.get(0).getParent(); parent != null; parent = parent.getParent()) {
            String problem = problem(parent, isSticky(parent));
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String problem(Path path, boolean sticky) {
        PosixFileAttributes attributes = attributes(path);
        if (attributes == null) {
            return null;
        }
        if (!isTrusted(attributes.owner())) {
            return path + " belongs to " + attributes.owner().getName();
        }
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE) && !sticky) {
            return "everyone may write " + path;
        }
        // many systems give each user a group of the same name, and let it write all that the user makes
        String group = attributes.group().getName();
        boolean ofOne = group.equals(attributes.owner().getName()) || isRoot(attributes.owner());
        if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE) && !ofOne && !sticky) {
            return "the group " + group + " may write " + path;
        }
        return null;
    }

    /** Whether anybody can have made it: some folder above lets everyone make files, and none between belongs to the user. */
    private boolean liesWhereEveryoneWrites(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            PosixFileAttributes attributes = attributes(parent);
            if (attributes != null && attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                return true;
            }
            if (attributes != null && isTrusted(attributes.owner())) {
                return false;
            }
        }
        return false;
    }

    /** Whether the folder is the user's or root's, or is not there. */
    public boolean belongsToUser() {
        PosixFileAttributes attributes = attributes(paths.get(0));
        return attributes == null || isTrusted(attributes.owner());
    }

    private boolean isTrusted(UserPrincipal owner) {
        return isRoot(owner) || owner.equals(self);
    }

    private static boolean isRoot(UserPrincipal owner) {
        return owner.getName().equals("root") || owner.getName().equals("0");
    }

    /** Whose process this is; null if that cannot be found out. */
    private static @Nullable UserPrincipal self() {
        try {
            return Files.exists(THIS_PROCESS)
                    ? Files.getOwner(THIS_PROCESS)
                    : THIS_PROCESS
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name", ""));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Whether only its owner may replace an entry of the folder, though others may add entries. */
    private static boolean isSticky(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:mode") instanceof Integer mode && (mode & STICKY) != 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Null where there are none, or nothing is there. */
    private static @Nullable PosixFileAttributes attributes(Path path) {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            return view == null ? null : view.readAttributes();
        } catch (IOException e) {
            return null;
        }
    }
}
