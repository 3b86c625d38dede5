package dev.outcry.server.main;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Collects what is logged as a warning or worse, as an operator reads it, until it is closed.
final class WarningsTo implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Handler handler;

    WarningsTo(List<String> seen) {
        handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                            seen.add(new SimpleFormatter().formatMessage(record));
                        }
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        root.addHandler(handler);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
    }
}
