package dev.outcry.server.main;

import dev.outcry.server.apply.Recovery;
import dev.outcry.server.apply.Snapshots;
import dev.outcry.server.config.Release;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.journal.JournalDamagedException;
import dev.outcry.server.journal.JournalUnavailableException;
import dev.outcry.server.journal.JournalVersionException;
import dev.outcry.server.journal.SqliteJournal;
import dev.outcry.server.store.Store;
import dev.outcry.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Everything that outlives the process: the log, the store, the snapshots, and the floor that they
/// make. For one thread.
final class FloorData implements AutoCloseable {
    static final String LOG = "log.db";
    static final String STORE = "store.db";
    static final String SNAPSHOTS = "snapshots";

    /// There from a restore on until the log says so.
    static final String RESTORED = "restored";

    private final Path path;
    private final DataDirectory directory;
    private final Journal journal;
    private final Store store;
    private final Snapshots snapshots;
    private final Floor floor;

    private FloorData(
            Path path,
            DataDirectory directory,
            Journal journal,
            Store store,
            Snapshots snapshots,
            Floor floor) {
        this.path = path;
        this.directory = directory;
        this.journal = journal;
        this.store = store;
        this.snapshots = snapshots;
        this.floor = floor;
    }

    /// Opens what is there, or begins anew, and brings floor and store to the end of the log.
    ///
    /// @param path the data directory
    /// @param around put around the log
    /// @return the data, this process's alone until it is closed
    /// @throws StartException if it is another's, can't be used, or isn't whole; nothing is changed
    static FloorData open(Path path, UnaryOperator<Journal> around) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            DataDirectory directory = DataDirectory.open(path);
            opened.add(directory);
            Journal journal = around.apply(SqliteJournal.open(path, Release.VERSION));
            opened.add(journal);
            Store store = Store.open(path.resolve(STORE), Release.VERSION, journal::forgetText);
            opened.add(store);
            Snapshots snapshots = new Snapshots(path.resolve(SNAPSHOTS));
            Floor floor = Recovery.recover(journal, store, snapshots, path.resolve(LOG));
            return new FloorData(path, directory, journal, store, snapshots, floor);
        } catch (RuntimeException e) {
            opened.reversed().forEach(FloorData::closeQuietly);
            throw switch (e) {
                case JournalDamagedException _,
                        JournalVersionException _,
                        JournalUnavailableException _,
                        StoreException _ ->
                        new StartException(e.getMessage());
                case UncheckedIOException _ ->
                        new StartException(
                                "can't use the data directory " + path + ": " + e.getMessage());
                default -> e;
            };
        }
    }

    Journal journal() {
        return journal;
    }

    Store store() {
        return store;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /// {@return the floor at the log's end}
    Floor floor() {
        return floor;
    }

    /// {@return whether the log goes on from a backup, and hasn't said so yet}
    boolean restored() {
        return Files.exists(path.resolve(RESTORED));
    }

    /// Takes note that the log says so.
    void restoredIsLogged() {
        try {
            Files.delete(path.resolve(RESTORED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return the floor as the lanes need it, to begin with}
    Applied described() {
        List<Effect> effects = new ArrayList<>();
        floor.describe(effects::add);
        store.describe(
                effects::add,
                effects.stream()
                        .filter(Effect.MarketOpened.class::isInstance)
                        .map(opened -> ((Effect.MarketOpened) opened).market().symbol())
                        .toList());
        return new Applied(
                floor.pos(), floor.at(), new Origin.None(), new Result.Applied(), effects);
    }

    /// Lets go of everything. Whoever writes to the log has ended before.
    @Override
    public void close() {
        store.close();
        journal.close();
        directory.close();
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) { // the first failure is told
            System.getLogger(FloorData.class.getName())
                    .log(System.Logger.Level.DEBUG, "can't close", e);
        }
    }
}
