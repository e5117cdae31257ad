package io.wordtide.cli.command.watch;

import picocli.CommandLine.Command;

/** {@code wordtide watch}: prints what is learned as it arrives. */
@Command(
        name = "watch",
        description = "Prints what is learned as it arrives on the topics.",
        synopsisSubcommandLabel = "perplexity|words|documents|events|stories",
        subcommands = {
            WatchPerplexity.class,
            WatchWords.class,
            WatchDocuments.class,
            WatchEvents.class,
            WatchStories.class
        },
        footer = {"", "Example:", "  wordtide watch perplexity --from-beginning"})
public final class WatchCommand {}
