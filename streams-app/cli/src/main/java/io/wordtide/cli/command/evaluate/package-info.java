/**
 * {@code wordtide evaluate}: {@link io.wordtide.cli.command.evaluate.EvaluateCommand} trains and scores on a corpus,
 * its subcommand compares word vectors with similarity judgements. The work is done by {@code
 * io.wordtide.cli.evaluate}.
 */
@NullMarked
package io.wordtide.cli.command.evaluate;

import org.jspecify.annotations.NullMarked;
