package io.wordtide.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.Main;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.integration.WordtideProcess;
import io.wordtide.testing.Console;
import io.wordtide.testing.FeedServer;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/access.md}: its lines suffice, and none of them can be left out. */
@SuppressWarnings("NullAway.Init") // made at the beginning of the test
class AccessPageIT {

    private static final String APPLICATION = "run, check";

    @TempDir
    private Path directory;

    private AccessPage page;
    private SecuredBroker broker;

    @Test
    void shouldDoTheWorkOfEachCommandWithItsLinesAndNotWithoutOneOfThem() throws Exception {
        page = new AccessPage();
        try (SecuredBroker secured = new SecuredBroker(directory, "wordtide", "feeds", "reader", "operator")) {
            broker = secured;
            createTopics();
            checkBeforeTheFirstStart();
            ingest();
            run();
            checkAfterwards();
            read();
            operate();
        }
    }

    private void createTopics() throws IOException {
        // the topics do not exist yet, so each right is missed where it is needed first
        requireEach(
                "topics create",
                "operator",
                right -> right.entry().operation() == AclOperation.CREATE,
                "topics",
                "create");
        // now they exist, and CREATE is not asked for
        requireEach(
                "topics create",
                "operator",
                right -> right.entry().operation() != AclOperation.CREATE,
                "topics",
                "create");
    }

    private void checkBeforeTheFirstStart() throws IOException {
        assertThat(command("wordtide", "check").out())
                .as("everything that is missing, at once")
                .contains(
                        "problem  access: not allowed on the topic wordtide.documents: [READ]; grant these operations",
                        "problem  access: not allowed on the topic wordtide.dead-letters: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide.embeddings.documents: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide.embeddings.words: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide.forgotten.documents: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide.learning.events: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide.learning.reports: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide.stories: [WRITE]; ",
                        "problem  access: not allowed on the topic wordtide-bag-journal-changelog: [READ, WRITE]; ",
                        "problem  access: not allowed on the topic wordtide-bags-repartition: [READ, WRITE, DELETE]; ",
                        "problem  access: not allowed to create the topic wordtide-bags-repartition: grant CREATE on"
                                + " topics that begin with wordtide-, unless it exists",
                        "problem  access: not allowed on the consumer group wordtide: [READ]; ",
                        "problem  access: the transactional id wordtide-check cannot be used: ")
                .doesNotContain("create the topic wordtide.", "__transaction_state:");
        // READ, WRITE and DELETE on internal topics are not known before they exist
        requireEach(
                APPLICATION,
                "wordtide",
                right -> !right.pattern().name().matches("wordtide-.*")
                        || right.pattern().resourceType() != ResourceType.TOPIC
                        || right.entry().operation() == AclOperation.CREATE,
                "check");
    }

    private void ingest() throws IOException {
        String lines = Stream.concat(
                        IntStream.range(0, 24)
                                .mapToObj(n -> TinyCorpus.document(n).getText()),
                        Stream.of("1000")) // no letter: a dead letter of the application
                .map("{\"text\": \"%s\"}%n"::formatted)
                .collect(Collectors.joining());
        Path file = Files.writeString(directory.resolve("in.jsonl"), lines);
        requireEach("ingest FILE", "feeds", right -> true, "ingest", file.toString());
    }

    private void run() throws Exception {
        Set<AclBinding> rights = broker.grant(page.arguments(APPLICATION));
        Set<AclBinding> reading = broker.grant(page.arguments("watch perplexity"));
        try (WordtideProcess run = new WordtideProcess(directory, "run", "--config=" + configuration("wordtide"))) {
            // 24 documents in mini-batches of 4
            Console reports = command("reader", "watch", "perplexity", "--from-beginning", "--count=6");
            assertThat(reports.exitCode()).as(reports.err()).isZero();
            run.terminate();
            run.exitCode();
            assertThat(run.output())
                    .contains("Closed: all work in progress is committed.")
                    .doesNotContain("ERROR");
        }
        broker.refuse(reading);
        broker.refuse(rights);
        // once the internal topics exist, CREATE is not needed; without DELETE they grow. Two of the others: the rest
        // ends in the same way, and takes seconds each
        requireEach(
                APPLICATION,
                "wordtide",
                right -> right.pattern().resourceType() == ResourceType.GROUP
                        || right.pattern().name().equals("wordtide.learning.events"),
                false,
                "run");
    }

