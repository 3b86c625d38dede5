package dev.outcry.server.main;

import dev.outcry.server.apply.Snapshotter;
import dev.outcry.server.config.Settings;
import dev.outcry.server.journal.CommitWatch;
import dev.outcry.server.journal.Entry;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.journal.WrappedJournal;
import dev.outcry.server.main.Crash.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchService;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The server as [Main] runs it, but that it takes a snapshot each second in which it has something
/// to do, and dies where `CRASH_AT` says, see [Crash#at]; without that it lives.
final class CrashingMain {
    private static final int ENTRIES = 300;

    private CrashingMain() {}

    /// Starts it; prints the line that [Main] prints.
    public static void main(String[] args) throws IOException {
        if (!(Settings.load(System.getenv(), Path.of(""))
                instanceof Settings.Loaded.Good(Settings settings, var _))) {
            throw new IllegalArgumentException("bad settings");
        }
        Crash crash = Crash.at(System.getenv("CRASH_AT"));
        Path snapshots = Files.createDirectories(settings.data().resolve(FloorData.SNAPSHOTS));
        WatchService watch = snapshots.getFileSystem().newWatchService();
        snapshots.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        Thread.ofPlatform().daemon().start(() -> watch(watch, crash));

        FloorServer server =
                FloorServer.start(
                        settings,
                        Clock.systemUTC(),
                        new Hooks(
                                journal -> watched(journal, settings.data(), crash),
                                () -> crash.reached(Step.BEFORE_ANSWERS),
                                rhythm ->
                                        new Snapshotter.Rhythm(
                                                ENTRIES,
                                                Duration.ofSeconds(1),
                                                rhythm.logMaxBytes())));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.close();
                            Runtime.getRuntime().halt(0);
                        }));
        crash.arm();
        System.out.println("outcry ready on http://127.0.0.1:" + server.port());
    }

    private static Journal watched(Journal journal, Path data, Crash crash) {
        try {
            journal.close();
            return new Watched(
                    CommitWatch.open(data, () -> crash.reached(Step.BEFORE_COMMIT)), crash);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void watch(WatchService watch, Crash crash) {
        try {
            while (true) {
                var key = watch.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (String.valueOf(event.context()).endsWith(".tmp")) {
                        crash.reached(Step.WHILE_A_SNAPSHOT_IS_WRITTEN);
                    }
                }
                key.reset();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Watched extends WrappedJournal {
        private final Journal journal;
        private final Crash crash;

        Watched(Journal journal, Crash crash) {
            super(journal);
            this.journal = journal;
            this.crash = crash;
        }

        @Override
        public void append(List<Entry> batch) {
            crash.reached(Step.BEFORE_WRITE);
            super.append(batch);
            crash.reached(Step.AFTER_COMMIT);
        }

        @Override
        public void forgetText(long pos) {
            crash.reached(Step.BEFORE_FORGETTING);
            super.forgetText(pos);
            crash.reached(Step.AFTER_FORGETTING);
        }

        /// What the snapshots' thread asks next, once it has kept one.
        @Override
        public long sizeBytes() {
            if (Thread.currentThread().getName().equals("snapshots")) {
                crash.reached(Step.AFTER_A_SNAPSHOT);
            }
            return super.sizeBytes();
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
