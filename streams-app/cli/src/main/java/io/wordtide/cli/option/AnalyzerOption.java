package io.wordtide.cli.option;

import io.wordtide.text.DocumentAnalyzer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An analyzer named on the command line. */
public final class AnalyzerOption {

    private AnalyzerOption() {}

    public static DocumentAnalyzer named(String name, CommandSpec command) {
        try {
            return DocumentAnalyzer.named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
