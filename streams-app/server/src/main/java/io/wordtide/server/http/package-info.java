/**
 * The HTTP interface of an instance: health, metrics, and what its models make of words, texts and documents.
 *
 * <p>Read {@link io.wordtide.server.http.Routes} first: it lists the endpoints. Answers come from immutable views and
 * from followers of topics; no request reaches a learner or a store.
 */
@NullMarked
package io.wordtide.server.http;

import org.jspecify.annotations.NullMarked;
