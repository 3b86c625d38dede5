package dev.outcry.server.apply;

import dev.outcry.server.floor.Floor;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.journal.JournalDamagedException;
import dev.outcry.server.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Brings a floor, and the store with it, to the end of the log.
public final class Recovery {
    private static final int BATCH = 1_000;

    private Recovery() {}

    /// Starts at the newest whole snapshot that the store has reached, and applies what the log
    /// says since. The store is given all that it lacks.
    ///
    /// @param journal the log
    /// @param store brought up to the log's end
    /// @param snapshots where to start
    /// @param file of the log, for messages
    /// @return the floor as it was when the log ended
    /// @throws JournalDamagedException if log, snapshots and store don't belong together: some of
    ///   what was acknowledged is gone; nothing is changed
    public static Floor recover(Journal journal, Store store, Snapshots snapshots, Path file) {
        long known = Math.max(store.position(), snapshots.newest());
        if (known > journal.last()) {
            throw new JournalDamagedException(
                    file,
                    "it ends at " + journal.last() + ", and store and snapshots know of " + known);
        }
        Floor floor = snapshots.newest(store.position()).orElseGet(Floor::new);
        if (journal.first() > floor.pos() + 1 && journal.last() > 0) {
            throw new JournalDamagedException(
                    file,
                    "it begins at "
                            + journal.first()
                            + ", and no whole snapshot reaches so far: the newest is at "
                            + floor.pos());
        }
        List<Applied> batch = new ArrayList<>(BATCH);
        journal.read(
                floor.pos(),
                entry -> {
                    batch.add(Applying.apply(floor, entry, new Origin.None()));
                    if (batch.size() == BATCH) {
                        store.write(List.copyOf(batch));
                        batch.clear();
                    }
                });
        store.write(List.copyOf(batch));
        return floor;
    }
}
