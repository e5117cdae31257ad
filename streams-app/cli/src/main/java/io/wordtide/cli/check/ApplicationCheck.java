package io.wordtide.cli.check;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.changelog.StateException;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;

/** All checks of an application on a cluster, one after the other. */
public final class ApplicationCheck {

    private final Map<String, Supplier<List<Finding>>> checks;

    /**
     * @param admin not closed here
     * @param registry not closed here
     */
    public ApplicationCheck(WordtideConfig config, Admin admin, SchemaRegistryClient registry) {
        this(checks(config, admin, registry));
    }

    /** @param checks in their order, by the subject that a failed check is reported under */
    ApplicationCheck(Map<String, Supplier<List<Finding>>> checks) {
        this.checks = checks;
    }

    /** The check of the registry and its schemas alone, which asks no broker. */
    public static ApplicationCheck ofSchemas(WordtideConfig config, SchemaRegistryClient registry) {
        return new ApplicationCheck(Map.of("schemas", new SchemaCheck(config, config.topics(registry), registry)));
    }

    private static Map<String, Supplier<List<Finding>>> checks(
            WordtideConfig config, Admin admin, SchemaRegistryClient registry) {
        Topics topics = config.topics(registry);
        Map<String, Supplier<List<Finding>>> checks = new LinkedHashMap<>();
        checks.put("kafka", new BrokerCheck(admin));
        checks.put("access", new AccessCheck(config, topics, admin));
        checks.put("time limits", new StepCheck(config, admin));
        checks.put("topics", new TopicCheck(config, topics, admin));
        checks.put("schemas", new SchemaCheck(config, topics, registry));
        checks.put("models", new ModelCheck(config));
        checks.put("progress", new ProgressCheck(config, admin));
        return checks;
    }

    /**
     * Runs all checks; a check that fails to run is a problem, too.
     *
     * @param findings receives each finding as it is made
     * @return whether there were no problems
     */
    public boolean run(Consumer<Finding> findings) {
        boolean ok = true;
        for (Map.Entry<String, Supplier<List<Finding>>> check : checks.entrySet()) {
            for (Finding finding : run(check.getKey(), check.getValue())) {
                findings.accept(finding);
                ok &= finding.ok();
            }
        }
        return ok;
    }

    private static Finding notAllowed(String subject) {
        return Finding.problem(subject, "not checked, because this user is not allowed to; see the access lines");
    }

    private static List<Finding> run(String subject, Supplier<List<Finding>> check) {
        try {
            return check.get();
        } catch (TopicException | StateException | ConfigException e) {
            return List.of(
                    e.getCause() instanceof AuthorizationException
                            ? notAllowed(subject)
                            : Finding.problem(subject, String.valueOf(e.getMessage())));
        } catch (AuthorizationException e) {
            return List.of(notAllowed(subject));
        } catch (KafkaException e) {
            return List.of(Finding.problem(subject, "Kafka refuses: " + e.getMessage()));
        }
    }
}
