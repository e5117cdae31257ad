/**
 * Checks what an application depends on: cluster, topics, schemas, access, stored models, progress. Changes nothing
 * there except the entry of one transactional id.
 *
 * <p>Read {@link io.wordtide.cli.check.ApplicationCheck} first (the order of the checks), then any of the checks; each
 * returns {@link io.wordtide.cli.check.Finding}s. May use every package of the application but the command line.
 * Everything here is used by one thread.
 */
@NullMarked
package io.wordtide.cli.check;

import org.jspecify.annotations.NullMarked;
