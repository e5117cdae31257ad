package io.wordtide.cli.command.watch;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.connection.TopicTail;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that prints a line for each record of a topic. */
abstract class WatchRecords<V> implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--from-beginning", description = "Start with the records already on the topic, not with new ones.")
    private boolean fromBeginning;

    @Option(names = "--count", paramLabel = "N", description = "Exit after N lines. Default: run until interrupted.")
    private @Nullable Long count;

    @Spec
    private CommandSpec command;

    private long printed;

    /** The topic to follow. */
    abstract Topic<String, V> topic(Topics topics);

    /** Called once, when the configuration is known. */
    void prepare(ClusterConnection connection) {}

    /** What to print for a record, if anything. */
    abstract Optional<String> line(ConsumerRecord<String, V> record);

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect();
                TopicTail<V> tail = new TopicTail<>(connection.consumerProperties(), topic(connection.topics()))) {
            stop.onStop(tail::stop);
            prepare(connection);
            tail.follow(fromBeginning, record -> print(line(record), out));
        }
        return ExitCode.OK;
    }

    /** Returns whether to continue. */
    private boolean print(Optional<String> line, PrintWriter out) {
        line.ifPresent(text -> {
            out.println(text);
            out.flush();
            printed++;
        });
        return count == null || printed < count;
    }
}
