package dev.outcry.server.apply;

import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Remembers what became of commands.
final class Recorder implements Outcomes {
    final ConcurrentLinkedQueue<Applied> applied = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Origin> refused = new ConcurrentLinkedQueue<>();
    final CompletableFuture<Throwable> failed = new CompletableFuture<>();

    @Override
    public void applied(List<Applied> batch) {
        applied.addAll(batch);
    }

    @Override
    public void refused(List<Origin> origins, Result.Refused why) {
        refused.addAll(origins);
    }

    @Override
    public void failed(Throwable why) {
        failed.complete(why);
    }
}
