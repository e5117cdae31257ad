package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code wordtide}, beside a made-up build, with a made-up Java that prints its arguments, one a line, and
 * writes the archives that it is asked for.
 */
class LauncherTest {

    private static final String JAVA = """
        #!/usr/bin/env bash
        here=$(cd "$(dirname "$0")" && pwd)
        if [ "$1" = -version ]; then echo "openjdk version \\"$(cat "$here/version")\\""; exit; fi
        for argument; do
          case $argument in
            -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
              echo training >>"$here/trainings"
              [ ! -f "$here/endless" ] || exec sleep 600
              [ ! -f "$here/broken" ] || { echo "half of the classes" >"${argument#*=}"; exit 1; }
              echo "classes of the application" >"${argument#*=}" ;;
            -Dwordtide.registry.java.option=-XX:ArchiveClassesAtExit=* | -Dwordtide.registry.java.option=-XX:AOTCacheOutput=*)
              [ -f "$here/slow-registry" ] || echo "classes of the registry" >"${argument#*=*=}" ;;
          esac
        done
        printf '%s\\n' "$@" "CLASSPATH=$CLASSPATH"
        """;

    @TempDir
    private Path folder;

    private Path target;
    private Path jdk;

    @BeforeEach
    void build() throws IOException {
        folder = folder.toRealPath();
        target = Files.createDirectories(folder.resolve("streams-app/cli/target"));
        Files.createDirectories(target.resolve("lib"));
        for (String jar : List.of("wordtide-cli.jar", "lib/b.jar", "lib/a.jar", "lib/C.jar")) {
            Files.writeString(target.resolve(jar), "");
        }
        Files.copy(Path.of("..", "..", "wordtide"), folder.resolve("wordtide"));
        jdk = folder.resolve("jdk");
        Path java =
                Files.writeString(Files.createDirectories(jdk.resolve("bin")).resolve("java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        isJava("17.0.9");
    }

    @Test
    void shouldPrepareArchivesOnceAndUseThemFromThenOn() throws Exception {
        // When
        Result first = wordtide("version");
        Result second = wordtide("version");

        // Then
        Path archives = archives();
        assertThat(first.err()).startsWith("wordtide: preparing faster starts");
        assertThat(second.err()).isEmpty();
        assertThat(trainings()).isEqualTo(1);
        assertThat(first.out())
                .isEqualTo(second.out())
                .contains(
                        "-XX:SharedArchiveFile=" + archives.resolve("application"),
                        "-Dwordtide.registry.java.option=-XX:SharedArchiveFile=" + archives.resolve("registry"));
    }

    @Test
    void shouldPrepareThemAgainAfterABuild() throws Exception {
        // Given
        wordtide("version");

        // When
        Files.setLastModifiedTime(
                target.resolve("wordtide-cli.jar"), FileTime.from(Instant.now().plusSeconds(60)));
        Result result = wordtide("version");

        // Then
        assertThat(trainings()).isEqualTo(2);
        assertThat(result.out()).contains("-XX:SharedArchiveFile=" + archives().resolve("application"));
    }

    @Test
    void shouldNotUseAnArchiveThatWasCutShort() throws Exception {
        // Given
        wordtide("version");
        Files.writeString(archives().resolve("registry"), "class");

        // When
        Result result = wordtide("version");

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("Archive").contains("io.wordtide.cli.Main");
    }

    @Test
    void shouldStartWithoutArchivesAndNotPrepareThemAgainWhenThatFailed() throws Exception {
        // Given
        Files.writeString(jdk.resolve("bin/broken"), "");

        // When
        Result first = wordtide("version");
        Result second = wordtide("version");

        // Then
        assertThat(trainings()).isEqualTo(1);
        assertThat(first.out())
                .isEqualTo(second.out())
                .doesNotContain("Archive")
                .contains("io.wordtide.cli.Main");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void shouldEndThePreparationWhenItIsStopped() throws Exception {
        // Given
        Files.writeString(jdk.resolve("bin/endless"), "");
        Process script = builder(folder.resolve("wordtide"), "version").start();
        await().until(() -> script.descendants()
                .anyMatch(child -> child.info()
                        .command()
                        .map(command -> command.endsWith("/sleep"))
                        .orElse(false)));
        List<ProcessHandle> children = script.descendants().toList();

        // When
        script.destroy();

        // Then
        assertThat(script.waitFor()).isEqualTo(143);
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(target.resolve("startup")).isEmptyDirectory();
    }

    @Test
    void shouldUseTheApplicationsArchiveWithoutOneOfTheRegistry() throws Exception {
        // Given
        Files.writeString(jdk.resolve("bin/slow-registry"), "");

        // When
        Result result = wordtide("version");

        // Then
        assertThat(result.out())
                .contains("-XX:SharedArchiveFile=" + archives().resolve("application"))
                .doesNotContain("registry.java.option");
    }

    @Test
    void shouldStartWithoutArchivesWhereTheyCannotBeWritten() throws Exception {
        // Given
        Files.writeString(target.resolve("startup"), "a file in place of the directory");

        // When
        Result result = wordtide("version");

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("Archive").contains("io.wordtide.cli.Main");
    }

    @Test
    void shouldKeepArchivesForEachJava() throws Exception {
        // Given
        wordtide("version");

        // When
        isJava("25.0.1");
        Result result = wordtide("version");

        // Then
        assertThat(target.resolve("startup")).isDirectoryContaining("glob:**").satisfies(startup -> {
            try (Stream<Path> kept = Files.list(startup)) {
                assertThat(kept).hasSize(2);
            }
        });
        assertThat(result.out()).contains("-XX:AOTCache=", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void shouldOrderTheClassPathByBytes() throws Exception {
        // When
        Result result = wordtide("version");

        // Then: capitals come first
        assertThat(result.out())
                .contains(Stream.of("wordtide-cli.jar", "lib/C.jar", "lib/a.jar", "lib/b.jar")
                        .map(jar -> target.resolve(jar).toString())
                        .reduce((left, right) -> left + ":" + right)
                        .map("CLASSPATH="::concat)
                        .orElseThrow());
    }

    @Test
    void shouldCompileOnlyLongCommandsForSpeed() throws Exception {
        // When, Then
        assertThat(wordtide("version").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(wordtide("--help").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(wordtide("dev").out()).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(wordtide("--debug", "run").out()).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void shouldStartThroughASymbolicLink() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("bin")).resolve("wordtide"), Path.of("../wordtide"));

        // When
        Result result = run(link, "version");

        // Then
        assertThat(result.out()).contains("CLASSPATH=" + target.resolve("wordtide-cli.jar"));
    }

    @Test
    void shouldRefuseAnOldJava() throws Exception {
        // Given
        isJava("11.0.2");

        // When
        Result result = wordtide("version");

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "wordtide: expected Java 17 or newer, found 11 at %s; set JAVA_HOME to a newer JDK\n",
                        jdk.resolve("bin/java"));
    }

    @Test
    void shouldAskAJavaThatDoesNotDescribeItself() throws Exception {
        // Given
        Files.delete(jdk.resolve("release"));
        Files.writeString(jdk.resolve("bin/version"), "16.0.1");

        // When
        Result result = wordtide("version");

        // Then
        assertThat(result.err()).contains("expected Java 17 or newer, found 16");
    }

    private void isJava(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private Path archives() throws IOException {
        try (Stream<Path> found = Files.list(target.resolve("startup"))) {
            return found.findFirst().orElseThrow();
        }
    }

    private long trainings() throws IOException {
        return Files.readAllLines(jdk.resolve("bin/trainings")).size();
    }

    private Result wordtide(String... arguments) throws Exception {
        return run(folder.resolve("wordtide"), arguments);
    }

    private Result run(Path script, String... arguments) throws Exception {
        int exitCode = builder(script, arguments).start().waitFor();
        return new Result(
                exitCode,
                Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
    }

    private ProcessBuilder builder(Path script, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("bash", script.toString()), Stream.of(arguments))
                                .toList())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        environment.remove("WORDTIDE_JAVA_OPTS");
        return builder;
    }

    private record Result(int exitCode, String out, String err) {}
}
