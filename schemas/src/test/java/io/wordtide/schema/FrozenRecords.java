package io.wordtide.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The released versions of the wire format in {@code src/test/resources/frozen}: a directory for each version, in it a
 * schema and the Avro binary of one {@link SampleRecords sample} for each record.
 */
final class FrozenRecords {

    static final Path DIRECTORY = Path.of("src", "test", "resources", "frozen");
    static final Path TODAY = Path.of("src", "main", "avro");

    private FrozenRecords() {}

    /** Directories of the versions, oldest first. */
    static List<Path> versions() throws IOException {
        try (Stream<Path> versions = Files.list(DIRECTORY)) {
            // v2 before v10
            return versions.sorted((a, b) -> Integer.compare(number(a), number(b)))
                    .toList();
        }
    }

    static Path newest() throws IOException {
        List<Path> versions = versions();
        return versions.get(versions.size() - 1);
    }

    static Schema schema(Path directory, String record) throws IOException {
        return new Schema.Parser().parse(directory.resolve(record + ".avsc").toFile());
    }

    static byte[] binary(Path version, String record) throws IOException {
        return Files.readAllBytes(version.resolve(record + ".avro"));
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString().substring(1));
    }
}
