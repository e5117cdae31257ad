package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The classes, members, files, modules and tests that pages name exist. */
class DocsTest {

    private static final Path ROOT = Path.of("..", "..");

    /** They look like paths, but are the key of a record and a heading of {@code dev}. */
    private static final Set<String> NOT_PATHS = Set.of("model/term", "model/id", "docs/s");

    /** Where paths on pages must exist; other directories, such as that of shared data, may be missing. */
    private static final Set<String> DIRECTORIES =
            Set.of(".ci", "docker", "docs", "findings", "model", "ops", "schemas", "streams-app");

    /** Hidden directories, shared data, other people's packages, and build output except generated sources. */
    private static final Pattern NOT_OURS =
            Pattern.compile(".*/(\\.[a-z][^/]*|shared|node_modules|target/(?!generated-sources/)[^/]*)/.*");

    private static final Pattern CODE_SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("(?:]\\(|src=\")([^)\"\\s]+)");
    private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=([A-Z]\\w+)");

    /** A type, with or without its package before it and a member after it. */
    private static final Pattern TYPE =
            Pattern.compile("(?<![\\w./$-])((?:[a-z]\\w*\\.)*)([A-Z]\\w*(?:\\.[A-Za-z]\\w*)*)(?![\\w/-])");

    private static final Pattern OUR_PACKAGE = Pattern.compile("io\\.wordtide(?:\\.[a-z]\\w*)*");

    private static List<Line> lines;
    private static JavaNames names;

    /** @param code whether the line is inside a block of code */
    private record Line(Path page, int number, String text, boolean code) {

        /** Its code: the whole line inside a block, code spans outside. */
        Stream<String> codes() {
            return code ? Stream.of(text) : found(CODE_SPAN, text);
        }

        String wrong(String what, String name) {
            return ROOT.relativize(page) + ":" + number + ": no such " + what + ": " + name;
        }
    }

    @BeforeAll
    static void readPagesAndSources() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(ROOT)) {
            files = all.filter(file -> !NOT_OURS.matcher(file.toString()).matches())
                    .toList();
        }
        lines = new ArrayList<>();
        for (Path page : ending(files, ".md")) {
            lines.addAll(lines(page));
        }
        names = JavaNames.of(ending(files, ".java"));
        assertThat(lines).extracting(Line::page).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/design.md"));
    }

    private static List<Path> ending(List<Path> files, String ending) {
        return files.stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    private static List<Line> lines(Path page) throws IOException {
        List<Line> read = new ArrayList<>();
        boolean code = false;
        for (String text : Files.readAllLines(page)) {
            boolean fence = text.strip().startsWith("```");
            code ^= fence;
            read.add(new Line(page, read.size() + 1, text, code && !fence));
        }
        return read;
    }

    @Test
    void shouldNameOnlyTypesAndMembersThatExist() {
        // When
        Stream<String> wrong = lines.stream()
                .filter(line -> !line.code())
                .flatMap(line -> line.codes()
                        .flatMap(code -> TYPE.matcher(code).results())
                        .filter(DocsTest::isMissing)
                        .map(name -> line.wrong("type or member", name.group())));

        // Then
        assertThat(wrong).isEmpty();
    }

    /** Names that are not ours pass, such as those of Kafka. */
    private static boolean isMissing(MatchResult name) {
        String packageName = name.group(1).replaceFirst("\\.$", "");
        List<String> path = List.of(name.group(2).split("\\."));
        String type = path.get(0);
        boolean ours = names.hasType(type)
                || type.matches("\\w+(Test|IT)")
                || (!packageName.isEmpty() && names.hasPackageEndingWith(packageName));
        return ours && !names.resolves(packageName, path);
    }

    @Test
    void shouldNameOnlyPackagesThatExist() {
        // When
        Stream<String> wrong = lines.stream()
                .flatMap(line -> line.codes()
                        .filter(OUR_PACKAGE.asMatchPredicate())
                        .filter(Predicate.not(names::hasPackage))
                        .map(name -> line.wrong("package", name)));

        // Then
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldLinkOnlyToFilesThatExist() {
        // When
        Stream<String> wrong = lines.stream()
                .filter(line -> !line.code())
                .flatMap(line -> found(LINK, line.text())
                        .filter(link -> !link.matches("https?:.*|#.*"))
                        .filter(link -> !Files.exists(line.page().resolveSibling(link.replaceFirst("#.*", ""))))
                        .map(link -> line.wrong("file", link)));

        // Then
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldNameOnlyPathsThatExist() {
        // When
        Stream<String> wrong = lines.stream()
                .flatMap(line -> line.codes()
                        .flatMap(code -> Stream.of(code.split("[\\s=,;()\"']+")))
                        .filter(DocsTest::isOurPath)
                        .filter(path -> !Files.exists(ROOT.resolve(path)))
                        .map(path -> line.wrong("path", path)));

        // Then
        assertThat(wrong).isEmpty();
    }

    /** Begins with one of the repository's directories, and is neither a pattern nor the result of a build. */
    private static boolean isOurPath(String word) {
        int slash = word.indexOf('/');
        return slash > 0
                && !NOT_PATHS.contains(word)
                && !word.matches(".*(\\*|…|/target/).*")
                && DIRECTORIES.contains(word.substring(0, slash));
    }

    @Test
    void shouldNameOnlyModulesAndTestsThatExistInCommands() {
        // When
        Stream<String> wrong = lines.stream()
                .flatMap(line -> line.codes()
                        .flatMap(code -> Stream.concat(
                                found(MODULES, code)
                                        .flatMap(modules -> Stream.of(modules.split(",")))
                                        .filter(module -> !Files.exists(
                                                ROOT.resolve(module).resolve("pom.xml")))
                                        .map(module -> line.wrong("module", module)),
                                found(TESTS, code)
                                        .filter(Predicate.not(names::hasType))
                                        .map(test -> line.wrong("test", test)))));

        // Then
        assertThat(wrong).isEmpty();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }
}
