package io.wordtide.cli.option;

import io.wordtide.cli.terminal.CommandException;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of several models a command is about. */
public final class ModelOption {

    /** Models that a message names. */
    private static final int NAMED = 20;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "Model, if there are several. Default: wordtide.model.id.")
    private @Nullable String model;

    /** Whether a model can be the one that is chosen; any can if none is given. */
    public boolean mayBe(String id) {
        return model == null || model.equals(id);
    }

    /**
     * The given model, or else the only one, or else the default one.
     *
     * @param models the existing models, at least one
     * @param what what the models have, for the message: {@code word embeddings}
     * @throws CommandException if it does not exist
     */
    public String choose(SortedSet<String> models, String usual, String what) {
        if (model == null && models.size() == 1) {
            return models.first();
        }
        String wanted = model == null ? usual : model;
        if (!models.contains(wanted)) {
            throw new CommandException("expected a model with %s, found none called %s; use --model with one of %s"
                    .formatted(what, wanted, named(models)));
        }
        return wanted;
    }

    /** At most {@link #NAMED} of them. */
    private static String named(SortedSet<String> models) {
        String some = models.stream().limit(NAMED).collect(Collectors.joining(", "));
        return models.size() <= NAMED ? some : some + " and " + (models.size() - NAMED) + " more";
    }
}
