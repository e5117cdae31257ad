package io.wordtide.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where numbers came from. The platform matters: the last bits of a matrix product depend on the processor's vector
 * width, so bits are reproduced only on the same type of machine.
 *
 * @param createdAt when the snapshot was taken
 * @param javaRuntime vendor and version of the JVM
 * @param platform operating system and architecture
 * @param wordtideVersion version of the model's jar, or "development" when run from classes
 */
public record ModelProvenance(Instant createdAt, String javaRuntime, String platform, String wordtideVersion) {

    /** This process, now. */
    public static ModelProvenance current() {
        String version = ModelProvenance.class.getPackage().getImplementationVersion();
        return new ModelProvenance(
                Instant.now(),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                version == null ? "development" : version);
    }

    /** The components that do not depend on the time, by name. */
    public Map<String, String> describePlatform() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("javaRuntime", javaRuntime);
        names.put("platform", platform);
        names.put("wordtideVersion", wordtideVersion);
        return names;
    }

    /** Every component by its name, as text. */
    public Map<String, String> describe() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("createdAt", createdAt.toString());
        names.putAll(describePlatform());
        return names;
    }
}
