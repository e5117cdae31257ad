/**
 * Looks an application's surroundings over, and changes nothing there but the entry of one transactional id: cluster,
 * topics, schemas, access, stored models, progress.
 *
 * <p>Read {@link io.wordtide.cli.check.ApplicationCheck} first (the order of the checks), then any of the checks; each
 * answers with {@link io.wordtide.cli.check.Finding}s. May use every package of the application but the command line.
 * Everything here is used by one thread.
 */
@NullMarked
package io.wordtide.cli.check;

import org.jspecify.annotations.NullMarked;
