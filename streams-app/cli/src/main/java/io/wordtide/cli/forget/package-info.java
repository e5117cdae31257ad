/**
 * Asks the application to forget documents, and waits for its certificates.
 *
 * <p>Read {@link io.wordtide.cli.forget.ForgetPlan} first, then {@link io.wordtide.cli.forget.Certificates}; and, for
 * documents that no journal has, {@link io.wordtide.cli.forget.MissingDocuments}. What the application does is described in
 * {@code docs/forgetting.md}. Uses Kafka's plain clients.
 */
@NullMarked
package io.wordtide.cli.forget;

import org.jspecify.annotations.NullMarked;
