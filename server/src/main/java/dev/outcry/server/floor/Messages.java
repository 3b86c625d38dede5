package dev.outcry.server.floor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a room remembers of its newest messages, which others may still refer to: everything but
/// the texts. Of older ones it remembers those that were taken back lately.
final class Messages {
    private static final int REACHABLE = 10_000;
    private static final int OLD_DELETED = 1_000;

    private final SequencedMap<Long, FloorCommand.Said> newest = new LinkedHashMap<>();
    private final SequencedMap<Long, FloorCommand.Deletion> oldDeleted = new LinkedHashMap<>();

    void write(ValuesOut out) {
        write(out, newest, out::said);
        write(out, oldDeleted, out::deletion);
    }

    private static <T> void write(ValuesOut out, Map<Long, T> bySeq, Consumer<T> write) {
        out.list(
                bySeq.entrySet(),
                each -> {
                    out.number(each.getKey());
                    write.accept(each.getValue());
                });
    }

    static Messages read(ValuesIn in) {
        Messages messages = new Messages();
        in.each(() -> messages.newest.put(in.number(), in.said()));
        in.each(() -> messages.oldDeleted.put(in.number(), in.deletion()));
        return messages;
    }

    /// Takes in a new message.
    ///
    /// @return the message that nobody may refer to any more for it, empty for none
    OptionalLong add(long seq, String author, long pos) {
        newest.put(seq, new FloorCommand.Said(author, pos, Optional.empty()));
        if (newest.size() <= REACHABLE) {
            return OptionalLong.empty();
        }
        var oldest = newest.pollFirstEntry();
        oldest.getValue().deleted().ifPresent(by -> rememberOld(oldest.getKey(), by));
        return OptionalLong.of(oldest.getKey());
    }

    /// {@return whether others may refer to a message}
    boolean standing(long seq) {
        FloorCommand.Said said = newest.get(seq);
        return said != null && said.deleted().isEmpty();
    }

    /// {@return who said a message that others may refer to; null if there is none}
    @Nullable String author(long seq) {
        FloorCommand.Said said = newest.get(seq);
        return said == null || said.deleted().isPresent() ? null : said.author();
    }

    /// Finds a message.
    ///
    /// @param seq its seq
    /// @param told what the edge knew of it, for those that are older than what is remembered
    FloorCommand.@Nullable Said find(long seq, Optional<FloorCommand.Said> told) {
        FloorCommand.Said known = newest.get(seq);
        if (known != null || told.isEmpty() || !isOld(seq)) {
            return known;
        }
        FloorCommand.Deletion deleted = oldDeleted.get(seq);
        return deleted == null
                ? told.get()
                : new FloorCommand.Said(
                        told.get().author(), told.get().pos(), Optional.of(deleted));
    }

    /// Takes a message back that [#find] has found.
    ///
    /// @param by what does it
    void delete(long seq, FloorCommand.Deletion by) {
        FloorCommand.Said known = newest.get(seq);
        if (known == null) {
            rememberOld(seq, by);
        } else {
            newest.put(seq, new FloorCommand.Said(known.author(), known.pos(), Optional.of(by)));
        }
    }

    /// Makes an account the author of what a guest has said. Costs a look at each message.
    void become(String guest, String account) {
        newest.replaceAll((_, said) ->
                said.author().equals(guest)
                        ? new FloorCommand.Said(account, said.pos(), said.deleted())
                        : said);
    }

    private void rememberOld(long seq, FloorCommand.Deletion by) {
        oldDeleted.put(seq, by);
        if (oldDeleted.size() > OLD_DELETED) {
            oldDeleted.pollFirstEntry();
        }
    }

    private boolean isOld(long seq) {
        return newest.size() == REACHABLE && seq < newest.firstEntry().getKey();
    }
}
