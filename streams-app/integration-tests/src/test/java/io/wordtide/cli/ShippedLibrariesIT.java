package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the libraries of the command line and of the registry beside it with {@code docs/advisories.tsv}. That table
 * is written by hand: a vulnerability that it does not list is not found here.
 */
class ShippedLibrariesIT {

    private static final Path CLI = Path.of("..", "cli", "target");
    private static final Path ADVISORIES = Path.of("..", "..", "docs", "advisories.tsv");
    private static final Pattern JAR = Pattern.compile("(?:modified-)?(.+?)-(\\d[^/]*)\\.jar");

    /**
     * A known vulnerability of a library.
     *
     * @param library group and artifact, with a dot between them
     * @param fixedIn first version without it
     * @param id of the vulnerability
     * @param accepted why we ship it nevertheless; empty if we do not
     */
    private record Advisory(String library, String fixedIn, String id, String accepted) {

        boolean concerns(Map<String, String> versionByLibrary) {
            @Nullable String version = versionByLibrary.get(library);
            return version != null && isBefore(version, fixedIn);
        }
    }

    @Test
    void shouldShipNoVersionWithAKnownVulnerabilityThatIsNotAccepted() throws IOException {
        // Given
        Map<String, String> shipped = shipped();

        // When
        List<Advisory> found = advisories().stream()
                .filter(advisory -> advisory.accepted().isEmpty() && advisory.concerns(shipped))
                .toList();

        // Then
        assertThat(found)
                .as("update these libraries, or say in %s why not", ADVISORIES)
                .isEmpty();
    }

    @Test
    void shouldAcceptOnlyWhatIsStillShipped() throws IOException {
        // Given
        Map<String, String> shipped = shipped();

        // When
        List<Advisory> obsolete = advisories().stream()
                .filter(advisory -> !advisory.accepted().isEmpty() && !advisory.concerns(shipped))
                .toList();

        // Then
        assertThat(obsolete)
                .as("remove the reason of these rows of %s: nothing shipped has them", ADVISORIES)
                .isEmpty();
    }

    @Test
    void shouldKnowTheLibrariesOfBothPrograms() throws IOException {
        // When
        Map<String, String> shipped = shipped();

        // Then: one of each; the newer Netty, since it comes first on the class path
        assertThat(shipped)
                .containsKeys("org.apache.kafka.kafka-clients", "org.rocksdb.rocksdbjni", "com.h2database.h2")
                .containsEntry("io.vertx.vertx-core", "4.5.11");
        assertThat(isBefore(shipped.getOrDefault("io.netty.netty-codec-http", "0"), "4.1.137.Final"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.10.2, 1.11, true",
        "1.9, 1.10, true",
        "4.1.115.Final, 4.1.137.Final, true",
        "2.17.1, 2.17.1, false",
        "4.5.24, 4.5.9, false",
        "33.5.0-jre, 32.0.0, false",
        "3.18, 3.18.0, false",
    })
    void shouldCompareVersionsByTheirNumbers(String version, String other, boolean isBefore) {
        assertThat(isBefore(version, other)).isEqualTo(isBefore);
    }

    private static Map<String, String> shipped() throws IOException {
        Map<String, String> versionByLibrary = new TreeMap<>();
        addJars(CLI.resolve("registry/lib"), versionByLibrary);
        addJars(CLI.resolve("registry/newer"), versionByLibrary);
        Path bom = CLI.resolve("bom.json");
        assumeTrue(Files.exists(bom), "a bill of materials, which the plugin does not make with Maven's option -o");
        for (JsonNode component : new ObjectMapper().readTree(bom.toFile()).get("components")) {
            versionByLibrary.merge(
                    component.get("group").asText() + "."
                            + component.get("name").asText(),
                    component.get("version").asText(),
                    (a, b) -> isBefore(a, b) ? a : b);
        }
        return versionByLibrary;
    }

    private static void addJars(Path directory, Map<String, String> versionByLibrary) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path jar : jars) {
                Matcher name = JAR.matcher(jar.getFileName().toString());
                if (name.matches()) {
                    versionByLibrary.put(name.group(1), name.group(2));
                }
            }
        }
    }

    private static List<Advisory> advisories() throws IOException {
        List<Advisory> advisories = new ArrayList<>();
        for (String line : Files.readAllLines(ADVISORIES)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] fields = line.split("\t", -1);
                assertThat(fields)
                        .as("library, fixed in, id, source, accepted because: %s", line)
                        .hasSize(5);
                advisories.add(new Advisory(fields[0].replace(':', '.'), fields[1], fields[2], fields[4].strip()));
            }
        }
        assertThat(advisories).isNotEmpty();
        return advisories;
    }

    /** Compares the numbers at the beginning, missing ones as 0. */
    private static boolean isBefore(String version, String other) {
        List<Integer> left = numbers(version);
        List<Integer> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int a = i < left.size() ? left.get(i) : 0;
            int b = i < right.size() ? right.get(i) : 0;
            if (a != b) {
                return a < b;
            }
        }
        return false;
    }

    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.split("[.-]", -1)) {
            if (!part.matches("\\d{1,9}")) {
                break;
            }
            numbers.add(Integer.valueOf(part));
        }
        return numbers;
    }
}
