package io.wordtide.cli.command.sink;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.sink.PostgresDatabase;
import io.wordtide.cli.sink.PostgresSink;
import io.wordtide.cli.sink.VectorStorage;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wordtide sink postgres}: keeps tables of PostgreSQL equal to the topics of embeddings. */
@Command(
        name = "postgres",
        abbreviateSynopsis = true,
        description = {
            "Keeps tables of PostgreSQL equal to the topics of embeddings: a row for each document and each word, replaced"
                    + " by its next record, deleted by a tombstone. With the extension pgvector, vectors can be searched for"
                    + " neighbours.",
            "Runs until interrupted, and continues where the tables end: a process or a database that is killed loses and"
                    + " repeats nothing. A second one stands by."
        },
        footer = {
            "",
            "Example:",
            "  PGPASSWORD=... wordtide sink postgres \\",
            "    --url jdbc:postgresql://localhost/news --user wordtide"
        })
final class SinkPostgresCommand implements Callable<Integer> {

    private static final String URL_START = "jdbc:postgresql:";

    /** With the longest name behind it, below PostgreSQL's 63 bytes. */
    private static final String PREFIX = "[a-z_][a-z0-9_]{0,39}";

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "Of the database: jdbc:postgresql://HOST:PORT/DATABASE, with parameters of the driver after a"
                    + " question mark, such as sslmode=verify-full or currentSchema=news.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "User of the database.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the password. Default: the environment variable PGPASSWORD, then ~/.pgpass.")
    private @Nullable Path passwordFile;

    /** Both if neither is given. */
    @ArgGroup
    private @Nullable What only;

    private static final class What {

        @Option(names = "--documents", description = "Documents only. Default: documents and words.")
        private boolean documents;

        @Option(names = "--words", description = "Words only.")
        private boolean words;
    }

    @Option(
            names = "--table-prefix",
            paramLabel = "PREFIX",
            defaultValue = "wordtide_",
            description = "Of the names of the tables PREFIXdocuments, PREFIXwords, PREFIXoffsets and PREFIXrefused."
                    + " Default: wordtide_.")
    private String tablePrefix;

    @Option(
            names = "--vector",
            paramLabel = "HOW",
            description =
                    "How vectors are stored: pgvector, or array for real[]. Default: as in the table, in a new one"
                            + " pgvector if the database has the extension.")
    private @Nullable VectorStorage vector;

    @Option(names = "--once", description = "Exit when everything is written that is on the topics now.")
    private boolean once;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        requireValidOptions();
        PostgresDatabase database = new PostgresDatabase(url, user, password());
        PrintWriter err = command.commandLine().getErr();
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect()) {
            PostgresSink sink =
                    new PostgresSink(connection, database, tablePrefix, Optional.ofNullable(vector), err::println);
            if (only == null || only.documents) {
                sink.addDocuments();
            }
            if (only == null || only.words) {
                sink.addWords();
            }
            stop.onStop(sink::stop);
            try {
                sink.run(once);
            } finally {
                command.commandLine().getOut().printf("%s, in %s%n", sink.summary(), database.address());
            }
            if (sink.refusedCount() > 0) {
                err.printf(
                        "expected records that a table can hold, found %,d others; see why in the table %srefused%n",
                        sink.refusedCount(), tablePrefix);
            }
            return sink.refusedCount() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private void requireValidOptions() {
        if (!url.startsWith(URL_START)) {
            throw invalid("Expected --url " + URL_START + "//HOST/DATABASE, found another address");
        }
        if (url.toLowerCase(Locale.ROOT).matches(".*[?&]password=.*")) {
            throw invalid(
                    "Expected --url without a password, which every user of this machine could read in the list of"
                            + " processes; use PGPASSWORD or --password-file");
        }
        if (!tablePrefix.matches(PREFIX)) {
            throw invalid("Expected --table-prefix of at most 40 lower-case letters, digits and underscores, found '"
                    + tablePrefix + "'");
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private @Nullable String password() {
        if (passwordFile == null) {
            return System.getenv("PGPASSWORD");
        }
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new CommandException(
                    "expected a readable file of text after --password-file, found none: " + passwordFile, e);
        }
    }
}
