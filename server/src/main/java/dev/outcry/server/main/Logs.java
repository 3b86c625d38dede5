package dev.outcry.server.main;

import dev.outcry.server.config.Settings;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The server's own log: to standard error, one line a record but for stack traces.
final class Logs {
    // Held, for the JDK forgets the level of a logger that nobody holds.
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private Logs() {}

    static void configure(Settings.LogFormat format) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(
                switch (format) {
                    case PLAIN -> new Plain();
                    case JSON -> new JsonLines();
                });
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.INFO);
        HELIDON.setLevel(Level.WARNING);
    }

    /// {@return the stack trace, unless it is of Helidon's below `SEVERE`: a peer can cause those}
    private static Optional<String> trace(LogRecord record) {
        boolean peers =
                String.valueOf(record.getLoggerName()).startsWith(HELIDON.getName())
                        && record.getLevel().intValue() < Level.SEVERE.intValue();
        if (record.getThrown() == null || peers) {
            return Optional.empty();
        }
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text, true));
        return Optional.of(text.toString());
    }

    private static final class Plain extends Formatter {
        @Override
        public String format(LogRecord record) {
            String line =
                    record.getInstant()
                            + " "
                            + record.getLevel().getName()
                            + " "
                            + record.getLoggerName()
                            + ": "
                            + formatMessage(record)
                            + System.lineSeparator();
            return line + trace(record).orElse("");
        }
    }

    private static final class JsonLines extends Formatter {
        @Override
        public String format(LogRecord record) {
            JsonObjectBuilder line =
                    Json.createObjectBuilder()
                            .add("at", record.getInstant().toString())
                            .add("level", record.getLevel().getName())
                            .add("logger", String.valueOf(record.getLoggerName()))
                            .add("message", formatMessage(record));
            trace(record).ifPresent(trace -> line.add("trace", trace));
            return line.build() + System.lineSeparator();
        }
    }
}
