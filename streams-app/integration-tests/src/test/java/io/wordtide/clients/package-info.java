/** Programs of other people beside a running application: the producers and consumers of {@code docs/producers.md}. */
@NullMarked
package io.wordtide.clients;

import org.jspecify.annotations.NullMarked;
