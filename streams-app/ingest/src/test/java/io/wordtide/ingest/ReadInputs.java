package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import io.wordtide.ingest.ReadResult.Accepted;
import io.wordtide.ingest.format.InputFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.jspecify.annotations.Nullable;

/** Reads inputs whose content a test writes, and packs them. */
final class ReadInputs {

    private ReadInputs() {}

    static List<ReadResult> read(String name, String content) throws IOException {
        return read(name, content, ReadOptions.byName());
    }

    static List<ReadResult> read(String name, String content, ReadOptions options) throws IOException {
        return read(name, content.getBytes(UTF_8), options);
    }

    static List<ReadResult> read(String name, byte[] content, ReadOptions options) throws IOException {
        List<ReadResult> results = new ArrayList<>();
        readInto(results, DocumentReader.open(input(name, content), options));
        return results;
    }

    static List<ReadResult> read(Input input) throws IOException {
        List<ReadResult> results = new ArrayList<>();
        readInto(results, DocumentReader.open(input, ReadOptions.byName()));
        return results;
    }

    static void readInto(List<ReadResult> results, DocumentReader reader) throws IOException {
        try (reader) {
            for (@Nullable ReadResult result = reader.next(); result != null; result = reader.next()) {
                results.add(result);
            }
        }
    }

    static Input input(String name, byte[] content) {
        return new Input(
                name, name, InputFormat.ofFileName(name).orElse(null), () -> new ByteArrayInputStream(content));
    }

    static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    static List<String> texts(List<ReadResult> results) {
        return results.stream()
                .map(result -> ((Accepted) result).document().getText())
                .toList();
    }

    static byte[] pack(String suffix, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = switch (suffix) {
            case "bz2" -> new BZip2CompressorOutputStream(bytes, 1);
            case "zst" -> new ZstdOutputStream(bytes);
            case "xz" -> new XZCompressorOutputStream(bytes);
            default -> new GZIPOutputStream(bytes);
        }) {
            packed.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
