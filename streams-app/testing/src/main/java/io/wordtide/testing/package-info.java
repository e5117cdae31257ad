/**
 * Fixtures that tests share.
 *
 * <p>Read {@link io.wordtide.integration.SharedCluster} first: one broker and one registry for all integration tests of
 * a run. Tests stay apart by their names, so name topics, application ids and groups after the test.
 */
@NullMarked
package io.wordtide.testing;

import org.jspecify.annotations.NullMarked;
