package io.wordtide.chaos;

import io.wordtide.cli.embedded.BrokerNode;
import io.wordtide.cli.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Entry point of a child process that is one broker of the cluster, until it is killed or asked to end. */
public final class BrokerMain {

    private BrokerMain() {}

    /** @param args as {@link #arguments} makes them */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(
                new BrokerNode(Integer.parseInt(args[0]), Path.of(args[1]), args[2], ports(args[3]), ports(args[4])));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        System.out.println("Serves clients at " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }

    static List<String> arguments(BrokerNode node) {
        return List.of(
                Integer.toString(node.id()),
                node.directory().toString(),
                node.clusterId(),
                text(node.brokerPorts()),
                text(node.controllerPorts()));
    }

    private static String text(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> ports(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }
}
