package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.schema.Document;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.streams.store.ForgetRequests.Request;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model that has forgotten documents is, bit for bit, the one of a stream that never had them. Four documents make a
 * mini-batch, and three mini-batches a snapshot.
 */
class ForgettingTest {

    private static final int DOCUMENTS = 48;

    /** After these documents the stream pauses, with documents waiting. */
    private static final Set<Integer> PAUSES_AFTER = Set.of(5, 6, 17);

    @TempDir
    Path folder;

    /** What decides how a model goes on. */
    private record State(
            String fingerprint, long documentsSeen, Map<String, Long> frequencies, List<String> waiting, long next) {

        static State of(LearnProcessorHarness harness, String modelId) {
            RestoredModel model = harness.restored(modelId);
            OnlineLearner learner = model.learner();
            Map<String, Long> frequencies = new TreeMap<>();
            for (String term : List.of("oil", "tanker", "refinery", "wheat", "grain", "harvest", "barrel", "farmer")) {
                frequencies.put(
                        term,
                        Double.doubleToLongBits(learner.documentFrequencies().of(term)));
            }
            return new State(
                    StateFingerprint.of(learner),
                    learner.documentFrequencies().documentCount(),
                    frequencies,
                    model.waitingBags().stream().map(WordCounts::getDocumentId).toList(),
                    model.waiting().nextSequence());
        }
    }

    static List<Set<Integer>> forgotten() {
        return List.of(
                Set.of(0), // the model's space follows from the first mini-batch
                Set.of(3, 4),
                Set.of(5), // before a pause
                Set.of(6), // a mini-batch of its own
                Set.of(11, 12), // on both sides of a snapshot
                Set.of(20),
                Set.of(43),
                Set.of(45), // learned last
                Set.of(46), // waits
                Set.of(0, 7, 13, 22, 23, 24, 25, 39, 44),
                Set.of(40, 41, 42, 43, 44, 45, 46, 47));
    }

    @ParameterizedTest
    @MethodSource("forgotten")
    void shouldBeTheModelOfAStreamThatNeverHadTheDocuments(Set<Integer> forgotten) {
        // Given
        try (LearnProcessorHarness without = harness("without", Map.of());
                LearnProcessorHarness with = harness("with", Map.of())) {
            send(without, DOCUMENTS, forgotten);
            send(with, DOCUMENTS, Set.of());

            // When
            forget(with, forgotten);

            // Then
            assertThat(State.of(with, "default")).isEqualTo(State.of(without, "default"));
        }
    }

    @ParameterizedTest
    @MethodSource("forgotten")
    void shouldGoOnAsIfItNeverHadTheDocuments(Set<Integer> forgotten) {
        try (LearnProcessorHarness without = harness("without", Map.of());
                LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(without, DOCUMENTS, forgotten);
            send(with, DOCUMENTS, Set.of());
            forget(with, forgotten);
            int before = without.emitted().size();
            int beforeWith = with.emitted().size();

            // When
            without.send(TinyCorpus.documents(DOCUMENTS, 70));
            with.send(TinyCorpus.documents(DOCUMENTS, 70));

            // Then
            List<Emitted> expected = without.emitted();
            List<Emitted> found = with.emitted();
            assertThat(found.subList(beforeWith, found.size())).isEqualTo(expected.subList(before, expected.size()));
        }
    }

    @Test
    void shouldForgetAgainWhatTheSecondRequestsAskFor() {
        try (LearnProcessorHarness without = harness("without", Map.of());
                LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(without, DOCUMENTS, Set.of(2, 14, 30));
            send(with, DOCUMENTS, Set.of());

            // When
            for (int n : List.of(30, 2, 14)) {
                with.askToForget("d" + n);
                with.forget();
            }

            // Then
            assertThat(State.of(with, "default")).isEqualTo(State.of(without, "default"));
        }
    }

    @Test
    void shouldForgetAllRecordsOfADocumentThatCameSeveralTimes() {
        try (LearnProcessorHarness without = harness("without", Map.of());
                LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            without.send(TinyCorpus.documents(0, 2));
            without.send(TinyCorpus.documents(3, 22));
            with.send(TinyCorpus.documents(0, 15));
            with.send(TinyCorpus.documents(2, 3));
            with.send(TinyCorpus.documents(15, 22));
            with.send(TinyCorpus.documents(2, 3));

            // When
            with.askToForget("d2");
            with.forget();

            // Then
            assertThat(State.of(with, "default")).isEqualTo(State.of(without, "default"));
            assertThat(with.emitted(ForgottenDocument.class))
                    .extracting(ForgottenDocument::getRecordCount)
                    .containsExactly(3);
        }
    }

