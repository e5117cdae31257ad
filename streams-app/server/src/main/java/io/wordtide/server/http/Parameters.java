package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.util.List;

/** Reads and checks the parameters of a request. */
final class Parameters {

    private Parameters() {}

    /** @throws Problem if the query has invalid percent signs, with which its parameters would be ignored */
    static void requireDecodable(Context context) {
        String query = context.queryString();
        if (query == null) {
            return;
        }
        try {
            URLDecoder.decode(query, UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "expected two hexadecimal digits after each percent sign in the query, found other characters");
        }
    }

    /**
     * Checks that the query has only these parameters, and none twice: nobody would notice a mistake that is ignored.
     *
     * @throws Problem if it has others, or one twice
     */
    static void requireKnown(Context context, List<String> names) {
        context.queryParamMap().forEach((name, values) -> {
            if (!names.contains(name)) {
                throw Problem.badRequest("expected "
                        + (names.isEmpty() ? "no parameters" : "no parameters but " + String.join(", ", names))
                        + ", found " + excerpt(name));
            }
            if (values.size() > 1) {
                throw Problem.badRequest("expected " + name + " once, found it " + values.size() + " times");
            }
        });
    }

    /**
     * A whole number.
     *
     * @throws Problem if the value is not a whole number, or is out of range
     */
    static int number(Context context, String name, int fallback, int least, int most) {
        String value = context.queryParam(name);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw Problem.badRequest("expected " + name + " to be a whole number from " + least + " to " + most + ", found "
                + excerpt(value));
    }

    /**
     * One of several words.
     *
     * @throws Problem if the value is none of them
     */
    static String choice(Context context, String name, List<String> choices) {
        String value = context.queryParam(name);
        if (value == null) {
            return choices.get(0);
        }
        if (!choices.contains(value)) {
            throw Problem.badRequest("expected " + name + " to be one of " + choices + ", found " + excerpt(value));
        }
        return value;
    }

    /** The value in quotes, cut to the length of a line. */
    static String excerpt(String value) {
        int most = 40;
        return '"' + (value.length() <= most ? value : value.substring(0, most) + "…") + '"';
    }
}
