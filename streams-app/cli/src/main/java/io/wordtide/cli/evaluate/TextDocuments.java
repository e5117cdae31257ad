package io.wordtide.cli.evaluate;

import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.ReadResult.Accepted;
import io.wordtide.ingest.ReadResult.Rejected;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.schema.Document;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Texts of files as bags of words, read as {@code ingest} reads them. */
public final class TextDocuments {

    private TextDocuments() {}

    /** Whether a file holds texts: the options say so, or its name indicates JSON Lines or CSV. */
    public static boolean areTexts(Path file, ReadOptions options) {
        if (options.format() != null) {
            return true;
        }
        return InputFormat.ofFileName(String.valueOf(file.getFileName()))
                .filter(format -> format == InputFormat.JSON_LINES || format == InputFormat.CSV)
                .isPresent();
    }

    /**
     * Passes on the bag of each document, in order.
     *
     * @throws InputException if the file cannot be read or has a record that is not a document: a corpus to measure on
     *     must be complete
     */
    public static void forEach(Path file, ReadOptions options, DocumentAnalyzer analyzer, Consumer<BagOfWords> consumer)
            throws IOException {
        for (Input input : Inputs.resolve(List.of(file.toString()), options, InputStream.nullInputStream())) {
            try (DocumentReader documents = DocumentReader.open(input, options)) {
                for (ReadResult result = documents.next(); result != null; result = documents.next()) {
                    if (result instanceof Accepted accepted) {
                        consumer.accept(bag(accepted.document(), analyzer));
                    } else if (result instanceof Rejected rejected) {
                        throw new InputException("%s: expected only documents, found a record that is not one: %s"
                                .formatted(rejected.origin(), rejected.cause()));
                    }
                }
            }
        }
    }

    private static BagOfWords bag(Document document, DocumentAnalyzer analyzer) {
        return analyzer.analyze(analyzer.language(document.getLanguage(), document.getText()), document.getText());
    }
}
