package io.wordtide.chaos;

import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts names on the command line to faults. */
final class FaultConverter implements ITypeConverter<Fault>, Iterable<String> {

    @Override
    public Fault convert(String name) {
        try {
            return Fault.named(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Fault.values()).map(Fault::toString).iterator();
    }
}
