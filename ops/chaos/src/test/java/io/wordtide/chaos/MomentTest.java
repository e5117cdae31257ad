package io.wordtide.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

    @ParameterizedTest
    @CsvSource({
        "REFINEMENT, io.wordtide.refine.NewtonRefiner, refine",
        "PRODUCE, io.wordtide.streams.processor.LearnerOutputs, send",
        "PRODUCE, org.apache.kafka.streams.processor.internals.RecordCollectorImpl, send",
        "SNAPSHOT, io.wordtide.streams.store.SnapshotStore, save",
        "RESTORE, org.apache.kafka.streams.processor.internals.ProcessorStateManager, restore",
        "RESTORE, io.wordtide.streams.processor.JournalReplay, onLearned",
        "COMMIT, org.apache.kafka.clients.producer.KafkaProducer, commitTransaction",
    })
    void shouldKnowAFrameThatExistsAndNoOtherMomentDoes(Moment moment, String className, String methodName)
            throws ClassNotFoundException {
        // Given: a method of that name, so that a renamed one fails here
        assertThat(Arrays.stream(Class.forName(className).getDeclaredMethods()).map(Method::getName))
                .contains(methodName);
        StackTraceElement frame = new StackTraceElement(className, methodName, "File.java", 1);

        // When, Then
        assertThat(Arrays.stream(Moment.values()).filter(each -> each.contains(frame)))
                .containsExactly(moment);
    }
}
