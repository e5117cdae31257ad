package io.wordtide.app.cli;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** What Kafka's clients log during a command that is over in seconds. */
final class ClientLogs {

    private ClientLogs() {}

    /**
     * Leaves only errors. A client that cannot reach its broker warns several times a second; the command says it
     * once, in its own words.
     */
    static void errorsOnly() {
        Configurator.setLevel("org.apache.kafka.clients", Level.ERROR);
    }
}
