package io.wordtide.schema;

import com.google.common.base.Throwables;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What a Schema Registry answered, or that it did not, in one sentence for a person, with what to do. The client's own
 * messages hold whole schemas, and its exceptions differ by the call; the status of the answer is what counts.
 */
public final class RegistryErrors {

    /**
     * First digits of a registry's error codes for an unknown subject (40401), version (40402) or schema (40403). A
     * server that is not a registry answers 404, too, but without such a code.
     */
    private static final int NOT_FOUND = 404;

    /** Not permitted, not compatible, not valid. */
    private static final Set<Integer> OF_ONE_SUBJECT = Set.of(403, 409, 422);

    /** A registry's reason is often a list with whole schemas after it, characters. */
    private static final int LONGEST_REASON = 200;

    /** The first reason in an answer of Confluent's registry, and in one of Apicurio's. */
    private static final Pattern FIRST_REASON =
            Pattern.compile("description:'(.*?)', additionalInfo|Causes: (.*)", Pattern.DOTALL);

    private static final Pattern ERROR_CODE = Pattern.compile("; error code: \\d+$");
    private static final Pattern EXCEPTION_CLASS = Pattern.compile("^(\\w+\\.)+\\w+: ");

    private RegistryErrors() {}

    /** Whether an error, or one that caused it, is the answer of a registry to a serde, or the lack of one. */
    public static boolean isFromRegistry(Throwable error) {
        return answer(error).isPresent()
                || Throwables.getCausalChain(error).stream()
                        .anyMatch(cause -> cause instanceof SerializationException
                                && cause.getCause() instanceof IOException
                                // of a value that ends too early
                                && !(cause.getCause() instanceof EOFException));
    }

    /** Whether a registry answered that it has no such subject, version or schema. */
    public static boolean isNotFound(RestClientException answer) {
        return answer.getErrorCode() / 100 == NOT_FOUND;
    }

    /** Whether the answer concerns one subject, so that the registry may take a schema for another. */
    public static boolean isAboutOneSubject(Throwable error) {
        return answer(error)
                .filter(answer -> OF_ONE_SUBJECT.contains(answer.getStatus()))
                .isPresent();
    }

    /**
     * The second half of a message that begins with what was expected of the registry: {@code found ...}, and what to do.
     *
     * @param where what schemas are looked for there, such as {@code the subject documents-value}
     * @param error thrown by the registry's client or by a serde that uses it
     */
    public static String explain(String where, Throwable error) {
        return answer(error).map(answer -> explain(where, answer)).orElseGet(() -> noAnswer(error));
    }

    private static String explain(String where, RestClientException answer) {
        return switch (answer.getStatus()) {
            case 401 ->
                "found that it does not accept this user (status 401); set basic.auth.credentials.source=USER_INFO and"
                        + " basic.auth.user.info, or bearer.auth.credentials.source and its token";
            case 403 ->
                "found that this user may not use " + where + " (status 403); have the registry's operator grant it";
            case NOT_FOUND ->
                isNotFound(answer)
                        ? "found that " + where + " does not have it (status 404); register it with wordtide schemas"
                                + " register, or set auto.register.schemas=true"
                        : "found an address that is not a registry's (status 404); check the path in"
                                + " schema.registry.url";
            case 409 ->
                "found that it is not compatible with what " + where + " has (status 409: " + reason(answer)
                        + "); set wordtide.topics.prefix for topics of its own, or choose another compatibility for"
                        + " the subject";
            default ->
                "found that the registry failed (status " + answer.getStatus() + ": " + reason(answer)
                        + "); try again, and see its log";
        };
    }

    private static String noAnswer(Throwable error) {
        Throwable cause = Throwables.getRootCause(error);
        String message = cause.getMessage() == null ? "" : ": " + shorten(cause.getMessage());
        return "found no answer of a registry (" + cause.getClass().getSimpleName() + message
                + "); check schema.registry.url, and that the registry is up";
    }

    private static Optional<RestClientException> answer(Throwable error) {
        return Throwables.getCausalChain(error).stream()
                .filter(RestClientException.class::isInstance)
                .map(RestClientException.class::cast)
                .findFirst();
    }

    private static String reason(RestClientException answer) {
        String message = String.valueOf(answer.getMessage());
        Matcher first = FIRST_REASON.matcher(message);
        if (first.find()) {
            message = first.group(1) == null ? first.group(2) : first.group(1);
        }
        return shorten(message);
    }

    /** Without error code, class name and anything like a schema, and in one line. */
    private static String shorten(String message) {
        String text = EXCEPTION_CLASS
                .matcher(ERROR_CODE.matcher(message).replaceFirst(""))
                .replaceFirst("")
                .replaceAll("\\s+", " ");
        int schema = text.indexOf('{');
        String before = schema < 0 ? text : text.substring(0, schema).strip() + " ...";
        return before.length() <= LONGEST_REASON ? before : before.substring(0, LONGEST_REASON) + " ...";
    }
}