    @Test
    void shouldLearnADocumentThatArrivesAgainAfterTheRequest() {
        try (LearnProcessorHarness without = harness("without", Map.of());
                LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(without, 20, Set.of(2));
            without.send(TinyCorpus.documents(2, 3));
            send(with, 20, Set.of());

            // When
            with.askToForget("d2");
            with.send(TinyCorpus.documents(2, 3));
            with.forget();

            // Then
            assertThat(State.of(with, "default")).isEqualTo(State.of(without, "default"));
        }
    }

    @Test
    void shouldKeepTheEmbeddingOfADocumentThatArrivesAgainAfterTheRequest() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(with, 20, Set.of());
            with.askToForget("d2");

            // When: it is learned before the old one has been forgotten
            with.send(TinyCorpus.documents(2, 3));
            with.send(TinyCorpus.documents(20, 24));
            with.forget();

            // Then
            assertThat(with.emitted())
                    .filteredOn(record -> record.child().equals(LearnProcessor.DOCUMENT_EMBEDDINGS)
                            && record.key().equals("d2"))
                    .last()
                    .satisfies(record -> assertThat(record.value()).isNotNull());
        }
    }

    @Test
    void shouldForgetAlthoughRequestsKeepComing() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(with, 20, Set.of());
            with.askToForget("d2");

            // When: one a check, as from a table of which rows are deleted all the time
            for (int n = 0; n < 20; n++) {
                with.askToForget("d" + (n % 2 == 0 ? n : 1_000 + n));
                with.forgetNext();
            }

            // Then
            assertThat(with.emitted(ForgottenDocument.class))
                    .extracting(ForgottenDocument::getDocumentId)
                    .contains("d2", "d0", "d10");
        }
    }

    /** The new record of a document that was to be forgotten must not have the number of an old one. */
    @Test
    void shouldRenumberRequestsThatArriveMeanwhile() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(with, 20, Set.of());
            WordtideConfig config = WordtideConfig.of(TinyCorpus.SETTINGS);
            LearnerStores stores = with.stores();
            Request before = new Request(20, Instant.EPOCH);
            Forgetting forgetting = Forgetting.begin("default", config, stores, Map.of("d2", before, "d4", before))
                    .orElseThrow();
            while (!forgetting.advance(System.nanoTime())) {
                // one mini-batch a turn
            }

            // When
            stores.forgetRequests().add("default", "d7", before);
            forgetting.finish();

            // Then: 18 documents are left, and d7 is no duplicate
            assertThat(stores.forgetRequests().of("default").get("d7")).isEqualTo(new Request(18, Instant.EPOCH));
            assertThat(stores.recent().contains("default", "d7")).isFalse();
            assertThat(stores.recent().contains("default", "d8")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldCatchUpWithDocumentsThatArriveMeanwhileWhateverIsTornDown(int documentsBetweenRestarts) {
        try (LearnProcessorHarness without = harness("without", Map.of());
                LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(without, 20, Set.of(2, 16));
            without.send(TinyCorpus.documents(20, 45));
            send(with, 20, Set.of());
            with.askToForget("d2");
            with.askToForget("d16");

            // When
            for (int n = 20; n < 45; n++) {
                with.send(TinyCorpus.documents(n, n + 1));
                if (n % documentsBetweenRestarts == 0) {
                    with.restart();
                }
            }
            with.forget();

            // Then
            assertThat(State.of(with, "default")).isEqualTo(State.of(without, "default"));
        }
    }

    @Test
    void shouldForgetInWhicheverModelHasTheDocument() {
        Map<String, String> bySource = Map.of("wordtide.model.route", "source");
        try (LearnProcessorHarness without = harness("without", bySource);
                LearnProcessorHarness with = harness("with", bySource)) {
            // Given
            for (int n = 0; n < 30; n++) {
                Document document = Document.newBuilder(TinyCorpus.document(n))
                        .setSource(n % 3 == 0 ? "desk" : "desktop")
                        .build();
                with.send(List.of(document));
                if (n != 9 && n != 10) {
                    without.send(List.of(document));
                }
            }

            // When
            with.askToForget("d9");
            with.askToForget("d10");
            with.forget();

            // Then
            assertThat(State.of(with, "desk")).isEqualTo(State.of(without, "desk"));
            assertThat(State.of(with, "desktop")).isEqualTo(State.of(without, "desktop"));
            assertThat(with.emitted(ForgottenDocument.class))
                    .extracting(ForgottenDocument::getModel)
                    .containsExactlyInAnyOrder("desk", "desktop");
        }
    }

    @Test
    void shouldCertifyWhatItHasForgotten() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(with, DOCUMENTS, Set.of());

            // When: three of four fall out of the last mini-batch, where two waited
            with.askToForget("d20");
            with.askToForget("d21");
            with.askToForget("d22");
            with.askToForget("never seen");
            with.forget();

            // Then
            State state = State.of(with, "default");
            assertThat(with.emitted(ForgottenDocument.class))
                    .allSatisfy(certificate -> {
                        assertThat(certificate.getRecordCount()).isEqualTo(1);
                        assertThat(certificate.getDocumentsSeen()).isEqualTo(state.documentsSeen());
                        assertThat(certificate.getStateSha256()).isEqualTo(state.fingerprint());
                        assertThat(certificate.getModelVersion())
                                .isEqualTo(with.restored("default").learner().version());
                    })
                    .extracting(ForgottenDocument::getDocumentId, ForgottenDocument::getWaitingAgainCount)
                    .containsExactly(tuple("d20", 1), tuple("d21", 0), tuple("d22", 0));
        }
    }

    @Test
    void shouldCertifyDocumentsThatWait() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(with, DOCUMENTS, Set.of());

            // When
            with.askToForget("d46");
            with.askToForget("d47");
            with.forget();

            // Then
            assertThat(with.emitted(ForgottenDocument.class))
                    .extracting(ForgottenDocument::getDocumentId, ForgottenDocument::getWaitingAgainCount)
                    .containsExactly(tuple("d46", -2), tuple("d47", 0));
        }
    }

    @Test
    void shouldMakeTheTopicsThoseOfTheModelWithoutTheDocument() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given: a word that only the document has
            with.send(List.of(TinyCorpus.document("secret", "oil zebra")));
            send(with, DOCUMENTS, Set.of());
            with.pause();
            int before = with.emitted().size();

            // When
            with.askToForget("secret");
            with.forget();

            // Then
            List<Emitted> since = with.emitted().subList(before, with.emitted().size());
            assertThat(since)
                    .contains(new Emitted(LearnProcessor.DOCUMENT_EMBEDDINGS, "secret", null))
                    .contains(new Emitted(LearnProcessor.WORD_EMBEDDINGS, "zebra", null));
            Set<String> published = new TreeSet<>();
            since.stream()
                    .map(Emitted::value)
                    .filter(WordEmbedding.class::isInstance)
                    .map(WordEmbedding.class::cast)
                    .forEach(word -> published.add(word.getTerm()));
            assertThat(published).contains("oil", "wheat").doesNotContain("zebra");
        }
    }

    @Test
    void shouldChangeNothingWhenNoModelHasTheDocument() {
        try (LearnProcessorHarness with = harness("with", Map.of())) {
            // Given
            send(with, DOCUMENTS, Set.of());
            State before = State.of(with, "default");

            // When
            with.askToForget("never seen");
            with.forget();

            // Then
            assertThat(State.of(with, "default")).isEqualTo(before);
            assertThat(with.emitted(ForgottenDocument.class)).isEmpty();
        }
    }

    @Test
    void shouldNotForgetWhatTheJournalNoLongerReaches() {
        try (LearnProcessorHarness with = harness("with", Map.of("wordtide.snapshot.keep", "1"))) {
            // Given: three snapshots, of which one is kept
            send(with, DOCUMENTS, Set.of());
            State before = State.of(with, "default");

            // When
            with.askToForget("d2");
            with.forget();

            // Then
            assertThat(State.of(with, "default")).isEqualTo(before);
            assertThat(with.emitted(ForgottenDocument.class)).isEmpty();
        }
    }

    private LearnProcessorHarness harness(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return new LearnProcessorHarness(WordtideConfig.of(all), folder.resolve(name));
    }

    private static void forget(LearnProcessorHarness harness, Set<Integer> documents) {
        documents.forEach(n -> harness.askToForget("d" + n));
        harness.forget();
    }

    private static void send(LearnProcessorHarness harness, int documents, Set<Integer> without) {
        for (int n = 0; n < documents; n++) {
            if (!without.contains(n)) {
                harness.send(TinyCorpus.documents(n, n + 1));
            }
            if (PAUSES_AFTER.contains(n)) {
                harness.pause();
            }
        }
    }
}
