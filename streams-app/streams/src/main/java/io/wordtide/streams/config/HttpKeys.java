package io.wordtide.streams.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/** The keys of the HTTP server of an instance. */
public final class HttpKeys {

    public static final String PORT = WordtideKeys.PREFIX + "http.port";
    public static final String HOST = WordtideKeys.PREFIX + "http.host";
    public static final String ADVERTISED = WordtideKeys.PREFIX + "http.advertised";
    public static final String TOKEN = WordtideKeys.PREFIX + "http.token";
    public static final String BODY_MAX_BYTES = WordtideKeys.PREFIX + "http.body.max.bytes";
    public static final String REQUESTS_PER_SECOND = WordtideKeys.PREFIX + "http.requests.per.second";
    public static final String DOCUMENTS = WordtideKeys.PREFIX + "http.documents";

    private static final int OFF = -1;

    private HttpKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(PORT, INT, OFF, between(OFF, 65_535), HIGH, """
                        Port of the live page and the HTTP interface of this instance: 0 for any free one, -1 for none.""")
                .define(HOST, STRING, "127.0.0.1", new ConfigDef.NonEmptyString(), HIGH, """
                        Name or address that the HTTP interface listens on; 0.0.0.0 for all of this machine's. Set \
                        wordtide.http.token before others can reach it.""")
                .define(ADVERTISED, STRING, null, MEDIUM, """
                        HOST:PORT under which other instances of the application reach this one's HTTP interface; \
                        requests for a model are sent to the instance that holds it. Without it the host and port it \
                        listens on, or this machine's name if it listens on 0.0.0.0.""")
                .define(TOKEN, PASSWORD, null, HIGH, """
                        Secret that requests have to carry as Authorization: Bearer TOKEN, those for health and for the \
                        files of the live page excepted; all instances need the same. Without it anybody who reaches \
                        the port may ask.""")
                .define(BODY_MAX_BYTES, INT, 262_144, between(1_024, 15_000_000), LOW, """
                        Longest text that is embedded over HTTP, bytes. The default is some 40,000 English words. \
                        Raising it lets one request hold its model's view, and a thread, for longer.""")
                .define(REQUESTS_PER_SECOND, INT, 50, between(1, 1_000_000), LOW, """
                        Requests a second that one client address may make, with twice as many at once; more are \
                        refused, except /health. Raising it lets one client take more of this machine from the learner.""")
                .define(DOCUMENTS, INT, 100_000, atLeast(1), MEDIUM, """
                        Newest documents, over all models, that the HTTP interface remembers. Raising it finds older \
                        documents, and takes about 1 kB of memory for each.""");
    }
}
