package io.wordtide.ingest.format;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Compressions of a single stream, told by their first bytes. All of them read on where a compressed stream ends and
 * another begins, as {@code cat a.gz b.gz} and parallel compressors write them.
 */
public enum Packing {
    GZIP(".gz", "\u001f\u008b") {
        @Override
        public InputStream unpack(InputStream packed) throws IOException {
            // when a pipe has to wait for its next bytes, the JDK's GZIPInputStream takes that for the end of the data
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },
    BZIP2(".bz2", "BZh[1-9](?:1AY&SY|\u0017rE8P\u0090)") {
        @Override
        public InputStream unpack(InputStream packed) throws IOException {
            return new BZip2CompressorInputStream(packed, true);
        }
    },
    ZSTD(".zst", "\\(\u00b5/\u00fd") {
        @Override
        public InputStream unpack(InputStream packed) throws IOException {
            return new ZstdInputStreamNoFinalizer(packed);
        }
    },
    XZ(".xz", "\u00fd7zXZ\0") {
        @Override
        public InputStream unpack(InputStream packed) throws IOException {
            return XZCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(XZ_MEMORY_KIB)
                    .get();
        }
    };

    /** The strongest preset of xz, -9, takes 65 MiB; whoever packs a file could ask for 4 GiB. */
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private static final int LONGEST_MAGIC = 10;

    private final String suffix;
    private final Pattern magic;

    /** @param magic pattern of the first bytes, one for each character; of bzip2 with the block that follows, for BZh is text */
    Packing(String suffix, String magic) {
        this.suffix = suffix;
        this.magic = Pattern.compile(magic);
    }

    /** The bytes that were packed. */
    public abstract InputStream unpack(InputStream packed) throws IOException;

    /** The packing that the next bytes show; nothing is consumed. */
    public static Optional<Packing> of(BufferedInputStream in) throws IOException {
        in.mark(LONGEST_MAGIC);
        String head = new String(in.readNBytes(LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
        in.reset();
        return Arrays.stream(values())
                .filter(packing -> packing.magic.matcher(head).lookingAt())
                .findFirst();
    }

    /** The packing that a name promises. */
    public static Optional<Packing> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(packing -> name.endsWith(packing.suffix))
                .findFirst();
    }

    /** The name of what is in it: without the suffix of a packing. */
    static String nameOfContent(String fileName) {
        return ofName(fileName)
                .map(packing -> fileName.substring(0, fileName.length() - packing.suffix.length()))
                .orElse(fileName);
    }

    /** As written in messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
