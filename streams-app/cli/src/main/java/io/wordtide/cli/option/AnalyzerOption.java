package io.wordtide.cli.option;

import io.wordtide.personal.PersonalData;
import io.wordtide.text.DocumentAnalyzer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An analyzer named on the command line. */
public final class AnalyzerOption {

    private AnalyzerOption() {}

    public static DocumentAnalyzer named(String name, PersonalData.Policy personalData, CommandSpec command) {
        try {
            return DocumentAnalyzer.named(name, personalData);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
