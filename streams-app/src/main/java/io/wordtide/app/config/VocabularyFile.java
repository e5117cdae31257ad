package io.wordtide.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** A fixed vocabulary as a file: UTF-8, one term a line, no term twice; row = line number - 1. */
final class VocabularyFile {

    private VocabularyFile() {}

    /** @throws ConfigException if the file cannot be read or is no such list; names file and line */
    static List<String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw wrong(file, Files.isDirectory(file) ? "found a directory" : "found no such file");
        }
        List<String> terms = lines(file);
        Map<String, Integer> lineByTerm = new HashMap<>();
        for (int row = 0; row < terms.size(); row++) {
            String term = terms.get(row);
            int line = row + 1;
            if (term.isBlank()) {
                throw wrong(file, "found an empty line " + line);
            }
            Integer earlier = lineByTerm.put(term, line);
            if (earlier != null) {
                throw wrong(file, "found the term of line " + line + " already on line " + earlier + ": " + term);
            }
        }
        if (terms.size() < 2) {
            throw wrong(file, "found " + terms.size() + " terms where at least 2 are needed");
        }
        return terms;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw wrong(file, "found bytes that are not UTF-8");
        } catch (IOException e) {
            throw wrong(file, "could not read it (" + e.getMessage() + ")");
        }
    }

    private static ConfigException wrong(Path file, String found) {
        return new ConfigException(
                WordtideKeys.VOCABULARY_FILE, file, "Expected a UTF-8 file with one term a line, " + found);
    }
}
