package dev.outcry.server.main;

import dev.outcry.server.journal.LogFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the program does with a data directory when it is told to do something else than serve.
///
/// @param data the directory
/// @param out gets what was asked for
record Maintenance(Path data, PrintStream out) {
    static final String USAGE =
            """
            usage: outcry                serve
                   outcry backup FILE    copy the data directory, also of a running server
                   outcry restore FILE   put a backup where no data is
                   outcry check          look whether log, store and snapshots are whole
                   outcry export FILE    write what is readable of the log as JSON lines
            The data directory is OUTCRY_DATA's.
            """;

    /// {@return whether arguments are understood}
    static boolean knows(List<String> arguments) {
        return switch (arguments.getFirst()) {
            case "backup", "restore", "export" -> arguments.size() == 2;
            case "check" -> arguments.size() == 1;
            default -> false;
        };
    }

    /// Does what is asked for.
    ///
    /// @param arguments which [#knows]
    /// @return whether all is well
    /// @throws StartException if it can't be done
    boolean run(List<String> arguments) {
        if (!arguments.getFirst().equals("restore")) {
            DataDirectory.loadSqliteBeside(data);
        }
        switch (arguments.getFirst()) {
            case "backup" -> {
                Path file = Path.of(arguments.getLast());
                Backup.take(data, file);
                out.println("outcry: " + data + " is in " + file);
            }
            case "restore" -> {
                Path file = Path.of(arguments.getLast());
                Restore.restore(file, data);
                out.println("outcry: " + file + " is in " + data);
            }
            case "export" -> export(Path.of(arguments.getLast()));
            default -> {
                return check();
            }
        }
        return true;
    }

    private boolean check() {
        List<String> problems = DataCheck.problems(data);
        problems.forEach(out::println);
        if (problems.isEmpty()) {
            LogFile.Extent log = LogFile.extent(data.resolve(FloorData.LOG));
            out.println(data + " is whole, its log is from " + log.first() + " to " + log.last());
        }
        return problems.isEmpty();
    }

    private void export(Path file) {
        Path log = data.resolve(FloorData.LOG);
        if (!Files.exists(log)) {
            throw new StartException("there is no " + log + ": set OUTCRY_DATA");
        }
        Path target = Disk.free(file);
        try {
            Path made = Files.createTempFile(target.getParent(), ".outcry-export-", "");
            try {
                long entries;
                try (BufferedWriter lines = Files.newBufferedWriter(made, StandardCharsets.UTF_8)) {
                    entries = LogFile.export(log, lines);
                }
                Files.move(made, target);
                out.println("outcry: " + entries + " entries of " + log + " are in " + file);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StartException("can't export " + log + " to " + file + ": " + Disk.reason(e));
        }
    }
}
