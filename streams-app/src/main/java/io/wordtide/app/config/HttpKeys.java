package io.wordtide.app.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;

import org.apache.kafka.common.config.ConfigDef;

/** The keys of the HTTP server of an instance. */
public final class HttpKeys {

    public static final String PORT = WordtideKeys.PREFIX + "http.port";

    private static final int OFF = -1;

    private HttpKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition.define(PORT, INT, OFF, between(OFF, 65_535), HIGH, """
                Port of the live page and the HTTP interface of this instance: 0 for any free one, -1 for none.""");
    }
}
