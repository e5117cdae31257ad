package io.wordtide.cli.option;

import io.wordtide.cli.terminal.CommandException;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of several models a command is about. */
public final class ModelOption {

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "Model, where there are several. Default: wordtide.model.id.")
    private @Nullable String model;

    /**
     * The model that was given, or the only one, or the usual one.
     *
     * @param models those there are, at least one
     * @param what what they have, for the message: {@code word embeddings}
     * @throws CommandException if it is none of them
     */
    public String choose(SortedSet<String> models, String usual, String what) {
        if (model == null && models.size() == 1) {
            return models.first();
        }
        String wanted = model == null ? usual : model;
        if (!models.contains(wanted)) {
            throw new CommandException("expected a model with %s, found none called %s; give --model with one of %s"
                    .formatted(what, wanted, String.join(", ", models)));
        }
        return wanted;
    }
}
