package io.wordtide.cli.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Directories that no other local user can read or change. What a data directory holds is believed and its addresses
 * are connected to, so it is checked before anything in it is read, deleted or opened: it must not be a symbolic link,
 * must belong to this user or to root, and neither group nor others may write to it, or to a directory above it unless
 * that has the sticky bit, as {@code /tmp} does.
 *
 * <p>Where files have no Unix owner and mode, as on Windows, only links are refused. Stateless, thread-safe.
 */
public final class PrivateDirectory {

    private static final String OWNER_ONLY_DIRECTORY = "rwx------";
    private static final String OWNER_ONLY_FILE = "rw-------";
    private static final int ROOT = 0;
    private static final int GROUP_OR_OTHERS_WRITE = 0022;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    private PrivateDirectory() {}

    /**
     * Creates a data directory, with the directories above it, or checks an existing one and takes the rights of group
     * and others away.
     *
     * @throws EmbeddedClusterException if another user could have written to it, or it cannot be created; the message
     *     says what to do
     */
    public static void create(Path directory) {
        try {
            requireTrusted(directory);
            createPart(directory);
            requireTrusted(directory); // now that it exists: it may lie where everybody may replace it
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /**
     * Requires that a data directory, if it exists, could not have been written to by another user.
     *
     * @throws EmbeddedClusterException if it could; the message says what to do
     */
    public static void requireTrusted(Path directory) throws IOException {
        Path named = directory.toAbsolutePath().normalize();
        if (Files.isSymbolicLink(named)) {
            throw refusal(named, "a symbolic link", "name the directory that it leads to with --data-dir");
        }
        if (!Files.exists(named, LinkOption.NOFOLLOW_LINKS) || !hasUnixAttributes(named)) {
            return;
        }
        int owner = unix(named, "uid");
        if (owner != ROOT && owner != new UnixSystem().getUid()) {
            throw refusal(
                    named,
                    "one of user " + Files.getOwner(named).getName(),
                    "remove it, or choose another with --data-dir");
        }
        if ((unix(named, "mode") & GROUP_OR_OTHERS_WRITE) != 0) {
            throw refusal(
                    named,
                    "one with mode " + PosixFilePermissions.toString(Files.getPosixFilePermissions(named)),
                    "if you trust what it holds, run: chmod go-w '" + named + "'");
        }
        requireTrustedAbove(named.toRealPath());
    }

    /** Creates a directory inside one that has been checked, or takes the rights of group and others away. */
    static void createPart(Path directory) throws IOException {
        Files.createDirectories(directory, ownerOnly(directory, OWNER_ONLY_DIRECTORY));
        if (!hasUnixAttributes(directory) || unix(directory, "uid") != new UnixSystem().getUid()) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
        if (permissions.retainAll(PosixFilePermissions.fromString(OWNER_ONLY_DIRECTORY))) {
            Files.setPosixFilePermissions(directory, permissions);
        }
    }

    /** For a new file that only this user may read, where its file system has such rights. */
    static FileAttribute<?>[] ownerOnlyFile(Path file) {
        return ownerOnly(file, OWNER_ONLY_FILE);
    }

    static EmbeddedClusterException unusable(Path directory, IOException e) {
        return new EmbeddedClusterException(
                "the data directory " + directory + " cannot be used (" + e
                        + "): expected a directory that this user may write to. Choose another with --data-dir.",
                e);
    }

    private static void requireTrustedAbove(Path directory) throws IOException {
        for (Path above = directory.getParent(); above != null; above = above.getParent()) {
            int mode = unix(above, "mode");
            if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                throw refusal(
                        directory,
                        "one in " + above + ", where everybody may replace it",
                        "choose another with --data-dir");
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasUnixAttributes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static int unix(Path path, String attribute) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:" + attribute)).intValue();
    }

    private static EmbeddedClusterException refusal(Path directory, String found, String whatToDo) {
        return new EmbeddedClusterException("expected a data directory that only you can write to at " + directory
                + ", found " + found + "; " + whatToDo + ".");
    }
}
