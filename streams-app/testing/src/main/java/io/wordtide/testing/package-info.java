/**
 * What tests share.
 *
 * <p>Read {@link io.wordtide.integration.SharedCluster} first: one broker and one registry for all integration tests of
 * a run. Tests keep apart by names of their own, so give topics, application ids and groups a name of the test.
 */
@NullMarked
package io.wordtide.testing;

import org.jspecify.annotations.NullMarked;
