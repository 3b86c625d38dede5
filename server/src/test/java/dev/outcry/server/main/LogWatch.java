package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Collects what is logged as a warning or worse, or with a stack trace. On [#close()] there must
/// be none.
final class LogWatch implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Handler handler = new Watching();

    private final class Watching extends Handler {
        @Override
        public void publish(LogRecord record) {
            boolean trace =
                    record.getThrown() != null
                            && record.getLevel().intValue() >= Level.INFO.intValue();
            if (trace || record.getLevel().intValue() >= Level.WARNING.intValue()) {
                seen.add(
                        record.getLoggerName()
                                + ": "
                                + record.getMessage()
                                + " "
                                + record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    LogWatch() {
        root.addHandler(handler);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        assertThat(seen).as("logged").isEmpty();
    }
}
