package io.wordtide.ingest.format;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of columns and members in messages. A message never holds text of a document, and where a header is missing, or
 * an object is a dictionary, what stands in the place of a name is such text: only what looks like a name is shown.
 */
final class FieldNames {

    private static final int MOST_SHOWN = 12;

    /** At most three words, of at most 40 characters in all, that begin with a letter. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,40}$)[\\p{L}_$@#][\\p{L}\\p{N}_.:/$@#-]*(?: [\\p{L}\\p{N}_.:/$@#-]+){0,2}");

    private FieldNames() {}

    /** Whether each of several columns could be one of a header; without a name is only that of an index. */
    static boolean areHeader(List<String> names) {
        return names.size() > 1 && names.stream().allMatch(name -> name.isEmpty() || isName(name));
    }

    /** The first names in quotes, and how many there are besides. */
    static String list(Collection<String> names) {
        List<String> shown =
                names.stream().filter(FieldNames::isName).limit(MOST_SHOWN).toList();
        int others = names.size() - shown.size();
        String quoted = shown.stream().map(name -> '"' + name + '"').collect(joining(", "));
        if (others == 0) {
            return quoted;
        }
        return shown.isEmpty() ? "%d others".formatted(others) : "%s and %d others".formatted(quoted, others);
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
