package io.wordtide.access;

import static io.wordtide.streams.topics.AdminCalls.await;
import static io.wordtide.streams.topics.AdminCalls.awaitUntil;

import io.wordtide.cli.embedded.BrokerNode;
import io.wordtide.cli.embedded.EmbeddedBroker;
import io.wordtide.integration.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.tools.AclCommand;

/**
 * A broker that lets a user do only what ACLs allow, and the Schema Registry of the shared cluster. Users log in with
 * their name as password.
 */
final class SecuredBroker implements AutoCloseable {

    private static final String ADMINISTRATOR = "admin";

    private final Path directory;
    private final EmbeddedBroker broker;
    private final Admin admin;

    /** @param users names of those that may log in; they are not allowed anything yet */
    SecuredBroker(Path directory, String... users) throws IOException {
        this.directory = directory;
        BrokerNode node = BrokerNode.cluster(directory, 1).get(0);
        this.broker = EmbeddedBroker.start(node, settings(List.of(users)));
        this.admin = Admin.create(new HashMap<>(client(ADMINISTRATOR)));
    }

    private static Map<String, String> settings(List<String> users) {
        List<String> all = new ArrayList<>(users);
        all.add(ADMINISTRATOR);
        String passwords = all.stream().map("user_%1$s=\"%1$s\""::formatted).collect(Collectors.joining(" "));
        return Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                login(ADMINISTRATOR, passwords),
                "authorizer.class.name",
                StandardAuthorizer.class.getName(),
                // the broker itself: as a client of its own listener, and of the controller's
                "super.users",
                "User:" + ADMINISTRATOR + ";User:ANONYMOUS");
    }

    private static String login(String user, String passwords) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%1$s\" %2$s;"
                .formatted(user, passwords);
    }

    private Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(user, ""));
    }

    /** A file for {@code --config}, with which a command logs in as a user. */
    Path configuration(String user, Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(client(user));
        all.put("schema.registry.url", SharedCluster.get().schemaRegistryUrl());
        all.putAll(more);
        return Files.write(
                directory.resolve(user + ".properties"),
                all.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
    }

    /**
     * Runs kafka-acls as the administrator.
     *
     * @param arguments of each run, beside those that name the server
     * @return what was not allowed before
     */
    Set<AclBinding> grant(List<List<String>> arguments) throws IOException {
        Set<AclBinding> before = granted();
        Path administrator = configuration(ADMINISTRATOR, Map.of());
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("expected kafka-acls to accept " + arguments + ", found that it did not");
        });
        try {
            for (List<String> line : arguments) {
                List<String> all = new ArrayList<>(List.of(
                        "--bootstrap-server",
                        broker.bootstrapServers(),
                        "--command-config",
                        administrator.toString(),
                        "--add"));
                all.addAll(line);
                AclCommand.main(all.toArray(String[]::new));
            }
        } finally {
            Exit.resetExitProcedure();
        }
        Set<AclBinding> granted = granted();
        granted.removeAll(before);
        return granted;
    }

    void allow(Collection<AclBinding> bindings) {
        await("add ACLs", admin.createAcls(bindings).all());
        awaitUntil("the ACLs to hold", () -> granted().containsAll(bindings));
    }

    void refuse(Collection<AclBinding> bindings) {
        await(
                "delete ACLs",
                admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList())
                        .all());
        awaitUntil("the ACLs to be gone", () -> granted().stream().noneMatch(bindings::contains));
    }

    private Set<AclBinding> granted() {
        return new HashSet<>(
                await("list the ACLs", admin.describeAcls(AclBindingFilter.ANY).values()));
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
