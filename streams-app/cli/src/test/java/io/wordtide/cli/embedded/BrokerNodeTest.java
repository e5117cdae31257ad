package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrokerNodeTest {

    private static final Path DIRECTORY = Path.of("nodes");

    @Test
    void shouldGiveEachNodeOfAClusterItsOwnPlaceAndAllTheSameVoters() {
        // When
        List<BrokerNode> nodes = BrokerNode.cluster(DIRECTORY, 3);

        // Then
        assertThat(nodes).extracting(BrokerNode::id).containsExactly(1, 2, 3);
        assertThat(nodes.stream().flatMap(node -> Stream.of(node.address(), node.controllerAddress(node.id()))))
                .doesNotHaveDuplicates();
        assertThat(nodes).extracting(BrokerNode::directory).doesNotHaveDuplicates();
        assertThat(nodes)
                .extracting(BrokerNode::quorumVoters)
                .containsOnly("1@%s,2@%s,3@%s"
                        .formatted(
                                nodes.get(0).controllerAddress(1),
                                nodes.get(1).controllerAddress(2),
                                nodes.get(2).controllerAddress(3)));
        assertThat(nodes).extracting(BrokerNode::replicas).containsOnly(3);
    }

    @Test
    void shouldKeepOneCopyOnANodeThatIsAlone() {
        // When, Then
        assertThat(BrokerNode.alone(DIRECTORY, 0).replicas()).isEqualTo(1);
    }

    @Test
    void shouldRefuseANodeThatHasNoPorts() {
        // When, Then
        assertThatThrownBy(() -> new BrokerNode(2, DIRECTORY, "id", List.of(1), List.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a node id from 1 to the number of ports, found 2 and 1 broker ports and 1"
                        + " controller ports");
    }
}