    private void checkAfterwards() throws IOException {
        requireEach(APPLICATION, "wordtide", right -> right.entry().operation() != AclOperation.CREATE, "check");
        Set<AclBinding> rights = broker.grant(page.arguments(APPLICATION));
        assertThat(command("wordtide", "check").out())
                .contains(
                        "ok       transactions: not checked: this user is not allowed DESCRIBE and DESCRIBE_CONFIGS on"
                                + " __transaction_state and DESCRIBE_CONFIGS on the cluster",
                        "ok       access: topics, consumer group and transactions can be used",
                        "the limit of the brokers is not visible",
                        "ok       topics: all public topics exist; their settings were not checked: ",
                        "ok       internal topics: 5 of 5 exist; their settings were not checked: ");
        assertThat(command("wordtide", "check", "--set=transaction.timeout.ms=900001")
                        .out())
                .as("more than the brokers' 15 minutes")
                .contains("transaction.timeout.ms is 900001, which the brokers refuse (")
                .contains("ok       access: ");
        Set<AclBinding> more = broker.grant(page.arguments("check, to see all"));
        assertThat(command("wordtide", "check").out())
                .contains(
                        "ok       transactions: 1 replicas, 1 must be in sync",
                        "brokers allow 900000",
                        "ok       topics: all public topics exist, as expected",
                        "ok       internal topics: 5 of 5 exist, as expected")
                .doesNotContain("not checked", "not visible");
        broker.refuse(more);
        broker.refuse(rights);
    }

    private void read() throws IOException {
        requireEach(
                "watch perplexity", "reader", right -> true, "watch", "perplexity", "--from-beginning", "--count=1");
        requireEach("watch documents", "reader", right -> true, "watch", "documents", "--from-beginning", "--count=1");
        requireEach("watch events", "reader", right -> true, "watch", "events", "--from-beginning", "--count=1");
        requireEach("nearest, export words, watch words", "reader", right -> true, "nearest", "oil");
        try (FeedServer feeds = new FeedServer().on("/news", FeedServer.text(FeedServer.rss("a")))) {
            String address = feeds.address("/news").toString();
            // this feed has no entry that would be rejected
            Predicate<AclBinding> needed = right -> !right.pattern().name().equals("wordtide.dead-letters")
                    || right.entry().operation() != AclOperation.WRITE;
            requireEach("ingest --feed", "feeds", needed, "ingest", "--feed", address);
        }
    }

    private void operate() throws IOException {
        requireEach("dead-letters list", "operator", right -> true, "dead-letters", "list");
        requireEach("dead-letters replay", "operator", right -> true, "dead-letters", "replay");
        requireEach("snapshot list, snapshot save", "operator", right -> true, "snapshot", "list");
        // without DESCRIBE_CONFIGS it does not say how long the topic keeps records
        requireEach(
                "forget",
                "operator",
                right -> right.entry().operation() != AclOperation.DESCRIBE_CONFIGS,
                "forget",
                "in.jsonl:1",
                "in.jsonl:1000", // in no journal, so that the topic is read
                "--skip-missing");
        requireEach("snapshot rollback, snapshot load", "operator", right -> true, "snapshot", "rollback");
        // the transactional ids are needed where a killed instance left a transaction open
        requireEach(
                "reset",
                "operator",
                right -> right.pattern().resourceType() != ResourceType.TRANSACTIONAL_ID,
                "reset",
                "--yes");
    }

    /** As with {@code true} for whether to run the command with all of its lines at the end. */
    private void requireEach(String lines, String user, Predicate<AclBinding> needed, String... command)
            throws IOException {
        requireEach(lines, user, needed, true, command);
    }

    private void requireEach(
            String lines, String user, Predicate<AclBinding> needed, boolean withAll, String... command)
            throws IOException {
        Set<AclBinding> rights = broker.grant(page.arguments(lines));
        for (AclBinding right : rights.stream().filter(needed).toList()) {
            broker.refuse(Set.of(right));
            Console without = command(user, command);
            assertThat(without.exitCode())
                    .as("%s without %s: %s%s", lines, right, without.out(), without.err())
                    .isEqualTo(ExitCode.FAILURE);
            assertThat(without.out() + without.err())
                    .as("what is refused, without %s", right)
                    .containsPattern("(?i)not authorized|authorization fail|not allowed");
            broker.allow(Set.of(right));
        }
        if (withAll) {
            Console with = command(user, command);
            assertThat(with.exitCode())
                    .as("%s: %s%s", lines, with.out(), with.err())
                    .isZero();
        }
        broker.refuse(rights);
    }

    private Console command(String user, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--config=" + configuration(user));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }

    private Path configuration(String user) throws IOException {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("state.dir", directory.resolve("state").toString());
        return broker.configuration(user, settings);
    }
}
