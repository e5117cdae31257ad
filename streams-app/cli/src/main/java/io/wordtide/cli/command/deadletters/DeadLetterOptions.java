package io.wordtide.cli.command.deadletters;

import io.wordtide.cli.deadletter.DeadLetterSelection;
import io.wordtide.schema.DeadLetterReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters a command is about. */
final class DeadLetterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only these: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<DeadLetterReason> reasons = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only what was set aside at that time or later: 2026-03-01T12:00:00Z, or how long ago, such"
                    + " as PT2H or P3D.")
    private @Nullable Instant since;

    /** @param origin where the original was found; null for anywhere */
    DeadLetterSelection selection(@Nullable String origin) {
        return new DeadLetterSelection(Set.copyOf(reasons), since, origin);
    }

    /** A time, or a time that many seconds, hours, days ago. */
    static final class TimeConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return text.startsWith("P") ? Instant.now().minus(Duration.parse(text)) : Instant.parse(text);
            } catch (DateTimeException | ArithmeticException e) {
                throw new TypeConversionException(
                        "expected a time such as 2026-03-01T12:00:00Z or a duration such as PT2H, found '" + text
                                + "'");
            }
        }
    }
}
