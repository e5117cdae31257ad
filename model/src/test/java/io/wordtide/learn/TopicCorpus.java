package io.wordtide.learn;

import io.wordtide.corpus.Corpus;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary;
import java.util.List;

/** Documents of {@link TwoTopics} as a corpus. */
public final class TopicCorpus {

    private TopicCorpus() {}

    /** 120 training, 30 validation and 40 test documents. */
    public static Corpus small() {
        Vocabulary vocabulary = TwoTopics.vocabulary();
        return new Corpus(vocabulary, documents(1, 120), documents(2, 30), documents(3, 40));
    }

    private static List<DocumentCounts> documents(long seed, int count) {
        return TwoTopics.miniBatches(seed, 1, count).get(0).stream()
                .map(TwoTopics.vocabulary()::index)
                .toList();
    }
}
