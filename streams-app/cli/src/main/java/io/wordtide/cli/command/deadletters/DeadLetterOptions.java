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

/** Which dead letters a command selects. */
final class DeadLetterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only these reasons: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<DeadLetterReason> reasons = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only letters set aside at that time or later: 2026-03-01T12:00:00Z, or how long ago, such as"
                    + " PT2H or P3D.")
    private @Nullable Instant since;

    /** @param origin position of the original record; null for any */
    DeadLetterSelection selection(@Nullable String origin) {
        return new DeadLetterSelection(Set.copyOf(reasons), since, origin);
    }

    /** A point in time, or a duration before now. */
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
