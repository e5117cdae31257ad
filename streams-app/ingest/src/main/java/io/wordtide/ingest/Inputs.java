package io.wordtide.ingest;

import io.wordtide.ingest.format.InputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves the arguments of a command line to inputs, and rejects unreadable ones before anything starts. */
public final class Inputs {

    /** The argument that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    /** {@link Input#location} of standard input. */
    public static final String STANDARD_INPUT_LOCATION = "standard input";

    private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);

    private static final int MOST_NAMED = 5;

    private Inputs() {}

    /**
     * The inputs that the arguments name, in order; a directory stands for the files below it whose names indicate
     * the wanted format (text unless the options name another), in the order of their names.
     *
     * @param arguments paths, or {@value #STANDARD_INPUT}
     * @param options how to read them
     * @param standardInput what {@value #STANDARD_INPUT} reads
     * @throws InputException if an argument does not name something that can be read
     */
    public static List<Input> resolve(List<String> arguments, ReadOptions options, InputStream standardInput)
            throws IOException {
        List<Input> inputs = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals(STANDARD_INPUT)) {
                if (inputs.stream().anyMatch(input -> input.location().equals(STANDARD_INPUT_LOCATION))) {
                    throw new InputException("expected standard input (-) once, found it twice");
                }
                inputs.add(new Input("stdin", STANDARD_INPUT_LOCATION, options.format(), () -> standardInput));
            } else {
                inputs.addAll(resolve(path(argument), options));
            }
        }
        Set<@Nullable InputFormat> formats = inputs.stream().map(Input::format).collect(Collectors.toSet());
        if (!formats.contains(null)) {
            options.requireToApply(formats);
        }
        return List.copyOf(inputs);
    }

    private static Path path(String argument) throws InputException {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new InputException("expected a file, found \"%s\", which is not a valid path".formatted(argument), e);
        }
    }

    private static List<Input> resolve(Path path, ReadOptions options) throws IOException {
        if (!Files.exists(path)) {
            throw new InputException("%s: no such file (looked for %s)"
                    .formatted(path, path.toAbsolutePath().normalize()));
        }
        List<Input> found = Files.isDirectory(path) ? below(path, options) : List.of(file(path, options));
        for (Input input : found) {
            // a pipe can be read only once
            if (Files.isRegularFile(Path.of(input.location()))) {
                DocumentReader.open(input, options).close();
            }
        }
        return found;
    }

    private static Input file(Path path, ReadOptions options) throws IOException {
        String name = fileName(path);
        InputFormat format = options.format();
        if (!Files.isRegularFile(path)) {
            return input(path, name, format); // a pipe
        }
        if (ZippedFile.isZip(path)) {
            return ZippedFile.input(path, name, format);
        }
        if (format != null) {
            return input(path, name, format);
        }
        Optional<InputFormat> named = InputFormat.ofFileName(name);
        if (named.isEmpty()) {
            // what holds no documents at all is named by what it is
            DocumentReader.open(input(path, name, null), ReadOptions.byName()).close();
            throw new InputException("%s: cannot tell the format from the extension .%s; set it with --format"
                    .formatted(path, InputFormat.extension(name)));
        }
        return input(path, name, named.get());
    }

    private static List<Input> below(Path directory, ReadOptions options) throws IOException {
        InputFormat wanted = options.format() == null ? InputFormat.TEXT : options.format();
        List<Path> files;
        try (Stream<Path> paths = Files.walk(directory)) {
            files = paths.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw new InputException("%s: cannot list the directory: %s".formatted(directory, e.getMessage()), e);
        }
        List<Input> inputs = files.stream()
                .filter(file -> wanted.mayBe(fileName(file)))
                .map(file -> input(file, directory.relativize(file).toString(), wanted))
                .toList();
        nameLeftOut(directory, files, inputs);
        if (inputs.isEmpty()) {
            throw new InputException(
                    ("%s: expected %s files in this directory, found none among its %d files; name files"
                                    + " one by one, or use --format")
                            .formatted(directory, wanted, files.size()));
        }
        return inputs;
    }

    private static void nameLeftOut(Path directory, List<Path> files, List<Input> inputs) {
        Set<String> taken = inputs.stream().map(Input::name).collect(Collectors.toSet());
        List<String> leftOut = files.stream()
                .map(file -> directory.relativize(file).toString())
                .filter(name -> !taken.contains(name))
                .toList();
        if (!inputs.isEmpty() && !leftOut.isEmpty()) {
            LOG.warn(
                    "{}: left out {} of {} files, whose names do not indicate the format {}: {}{}",
                    directory,
                    leftOut.size(),
                    files.size(),
                    inputs.get(0).format(),
                    String.join(", ", leftOut.subList(0, Math.min(MOST_NAMED, leftOut.size()))),
                    leftOut.size() > MOST_NAMED ? ", ..." : "");
        }
    }

    private static Input input(Path path, String name, @Nullable InputFormat format) {
        return new Input(name, path.toString(), format, () -> Files.newInputStream(path));
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
