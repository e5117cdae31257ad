package io.wordtide.streams.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of the HTTP server of an instance. */
public final class HttpKeys {

    public static final String PORT = WordtideKeys.PREFIX + "http.port";
    public static final String HOST = WordtideKeys.PREFIX + "http.host";
    public static final String ADVERTISED = WordtideKeys.PREFIX + "http.advertised";
    public static final String NAMES = WordtideKeys.PREFIX + "http.names";
    public static final String TOKEN = WordtideKeys.PREFIX + "http.token";
    public static final String BODY_MAX_BYTES = WordtideKeys.PREFIX + "http.body.max.bytes";
    public static final String REQUESTS_PER_SECOND = WordtideKeys.PREFIX + "http.requests.per.second";
    public static final String DOCUMENTS = WordtideKeys.PREFIX + "http.documents";

    private static final int OFF = -1;

    private HttpKeys() {}

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(PORT, INT, OFF, between(OFF, 65_535), HIGH, """
                        Port of this instance's live page and HTTP interface: 0 for any free port, -1 to turn both \
                        off.""")
                .define(HOST, STRING, "127.0.0.1", new ConfigDef.NonEmptyString(), HIGH, """
                        Name or address that the HTTP interface listens on; 0.0.0.0 for all addresses of this machine. \
                        Set wordtide.http.token before others can reach it.""")
                .define(ADVERTISED, STRING, null, MEDIUM, """
                        HOST:PORT under which other instances of the application reach this one's HTTP interface; \
                        requests for a model are sent to the instance that holds it. Default: the host and port it \
                        listens on, or this machine's name if it listens on 0.0.0.0.""")
                .define(NAMES, LIST, List.of(), MEDIUM, """
                        Names, besides localhost and the advertised one, under which an instance without a token \
                        answers: the header Host must carry one of them. So a page on the internet whose name was made \
                        to point here cannot query it through somebody's browser.""")
                .define(TOKEN, PASSWORD, null, HIGH, """
                        Secret that requests must carry as Authorization: Bearer TOKEN, except those for health and \
                        for the files of the live page; all instances need the same one. Without it, anyone who can \
                        reach the port is served.""")
                .define(BODY_MAX_BYTES, INT, 262_144, between(1_024, 15_000_000), LOW, """
                        Longest text that can be embedded over HTTP, bytes. The default holds about 40,000 English \
                        words. Raising it lets one request hold its model's view, and a thread, for longer.""")
                .define(REQUESTS_PER_SECOND, INT, 50, between(1, 1_000_000), LOW, """
                        Requests per second that one client address may make, in bursts of up to twice as many; \
                        further ones are refused, except /health. Raising it lets one client take more of this machine \
                        from the learner.""")
                .define(DOCUMENTS, INT, 100_000, atLeast(1), MEDIUM, """
                        How many of the newest documents, over all models, the HTTP interface remembers. Raising it \
                        keeps older documents available and takes about 1 kB of memory for each.""");
    }
}
