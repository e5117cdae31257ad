package io.wordtide.cli.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * One node of an embedded cluster, and where the others are. A node must know all addresses before it starts, so the
 * ports are chosen here and stay the same when a node is started again.
 *
 * @param id 1 for the first node
 * @param directory where the node keeps its logs
 * @param clusterId the same for all nodes; used when the directory is new
 * @param brokerPorts ports that clients connect to, by node id minus one
 * @param controllerPorts ports that the nodes' controllers connect to, by node id minus one
 */
public record BrokerNode(
        int id, Path directory, String clusterId, List<Integer> brokerPorts, List<Integer> controllerPorts) {

    private static final int MOST_REPLICAS = 3;

    public BrokerNode {
        brokerPorts = List.copyOf(brokerPorts);
        controllerPorts = List.copyOf(controllerPorts);
        if (id < 1 || id > brokerPorts.size() || brokerPorts.size() != controllerPorts.size()) {
            throw new IllegalArgumentException("expected a node id from 1 to the number of ports, found " + id + " and "
                    + brokerPorts.size() + " broker ports and " + controllerPorts.size() + " controller ports");
        }
    }

    /**
     * The nodes of a cluster, on free ports of the loopback address.
     *
     * @param directory receives a directory for each node
     */
    public static List<BrokerNode> cluster(Path directory, int nodeCount) {
        String clusterId = Uuid.randomUuid().toString();
        List<Integer> ports = LoopbackPorts.free(2 * nodeCount);
        List<BrokerNode> nodes = new ArrayList<>();
        for (int id = 1; id <= nodeCount; id++) {
            nodes.add(new BrokerNode(
                    id,
                    directory.resolve("broker-" + id),
                    clusterId,
                    ports.subList(0, nodeCount),
                    ports.subList(nodeCount, 2 * nodeCount)));
        }
        return nodes;
    }

    /** The only node of its cluster. */
    static BrokerNode alone(Path directory, int port) {
        int brokerPort = LoopbackPorts.require(port, "--port");
        List<Integer> controllerPorts = LoopbackPorts.free(1);
        return new BrokerNode(1, directory, Uuid.randomUuid().toString(), List.of(brokerPort), controllerPorts);
    }

    /** Host and port of this node, for clients. */
    public String address() {
        return LoopbackPorts.HOST + ":" + brokerPorts.get(id - 1);
    }

    String controllerAddress(int nodeId) {
        return LoopbackPorts.HOST + ":" + controllerPorts.get(nodeId - 1);
    }

    /** For {@code controller.quorum.voters}. */
    String quorumVoters() {
        return IntStream.rangeClosed(1, controllerPorts.size())
                .mapToObj(node -> node + "@" + controllerAddress(node))
                .collect(Collectors.joining(","));
    }

    /** Copies of each partition: one on each node, up to three. */
    int replicas() {
        return Math.min(MOST_REPLICAS, brokerPorts.size());
    }
}
