package dev.outcry.server.journal;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.FloorCommand;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// Entries to log.
final class Entries {
    private Entries() {}

    static Entry say(long pos, String text) {
        return new Entry(pos, 1_000 + pos, said(Optional.of(text)));
    }

    /// What is left of [#say] when its text is forgotten.
    static Entry silent(long pos) {
        return new Entry(pos, 1_000 + pos, said(Optional.empty()));
    }

    static Entry tick(long pos) {
        return new Entry(pos, 1_000 + pos, new FloorCommand.Tick());
    }

    static List<Entry> ticks(long from, long to) {
        return list(from, to, Entries::tick);
    }

    static List<Entry> list(long from, long to, LongFunction<Entry> each) {
        return LongStream.rangeClosed(from, to).mapToObj(each).toList();
    }

    private static FloorCommand said(Optional<String> text) {
        return new FloorCommand.Say(
                new Person("ada", "Ada", false),
                new RoomId("lobby"),
                text,
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
