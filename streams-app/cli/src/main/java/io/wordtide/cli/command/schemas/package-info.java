/**
 * {@code wordtide schemas}: {@link io.wordtide.cli.command.schemas.SchemasCommand} names its subcommands, which use the
 * registry alone. What is registered, and as what, is in {@code io.wordtide.streams.topics}.
 */
@NullMarked
package io.wordtide.cli.command.schemas;

import org.jspecify.annotations.NullMarked;
