package io.wordtide.cli.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio Registry as unpacked by the build.
 *
 * @param newer libraries that replace those of the distribution
 * @param jar the runnable jar; its manifest names the libraries beside it
 * @param mainClass the main class that its manifest names
 */
record RegistryDistribution(List<Path> newer, Path jar, String mainClass) {

    /** System property that names the unpacked distribution, for installations laid out unlike the build. */
    static final String HOME_PROPERTY = "wordtide.registry.home";

    /** Directory of libraries that replace those of the distribution. */
    private static final String NEWER = "newer";

    private static final String RUNNER = "apicurio-registry-app-*-runner.jar";

    /**
     * Looks in the directory of {@value #HOME_PROPERTY}; without it, in {@code registry} beside the jar or the classes
     * directory this class was loaded from.
     *
     * @throws EmbeddedClusterException if it does not exist there
     */
    static RegistryDistribution locate() {
        Path home = home();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(home, RUNNER)) {
            for (Path jar : jars) {
                return new RegistryDistribution(newer(home), jar, mainClass(jar));
            }
        } catch (IOException e) {
            throw missing(home, e);
        }
        throw missing(home, null);
    }

    /** Class path of the child: newer releases of some libraries, the registry, and {@link DieWithParent}. */
    String classPath() {
        // the first jar with a class wins
        return Stream.concat(newer.stream(), Stream.of(jar, ownClasses()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or the directory that this program's classes come from. */
    static Path ownClasses() {
        try {
            return Path.of(RegistryDistribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is not a file", e);
        }
    }

    /** In the order of their names: an archive of classes fits one class path. */
    private static List<Path> newer(Path home) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve(NEWER))) {
            return jars.sorted().toList();
        }
    }

    private static Path home() {
        String home = System.getProperty(HOME_PROPERTY);
        return home == null
                ? ownClasses().resolveSibling("registry")
                : Path.of(home).toAbsolutePath();
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        }
    }

    private static EmbeddedClusterException missing(Path home, @Nullable IOException cause) {
        return new EmbeddedClusterException(
                "expected the Schema Registry's " + RUNNER + " in " + home
                        + ", found none: build with `mvn package`, which unpacks it, or name its directory with -D"
                        + HOME_PROPERTY + "=DIR.",
                cause);
    }
}
