/**
 * Options that several commands share, as picocli mixins: {@link io.wordtide.cli.option.ClusterOptions} selects the
 * cluster, {@link io.wordtide.cli.option.SettingsOptions} the settings. They validate the input, and depend on no
 * command.
 */
@NullMarked
package io.wordtide.cli.option;

import org.jspecify.annotations.NullMarked;
